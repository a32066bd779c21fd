"""Turns for messages that leave: as fast as Telegram allows over all chats and in each, and no faster."""

from __future__ import annotations

import asyncio
import time
from bisect import insort
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Protocol

from bot.core.pace import BURST, GROUP, PRIVATE, Window

Key = tuple[int, tuple[int, float]]
"""Of a window: the chat and its limit."""

EVERYONE: Key = (0, (0, 0.0))
"""The key of the window over all chats; there is no chat 0."""

MANY = 4000
"""So many windows are kept before the idle ones are forgotten."""

IN_A_ROW = 3
"""So many chats are told to wait, one after the other with no message accepted in between: then it is the whole bot
that must wait. (Telegram's answer is the same for both.)"""

LONGEST_PAUSE = 60.0
"""Seconds after which the whole bot, or a chat, asks again, however long it was told to wait."""


class Alarm(Protocol):
    """A call that was asked for and has not happened yet."""

    def cancel(self) -> None:
        """It must not happen any more."""


@dataclass(order=True, slots=True)
class Place:
    """A message's place: in the queue, then under way. In order: answers before all else, then as they came."""

    bulk: bool
    number: int
    chat: int = field(compare=False)
    under_way: asyncio.Future[None] = field(compare=False)  # done when it may leave

    @property
    def limits(self) -> tuple[Key, ...]:
        """The windows of its chat (negative: a group). What is no answer keeps a second's distance to its like."""
        limits = (*((PRIVATE,) if self.bulk else ()), BURST, *((GROUP,) if self.chat < 0 else ()))
        return tuple((self.chat, limit) for limit in limits)


class Pacer:
    """Lets messages go when both their chat and the rate over all chats have room.

    Answers to people go ahead of everything else, all others go in the order in which they came; one that must wait
    for its chat holds nobody up. One pacer for all that leaves, or the limits are not kept.
    """

    def __init__(
        self,
        *,
        rate: float,
        clock: Callable[[], float] = time.monotonic,
        later: Callable[[float, Callable[[], None]], Alarm] | None = None,
    ) -> None:
        """`rate`: messages a second over all chats. `later(seconds, call)`: the event loop's, unless it is a test's."""
        self._windows: dict[Key, Window] = {EVERYONE: Window.at_rate(rate)}
        self._queue: list[Place] = []
        self._numbers = count()
        self._clock, self._later = clock, later
        self._alarm: Alarm | None = None
        self._paused_until = float("-inf")
        self._held: dict[int, float] = {}  # chats that were told to wait: until when
        self._told_to_wait: set[int] = set()  # chats, since a message was accepted

    @asynccontextmanager
    async def turn(self, chat: int, *, answer: bool = False) -> AsyncIterator[Place]:
        """Holds a place for one message to a chat while the block sends it; `again` for a second one."""
        place = Place(not answer, next(self._numbers), chat, asyncio.get_running_loop().create_future())
        try:
            await self._under_way(place)
            yield place
            self._told_to_wait.clear()
        finally:
            self._over(place)
        self._forget_idle()

    async def again(self, place: Place) -> None:
        """Gives the place of a message back and waits for another one, inside its turn."""
        self._over(place)
        place.under_way = asyncio.get_running_loop().create_future()
        await self._under_way(place)

    def told_to_wait(self, chat: int, seconds: float) -> None:
        """Telegram has told us to wait: nothing leaves for this chat meanwhile, be it an answer or not.

        That is the chat's own business, unless it is told to one after the other.
        """
        now = self._clock()
        until = now + min(seconds, LONGEST_PAUSE)
        self._held = {each: end for each, end in self._held.items() if end > now}
        self._held[chat] = max(until, self._held.get(chat, until))
        self._told_to_wait.add(chat)
        if len(self._told_to_wait) >= IN_A_ROW:
            self._told_to_wait.clear()
            self._paused_until = until

    async def _under_way(self, place: Place) -> None:
        for key in place.limits:
            self._windows.setdefault(key, Window(count=key[1][0], seconds=key[1][1]))
        insort(self._queue, place)
        self._let_go()
        await place.under_way

    def _over(self, place: Place) -> None:
        """It was sent, or nobody waits for it any more."""
        if place.under_way.done() and not place.under_way.cancelled():
            self._set(place, lambda window: window.over(self._clock()))
        elif place in self._queue:
            self._queue.remove(place)
        self._let_go()

    def _let_go(self) -> None:
        """Everything that may leave now does; an alarm is set for the next moment at which something may."""
        if self._alarm is not None:
            self._alarm.cancel()
            self._alarm = None
        now = self._clock()
        while (wait := self._wait(now)) <= 0 and (place := self._first(now)) is not None:
            self._queue.remove(place)
            if not place.under_way.cancelled():
                self._set(place, lambda window: window.begun(now))
                place.under_way.set_result(None)
        if self._queue:
            wait = max(wait, min(self._chat_wait(place, now) for place in self._queue))
            self._alarm = (self._later or asyncio.get_running_loop().call_later)(wait, self._let_go)

    def _first(self, now: float) -> Place | None:
        return next((place for place in self._queue if self._chat_wait(place, now) <= 0), None)

    def _wait(self, now: float) -> float:
        """Seconds until anything may leave."""
        return max(self._windows[EVERYONE].wait(now), self._paused_until - now)

    def _chat_wait(self, place: Place, now: float) -> float:
        held = self._held.get(place.chat, now) - now
        return max(held, *(self._windows[key].wait(now) for key in place.limits))

    def _set(self, place: Place, change: Callable[[Window], Window]) -> None:
        for key in (EVERYONE, *place.limits):
            self._windows[key] = change(self._windows[key])

    def _forget_idle(self) -> None:
        if len(self._windows) > MANY:
            now, waiting = self._clock(), {place.chat for place in self._queue}
            self._windows = {
                key: window
                for key, window in self._windows.items()
                if key == EVERYONE or key[0] in waiting or not window.idle(now)
            }
