"""Giving a reply: where it belongs, as a new message or in place of the old one, with "typing" while it is made."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.constants import ChatAction, ChatMemberStatus, ChatType, ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.chat.screen import Rows, Screen

log = logging.getLogger(__name__)

PATIENCE = 0.4
"""Seconds before a reader is shown that an answer is being made: what is quicker needs no sign."""

TYPING_LASTS = 4.5
"""Seconds between signs; Telegram shows one for five (Bot API, sendChatAction)."""

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where an update came from and its answer belongs."""

    chat: int
    thread: int | None = None  # topic of a forum
    pressed: int | None = None  # message under which a button was pressed, if it can be edited
    private: bool = True
    user: int | None = None
    as_group: bool = False  # an administrator who writes in the group's name

    @classmethod
    def of(cls, update: Update) -> Place | None:
        """The place of an update; None for one that belongs to no chat (a button under an inline result)."""
        chat, user, query = update.effective_chat, update.effective_user, update.callback_query
        if chat is None:
            return None
        message = query.message if query else update.effective_message
        seen = message if isinstance(message, Message) else None  # an old one is known by its number alone
        sender = seen.sender_chat if seen and not query else None
        return cls(
            chat=chat.id,
            thread=seen.message_thread_id if seen and seen.is_topic_message else None,
            pressed=message.message_id if message and query else None,
            private=chat.type == ChatType.PRIVATE,
            user=user.id if user else None,
            as_group=sender is not None and sender.id == chat.id,
        )

    def aside(self) -> Place:
        """The same place, for a new message."""
        return replace(self, pressed=None)


async def admitted(bot: ExtBot[Any], place: Place) -> bool:
    """Whether who asks may change what the chat gets: anybody in private, administrators in groups."""
    if place.private or place.as_group:
        return True
    if place.user is None:
        return False
    member = await bot.get_chat_member(place.chat, place.user)
    return member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


async def at_once(update: Update, text: str | None = None) -> None:
    """Answer a press, so that its button stops spinning. One that is too old for that is none the worse."""
    if update.callback_query is not None:
        with suppress(TelegramError):
            await update.callback_query.answer(text, show_alert=bool(text))


async def answer(bot: ExtBot[Any], place: Place, reply: tuple[Screen, ...]) -> None:
    """Show screens: the first in place of the message whose button was pressed, if there is one."""
    for screen in reply:
        if place.pressed is None or not await _changed(bot, place, place.pressed, screen):
            await _sent(bot, place, screen)
        place = place.aside()


async def _changed(bot: ExtBot[Any], place: Place, message: int, screen: Screen) -> bool:
    """Whether the message shows the screen now; not where it was deleted or can't be edited."""
    try:
        await bot.edit_message_text(
            screen.text,
            chat_id=place.chat,
            message_id=message,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(screen.buttons),
            link_preview_options=NO_PREVIEW,
        )
    except BadRequest as error:
        reason = error.message.lower()
        if "not modified" in reason:
            return True
        if "message to edit not found" in reason or "can't be edited" in reason:
            return False
        raise
    return True


async def _sent(bot: ExtBot[Any], place: Place, screen: Screen) -> None:
    try:
        await _send(bot, place, screen)
    except RetryAfter as error:
        await asyncio.sleep(wait_of(error).total_seconds())
        await _send(bot, place, screen)


def wait_of(error: RetryAfter) -> timedelta:
    """How long Telegram told us to wait; the library is about to change the type it says so in."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


async def _send(bot: ExtBot[Any], place: Place, screen: Screen) -> None:
    await bot.send_message(
        place.chat,
        screen.text,
        message_thread_id=place.thread,
        parse_mode=ParseMode.HTML,
        reply_markup=markup(screen.buttons),
        link_preview_options=NO_PREVIEW,
    )


def markup(buttons: Rows) -> InlineKeyboardMarkup | None:
    """Rows of buttons as Telegram's; None where there are none."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(each.label, callback_data=each.data) for each in row] for row in buttons]
    )


@asynccontextmanager
async def busy(bot: ExtBot[Any], place: Place, *, patience: float = PATIENCE) -> AsyncIterator[None]:
    """Shows "typing" as long as the block runs, once that took `patience` seconds."""
    sign = asyncio.create_task(_typing(bot, place, patience))
    try:
        yield
    finally:
        sign.cancel()
        await asyncio.gather(sign, return_exceptions=True)


async def _typing(bot: ExtBot[Any], place: Place, patience: float) -> None:
    await asyncio.sleep(patience)
    with suppress(TelegramError):  # a sign that does not arrive is no fault of the answer
        while True:
            await bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.thread)
            await asyncio.sleep(TYPING_LASTS)
