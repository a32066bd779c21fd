"""The sign of life: a file that is touched as long as the event loop turns and the work by the clock gets on.

A container's health check looks at its age.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from bot.ports import Clock

log = logging.getLogger(__name__)

EVERY = 15.0
"""Seconds between beats; the health check allows 180, so that a busy machine is not taken for a dead one."""

PATIENCE = 600.0
"""Seconds without a sign of work after which the heartbeat stops. A tick comes every minute, and gives a sign with
each message; none for ten minutes means that it hangs, or fails every time."""


class Heartbeat:
    """Beats on a timer of its own, so that a tick that takes an hour is not mistaken for one that hangs."""

    def __init__(
        self,
        path: Path,
        *,
        monotonic: Callable[[], float],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`monotonic`: seconds of a clock that nobody sets."""
        self._path, self._monotonic, self._sleep = path, monotonic, sleep
        self._signed = monotonic()
        self._silent = False  # and that was logged

    def sign(self) -> None:
        """Work got on."""
        self._signed = self._monotonic()

    async def beat(self) -> NoReturn:
        """Until cancelled."""
        while True:
            self._beat()
            await self._sleep(EVERY)

    def _beat(self) -> None:
        silence = self._monotonic() - self._signed
        if silence > PATIENCE and not self._silent:
            log.error("no digest was looked after for %d minutes: the heartbeat stops until one is", silence / 60)
        elif silence <= PATIENCE and self._silent:
            log.warning("digests are looked after again: the heartbeat goes on")
        self._silent = silence > PATIENCE
        if not self._silent:
            self._touch()

    def _touch(self) -> None:
        try:
            self._path.touch()
        except OSError as error:
            log.warning("the heartbeat %s can't be touched: %s", self._path, error.strerror)


@dataclass(frozen=True, kw_only=True, slots=True)
class WatchedClock:
    """A clock for those who must get on: they look at it with everything they do, and that is a sign of work."""

    clock: Clock
    heartbeat: Heartbeat

    def now(self) -> datetime:
        """The present moment in UTC."""
        self.heartbeat.sign()
        return self.clock.now()
