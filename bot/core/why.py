"""Why a story or an article is shown as it is: the stages it went through, each with the figures that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass

from bot.core.kinds import WEIGHT
from bot.core.rank import Score
from bot.model import Article, Edit, Fit, Stage, Story

READ, KIND, ENGLISH, PLACED = "read", "kind", "english", "placed"
"""The stages of an article."""

GROUPED, TAKEN, CONDENSED, RANKED = "grouped", "taken", "condensed", "ranked"
"""The stages of a story."""

WORLD = "world"
"""The page that is no country's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where a story stands on a page."""

    place: int  # 1 is first
    of: int
    score: Score


def of_article(article: Article, *, fit: Fit | None, edits: Iterable[Edit]) -> tuple[Stage, ...]:
    """How an article came to be in its story; `edits` are what it said before.

    Without a fit (an archive of an earlier version) nothing is said of its placing.
    """
    read: dict[str, str | float | None] = {
        "outlet": article.outlet,
        "country": article.country,
        "state_run": article.state_run,
        "place_in_feed": article.position + 1,
        "published": article.published.isoformat(),
        "first_seen": article.first_seen.isoformat(),
        "edits": len(tuple(edits)),
    }
    english: dict[str, str | float | None] = {
        "language": article.language,
        "by": article.translated_by,
        "verdict": article.verdict,
    }
    stages = (
        Stage(name=READ, figures=read),
        Stage(name=KIND, figures={"kind": str(article.kind), "weight": WEIGHT[article.kind]}),
        Stage(name=ENGLISH, figures=english),
    )
    return (*stages, Stage(name=PLACED, figures=_placed(fit))) if fit else stages


def _placed(fit: Fit) -> dict[str, str | float | None]:
    return {"nearest": fit.nearest, "likeness": fit.likeness, "mean": fit.mean, "asked": fit.asked}


def of_story(story: Story, *, fits: Mapping[str, Fit], places: Mapping[str, Place]) -> tuple[Stage, ...]:
    """How a story was made of its articles and where it stands.

    `fits` by Article.id, `places` by country code or WORLD.
    """
    return (
        Stage(name=GROUPED, figures=_grouped(story, fits)),
        Stage(name=TAKEN, figures={take.label: len(take.articles) for take in story.takes}),
        Stage(name=CONDENSED, figures=_condensed(story)),
        *_ranked(places),
    )


def _grouped(story: Story, fits: Mapping[str, Fit]) -> dict[str, str | float | None]:
    means = {each.id: fit.mean for each in story.articles if (fit := fits.get(each.id)) and fit.mean is not None}
    least = min(means, key=lambda each: (means[each], each), default=None)
    return {
        "articles": len(story.articles),
        "outlets": len(story.outlets),
        "countries": len(story.countries),
        "mean": round(sum(means.values()) / len(means), 3) if means else None,
        "least": None if least is None else means[least],
        "least_like": least,
        "asked": max((fit.asked for fit in fits.values()), default=None),
    }


def _condensed(story: Story) -> dict[str, str | float | None]:
    """Who says each sentence of the brief; who wrote it, if not they, and why what was written is not shown."""
    outlets = {each.id: each.outlet for each in story.articles}
    says: dict[str, str | float | None] = {each.text: outlets.get(each.article) for each in story.brief.sentences}
    return says | {name: value for name, value in (("by", story.brief.by), ("verdict", story.brief.verdict)) if value}


def _ranked(places: Mapping[str, Place]) -> Iterator[Stage]:
    for page, found in places.items():
        parts = {name: round(value, 3) for name, value in asdict(found.score).items()}
        figures = {"page": page, "place": found.place, "of": found.of, "score": round(found.score.total, 3), **parts}
        yield Stage(name=RANKED, figures=figures)
