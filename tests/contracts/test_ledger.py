"""One suite for every Ledger: the sentences of the port's docstrings."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.adapters import sqlite_file
from bot.adapters.ledger_memory import MemoryLedger
from bot.adapters.ledger_sqlite import MIGRATIONS, SqliteLedger
from bot.adapters.sqlite_file import SqliteFile
from bot.errors import StoreError
from bot.model import LOST, NOT_BEHIND, SETTLED, Delivery, DeliveryState
from tests.builders import NOON

FRIDAY = date(2025, 9, 5)


@pytest.fixture(params=["memory", "sqlite"])
async def ledger(request, tmp_path):
    kept = MemoryLedger() if request.param == "memory" else await SqliteLedger.open(tmp_path / "ledger.sqlite")
    yield kept
    await kept.close()


def part(chat: int = 7, number: int = 0, **changes) -> Delivery:
    defaults = {"date": FRIDAY, "content": f"content {number}", "due": NOON}
    return Delivery(chat=chat, part=number, **(defaults | changes))


async def test_what_is_planned_is_pending(ledger):
    assert await ledger.plan([part(number=0), part(number=1)]) == ((7, FRIDAY),)
    assert await ledger.pending(now=NOON) == ((7, FRIDAY),)
    assert await ledger.parts(7, FRIDAY) == (part(number=0), part(number=1))


async def test_a_date_is_planned_once_and_wholly(ledger):
    await ledger.plan([part(number=0)])
    assert not await ledger.plan([part(number=0, content="other"), part(number=1)])
    assert await ledger.parts(7, FRIDAY) == (part(number=0),)


async def test_digests_are_planned_together_and_those_that_exist_are_left_as_they_are(ledger):
    await ledger.plan([part(chat=2, content="first")])
    planned = await ledger.plan([part(chat=1), part(chat=1, number=1), part(chat=2, number=1), part(chat=3)])
    assert planned == ((1, FRIDAY), (3, FRIDAY))
    assert await ledger.parts(1, FRIDAY) == (part(chat=1), part(chat=1, number=1))
    assert await ledger.parts(2, FRIDAY) == (part(chat=2, content="first"),)


async def test_other_dates_and_chats_are_their_own(ledger):
    assert await ledger.plan([part()])
    assert await ledger.plan([part(date=FRIDAY + timedelta(days=1))])
    assert await ledger.plan([part(chat=-100123)])


async def test_an_empty_plan_is_none(ledger):
    assert not await ledger.plan([])


@pytest.mark.parametrize("state", [each for each in DeliveryState if each is not DeliveryState.PLANNED])
async def test_only_what_is_planned_is_pending(ledger, state):
    await ledger.plan([part()])
    assert await ledger.mark(replace(part(), state=state, problem="why"))
    assert await ledger.pending(now=NOON) == ()
    [found] = await ledger.latest(7)
    assert (found.state, found.problem) == (state, "why")


@pytest.mark.parametrize("state", list(DeliveryState))
async def test_content_is_kept_as_long_as_it_may_be_sent(ledger, state):
    await ledger.plan([part()])
    await ledger.mark(replace(part(), state=state))
    [found] = await ledger.latest(7)
    assert found.content == ("" if state in SETTLED else "content 0")


async def test_a_part_is_pending_only_behind_parts_that_were_sent(ledger):
    await ledger.plan([part(number=number) for number in range(3)])
    await ledger.mark(replace(part(number=0), not_before=NOON + timedelta(hours=1)))
    assert await ledger.pending(now=NOON) == ()
    await ledger.mark(replace(part(number=0), state=DeliveryState.SENDING))
    assert await ledger.pending(now=NOON + timedelta(hours=2)) == ()
    await ledger.mark(replace(part(number=0), state=DeliveryState.SENT))
    assert await ledger.pending(now=NOON) == ((7, FRIDAY),)


@pytest.mark.parametrize("state", sorted(LOST))
async def test_the_rest_of_a_digest_is_settled_with_a_part_that_did_not_get_through(ledger, state):
    saturday = FRIDAY + timedelta(days=1)
    await ledger.plan([*(part(number=number) for number in range(4)), part(chat=8), part(chat=8, number=1)])
    await ledger.plan([part(date=saturday)])
    await ledger.mark(replace(part(number=0), state=DeliveryState.SENT))
    await ledger.mark(replace(part(number=1), state=state, problem="why"))
    found = [(each.state, each.problem, each.content) for each in await ledger.parts(7, FRIDAY)]
    rest = (DeliveryState.FAILED, NOT_BEHIND, "")
    assert found == [(DeliveryState.SENT, None, ""), (state, "why", ""), rest, rest]
    assert await ledger.pending(now=NOON) == ((7, saturday), (8, FRIDAY))


async def test_only_what_is_planned_can_begin_to_be_sent(ledger):
    sending = replace(part(), state=DeliveryState.SENDING)
    assert not await ledger.mark(sending)
    await ledger.plan([part()])
    assert await ledger.mark(sending)
    assert not await ledger.mark(sending)
    await ledger.forget(7)
    assert not await ledger.mark(sending)
    assert not await ledger.mark(replace(part(), state=DeliveryState.SENT))
    assert await ledger.latest(7) == ()


async def test_what_must_wait_is_pending_from_that_moment_on(ledger):
    await ledger.plan([part()])
    waiting = replace(part(), not_before=NOON + timedelta(minutes=5))
    await ledger.mark(waiting)
    assert await ledger.pending(now=NOON + timedelta(minutes=4)) == ()
    assert await ledger.pending(now=NOON + timedelta(minutes=5)) == ((7, FRIDAY),)
    assert await ledger.parts(7, FRIDAY) == (waiting,)


async def test_the_longest_due_comes_first(ledger):
    for chat, minutes in ((1, 30), (2, 10), (3, 20)):
        await ledger.plan([part(chat=chat, due=NOON + timedelta(minutes=minutes))])
    assert [chat for chat, _day in await ledger.pending(now=NOON)] == [2, 3, 1]


async def test_the_content_stays_as_planned(ledger):
    await ledger.plan([part(content="first “content” 🇦🇷")])
    await ledger.mark(part(content="second", problem="x"))
    [found] = await ledger.latest(7)
    assert found.content == "first “content” 🇦🇷"


async def test_recovering_turns_what_was_sending_into_unknown(ledger):
    for chat in (1, 2, 3):
        await ledger.plan([part(chat=chat)])
    await ledger.mark(replace(part(chat=1), state=DeliveryState.SENDING))
    await ledger.mark(replace(part(chat=2), state=DeliveryState.SENT))
    assert await ledger.recover() == 1
    assert await ledger.recover() == 0
    states = [(await ledger.latest(chat))[0].state for chat in (1, 2, 3)]
    assert states == [DeliveryState.UNKNOWN, DeliveryState.SENT, DeliveryState.PLANNED]


async def test_recovering_settles_the_rest_of_the_digest_too(ledger):
    await ledger.plan([part(number=number) for number in range(3)])
    await ledger.mark(replace(part(number=0), state=DeliveryState.SENDING))
    await ledger.recover()
    states = [each.state for each in await ledger.latest(7)]
    assert states == [DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.FAILED]
    assert {each.content for each in await ledger.latest(7)} == {""}


async def test_the_date_of_each_chat_that_was_planned_last_is_known(ledger):
    saturday = FRIDAY + timedelta(days=1)
    await ledger.plan([part(date=FRIDAY)])
    await ledger.plan([part(date=saturday, number=0), part(date=saturday, number=1)])
    await ledger.plan([part(chat=8)])
    assert await ledger.last_dates() == {7: saturday, 8: FRIDAY}
    assert [(each.date, each.part) for each in await ledger.latest(7)] == [(saturday, 0), (saturday, 1)]
    assert await ledger.latest(9) == ()


async def test_a_date_of_a_clock_that_went_wrong_is_not_the_last_for_ever(ledger):
    await ledger.plan([part(date=FRIDAY + timedelta(days=365))])
    await ledger.plan([part(date=FRIDAY)])
    assert await ledger.last_dates() == {7: FRIDAY}
    assert await ledger.latest(7) == (part(),)


async def test_all_that_a_chat_has_is_copied_to_its_new_id_as_it_stands(ledger):
    saturday = FRIDAY + timedelta(days=1)
    await ledger.plan([part(), part(number=1)])
    await ledger.mark(replace(part(), state=DeliveryState.SENT))
    await ledger.plan([part(date=saturday)])
    await ledger.mark(replace(part(date=saturday), state=DeliveryState.SENDING))
    for _again in range(2):
        await ledger.copy(7, -1007)
        assert await ledger.last_dates() == {-1007: saturday, 7: saturday}
        assert [each.content for each in await ledger.parts(7, FRIDAY)] == ["", "content 1"]
        assert await ledger.pending(now=NOON) == ((-1007, FRIDAY), (7, FRIDAY))
        assert [each.content for each in await ledger.parts(-1007, FRIDAY)] == ["", "content 1"]
        assert [each.state for each in await ledger.latest(-1007)] == [DeliveryState.SENDING]


async def test_copying_leaves_what_the_new_id_has(ledger):
    saturday = FRIDAY + timedelta(days=1)
    await ledger.plan([part(content="old"), part(number=1, content="old")])
    await ledger.plan([part(date=saturday, content="old")])
    await ledger.plan([part(chat=-1007, content="new")])
    await ledger.copy(7, -1007)
    assert [each.content for each in await ledger.parts(-1007, FRIDAY)] == ["new"]
    assert [each.content for each in await ledger.latest(-1007)] == ["old"]
    assert await ledger.last_dates() == {-1007: saturday, 7: saturday}
    await ledger.forget(7)
    assert await ledger.last_dates() == {-1007: saturday}


async def test_forgetting_erases_every_trace_of_a_chat(ledger):
    await ledger.plan([part(chat=7)])
    await ledger.plan([part(chat=8)])
    assert await ledger.forget(7) is True
    assert await ledger.forget(7) is False
    assert await ledger.last_dates() == {8: FRIDAY}
    assert await ledger.parts(7, FRIDAY) == ()
    assert await ledger.latest(7) == ()


async def test_pruning_takes_the_dates_before(ledger):
    await ledger.plan([part(date=FRIDAY - timedelta(days=1))])
    await ledger.plan([part(chat=8)])
    assert await ledger.prune(before=FRIDAY) == 1
    assert await ledger.last_dates() == {8: FRIDAY}


async def test_closing_twice_is_no_fault(ledger, tmp_path):
    await ledger.plan([part()])
    await ledger.close()
    await ledger.close()
    again = await SqliteLedger.open(tmp_path / "ledger.sqlite") if isinstance(ledger, SqliteLedger) else ledger
    assert await again.parts(7, FRIDAY) == (part(),)
    await again.close()


async def test_the_sqlite_ledger_survives_its_process_and_erases_from_its_files(tmp_path):
    ledger = await SqliteLedger.open(tmp_path / "ledger.sqlite")
    await ledger.plan([part(content="canary " * 500)])
    await ledger.plan([part(chat=8, content="kept")])
    await ledger.close()
    again = await SqliteLedger.open(tmp_path / "ledger.sqlite")
    assert set(await again.last_dates()) == {7, 8}
    await again.forget(7)
    assert b"canary" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    await again.close()
    with pytest.raises(StoreError, match="closed"):
        await again.recover()


async def test_a_ledger_of_the_first_form_is_read_on(tmp_path):
    old = await SqliteFile.open(tmp_path / "ledger.sqlite", migrations=MIGRATIONS[:1], synchronous="FULL")
    rows = [
        (7, "2025-09-04", 0, "sent then", "sent", 1, None, None),
        (7, "2025-09-05", 0, "on its way", "sending", 1, None, None),
        (7, "2025-09-05", 1, "behind it", "planned", 1, None, None),
        (8, "2025-09-05", 0, "still to be sent", "planned", 1, None, None),
    ]
    await old.run(lambda db: db.executemany("INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows))
    await old.close()
    ledger = await SqliteLedger.open(tmp_path / "ledger.sqlite")
    assert await ledger.last_dates() == {7: FRIDAY, 8: FRIDAY}
    assert [each.content for each in await ledger.parts(7, FRIDAY - timedelta(days=1))] == [""]
    await ledger.recover()
    assert await ledger.pending(now=NOON) == ((8, FRIDAY),)
    assert [each.content for each in await ledger.latest(8)] == ["still to be sent"]
    await ledger.close()


async def test_forgetting_takes_ledgers_with_it_that_were_set_aside(tmp_path):
    for name in ("ledger.damaged-20250905T120000000000.sqlite", "ledger.damaged-20250905T120000000000.sqlite-wal"):
        (tmp_path / name).write_text("canary")
    (tmp_path / "news.damaged-1.sqlite").write_text("no reader's")
    ledger = await SqliteLedger.open(tmp_path / "ledger.sqlite")
    await ledger.forget(7)
    assert not list(tmp_path.glob("ledger.damaged-*"))
    assert list(tmp_path.glob("news.damaged-*"))
    await ledger.close()


async def test_a_trace_that_may_still_be_in_the_log_is_not_called_erased(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite_file, "BUSY", 0)
    ledger = await SqliteLedger.open(tmp_path / "ledger.sqlite")
    await ledger.plan([part(content="canary")])
    with closing(sqlite3.connect(tmp_path / "ledger.sqlite")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM delivery").fetchall()
        with pytest.raises(StoreError, match="another process"):
            await ledger.forget(7)
    await ledger.forget(7)
    assert b"canary" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
    await ledger.close()
