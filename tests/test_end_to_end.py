"""The whole path: feeds from a loopback server, a reader who subscribes in chat, a clock that moves, one digest."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta
from email.utils import format_datetime

import pytest
from telegram import Update

from bot import app
from bot.chat import wiring
from bot.chat.local import LocalMessage, LocalTelegram
from bot.chat.terminal import unhurried
from bot.config import Settings
from bot.errors import StoreError
from bot.model import DeliveryState
from tests.builders import NOON, FakeClock
from tests.fakes import rss
from tests.feedserver import FeedServer

READER = 7
MORNING = format_datetime(NOON - timedelta(hours=3))

QUAKE_AT_HOME = rss(
    ("Strong quake shakes the coast of Peru", "A magnitude 6.1 quake shook the coast near Lima on Friday.", MORNING),
    ("Congress votes on the pension bill", "Deputies voted 132 to 98 for the pension bill.", MORNING),
)
QUAKE_ABROAD = rss(
    ("Magnitude 6.1 quake shakes Peru's coast near Lima", "A strong quake shook the coast of Peru near Lima.", MORNING)
)


@pytest.fixture
async def server():
    async with FeedServer() as server:
        server.put("/ar.xml", QUAKE_AT_HOME, etag='"ar"')
        server.put("/us.xml", QUAKE_ABROAD, etag='"us"')
        server.put("/fr.xml", status=503)
        yield server


@pytest.fixture
def settings(tmp_path, server) -> Settings:
    outlets = {"AR": "El Faro", "US": "The Daily", "FR": "Le Jour"}
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text(
        "countries:\n"
        + "".join(
            f"  {code}:\n    - name: {name}\n      site: {server.url('/')}\n"
            f"      feed: {server.url(f'/{code.lower()}.xml')}\n      language: en\n"
            for code, name in outlets.items()
        )
    )
    return Settings(
        BOT_FEEDS=feeds, BOT_DATA_DIR=tmp_path / "data", BOT_ALLOW_HOSTS="127.0.0.1", TELEGRAM_BOT_TOKEN="42:canary"
    )


class Process:
    """A running bot over real stores and a real fetcher, with a Telegram and a clock of the test's."""

    def __init__(self, room, kept, clock, local: LocalTelegram) -> None:
        self.room, self.kept, self.clock, self.local = room, kept, clock, local
        self.seen: list[LocalMessage] = []
        local.on_message = self.seen.append
        self.application = wiring.in_process(local)
        self.dispatcher = app.wire(self.application, room, kept, pacer=unhurried()).dispatcher

    async def say(self, text: str) -> str:
        """What the reader is answered."""
        self.seen.clear()
        await self.application.process_update(Update.de_json(self.local.text(READER, text), self.application.bot))
        return "\n".join(message.marked.text for message in self.seen)

    async def minutes(self, count: int) -> list[str]:
        """What comes by itself in the next minutes."""
        self.seen.clear()
        for _minute in range(count):
            self.clock.advance(minutes=1)
            await self.dispatcher.tick()
        return [message.marked.text for message in self.seen]


@asynccontextmanager
async def running(settings: Settings, clock: FakeClock, local: LocalTelegram):
    async with app.newsroom(settings, clock=clock) as room, app.readers(settings.data_dir) as kept:
        process = Process(room, kept, clock, local)
        async with process.application:
            await process.dispatcher.start()
            yield process


async def test_from_feeds_to_exactly_one_digest_over_a_restart(settings, server):
    clock, local = FakeClock(), LocalTelegram()
    async with running(settings, clock, local) as bot:
        report = await bot.room.pipeline.refresh()
        assert (report.feeds, report.ok, report.failed, report.articles_new, report.stories) == (3, 2, 1, 3, 2)

        assert "quake" in await bot.say("Argentina")
        assert "pension bill" in await bot.say("/brief 🇦🇷")
        assert "Every day" in await bot.say("/subscribe Argentina")
        await bot.say("/timezone UTC")
        assert "12:30" in await bot.say("/time 12:30")

        assert await bot.minutes(29) == []
        [digest] = await bot.minutes(1)
        assert "Argentina" in digest
        assert "quake" in digest
        assert await bot.minutes(10) == []

    async with running(settings, clock, local) as bot:
        assert "Argentina" in await bot.say("/subscriptions")
        assert await bot.minutes(120) == []
        clock.advance(hours=20)
        server.put("/ar.xml", rss(("Floods reach the delta", "Water rose 2 metres.", format_datetime(clock.now()))))
        await bot.room.pipeline.refresh()
        [digest] = await bot.minutes(115)
        assert "Floods reach the delta" in digest
        assert [part.state for part in await bot.kept.ledger.latest(READER)] == [DeliveryState.SENT]

        await bot.say("/forget")
        [erase] = [data for row in bot.seen[-1].buttons for label, data in row if "rase" in label]
        press = bot.local.press(bot.seen[-1], erase)
        await bot.application.process_update(Update.de_json(press, bot.application.bot))
        assert await bot.kept.store.all() == ()
        assert await bot.kept.ledger.latest(READER) == ()


async def test_a_second_pass_asks_with_validators_and_stores_nothing_twice(settings, server):
    async with running(settings, FakeClock(), LocalTelegram()) as bot:
        await bot.room.pipeline.refresh()
        report = await bot.room.pipeline.refresh()
        assert (report.not_modified, report.failed, report.articles_new) == (2, 1, 0)
        again = [request for request in server.requests if "If-None-Match" in request.headers]
        assert sorted(request.path for request in again) == ["/ar.xml", "/us.xml"]
        assert max(server.most_at_once.values()) == 1  # one host: one request at a time


async def test_an_edition_that_is_empty_says_why(settings, server):
    async with running(settings, FakeClock(), LocalTelegram()) as bot:
        assert "can't be read since 12:00 UTC, last tried at 12:00 UTC" in await bot.say("France")
        server.put("/fr.xml", rss(("Hier", "Rien de neuf.", format_datetime(NOON - timedelta(days=2)))))
        bot.clock.advance(hours=2)
        assert "3 September" in await bot.say("France")


async def test_two_processes_never_share_the_subscriptions(settings):
    async with running(settings, FakeClock(), LocalTelegram()):
        with pytest.raises(StoreError, match="another"):
            async with app.readers(settings.data_dir):
                pass
