"""The subscriptions on disk: what is promised beyond the port."""

from __future__ import annotations

import asyncio
import errno
import json
import re
import threading
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.journal import Journal
from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions, to_document, to_subscription
from bot.errors import StoreError
from bot.model import Subscription
from tests.adapters.faults import Disk
from tests.builders import subscription

SUBSCRIPTIONS = st.builds(
    Subscription,
    chat=st.integers(-(2**52), 2**52),
    countries=st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2), max_size=60).map(tuple),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"})),
    zone_chosen=st.booleans(),
    size=st.integers(1, 10),
    paused=st.booleans(),
    starts=st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds the zone
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "subscriptions.journal"


def plant(path: Path, chat: int, document: bytes) -> None:
    journal = Journal(path)
    journal.commit({chat: document})
    journal.close()


def everything(folder: Path) -> bytes:
    return b"\n".join(each.read_bytes() for each in sorted(folder.iterdir()))


@settings(deadline=None)
@given(order=SUBSCRIPTIONS)
def test_a_document_reads_back_as_the_subscription_it_was_made_of(order: Subscription):
    assert to_subscription(order.chat, to_document(order)) == order


@settings(deadline=None)
@given(
    order=SUBSCRIPTIONS,
    field=st.sampled_from(sorted(to_document(subscription()))),
    value=st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(), min_size=1),
)
def test_a_document_with_any_wrong_value_is_refused_or_reads_as_what_it_says(order: Subscription, field: str, value):
    document = to_document(order) | {field: value}
    try:
        read = to_subscription(order.chat, document)
    except ValueError:
        return
    assert to_document(read) == document


async def test_everything_is_there_after_opening_again(path: Path):
    store = await TinyDbSubscriptions.open(path)
    orders = {subscription(chat, "FR", "JP", at=time(6, chat % 60)) for chat in range(-30, 30)}
    await asyncio.gather(*(store.put(order) for order in orders))
    await store.delete(7)
    await store.close()
    again = await TinyDbSubscriptions.open(path)
    assert set(await again.all()) == {order for order in orders if order.chat != 7}
    assert again.notice is None
    await again.close()


async def test_a_change_is_on_disk_when_it_is_acknowledged_and_not_seen_before(path: Path):
    store = await TinyDbSubscriptions.open(path)
    writing = asyncio.ensure_future(store.put(subscription(424242)))
    await asyncio.sleep(0)
    assert await store.get(424242) is None
    await writing
    assert b"424242" in path.read_bytes()
    await store.close()


async def test_changes_that_come_together_share_their_fsync(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = await TinyDbSubscriptions.open(path)
    disk = Disk(monkeypatch)
    await asyncio.gather(*(store.put(subscription(chat)) for chat in range(100)))
    assert disk.steps.count("fsync") == 2  # the first one alone, the others while it was on its way
    await store.close()


async def test_nothing_is_written_on_the_event_loops_thread(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = await TinyDbSubscriptions.open(path)
    threads = set()
    commit = Journal.commit

    def watched(self, changes):
        threads.add(threading.current_thread())
        return commit(self, changes)

    monkeypatch.setattr(Journal, "commit", watched)
    await asyncio.gather(*(store.put(subscription(chat)) for chat in range(5)), store.delete(3))
    assert len(threads) == 1
    assert threading.current_thread() not in threads
    await store.close()


async def test_a_forgotten_chat_is_in_no_file_when_it_is_acknowledged(path: Path):
    store = await TinyDbSubscriptions.open(path)
    for countries in (("FR",), ("FR", "NZ")):
        await store.put(subscription(424242, *countries, zone="Pacific/Auckland"))
    await store.put(subscription(8))
    await store.delete(424242)
    assert not re.search(rb"424242|Auckland|NZ", everything(path.parent))
    assert await store.all() == (subscription(8),)
    await store.close()


async def test_a_full_disk_changes_nothing_and_is_told_to_everyone_who_waited(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    store = await TinyDbSubscriptions.open(path)
    await store.put(subscription(7, "FR"))
    disk = Disk(monkeypatch)
    disk.fail_at(1, error=errno.ENOSPC, lasting=True)
    told = await asyncio.gather(
        store.put(subscription(7, "JP")), store.put(subscription(8)), store.delete(7), return_exceptions=True
    )
    assert [type(each) for each in told] == [StoreError] * 3
    assert "No space left on device" in str(told[0])
    assert await store.all() == (subscription(7, "FR"),)
    disk.heal()
    await store.put(subscription(8))
    await store.close()
    again = await TinyDbSubscriptions.open(path)
    assert set(await again.all()) == {subscription(7, "FR"), subscription(8)}
    await again.close()


async def test_a_caller_that_gave_up_waiting_disturbs_nobody(path: Path):
    store = await TinyDbSubscriptions.open(path)
    writing = [asyncio.ensure_future(store.put(subscription(chat))) for chat in range(3)]
    await asyncio.sleep(0)
    writing[0].cancel()
    writing[1].cancel()
    await writing[2]
    await store.close()
    assert subscription(2) in await store.all()
    again = await TinyDbSubscriptions.open(path)
    assert set(await again.all()) == set(await store.all())
    await again.close()


async def test_a_closed_store_can_be_read_and_refuses_changes(path: Path):
    store = await TinyDbSubscriptions.open(path)
    await store.put(subscription(7))
    await store.close()
    assert await store.get(7) == subscription(7)
    with pytest.raises(StoreError, match="closed"):
        await store.put(subscription(7))
    with pytest.raises(StoreError, match="closed"):
        await store.delete(7)


async def test_a_second_store_on_the_same_file_is_refused(path: Path):
    store = await TinyDbSubscriptions.open(path)
    with pytest.raises(StoreError, match="another process"):
        await TinyDbSubscriptions.open(path)
    await store.close()
    await (await TinyDbSubscriptions.open(path)).close()


WRONG = {
    "later version": {"version": 2, "order": "of a later version"},
    "missing fields": {"version": 1, "countries": ["FR"]},
    "no object": [1, 2],
    "unknown zone": to_document(subscription()) | {"zone": "Mars/Base"},
    "no time of day": to_document(subscription()) | {"at": "25:00"},
}


@pytest.mark.parametrize("document", [*(json.dumps(each).encode() for each in WRONG.values()), b"no JSON"])
async def test_a_subscription_that_cannot_be_read_stays_on_disk_and_stops_nobody(
    path: Path, document: bytes, caplog: pytest.LogCaptureFixture
):
    plant(path, 424242, document)
    store = await TinyDbSubscriptions.open(path)
    await store.put(subscription(8))
    assert await store.all() == (subscription(8),)
    assert "subscriptions that can't be read stay there as they are: 1 × " in caplog.text
    assert "424242" not in caplog.text
    assert "Mars" not in caplog.text
    await store.put(subscription(9))
    await store.delete(9)
    await store.close()
    assert document in path.read_bytes()
    again = await TinyDbSubscriptions.open(path)
    assert await again.delete(424242) is True
    assert await again.delete(424242) is False
    await again.close()
    assert document not in everything(path.parent)


async def test_looking_at_a_subscription_that_cannot_be_read_leaves_it(path: Path):
    plant(path, 7, b'{"version":2}')
    store = await TinyDbSubscriptions.open(path)
    assert await store.change(7, lambda order: order) is None
    assert await store.move(7, 8) is False
    await store.close()
    assert b'{"version":2}' in path.read_bytes()


async def test_a_change_upon_one_that_could_not_be_written_does_not_bring_it_back(
    path: Path, monkeypatch: pytest.MonkeyPatch
):
    store = await TinyDbSubscriptions.open(path)
    await store.put(subscription(7, "FR"))
    disk = Disk(monkeypatch)
    disk.fail_at(1, error=errno.ENOSPC)
    lost, kept = await asyncio.gather(
        store.change(7, lambda order: replace(order, paused=True)),
        store.change(7, lambda order: replace(order, size=9)),
        return_exceptions=True,
    )
    assert isinstance(lost, StoreError)
    assert kept == await store.get(7) == subscription(7, "FR", size=9)
    await store.close()


async def test_moving_is_one_write_and_the_old_id_is_in_no_file(path: Path, monkeypatch: pytest.MonkeyPatch):
    store = await TinyDbSubscriptions.open(path)
    await store.put(subscription(-424242, "FR"))
    written = []
    commit = Journal.commit
    monkeypatch.setattr(Journal, "commit", lambda self, changes: (written.append(set(changes)), commit(self, changes)))
    await store.move(-424242, -1007)
    assert written == [{-424242, -1007}]
    assert b"424242" not in everything(path.parent)
    await store.close()


async def test_an_unreadable_subscription_is_replaced_when_its_reader_comes_back(path: Path):
    plant(path, 7, b'{"version":2}')
    store = await TinyDbSubscriptions.open(path)
    await store.put(subscription(7))
    assert await store.delete(7) is True
    assert await store.delete(7) is False
    await store.close()


@pytest.mark.parametrize(
    "change",
    [
        {"zone": "Mars/Base"},
        {"at": time(8, 0, 30)},
        {"starts": datetime(2025, 9, 5)},  # noqa: DTZ001 - it is about a moment without a zone
        {"size": "3"},
    ],
    ids=["unknown zone", "seconds", "moment without a zone", "text for a number"],
)
async def test_what_could_not_be_read_again_is_not_written(path: Path, change):
    store = await TinyDbSubscriptions.open(path)
    with pytest.raises(StoreError, match="not saved"):
        await store.put(subscription(7, **change))
    assert await store.get(7) is None
    await store.close()


async def test_the_operator_can_be_told_of_damage(path: Path):
    store = await TinyDbSubscriptions.open(path)
    for chat in (7, 8):
        await store.put(subscription(chat))
    await store.close()
    path.write_bytes(path.read_bytes().replace(b"\t7 {", b"\t6 {"))
    again = await TinyDbSubscriptions.open(path)
    assert set(await again.all()) == {subscription(7), subscription(8)}  # the spare has what the damage took
    (aside,) = path.parent.glob("subscriptions.damaged-*.journal")
    assert str(aside) in again.notice
    await again.close()


async def test_a_small_store_that_is_destroyed_after_a_stop_loses_nobody(path: Path):
    store = await TinyDbSubscriptions.open(path)
    readers = {subscription(chat) for chat in range(1, 6)}
    for each in readers:
        await store.put(each)
    await store.close()
    path.write_bytes(b"rubbish\n" * 50)
    again = await TinyDbSubscriptions.open(path)
    assert set(await again.all()) == readers
    assert "could not be read at all" in again.notice
    await again.close()
