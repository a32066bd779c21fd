"""The use cases behind the commands that change a standing order: each changes, saves, tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.core import schedule
from bot.model import LOST, NOT_WANTED, Subscription
from bot.ports import Clock, Ledger, SubscriptionStore


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscriptions:
    """What a reader can ask for. Every method that changes something returns when it is on disk.

    Each change is one step of the store, so that two at once are both kept.

    Raises StoreError where it could not be saved; then nothing has changed.
    """

    store: SubscriptionStore
    ledger: Ledger
    clock: Clock

    async def of(self, chat: int) -> Subscription | None:
        """The standing order of a chat, if it has one."""
        return await self.store.get(chat)

    async def add(self, chat: int, countries: Iterable[str]) -> Subscription:
        """Add countries behind those already chosen; the first ones begin the subscription."""
        more, now = tuple(countries), self.clock.now()

        def added(current: Subscription | None) -> Subscription:
            current = current or self._fresh(chat)
            # What had no countries was owed nothing: a digest of this morning would be none that was asked for.
            starts = current.starts if current.countries else now
            return replace(current, countries=tuple(dict.fromkeys([*current.countries, *more])), starts=starts)

        return await self.store.change(chat, added)

    async def remove(self, chat: int, countries: Iterable[str] | None = None) -> Subscription | None:
        """Take countries out (None: all of them); hour and zone are kept. None where there was no subscription."""
        gone = None if countries is None else frozenset(countries)

        def removed(current: Subscription | None) -> Subscription | None:
            if current is None:
                return None
            kept = () if gone is None else tuple(each for each in current.countries if each not in gone)
            return replace(current, countries=kept)

        return await self.store.change(chat, removed)

    async def set_time(self, chat: int, at: time) -> Subscription:
        """Choose the local time of day. A minute that has passed today starts tomorrow."""
        return await self._reschedule(chat, lambda order: replace(order, at=at.replace(second=0, microsecond=0)))

    async def set_zone(self, chat: int, zone: str) -> Subscription:
        """Choose the time zone (an IANA name that exists: the caller has looked it up)."""
        return await self._reschedule(chat, lambda order: replace(order, zone=zone, zone_chosen=True))

    async def pause(self, chat: int) -> Subscription | None:
        """Stop sending and keep everything. None where there is no subscription."""
        return await self.store.change(chat, lambda current: current and replace(current, paused=True))

    async def resume(self, chat: int) -> Subscription | None:
        """Send again from the next slot on. None where there is no subscription."""
        now = self.clock.now()

        def resumed(current: Subscription | None) -> Subscription | None:
            paused = current is not None and current.paused
            return replace(current, paused=False, starts=now) if current and paused else current

        return await self.store.change(chat, resumed)

    async def move(self, old: int, new: int) -> None:
        """A group has become a supergroup: what it chose and was sent belongs to its new id. Safe to call twice.

        Between any two of the steps one id has an order and all that was sent, and the other has no order: what is
        sent there is erased when it is met.
        """
        await self.ledger.copy(old, new)
        await self.store.move(old, new)
        await self.ledger.forget(old)

    async def forget(self, chat: int) -> bool:
        """Erase everything we know of a chat; whether there was anything.

        The order first: without one nothing new is planned. Where the ledger could not be erased then, the reader
        is told so and may ask again, and the next start does it too.
        """
        known = await self.store.delete(chat)
        return await self.ledger.forget(chat) or known

    async def next_digest(self, subscription: Subscription) -> datetime | None:
        """When the next digest comes (UTC); None while paused or without countries."""
        if subscription.paused or not subscription.countries:
            return None
        last = await self._last(subscription.chat)
        return schedule.upcoming(subscription, self.clock.now(), last=last)

    async def missed(self, chat: int) -> date | None:
        """The date of the chat's latest digest where it may not have arrived wholly; None where all is well.

        What its reader did not want any more is not missed, nor what stood behind it.
        """
        lost = next((part for part in await self.ledger.latest(chat) if part.state in LOST), None)
        return lost.date if lost and lost.problem != NOT_WANTED else None

    def _fresh(self, chat: int) -> Subscription:
        return Subscription(chat=chat, countries=(), starts=self.clock.now())

    async def _last(self, chat: int) -> date | None:
        parts = await self.ledger.latest(chat)
        return parts[0].date if parts else None

    async def _reschedule(self, chat: int, change: Callable[[Subscription], Subscription]) -> Subscription:
        last, now = await self._last(chat), self.clock.now()

        def rescheduled(current: Subscription | None) -> Subscription:
            before = current or self._fresh(chat)
            after = change(before)
            return replace(after, starts=schedule.restart(before, after, now, last=last))

        return await self.store.change(chat, rescheduled)
