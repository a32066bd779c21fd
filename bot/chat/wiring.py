"""An Application of python-telegram-bot that is this bot: made, taught, announced."""

from __future__ import annotations

from typing import Any

from telegram import Bot, BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest, HTTPXRequest

from bot.chat.answering import Answers
from bot.chat.commands import App, add_handlers
from bot.chat.desk import Desk
from bot.chat.ordering import OrderedByChat
from bot.chat.pacing import Pacer
from bot.chat.texts import en as texts
from bot.errors import ConfigError, WorldbriefError

ANSWER, CONNECT = 20.0, 10.0
"""Seconds for Telegram to answer, and to be reached."""

CONNECTIONS = 256
"""Requests at the same time: more than chats that are answered or written to at once."""


NOT_KNOWN = "TELEGRAM_BOT_TOKEN: Telegram does not know this token; get one from @BotFather"


def polling(*, token: str, api_url: str) -> App:
    """An application that polls the Bot API server at `api_url` (`https://api.telegram.org`)."""
    server = api_url.rstrip("/")
    builder = _ordered(token).base_url(f"{server}/bot").base_file_url(f"{server}/file/bot")
    # A request of its own for polling, as the library does: it must not take a connection from the answers.
    return builder.request(_http(CONNECTIONS)).get_updates_request(_http(1)).build()


def in_process(request: BaseRequest) -> App:
    """An application that talks to a Bot API in this process (local.py), and is given its updates."""
    return _ordered("0:local").request(request).get_updates_request(request).build()


def register(application: App, desk: Desk, pacer: Pacer) -> Answers:
    """Teach an application everything that this bot answers, at a pace; what gives its answers."""
    answers = Answers(bot=application.bot, pacer=pacer)
    add_handlers(application, desk, answers)
    return answers


async def announce(bot: Bot) -> bool:
    """Tell Telegram the menu of commands if it shows another one; whether it did."""
    wanted = tuple(BotCommand(name, does) for name, does in texts.COMMANDS.items())
    return await bot.get_my_commands() != wanted and await bot.set_my_commands(wanted)


async def whoami(token: str, *, api_url: str) -> str:
    """The user name that belongs to a token. Raises ConfigError for a wrong one, WorldbriefError out of reach."""
    try:
        async with Bot(token, base_url=f"{api_url.rstrip('/')}/bot") as bot:
            return bot.username
    except InvalidToken as error:
        raise ConfigError(NOT_KNOWN) from error
    except TelegramError as error:
        raise WorldbriefError(f"Telegram can't be reached: {error.message}") from error


def _ordered(token: str) -> ApplicationBuilder[Any, Any, Any, Any, Any, Any]:
    # No updater: polling.py asks for the updates.
    return ApplicationBuilder().token(token).concurrent_updates(OrderedByChat()).job_queue(None).updater(None)


def _http(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections, read_timeout=ANSWER, connect_timeout=CONNECT, pool_timeout=CONNECT
    )
