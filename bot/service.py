"""The bot as a service: answers, refreshes, digests and delivers until it is told to stop, then ends in time.

A stop takes its seconds one after the other: polling.ANSWERS and REST while messages can still be sent, jobs.LAST
for the jobs, and what closing the files takes. Together they stay below ten.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, repeat

from bot.chat import operators
from bot.chat.answering import Answers
from bot.chat.commands import App
from bot.chat.polling import poll
from bot.core import countries, zones
from bot.delivery import Dispatcher
from bot.heartbeat import Heartbeat
from bot.jobs import on_schedule
from bot.newsroom import Newsroom

log = logging.getLogger(__name__)

SPREAD = 0.8
"""Of its interval over which a pass is spread; the rest is for those that answer late and for folding."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """Everything that serves Telegram, wired."""

    application: App
    answers: Answers
    dispatcher: Dispatcher
    room: Newsroom
    heartbeat: Heartbeat
    operators: Collection[int]  # Telegram user ids
    refresh_minutes: int

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until `stop` is set. Raises ConfigError for a token that Telegram does not know."""
        await self.room.reading.workers.run(_read_tables)
        await self.dispatcher.start()
        beating = asyncio.create_task(self.heartbeat.beat())
        jobs = on_schedule(
            refresh=self._refreshes(),
            tick=self._tick,
            catch_up=self.room.catch_up,
            now=self.room.clock.now,
            refresh_minutes=self.refresh_minutes,
        )
        try:
            async with jobs:
                await poll(self.application, stop=stop, finish=self.dispatcher.stop)
        finally:
            beating.cancel()
            await asyncio.wait([beating])

    def _refreshes(self) -> Callable[[], Awaitable[None]]:
        """The first pass as fast as it goes, for readers wait; then at leisure, for outlets should not notice us."""
        leisure = timedelta(minutes=self.refresh_minutes) * SPREAD
        paces = chain([timedelta(0)], repeat(leisure))

        async def refresh() -> None:
            await self.room.pipeline.refresh(over=next(paces))
            await self._name_the_dead()

        return refresh

    async def _name_the_dead(self) -> None:
        if not (self.application.running and self.operators):
            return  # nobody can be told now, and each is told of once only
        if dead := await self.room.health.newly_dead():
            log.warning("not readable for a week: %s", ", ".join(each.outlet for each in dead))
            await operators.tell(self.answers, self.operators, operators.dead(dead, now=self.room.clock.now()))

    async def _tick(self) -> None:
        if self.application.running:  # not before Telegram was reached
            await self.dispatcher.tick()
        self.heartbeat.sign()


def _read_tables() -> None:
    """The first look into a table of names reads it: 60 ms that the event loop need not wait for."""
    countries.find("")
    zones.find("")


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM and SIGINT; the second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stopping(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping, number)
    return stop
