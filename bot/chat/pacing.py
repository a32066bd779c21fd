"""Turns for messages that leave: as fast as Telegram allows over all chats and in each, and no faster."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager, nullcontext

from bot.chat.turns import Turns
from bot.core.pace import GROUP, PRIVATE, Window

Key = tuple[int, tuple[int, float]]
"""Of a window: the chat and its limit."""

EVERYONE: Key = (0, (0, 0.0))
"""The key of the window over all chats; there is no chat 0."""

MANY = 4000
"""So many windows are kept before the idle ones are forgotten."""


class Pacer:
    """Lets messages go when both their chat and the rate over all chats have room, in the order they came.

    Answers go ahead of the others.
    """

    def __init__(
        self,
        *,
        rate: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._windows: dict[Key, Window] = {EVERYONE: Window.at_rate(rate)}
        self._gate = asyncio.Lock()  # the next message that leaves stands here alone
        self._bulk = asyncio.Lock()  # the next one that is no answer, before it comes to the gate
        self._turns = Turns()
        self._clock, self._sleep = clock, sleep

    @asynccontextmanager
    async def turn(self, chat: int, *, answer: bool = False) -> AsyncIterator[None]:
        """Holds a place for one message to a chat (negative: a group) while the block sends it.

        An `answer` does not wait for the second that follows a message: Telegram lets short bursts pass, and
        nobody is answered more than he asks.
        """
        async with self._turns.take(chat):
            limits = ([] if answer else [PRIVATE]) + ([GROUP] if chat < 0 else [])
            keys = [(chat, limit) for limit in limits]
            for key in keys:
                count, seconds = key[1]
                self._windows.setdefault(key, Window(count=count, seconds=seconds))
                await self._room(key)
            async with nullcontext() if answer else self._bulk, self._gate:
                await self._room(EVERYONE)
                held = [EVERYONE, *keys]
                self._set(held, lambda window: window.begun(self._clock()))
            try:
                yield
            finally:
                self._set(held, lambda window: window.over(self._clock()))
        self._forget_idle()

    async def _room(self, key: Key) -> None:
        while (wait := self._windows[key].wait(self._clock())) > 0:
            await self._sleep(wait)

    def _set(self, keys: Iterable[Key], change: Callable[[Window], Window]) -> None:
        for key in keys:
            self._windows[key] = change(self._windows[key])

    def _forget_idle(self) -> None:
        if len(self._windows) > MANY:
            now = self._clock()
            self._windows = {
                key: window
                for key, window in self._windows.items()
                if key == EVERYONE or key[0] in self._turns or not window.idle(now)
            }
