"""Whose turn it is at each host: one request at a time, at a steady pace, and none while the host wants none.

What is remembered lasts as long as the process; what outlives it is decided in `core.politeness`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from weakref import WeakValueDictionary

HELD_AT_MOST = timedelta(hours=1)
"""How long one answer can close a whole host: some (FeedBurner) carry the feeds of many outlets."""


class Turns:
    """The queues of all hosts."""

    def __init__(self, *, pace: float) -> None:
        self._pace = pace  # seconds from the end of one request to a host to the begin of the next
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._held: dict[str, float] = {}  # until when, by the event loop's clock

    @asynccontextmanager
    async def at(self, host: str) -> AsyncIterator[None]:
        """A turn at a host; whoever came first has it first."""
        lock = self._locks.setdefault(host, asyncio.Lock())
        await lock.acquire()
        try:
            yield
        finally:  # the timer keeps the lock alive
            if self._pace > 0 and not self.held(host):  # a host that is held is asked nothing and needs no rest
                asyncio.get_running_loop().call_later(self._pace, lock.release)
            else:
                lock.release()

    def hold(self, host: str, wait: timedelta) -> None:
        """A host asked not to be asked again so soon."""
        now = asyncio.get_running_loop().time()
        until = now + min(wait, HELD_AT_MOST).total_seconds()
        self._held = {name: end for name, end in self._held.items() if end > now}
        self._held[host] = max(until, self._held.get(host, 0.0))

    def held(self, host: str) -> timedelta | None:
        """How long a host still wants not to be asked; None where it may be."""
        left = self._held.get(host, 0.0) - asyncio.get_running_loop().time()
        return timedelta(seconds=left) if left > 0 else None
