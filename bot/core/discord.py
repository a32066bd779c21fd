"""Numbers in which outlets differ: how many are dead, hurt, missing. Shown side by side, never averaged.

Precision comes first: what a number counts is read by `counted`, only the news of an article speaks and not its
background, and numbers are paired only where they can tell one and the same fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from bot.core.counted import Count, counts
from bot.core.sentences import sentences
from bot.core.words import Kind, words
from bot.model import UNTRANSLATED, Article, Story

LEAD = 400
"""Characters of a summary that are read: what an event is stands in its first sentences."""

APART = 10
"""A number so many times another one, with none between them, is one of something else: 14 killed in a raid, 43,000 in
the war. A toll that rises so fast is told in between."""

ROUND = 100
"""From here on a number of one or two digits and zeros may be another one, rounded: 200 does not contradict 204.
A whole number may always be a decimal one: a turnout of 67 is one of 67.3."""

OWN_DOLLARS = frozenset(
    "AR AU BB BM BS BZ CA CL CO CU DO FJ GY HK JM KY LR MX NA NZ SB SG SR TT TW UY".split()  # noqa: SIM905 - a prose list
)
"""Countries that write $ for their own money (CLDR): there, an amount in dollars may be anybody's."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number, and the articles that give it."""

    value: str  # as digits without separators: `1200`, `6.8`
    least: bool  # all of them say "at least"
    articles: tuple[Article, ...]  # oldest first, one of each outlet

    @property
    def shown(self) -> str:
        """As people read it: `1,200`, `34 billion`, `6.8`."""
        number = float(self.value)
        for scale, name in _SCALES:
            if number >= scale and number % (scale // 1000) == 0:
                return f"{number / scale:g} {name}"
        whole, point, rest = self.value.partition(".")
        return f"{int(whole):,}{point}{rest}"


_SCALES = ((10**9, "billion"), (10**6, "million"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """What is counted, and the numbers that outlets give for it, in the order in which they came up."""

    what: str  # `dead`, `dead: Russian soldiers`, `magnitude`
    figures: tuple[Figure, ...]  # at least two
    rose: bool  # each number is higher, and came up when nobody gave the one before any more: an update, no dissent


@dataclass(frozen=True, kw_only=True, slots=True)
class _Claim:
    """An article that says how many."""

    article: Article
    count: Count
    places: frozenset[str]  # where, as its sentence says


def differences(story: Story) -> tuple[Difference, ...]:
    """Where articles of a story give different numbers for the same, first for what most of them count.

    Of an untranslated article nothing is read, and of one that gives several numbers for the same neither.
    """
    told = sorted(story.articles, key=lambda each: (each.published, each.id))
    claims: dict[tuple[str, str], list[_Claim]] = {}
    for article in told:
        for count in figures(article):
            claims.setdefault(count.key, []).append(_claim(article, count))
    most = sorted(claims.values(), key=len, reverse=True)
    found = (_difference(_unrounded(_near(_of_one_place(each)))) for each in most)
    return tuple(each for each in found if each is not None)


def figures(article: Article) -> tuple[Count, ...]:
    """What the news of an article counts, each thing once: by its title, else by the first sentence that counts it.

    Nothing where that title or sentence gives two numbers for it; nothing of an untranslated article.
    """
    if article.translated_by == UNTRANSLATED:
        return ()
    found: dict[tuple[str, str], list[Count]] = {}
    for text in (article.title, *sentences(article.summary[:LEAD])):
        here: dict[tuple[str, str], list[Count]] = {}
        for count in counts(text):
            here.setdefault(count.key, []).append(count)
        found = here | found
    own_dollars = article.country in OWN_DOLLARS
    return tuple(
        said[0]
        for (what, _), said in found.items()
        if len({each.value for each in said}) == 1 and not (own_dollars and what.endswith(" dollars"))
    )


# ---------------------------------------------------------------------------- one and the same fact

_WHERE = re.compile(r"\b(?i:in|at|near|off|outside|across) (?:the )?((?:[A-Z][\w'’-]+ ?)+)")


def _claim(article: Article, count: Count) -> _Claim:
    return _Claim(article=article, count=count, places=_names(_WHERE.findall(count.sentence)))


def _names(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.term for text in texts for word in words(text) if word.kind is not Kind.STOP)


def _of_one_place(claims: Sequence[_Claim]) -> list[_Claim]:
    """The claims that can be of one place with the first that most others can: an article names the other's place."""
    said = {each.article.id: _names([each.article.title, each.article.summary[:LEAD]]) for each in claims}

    def together(one: _Claim, two: _Claim) -> bool:
        return (
            one is two
            or not one.places
            or not two.places
            or bool(one.places & said[two.article.id] or two.places & said[one.article.id])
        )

    circles = [[other for other in claims if together(each, other)] for each in claims]
    return max(circles, key=len)


def _near(claims: Sequence[_Claim]) -> list[_Claim]:
    """Of claims whose numbers fall into groups that are far apart, the largest group; of equals the lower numbers."""
    groups: list[list[_Claim]] = []
    for each in sorted(claims, key=lambda claim: claim.count.value):
        if groups and each.count.value <= APART * groups[-1][-1].count.value:
            groups[-1].append(each)
        else:
            groups.append([each])
    largest = max(groups, key=len)
    return [each for each in claims if each in largest]


def _unrounded(claims: Sequence[_Claim]) -> list[_Claim]:
    """Without the numbers that may be another one of these, rounded."""
    values = {each.count.value for each in claims}
    return [each for each in claims if not any(_rounds(each.count.value, other) for other in values)]


def _rounds(value: Fraction, other: Fraction) -> bool:
    """Whether one number is another in fewer digits: 34 billion is 33.9 billion, 67 is 67.3."""
    if value.denominator == 1 != other.denominator:
        return abs(value - other) * 2 <= 1
    if value == other or value < ROUND:
        return False
    power = 10 ** (len(str(int(value))) - 2)
    return any(value % unit == 0 and abs(value - other) * 2 <= unit for unit in (power, 10 * power))


# ---------------------------------------------------------------------------- side by side


def _difference(claims: Sequence[_Claim]) -> Difference | None:
    said: dict[Fraction, list[_Claim]] = {}
    for each in claims:
        said.setdefault(each.count.value, []).append(each)
    if len(said) < 2:
        return None
    count = claims[0].count
    return Difference(
        what=f"{count.what}: {count.who}" if count.who else count.what,
        figures=tuple(
            Figure(
                value=_digits(value),
                least=all(each.count.least for each in same),
                articles=_once(each.article for each in same),
            )
            for value, same in said.items()
        ),
        rose=_rose(list(said.items())),
    )


def _rose(said: Sequence[tuple[Fraction, Sequence[_Claim]]]) -> bool:
    """Whether numbers, in the order in which they came up, rise, each after the last article with the one before."""
    return all(
        low < high and first[-1].article.published < then[0].article.published
        for (low, first), (high, then) in pairwise(said)
    )


def _digits(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"


def _once(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The first article of each outlet."""
    found: dict[tuple[str, str], Article] = {}
    for each in articles:
        found.setdefault((each.country, each.outlet), each)
    return tuple(found.values())
