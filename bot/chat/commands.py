"""The handlers: each reads an update, asks for the answer and gives it. Here an application learns all it knows."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any

from telegram import Message, Update
from telegram.error import Forbidden, TelegramError
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
from bot.chat.answering import Place, admitted, answer, at_once, busy
from bot.chat.desk import Asked, Desk
from bot.chat.texts import en as texts
from bot.chat.texts import operators
from bot.errors import StoreError, WorldbriefError

log = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
App = Application[Any, Any, Any, Any, Any, Any]


def add_handlers(application: App, desk: Desk) -> None:
    """Teach an application every command, button and text."""
    fresh = filters.UpdateType.MESSAGE  # an edited message asks for nothing again
    mine = filters.ChatType.PRIVATE | _ToUs()
    for name in (*texts.COMMANDS, *operators.COMMANDS):
        application.add_handler(CommandHandler(name, partial(on_command, desk, name), filters=fresh))
    application.add_handler(CallbackQueryHandler(partial(on_press, desk)))
    application.add_handler(MessageHandler(fresh & filters.COMMAND & mine, on_unknown))
    application.add_handler(MessageHandler(fresh & filters.TEXT & ~filters.COMMAND & mine, partial(on_text, desk)))
    application.add_error_handler(on_error)


class _ToUs(filters.MessageFilter):
    """In a group: what names this bot or answers one of its messages."""

    def filter(self, message: Message) -> bool:
        bot: ExtBot[Any] = message.get_bot()  # type: ignore[assignment]
        named = f"@{bot.username}".lower() in (message.text or "").lower()
        replied = message.reply_to_message is not None and message.reply_to_message.from_user == bot.bot
        return named or replied


# ---------------------------------------------------------------------------- read, ask, answer


async def on_command(desk: Desk, name: str, update: Update, context: Context) -> None:
    """A command with what stands behind it."""
    if (place := Place.of(update)) is None:
        return
    if not _offered(desk, ACTIONS[name], place):
        await on_unknown(update, context)
    else:
        await _act(desk, ACTIONS[name], place, " ".join(context.args or ()), bot=context.bot)


async def on_text(desk: Desk, update: Update, context: Context) -> None:
    """Plain text: a country."""
    if (place := Place.of(update)) is not None:
        words = _without_name(update.effective_message, context.bot.username)
        await _act(desk, PLAIN_TEXT, place, words, bot=context.bot)


async def on_press(desk: Desk, update: Update, context: Context) -> None:
    """A button; one that is old or forged is told so."""
    query, place = update.callback_query, Place.of(update)
    asked = keyboards.unpack(query.data or "") if query else None
    action = ACTIONS.get(asked[0]) if asked else None
    if query is None or place is None or asked is None or action is None or not _offered(desk, action, place):
        await at_once(update, texts.STALE_BUTTON)
    elif action.changes and not await admitted(context.bot, place):
        await at_once(update, texts.ADMINS_ONLY)
    else:
        await at_once(update)
        await _give(desk, action, place, asked[1], bot=context.bot)


async def on_unknown(update: Update, context: Context) -> None:
    """A command there isn't."""
    if (place := Place.of(update)) is not None:
        await answer(context.bot, place, (panels.notice(texts.UNKNOWN_COMMAND),))


async def on_error(update: object, context: Context) -> None:
    """The outermost edge of an update: logged with its traceback, and the reader is told in one line."""
    if isinstance(context.error, Forbidden):
        log.info("a reader could not be answered: %s", context.error)
        return
    log.error("an update could not be answered", exc_info=context.error)
    place = Place.of(update) if isinstance(update, Update) else None
    if place is not None:
        sentence = texts.NOT_READ if isinstance(context.error, WorldbriefError) else texts.FAILED
        try:
            await answer(context.bot, place, (panels.notice(sentence),))
        except TelegramError as error:
            log.warning("nor could the reader be told: %s", error)


def _offered(desk: Desk, action: Action, place: Place) -> bool:
    """Whether an action exists for who asks."""
    return not action.operators or place.user in desk.operators


async def _act(desk: Desk, action: Action, place: Place, words: str, *, bot: ExtBot[Any]) -> None:
    if action.changes and not await admitted(bot, place):
        await answer(bot, place, (panels.notice(texts.ADMINS_ONLY),))
    else:
        await _give(desk, action, place.aside(), words, bot=bot)


async def _give(desk: Desk, action: Action, place: Place, words: str, *, bot: ExtBot[Any]) -> None:
    try:
        async with busy(bot, place):
            reply = await action.reply(desk, Asked(chat=place.chat, words=words))
    except StoreError:
        if not action.changes:
            raise
        log.exception("a change could not be saved")
        reply = (panels.notice(texts.NOT_SAVED),)
        place = place.aside()
    await answer(bot, place if action.in_place else place.aside(), reply)


def _without_name(message: Message | None, name: str) -> str:
    text = message.text or "" if message else ""
    return text.replace(f"@{name}", "").strip()
