"""Which countries a story is about: those that its titles and leads speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from bot.core import countries
from bot.core.vectors import Profile
from bot.model import UNTRANSLATED, Article


def scene(article: Article) -> frozenset[str]:
    """The codes of the countries that an article speaks of, by any name, people, capital or power.

    Empty for an untranslated one: we know the names of countries in English only.
    """
    if article.translated_by == UNTRANSLATED:
        return frozenset()
    found = (_code(word.country) for word in Profile.of(article).words if word.country)
    return frozenset(code for code in found if code)


def share(articles: Iterable[Article]) -> dict[str, float]:
    """Of each country that any of these articles speaks of: in which share of those that speak of any (0 to 1)."""
    scenes = [found for each in articles if (found := scene(each))]
    counts = Counter(code for found in scenes for code in found)
    return {code: count / len(scenes) for code, count in counts.items()}


@cache
def _code(place: str) -> str:
    found = countries.find(place.replace("_", " "))
    return found.code if found else ""
