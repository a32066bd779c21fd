"""Translator: another one, that costs money and is given so many characters a day and no more."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence

from bot.adapters.sqlite_file import SqliteFile
from bot.adapters.translate_batches import unasked
from bot.errors import StoreError
from bot.model import Translation
from bot.ports import Clock, Translator

log = logging.getLogger(__name__)

SPENT = unasked("today's budget is used up")
"""The answer to what is not asked for."""


class Budgeted:
    """Asks until the characters of the day (of UTC) are used up; they are counted in a file, before they are sent."""

    def __init__(self, translator: Translator, file: SqliteFile, *, clock: Clock, characters: int) -> None:
        self.name = translator.name
        self._translator, self._file, self._clock, self._characters = translator, file, clock, characters

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """The translator's answers to as many texts as today's budget allows, from the first on.

        What was not tried in the end is not counted. Where nothing can be counted nothing is spent.
        """
        day = self._clock.now().date().toordinal()
        try:
            allowed = await self._file.run(lambda db: self._take(db, day, [len(text) for text in texts]))
        except StoreError as error:
            log.error("the budget of %s can't be counted, so it is not asked: %s", self.name, error)  # noqa: TRY400
            allowed = 0
        if not allowed:
            return (SPENT,) * len(texts)
        answers = await self._translator.translate(texts[:allowed], language=language)
        unused = sum(len(text) for text, answer in zip(texts, answers, strict=False) if not answer.by)
        if unused:
            await self._give_back(day, unused)
        return (*answers, *(SPENT,) * (len(texts) - allowed))

    async def left(self) -> int:
        """How many characters may still be sent today. Raises StoreError."""
        day = self._clock.now().date().toordinal()
        return max(0, self._characters - await self._file.run(lambda db: self._spent(db, day)))

    def _take(self, db: sqlite3.Connection, day: int, sizes: Sequence[int]) -> int:
        """How many texts of these sizes there is room for, from the first on; they are counted."""
        spent, count = self._spent(db, day), 0
        for size in sizes:
            if spent + size > self._characters:
                break
            spent, count = spent + size, count + 1
        db.execute("INSERT OR REPLACE INTO spent VALUES (?, ?, ?)", (self.name, day, spent))
        db.execute("DELETE FROM spent WHERE day < ?", (day - 31,))
        return count

    def _spent(self, db: sqlite3.Connection, day: int) -> int:
        row = db.execute("SELECT characters FROM spent WHERE backend = ? AND day = ?", (self.name, day)).fetchone()
        return row[0] if row else 0

    async def _give_back(self, day: int, characters: int) -> None:
        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE spent SET characters = max(0, characters - ?) WHERE backend = ? AND day = ?",
                (characters, self.name, day),
            )

        try:
            await self._file.run(work)
        except StoreError as error:
            log.error("the budget of %s can't be corrected: %s", self.name, error)  # noqa: TRY400
