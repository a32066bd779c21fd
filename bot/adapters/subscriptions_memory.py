"""Standing orders in memory: for the sample edition and for tests. Gone when the program ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.model import Subscription
from bot.ports import Changed


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

    async def change(self, chat: int, function: Callable[[Subscription | None], Changed]) -> Changed:
        """Replace the subscription of a chat by what `function` makes of it, and give that."""
        changed = function(self._subscriptions.get(chat))
        if changed is None:
            self._subscriptions.pop(chat, None)
        else:
            self._subscriptions[chat] = changed
        return changed

    async def delete(self, chat: int) -> bool:
        """Forget it; whether there was one."""
        return self._subscriptions.pop(chat, None) is not None

    async def move(self, old: int, new: int) -> bool:
        """Give the subscription of a chat to its new id; whether there was one. One that is there stays."""
        moved = self._subscriptions.pop(old, None)
        if moved is not None:
            self._subscriptions.setdefault(new, replace(moved, chat=new))
        return moved is not None

    async def all(self) -> tuple[Subscription, ...]:
        """Every subscription, in no particular order."""
        return tuple(self._subscriptions.values())

    async def close(self) -> None:
        """Nothing to let go of."""
