"""The file of what models and services have answered and of what paid ones were given: saves money, may be lost."""

from __future__ import annotations

from pathlib import Path

from bot.adapters.sqlite_file import SqliteFile

MIGRATIONS = (
    """
    CREATE TABLE answer (
        key BLOB PRIMARY KEY,     -- of backend, model, language and text
        text TEXT,                -- NULL: the backend gave none
        by TEXT NOT NULL, verdict TEXT NOT NULL, rough INTEGER NOT NULL,
        made INTEGER NOT NULL,    -- a day of UTC, as its ordinal
        used INTEGER NOT NULL     -- the same
    ) WITHOUT ROWID;
    CREATE INDEX answer_used ON answer (used);
    CREATE TABLE spent (
        backend TEXT NOT NULL, day INTEGER NOT NULL, characters INTEGER NOT NULL,
        PRIMARY KEY (backend, day)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE written (
        key BLOB PRIMARY KEY,     -- of model and articles
        content TEXT NOT NULL,    -- what the model said, unchecked
        made INTEGER NOT NULL     -- a day of UTC, as its ordinal
    ) WITHOUT ROWID;
    """,
)


async def open_translations(path: Path) -> SqliteFile:
    """Open or make the file. Raises StoreError where that is impossible. A damaged file is set aside."""
    return await SqliteFile.open(path, migrations=MIGRATIONS, synchronous="NORMAL")
