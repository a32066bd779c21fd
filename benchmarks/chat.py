"""How many answers a second one core gives: `python benchmarks/chat.py [COUNT]`.

The whole application over a Bot API in the same process (bot/chat/local.py) with the sample edition, and COUNT
subscriptions in memory (10,000 unless told otherwise). Readers with a subscription write one after another, each
once per command. What is measured is our own work and python-telegram-bot's, the making of updates and the
in-process Bot API included; no network, no disk, and none of the limits that Telegram sets.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections.abc import Sequence

from telegram import Update

from benchmarks.machine import machine
from bot import app
from bot.chat import wiring
from bot.chat.commands import App
from bot.chat.local import LocalTelegram
from bot.chat.terminal import unhurried
from tests.builders import subscription

COMMANDS = ("/help", "/brief", "/brief Argentina", "/world", "/overlooked", "/subscriptions", "/time 07:30", "hello")
READERS = 500
"""Who write, of all who have a subscription."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    count = parser.parse_args().count
    print(machine("python-telegram-bot"))
    print(f"{count:,} subscriptions, {min(READERS, count)} answers to each command\n")
    asyncio.run(measure(count))


async def measure(count: int) -> None:
    """Print one row per command."""
    dice = random.Random(count)
    local = LocalTelegram()
    application = wiring.in_process(local)
    async with app.sample_newsroom() as room, app.sample_readers() as kept, application:
        await room.pipeline.refresh()
        countries = sorted(room.catalogue.countries)
        for chat in range(1, count + 1):
            await kept.store.put(subscription(chat, *dice.sample(countries, min(3, len(countries))), zone_chosen=True))
        app.wire(application, room, kept, pacer=unhurried())
        readers = dice.sample(range(1, count + 1), min(READERS, count))
        print("command | answers/s | ms, median / p99")
        for command in COMMANDS:
            await answered(application, local, command, readers[:20])  # the first answers fill caches
            found = await answered(application, local, command, readers)
            local.messages.clear()
            local.calls.clear()
            high = statistics.quantiles(found, n=100, method="inclusive")[98]
            print(
                f"{command} | {len(found) / sum(found):.0f} | {1e3 * statistics.median(found):.2f} / {1e3 * high:.2f}"
            )


async def answered(application: App, local: LocalTelegram, text: str, readers: Sequence[int]) -> list[float]:
    """Seconds of each answer."""
    found = []
    for chat in readers:
        before = len(local.messages)
        started = time.perf_counter()
        await application.process_update(Update.de_json(local.text(chat, text), application.bot))
        found.append(time.perf_counter() - started)
        assert len(local.messages) > before, f"no answer to {text!r}"
    return found


if __name__ == "__main__":
    sys.exit(main())
