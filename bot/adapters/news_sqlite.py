"""NewsStore: SQLite, in the archive."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.adapters import news_folding, news_intake
from bot.adapters.news_rows import ARTICLE, MARKS, article, article_row
from bot.adapters.sqlite_file import Row, SqliteFile, among, micros, moment
from bot.core.identity import Known, Resolved
from bot.core.vocabulary import Learnt
from bot.model import Article, Brief, Edit, Fit, Sentence, Story, Take


class SqliteNews:
    """Stories with their articles, indexed by time and by country, and what we know of feeds."""

    def __init__(self, file: SqliteFile) -> None:
        """Over an archive that is opened for it, and that it closes."""
        self._file = file

    async def close(self) -> None:
        """Finish what is being written and let go of the file."""
        await self._file.close()

    # ------------------------------------------------------------------ what a pass found

    async def seen(self, keys: Collection[str]) -> Mapping[str, Known]:
        """What is remembered under these keys of articles."""
        return await self._file.run(lambda db: news_intake.seen(db, keys))

    async def add(self, found: Resolved, *, now: datetime) -> None:
        """Store what a pass found, to be folded into stories later."""
        await self._file.run(lambda db: news_intake.add(db, found, now))

    async def pending(self, *, limit: int, countries: Collection[str] | None = None) -> tuple[Article, ...]:
        """The oldest articles that no story has yet, or not as they read now."""
        return await self._file.run(lambda db: news_intake.pending(db, limit, countries))

    async def waiting(
        self,
        *,
        since: datetime,
        limit: int,
        countries: Collection[str] | None = None,
        without: Collection[str] = (),
    ) -> tuple[Article, ...]:
        """The newest articles of stories whose English may still come."""
        return await self._file.run(
            lambda db: news_intake.waiting(db, since=since, limit=limit, countries=countries, without=without)
        )

    async def edits(self, article_id: str) -> tuple[Edit, ...]:
        """What an article said before it was edited, oldest first."""
        return await self._file.run(lambda db: news_intake.edits(db, article_id))

    async def per_day(self, *, since: datetime) -> Mapping[str, int]:
        """How many articles each outlet has published since then."""

        def work(db: sqlite3.Connection) -> Mapping[str, int]:
            rows = db.execute(
                "SELECT country || '/' || outlet, count(*) FROM article WHERE published >= ? GROUP BY 1",
                (micros(since),),
            )
            return dict(rows.fetchall())

        return await self._file.run(work)

    # ------------------------------------------------------------------ stories

    async def articles(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Those of these articles that a story holds, in no particular order."""
        return await self._file.run(lambda db: news_folding.articles(db, ids))

    async def holding(self, ids: Collection[str]) -> tuple[Story, ...]:
        """Whole stories that hold any of these articles."""

        def work(db: sqlite3.Connection) -> tuple[Story, ...]:
            wanted = sorted(_stories_of(db, ids))
            return _whole(db, list(among(db, "SELECT id, brief, takes FROM story WHERE id IN", wanted)))

        return await self._file.run(work)

    async def save(
        self,
        stories: Collection[Story],
        *,
        aliases: Mapping[str, str] | None = None,
        folded: Collection[Article] = (),
        fits: Mapping[str, Fit] | None = None,
        learnt: Learnt | None = None,
    ) -> int:
        """Store stories with their articles; an article that was in another story leaves it."""

        def work(db: sqlite3.Connection) -> int:
            former = _stories_of(db, [each.id for story in stories for each in story.articles])
            for story in stories:
                _save(db, story)
            _shrink(db, former - {story.id for story in stories})
            for gone, living in (aliases or {}).items():
                db.execute("DELETE FROM story WHERE id = ?", (gone,))
                db.execute("UPDATE alias SET living = ? WHERE living = ?", (living, gone))
                db.execute("INSERT OR REPLACE INTO alias VALUES (?, ?)", (gone, living))
            news_intake.folded(db, folded)
            return news_folding.save(db, fits or {}, learnt)

        return await self._file.run(work)

    async def revision(self) -> int:
        """Grows with every save."""
        return await self._file.run(news_folding.revision)

    async def learnt(self) -> Learnt:
        """What was saved of words."""
        return await self._file.run(news_folding.learnt)

    async def gone(self) -> frozenset[str]:
        """The ids of stories that were merged away."""
        return await self._file.run(news_folding.gone)

    async def fits(self, ids: Collection[str]) -> Mapping[str, Fit]:
        """What was noted when these articles were placed."""
        return await self._file.run(lambda db: news_folding.fits(db, ids))

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

    async def page(self, *, since: datetime, after: str, limit: int) -> tuple[Story, ...]:
        """Some of the same, by id."""

        def work(db: sqlite3.Connection) -> tuple[Story, ...]:
            rows = db.execute(
                "SELECT id, brief, takes FROM story WHERE newest >= ? AND id > ? ORDER BY id LIMIT ?",
                (micros(since), after, limit),
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
            news_intake.prune(db, before)
            news_folding.prune(db)
            return gone

        return await self._file.run(work)


def _save(db: sqlite3.Connection, story: Story) -> None:
    brief, takes = json.dumps(asdict(story.brief)), json.dumps([asdict(take) for take in story.takes])
    db.execute(
        "INSERT INTO story VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " newest = excluded.newest, brief = excluded.brief, takes = excluded.takes",
        (story.id, micros(story.last_seen), brief, takes),
    )
    db.execute("DELETE FROM article WHERE story = ?", (story.id,))
    db.executemany(
        f"INSERT OR REPLACE INTO article (story, {ARTICLE}) VALUES (?, {MARKS})",  # noqa: S608 - constants only
        [(story.id, *article_row(each)) for each in story.articles],
    )


def _stories_of(db: sqlite3.Connection, articles: Iterable[str]) -> set[str]:
    return {row[0] for row in among(db, "SELECT DISTINCT story FROM article WHERE id IN", articles)}


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
    for row in among(db, f"SELECT story, {ARTICLE} FROM article WHERE story IN", [row[0] for row in rows]):  # noqa: S608 - constants only
        articles[row[0]].append(article(row[1:]))
    return tuple(
        Story(
            id=story_id,
            articles=tuple(sorted(articles[story_id], key=lambda each: (each.published, each.id))),
            brief=_brief(json.loads(brief)),
            takes=tuple(_take(take) for take in json.loads(takes)),
        )
        for story_id, brief, takes in rows
    )


def _brief(stored: dict[str, Any]) -> Brief:
    sentences = tuple(Sentence(**each) for each in stored["sentences"])
    made = {name: stored[name] for name in ("by", "verdict") if name in stored}  # not in archives of before
    return Brief(headline=stored["headline"], sentences=sentences, **made)


def _take(stored: dict[str, Any]) -> Take:
    return Take(label=stored["label"], articles=tuple(stored["articles"]), countries=tuple(stored["countries"]))
