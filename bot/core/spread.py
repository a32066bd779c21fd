"""How a story went around the world: who told it first, and how soon the others did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import Article, Story


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """The way of a story from country to country, by the dates that the outlets give."""

    first: Article  # of equals the one with the lower id
    countries: int  # at least two
    within: timedelta  # from the first article to the first one of the last country


def spread(story: Story) -> Spread | None:
    """Who told a story first and how long it took to reach its last country; None where one country tells it.

    An article without a date was given the moment at which we first read it, so "first" is as exact as feeds are.
    """
    began: dict[str, datetime] = {}
    for article in story.articles:
        began[article.country] = min(began.get(article.country, article.published), article.published)
    if len(began) < 2:
        return None
    first = min(story.articles, key=lambda each: (each.published, each.id))
    return Spread(first=first, countries=len(began), within=max(began.values()) - first.published)
