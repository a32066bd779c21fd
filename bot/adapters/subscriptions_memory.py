"""Standing orders in memory: for the sample edition and for tests. Gone when the program ends."""

from __future__ import annotations

from bot.model import Subscription


class MemorySubscriptions:
    """A `SubscriptionStore` that keeps nothing."""

    def __init__(self) -> None:
        self._subscriptions: dict[int, Subscription] = {}

    async def get(self, chat: int) -> Subscription | None:
        """The subscription of a chat, if it has one."""
        return self._subscriptions.get(chat)

    async def put(self, subscription: Subscription) -> None:
        """Make or replace the subscription of a chat."""
        self._subscriptions[subscription.chat] = subscription

    async def delete(self, chat: int) -> bool:
        """Forget it; whether there was one."""
        return self._subscriptions.pop(chat, None) is not None

    async def all(self) -> tuple[Subscription, ...]:
        """Every subscription, in no particular order."""
        return tuple(self._subscriptions.values())

    async def close(self) -> None:
        """Nothing to let go of."""
