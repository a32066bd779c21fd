"""Updates of different chats at the same time, those of one chat one after the other."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.chat.turns import Turns

WAITING = 10_000
"""Updates taken from Telegram that may be under way or wait for their chat's turn."""

AT_ONCE = 64
"""Updates answered at the same time."""


class OrderedByChat(BaseUpdateProcessor):
    """Answers each chat in the order it wrote, and no chat waits for another's slow answer.

    An update takes one of the places of AT_ONCE only when it is its chat's turn: who sends a hundred messages in a
    row waits for himself alone.
    """

    __slots__ = ("_places", "_turns")

    def __init__(self) -> None:
        super().__init__(WAITING)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turns = Turns()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the coroutine when it is its chat's turn."""
        chat = update.effective_chat if isinstance(update, Update) else None
        try:
            async with self._turns.take(chat.id if chat else None), self._places:
                await coroutine
        finally:
            if inspect.iscoroutine(coroutine):
                coroutine.close()  # it was never awaited where this was cancelled while it waited

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""
