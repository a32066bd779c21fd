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
from bot.delivery import Dispatcher
from bot.errors import ChatGone, SendLater, SendRefused, SendUnknown, StoreError
from bot.model import DeliveryState, FeedReport, FeedStatus
from bot.reading import Reading
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


async def test_an_unexpected_fault_with_one_chat_does_not_stop_the_others(scene: Scene):
    for chat in range(1, 6):
        await scene.subscribe(chat, "AR")

    def fault(chat: int):
        if chat == 3:
            raise KeyError("a bug")

    scene.messenger.fault = fault
    with pytest.raises(ExceptionGroup):
        await scene.dispatcher.tick()
    assert sorted(chat for chat, _content in scene.messenger.sent) == [1, 2, 4, 5]


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


async def test_the_digest_follows_the_local_date_of_the_reader(scene: Scene):
    await scene.subscribe(7, "AR", at=time(20), zone="Pacific/Auckland")
    await scene.dispatcher.tick()
    [part] = await scene.ledger.latest(7)
    assert part.date == date(2025, 9, 5)
    assert part.due == EIGHT
