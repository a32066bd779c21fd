"""What the commands that change a standing order do to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.adapters.ledger_memory import MemoryLedger
from bot.adapters.subscriptions_memory import MemorySubscriptions
from bot.errors import StoreError
from bot.model import Delivery, DeliveryState
from bot.subscriptions import Subscriptions
from tests.builders import NOON, FakeClock


@pytest.fixture
def use() -> Subscriptions:
    return Subscriptions(store=MemorySubscriptions(), ledger=MemoryLedger(), clock=FakeClock())


async def test_countries_are_added_in_the_readers_order_and_once(use: Subscriptions):
    await use.add(1, ["FR", "JP"])
    order = await use.add(1, ["AR", "FR"])
    assert order.countries == ("FR", "JP", "AR")
    assert await use.of(1) == order


async def test_a_subscription_begins_when_it_is_made(use: Subscriptions):
    assert (await use.add(1, ["FR"])).starts == NOON


async def test_adding_a_country_does_not_move_the_next_digest(use: Subscriptions):
    first = await use.add(1, ["FR"])
    use.clock.advance(hours=3)
    assert (await use.add(1, ["AR"])).starts == first.starts


async def test_removing_keeps_hour_and_zone(use: Subscriptions):
    await use.add(1, ["FR", "JP"])
    await use.set_time(1, time(6, 30))
    await use.set_zone(1, "Asia/Tokyo")
    order = await use.remove(1, ["FR"])
    assert (order.countries, order.at, order.zone) == (("JP",), time(6, 30), "Asia/Tokyo")
    assert (await use.remove(1)).countries == ()


async def test_removing_where_nothing_is_subscribed_is_nothing(use: Subscriptions):
    assert await use.remove(1, ["FR"]) is None
    assert await use.pause(1) is None
    assert await use.resume(1) is None
    assert await use.forget(1) is False


async def test_an_hour_that_has_passed_today_starts_tomorrow(use: Subscriptions):
    await use.add(1, ["FR"])
    order = await use.set_time(1, time(8))
    assert await use.next_digest(order) == datetime(2025, 9, 6, 8, tzinfo=UTC)
    order = await use.set_time(1, time(13))
    assert await use.next_digest(order) == datetime(2025, 9, 5, 13, tzinfo=UTC)


async def test_the_next_digest_is_never_on_a_date_that_had_one(use: Subscriptions):
    await use.add(1, ["FR"])
    await use.ledger.plan([Delivery(chat=1, date=date(2025, 9, 5), content="", due=NOON)])
    order = await use.set_time(1, time(20))
    assert await use.next_digest(order) == datetime(2025, 9, 6, 20, tzinfo=UTC)


async def test_a_pause_has_no_next_digest_and_resuming_does_not_catch_up(use: Subscriptions):
    await use.add(1, ["FR"])
    await use.set_time(1, time(13))
    assert await use.next_digest(await use.pause(1)) is None
    use.clock.advance(hours=2)
    order = await use.resume(1)
    assert await use.next_digest(order) == datetime(2025, 9, 6, 13, tzinfo=UTC)


async def test_resuming_what_is_not_paused_changes_nothing(use: Subscriptions):
    order = await use.add(1, ["FR"])
    use.clock.advance(hours=2)
    assert await use.resume(1) == order


async def test_choosing_a_zone_is_remembered_as_a_choice(use: Subscriptions):
    assert not (await use.add(1, ["FR"])).zone_chosen
    assert (await use.set_zone(1, "UTC")).zone_chosen


async def test_forgetting_erases_the_order_and_the_ledger(use: Subscriptions):
    await use.add(1, ["FR"])
    await use.ledger.plan([Delivery(chat=1, date=date(2025, 9, 5), content="", due=NOON)])
    assert await use.forget(1) is True
    assert await use.of(1) is None
    assert await use.ledger.latest(1) == ()


@pytest.mark.parametrize(
    ("state", "missed"), [("unknown", True), ("expired", True), ("sent", False), ("planned", False)]
)
async def test_a_digest_that_may_not_have_arrived_is_known_as_missed(use: Subscriptions, state, missed):
    part = Delivery(chat=1, date=date(2025, 9, 5), content="", due=NOON)
    await use.ledger.plan([part])
    for step in {"unknown": ["sending", "unknown"], "sent": ["sending", "sent"], "planned": []}.get(state, [state]):
        await use.ledger.mark(replace(part, state=DeliveryState(step)))
    assert await use.missed(1) == (date(2025, 9, 5) if missed else None)


async def test_a_change_that_could_not_be_saved_is_an_error(use: Subscriptions, monkeypatch):
    async def full(_subscription):
        raise StoreError("disk full")

    monkeypatch.setattr(use.store, "put", full)
    with pytest.raises(StoreError):
        await use.add(1, ["FR"])


async def test_without_countries_no_digest_is_coming(use: Subscriptions):
    order = await use.set_time(1, time(7))
    assert await use.next_digest(order) is None
    assert order.starts == NOON
