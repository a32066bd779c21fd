"""Ledger: SQLite, durable at every step.

A damaged file is set aside and a new ledger begun, because a bot that does not start delivers nothing to anybody;
in the worst case the digest of one local date is planned a second time. The warning in the log names the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bot.adapters.sqlite_file import SqliteFile, micros, moment
from bot.model import Delivery, DeliveryState

MIGRATIONS = (
    """
    CREATE TABLE delivery (
        chat INTEGER NOT NULL,
        date TEXT NOT NULL,         -- the subscriber's local date, ISO
        part INTEGER NOT NULL,
        content TEXT NOT NULL,
        state TEXT NOT NULL,
        due INTEGER NOT NULL,       -- microseconds since 1970, as not_before
        not_before INTEGER,
        problem TEXT,
        PRIMARY KEY (chat, date, part)
    ) WITHOUT ROWID;
    CREATE INDEX delivery_open ON delivery (state, due) WHERE state IN ('planned', 'sending');
    CREATE INDEX delivery_date ON delivery (date);
    """,
)

FIELDS = "chat, date, part, content, state, due, not_before, problem"

Row = tuple[Any, ...]


class SqliteLedger:
    """One row a part, keyed by chat, local date and part."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    @classmethod
    async def open(cls, path: Path) -> SqliteLedger:
        """Open or make the ledger. Raises StoreError where that is impossible."""
        return cls(await SqliteFile.open(path, migrations=MIGRATIONS, synchronous="FULL"))

    async def close(self) -> None:
        """Finish what is being written and let go of the file."""
        await self._file.close()

    async def plan(self, parts: Sequence[Delivery]) -> bool:
        """Write the parts of one digest as planned; False where this chat has any of this date already."""
        if not parts:
            return False
        chat, day = parts[0].chat, parts[0].date.isoformat()

        def work(db: sqlite3.Connection) -> bool:
            if db.execute("SELECT 1 FROM delivery WHERE chat = ? AND date = ?", (chat, day)).fetchone():
                return False
            db.executemany(f"INSERT INTO delivery ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", map(_row, parts))  # noqa: S608 - constants only
            return True

        return await self._file.run(work)

    async def mark(self, delivery: Delivery) -> None:
        """Write the new state, not_before and problem of a part."""
        values = (
            str(delivery.state),
            None if delivery.not_before is None else micros(delivery.not_before),
            delivery.problem,
            delivery.chat,
            delivery.date.isoformat(),
            delivery.part,
        )
        await self._file.run(
            lambda db: db.execute(
                "UPDATE delivery SET state = ?, not_before = ?, problem = ? WHERE chat = ? AND date = ? AND part = ?",
                values,
            )
        )

    async def pending(self, *, now: datetime) -> tuple[Delivery, ...]:
        """The planned parts that may be sent now, longest due first."""
        return await self._read(
            "WHERE state = 'planned' AND (not_before IS NULL OR not_before <= ?) ORDER BY due, chat, part",
            micros(now),
        )

    async def last_dates(self) -> Mapping[int, date]:
        """The latest local date with any part, of every chat that has one."""

        def work(db: sqlite3.Connection) -> Mapping[int, date]:
            rows = db.execute("SELECT chat, max(date) FROM delivery GROUP BY chat")
            return {chat: date.fromisoformat(day) for chat, day in rows}

        return await self._file.run(work)

    async def latest(self, chat: int) -> tuple[Delivery, ...]:
        """The parts of the latest date of a chat, in their order."""
        return await self._read(
            "WHERE chat = ? AND date = (SELECT max(date) FROM delivery WHERE chat = ?) ORDER BY part", chat, chat
        )

    async def recover(self) -> int:
        """What stood at `sending` becomes `unknown`; how many parts."""

        def work(db: sqlite3.Connection) -> int:
            return db.execute("UPDATE delivery SET state = 'unknown' WHERE state = 'sending'").rowcount

        return await self._file.run(work)

    async def forget(self, chat: int) -> None:
        """Erase every trace of a chat, from the write-ahead log too."""
        await self._file.run(lambda db: db.execute("DELETE FROM delivery WHERE chat = ?", (chat,)))
        await self._file.checkpoint()

    async def prune(self, *, before: date) -> int:
        """Delete parts of dates before `before`; how many went."""

        def work(db: sqlite3.Connection) -> int:
            return db.execute("DELETE FROM delivery WHERE date < ?", (before.isoformat(),)).rowcount

        return await self._file.run(work)

    async def _read(self, where: str, *values: object) -> tuple[Delivery, ...]:
        def work(db: sqlite3.Connection) -> tuple[Delivery, ...]:
            return tuple(map(_delivery, db.execute(f"SELECT {FIELDS} FROM delivery {where}", values)))  # noqa: S608 - `where` is a constant of this file

        return await self._file.run(work)


def _row(delivery: Delivery) -> Row:
    return (
        delivery.chat,
        delivery.date.isoformat(),
        delivery.part,
        delivery.content,
        str(delivery.state),
        micros(delivery.due),
        None if delivery.not_before is None else micros(delivery.not_before),
        delivery.problem,
    )


def _delivery(row: Row) -> Delivery:
    chat, day, part, content, state, due, not_before, problem = row
    return Delivery(
        chat=chat,
        date=date.fromisoformat(day),
        part=part,
        content=content,
        state=DeliveryState(state),
        due=moment(due),
        not_before=None if not_before is None else moment(not_before),
        problem=problem,
    )
