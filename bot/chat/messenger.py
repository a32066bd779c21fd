"""Digests to chats: composed once, sent at the pace Telegram allows, every failure named (ports.Messenger)."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from typing import Any, NoReturn

import httpx
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot

from bot.chat import digests
from bot.chat.answering import NO_PREVIEW, markup, wait_of
from bot.chat.markup import Html, MarkupError, parse
from bot.chat.pacing import Pacer
from bot.chat.screen import Button, Screen
from bot.errors import ChatGone, SendLater, SendRefused, SendUnknown
from bot.model import Digest

log = logging.getLogger(__name__)

VERSION = 1
"""Of the composed content. The ledger holds content for hours, also over an upgrade: old versions stay readable."""

SOON, LATER = timedelta(seconds=30), timedelta(minutes=5)
"""When to try again where Telegram names no time: after a lost connection, and after a token it does not know."""

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
"""The failures of the library's own HTTP client that come before a request leaves."""


class TelegramMessenger:
    """Puts digests in front of readers on Telegram."""

    def __init__(self, bot: ExtBot[Any], *, rate: float, note: str | None = None, pacer: Pacer | None = None) -> None:
        """`rate`: messages a second over all chats; `note`: the catalogue's, under every message."""
        self._bot = bot
        self._note = note
        self._pacer = pacer or Pacer(rate=rate)

    def compose(self, digest: Digest) -> tuple[str, ...]:
        """The messages of a digest, as JSON that `send` understands."""
        return tuple(_packed(screen) for screen in digests.digest(digest, note=self._note))

    async def send(self, chat: int, content: str) -> None:
        """Send one composed message. Raises ChatGone, SendLater, SendUnknown or SendRefused."""
        screen = _unpacked(content)
        try:
            await self._send(chat, screen.text, screen, mode=ParseMode.HTML)
        except BadRequest as error:
            if "can't parse entities" not in error.message.lower():
                _raise_named(error)
            log.error("Telegram can't read the markup of a digest, so it goes out plain: %s", error)  # noqa: TRY400 - the traceback says no more
            await self._send_plain(chat, screen)
        except TelegramError as error:
            _raise_named(error)

    async def _send_plain(self, chat: int, screen: Screen) -> None:
        try:
            await self._send(chat, _plain(screen.text), screen, mode=None)
        except TelegramError as error:
            _raise_named(error)

    async def _send(self, chat: int, text: str, screen: Screen, *, mode: ParseMode | None) -> None:
        async with self._pacer.turn(chat):
            await self._bot.send_message(
                chat,
                text,
                parse_mode=mode,
                reply_markup=markup(screen.buttons),
                link_preview_options=NO_PREVIEW,
            )


def _raise_named(error: TelegramError) -> NoReturn:
    """What python-telegram-bot raised, in our own words."""
    match error:
        case Forbidden():
            raise ChatGone(error.message) from error
        case RetryAfter():
            raise SendLater(error.message, wait=wait_of(error)) from error
        case ChatMigrated():
            raise SendRefused(f"the group has a new id: {error.new_chat_id}") from error
        case InvalidToken():
            raise SendLater(error.message, wait=LATER) from error
        case BadRequest():  # before NetworkError, which it is one of
            gone = "chat not found" in error.message.lower()
            raise (ChatGone if gone else SendRefused)(error.message) from error
        case NetworkError():
            _raise_network(error)
        case _:
            raise SendUnknown(error.message) from error


def _raise_network(error: NetworkError) -> NoReturn:
    """A connection that failed before the request left, one that broke after it, or a server in trouble (5xx)."""
    cause = error.__cause__
    answered = not isinstance(error, TimedOut) and (cause is None or isinstance(cause, TelegramError))
    if answered or isinstance(cause, NEVER_LEFT):
        raise SendLater(error.message, wait=SOON) from error
    raise SendUnknown(error.message) from error


def _packed(screen: Screen) -> str:
    rows = [[[each.label, each.data] for each in row] for row in screen.buttons]
    return json.dumps({"v": VERSION, "html": screen.text, "buttons": rows}, ensure_ascii=False)


def _unpacked(content: str) -> Screen:
    """A composed message read back. Raises SendRefused for what no version of this program composed."""
    try:
        packed = json.loads(content)
        if packed["v"] != VERSION:
            raise SendRefused(f"this message was composed by another version of the program ({packed['v']})")
        rows = tuple(tuple(Button(label=label, data=data) for label, data in row) for row in packed["buttons"])
        return Screen(text=Html(packed["html"]), buttons=rows)
    except (KeyError, TypeError, ValueError) as error:
        raise SendRefused("this message can't be read") from error


def _plain(text: Html) -> str:
    """Markup as the plain text that it stands for; as it is where not even we can read it."""
    try:
        return parse(text).text
    except MarkupError:
        return text
