"""The use case planned digest → chat: every state is in the ledger before the act that it permits."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.core import schedule
from bot.errors import ChatGone, ChatMoved, SendLater, SendRefused, SendUnknown, StoreError
from bot.model import NOT_WANTED, Delivery, DeliveryState, Subscription
from bot.ports import Clock, Ledger, Messenger, Send, SubscriptionStore

log = logging.getLogger(__name__)

IN_A_ROW = 5
"""So many messages get no proper answer, one after the other: then it is Telegram or the disk that is out of reach,
and every further try would cost a time-out. The next tick tries again."""

SHORTEST_WAIT = timedelta(seconds=1)
"""However soon we are told to try again."""


@dataclass(kw_only=True, slots=True)
class Sender:
    """Sends planned digests, until it is told to stop or Telegram seems out of reach."""

    subscriptions: SubscriptionStore
    ledger: Ledger
    messenger: Messenger
    clock: Clock
    stopping: asyncio.Event
    waiting: set[asyncio.Timeout]  # what waits for its turn; a stop ends it
    unanswered: int = 0  # messages in a row without a proper answer
    answered: bool = False  # whether any message got one
    trying: int = 0  # messages that are on their way or wait for their turn
    tried: asyncio.Event = field(default_factory=asyncio.Event)  # one of these was, just now

    @property
    def over(self) -> bool:
        """Whether nothing more is begun."""
        return self.stopping.is_set() or self.unanswered >= IN_A_ROW

    @property
    def room(self) -> bool:
        """Whether one more may be tried: freely while there are answers, else no more than may stay without one.

        A message that gets no answer may be lost, so those that leave before the first one are few.
        """
        flowing = self.answered and not self.unanswered
        return flowing or self.trying + self.unanswered < IN_A_ROW

    async def deliver(self, chat: int, day: date) -> None:
        """The parts of a digest, in order; the first that does not get through holds back the others."""
        try:
            if await self.subscriptions.get(chat) is None:
                await self.ledger.forget(chat)
            for part in await self.ledger.parts(chat, day):
                if part.state is not DeliveryState.SENT and not await self._sent(part):
                    return
        except StoreError as error:
            # What could not be written down is not done, or stays `sending`; the other chats go on.
            self.unanswered += 1
            log.error("delivery to a chat stopped: %s", error)  # noqa: TRY400 - expected, no traceback needed
        except Exception:  # the edge of one digest: all others go out
            log.exception("a digest could not be delivered")

    async def _sent(self, part: Delivery) -> bool:
        """Whether the part was sent, and the next one may be."""
        if self.clock.now() > part.due + schedule.GRACE:
            await self._mark(part, DeliveryState.EXPIRED)
            return False
        async with self._room():
            return not self.over and await self._tried(part)

    @asynccontextmanager
    async def _room(self) -> AsyncIterator[None]:
        """Waits until there is room for one more message, or nothing more is begun."""
        while not (self.room or self.over):
            self.tried.clear()
            await self.tried.wait()
        self.trying += 1
        try:
            yield
        finally:
            self.trying -= 1
            self.tried.set()

    @asynccontextmanager
    async def _turn(self, chat: int) -> AsyncIterator[Send]:
        """The messenger's turn. Raises TimeoutError where a stop comes first: what has not left stays planned."""
        async with asyncio.timeout(None) as patience:
            self.waiting.add(patience)
            try:
                async with self.messenger.turn(chat) as send:
                    self.waiting.discard(patience)
                    patience.reschedule(None)  # from here on it is on its way
                    yield send
            finally:
                self.waiting.discard(patience)

    async def _tried(self, part: Delivery) -> bool:
        order: Subscription | None = None
        try:
            async with self._turn(part.chat) as send:
                order = await self.subscriptions.get(part.chat)
                if self.over or not await self._begin(part, order):
                    return False
                await send(part.content)
        except TimeoutError:
            if not self.stopping.is_set():
                raise
        except ChatMoved as error:
            await self._move(part, error.chat)
        except ChatGone as error:
            await self._answered(part, DeliveryState.FAILED, problem=str(error))
            await self._pause(part.chat, order)
        except SendRefused as error:
            await self._answered(part, DeliveryState.FAILED, problem=str(error))
        except SendUnknown as error:
            self.unanswered += 1
            await self._mark(part, DeliveryState.UNKNOWN, problem=str(error))
        except SendLater as error:
            self.unanswered += 1
            later = self.clock.now() + max(error.wait, SHORTEST_WAIT)
            await self._mark(part, DeliveryState.PLANNED, not_before=later, problem=str(error))
        else:
            await self._answered(part, DeliveryState.SENT)
            return True
        return False

    async def _begin(self, part: Delivery, order: Subscription | None) -> bool:
        """Whether the message may leave; that it does is written down then."""
        if order is None:
            await self.ledger.forget(part.chat)
            return False
        if order.paused or not order.countries:
            await self._mark(part, DeliveryState.EXPIRED, problem=NOT_WANTED)
            return False
        return await self._mark(part, DeliveryState.SENDING)

    async def _answered(self, part: Delivery, state: DeliveryState, *, problem: str | None = None) -> None:
        self.unanswered, self.answered = 0, True
        await self._mark(part, state, problem=problem)

    async def _mark(
        self, part: Delivery, state: DeliveryState, *, not_before: datetime | None = None, problem: str | None = None
    ) -> bool:
        if problem:
            log.warning("a part of a digest is now %s: %s", state, problem)
        return await self.ledger.mark(replace(part, state=state, not_before=not_before, problem=problem))

    async def _pause(self, chat: int, seen: Subscription | None) -> None:
        """A chat that is gone gets nothing more until it comes back; what it chose is kept.

        Who has changed anything since the message left has come back already.
        """
        await self.subscriptions.change(chat, lambda now: replace(now, paused=True) if now and now == seen else now)

    async def _move(self, part: Delivery, chat: int) -> None:
        """All that belonged to a group belongs to its new id; the part is sent there at the next tick.

        It is planned again before that, under the id it has: where the new one has a digest of that date, whatever
        became of it, that stays as it is.
        """
        self.unanswered, self.answered = 0, True
        if not await self._mark(part, DeliveryState.PLANNED, problem="the group has a new id"):
            await self._moved_meanwhile(part, chat)
        # In this order, so that whichever id has the order has all that was sent too, whatever breaks in between.
        await self.ledger.copy(part.chat, chat)
        await self.subscriptions.move(part.chat, chat)
        await self.ledger.forget(part.chat)

    async def _moved_meanwhile(self, part: Delivery, chat: int) -> None:
        """The group's own message about its new id came first: what was on its way is planned there."""
        there = replace(part, chat=chat, state=DeliveryState.SENDING)
        for each in await self.ledger.parts(chat, part.date):
            if replace(each, problem=part.problem, not_before=part.not_before) == there:
                await self._mark(each, DeliveryState.PLANNED)
