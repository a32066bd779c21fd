"""Serves Telegram by long polling: connects patiently, answers until told to stop, then finishes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Update
from telegram.error import InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.chat.commands import App
from bot.chat.wiring import announce
from bot.errors import ConfigError

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
"""Seconds between attempts to reach Telegram at start, doubled each time."""

TELLS_US = [Update.MESSAGE, Update.CALLBACK_QUERY]
"""The kinds of updates that we have handlers for."""


async def poll(application: App, *, stop: asyncio.Event, finish: Callable[[], Awaitable[None]]) -> None:
    """Answer updates until `stop` is set; then `finish` is awaited while messages can still be sent.

    Telegram being out of reach is no reason to end: it is tried again. Raises ConfigError for a token
    that Telegram does not know.
    """
    if not await _connect(application, stop):
        return
    updater = application.updater
    if updater is None:
        raise ConfigError("the application was built without an updater")
    try:
        await application.start()
        await updater.start_polling(allowed_updates=TELLS_US, error_callback=_log_poll_error)
        await announce(application.bot)
        log.info("serving Telegram as @%s", application.bot.username)
        await stop.wait()
        await finish()
    finally:
        if updater.running:
            await updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()


async def _connect(application: App, stop: asyncio.Event) -> bool:
    """Whether Telegram knows us now; False where we were told to stop first."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken as error:
            await application.bot.shutdown()  # it has connections, although it never was ready
            raise ConfigError(
                "TELEGRAM_BOT_TOKEN: Telegram does not know this token; get one from @BotFather"
            ) from error
        except (NetworkError, RetryAfter) as error:
            log.warning("Telegram can't be reached (%s); next attempt in %d s", error, wait)
            await _pause(stop, wait)
            wait = min(2 * wait, LONGEST_WAIT)
        else:
            return True
    await application.bot.shutdown()
    return False


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


def _log_poll_error(error: TelegramError) -> None:
    log.warning("polling Telegram: %s; it goes on by itself", error)
