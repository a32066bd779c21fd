"""Ledger: SQLite, durable at every step.

A damaged file is set aside and a new ledger begun, because a bot that does not start delivers nothing to anybody;
in the worst case the digest of one local date is planned a second time. The warning in the log names the file.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bot.adapters.sqlite_file import SqliteFile, micros, moment
from bot.model import LOST, NOT_BEHIND, SETTLED, Delivery, DeliveryState
from bot.ports import ChatDate

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
    """
    CREATE TABLE last (
        chat INTEGER PRIMARY KEY,
        date TEXT NOT NULL          -- that was planned last
    );
    INSERT INTO last SELECT chat, max(date) FROM delivery GROUP BY chat;
    UPDATE delivery SET content = '' WHERE state NOT IN ('planned', 'sending');
    """,
)

FIELDS = "chat, date, part, content, state, due, not_before, problem"

SETTLE = f"""
    UPDATE delivery SET state = 'failed', content = '', problem = '{NOT_BEHIND}'
    WHERE state = 'planned' AND EXISTS (
        SELECT 1 FROM delivery AS earlier
        WHERE earlier.chat = delivery.chat AND earlier.date = delivery.date AND earlier.part < delivery.part
            AND earlier.state IN ('unknown', 'failed', 'expired'))
"""  # noqa: S608 - constants only
"""A digest does not go on behind a part that did not get through."""

PENDING = """
    SELECT chat, date FROM delivery
    WHERE state = 'planned' AND (not_before IS NULL OR not_before <= ?) AND NOT EXISTS (
        SELECT 1 FROM delivery AS earlier
        WHERE earlier.chat = delivery.chat AND earlier.date = delivery.date AND earlier.part < delivery.part
            AND earlier.state <> 'sent')
    ORDER BY due, chat
"""

COPY = """
    INSERT INTO delivery SELECT :new, date, part, content, state, due, not_before, problem FROM delivery
    WHERE chat = :old AND date NOT IN (SELECT date FROM delivery WHERE chat = :new)
"""

Row = tuple[Any, ...]


class SqliteLedger:
    """One row a part, keyed by chat, local date and part; and one a chat, with the date that was planned last."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    @classmethod
    async def open(cls, path: Path) -> SqliteLedger:
        """Open or make the ledger. Raises StoreError where that is impossible."""
        return cls(await SqliteFile.open(path, migrations=MIGRATIONS, synchronous="FULL"))

    async def close(self) -> None:
        """Finish what is being written and let go of the file."""
        await self._file.close()

    async def plan(self, parts: Sequence[Delivery]) -> tuple[ChatDate, ...]:
        """Write the parts of digests as planned, in one transaction; the digests that were written: new ones only."""
        digests: defaultdict[ChatDate, list[Row]] = defaultdict(list)
        for part in parts:
            digests[part.chat, part.date].append(_row(part))
        return await self._file.run(
            lambda db: tuple((chat, day) for (chat, day), rows in digests.items() if _plan(db, chat, day, rows))
        )

    async def mark(self, delivery: Delivery) -> bool:
        """Write the new state, not_before and problem of a part; whether it was written."""
        return await self._file.run(partial(_mark, delivery=delivery))

    async def pending(self, *, now: datetime) -> tuple[ChatDate, ...]:
        """The digests whose next part may be sent now, longest due first."""
        return await self._file.run(
            lambda db: tuple((chat, date.fromisoformat(day)) for chat, day in db.execute(PENDING, (micros(now),)))
        )

    async def parts(self, chat: int, day: date) -> tuple[Delivery, ...]:
        """The parts of a digest in their order."""
        return await self._read("WHERE chat = ? AND date = ? ORDER BY part", chat, day.isoformat())

    async def last_dates(self) -> Mapping[int, date]:
        """The local date that was planned last, of every chat that has any part."""
        return await self._file.run(
            lambda db: {chat: date.fromisoformat(day) for chat, day in db.execute("SELECT chat, date FROM last")}
        )

    async def latest(self, chat: int) -> tuple[Delivery, ...]:
        """The parts of the date that was planned last, in their order."""
        return await self._read(
            "WHERE chat = ? AND date = (SELECT date FROM last WHERE chat = ?) ORDER BY part", chat, chat
        )

    async def recover(self) -> int:
        """What stood at `sending` becomes `unknown`; how many parts."""

        def work(db: sqlite3.Connection) -> int:
            unknown = db.execute("UPDATE delivery SET state = 'unknown', content = '' WHERE state = 'sending'").rowcount
            db.execute(SETTLE)
            return unknown

        return await self._file.run(work)

    async def copy(self, old: int, new: int) -> None:
        """Write all parts of a chat under its new id too; what that has already stays."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(COPY, {"old": old, "new": new})
            [day] = db.execute("SELECT max(date) FROM last WHERE chat IN (?, ?)", (old, new)).fetchone()
            if day is not None:
                db.execute("INSERT OR REPLACE INTO last VALUES (?, ?)", (new, day))

        await self._file.run(work)

    async def forget(self, chat: int) -> bool:
        """Erase every trace of a chat, from the write-ahead log too; whether there was any.

        A damaged ledger that was set aside can't be searched, so it goes as a whole.
        """

        def work(db: sqlite3.Connection) -> bool:
            parts = db.execute("DELETE FROM delivery WHERE chat = ?", (chat,)).rowcount
            return db.execute("DELETE FROM last WHERE chat = ?", (chat,)).rowcount + parts > 0

        existed = await self._file.run(work)
        await self._file.checkpoint()
        await self._file.erase_damaged()
        return existed

    async def prune(self, *, before: date) -> int:
        """Delete parts of dates before `before`; how many went."""
        day = before.isoformat()

        def work(db: sqlite3.Connection) -> int:
            gone = db.execute("DELETE FROM delivery WHERE date < ?", (day,)).rowcount
            parts = "SELECT 1 FROM delivery WHERE delivery.chat = last.chat"
            db.execute(f"DELETE FROM last WHERE date < ? AND NOT EXISTS ({parts})", (day,))  # noqa: S608 - constants only
            return gone

        return await self._file.run(work)

    async def _read(self, where: str, *values: object) -> tuple[Delivery, ...]:
        def work(db: sqlite3.Connection) -> tuple[Delivery, ...]:
            return tuple(map(_delivery, db.execute(f"SELECT {FIELDS} FROM delivery {where}", values)))  # noqa: S608 - `where` is a constant of this file

        return await self._file.run(work)


def _plan(db: sqlite3.Connection, chat: int, day: date, rows: Sequence[Row]) -> bool:
    """Whether the digest is new, and now written."""
    if db.execute("SELECT 1 FROM delivery WHERE chat = ? AND date = ?", (chat, day.isoformat())).fetchone():
        return False
    db.executemany(f"INSERT INTO delivery ({FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - constants only
    db.execute("INSERT OR REPLACE INTO last VALUES (?, ?)", (chat, day.isoformat()))
    return True


def _mark(db: sqlite3.Connection, delivery: Delivery) -> bool:
    part = (delivery.chat, delivery.date.isoformat(), delivery.part)
    state, not_before = str(delivery.state), None if delivery.not_before is None else micros(delivery.not_before)
    found = db.execute(
        "UPDATE delivery SET state = ?, not_before = ?, problem = ? WHERE chat = ? AND date = ? AND part = ?"
        " AND (state = 'planned' OR ? <> 'sending')",
        (state, not_before, delivery.problem, *part, state),
    )
    if found.rowcount and delivery.state in SETTLED:
        db.execute("UPDATE delivery SET content = '' WHERE chat = ? AND date = ? AND part = ?", part)
    if delivery.state in LOST:
        db.execute(f"{SETTLE} AND chat = ? AND date = ?", part[:2])
    return found.rowcount > 0


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
