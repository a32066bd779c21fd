"""What a pass brings into the archive, before it is folded into stories: as functions over its connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime

from bot.adapters.news_rows import ARTICLE, MARKS, article, article_row
from bot.adapters.sqlite_file import among, micros, moment
from bot.core.identity import Known, Resolved
from bot.model import UNTRANSLATED, WAITING, Article, Edit
from bot.ports import EDITS

PENDING = f"INSERT OR REPLACE INTO pending ({ARTICLE}) VALUES ({MARKS})"  # noqa: S608 - constants only


def seen(db: sqlite3.Connection, keys: Collection[str]) -> Mapping[str, Known]:
    """What is remembered under keys."""
    rows = among(db, "SELECT key, article, text, published, seen FROM known WHERE key IN", keys)
    return {
        key: Known(article=owner, text=text, published=moment(published), seen=date.fromordinal(day))
        for key, owner, text, published, day in rows
    }


def add(db: sqlite3.Connection, found: Resolved, now: datetime) -> None:
    """New and edited articles become pending, with what an edited one said before; keys are remembered."""
    fresh = [each for each in found.edited if _keep_former(db, each, now)]
    db.executemany(PENDING, map(article_row, (*found.new, *fresh)))
    db.executemany(
        "INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?, ?)",
        [(key, each.article, each.text, micros(each.published), each.seen.toordinal()) for key, each in _rows(found)],
    )


def pending(db: sqlite3.Connection, limit: int, countries: Collection[str] | None) -> tuple[Article, ...]:
    """The oldest articles that wait to be folded."""
    chosen = sorted(countries or ())
    where = "" if countries is None else f"WHERE country IN ({', '.join('?' * len(chosen))})"
    rows = db.execute(
        f"SELECT {ARTICLE} FROM pending {where} ORDER BY published, id LIMIT ?",  # noqa: S608 - constants and marks
        (*chosen, limit),
    )
    return tuple(map(article, rows))


def edits(db: sqlite3.Connection, article_id: str) -> tuple[Edit, ...]:
    """What an article said before, oldest first."""
    rows = db.execute("SELECT until, title, summary FROM edit WHERE article = ? ORDER BY until", (article_id,))
    return tuple(Edit(until=moment(until), title=title, summary=summary) for until, title, summary in rows)


def waiting(
    db: sqlite3.Connection,
    *,
    since: datetime,
    limit: int,
    countries: Collection[str] | None,
    without: Collection[str],
) -> tuple[Article, ...]:
    """The newest articles of stories whose English may still come."""
    chosen, apart = sorted(countries or ()), sorted(without)
    among_these = "" if countries is None else f"AND country IN ({', '.join('?' * len(chosen))})"
    rows = db.execute(
        f"SELECT {ARTICLE} FROM article"  # noqa: S608 - constants and marks
        f" WHERE verdict >= ? AND verdict < ? AND translated_by = ? AND published >= ? {among_these}"
        f" AND language NOT IN ({', '.join('?' * len(apart))}) ORDER BY published DESC, id DESC LIMIT ?",
        (WAITING, WAITING + "\U0010ffff", UNTRANSLATED, micros(since), *chosen, *apart, limit),
    )
    return tuple(map(article, rows))


def folded(db: sqlite3.Connection, articles: Iterable[Article]) -> None:
    """These are pending no more, unless they were edited since."""
    db.executemany(
        "DELETE FROM pending WHERE id = ? AND title_original = ? AND summary_original = ?",
        [(each.id, each.title_original, each.summary_original) for each in articles],
    )


def prune(db: sqlite3.Connection, before: datetime) -> None:
    """Forget keys that were not seen since, articles that waited in vain, and the edits of those that are gone."""
    db.execute("DELETE FROM known WHERE seen < ?", (before.astimezone(UTC).date().toordinal(),))
    db.execute("DELETE FROM pending WHERE published < ?", (micros(before),))
    db.execute(
        "DELETE FROM edit WHERE article NOT IN (SELECT id FROM article) AND article NOT IN (SELECT id FROM pending)"
    )


def _rows(found: Resolved) -> list[tuple[str, Known]]:
    return sorted(found.keys.items())  # in the order of the tree they go into


def _keep_former(db: sqlite3.Connection, edited: Article, now: datetime) -> bool:
    """Whether the edit is to be folded; then what the article said before is kept."""
    kept = db.execute("SELECT count(*) FROM edit WHERE article = ?", (edited.id,)).fetchone()[0]
    former = db.execute(
        "SELECT title_original, summary_original FROM pending WHERE id = ?"
        " UNION ALL SELECT title_original, summary_original FROM article WHERE id = ? LIMIT 1",
        (edited.id, edited.id),
    ).fetchone()
    if kept >= EDITS or former is None:  # None: its story was pruned
        return False
    db.execute("INSERT OR REPLACE INTO edit VALUES (?, ?, ?, ?)", (edited.id, micros(now), *former))
    return True
