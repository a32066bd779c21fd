"""The bot as a service: it answers, delivers and shows that it lives, and a stop ends all of it."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot import app
from bot.chat import wiring
from bot.chat.refusals import Refusal
from bot.chat.terminal import unhurried
from bot.config import Settings
from bot.errors import ConfigError
from bot.heartbeat import Heartbeat, WatchedClock
from bot.service import Service
from tests.chat.test_polling import Server

READER, OPERATOR = 7, 99


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def service(tmp_path, server):
    """A service over stores in a folder and no reachable feed."""
    feeds = tmp_path / "feeds.yaml"
    feeds.write_text(
        "countries:\n  US:\n    - {name: x, site: http://x.invalid, feed: http://127.0.0.1/x, language: en}\n"
    )
    settings = Settings(BOT_FEEDS=feeds, BOT_DATA_DIR=tmp_path / "data", TELEGRAM_BOT_TOKEN="42:canary")
    async with app.newsroom(settings) as room, app.readers(settings.data_dir) as kept:
        heartbeat = Heartbeat(tmp_path / "heartbeat", monotonic=time.monotonic)
        clock = WatchedClock(clock=room.clock, heartbeat=heartbeat)
        application = wiring.in_process(server)
        wired = app.wire(application, room, kept, pacer=unhurried(), clock=clock)
        yield Service(
            application=application,
            answers=wired.answers,
            dispatcher=wired.dispatcher,
            room=room,
            heartbeat=heartbeat,
            operators=frozenset({OPERATOR}),
            refresh_minutes=20,
        )


async def test_it_answers_and_shows_that_it_lives_until_it_is_told_to_stop(service: Service, server: Server, tmp_path):
    stop = asyncio.Event()
    serving = asyncio.ensure_future(service.run(stop))
    await server.updates.put(server.text(READER, "/help"))
    await server.until("sendMessage")
    assert (tmp_path / "heartbeat").exists()
    stop.set()
    await serving
    assert not service.application.running


async def test_it_ends_with_the_reason_where_its_token_is_not_known(service: Service, server: Server):
    server.faults["getMe"] = [Refusal(description="Unauthorized", code=401) for _ in range(2)]
    with pytest.raises(ConfigError, match="does not know this token"):
        await service.run(asyncio.Event())
