"""Giving a reply: where it belongs, as a new message or in place of the old one, with "typing" while it is made."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message, Update
from telegram.constants import ChatAction, ChatMemberStatus, ChatType, ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.chat import failures
from bot.chat.pacing import Pacer
from bot.chat.screen import Rows, Screen
from bot.errors import SendLater

T = TypeVar("T")

PATIENCE = 0.4
"""Seconds before a reader is shown that an answer is being made: what is quicker needs no sign."""

TYPING_LASTS = 4.5
"""Seconds between signs; Telegram shows one for five (Bot API, sendChatAction)."""

LONGEST_WAIT = timedelta(seconds=30)
"""An answer that Telegram wants to have later than this is given up: its reader has left."""

REPEAT = timedelta(seconds=1)
"""After which an answer is tried again that is known not to have arrived: a server's fault, a lost connection."""

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


async def at_once(update: Update, text: str | None = None) -> None:
    """Answer a press, so that its button stops spinning. One that is too old for that is none the worse."""
    if update.callback_query is not None:
        with suppress(TelegramError):
            await update.callback_query.answer(text, show_alert=bool(text))


def wait_of(error: RetryAfter) -> timedelta:
    """How long Telegram told us to wait; the library is about to change the type it says so in."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def markup(buttons: Rows) -> InlineKeyboardMarkup | None:
    """Rows of buttons as Telegram's; None where there are none."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(each.label, callback_data=each.data) for each in row] for row in buttons]
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Answers:
    """Gives replies, each message in its turn: answers and digests share one pace, and answers go first.

    What Telegram tells to wait is repeated once, unless it is told to wait for longer than anybody does; so is what
    certainly did not arrive.
    """

    bot: ExtBot[Any]
    pacer: Pacer
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def give(self, place: Place, reply: tuple[Screen, ...]) -> None:
        """Show screens: the first in place of the message whose button was pressed, if there is one."""
        for screen in reply:
            if place.pressed is None or not await self._changed(place, place.pressed, screen):
                await self._in_turn(place, partial(self._send, place, screen))
            place = place.aside()

    async def admitted(self, place: Place) -> bool:
        """Whether who asks may change what the chat gets: anybody in private, administrators in groups."""
        if place.private or place.as_group:
            return True
        if place.user is None:
            return False
        member = await self._patiently(partial(self.bot.get_chat_member, place.chat, place.user))
        return member.status in (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)

    @asynccontextmanager
    async def busy(self, place: Place, *, patience: float = PATIENCE) -> AsyncIterator[None]:
        """Shows "typing" as long as the block runs, once that took `patience` seconds."""
        sign = asyncio.create_task(self._typing(place, patience))
        try:
            yield
        finally:
            sign.cancel()
            await asyncio.gather(sign, return_exceptions=True)

    # ------------------------------------------------------------------ one message

    async def _changed(self, place: Place, message: int, screen: Screen) -> bool:
        """Whether the message shows the screen now; not where it was deleted or can't be edited."""
        try:
            await self._in_turn(place, partial(self._edit, place, message, screen))
        except BadRequest as error:
            reason = error.message.lower()
            if "not modified" in reason:
                return True
            if "message to edit not found" in reason or "can't be edited" in reason:
                return False
            raise
        return True

    async def _edit(self, place: Place, message: int, screen: Screen) -> None:
        await self.bot.edit_message_text(
            screen.text,
            chat_id=place.chat,
            message_id=message,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(screen.buttons),
            link_preview_options=NO_PREVIEW,
        )

    async def _send(self, place: Place, screen: Screen) -> None:
        await self.bot.send_message(
            place.chat,
            screen.text,
            message_thread_id=place.thread,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(screen.buttons),
            link_preview_options=NO_PREVIEW,
        )

    async def _in_turn(self, place: Place, call: Callable[[], Awaitable[None]]) -> None:
        async def turn() -> None:
            async with self.pacer.turn(place.chat, answer=True):
                try:
                    await call()
                except RetryAfter as error:
                    self.pacer.told_to_wait(place.chat, wait_of(error).total_seconds())
                    raise

        await self._patiently(turn)

    async def _patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        try:
            return await call()
        except RetryAfter as error:
            wait = wait_of(error)
            if wait > LONGEST_WAIT:
                raise
        except NetworkError as error:
            if not isinstance(failures.named(error), SendLater):
                raise
            wait = REPEAT
        await self.sleep(wait.total_seconds())
        return await call()

    async def _typing(self, place: Place, patience: float) -> None:
        await asyncio.sleep(patience)
        with suppress(TelegramError):  # a sign that does not arrive is no fault of the answer
            while True:
                await self.bot.send_chat_action(place.chat, ChatAction.TYPING, message_thread_id=place.thread)
                await asyncio.sleep(TYPING_LASTS)
