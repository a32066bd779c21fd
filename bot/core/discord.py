"""Numbers in which outlets differ: how many are dead, hurt, missing. Shown side by side, never averaged.

Precision comes first: a number counts only where it stands beside what it counts, in a form that news uses for nothing
else, and only the first of its kind in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.core.words import NUMBERS
from bot.model import UNTRANSLATED, Article, Story

LEAD = 400
"""Characters of a summary that are read: what an event is stands in its first sentences."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number, and the articles that give it."""

    value: str  # as digits without separators: `1200`, `6.8`
    articles: tuple[Article, ...]  # oldest first, one of each outlet


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What is counted, and the numbers that outlets give for it, in the order in which they came up."""

    what: str  # a key of WHAT
    figures: tuple[Figure, ...]  # at least two


_WORDS = "|".join(NUMBERS)
_NUMBER = rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+|{_WORDS})(?![\d.,]*\d|%| per ?cent| percent)"
_ROUGH = re.compile(
    r"(?:more than|over|nearly|almost|about|around|some|up to|roughly|up|under|of the)\s+$", re.IGNORECASE
)
"""Before a number that is none to compare: "more than 50" does not contradict 52."""

_WHO = (
    r"(?: (?:more|other|others|of them|people|persons|residents|passengers|workers|soldiers|civilians|children|pupils|"
    r"students|villagers|women|men|migrants|tourists|skiers|miners|schoolchildren|families))?"
)
_BE = r"(?: (?:are|were|was|is|have been|has been|had been|still|feared|confirmed|reported|now|have))*"


def _counted(after: str, before: str = "") -> re.Pattern[str]:
    """A number before `after` (14 dead, 14 people were killed), or behind `before` (kills 14, toll rises to 14)."""
    forms = [rf"\b{_NUMBER}{_WHO}{_BE} (?:{after})\b"]
    if before:
        forms.append(rf"\b(?:{before}) (?:at least )?{_NUMBER.replace('<n>', '<m>')}\b(?! (?:{_AGES}))")
    return re.compile("|".join(forms), re.IGNORECASE)


_AGES = "years?|days?|hours?|months?|times|km|metres?|meters?|miles|minutes?|percent|per cent"

WHAT: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "dead": _counted(
            "dead|killed|die|died|dying|deaths|fatalities|drown|drowned|bodies",
            r"kills|killed|killing|death toll (?:rises|climbs|hits|reaches|passes|jumps|of|at|is|now)(?: to| at)?"
            r"|toll (?:rises|climbs|rose|hits|reaches|passes)(?: to)?",
        ),
        "injured": _counted("injured|hurt|wounded|hospitali[sz]ed", "injures|injured|wounds|wounded|injuring|wounding"),
        "missing": _counted("missing|unaccounted for"),
        "arrested": _counted("arrested|detained|arrests", "arrests?|detains?"),
        "displaced": _counted("evacuated|displaced|homeless|flee|fled", "displaces?|evacuates?"),
        "abducted": _counted("kidnapped|abducted", "abducts?|kidnaps?"),
        "magnitude": re.compile(
            r"\bmagnitude (?:of )?(?P<n>\d\.\d)\b|\b(?P<m>\d\.\d)[- ]magnitude\b|\b(?P<o>\d\.\d) (?:on the )?Richter\b",
            re.IGNORECASE,
        ),
    }
)
"""What is counted, and how news says it."""


def differences(story: Story) -> tuple[Difference, ...]:
    """Where articles of a story give different numbers for the same: each number with who gives it.

    Of an untranslated article nothing is read. A number that rises from article to article is one of these: the reader
    sees which came last.
    """
    told = sorted(story.articles, key=lambda each: (each.published, each.id))
    found = (_difference(what, told) for what in WHAT)
    return tuple(each for each in found if each is not None)


def _difference(what: str, told: list[Article]) -> Difference | None:
    said: dict[str, list[Article]] = {}
    for article in told:
        value = figure(article, what)
        if value is not None:
            said.setdefault(value, []).append(article)
    if len(said) < 2:
        return None
    return Difference(
        what=what, figures=tuple(Figure(value=value, articles=_once(articles)) for value, articles in said.items())
    )


def figure(article: Article, what: str) -> str | None:
    """The number that an article gives for something (a key of WHAT), its title before its summary; None: none."""
    if article.translated_by == UNTRANSLATED:
        return None
    return next((each for text in (article.title, article.summary[:LEAD]) for each in _values(text, what)), None)


def _values(text: str, what: str) -> Iterator[str]:
    for match in WHAT[what].finditer(text):
        value = next(each for each in match.groupdict().values() if each)
        if _ROUGH.search(text[: match.start()]):
            continue
        yield NUMBERS.get(value.lower(), value.replace(",", ""))


def _once(articles: list[Article]) -> tuple[Article, ...]:
    """The first article of each outlet."""
    return tuple({(each.country, each.outlet): each for each in reversed(articles)}.values())[::-1]
