"""Time for tests of what waits: it passes when there is nothing else to do, and at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.chat.pacing import Pacer


class Call:
    """Something that will happen at a moment, unless it is cancelled."""

    def __init__(self, call: Callable[[], None]) -> None:
        self.call = call

    def cancel(self) -> None:
        self.call = lambda: None


class VirtualTime:
    """A clock that jumps to the next moment somebody waits for, when nobody has anything else to do."""

    def __init__(self) -> None:
        self.now = 0.0
        self.calls: list[tuple[float, Call]] = []

    def later(self, seconds: float, call: Callable[[], None]) -> Call:
        self.calls.append((self.now + seconds, Call(call)))
        return self.calls[-1][1]

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self.later(seconds, woken.set)
        await woken.wait()

    def next(self) -> None:
        """The next moment comes."""
        self.calls.sort(key=lambda each: each[0])
        self.now, due = self.calls.pop(0)
        due.call()

    async def run(self, *jobs) -> None:
        tasks = [asyncio.ensure_future(job) for job in jobs]
        while not all(task.done() for task in tasks):
            for _ in range(20):  # let everything that can go on go on
                await asyncio.sleep(0)
            if self.calls:
                self.next()
        await asyncio.gather(*tasks)

    def pacer(self, rate: float) -> Pacer:
        return Pacer(rate=rate, clock=lambda: self.now, later=self.later)
