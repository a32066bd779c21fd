"""Serves Telegram by long polling: connects patiently, answers until told to stop, then finishes."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial

from telegram import Bot, Update
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Updater

from bot.chat.commands import App
from bot.chat.wiring import announce
from bot.errors import ConfigError

log = logging.getLogger(__name__)

FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
"""Seconds between attempts to reach Telegram at start, doubled each time."""

LAST_WORD = 4.0
"""Seconds at the end to tell Telegram which updates we had; else it sends them again, and they are answered twice."""

TELLS_US = [Update.MESSAGE, Update.CALLBACK_QUERY]
"""The kinds of updates that we have handlers for."""


async def poll(application: App, *, stop: asyncio.Event, finish: Callable[[], Awaitable[None]]) -> None:
    """Answer updates until `stop` is set; then `finish` is awaited while messages can still be sent.

    Telegram being out of reach is no reason to end: it is tried again. Raises ConfigError for a token
    that Telegram does not know.
    """
    updater = application.updater
    if updater is None:
        raise ConfigError("the application was built without an updater")
    start_polling = partial(updater.start_polling, allowed_updates=TELLS_US, error_callback=_log_poll_error)
    try:
        if not await _patiently(application.initialize, stop):
            return
        await application.start()
        if not await _patiently(start_polling, stop):
            return
        await _announce(application.bot)
        log.info("serving Telegram as @%s", application.bot.username)
        await stop.wait()
        await finish()
    finally:
        if updater.running:
            await _confirm(updater)
        if application.running:
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # which the line before leaves out where Telegram was never reached


async def _confirm(updater: Updater) -> None:
    try:
        async with asyncio.timeout(LAST_WORD):
            await updater.stop()
    except TimeoutError:
        log.warning("Telegram did not hear which updates were answered last, and may send them again")


async def _patiently(step: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
    """Whether a step of the start was done, tried as often as it takes; False where we were told to stop first."""
    wait = FIRST_WAIT
    while not stop.is_set():
        try:
            await step()
        except InvalidToken as error:
            raise ConfigError(
                "TELEGRAM_BOT_TOKEN: Telegram does not know this token; get one from @BotFather"
            ) from error
        except TelegramError as error:  # no connection, told to wait, or an answer that something between us gave
            log.warning("Telegram can't be reached (%s); next attempt in %d s", error, wait)
            await _pause(stop, wait)
            wait = min(2 * wait, LONGEST_WAIT)
        else:
            return True
    return False


async def _announce(bot: Bot) -> None:
    try:
        await announce(bot)
    except TelegramError as error:  # the menu that Telegram shows is a convenience, and no reason not to serve
        log.warning("the menu of commands could not be set: %s; it is tried again at the next start", error)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return


def _log_poll_error(error: TelegramError) -> None:
    log.warning("polling Telegram: %s; it goes on by itself", error)
