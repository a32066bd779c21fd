"""What folding leaves in the archive besides stories: words, fits, revision. Functions over its connection."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping

from bot.adapters.news_rows import ARTICLE, article
from bot.adapters.sqlite_file import among
from bot.core.vocabulary import Count, Learnt
from bot.model import Article, Fit


def articles(db: sqlite3.Connection, ids: Collection[str]) -> tuple[Article, ...]:
    """Those of these articles that a story holds."""
    return tuple(article(row) for row in among(db, f"SELECT {ARTICLE} FROM article WHERE id IN", ids))  # noqa: S608 - constants only


def learnt(db: sqlite3.Connection) -> Learnt:
    """What the stored articles have taught of words."""
    counts = {term: Count(*rest) for term, *rest in db.execute("SELECT term, articles, capital, small FROM term")}
    return Learnt(articles=db.execute("SELECT articles FROM folding").fetchone()[0], counts=counts)


def gone(db: sqlite3.Connection) -> frozenset[str]:
    """The ids of stories that were merged away."""
    return frozenset(row[0] for row in db.execute("SELECT gone FROM alias"))


def revision(db: sqlite3.Connection) -> int:
    """How often stories were saved."""
    found: int = db.execute("SELECT revision FROM folding").fetchone()[0]
    return found


def fits(db: sqlite3.Connection, ids: Collection[str]) -> Mapping[str, Fit]:
    """Why these articles are where they are."""
    rows = among(db, "SELECT article, nearest, likeness, mean, asked FROM fit WHERE article IN", ids)
    return {
        name: Fit(nearest=nearest, likeness=likeness, mean=mean, asked=asked)
        for name, nearest, likeness, mean, asked in rows
    }


def save(db: sqlite3.Connection, found: Mapping[str, Fit], news: Learnt | None) -> int:
    """Keep what was noted and learnt; the new revision."""
    db.executemany(
        "INSERT OR REPLACE INTO fit VALUES (?, ?, ?, ?, ?)",
        [(name, each.nearest, each.likeness, each.mean, each.asked) for name, each in sorted(found.items())],
    )
    if news is not None:
        db.executemany(
            "INSERT OR REPLACE INTO term VALUES (?, ?, ?, ?)",
            [(term, *count) for term, count in sorted(news.counts.items()) if count.articles],
        )
        db.executemany(
            "DELETE FROM term WHERE term = ?", [(term,) for term, count in news.counts.items() if not count.articles]
        )
        db.execute("UPDATE folding SET articles = ?", (news.articles,))
    db.execute("UPDATE folding SET revision = revision + 1")
    return revision(db)


def prune(db: sqlite3.Connection) -> None:
    """Forget the fits of articles that are gone."""
    db.execute("DELETE FROM fit WHERE article NOT IN (SELECT id FROM article)")
