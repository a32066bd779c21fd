"""The gate: whether a translation may be shown, and if not, why, in words for a person.

It knows no meaning. It asks for what a translation must keep (numbers, negation, quotations, names), for the shape
it must have (English, whole, said once), and for nothing that has no place in it. What it lets pass may still be
bad; what it stops is wrong in all but about one case in fifty (measured by tests/eval over references by people).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.core import gate_amounts as amounts
from bot.core import gate_leaks as leaks
from bot.core import gate_names as names
from bot.core import gate_negation as negation
from bot.core import gate_numbers as numbers
from bot.core import gate_shape as shape
from bot.core.language import base, english_name

LONGEST = 20_000
"""Characters of a text that are looked at; what is longer is judged by its beginning."""


class Fault(StrEnum):
    """What can be wrong with a translation."""

    EMPTY = "empty"
    ECHO = "echo"  # the source again, or a run of it
    GARBLED = "garbled"  # broken characters
    MARKUP = "markup"
    INSTRUCTION = "instruction"  # a model's own talk, an instruction, a link that the source has not
    WRONG_LANGUAGE = "wrong language"
    DOUBLED = "doubled"
    TRUNCATED = "truncated"
    RUN_AWAY = "run away"
    NUMBER = "number"  # figures, number words, percentages, currencies
    NEGATION = "negation"
    QUOTE = "quote"
    NAME = "name"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """Whether a translation may be shown."""

    ok: bool
    fault: Fault | None = None
    words: str = "ok"  # for a person: "the number 5 is missing"


OK = Verdict(ok=True)

_Check = Callable[[str, str, str], str | None]


def judge(source: str, english: str, *, language: str) -> Verdict:
    """The first fault of `english` as a translation of `source`, which is in `language` (BCP 47, not English).

    Pure and total: any two texts have a verdict. A source without a letter or figure passes with anything short.
    About a millisecond for 300 characters, once the tables of its language are loaded.
    """
    return next(faults(source, english, language=language), OK)


def faults(source: str, english: str, *, language: str) -> Iterator[Verdict]:
    """Every kind of fault that a translation has, not only the first: for reports and for tests."""
    code = base(language)
    source, english = source[:LONGEST].strip(), english[:LONGEST].strip()
    for fault, check in _CHECKS:
        words = check(source, english, code)
        if words:
            yield Verdict(ok=False, fault=fault, words=words)


def _empty(source: str, english: str, _: str) -> str | None:
    return "nothing is left of it" if shape.empty(source, english) else None


def _garbled(source: str, english: str, _: str) -> str | None:
    return f"broken characters: {found[:20]!r}" if (found := leaks.garbled(source, english)) else None


def _echo(source: str, english: str, language: str) -> str | None:
    return f"{english_name(language)} is left in it" if shape.echo(source, english) else None


def _markup(source: str, english: str, _: str) -> str | None:
    return f"markup is left in it: {found[:40]}" if (found := leaks.markup(source, english)) else None


def _talk(source: str, english: str, _: str) -> str | None:
    return f"it says what the original does not: {found[:60]}" if (found := leaks.talk(source, english)) else None


def _foreign(_: str, english: str, __: str) -> str | None:
    return None if shape.english_enough(english) else "it is not English"


def _doubled(source: str, english: str, _: str) -> str | None:
    return f"it says twice: {found[:60]}" if (found := shape.doubled(source, english)) else None


def _short(source: str, english: str, language: str) -> str | None:
    return "its end is missing" if shape.length(source, english, language=language) < 0 else None


def _long(source: str, english: str, language: str) -> str | None:
    return "it is far too long" if shape.length(source, english, language=language) > 0 else None


def _number(source: str, english: str, language: str) -> str | None:
    if lost := numbers.missing(source, english, language=language):
        return f"the number {lost} is missing"
    if new := numbers.invented(source, english, language=language):
        return f"the number {new} is not in the original"
    if new := numbers.replaced(source, english, language=language):
        return f"the number {new} is another in the original"
    if not amounts.percent(source, english):
        return "a percentage was lost or made up"
    if lost := amounts.currency(source, english):
        return f"the currency is another: {lost} in the original"
    return None


def _negation(source: str, english: str, language: str) -> str | None:
    if negation.lost(source, english, language=language):
        return "a “not” was lost"
    if negation.found(source, english, language=language):
        return "a “not” was added"
    return None


def _quote(source: str, english: str, language: str) -> str | None:
    return "a quotation is not marked as one" if leaks.quote_lost(source, english, language=language) else None


def _name(source: str, english: str, language: str) -> str | None:
    if len(source) > names.LONGEST:
        return None
    if name := names.swapped(source, english, language=language):
        return f"the name {name} is not in the original"
    if pair := names.country_swapped(source, english, language=language):
        return f"{pair[1]} stands for {pair[0]}"
    return None


_CHECKS: tuple[tuple[Fault, _Check], ...] = (
    (Fault.EMPTY, _empty),
    (Fault.GARBLED, _garbled),
    (Fault.ECHO, _echo),
    (Fault.MARKUP, _markup),
    (Fault.INSTRUCTION, _talk),
    (Fault.WRONG_LANGUAGE, _foreign),
    (Fault.DOUBLED, _doubled),
    (Fault.TRUNCATED, _short),
    (Fault.RUN_AWAY, _long),
    (Fault.NUMBER, _number),
    (Fault.NEGATION, _negation),
    (Fault.QUOTE, _quote),
    (Fault.NAME, _name),
)
