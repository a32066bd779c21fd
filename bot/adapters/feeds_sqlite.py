"""FeedStore: SQLite, in the archive beside the news."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from bot.adapters.sqlite_file import SqliteFile, micros, moment
from bot.model import FeedMemory, FeedReport, FeedStatus, Validators

REPORT = (
    "outlet, feed, status, attempted, http, items, newest, problem, last_good, failures, failing_since, moved,"
    " other_language"
)

Row = tuple[Any, ...]


class SqliteFeeds:
    """One row a feed's address, one row an outlet."""

    def __init__(self, file: SqliteFile) -> None:
        """Over an archive that is opened, and closed, by whoever owns it."""
        self._file = file

    async def memories(self) -> Mapping[str, FeedMemory]:
        """What was last remembered of every feed, by URL."""

        def work(db: sqlite3.Connection) -> Mapping[str, FeedMemory]:
            rows = db.execute("SELECT url, etag, last_modified, digest, moved, failures, not_before FROM feed")
            return {row[0]: _memory(row) for row in rows}

        return await self._file.run(work)

    async def remember(self, memories: Mapping[str, FeedMemory]) -> None:
        """Remember feeds by URL."""
        rows = [_memory_row(url, each) for url, each in memories.items()]

        def work(db: sqlite3.Connection) -> None:
            db.executemany("INSERT OR REPLACE INTO feed VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

        await self._file.run(work)

    async def reports(self) -> Mapping[str, FeedReport]:
        """The last report of every outlet that was ever attempted, by Outlet.key."""

        def work(db: sqlite3.Connection) -> Mapping[str, FeedReport]:
            return {row[0]: _report(row) for row in db.execute(f"SELECT {REPORT} FROM report")}  # noqa: S608 - constants only

        return await self._file.run(work)

    async def save_reports(self, reports: Collection[FeedReport]) -> None:
        """Remember these, each in place of the one before of its outlet."""
        rows = [_report_row(each) for each in reports]
        mended = [(each.outlet,) for each in reports if each.status is not FeedStatus.FAILED]

        def work(db: sqlite3.Connection) -> None:
            db.executemany(f"INSERT OR REPLACE INTO report ({REPORT}) VALUES (?{', ?' * 12})", rows)  # noqa: S608 - constants only
            db.executemany("DELETE FROM named WHERE outlet = ?", mended)

        await self._file.run(work)

    async def name(self, outlets: Collection[str]) -> frozenset[str]:
        """Those of these outlets that were not named yet; they are from now on."""

        def work(db: sqlite3.Connection) -> frozenset[str]:
            first = [each for each in outlets if _first_time(db, each)]
            return frozenset(first)

        return await self._file.run(work)


def _first_time(db: sqlite3.Connection, outlet: str) -> bool:
    return db.execute("INSERT OR IGNORE INTO named VALUES (?)", (outlet,)).rowcount == 1


def _memory_row(url: str, memory: FeedMemory) -> Row:
    known = memory.validators
    until = _stamp(memory.not_before)
    return url, known.etag, known.last_modified, memory.digest, memory.moved, memory.failures, until


def _memory(row: Row) -> FeedMemory:
    return FeedMemory(
        validators=Validators(etag=row[1], last_modified=row[2]),
        digest=row[3],
        moved=row[4],
        failures=row[5],
        not_before=_moment(row[6]),
    )


def _report_row(report: FeedReport) -> Row:
    return (
        report.outlet,
        report.feed,
        str(report.status),
        micros(report.attempted),
        report.http,
        report.items,
        _stamp(report.newest),
        report.problem,
        _stamp(report.last_good),
        report.failures,
        _stamp(report.failing_since),
        report.moved,
        report.other_language,
    )


def _report(row: Row) -> FeedReport:
    return FeedReport(
        outlet=row[0],
        feed=row[1],
        status=FeedStatus(row[2]),
        attempted=moment(row[3]),
        http=row[4],
        items=row[5],
        newest=_moment(row[6]),
        problem=row[7],
        last_good=_moment(row[8]),
        failures=row[9],
        failing_since=_moment(row[10]),
        moved=row[11],
        other_language=row[12],
    )


def _stamp(value: datetime | None) -> int | None:
    return None if value is None else micros(value)


def _moment(value: int | None) -> datetime | None:
    return None if value is None else moment(value)
