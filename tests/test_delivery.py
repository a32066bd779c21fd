"""The daily promise: once per local date, whatever happens on the way."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.adapters.feeds_memory import MemoryFeeds
from bot.adapters.ledger_memory import MemoryLedger
from bot.adapters.news_memory import MemoryNews
from bot.adapters.subscriptions_memory import MemorySubscriptions
from bot.adapters.workers_inline import InlineWorkers
from bot.delivery import AT_ONCE, Dispatcher
from bot.errors import ChatGone, ChatMoved, SendLater, SendRefused, SendUnknown, StoreError
from bot.model import DeliveryState, FeedReport, FeedStatus
from bot.planning import TOGETHER
from bot.reading import Reading
from bot.sending import IN_A_ROW
from bot.subscriptions import Subscriptions
from tests.builders import FakeClock, article, catalogue, outlet, story, subscription
from tests.fakes import FakeMessenger

EIGHT = datetime(2025, 9, 5, 8, 0, tzinfo=UTC)


class Scene:
    """A dispatcher with everything around it, and the clock at eight."""

    def __init__(self) -> None:
        self.clock = FakeClock(EIGHT)
        self.store, self.ledger = MemorySubscriptions(), MemoryLedger()
        self.feeds, self.news = MemoryFeeds(), MemoryNews()
        self.messenger = FakeMessenger()
        self.refreshed: list[str] = []
        self.tasks: list[asyncio.Future] = []
        self.dispatcher = self.restarted()

    def restarted(self) -> Dispatcher:
        """A new process over the same stores."""
        reading = Reading(
            catalogue=catalogue(outlet("Clarion", "AR"), outlet("Le Jour", "FR")),
            feeds=self.feeds,
            news=self.news,
            clock=self.clock,
            refresh=self.refresh,
            workers=InlineWorkers(),
            fresh_for=timedelta(days=30),
        )
        self.dispatcher = Dispatcher(
            subscriptions=self.store,
            ledger=self.ledger,
            reading=reading,
            messenger=self.messenger,
            clock=self.clock,
        )
        return self.dispatcher

    def orders(self) -> Subscriptions:
        """What a reader does meanwhile."""
        return Subscriptions(store=self.store, ledger=self.ledger, clock=self.clock)

    async def stop_begins(self) -> None:
        self.dispatcher.stopping.set()

    async def refresh(self, countries):
        self.refreshed += countries

    async def subscribe(self, chat: int, *countries: str, **changes) -> None:
        await self.store.put(subscription(chat, *countries, **({"starts": EIGHT - timedelta(hours=1)} | changes)))

    async def tell(self, *titles: str, country: str = "AR") -> None:
        told = [
            story(article(title, outlet="Clarion", country=country, published=EIGHT - timedelta(hours=2)))
            for title in titles
        ]
        await self.news.save(told)
        report = FeedReport(outlet="AR/Clarion", feed="x", status=FeedStatus.OK, attempted=EIGHT, last_good=EIGHT)
        await self.feeds.save_reports([report])

    async def states(self, chat: int) -> list[DeliveryState]:
        return [part.state for part in await self.ledger.latest(chat)]


@pytest.fixture
async def scene() -> Scene:
    scene = Scene()
    await scene.tell("Ministers agree on a budget")
    return scene


async def test_a_digest_comes_at_its_minute_and_once(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.clock.time = EIGHT - timedelta(minutes=1)
    await scene.dispatcher.tick()
    assert scene.messenger.sent == []
    scene.clock.time = EIGHT
    for _minute in range(90):
        await scene.dispatcher.tick()
        scene.clock.advance(minutes=1)
    assert scene.messenger.sent == [(7, "2025-09-05 late=0\nAR\nMinisters agree on a budget")]
    assert await scene.states(7) == [DeliveryState.SENT]


async def test_every_day_has_its_digest(scene: Scene):
    await scene.subscribe(7, "AR")
    for _hour in range(3 * 24):
        await scene.dispatcher.tick()
        scene.clock.advance(hours=1)
    assert [content.split()[0] for _chat, content in scene.messenger.sent] == ["2025-09-05", "2025-09-06", "2025-09-07"]


async def test_each_reader_has_their_own_hour_and_zone(scene: Scene):
    await scene.subscribe(1, "AR", at=time(5), zone="America/Argentina/Buenos_Aires")
    await scene.subscribe(2, "AR", at=time(17, 1), zone="Asia/Tokyo")
    await scene.dispatcher.tick()
    assert [chat for chat, _content in scene.messenger.sent] == [1]
    scene.clock.advance(minutes=1)
    await scene.dispatcher.tick()
    assert [chat for chat, _content in scene.messenger.sent] == [1, 2]


async def test_a_restart_at_the_minute_sends_nothing_twice(scene: Scene):
    await scene.subscribe(7, "AR")
    await scene.dispatcher.tick()
    await scene.restarted().start()
    await scene.dispatcher.tick()
    assert len(scene.messenger.sent) == 1


async def test_after_a_short_stop_the_digest_comes_late_and_says_so(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.clock.advance(hours=2)
    await scene.restarted().start()
    await scene.dispatcher.tick()
    assert scene.messenger.sent[0][1].startswith("2025-09-05 late=7200")


async def test_after_a_long_stop_the_digest_of_that_day_does_not_come(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.clock.advance(hours=7)
    await scene.dispatcher.tick()
    assert scene.messenger.sent == []


async def test_a_message_that_was_on_its_way_at_a_crash_is_unknown_and_never_repeated(scene: Scene, monkeypatch):
    await scene.subscribe(7, "AR")
    left = asyncio.Event()

    async def never_answered(_chat, _content):
        left.set()
        await asyncio.Event().wait()

    with monkeypatch.context() as patch:
        patch.setattr(scene.messenger, "send", never_answered)
        process = asyncio.create_task(scene.dispatcher.tick())
        await left.wait()
        process.cancel()
        await asyncio.wait([process])
    assert await scene.states(7) == [DeliveryState.SENDING]
    await scene.restarted().start()
    await scene.dispatcher.tick()
    assert await scene.states(7) == [DeliveryState.UNKNOWN]
    assert scene.messenger.sent == []


async def test_an_answer_that_never_came_is_unknown_and_never_repeated(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.messenger.fault = lambda _chat: SendUnknown("no answer in 20 s")
    await scene.dispatcher.tick()
    scene.messenger.fault = lambda _chat: None
    scene.clock.advance(minutes=5)
    await scene.dispatcher.tick()
    assert await scene.states(7) == [DeliveryState.UNKNOWN]
    assert scene.messenger.sent == []


async def test_being_told_to_wait_delays_that_chat_only_and_sends_the_same_content(scene: Scene):
    await scene.subscribe(7, "AR")
    await scene.subscribe(8, "AR")
    wait = SendLater("too many requests", wait=timedelta(minutes=10))
    scene.messenger.fault = lambda chat: wait if chat == 7 else None
    await scene.dispatcher.tick()
    assert [chat for chat, _content in scene.messenger.sent] == [8]
    scene.messenger.fault = lambda _chat: None
    await scene.tell("Something new since then")
    scene.clock.advance(minutes=9)
    await scene.dispatcher.tick()
    assert len(scene.messenger.sent) == 1
    scene.clock.advance(minutes=1)
    await scene.dispatcher.tick()
    assert scene.messenger.sent[1] == (7, scene.messenger.sent[0][1])


async def test_what_waits_too_long_expires(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.messenger.fault = lambda _chat: SendLater("flood", wait=timedelta(hours=12))
    await scene.dispatcher.tick()
    scene.messenger.fault = lambda _chat: None
    scene.clock.advance(hours=12)
    await scene.dispatcher.tick()
    assert await scene.states(7) == [DeliveryState.EXPIRED]
    assert scene.messenger.sent == []


async def test_a_chat_that_is_gone_is_paused_with_everything_kept(scene: Scene):
    await scene.subscribe(7, "AR", "FR")
    scene.messenger.fault = lambda _chat: ChatGone("bot was blocked by the user")
    await scene.dispatcher.tick()
    kept = await scene.store.get(7)
    assert kept is not None
    assert kept.paused
    assert kept.countries == ("AR", "FR")
    assert await scene.states(7) == [DeliveryState.FAILED]


async def test_a_refused_message_does_not_stop_the_other_chats(scene: Scene):
    for chat in range(1, 6):
        await scene.subscribe(chat, "AR")
    scene.messenger.fault = lambda chat: SendRefused("can't parse entities") if chat == 3 else None
    await scene.dispatcher.tick()
    assert sorted(chat for chat, _content in scene.messenger.sent) == [1, 2, 4, 5]
    assert await scene.states(3) == [DeliveryState.FAILED]


async def test_an_unexpected_fault_with_one_chat_does_not_stop_the_others(scene: Scene, caplog):
    for chat in range(1, 6):
        await scene.subscribe(chat, "AR")

    def fault(chat: int):
        if chat == 3:
            raise KeyError("a bug")

    scene.messenger.fault = fault
    await scene.dispatcher.tick()
    assert sorted(chat for chat, _content in scene.messenger.sent) == [1, 2, 4, 5]
    assert "a bug" in caplog.text


async def test_nothing_is_sent_that_could_not_be_written_down_first(scene: Scene, monkeypatch):
    await scene.subscribe(7, "AR")

    async def full(_delivery):
        raise StoreError("disk full")

    monkeypatch.setattr(scene.ledger, "mark", full)
    await scene.dispatcher.tick()
    assert scene.messenger.sent == []


async def test_a_country_is_read_once_a_tick_for_all_its_readers(scene: Scene, monkeypatch):
    asked: list[str | None] = []
    stories = scene.news.stories

    async def counted(*, since, country=None):
        asked.append(country)
        return await stories(since=since, country=country)

    monkeypatch.setattr(scene.news, "stories", counted)
    for chat in range(1, 20):
        await scene.subscribe(chat, "AR", "FR")
    await scene.dispatcher.tick()
    assert sorted(asked) == ["AR", "FR"]
    assert len(scene.messenger.sent) == 19


async def test_a_stop_starts_nothing_more_and_the_next_start_goes_on(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.dispatcher.stopping.set()
    await scene.dispatcher.tick()
    await scene.dispatcher.stop()
    assert await scene.states(7) == [DeliveryState.PLANNED]
    await scene.restarted().start()
    await scene.dispatcher.tick()
    assert await scene.states(7) == [DeliveryState.SENT]


async def test_what_was_planned_before_a_stop_goes_on_after_it(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.messenger.turn_comes = lambda _chat: scene.stop_begins()
    await scene.dispatcher.tick()
    assert await scene.states(7) == [DeliveryState.PLANNED]
    scene.messenger.turn_comes = lambda _chat: asyncio.sleep(0)
    await scene.restarted().start()
    await scene.dispatcher.tick()
    assert await scene.states(7) == [DeliveryState.SENT]


async def test_a_stop_comes_between_the_parts_of_a_digest(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.messenger.parts = 3
    scene.messenger.fault = lambda _chat: scene.dispatcher.stopping.set()
    await scene.dispatcher.tick()
    assert await scene.states(7) == [DeliveryState.SENT, DeliveryState.PLANNED, DeliveryState.PLANNED]
    scene.messenger.fault = lambda _chat: None
    await scene.restarted().tick()
    assert [content for _chat, content in scene.messenger.sent[1:]] == ["part 1", "part 2"]


async def test_a_stop_does_not_wait_for_the_turns_of_messages(scene: Scene, caplog):
    for chat in range(1, 20):
        await scene.subscribe(chat, "AR")
    waiting = asyncio.Event()

    async def never(_chat):
        waiting.set()
        await asyncio.Event().wait()

    scene.messenger.turn_comes = never
    process = asyncio.create_task(scene.dispatcher.tick())
    await waiting.wait()
    await scene.dispatcher.stop()
    process.cancel()
    await asyncio.wait([process])
    assert caplog.text == ""
    assert {state for chat in range(1, 20) for state in await scene.states(chat)} == {DeliveryState.PLANNED}


async def test_a_second_stop_does_not_wait_again(scene: Scene, caplog):
    async with scene.dispatcher.ticking:
        scene.dispatcher.stopping.set()
        await scene.dispatcher.stop()
    assert caplog.text == ""  # one that waits says that it has given up


async def test_a_part_that_only_waits_for_its_turn_is_not_on_its_way(scene: Scene):
    await scene.subscribe(7, "AR")
    waiting = asyncio.Event()

    async def never(_chat):
        waiting.set()
        await asyncio.Event().wait()

    scene.messenger.turn_comes = never
    process = asyncio.create_task(scene.dispatcher.tick())
    await waiting.wait()
    process.cancel()
    await asyncio.wait([process])
    assert await scene.states(7) == [DeliveryState.PLANNED]


async def test_a_part_never_overtakes_one_that_must_wait(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.messenger.parts = 2
    scene.messenger.fault = lambda _chat: SendLater("flood", wait=timedelta(minutes=10))
    await scene.dispatcher.tick()
    scene.messenger.fault = lambda _chat: None
    scene.clock.advance(minutes=5)
    await scene.dispatcher.tick()
    assert scene.messenger.sent == []
    scene.clock.advance(minutes=5)
    await scene.dispatcher.tick()
    assert [content[:6] for _chat, content in scene.messenger.sent] == ["2025-0", "part 1"]


@pytest.mark.parametrize("error", [ChatGone("blocked"), SendRefused("no"), SendUnknown("no answer in 20 s")])
async def test_nothing_follows_a_part_that_did_not_get_through(scene: Scene, error):
    await scene.subscribe(7, "AR")
    scene.messenger.parts = 3
    scene.messenger.fault = lambda _chat: error
    await scene.dispatcher.tick()
    scene.messenger.fault = lambda _chat: None
    for _minute in range(5):
        await scene.restarted().start()
        await scene.dispatcher.tick()
    assert scene.messenger.sent == []
    assert (await scene.states(7))[1:] == [DeliveryState.FAILED, DeliveryState.FAILED]


async def test_who_is_forgotten_while_a_message_waits_gets_none_and_leaves_no_trace(scene: Scene):
    await scene.subscribe(7, "AR")
    scene.messenger.turn_comes = scene.orders().forget
    await scene.dispatcher.tick()
    assert scene.messenger.sent == []
    assert await scene.ledger.last_dates() == {}


async def test_who_is_forgotten_while_a_digest_is_made_leaves_no_trace(scene: Scene):
    await scene.subscribe(7, "AR")
    compose = scene.messenger.compose

    def made(digest):
        scene.tasks.append(asyncio.ensure_future(scene.orders().forget(7)))
        return compose(digest)

    scene.messenger.compose = made
    await scene.dispatcher.tick()
    await asyncio.gather(*scene.tasks)
    assert scene.messenger.sent == []
    assert await scene.ledger.last_dates() == {}


@pytest.mark.parametrize("hours", [1, 7], ids=["in time", "when it has expired"])
async def test_a_trace_of_a_forgotten_chat_is_erased_when_it_is_met(scene: Scene, hours: int):
    await scene.subscribe(7, "AR")
    scene.messenger.fault = lambda _chat: SendLater("flood", wait=timedelta(minutes=1))
    await scene.dispatcher.tick()
    await scene.store.delete(7)
    scene.clock.advance(hours=hours)
    await scene.dispatcher.tick()
    assert await scene.ledger.last_dates() == {}


async def test_a_trace_of_a_forgotten_chat_is_erased_at_start(scene: Scene):
    for chat in (7, 8):
        await scene.subscribe(chat, "AR")
    await scene.dispatcher.tick()
    await scene.store.delete(7)
    await scene.restarted().start()
    assert set(await scene.ledger.last_dates()) == {8}


@pytest.mark.parametrize("change", ["pause", "remove"])
async def test_who_changes_their_mind_while_a_message_waits_gets_none(scene: Scene, change: str):
    await scene.subscribe(7, "AR")
    scene.messenger.turn_comes = getattr(scene.orders(), change)
    await scene.dispatcher.tick()
    assert scene.messenger.sent == []
    assert await scene.states(7) == [DeliveryState.EXPIRED]


async def test_a_late_refusal_does_not_pause_who_has_come_back(scene: Scene):
    await scene.subscribe(7, "AR")
    send = scene.messenger.send

    async def back_meanwhile(chat, content):
        await scene.orders().add(7, ["FR"])
        await send(chat, content)

    scene.messenger.send = back_meanwhile
    scene.messenger.fault = lambda _chat: ChatGone("bot was blocked by the user")
    await scene.dispatcher.tick()
    assert not (await scene.store.get(7)).paused


async def test_a_group_that_moved_gets_its_digest_under_its_new_id_once(scene: Scene):
    await scene.subscribe(-7, "AR")
    scene.messenger.parts = 2
    scene.messenger.fault = lambda chat: ChatMoved("upgraded", chat=-1007) if chat == -7 else None
    for _minute in range(3):
        await scene.dispatcher.tick()
        scene.clock.advance(minutes=1)
    assert [(chat, content[:6]) for chat, content in scene.messenger.sent] == [(-1007, "2025-0"), (-1007, "part 1")]
    assert {order.chat for order in await scene.store.all()} == {-1007}
    assert set(await scene.ledger.last_dates()) == {-1007}


async def test_a_group_whose_new_id_has_the_digest_already_does_not_get_it_twice(scene: Scene):
    for chat in (-1007, -7):
        await scene.subscribe(chat, "AR")
    scene.messenger.parts = 2
    scene.messenger.fault = lambda chat: ChatMoved("upgraded", chat=-1007) if chat == -7 else None
    for _minute in range(3):
        await scene.dispatcher.tick()
        scene.clock.advance(minutes=1)
    assert [(chat, content[:6]) for chat, content in scene.messenger.sent] == [(-1007, "2025-0"), (-1007, "part 1")]
    assert await scene.states(-1007) == [DeliveryState.SENT, DeliveryState.SENT]


@pytest.mark.parametrize("restart", [True, False])
@pytest.mark.parametrize("fault", ["store.move", "ledger.forget"])
async def test_a_move_that_breaks_half_way_sends_nothing_twice_and_loses_nothing(
    scene: Scene, monkeypatch, fault: str, restart: bool
):
    await scene.subscribe(-7, "AR")
    scene.messenger.parts = 2
    sent = scene.messenger.sent
    scene.messenger.fault = lambda chat: ChatMoved("upgraded", chat=-1007) if chat == -7 and sent else None

    async def full(*_chats):
        raise StoreError("disk full")

    with monkeypatch.context() as patch:
        name, method = fault.split(".")
        patch.setattr(getattr(scene, name), method, full)
        await scene.dispatcher.tick()
    for _minute in range(3):
        if restart:
            await scene.restarted().start()
        await scene.dispatcher.tick()
        scene.clock.advance(minutes=1)
    assert [(chat, content[:6]) for chat, content in sent] == [(-7, "2025-0"), (-1007, "part 1")]
    assert set(await scene.ledger.last_dates()) == {-1007}


async def test_a_group_that_says_itself_that_it_moved_gets_what_was_on_its_way(scene: Scene):
    await scene.subscribe(-7, "AR")

    async def moved(chat, content):
        if chat == -7:
            await scene.orders().move(-7, -1007)
            raise ChatMoved("upgraded", chat=-1007)
        scene.messenger.sent.append((chat, content[:6]))

    scene.messenger.send = moved
    for _minute in range(2):
        await scene.dispatcher.tick()
    assert scene.messenger.sent == [(-1007, "2025-0")]


async def test_where_telegram_is_out_of_reach_few_are_tried_and_all_are_planned(scene: Scene):
    for chat in range(1, 200):
        await scene.subscribe(chat, "AR")
    tried = []
    scene.messenger.fault = lambda chat: tried.append(chat) or SendLater("no route", wait=timedelta(seconds=30))
    await scene.dispatcher.tick()
    assert len(tried) <= AT_ONCE
    assert len(await scene.ledger.last_dates()) == 199
    scene.messenger.fault = lambda _chat: None
    scene.clock.advance(minutes=1)
    await scene.dispatcher.tick()
    assert len({chat for chat, _content in scene.messenger.sent}) == len(scene.messenger.sent) == 199


async def test_while_no_message_gets_an_answer_few_are_lost(scene: Scene, monkeypatch):
    for chat in range(1, 200):
        await scene.subscribe(chat, "AR")
    left = []

    async def no_answer(chat, _content):
        left.append(chat)
        for _ in range(100):  # every other one could leave meanwhile
            await asyncio.sleep(0)
        raise SendUnknown("502 Bad Gateway")

    with monkeypatch.context() as patch:
        patch.setattr(scene.messenger, "send", no_answer)
        await scene.dispatcher.tick()
    assert len(left) == IN_A_ROW
    await scene.dispatcher.tick()
    assert len(scene.messenger.sent) == 199 - IN_A_ROW


async def test_the_first_message_leaves_before_the_last_digest_is_made(scene: Scene):
    for chat in range(1, 500):
        await scene.subscribe(chat, "AR")
    planned = []
    scene.messenger.fault = lambda _chat: planned.append(len(scene.ledger._last))
    await scene.dispatcher.tick()
    assert planned[0] <= TOGETHER
    assert len(scene.messenger.sent) == 499


async def test_no_more_are_under_way_than_places(scene: Scene):
    for chat in range(1, 200):
        await scene.subscribe(chat, "AR")
    under_way: list[int] = [0]

    async def counted(_chat):
        under_way.append(under_way[-1] + 1)
        for _ in range(10):
            await asyncio.sleep(0)
        under_way.append(under_way[-1] - 1)

    scene.messenger.turn_comes = counted
    await scene.dispatcher.tick()
    assert max(under_way) == AT_ONCE


async def test_one_digest_that_cannot_be_made_stops_no_other(scene: Scene, monkeypatch, caplog):
    for chat, country in ((1, "AR"), (2, "FR"), (3, "AR")):
        await scene.subscribe(chat, country)
    stories = scene.news.stories

    async def half_broken(*, since, country=None):
        if country == "FR":
            raise StoreError("the archive is damaged")
        return await stories(since=since, country=country)

    with monkeypatch.context() as patch:
        patch.setattr(scene.news, "stories", half_broken)
        await scene.dispatcher.tick()
    assert sorted(chat for chat, _content in scene.messenger.sent) == [1, 3]
    assert "the archive is damaged" in caplog.text
    await scene.dispatcher.tick()
    assert sorted(chat for chat, _content in scene.messenger.sent) == [1, 2, 3]


async def test_what_is_planned_is_sent_also_where_nothing_can_be_planned(scene: Scene, monkeypatch, caplog):
    await scene.subscribe(7, "AR")
    scene.messenger.fault = lambda _chat: SendLater("flood", wait=timedelta(minutes=1))
    await scene.dispatcher.tick()
    scene.messenger.fault = lambda _chat: None

    async def unreadable():
        raise StoreError("disk failure")

    monkeypatch.setattr(scene.ledger, "last_dates", unreadable)
    scene.clock.advance(minutes=1)
    await scene.dispatcher.tick()
    assert len(scene.messenger.sent) == 1
    assert "disk failure" in caplog.text


async def test_a_tick_reads_no_feeds(scene: Scene):
    await scene.subscribe(7, "AR", "FR")
    scene.clock.advance(days=60)
    await scene.dispatcher.tick()
    assert len(scene.messenger.sent) == 1
    assert scene.refreshed == []


async def test_what_was_sent_long_ago_is_forgotten_without_a_restart(scene: Scene):
    await scene.subscribe(7, "AR")
    await scene.dispatcher.tick()
    await scene.orders().pause(7)
    scene.clock.advance(days=91)
    await scene.dispatcher.tick()
    assert await scene.ledger.latest(7) == ()


async def test_the_digest_follows_the_local_date_of_the_reader(scene: Scene):
    await scene.subscribe(7, "AR", at=time(20), zone="Pacific/Auckland")
    await scene.dispatcher.tick()
    [part] = await scene.ledger.latest(7)
    assert part.date == date(2025, 9, 5)
    assert part.due == EIGHT
