"""The use case due digests → chats, through the ledger. Called every minute; keeps no state of its own.

`planning.py` writes what is owed into the ledger, `sending.py` sends what is there; here both run side by side.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta

from bot.errors import StoreError
from bot.planning import Planner
from bot.ports import ChatDate, Clock, Ledger, Messenger, SubscriptionStore
from bot.reading import Reading
from bot.sending import Sender

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Chats written to at the same time: enough to keep 30 messages a second over a slow line."""

FINISH = timedelta(seconds=5)
"""How long a stop waits for answers: half of the ten seconds in which the process must end."""

LEDGER_KEEPS = timedelta(days=90)
"""How long what was sent is remembered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatcher:
    """Sends what is planned and plans what is owed."""

    subscriptions: SubscriptionStore
    ledger: Ledger
    reading: Reading
    messenger: Messenger
    clock: Clock
    ticking: asyncio.Lock = field(default_factory=asyncio.Lock)  # one tick at a time
    stopping: asyncio.Event = field(default_factory=asyncio.Event)  # finish what is on its way, start nothing
    waiting: set[asyncio.Timeout] = field(default_factory=set)  # messages that have no turn yet

    async def start(self) -> None:
        """After a stop: what was on its way counts as unknown, and is not sent again by itself.

        What the ledger has of chats without a subscription is erased: somebody was forgotten while it could not
        be written to.
        """
        unknown = await self.ledger.recover()
        if unknown:
            log.warning("%d messages were on their way at the last stop; whether they arrived is unknown", unknown)
        known = {subscription.chat for subscription in await self.subscriptions.all()}
        for chat in (await self.ledger.last_dates()).keys() - known:
            await self.ledger.forget(chat)

    async def tick(self) -> None:
        """Send all that may be sent, and every digest that is owed now as soon as it is planned.

        However many there are, no more than AT_ONCE are under way, and the next are planned when there is room for
        them. Where sending makes no sense (Telegram is out of reach) the rest is planned all the same.
        """
        sender, places = self._sender(), asyncio.Semaphore(AT_ONCE)
        async with self.ticking, asyncio.TaskGroup() as deliveries, aclosing(self._digests()) as digests:
            async for chat, day in digests:
                await places.acquire()
                if self.stopping.is_set():
                    return
                if sender.over:
                    places.release()
                else:
                    task = deliveries.create_task(sender.deliver(chat, day))
                    task.add_done_callback(lambda _task: places.release())

    async def stop(self) -> None:
        """Wait, not for long, for the messages that are on their way; the others stay planned for the next start.

        A second call does not wait again.
        """
        if self.stopping.is_set():
            return
        self.stopping.set()
        for each in self.waiting:
            each.reschedule(0)
        try:
            async with asyncio.timeout(FINISH.total_seconds()), self.ticking:
                return
        except TimeoutError:
            log.warning("stopping before Telegram has answered; whether the last messages arrived will be unknown")

    async def _digests(self) -> AsyncGenerator[ChatDate, None]:
        """What waits in the ledger, then what is owed now."""
        for each in await self._pending():
            yield each
        async with aclosing(self._planner().planned()) as planned:
            async for each in planned:
                yield each

    async def _pending(self) -> tuple[ChatDate, ...]:
        """A ledger that can't be read now stops this tick's leftovers only; planning says so too."""
        now = self.clock.now()
        try:
            await self.ledger.prune(before=now.date() - LEDGER_KEEPS)
            return await self.ledger.pending(now=now)
        except StoreError as error:
            log.error("the ledger can't be read: %s", error)  # noqa: TRY400 - expected, no traceback needed
            return ()

    def _planner(self) -> Planner:
        return Planner(
            subscriptions=self.subscriptions,
            ledger=self.ledger,
            reading=self.reading,
            messenger=self.messenger,
            clock=self.clock,
        )

    def _sender(self) -> Sender:
        return Sender(
            subscriptions=self.subscriptions,
            ledger=self.ledger,
            messenger=self.messenger,
            clock=self.clock,
            stopping=self.stopping,
            waiting=self.waiting,
        )
