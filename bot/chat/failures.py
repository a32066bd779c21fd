"""What python-telegram-bot raises when a message does not get through, in our own words. Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus

import httpx
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, TelegramError, TimedOut

from bot.errors import ChatGone, ChatMoved, SendError, SendLater, SendRefused, SendUnknown

SOON, LATER = timedelta(seconds=30), timedelta(minutes=5)
"""When to try again where Telegram names no time: after a lost connection, and after a token it does not know."""

NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
"""The failures of the library's own HTTP client that come before a request leaves."""

GONE = ("chat not found", "chat was deactivated", "user is deactivated", "peer_id_invalid", "channel_private")
"""What a 400 says of a chat that can't be written to any more (Bot API server, `Client.cpp` and the live service)."""

UNANSWERED = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})
"""What a gateway says that passed the request on and got no answer (RFC 9110 §15.6): the message may have arrived."""


def named(error: TelegramError) -> SendError:
    """The error that the port Messenger promises. RetryAfter is not for here: the pacer must know of it too."""
    match error:
        case Forbidden():  # a proxy's 403 has no words of Telegram's, and says nothing about the chat
            return (ChatGone if error.message.startswith("Forbidden: ") else SendRefused)(error.message)
        case ChatMigrated():
            return ChatMoved(error.message, chat=error.new_chat_id)
        case InvalidToken():
            return SendLater(error.message, wait=LATER)
        case BadRequest():  # before NetworkError, which it is one of
            gone = any(each in error.message.lower() for each in GONE)
            return (ChatGone if gone else SendRefused)(error.message)
        case NetworkError():
            return _network(error)
        case _:
            return SendUnknown(error.message)


def _network(error: NetworkError) -> SendError:
    """A connection that failed before the request left, one that broke after it, or an answer with another status."""
    cause = error.__cause__
    if isinstance(cause, NEVER_LEFT):
        return SendLater(error.message, wait=SOON)
    status = None if isinstance(error, TimedOut) or isinstance(cause, httpx.HTTPError) else _status(error.message)
    if status is None or status in UNANSWERED:
        return SendUnknown(error.message)
    later = status >= 500 or status == HTTPStatus.TOO_MANY_REQUESTS  # the latter without saying how long
    return SendLater(error.message, wait=SOON) if later else SendRefused(error.message)


def _status(message: str) -> int | None:
    """The HTTP status of an answer, which the library keeps in its words alone.

    `Bad Gateway (502)` where the body was no JSON or had no description; else Telegram's description, which begins
    with the status in words. None for anything else.
    """
    if found := re.search(r"\((\d{3})\)", message):
        return int(found[1])
    return next((each.value for each in HTTPStatus if message.lower().startswith(each.phrase.lower())), None)
