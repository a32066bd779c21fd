"""Values as plain text for a terminal or a file; the chat has its own view in `chat/render.py`."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from bot.core import language
from bot.core.countries import country
from bot.model import UNTRANSLATED, Article, Edition, FeedReport, RefreshReport, Story


def edition(value: Edition) -> str:
    """A country's edition, or why it is empty."""
    heading = f"{country(value.country).name} · {value.generated:%A %d %B %Y, %H:%M} UTC"
    if value.outlets:
        heading += f" · {value.readable} of {value.outlets} outlets could be read"
    return "\n\n".join([heading, *(story(each) for each in value.stories)] if value.stories else [heading, why(value)])


def why(value: Edition) -> str:
    """Why an edition has no stories, and since when."""
    if value.attempted is None:
        return "Its feeds have not been read yet: run `refresh`."
    if value.readable == 0:
        return f"None of its outlets could be read at {value.attempted:%H:%M UTC}: `feeds check` says why."
    if value.newest is None:
        return "Its feeds were read, and hold no news of the last days."
    return f"Nothing new in 24 hours; its newest article is of {value.newest:%d %B, %H:%M} UTC."


def stories(values: Collection[Story], *, empty: str) -> str:
    """Several stories, or the sentence that says why there are none."""
    return "\n\n".join(story(each) for each in values) or empty


def story(value: Story) -> str:
    """A story: headline, brief, who tells it, its id."""
    lines = [value.brief.headline, value.brief.text, f"{told_by(value)} · {value.id}"]
    return "\n  ".join(line for line in lines if line)


def whole_story(value: Story) -> str:
    """A story with its takes and every article."""
    takes = [f"Take: {take.label} ({', '.join(take.countries)})" for take in value.takes]
    articles = [
        f"{each.published:%d %b %H:%M} {each.country} {each.outlet}: {each.title}\n  {each.url}"
        for each in value.articles
    ]
    return "\n".join([story(value), *takes, *articles])


def told_by(value: Story) -> str:
    """Who tells a story, with the languages it was translated from."""
    outlets = dict.fromkeys(_named(article) for article in value.articles)
    origins = dict.fromkeys(_origin(article) for article in value.articles if article.translated_by)
    return " · ".join([", ".join(outlets), *origins])


def refresh(value: RefreshReport) -> str:
    """One line on a pass over the feeds."""
    return (
        f"{value.feeds} outlets in {value.seconds:.1f} s: {value.ok} read, {value.not_modified} unchanged, "
        f"{value.failed} failed; {value.articles_new} new articles, {value.stories} new or grown stories"
    )


def feeds(values: Iterable[FeedReport]) -> str:
    """One line a feed."""
    return "\n".join(
        f"{value.status:<13} {value.http or '-':>4} {value.items:>4}  {value.outlet}  {value.feed}"
        + (f"\n{'':25}{value.problem}" if value.problem else "")
        for value in values
    )


def _named(article: Article) -> str:
    return f"{article.outlet}, {article.country}{' (state-run)' if article.state_run else ''}"


def _origin(article: Article) -> str:
    name = language.english_name(article.language)
    if article.translated_by == UNTRANSLATED:
        return f"original in {name}"
    return f"translated from {name} by {article.translated_by}"
