"""Updates of different chats at the same time, those of one chat one after the other, and no more than we can hold."""

from __future__ import annotations

import asyncio
import inspect
import logging
from collections.abc import Awaitable
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.chat.answering import at_once
from bot.chat.texts import en as texts
from bot.chat.turns import Turns

log = logging.getLogger(__name__)

AT_ONCE = 64
"""Updates answered at the same time."""

OF_ONE_CHAT = 30
"""Updates of one chat that may be under way or wait: more than anybody types while an answer is made. What comes
beyond is dropped: whoever sends so much waits for none of it."""

WAITING = 1_000
"""Updates that may be under way or wait, before no more are taken from Telegram. It keeps them for a day."""

CEILING = 100 * WAITING
"""A number that the library wants to have; `room` keeps us far below it."""


class OrderedByChat(BaseUpdateProcessor):
    """Answers each chat in the order it wrote, and no chat waits for another's slow answer.

    An update takes one of the places of AT_ONCE only when it is its chat's turn: who sends a hundred messages in a
    row waits for himself alone.
    """

    __slots__ = ("_gone", "_places", "_room", "_turns", "_under_way", "unfinished")

    def __init__(self) -> None:
        super().__init__(CEILING)
        self._places = asyncio.Semaphore(AT_ONCE)
        self._turns = Turns()
        self._under_way: set[asyncio.Task[Any]] = set()
        self.unfinished: set[int] = set()  # numbers of updates that were taken from Telegram and not answered yet
        self._room = asyncio.Event()
        self._gone = False

    async def room(self) -> None:
        """Wait until there is room for more updates; those just taken may stand in the application's queue yet."""
        while len(self._under_way) >= WAITING:
            self._room.clear()
            await self._room.wait()

    def disperse(self) -> None:
        """End everything that is under way or waits, and take nothing more."""
        self._gone = True
        for each in self._under_way:
            each.cancel()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the coroutine when it is its chat's turn."""
        chat = update.effective_chat if isinstance(update, Update) else None
        key = chat.id if chat else None
        try:
            if not self._gone:
                if self._too_many(key):
                    await _dropped(update)
                else:
                    await self._in_turn(key, coroutine)
        finally:
            if isinstance(update, Update) and not self._gone:
                self.unfinished.discard(update.update_id)
            if inspect.iscoroutine(coroutine):
                coroutine.close()  # it was never awaited where this was cancelled while it waited

    def _too_many(self, key: int | None) -> bool:
        crowded = self._turns.wanted(key) >= OF_ONE_CHAT
        if crowded:
            log.info("an update was dropped: %d of its chat are waiting", OF_ONE_CHAT)
        return crowded

    async def _in_turn(self, key: int | None, coroutine: Awaitable[Any]) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
        try:
            async with self._turns.take(key), self._places:
                await coroutine
        finally:
            if task is not None:
                self._under_way.discard(task)
            self._room.set()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""


async def _dropped(update: object) -> None:
    """A button whose press is dropped must not go on spinning."""
    if isinstance(update, Update):
        await at_once(update, texts.TOO_MUCH)
