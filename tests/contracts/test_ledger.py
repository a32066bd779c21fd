"""One suite for every Ledger: the sentences of the port's docstrings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.adapters.ledger_memory import MemoryLedger
from bot.adapters.ledger_sqlite import SqliteLedger
from bot.errors import StoreError
from bot.model import Delivery, DeliveryState
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
    assert await ledger.plan([part(number=0), part(number=1)])
    assert await ledger.pending(now=NOON) == (part(number=0), part(number=1))


async def test_a_date_is_planned_once_and_wholly(ledger):
    await ledger.plan([part(number=0)])
    assert not await ledger.plan([part(number=0, content="other"), part(number=1)])
    assert await ledger.pending(now=NOON) == (part(number=0),)


async def test_other_dates_and_chats_are_their_own(ledger):
    assert await ledger.plan([part()])
    assert await ledger.plan([part(date=FRIDAY + timedelta(days=1))])
    assert await ledger.plan([part(chat=-100123)])


async def test_an_empty_plan_is_none(ledger):
    assert not await ledger.plan([])


@pytest.mark.parametrize("state", [each for each in DeliveryState if each is not DeliveryState.PLANNED])
async def test_only_what_is_planned_is_pending(ledger, state):
    await ledger.plan([part()])
    await ledger.mark(replace(part(), state=state, problem="why"))
    assert await ledger.pending(now=NOON) == ()
    assert await ledger.latest(7) == (replace(part(), state=state, problem="why"),)


async def test_what_must_wait_is_pending_from_that_moment_on(ledger):
    await ledger.plan([part()])
    waiting = replace(part(), not_before=NOON + timedelta(minutes=5))
    await ledger.mark(waiting)
    assert await ledger.pending(now=NOON + timedelta(minutes=4)) == ()
    assert await ledger.pending(now=NOON + timedelta(minutes=5)) == (waiting,)


async def test_the_longest_due_comes_first(ledger):
    for chat, minutes in ((1, 30), (2, 10), (3, 20)):
        await ledger.plan([part(chat=chat, due=NOON + timedelta(minutes=minutes))])
    assert [each.chat for each in await ledger.pending(now=NOON)] == [2, 3, 1]


async def test_the_content_stays_as_planned(ledger):
    await ledger.plan([part(content="first “content” 🇦🇷")])
    await ledger.mark(part(content="second", problem="x"))
    [found] = await ledger.pending(now=NOON)
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


async def test_the_latest_date_of_each_chat_is_known(ledger):
    saturday = FRIDAY + timedelta(days=1)
    await ledger.plan([part(date=saturday, number=0), part(date=saturday, number=1)])
    await ledger.plan([part(date=FRIDAY)])
    await ledger.plan([part(chat=8)])
    assert await ledger.last_dates() == {7: saturday, 8: FRIDAY}
    assert [(each.date, each.part) for each in await ledger.latest(7)] == [(saturday, 0), (saturday, 1)]
    assert await ledger.latest(9) == ()


async def test_forgetting_erases_every_trace_of_a_chat(ledger):
    await ledger.plan([part(chat=7)])
    await ledger.plan([part(chat=8)])
    await ledger.forget(7)
    assert await ledger.last_dates() == {8: FRIDAY}
    assert await ledger.latest(7) == ()


async def test_pruning_takes_the_dates_before(ledger):
    await ledger.plan([part(date=FRIDAY - timedelta(days=1))])
    await ledger.plan([part(chat=8)])
    assert await ledger.prune(before=FRIDAY) == 1
    assert await ledger.last_dates() == {8: FRIDAY}


async def test_closing_twice_is_no_fault(ledger):
    await ledger.close()
    await ledger.close()


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
