"""Which countries a story is about: those that its titles and leads speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache

from bot.core import countries, zones
from bot.core.places import COUNTRIES
from bot.core.vectors import LEAD, Profile, country_term
from bot.core.words import fold, same, words
from bot.model import UNTRANSLATED, Article

HALF = 0.5
"""For a country that only the lead names, under a title that names others; and for the silence of a text that nobody
could translate: its country may stand there in a word we don't know."""

SILENCE = 0.25
"""What an article from abroad counts that names no country: it may have had no need to."""

_TOKEN = re.compile(r"[^\W\d_]+")
_WORDS = frozenset({"center", "nice"})  # towns that begin many a headline about something else
_TWINS = {"congo": ("CD", "CG"), "guinea": ("GN", "GQ", "GW"), "burkina": ("BF",), "papua": ("PG",), "timor": ("TL",)}


def scene(article: Article) -> frozenset[str]:
    """The codes of the countries that an article speaks of, by any name, people, capital or power.

    Empty for an untranslated one: we know the names of countries in English only.
    """
    if article.translated_by == UNTRANSLATED:
        return frozenset()
    return frozenset(code for word in Profile.of(article).words for code in _codes(word.country))


def share(articles: Iterable[Article]) -> dict[str, float]:
    """Of each country that any of these articles speaks of: in which share of those that speak of any (0 to 1)."""
    scenes = [found for each in articles if (found := scene(each))]
    counts = Counter(code for found in scenes for code in found)
    return {code: count / len(scenes) for code, count in counts.items()}


def here(articles: Collection[Article], country: str) -> float:
    """How much of a story happens in a country that tells it: 1 in this country, 0 elsewhere.

    By its own articles: one that names the country, its people or its towns says 1, one that names others 0. Most name
    none, for a paper seldom says in which country it stands: these say what all articles of the story say together,
    where what names no country speaks of its own. So a law that is told at home alone, or abroad with the country's
    name, is at home, and a pope's death is not. 0 where no outlet of the country tells the story.
    """
    said = [(article, _names(article, country)) for article in articles]
    ours = [(article, named) for article, named in said if article.country == country]
    if not ours:
        return 0.0
    together = _mean([_vote(article, named, country) for article, named in said])
    return _mean([(_unsaid(article, together) if named is None else named, 1.0) for article, named in ours])


def terms(country: str) -> frozenset[str]:
    """The terms by which texts are compared that name a country or are part of the name of one of its towns."""
    own = {country_term(place) for place in COUNTRIES.values() if country in _codes(place)}
    return frozenset(own | {same(part) for town in _towns(country) for part in town.split()})


def _vote(article: Article, named: float | None, country: str) -> tuple[float, float]:
    """What an article says when all say it together, and how much that counts."""
    if named is not None:
        return named, 1.0
    return (1.0, 1.0) if article.country == country else (0.0, SILENCE)


def _unsaid(article: Article, together: float) -> float:
    return together * (HALF if article.translated_by == UNTRANSLATED else 1.0)


def _mean(values: Collection[tuple[float, float]]) -> float:
    """Of values with what each counts."""
    return sum(value * counts for value, counts in values) / sum(counts for _, counts in values)


def _names(article: Article, country: str) -> float | None:
    """Whether an article names a country: 1, HALF or 0; None where it names none at all, or is untranslated."""
    if article.translated_by == UNTRANSLATED:
        return None
    title, lead = article.title, article.summary[:LEAD]
    if _speaks_of(title, country):
        return 1.0
    others = bool(_named(title))
    if _speaks_of(lead, country):
        return HALF if others else 1.0
    return 0.0 if others or _named(lead) else None


def _speaks_of(text: str, country: str) -> bool:
    return country in _named(text) or not _towns(country).isdisjoint(_capitalised(text))


def _named(text: str) -> frozenset[str]:
    """The codes of the countries that a text names; unions and the Americas are none."""
    return frozenset(code for word in words(text) if word.country for code in _codes(word.country))


def _capitalised(text: str) -> Iterator[str]:
    """The words that begin with a capital, and each with its neighbours: `New`, `New York`, `New York City`."""
    tokens = [match[0] for match in _TOKEN.finditer(text)]
    for start, token in enumerate(tokens):
        if token[0].isupper():
            yield from (fold(" ".join(tokens[start:end])) for end in range(start + 1, min(start + 4, len(tokens) + 1)))


@cache
def _towns(country: str) -> frozenset[str]:
    """What a country, its towns and its states are called, but for names that are words too."""
    names = zones.towns(country) | {countries.folded(countries.country(country).name)}
    return frozenset(name for name in names - _WORDS if len(name) > 2)


@cache
def _codes(place: str) -> tuple[str, ...]:
    """The codes of the countries that a word of places.py speaks of: of two Congos either, none of a union."""
    found = countries.find(place.replace("_", " "))
    return _TWINS.get(place) or ((found.code,) if found else ())
