"""The use cases behind the commands that change a standing order: each loads, changes, saves, tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from bot.core import schedule
from bot.model import DeliveryState, Subscription
from bot.ports import Clock, Ledger, SubscriptionStore


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscriptions:
    """What a reader can ask for. Every method that changes something returns when it is on disk.

    Raises StoreError where it could not be saved; then nothing has changed.
    """

    store: SubscriptionStore
    ledger: Ledger
    clock: Clock

    async def of(self, chat: int) -> Subscription | None:
        """The standing order of a chat, if it has one."""
        return await self.store.get(chat)

    async def add(self, chat: int, countries: Iterable[str]) -> Subscription:
        """Add countries behind those already chosen; the first ones make the subscription."""
        current = await self.store.get(chat) or self._fresh(chat)
        return await self._save(replace(current, countries=tuple(dict.fromkeys([*current.countries, *countries]))))

    async def remove(self, chat: int, countries: Iterable[str] | None = None) -> Subscription | None:
        """Take countries out (None: all of them); hour and zone are kept. None where there was no subscription."""
        current = await self.store.get(chat)
        if current is None:
            return None
        gone = set(current.countries if countries is None else countries)
        return await self._save(replace(current, countries=tuple(c for c in current.countries if c not in gone)))

    async def set_time(self, chat: int, at: time) -> Subscription:
        """Choose the local time of day. A minute that has passed today starts tomorrow."""
        current = await self.store.get(chat) or self._fresh(chat)
        return await self._save(replace(current, at=at.replace(second=0, microsecond=0), starts=self.clock.now()))

    async def set_zone(self, chat: int, zone: str) -> Subscription:
        """Choose the time zone (an IANA name that exists: the caller has looked it up)."""
        current = await self.store.get(chat) or self._fresh(chat)
        return await self._save(replace(current, zone=zone, zone_chosen=True, starts=self.clock.now()))

    async def pause(self, chat: int) -> Subscription | None:
        """Stop sending and keep everything. None where there is no subscription."""
        current = await self.store.get(chat)
        return None if current is None else await self._save(replace(current, paused=True))

    async def resume(self, chat: int) -> Subscription | None:
        """Send again from the next slot on. None where there is no subscription."""
        current = await self.store.get(chat)
        if current is None or not current.paused:
            return current
        return await self._save(replace(current, paused=False, starts=self.clock.now()))

    async def forget(self, chat: int) -> bool:
        """Erase everything we know of a chat; whether there was anything."""
        await self.ledger.forget(chat)
        return await self.store.delete(chat)

    async def next_digest(self, subscription: Subscription) -> datetime | None:
        """When the next digest comes (UTC); None while paused or without countries."""
        if subscription.paused or not subscription.countries:
            return None
        sent = await self.ledger.latest(subscription.chat)
        return schedule.upcoming(subscription, self.clock.now(), last=sent[0].date if sent else None)

    async def missed(self, chat: int) -> date | None:
        """The date of the chat's latest digest where it may not have arrived; None where all is well."""
        parts = await self.ledger.latest(chat)
        lost = {DeliveryState.UNKNOWN, DeliveryState.EXPIRED}
        return next((part.date for part in parts if part.state in lost), None)

    def _fresh(self, chat: int) -> Subscription:
        return Subscription(chat=chat, countries=(), starts=self.clock.now())

    async def _save(self, subscription: Subscription) -> Subscription:
        await self.store.put(subscription)
        return subscription
