"""What a tick costs when many digests are due at once: `python -m benchmarks.delivery [COUNT…]`.

For each number of readers (10,000 unless told otherwise) of one minute: one tick over the SQLite ledger and an
in-process Telegram that answers at once, with the rate set out of the way (`--rate` for another). Prints how long the
first message took, messages a second, the longest time for which the event loop answered nobody, and what the process
grew by; then the same tick with Telegram out of reach.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import platform
import resource
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from telegram.error import NetworkError
from telegram.request import BaseRequest

from bot.adapters.feeds_memory import MemoryFeeds
from bot.adapters.ledger_sqlite import SqliteLedger
from bot.adapters.news_memory import MemoryNews
from bot.adapters.subscriptions_memory import MemorySubscriptions
from bot.adapters.workers_inline import InlineWorkers
from bot.chat import wiring
from bot.chat.local import ME
from bot.chat.messenger import TelegramMessenger
from bot.chat.pacing import Pacer
from bot.delivery import Dispatcher
from bot.reading import Reading
from tests.builders import NOON, FakeClock, article, catalogue, outlet, story, subscription

COUNTRIES = ("AR", "FR", "JP")
STORIES = 10
PULSE = 0.001
"""Seconds between looks at the event loop."""


class InstantTelegram(BaseRequest):
    """Accepts every message at once, or can't be reached."""

    def __init__(self, *, reachable: bool) -> None:
        self.reachable = reachable
        self.moments: list[float] = []

    @property
    def read_timeout(self) -> float | None:
        """None: nobody waits here."""
        return None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def do_request(self, url: str, *_args: Any, **_kwargs: Any) -> tuple[int, bytes]:
        """The answer to a call."""
        if not url.endswith("/sendMessage"):
            return 200, json.dumps({"ok": True, "result": ME}).encode()
        self.moments.append(time.perf_counter())
        await asyncio.sleep(0)
        if not self.reachable:
            raise NetworkError("no route") from httpx.ConnectError("no route")
        message = {"message_id": len(self.moments), "date": 0, "chat": {"id": 1, "type": "private"}, "text": "x"}
        return 200, json.dumps({"ok": True, "result": message}).encode()


async def longest_stall(work: Callable[[], Awaitable[None]]) -> float:
    """Seconds for which the event loop let nobody else go on, at most, while `work` ran."""
    worst, running = 0.0, True

    async def pulse() -> None:
        nonlocal worst
        while running:
            before = time.perf_counter()
            await asyncio.sleep(PULSE)
            worst = max(worst, time.perf_counter() - before - PULSE)

    beating = asyncio.create_task(pulse())
    await work()
    running = False
    await beating
    return worst


async def measure(count: int, rate: float, *, reachable: bool) -> None:
    """One row of the table."""
    clock, news, feeds, store = FakeClock(), MemoryNews(), MemoryFeeds(), MemorySubscriptions()
    for code in COUNTRIES:
        told = [
            story(article(f"{code} {number} decides", outlet="Paper", country=code, published=NOON), brief="Why. " * 20)
            for number in range(STORIES)
        ]
        await news.save(told)
    for chat in range(1, count + 1):
        await store.put(subscription(chat, *COUNTRIES, at=NOON.time(), starts=NOON - timedelta(days=1)))

    async def refresh(_countries: object) -> Any:
        raise AssertionError("a tick reads no feeds")

    papers = catalogue(*(outlet("Paper", code) for code in COUNTRIES))
    reading = Reading(
        catalogue=papers,
        feeds=feeds,
        news=news,
        clock=clock,
        refresh=refresh,
        workers=InlineWorkers(),
        fresh_for=timedelta(1),
    )
    telegram = InstantTelegram(reachable=reachable)
    with TemporaryDirectory() as folder:
        ledger = await SqliteLedger.open(Path(folder) / "ledger.sqlite")
        async with wiring.in_process(telegram) as application:
            dispatcher = Dispatcher(
                subscriptions=store,
                ledger=ledger,
                reading=reading,
                messenger=TelegramMessenger(application.bot, pacer=Pacer(rate=rate)),
                clock=clock,
            )
            memory, started = peak(), time.perf_counter()
            stall = await longest_stall(dispatcher.tick)
            seconds = time.perf_counter() - started
        await ledger.close()
    tried, first = len(telegram.moments), telegram.moments[0] - started
    print(
        f"| {count:,} | {'yes' if reachable else 'no'} | {first:.2f} s | {tried:,} | {tried / seconds:,.0f}/s |"
        f" {seconds:.1f} s | {stall * 1000:.0f} ms | {peak() - memory:.0f} MB |"
    )


def peak() -> float:
    """The most memory that this process has had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=[10_000])
    parser.add_argument("--rate", type=float, default=5_000, help="messages a second over all chats")
    given = parser.parse_args()
    logging.disable(logging.WARNING)
    print(
        f"Python {platform.python_version()}, python-telegram-bot {version('python-telegram-bot')}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, rate {given.rate:g}"
    )
    print("| due | Telegram reachable | first message after | tried | rate | tick | longest stall | memory |")
    print("|---|---|---|---|---|---|---|---|")
    for count in given.counts:
        for reachable in (True, False):
            asyncio.run(measure(count, given.rate, reachable=reachable))


if __name__ == "__main__":
    main()
