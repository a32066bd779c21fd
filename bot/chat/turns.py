"""One at a time for each key, in the order they came, and no memory of keys that nobody wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    wanted: int = 0  # how many hold it or wait for it


class Turns:
    """Locks by key."""

    __slots__ = ("_turns",)

    def __init__(self) -> None:
        self._turns: dict[Hashable, _Turn] = {}

    def __contains__(self, key: Hashable) -> bool:
        return key in self._turns

    def wanted(self, key: Hashable) -> int:
        """How many hold the turn of a key or wait for it."""
        turn = self._turns.get(key)
        return turn.wanted if turn else 0

    @asynccontextmanager
    async def take(self, key: Hashable) -> AsyncIterator[None]:
        """Runs the block alone among those with this key."""
        turn = self._turns.setdefault(key, _Turn())
        turn.wanted += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.wanted -= 1
            if not turn.wanted:
                del self._turns[key]
