"""NewsStore: SQLite. A damaged file is set aside and begun anew: the feeds bring the news again."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.adapters.sqlite_file import SqliteFile, micros, moment
from bot.model import Article, Brief, FeedReport, FeedStatus, Sentence, Story, Take, Validators

MIGRATIONS = (
    """
    CREATE TABLE story (
        id TEXT PRIMARY KEY,
        newest INTEGER NOT NULL,  -- publication of its newest article, as all times in microseconds since 1970
        brief TEXT NOT NULL,      -- JSON
        takes TEXT NOT NULL       -- JSON
    ) WITHOUT ROWID;
    CREATE INDEX story_newest ON story (newest);
    CREATE TABLE article (
        id TEXT PRIMARY KEY,
        story TEXT NOT NULL REFERENCES story (id) ON DELETE CASCADE,
        outlet TEXT NOT NULL, country TEXT NOT NULL, language TEXT NOT NULL,
        title TEXT NOT NULL, title_original TEXT NOT NULL, summary TEXT NOT NULL, summary_original TEXT NOT NULL,
        url TEXT NOT NULL, published INTEGER NOT NULL, first_seen INTEGER NOT NULL, state_run INTEGER NOT NULL,
        image TEXT, translated_by TEXT, position INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX article_story ON article (story);
    CREATE INDEX article_country ON article (country, published, story);
    CREATE TABLE alias (gone TEXT PRIMARY KEY, living TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX alias_living ON alias (living);
    CREATE TABLE report (
        outlet TEXT PRIMARY KEY, feed TEXT NOT NULL, status TEXT NOT NULL, attempted INTEGER NOT NULL,
        http INTEGER, items INTEGER NOT NULL, newest INTEGER, problem TEXT, last_good INTEGER
    ) WITHOUT ROWID;
    CREATE TABLE validators (url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT) WITHOUT ROWID;
    """,
)

ARTICLE = (
    "id, outlet, country, language, title, title_original, summary, summary_original, url, published, first_seen,"
    " state_run, image, translated_by, position"
)

AT_ONCE = 500
"""Parameters in one statement; SQLite's oldest limit is 999."""

Row = tuple[Any, ...]


class SqliteNews:
    """Stories with their articles, indexed by time and by country, and what we know of feeds."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    @classmethod
    async def open(cls, path: Path) -> SqliteNews:
        """Open or make the archive. Raises StoreError where that is impossible."""
        # NORMAL: after a power cut the last articles may be missing, and their validators with them.
        return cls(await SqliteFile.open(path, migrations=MIGRATIONS, synchronous="NORMAL"))

    async def close(self) -> None:
        """Finish what is being written and let go of the file."""
        await self._file.close()

    # ------------------------------------------------------------------ stories

    async def known(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these article ids are stored."""

        def work(db: sqlite3.Connection) -> frozenset[str]:
            return frozenset(row[0] for row in _among(db, "SELECT id FROM article WHERE id IN", ids))

        return await self._file.run(work)

    async def save(self, stories: Collection[Story], *, aliases: Mapping[str, str] | None = None) -> None:
        """Store stories with their articles; an article that was in another story leaves it."""

        def work(db: sqlite3.Connection) -> None:
            former = _stories_of(db, [article.id for story in stories for article in story.articles])
            for story in stories:
                _save(db, story)
            _shrink(db, former - {story.id for story in stories})
            for gone, living in (aliases or {}).items():
                db.execute("DELETE FROM story WHERE id = ?", (gone,))
                db.execute("UPDATE alias SET living = ? WHERE living = ?", (living, gone))
                db.execute("INSERT OR REPLACE INTO alias VALUES (?, ?)", (gone, living))

        await self._file.run(work)

    async def stories(self, *, since: datetime, country: str | None = None) -> tuple[Story, ...]:
        """Whole stories whose newest article was published at or after `since`, newest first."""

        def work(db: sqlite3.Connection) -> tuple[Story, ...]:
            rows = db.execute(
                "SELECT id, brief, takes FROM story WHERE newest >= ? AND"
                " (? IS NULL OR id IN (SELECT story FROM article WHERE country = ?)) ORDER BY newest DESC, id",
                (micros(since), country, country),
            ).fetchall()
            return _whole(db, rows)

        return await self._file.run(work)

    async def story(self, story_id: str) -> Story | None:
        """One story by its id or by an alias."""

        def work(db: sqlite3.Connection) -> Story | None:
            living = db.execute("SELECT living FROM alias WHERE gone = ?", (story_id,)).fetchone()
            wanted = living[0] if living else story_id
            found = _whole(db, db.execute("SELECT id, brief, takes FROM story WHERE id = ?", (wanted,)).fetchall())
            return found[0] if found else None

        return await self._file.run(work)

    async def newest(self) -> Mapping[str, datetime]:
        """Publication of the newest stored article of each country."""

        def work(db: sqlite3.Connection) -> Mapping[str, datetime]:
            rows = db.execute("SELECT country, max(published) FROM article GROUP BY country")
            return {country: moment(published) for country, published in rows}

        return await self._file.run(work)

    async def prune(self, *, before: datetime) -> int:
        """Delete stories whose newest article was published before `before`, and aliases that lead nowhere."""

        def work(db: sqlite3.Connection) -> int:
            gone = db.execute("DELETE FROM story WHERE newest < ?", (micros(before),)).rowcount
            db.execute("DELETE FROM alias WHERE living NOT IN (SELECT id FROM story)")
            return gone

        return await self._file.run(work)

    # ------------------------------------------------------------------ feeds

    async def validators(self) -> Mapping[str, Validators]:
        """The validators last saved, by URL."""

        def work(db: sqlite3.Connection) -> Mapping[str, Validators]:
            rows = db.execute("SELECT url, etag, last_modified FROM validators")
            return {url: Validators(etag=etag, last_modified=modified) for url, etag, modified in rows}

        return await self._file.run(work)

    async def save_validators(self, validators: Mapping[str, Validators]) -> None:
        """Remember validators by URL."""
        rows = [(url, each.etag, each.last_modified) for url, each in validators.items()]
        await self._file.run(lambda db: db.executemany("INSERT OR REPLACE INTO validators VALUES (?, ?, ?)", rows))

    async def reports(self) -> Mapping[str, FeedReport]:
        """The last report of every outlet that was ever attempted, by Outlet.key."""

        def work(db: sqlite3.Connection) -> Mapping[str, FeedReport]:
            return {row[0]: _report(row) for row in db.execute("SELECT * FROM report")}

        return await self._file.run(work)

    async def save_reports(self, reports: Collection[FeedReport]) -> None:
        """Remember these; what was known of a feed's last good days is kept where a report has nothing newer."""
        rows = [_report_row(each) for each in reports]

        def work(db: sqlite3.Connection) -> None:
            db.executemany(
                "INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (outlet) DO UPDATE SET"
                " feed = excluded.feed, status = excluded.status, attempted = excluded.attempted,"
                " http = excluded.http, items = excluded.items, newest = coalesce(excluded.newest, newest),"
                " problem = excluded.problem, last_good = coalesce(excluded.last_good, last_good)",
                rows,
            )

        await self._file.run(work)


def _save(db: sqlite3.Connection, story: Story) -> None:
    brief, takes = json.dumps(asdict(story.brief)), json.dumps([asdict(take) for take in story.takes])
    db.execute(
        "INSERT INTO story VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " newest = excluded.newest, brief = excluded.brief, takes = excluded.takes",
        (story.id, micros(story.last_seen), brief, takes),
    )
    db.execute("DELETE FROM article WHERE story = ?", (story.id,))
    db.executemany(
        f"INSERT OR REPLACE INTO article (story, {ARTICLE}) VALUES (?{', ?' * 15})",  # noqa: S608 - constants only
        [(story.id, *_article_row(article)) for article in story.articles],
    )


def _stories_of(db: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    return {row[0] for row in _among(db, "SELECT DISTINCT story FROM article WHERE id IN", articles)}


def _shrink(db: sqlite3.Connection, stories: Iterable[str]) -> None:
    """Stories that lost articles to others: as new as those that remain, and gone where none does."""
    for story in stories:
        newest = db.execute("SELECT max(published) FROM article WHERE story = ?", (story,)).fetchone()[0]
        if newest is None:
            db.execute("DELETE FROM story WHERE id = ?", (story,))
        else:
            db.execute("UPDATE story SET newest = ? WHERE id = ?", (newest, story))


def _whole(db: sqlite3.Connection, rows: Sequence[Row]) -> tuple[Story, ...]:
    """The stories of (id, brief, takes) with their articles, in the same order."""
    articles: defaultdict[str, list[Article]] = defaultdict(list)
    for row in _among(db, f"SELECT story, {ARTICLE} FROM article WHERE story IN", [row[0] for row in rows]):  # noqa: S608 - constants only
        articles[row[0]].append(_article(row[1:]))
    return tuple(
        Story(
            id=story_id,
            articles=tuple(sorted(articles[story_id], key=lambda each: (each.published, each.id))),
            brief=_brief(json.loads(brief)),
            takes=tuple(_take(take) for take in json.loads(takes)),
        )
        for story_id, brief, takes in rows
    )


def _among(db: sqlite3.Connection, select: str, values: Iterable[str]) -> Iterator[Row]:
    """The rows of `select … IN (values)`, a bounded number of values a statement."""
    wanted = list(values)
    for start in range(0, len(wanted), AT_ONCE):
        chunk = wanted[start : start + AT_ONCE]
        yield from db.execute(f"{select} ({', '.join('?' * len(chunk))})", chunk)


def _article_row(article: Article) -> Row:
    return (
        article.id,
        article.outlet,
        article.country,
        article.language,
        article.title,
        article.title_original,
        article.summary,
        article.summary_original,
        article.url,
        micros(article.published),
        micros(article.first_seen),
        article.state_run,
        article.image,
        article.translated_by,
        article.position,
    )


def _article(row: Row) -> Article:
    return Article(
        id=row[0],
        outlet=row[1],
        country=row[2],
        language=row[3],
        title=row[4],
        title_original=row[5],
        summary=row[6],
        summary_original=row[7],
        url=row[8],
        published=moment(row[9]),
        first_seen=moment(row[10]),
        state_run=bool(row[11]),
        image=row[12],
        translated_by=row[13],
        position=row[14],
    )


def _brief(stored: dict[str, Any]) -> Brief:
    return Brief(headline=stored["headline"], sentences=tuple(Sentence(**each) for each in stored["sentences"]))


def _take(stored: dict[str, Any]) -> Take:
    return Take(label=stored["label"], articles=tuple(stored["articles"]), countries=tuple(stored["countries"]))


def _report_row(report: FeedReport) -> Row:
    newest, last_good = (micros(each) if each else None for each in (report.newest, report.last_good))
    attempted = micros(report.attempted)
    status = str(report.status)
    return report.outlet, report.feed, status, attempted, report.http, report.items, newest, report.problem, last_good


def _report(row: Row) -> FeedReport:
    return FeedReport(
        outlet=row[0],
        feed=row[1],
        status=FeedStatus(row[2]),
        attempted=moment(row[3]),
        http=row[4],
        items=row[5],
        newest=moment(row[6]) if row[6] is not None else None,
        problem=row[7],
        last_good=moment(row[8]) if row[8] is not None else None,
    )
