"""The headline mirror: what the press of several countries puts over one and the same event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from bot.core import countries
from bot.core.headlines import clarity
from bot.model import UNTRANSLATED, Article, Story

MOST = 8
"""Countries side by side: more are not compared, they are scrolled through."""

FEWEST = 2
"""One headline mirrors nothing."""

APART = 0.5
"""What the headline furthest from the heart of its take is worth beside the most central one: a clear headline of the
edge comes before a muddled one of the heart (clarity halves with each fault)."""


def mirror(story: Story) -> tuple[Article, ...]:
    """One article of each of some countries, in the order in which these told the story; empty where only one did.

    First one for each take, the take of the fewest countries choosing first; then one of each further region, then
    those of the countries that told it first. Each time the article whose headline stands alone best and is central
    to its take, in English where there is one.
    """
    worth = _worth(story)
    articles = {each.id: each for each in story.articles}
    chosen: dict[str, Article] = {}
    for take in sorted(story.takes, key=lambda each: len(each.countries)):
        told = [articles[each] for each in take.articles if each in articles]
        _choose(chosen, [each for each in told if each.country not in chosen], worth)
    for country in [*_one_of_each_region(story, chosen), *story.countries]:
        if country not in chosen:
            _choose(chosen, story.told_by(country), worth)
    shown = frozenset(list(chosen)[:MOST])
    return tuple(chosen[code] for code in story.countries if code in shown) if len(shown) >= FEWEST else ()


def _choose(chosen: dict[str, Article], told: Iterable[Article], worth: Mapping[str, float]) -> None:
    def better(each: Article) -> tuple[bool, float, datetime, str]:
        return each.translated_by != UNTRANSLATED, worth[each.id], each.published, each.id

    best = max(told, key=better, default=None)
    if best is not None:
        chosen[best.country] = best


def _one_of_each_region(story: Story, chosen: Iterable[str]) -> list[str]:
    """The first country to tell a story of each region that no chosen one is in."""
    seen = {countries.region(code) for code in chosen}
    found: dict[str, str] = {}
    for code in story.countries:
        found.setdefault(countries.region(code), code)
    return [code for region, code in found.items() if region not in seen]


def _worth(story: Story) -> dict[str, float]:
    """How well the headline of each article can stand for others."""
    places = {
        article: place / max(len(take.articles) - 1, 1)
        for take in story.takes
        for place, article in enumerate(take.articles)
    }
    return {each.id: clarity(each) * (1 - APART * places.get(each.id, 1.0)) for each in story.articles}
