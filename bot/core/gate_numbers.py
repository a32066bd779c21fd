"""Whether the numbers of a text are those of its translation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from bot.core.gate_figures import AFTERNOON, Number, numbers, spelled
from bot.core.gate_number_words import LOOSE


def missing(source: str, english: str, *, language: str) -> str | None:
    """The first number of the source that the English has not, as it stands there."""
    have = values(english, "en")
    for number in numbers(source, language):
        if number.asked and not _found(number, have):
            return number.surface
    return None


def invented(source: str, english: str, *, language: str) -> str | None:
    """The first figure of the English that the source does not give, as it stands there."""
    have = values(source, language)
    if AFTERNOON.search(english):
        have |= frozenset(each - 12 for each in have if 12 < each <= 24)
    given = [each for each in numbers(english, "en") if each.asked and (each.surface[0].isdigit() or _counts(each))]
    worded = any(word in LOOSE.get(language, ()) and LOOSE[language][word] > 12 for word in spelled(source))
    for number in given:
        if _found(number, have) or (worded and all(each > 12 for each in number.readings)):
            continue
        return number.surface
    return None


def _counts(number: Number) -> bool:
    """Whether a number word of the English surely counts something: not `two`, not `the Six Nations`."""
    return number.surface.islower() and min(number.readings, default=0) > 2


def replaced(source: str, english: str, *, language: str) -> str | None:
    """A number word of the English for which another one of the source is missing, as it stands in the English."""
    here, there = values(english, "en"), values(source, language)
    lost = [each for each in numbers(source, language) if min(each.readings, default=0) > 1 and not _found(each, here)]
    names = frozenset(re.findall(r"(?<=\w )[A-Z]\w+", english))  # `the Six Nations`
    new = [
        each for each in numbers(english, "en") if each.asked and not _found(each, there) and each.surface not in names
    ]
    return new[0].surface if lost and new else None


def values(text: str, language: str) -> frozenset[Fraction]:
    """Every value that a text can be said to give."""
    values: set[Fraction] = set()
    for number in numbers(text, language):
        values |= number.readings
        values |= set(number.parts)
    return frozenset(values | _years(values))


def _years(values: Iterable[Fraction]) -> set[Fraction]:
    """The two last digits of years: '86 and 1986, the 90s and the 1990s."""
    return {each % 100 for each in values if 1900 <= each < 2100}


def _found(number: Number, have: frozenset[Fraction]) -> bool:
    if number.readings & have or (number.parts and set(number.parts) <= have):
        return True
    return bool(frozenset(_years(number.readings)) & have)
