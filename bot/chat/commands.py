"""The handlers: each reads an update, asks for the answer and gives it. Here an application learns all it knows."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from telegram import Message, Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import (
    Application,
    CallbackContext,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    MessageHandler,
    filters,
)

from bot.chat import keyboards, panels
from bot.chat.actions import ACTIONS, PLAIN_TEXT, Action
from bot.chat.answering import Answers, Place, at_once
from bot.chat.desk import Asked, Desk
from bot.chat.texts import en as texts
from bot.chat.texts import operators
from bot.errors import StoreError, WorldbriefError

log = logging.getLogger(__name__)

AGAIN = 2.0
"""Seconds in which a button that was just answered with a new message is not answered again."""

Context = CallbackContext[Any, Any, Any, Any]
App = Application[Any, Any, Any, Any, Any, Any]


def add_handlers(application: App, desk: Desk, answers: Answers) -> None:
    """Teach an application every command, button and text."""
    handlers = Handlers(desk=desk, answers=answers)
    fresh = filters.UpdateType.MESSAGE  # an edited message asks for nothing again
    mine = filters.ChatType.PRIVATE | _ToUs()
    for name in (*texts.COMMANDS, *operators.COMMANDS):
        application.add_handler(CommandHandler(name, partial(handlers.on_command, name), filters=fresh))
    application.add_handler(CallbackQueryHandler(handlers.on_press))
    application.add_handler(MessageHandler(fresh & filters.COMMAND & mine, handlers.on_unknown))
    application.add_handler(MessageHandler(fresh & filters.TEXT & ~filters.COMMAND & mine, handlers.on_text))
    application.add_handler(MessageHandler(fresh & filters.LOCATION & mine, handlers.on_location))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, handlers.on_move))
    application.add_error_handler(handlers.on_error)


class _ToUs(filters.MessageFilter):
    """In a group: what names this bot or answers one of its messages."""

    def filter(self, message: Message) -> bool:
        bot: ExtBot[Any] = message.get_bot()  # type: ignore[assignment]
        named = f"@{bot.username}".lower() in (message.text or "").lower()
        replied = message.reply_to_message is not None and message.reply_to_message.from_user == bot.bot
        return named or replied


@dataclass(frozen=True, kw_only=True, slots=True)
class Handlers:
    """Each reads an update, asks the desk and gives the answer."""

    desk: Desk
    answers: Answers
    clock: Callable[[], float] = time.monotonic
    given: dict[int, tuple[tuple[int | None, str], float]] = field(default_factory=dict)
    """By chat: the press that was answered last, where nothing else was since, and when."""

    async def on_command(self, name: str, update: Update, context: Context) -> None:
        """A command with what stands behind it."""
        if (place := Place.of(update)) is None:
            return
        if not self._offered(ACTIONS[name], place):
            await self.on_unknown(update, context)
        else:
            await self._act(ACTIONS[name], place, " ".join(context.args or ()))

    async def on_text(self, update: Update, context: Context) -> None:
        """Plain text: a country."""
        if (place := Place.of(update)) is not None:
            await self._act(PLAIN_TEXT, place, _without_name(update.effective_message, context.bot.username))

    async def on_press(self, update: Update, context: Context) -> None:
        """A button; one that is old or forged is told so."""
        del context
        query, place = update.callback_query, Place.of(update)
        asked = keyboards.unpack(query.data or "") if query else None
        action = ACTIONS.get(asked[0]) if asked else None
        if query is None or place is None or asked is None or action is None or not self._offered(action, place):
            await at_once(update, texts.STALE_BUTTON)
        elif action.changes and not await self.answers.admitted(place):
            await at_once(update, texts.ADMINS_ONLY)
        else:
            await at_once(update)
            if action.in_place:
                await self._give(action, place, asked[1])
            else:
                await self._give_once(action, place, query.data or "", asked[1])

    async def _give_once(self, action: Action, place: Place, data: str, words: str) -> None:
        """Give what a button asks for, but not to a finger that trembles: the same press again asks for nothing.

        A chat is answered press by press, so that seconds are counted from the end of an answer.
        """
        now = self.clock()
        for chat in [chat for chat, (_, moment) in self.given.items() if now - moment > AGAIN]:
            del self.given[chat]
        press = (place.pressed, data)
        if self.given.get(place.chat, (None, now))[0] == press:
            return
        if await self._give(action, place, words):
            self.given[place.chat] = press, self.clock()

    async def on_unknown(self, update: Update, context: Context) -> None:
        """A command there isn't."""
        del context
        if (place := Place.of(update)) is not None:
            await self.answers.give(place, (panels.notice(texts.UNKNOWN_COMMAND),))

    async def on_location(self, update: Update, context: Context) -> None:
        """A place on the map, which stands for no country or time zone yet."""
        del context
        if (place := Place.of(update)) is not None:
            await self.answers.give(place, (panels.notice(texts.NO_MAPS),))

    async def on_move(self, update: Update, context: Context) -> None:
        """A group has become a supergroup. Both say so, the one that was and the one that is."""
        del context
        if (message := update.effective_message) is None:
            return
        old, new = message.migrate_from_chat_id or message.chat.id, message.migrate_to_chat_id or message.chat.id
        try:
            await self.desk.subscriptions.move(old, new)
        except StoreError:  # nobody has asked; the next digest finds the new id too
            log.exception("a group's subscription could not be moved to its new id")

    async def on_error(self, update: object, context: Context) -> None:
        """The outermost edge of an update: logged with its traceback, and the reader is told in one line."""
        if isinstance(context.error, Forbidden | RetryAfter):  # nor would a second message get through
            log.info("a reader could not be answered: %s", context.error)
            return
        log.error("an update could not be answered", exc_info=context.error)
        place = Place.of(update) if isinstance(update, Update) else None
        if place is not None:
            sentence = texts.NOT_READ if isinstance(context.error, WorldbriefError) else texts.FAILED
            try:
                await self.answers.give(place, (panels.notice(sentence),))
            except TelegramError as error:
                log.warning("nor could the reader be told: %s", error)

    def _offered(self, action: Action, place: Place) -> bool:
        """Whether an action exists for who asks."""
        return not action.operators or place.user in self.desk.operators

    async def _act(self, action: Action, place: Place, words: str) -> None:
        if action.changes and not await self.answers.admitted(place):
            await self.answers.give(place, (panels.notice(texts.ADMINS_ONLY),))
        else:
            await self._give(action, place.aside(), words)

    async def _give(self, action: Action, place: Place, words: str) -> bool:
        """Whether what was asked for was done and told."""
        self.given.pop(place.chat, None)
        done = True
        try:
            async with self.answers.busy(place):
                reply = await action.reply(self.desk, Asked(chat=place.chat, words=words))
        except StoreError:
            if not action.changes:
                raise
            log.exception("a change could not be saved")
            done, reply = False, (panels.notice(texts.NOT_SAVED),)
            place = place.aside()
        try:
            await self.answers.give(place if action.in_place else place.aside(), reply)
        except NetworkError as error:
            if not action.changes or isinstance(error, BadRequest):  # which the library counts among them
                raise
            await self._unsure(place.aside(), error)
            return False
        return done

    async def _unsure(self, place: Place, error: NetworkError) -> None:
        """The answer to a change may not have arrived: what was changed is changed, and must not be told otherwise."""
        log.warning("the answer to a change may not have arrived: %s", error)
        try:
            await self.answers.give(place, (panels.notice(texts.UNSURE),))
        except TelegramError as again:
            log.warning("nor could the reader be told: %s", again)


def _without_name(message: Message | None, name: str) -> str:
    text = message.text or "" if message else ""
    return re.sub(f"@{re.escape(name)}\\b", "", text, flags=re.IGNORECASE).strip()
