"""The use case due digests → chats, through the ledger. Called every minute; keeps no state of its own."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.core import digest as digests
from bot.core import schedule
from bot.errors import ChatGone, SendLater, SendRefused, SendUnknown, StoreError
from bot.model import Delivery, DeliveryState, Edition, Subscription
from bot.ports import Clock, Ledger, Messenger, SubscriptionStore
from bot.reading import Reading

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Chats written to at the same time: enough to keep 30 messages a second over a slow line."""

FINISH = timedelta(seconds=5)
"""How long a stop waits for answers: half of the ten seconds in which the process must end."""

SLICE = 500
"""So many subscriptions are looked at before the event loop gets its turn (some 5 ms)."""

LEDGER_KEEPS = timedelta(days=90)
"""How long what was sent is remembered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Dispatcher:
    """Plans what is owed, then sends what is planned."""

    subscriptions: SubscriptionStore
    ledger: Ledger
    reading: Reading
    messenger: Messenger
    clock: Clock
    ticking: asyncio.Lock = field(default_factory=asyncio.Lock)  # one tick at a time
    stopping: asyncio.Event = field(default_factory=asyncio.Event)  # finish what is on its way, start nothing

    async def start(self) -> None:
        """After a stop: what was on its way counts as unknown, and is not sent again by itself."""
        unknown = await self.ledger.recover()
        if unknown:
            log.warning("%d messages were on their way at the last stop; whether they arrived is unknown", unknown)
        await self.ledger.prune(before=self.clock.now().date() - LEDGER_KEEPS)

    async def tick(self) -> None:
        """Write every digest that is owed now into the ledger, then send all that may be sent."""
        async with self.ticking:
            await self._plan()
            await self._send()

    async def stop(self) -> None:
        """Wait, not for long, for the messages that are on their way; the others stay planned for the next start."""
        self.stopping.set()
        try:
            async with asyncio.timeout(FINISH.total_seconds()), self.ticking:
                return
        except TimeoutError:
            log.warning("stopping before Telegram has answered; whether the last messages arrived will be unknown")

    # ------------------------------------------------------------------ plan

    async def _plan(self) -> None:
        now = self.clock.now()
        last = await self.ledger.last_dates()
        editions: dict[str, Edition] = {}
        for number, subscription in enumerate(await self.subscriptions.all()):
            if number % SLICE == 0:
                await asyncio.sleep(0)  # answers to people come between
            owed = schedule.due(subscription, now, last=last.get(subscription.chat))
            if owed is not None:
                await self._read(subscription.countries, editions)
                await self._plan_one(subscription, editions, day=owed[0], due=owed[1])

    async def _read(self, countries: Iterable[str], editions: dict[str, Edition]) -> None:
        """Every edition is read once a tick, however many readers it has."""
        for country in countries:
            if country not in editions:
                editions[country] = await self.reading.edition(country)

    async def _plan_one(
        self, subscription: Subscription, editions: dict[str, Edition], *, day: date, due: datetime
    ) -> None:
        digest = digests.make(subscription, [editions[each] for each in subscription.countries], day=day)
        digest = replace(digest, late=max(self.clock.now() - due, timedelta(0)))
        parts = [
            Delivery(chat=subscription.chat, date=day, part=number, content=content, due=due)
            for number, content in enumerate(self.messenger.compose(digest))
        ]
        await self.ledger.plan(parts)

    # ------------------------------------------------------------------ send

    async def _send(self) -> None:
        chats: defaultdict[int, list[Delivery]] = defaultdict(list)
        for part in await self.ledger.pending(now=self.clock.now()):
            chats[part.chat].append(part)
        places = asyncio.Semaphore(AT_ONCE)

        async def one_chat(parts: Sequence[Delivery]) -> None:
            async with places:
                if not self.stopping.is_set():
                    await self._send_parts(parts)

        # Not a TaskGroup: it would cancel the other chats in the middle of a send where one fails.
        ended = await asyncio.gather(*map(one_chat, chats.values()), return_exceptions=True)
        if faults := [each for each in ended if isinstance(each, Exception)]:
            raise ExceptionGroup("some digests could not be sent", faults)

    async def _send_parts(self, parts: Sequence[Delivery]) -> None:
        """The parts of one chat, in order; the first that does not get through holds back the others."""
        try:
            for part in parts:
                if await self._send_one(part) is not DeliveryState.SENT:
                    return
        except StoreError as error:
            # What could not be written down is not done, or stays `sending`; the other chats go on.
            log.error("delivery to a chat stopped: %s", error)  # noqa: TRY400 - expected, no traceback needed

    async def _send_one(self, part: Delivery) -> DeliveryState:
        if self.clock.now() > part.due + schedule.GRACE:
            return await self._mark(part, DeliveryState.EXPIRED)
        await self._mark(part, DeliveryState.SENDING)
        try:
            await self.messenger.send(part.chat, part.content)
        except ChatGone as error:
            await self._pause(part.chat)
            return await self._mark(part, DeliveryState.FAILED, problem=str(error))
        except SendRefused as error:
            return await self._mark(part, DeliveryState.FAILED, problem=str(error))
        except SendUnknown as error:
            return await self._mark(part, DeliveryState.UNKNOWN, problem=str(error))
        except SendLater as error:
            later = self.clock.now() + error.wait
            return await self._mark(part, DeliveryState.PLANNED, not_before=later, problem=str(error))
        return await self._mark(part, DeliveryState.SENT)

    async def _mark(
        self, part: Delivery, state: DeliveryState, *, not_before: datetime | None = None, problem: str | None = None
    ) -> DeliveryState:
        await self.ledger.mark(replace(part, state=state, not_before=not_before, problem=problem))
        if problem:
            log.warning("a part of a digest is now %s: %s", state, problem)
        return state

    async def _pause(self, chat: int) -> None:
        """A chat that is gone gets nothing more until it comes back; what it chose is kept."""
        subscription = await self.subscriptions.get(chat)
        if subscription is not None:
            await self.subscriptions.put(replace(subscription, paused=True))
