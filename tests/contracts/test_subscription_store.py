"""What every subscription store does, whatever it keeps them in."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from bot.adapters.subscriptions_memory import MemorySubscriptions
from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions
from tests.builders import subscription

GROUP = -1_001_234_567_890  # Telegram's supergroups have ids like this one


@pytest.fixture(params=["memory", "tinydb"])
async def store(request, tmp_path):
    made = (
        MemorySubscriptions()
        if request.param == "memory"
        else await TinyDbSubscriptions.open(tmp_path / "subscriptions.journal")
    )
    yield made
    await made.close()


async def test_an_empty_store_has_nothing(store):
    assert await store.all() == ()
    assert await store.get(1) is None


async def test_what_was_put_is_there(store):
    order = subscription(
        7,
        "FR",
        "JP",
        at=time(6, 45),
        zone="Asia/Tokyo",
        zone_chosen=True,
        size=5,
        paused=True,
        starts=datetime(2025, 9, 5, 6, 7, 8, 901234, tzinfo=UTC),
    )
    await store.put(order)
    assert await store.get(7) == order


async def test_a_subscription_without_countries_is_one_too(store):
    order = subscription(7)
    order = type(order)(chat=7, countries=(), starts=order.starts)
    await store.put(order)
    assert await store.get(7) == order


async def test_a_moment_given_in_another_offset_is_the_same_moment(store):
    starts = datetime(2025, 9, 5, 6, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    await store.put(subscription(7, starts=starts))
    assert (await store.get(7)).starts == starts


async def test_putting_again_replaces_and_keeps_one(store):
    await store.put(subscription(7, "FR"))
    await store.put(subscription(7, "JP"))
    assert await store.all() == (subscription(7, "JP"),)


async def test_chats_do_not_mix_and_groups_have_negative_ids(store):
    orders = {subscription(GROUP, "FR"), subscription(-GROUP, "JP"), subscription(7, "AR")}
    for order in orders:
        await store.put(order)
    assert set(await store.all()) == orders
    assert await store.get(GROUP) == subscription(GROUP, "FR")
    assert await store.get(8) is None


async def test_deleting_says_whether_there_was_one(store):
    await store.put(subscription(7))
    assert await store.delete(7) is True
    assert await store.get(7) is None
    assert await store.delete(7) is False
    assert await store.delete(8) is False


async def test_deleting_one_leaves_the_others(store):
    await store.put(subscription(GROUP))
    await store.put(subscription(7))
    await store.delete(GROUP)
    assert await store.all() == (subscription(7),)


async def test_a_deleted_chat_can_come_back(store):
    await store.put(subscription(7, "FR"))
    await store.delete(7)
    await store.put(subscription(7, "JP"))
    assert await store.get(7) == subscription(7, "JP")


async def test_what_all_gave_does_not_change_afterwards(store):
    await store.put(subscription(7))
    before = await store.all()
    await store.put(subscription(8))
    assert before == (subscription(7),)


async def test_changes_at_once_all_happen(store):
    await asyncio.gather(*(store.put(subscription(chat)) for chat in range(-50, 50)))
    assert {order.chat for order in await store.all()} == set(range(-50, 50))
    gone = await asyncio.gather(*(store.delete(chat) for chat in range(-100, 0)))
    assert gone == [False] * 50 + [True] * 50
    assert {order.chat for order in await store.all()} == set(range(50))


async def test_changes_of_one_chat_happen_in_the_order_in_which_they_were_asked_for(store):
    await asyncio.gather(*(store.put(subscription(7, size=size)) for size in range(1, 9)))
    assert (await store.get(7)).size == 8
    answers = await asyncio.gather(store.delete(7), store.put(subscription(7, "JP")), store.delete(7), store.delete(7))
    assert answers == [True, None, True, False]
    assert await store.get(7) is None


async def test_a_change_is_given_what_is_there_and_gives_what_it_made(store):
    assert await store.change(7, lambda order: order or subscription(7, "FR")) == subscription(7, "FR")
    assert await store.change(7, lambda order: replace(order, paused=True)) == subscription(7, "FR", paused=True)
    assert await store.get(7) == subscription(7, "FR", paused=True)
    assert await store.change(7, lambda order: order) == await store.get(7)
    assert await store.change(7, lambda _order: None) is None
    assert await store.get(7) is None
    assert await store.change(8, lambda _order: None) is None


async def test_a_change_sees_those_that_were_asked_for_before_and_are_not_written_yet(store):
    def one_more(order):
        return replace(order or subscription(7, size=0), size=(order.size if order else 0) + 1)

    await asyncio.gather(*(store.change(7, one_more) for _ in range(100)), store.put(subscription(8)))
    assert (await store.get(7)).size == 100
    gone, after = await asyncio.gather(store.delete(7), store.change(7, one_more))
    assert gone
    assert after.size == 1


async def test_a_change_that_goes_wrong_is_its_callers_alone(store):
    def faulty(_order):
        raise ZeroDivisionError

    ended = await asyncio.gather(
        store.put(subscription(7)), store.change(7, faulty), store.put(subscription(8)), return_exceptions=True
    )
    assert [type(each) for each in ended] == [type(None), ZeroDivisionError, type(None)]
    assert set(await store.all()) == {subscription(7), subscription(8)}


async def test_a_subscription_moves_to_the_new_id_of_its_chat(store):
    await store.put(subscription(-7, "FR", size=5))
    assert await store.move(-7, GROUP) is True
    assert await store.all() == (subscription(GROUP, "FR", size=5),)
    assert await store.move(-7, GROUP) is False
    assert await store.all() == (subscription(GROUP, "FR", size=5),)


async def test_moving_leaves_what_was_chosen_under_the_new_id(store):
    await store.put(subscription(-7, "FR"))
    await store.put(subscription(GROUP, "JP"))
    assert await store.move(-7, GROUP) is True
    assert await store.all() == (subscription(GROUP, "JP"),)


async def test_closing_twice_is_safe(store, tmp_path):
    await store.put(subscription(7))
    await store.close()
    await store.close()
    durable = isinstance(store, TinyDbSubscriptions)
    again = await TinyDbSubscriptions.open(tmp_path / "subscriptions.journal") if durable else store
    assert await again.all() == (subscription(7),)
    await again.close()


async def test_closing_finishes_what_is_being_written(store):
    writing = [asyncio.ensure_future(store.put(subscription(chat))) for chat in range(20)]
    await asyncio.sleep(0)  # each has asked; none is done
    await asyncio.gather(store.close(), store.close())
    await asyncio.gather(*writing)
    assert len(await store.all()) == 20
