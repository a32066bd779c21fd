"""Articles as rows of the archive, and questions about many of them at once."""

from __future__ import annotations

from bot.adapters.sqlite_file import Row, micros, moment
from bot.model import Article, Kind

ARTICLE = (
    "id, outlet, country, language, title, title_original, summary, summary_original, url, published, first_seen,"
    " state_run, image, translated_by, position, kind, verdict"
)

MARKS = "?" + ", ?" * ARTICLE.count(",")
"""One mark for each value of ARTICLE."""


def article_row(value: Article) -> Row:
    """An article as the values of ARTICLE."""
    return (
        value.id,
        value.outlet,
        value.country,
        value.language,
        value.title,
        value.title_original,
        value.summary,
        value.summary_original,
        value.url,
        micros(value.published),
        micros(value.first_seen),
        value.state_run,
        value.image,
        value.translated_by,
        value.position,
        str(value.kind),
        value.verdict,
    )


def article(row: Row) -> Article:
    """The article of a row of ARTICLE."""
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
        kind=Kind(row[15]),
        verdict=row[16],
    )
