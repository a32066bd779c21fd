"""Digests to chats: composed once, sent at the pace Telegram allows, every failure named (ports.Messenger)."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.chat import digests, failures
from bot.chat.answering import NO_PREVIEW, markup, wait_of
from bot.chat.markup import Html, MarkupError, parse
from bot.chat.pacing import Pacer, Place
from bot.chat.screen import Button, Screen
from bot.errors import SendLater, SendRefused, SendUnknown
from bot.model import Digest
from bot.ports import Send

log = logging.getLogger(__name__)

VERSION = 1
"""Of the composed content. The ledger holds content for hours, also over an upgrade: old versions stay readable."""


class TelegramMessenger:
    """Puts digests in front of readers on Telegram."""

    def __init__(self, bot: ExtBot[Any], *, pacer: Pacer, note: str | None = None) -> None:
        """`pacer`: the one of all that leaves; `note`: the catalogue's, under every message."""
        self._bot = bot
        self._note = note
        self._pacer = pacer

    def compose(self, digest: Digest) -> tuple[str, ...]:
        """The messages of a digest, as JSON that `send` understands."""
        return tuple(_packed(screen) for screen in digests.digest(digest, note=self._note))

    @asynccontextmanager
    async def turn(self, chat: int) -> AsyncIterator[Send]:
        """Waits until a message may leave for this chat, and gives what sends it: once.

        That raises ChatGone, ChatMoved, SendLater, SendUnknown or SendRefused.
        """
        async with self._pacer.turn(chat) as place:
            yield partial(self._send, place)

    async def _send(self, place: Place, content: str) -> None:
        screen = _unpacked(content)
        try:
            try:
                await self._send_screen(place.chat, screen.text, screen, mode=ParseMode.HTML)
            except BadRequest as error:
                if "can't parse entities" not in error.message.lower():
                    raise
                log.error("Telegram can't read the markup of a digest, so it goes out plain: %s", error)  # noqa: TRY400 - the traceback says no more
                await self._pacer.again(place)
                await self._send_screen(place.chat, _plain(screen.text), screen, mode=None)
        except RetryAfter as error:
            wait = wait_of(error)
            self._pacer.told_to_wait(place.chat, wait.total_seconds())
            raise SendLater(error.message, wait=wait) from error
        except TelegramError as error:
            raise failures.named(error) from error
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # What the library makes of an answer that is none of the Bot API's, such as a proxy's page.
            raise SendUnknown(f"an answer that can't be read: {error!r}") from error

    async def _send_screen(self, chat: int, text: str, screen: Screen, *, mode: ParseMode | None) -> None:
        await self._bot.send_message(
            chat, text, parse_mode=mode, reply_markup=markup(screen.buttons), link_preview_options=NO_PREVIEW
        )


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
