"""A digest that may not have arrived is offered at the reader's next contact, once."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from bot.chat import panels
from bot.chat.desk import Asked, Desk, Reply
from bot.errors import StoreError

log = logging.getLogger(__name__)

Answer = Callable[[Desk, Asked], Awaitable[Reply]]


def then_lost(reply: Answer) -> Answer:
    """An answer with the offer behind it, where there is one to make; none behind an answer that says nothing."""

    async def both(desk: Desk, asked: Asked) -> Reply:
        shown = await reply(desk, asked)
        return (*shown, *await offer(desk, asked.chat)) if shown else ()

    return both


async def offer(desk: Desk, chat: int) -> Reply:
    """The offer, if none was made of this digest since the start; nothing where the ledger can't be read."""
    try:
        missed = await desk.subscriptions.missed(chat)
    except StoreError:
        log.exception("a reader could not be told of a lost digest")
        return ()
    if missed is None or (chat, missed) in desk.offered:
        return ()
    desk.offered.add((chat, missed))
    return (panels.missed(missed),)
