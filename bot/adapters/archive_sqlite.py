"""The archive: one SQLite file for the news and for what is known of the feeds it came from.

One file, because the two must be lost together: a feed whose validators survived its articles would say "not
modified" for as long as its outlet is silent.
"""

from __future__ import annotations

from pathlib import Path

from bot.adapters.sqlite_file import SqliteFile

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
    """
    CREATE TABLE feed (
        url TEXT PRIMARY KEY, etag TEXT, last_modified TEXT, digest TEXT, moved TEXT,
        failures INTEGER NOT NULL DEFAULT 0, not_before INTEGER
    ) WITHOUT ROWID;
    INSERT INTO feed (url, etag, last_modified) SELECT url, etag, last_modified FROM validators;
    DROP TABLE validators;
    ALTER TABLE report ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE report ADD COLUMN failing_since INTEGER;
    ALTER TABLE report ADD COLUMN moved TEXT;
    CREATE TABLE named (outlet TEXT PRIMARY KEY) WITHOUT ROWID;  -- to the operators, as failing for long
    CREATE TABLE known (
        key TEXT PRIMARY KEY, article TEXT NOT NULL, text TEXT NOT NULL, published INTEGER NOT NULL,
        seen INTEGER NOT NULL     -- a day of UTC, as its ordinal
    ) WITHOUT ROWID;
    CREATE TABLE pending (
        id TEXT PRIMARY KEY,
        outlet TEXT NOT NULL, country TEXT NOT NULL, language TEXT NOT NULL,
        title TEXT NOT NULL, title_original TEXT NOT NULL, summary TEXT NOT NULL, summary_original TEXT NOT NULL,
        url TEXT NOT NULL, published INTEGER NOT NULL, first_seen INTEGER NOT NULL, state_run INTEGER NOT NULL,
        image TEXT, translated_by TEXT, position INTEGER NOT NULL, kind TEXT NOT NULL
    ) WITHOUT ROWID;
    ALTER TABLE article ADD COLUMN kind TEXT NOT NULL DEFAULT 'news';
    CREATE TABLE edit (
        article TEXT NOT NULL, until INTEGER NOT NULL, title TEXT NOT NULL, summary TEXT NOT NULL,
        PRIMARY KEY (article, until)
    ) WITHOUT ROWID;
    """,
    """
    ALTER TABLE article ADD COLUMN verdict TEXT;
    ALTER TABLE pending ADD COLUMN verdict TEXT;
    ALTER TABLE report ADD COLUMN other_language INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX article_verdict ON article (verdict, published) WHERE verdict IS NOT NULL;
    """,
    """
    CREATE TABLE term (  -- what news has taught of words
        term TEXT PRIMARY KEY, articles INTEGER NOT NULL, capital INTEGER NOT NULL, small INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE folding (revision INTEGER NOT NULL, articles INTEGER NOT NULL);
    INSERT INTO folding VALUES (0, 0);
    CREATE TABLE fit (
        article TEXT PRIMARY KEY, nearest TEXT, likeness REAL NOT NULL, mean REAL, asked REAL NOT NULL
    ) WITHOUT ROWID;
    """,
)


async def open_archive(path: Path) -> SqliteFile:
    """Open or make the archive. Raises StoreError where that is impossible.

    A damaged file is set aside and begun anew: the feeds bring the news again.
    """
    # NORMAL: after a power cut the last articles may be missing, and what vouches for them with them.
    return await SqliteFile.open(path, migrations=MIGRATIONS, synchronous="NORMAL")
