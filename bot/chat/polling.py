"""Serves Telegram by long polling: connects patiently, answers until told to stop, then finishes in time.

The loop is ours and not the library's Updater: that one ends on a revoked token without telling anybody, sleeps
through a stop for up to half a minute, and takes updates from Telegram faster than they are answered.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

from telegram import Update
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.chat.answering import wait_of
from bot.chat.commands import App
from bot.chat.ordering import OrderedByChat
from bot.chat.wiring import NOT_KNOWN, announce
from bot.errors import ConfigError

log = logging.getLogger(__name__)

T = TypeVar("T")

FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
"""Seconds between attempts to reach Telegram, doubled each time."""

HOLD = 10
"""Seconds for which Telegram holds a request for updates open where there are none."""

OVERLAP = 50
"""Updates, from the first that is not answered yet, that Telegram is asked for again with the new ones, so that it
keeps them; it gives 100 at a time. Behind an answer that takes longer than that they are confirmed nevertheless."""

AGAIN = 0.5
"""Seconds between two requests where Telegram has nothing but what we have: it does not hold such a request open."""

TELLS_US = [Update.MESSAGE, Update.CALLBACK_QUERY]
"""The kinds of updates that we have handlers for."""

ANSWERS, REST = 4.0, 2.0
"""Seconds of a stop: for answers that are being made, and then for all else that must end. Together with the files
that are closed after them they stay below the ten in which the process must have ended."""

NOT_THE_API = (KeyError, TypeError, ValueError)
"""What the library raises for an answer that is JSON and yet not the Bot API's (a proxy's, a captive portal's)."""


async def poll(
    application: App,
    *,
    stop: asyncio.Event,
    finish: Callable[[], Awaitable[None]],
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Answer updates until `stop` is set; then `finish` is awaited while messages can still be sent.

    Telegram being out of reach is no reason to end: it is tried again. Raises ConfigError for a token
    that Telegram does not know, or does not know any more.
    """
    polling = _Polling(application, sleep)
    try:
        await _until(stop, polling.serve())
    except InvalidToken as error:
        raise ConfigError(NOT_KNOWN) from error
    finally:
        await polling.end(finish)


class _Polling:
    """From the first request to the last."""

    def __init__(self, application: App, sleep: Callable[[float], Awaitable[None]]) -> None:
        if not isinstance(application.update_processor, OrderedByChat):
            raise TypeError("the application was not made by wiring.polling")
        self._application, self._bot, self._sleep = application, application.bot, sleep
        self._crowd = application.update_processor
        self._next: int | None = None  # number of the first update that we don't have
        self._confirmed = 0  # number of the first update that Telegram may still give us again

    async def serve(self) -> None:
        """Connect and answer, for ever. Raises InvalidToken."""
        await self._patiently(self._application.initialize)
        await self._application.start()
        await self._patiently(self._bot.delete_webhook)  # Telegram gives updates in one way at a time
        log.info("serving Telegram as @%s", self._bot.username)
        async with _beside(self._announce()):
            while True:
                await self._crowd.room()
                await self._take()

    async def end(self, finish: Callable[[], Awaitable[None]]) -> None:
        """Let what is under way end, and cut short what takes too long."""
        if self._application.running:
            ending = [asyncio.ensure_future(each) for each in (finish(), self._application.stop())]
            await asyncio.wait(ending, timeout=ANSWERS)
            self._crowd.disperse()
            ending.append(asyncio.ensure_future(self._confirm()))
            await asyncio.wait(ending, timeout=REST)
            await _ended(*ending)
        await self._application.shutdown()
        await self._bot.shutdown()  # where the application never came to be

    async def _take(self) -> None:
        """Ask for updates once, and hand over what comes."""
        first = self._first_kept()
        overlaps = first != self._next
        hold = 0 if overlaps else HOLD
        ask = partial(self._bot.get_updates, offset=first, timeout=hold, allowed_updates=TELLS_US)
        given = await self._patiently(ask)
        self._confirmed = max(self._confirmed, first or 0)
        new = [each for each in given if not overlaps or each.update_id >= (self._next or 0)]
        for update in new:
            self._crowd.unfinished.add(update.update_id)
            await self._application.update_queue.put(update)
            self._next = update.update_id + 1
        if overlaps and not new:
            await self._sleep(AGAIN)

    def _first_kept(self) -> int | None:
        """Number of the first update that Telegram must keep: one that is not answered may be cut short by a stop."""
        first = min(self._crowd.unfinished, default=self._next)
        return self._next if first is None or self._next is None or self._next - first > OVERLAP else first

    async def _confirm(self) -> None:
        """Tell Telegram which updates were answered, so that the next start is given the others and no more."""
        if self._next is None:
            return
        unfinished = self._crowd.unfinished
        if lost := sum(each < self._confirmed for each in unfinished):
            log.warning("%d messages were not answered, and Telegram will not give them again", lost)
        if kept := len(unfinished) - lost:
            log.info("%d messages will be answered after the next start", kept)
        first = min((each for each in unfinished if each >= self._confirmed), default=self._next)
        try:
            await self._bot.get_updates(offset=first, timeout=0, limit=1, allowed_updates=TELLS_US)
        except (TelegramError, *NOT_THE_API) as error:
            log.warning("the last messages may be answered again after the next start: %s", error)

    async def _announce(self) -> None:
        try:
            await self._patiently(partial(announce, self._bot), final=(BadRequest, Forbidden))
        except TelegramError as error:
            log.warning("the menu of commands could not be set: %s", error)

    async def _patiently(self, call: Callable[[], Awaitable[T]], *, final: tuple[type[TelegramError], ...] = ()) -> T:
        """Repeat a call until Telegram answers it. Raises InvalidToken and the `final` errors."""
        waits = _waits()
        while True:
            try:
                return await call()
            except (TelegramError, *NOT_THE_API) as error:
                if isinstance(error, final) or (isinstance(error, InvalidToken) and await self._revoked()):
                    raise
                told = wait_of(error).total_seconds() if isinstance(error, RetryAfter) else 0
                wait = max(told, next(waits))
                log.warning("%s (%s); next attempt in %d s", _trouble(error), error or repr(error), wait)
                await self._sleep(wait)

    async def _revoked(self) -> bool:
        """Whether Telegram says again that it does not know the token: a single answer may be a gateway's fault."""
        try:
            await self._bot.get_me()
        except InvalidToken:
            return True
        except (TelegramError, *NOT_THE_API) as error:
            log.info("whether the token is known could not be asked: %s", error or repr(error))
        return False


def _trouble(error: Exception) -> str:
    if isinstance(error, Conflict):
        return "another process, or a webhook, takes this bot's messages"
    return "Telegram can't be reached"


def _waits() -> Iterator[float]:
    wait = FIRST_WAIT
    while True:
        yield wait
        wait = min(2 * wait, LONGEST_WAIT)


async def _until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Await the work, or end it as soon as `stop` is set."""
    doing, told = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([doing, told], return_when=asyncio.FIRST_COMPLETED)
    finally:
        doing.cancel()
        told.cancel()
        await asyncio.wait([doing, told])
    if not doing.cancelled():
        doing.result()


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Does the work while the block runs, and not longer."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        await _ended(task)


async def _ended(*ending: asyncio.Future[None]) -> None:
    """End what has not ended, and log what went wrong."""
    for each in ending:
        each.cancel()
    for fault in await asyncio.gather(*ending, return_exceptions=True):
        if isinstance(fault, Exception):
            log.error("something that went on beside the answers failed", exc_info=fault)
