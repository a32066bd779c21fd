"""Characters a day (of UTC) that a paid service is given and no more; counted in a file, before they are sent."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence

from bot.adapters.sqlite_file import SqliteFile
from bot.errors import StoreError
from bot.ports import Clock

log = logging.getLogger(__name__)

KEPT = 31
"""Days for which is known what was spent."""


class Budget:
    """What one service may be sent today."""

    def __init__(self, name: str, file: SqliteFile, *, clock: Clock, characters: int) -> None:
        self._name, self._file, self._clock, self._characters = name, file, clock, characters

    async def take(self, sizes: Sequence[int]) -> int:
        """How many texts of these sizes there is room for, from the first on; they are counted.

        Where nothing can be counted nothing may be spent.
        """
        day = self._day()
        try:
            return await self._file.run(lambda db: self._take(db, day, sizes))
        except StoreError as error:
            log.error("the budget of %s can't be counted, so it is not asked: %s", self._name, error)  # noqa: TRY400
            return 0

    async def give_back(self, characters: int) -> None:
        """Characters that were not sent in the end."""
        day = self._day()

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "UPDATE spent SET characters = max(0, characters - ?) WHERE backend = ? AND day = ?",
                (characters, self._name, day),
            )

        try:
            await self._file.run(work)
        except StoreError as error:
            log.error("the budget of %s can't be corrected: %s", self._name, error)  # noqa: TRY400

    async def left(self) -> int:
        """How many characters may still be sent today. Raises StoreError."""
        day = self._day()
        return max(0, self._characters - await self._file.run(lambda db: self._spent(db, day)))

    def _day(self) -> int:
        return self._clock.now().date().toordinal()

    def _take(self, db: sqlite3.Connection, day: int, sizes: Sequence[int]) -> int:
        spent, count = self._spent(db, day), 0
        for size in sizes:
            if spent + size > self._characters:
                break
            spent, count = spent + size, count + 1
        db.execute("INSERT OR REPLACE INTO spent VALUES (?, ?, ?)", (self._name, day, spent))
        db.execute("DELETE FROM spent WHERE day < ?", (day - KEPT,))
        return count

    def _spent(self, db: sqlite3.Connection, day: int) -> int:
        row = db.execute("SELECT characters FROM spent WHERE backend = ? AND day = ?", (self._name, day)).fetchone()
        return row[0] if row else 0
