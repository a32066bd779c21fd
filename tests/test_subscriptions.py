"""What the commands that change a standing order do to it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from bot.adapters.ledger_memory import MemoryLedger
from bot.adapters.subscriptions_memory import MemorySubscriptions
from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions
from bot.core import schedule
from bot.errors import StoreError
from bot.model import NOT_WANTED, Delivery, DeliveryState
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


async def test_the_first_country_begins_the_subscription_however_old_its_settings_are(use: Subscriptions):
    await use.set_time(1, time(13))
    use.clock.advance(hours=3)
    order = await use.add(1, ["FR"])
    assert await use.next_digest(order) == datetime(2025, 9, 6, 13, tzinfo=UTC)
    assert schedule.due(order, use.clock.now(), last=None) is None


async def test_coming_back_after_unsubscribing_from_everything_begins_anew(use: Subscriptions):
    await use.add(1, ["FR"])
    await use.set_time(1, time(13))
    await use.remove(1)
    use.clock.advance(hours=3)
    assert schedule.due(await use.add(1, ["JP"]), use.clock.now(), last=None) is None


async def test_changes_at_once_are_all_kept(tmp_path):
    store = await TinyDbSubscriptions.open(tmp_path / "subscriptions.journal")
    use = Subscriptions(store=store, ledger=MemoryLedger(), clock=FakeClock())
    await use.add(1, ["FR"])
    await asyncio.gather(use.add(1, ["JP"]), use.pause(1), use.set_time(1, time(6)), use.add(1, ["AR"]))
    order = await use.of(1)
    assert (order.countries, order.paused, order.at) == (("FR", "JP", "AR"), True, time(6))
    await store.close()


async def test_a_digest_that_is_owed_but_not_planned_yet_survives_a_change_of_hour(use: Subscriptions):
    await use.add(1, ["FR"])
    await use.set_time(1, time(13))
    use.clock.advance(hours=1, seconds=20)  # the tick is late
    earlier = await use.set_time(1, time(12, 30))
    assert schedule.due(earlier, use.clock.now(), last=None)[0] == date(2025, 9, 5)
    later = await use.set_time(1, time(20))
    assert schedule.due(later, use.clock.now(), last=None) is None
    assert await use.next_digest(later) == datetime(2025, 9, 5, 20, tzinfo=UTC)


async def test_an_hour_before_this_moment_brings_nothing_today_where_nothing_was_owed(use: Subscriptions):
    await use.add(1, ["FR"])
    await use.ledger.plan([Delivery(chat=1, date=date(2025, 9, 5), content="", due=NOON)])
    use.clock.advance(hours=1)
    assert schedule.due(await use.set_time(1, time(12, 30)), use.clock.now(), last=None) is None


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


async def test_the_order_goes_first_so_that_nothing_is_planned_while_the_ledger_is_erased(
    use: Subscriptions, monkeypatch
):
    await use.add(1, ["FR"])

    async def full(_chat):
        assert await use.of(1) is None
        raise StoreError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(use.ledger, "forget", full)
        with pytest.raises(StoreError):
            await use.forget(1)
    await use.ledger.plan([Delivery(chat=1, date=date(2025, 9, 5), content="", due=NOON)])
    assert await use.forget(1) is True
    assert await use.forget(1) is False


async def test_a_group_that_has_a_new_id_goes_on_there(use: Subscriptions):
    await use.add(-7, ["FR"])
    await use.set_time(-7, time(13))
    await use.ledger.plan([Delivery(chat=-7, date=date(2025, 9, 5), content="", due=NOON)])
    for _signal in range(2):
        await use.move(-7, -1007)
        order = await use.of(-1007)
        assert order.countries == ("FR",)
        assert await use.of(-7) is None
        assert await use.next_digest(order) == datetime(2025, 9, 6, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "missed"), [("unknown", True), ("expired", True), ("failed", True), ("sent", False), ("planned", False)]
)
async def test_a_digest_that_may_not_have_arrived_is_known_as_missed(use: Subscriptions, state, missed):
    part = Delivery(chat=1, date=date(2025, 9, 5), content="", due=NOON)
    await use.ledger.plan([part])
    for step in {"unknown": ["sending", "unknown"], "sent": ["sending", "sent"], "planned": []}.get(state, [state]):
        await use.ledger.mark(replace(part, state=DeliveryState(step)))
    assert await use.missed(1) == (date(2025, 9, 5) if missed else None)


async def test_a_digest_that_was_not_wanted_any_more_is_not_missed(use: Subscriptions):
    first, second = (Delivery(chat=1, date=date(2025, 9, 5), part=part, content="", due=NOON) for part in (0, 1))
    await use.ledger.plan([first, second])
    await use.ledger.mark(replace(first, state=DeliveryState.EXPIRED, problem=NOT_WANTED))
    assert await use.missed(1) is None


async def test_a_change_that_could_not_be_saved_is_an_error(use: Subscriptions, monkeypatch):
    async def full(_chat, _function):
        raise StoreError("disk full")

    monkeypatch.setattr(use.store, "change", full)
    with pytest.raises(StoreError):
        await use.add(1, ["FR"])


async def test_without_countries_no_digest_is_coming(use: Subscriptions):
    order = await use.set_time(1, time(7))
    assert await use.next_digest(order) is None
    assert order.starts == NOON
