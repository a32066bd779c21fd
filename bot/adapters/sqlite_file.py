"""A SQLite database of ours: one file, one thread, one transaction at a time."""

from __future__ import annotations

import asyncio
import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

from bot.errors import StoreError

log = logging.getLogger(__name__)

T = TypeVar("T")

BUSY = 10.0
"""Seconds to wait for another process (a command beside the service) to finish its transaction."""

DAMAGED = ".damaged-"
"""Begins what is added to the name of a file that was set aside."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

AT_ONCE = 500
"""Parameters in one statement; SQLite's oldest limit is 999."""

Row = tuple[Any, ...]

Synchronous = Literal["FULL", "NORMAL"]  # FULL: a commit survives a power cut; NORMAL: it survives a crash


class SqliteFile:
    """Runs functions over one connection in a thread of its own, so that the event loop never waits for the disk."""

    def __init__(self, path: Path, connection: sqlite3.Connection, thread: ThreadPoolExecutor) -> None:
        self._path, self._connection, self._thread = path, connection, thread
        self._closed = False

    @classmethod
    async def open(cls, path: Path, *, migrations: Sequence[str], synchronous: Synchronous) -> SqliteFile:
        """Open or make a database and bring it to the newest form: `migrations[n]` leads from version n to n+1.

        A damaged file is set aside under a name that says so, and a new one is made: the caller says in its
        docstring what that means. Raises StoreError for a file of a newer version or one that can't be opened.
        """
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=path.stem)
        loop = asyncio.get_running_loop()
        try:
            connection = await loop.run_in_executor(thread, _opened, path, migrations, synchronous)
        except BaseException:
            thread.shutdown(wait=False)
            raise
        return cls(path, connection, thread)

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """`work(connection)` in one transaction: all of it is durable when this returns, or none of it.

        Raises StoreError where the database refuses (disk full, damage, closed).
        """
        if self._closed:
            raise StoreError(f"{self._path} is closed")
        # Shielded: a caller that is cancelled must not leave the connection in the middle of a transaction.
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, self._transact, work))

    def _transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            with self._connection:
                self._connection.execute("BEGIN IMMEDIATE")
                return work(self._connection)
        except sqlite3.Error as error:
            raise self._fault(error) from error

    def _fault(self, error: sqlite3.Error) -> StoreError:
        return StoreError(f"{self._path}: {error}; is the disk full or the folder read-only?")

    async def checkpoint(self) -> None:
        """Move everything from the write-ahead log into the file and empty the log. Raises StoreError."""
        if self._closed:
            raise StoreError(f"{self._path} is closed")
        await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, self._checkpoint))

    def _checkpoint(self) -> None:
        try:
            # Read to its end here: a statement left open would stand in the way of the next commit.
            [(busy, *_pages)] = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.Error as error:
            raise self._fault(error) from error
        if busy:
            raise StoreError(f"{self._path} is being read by another process, so its log could not be emptied")

    async def erase_damaged(self) -> None:
        """Delete every damaged file that was set aside when this one was begun. Raises StoreError."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._erase_damaged)

    def _erase_damaged(self) -> None:
        try:
            for path in self._path.parent.glob(f"{self._path.stem}{DAMAGED}*"):
                path.unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(f"{error.filename} can't be deleted: {error.strerror}") from error

    async def close(self) -> None:
        """Finish what is being written and let go of the file. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        await asyncio.get_running_loop().run_in_executor(self._thread, self._connection.close)
        self._thread.shutdown()


def among(db: sqlite3.Connection, select: str, values: Iterable[str | bytes], *before: object) -> Iterator[Row]:
    """The rows of `select … IN (values)`, a bounded number of values a statement; `before` are its other parameters."""
    wanted = list(values)
    for start in range(0, len(wanted), AT_ONCE):
        chunk = wanted[start : start + AT_ONCE]
        yield from db.execute(f"{select} ({', '.join('?' * len(chunk))})", (*before, *chunk))


def micros(moment: datetime) -> int:
    """A moment as whole microseconds since 1970, exactly."""
    return (moment - EPOCH) // MICROSECOND


def moment(micros: int) -> datetime:
    """Microseconds since 1970 as a moment in UTC."""
    return EPOCH + micros * MICROSECOND


def _opened(path: Path, migrations: Sequence[str], synchronous: Synchronous) -> sqlite3.Connection:
    try:
        return _migrated(path, migrations, synchronous)
    except sqlite3.DatabaseError as error:
        if type(error) is not sqlite3.DatabaseError:  # can't be opened, locked, disk full, our own fault: no damage
            raise StoreError(f"{path}: {error}; check the folder's rights and that no other process uses it") from error
        aside = _set_aside(path)
        log.warning("%s is damaged (%s): it was set aside as %s, and a new one is begun", path, error, aside.name)
        return _migrated(path, migrations, synchronous)


def _migrated(path: Path, migrations: Sequence[str], synchronous: Synchronous) -> sqlite3.Connection:
    with suppress(OSError):  # the ledger has chat ids, and what waits to be sent: nobody else's business
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=BUSY, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # what a reader asked us to forget is overwritten
        _check(connection)
        version = _version(connection, path, newest=len(migrations))
        for number, script in enumerate(migrations[version:], version + 1):
            connection.executescript(f"BEGIN;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
    except BaseException:
        connection.close()
        raise
    return connection


def _version(connection: sqlite3.Connection, path: Path, *, newest: int) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > newest:
        raise StoreError(f"{path} was written by a newer version of this program; upgrade, or move the file away")
    return version


def _check(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.DatabaseError for a damaged file."""
    with closing(connection.execute("PRAGMA quick_check(1)")) as answer:
        found = answer.fetchone()[0]
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def _set_aside(path: Path) -> Path:
    """Move a database and its side files out of the way; the name carries the time of its last change."""
    stamp = datetime.fromtimestamp(path.stat().st_mtime, UTC).strftime("%Y%m%dT%H%M%S%f")
    aside = path.with_name(f"{path.stem}{DAMAGED}{stamp}{path.suffix}")
    for side in ("", "-wal", "-shm"):
        if (file := path.with_name(path.name + side)).exists():
            file.rename(aside.with_name(aside.name + side))
    return aside
