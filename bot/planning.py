"""The use case standing orders → planned digests: whose digest is owed now, and what it says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.core import digest as digests
from bot.core import schedule
from bot.errors import StoreError
from bot.model import Delivery, Edition
from bot.ports import ChatDate, Clock, Ledger, Messenger, SubscriptionStore
from bot.reading import Reading

log = logging.getLogger(__name__)

SLICE = 500
"""So many subscriptions are looked at before the event loop gets its turn (some 5 ms)."""

TOGETHER = 50
"""So many digests are written in one transaction: a disk that syncs in 10 ms is no brake, and the first message
leaves after some tenths of a second, however many are owed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Planner:
    """Plans what is owed at one moment. Feeds are not read for it: that is the refresh job's business."""

    subscriptions: SubscriptionStore
    ledger: Ledger
    reading: Reading
    messenger: Messenger
    clock: Clock
    editions: dict[str, Edition] = field(default_factory=dict)  # each is made once, however many readers it has

    async def planned(self) -> AsyncGenerator[ChatDate, None]:
        """Every digest that is owed now, longest due first, each when it is in the ledger.

        Digests are planned some at a time, as they are asked for: nobody waits until all are made. What can't be
        planned is logged and left out; it is still owed at the next tick.
        """
        try:
            last = await self.ledger.last_dates()
            owed = await self._owed(last)
            for first in range(0, len(owed), TOGETHER):
                for each in await self._plan(owed[first : first + TOGETHER], last):
                    yield each
        except StoreError as error:
            log.error("no digests could be planned: %s", error)  # noqa: TRY400 - expected, no traceback needed

    async def _owed(self, last: Mapping[int, date]) -> list[int]:
        now, found = self.clock.now(), list[tuple[datetime, int]]()
        for number, subscription in enumerate(await self.subscriptions.all()):
            if number % SLICE == 0:
                await asyncio.sleep(0)  # answers to people come between
            owed = schedule.due(subscription, now, last=last.get(subscription.chat))
            if owed is not None:
                found.append((owed[1], subscription.chat))
        return [chat for _due, chat in sorted(found)]

    async def _plan(self, chats: Sequence[int], last: Mapping[int, date]) -> tuple[ChatDate, ...]:
        parts: list[Delivery] = []
        for chat in chats:
            parts += await self._composed(chat, last=last.get(chat))
            await asyncio.sleep(0)
        # From here to the ledger nothing else runs: who was forgotten meanwhile leaves no trace there.
        return await self.ledger.plan([part for part in parts if await self.subscriptions.get(part.chat)])

    async def _composed(self, chat: int, *, last: date | None) -> list[Delivery]:
        """The parts of the digest that a chat is owed; none if it changed its mind, or where making it failed."""
        try:
            subscription, now = await self.subscriptions.get(chat), self.clock.now()
            owed = subscription and schedule.due(subscription, now, last=last)
            if not subscription or not owed:
                return []
            day, due = owed
            editions = [await self._edition(country) for country in subscription.countries]
            digest = replace(digests.make(subscription, editions, day=day), late=now - due)
            contents = self.messenger.compose(digest)
        except Exception:  # the edge of one digest: those of all others are made
            log.exception("a digest could not be made")
            return []
        return [
            Delivery(chat=chat, date=day, part=number, content=content, due=due)
            for number, content in enumerate(contents)
        ]

    async def _edition(self, country: str) -> Edition:
        if country not in self.editions:
            self.editions[country] = await self.reading.stored(country)
        return self.editions[country]
