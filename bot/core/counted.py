"""What the numbers of an English text count: the dead, the arrested, a magnitude, a turnout, the price of a deal.

Precision comes first: a number counts something only where it stands beside what it counts, in a form that news uses
for nothing else. What is rough ("more than 50"), of another time ("since 2019") or added ("two more") is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from bot.core import counted_words as say
from bot.core.gate_amounts import currencies
from bot.core.gate_figures import Placed, placed, plain_figures
from bot.core.gate_number_words import CARDINALS
from bot.core.sentences import sentences
from bot.core.words import STOP, fold, same

GROUP = 3
"""Words that name a group, at most: `Russian border guards`."""

REACH = 120
"""Characters behind a number that can say what it counts."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d.,]*|[^\s\w]")
_DECIMAL = re.compile(r"\d\.\d")

What = tuple[str, str]
"""What is counted, and of whom: `dead`, `Russian soldiers`; the second is empty for people in general."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number and what it counts."""

    what: str  # "dead", "magnitude", "fine in euros"
    who: str  # the group that is counted, in the text's words: "Russian soldiers"; empty for people in general
    value: Fraction
    least: bool  # "at least 14"
    sentence: str  # in which it stands

    @property
    def key(self) -> What:
        """What and whom it counts, whatever the forms of the words: with one key they count the same sort of thing."""
        return self.what, " ".join(same(fold(word)) for word in self.who.split())


@lru_cache(maxsize=4096)  # readers come back to a story
def counts(text: str) -> tuple[Count, ...]:
    """Every number of an English text that surely counts something, in their order."""
    return tuple(each for sentence in sentences(plain_figures(text)) for each in _in_sentence(sentence))


def _in_sentence(sentence: str) -> Iterator[Count]:
    if say.ANOTHER_TIME.search(sentence):
        return
    for number in placed(sentence, "en"):
        value = _value(number)
        before, after = sentence[: number.start], sentence[number.end :]
        bound = say.AT_LEAST.search(before)
        found = value is not None and _counted(
            before[: bound.start()] if bound else before, after, number=sentence[number.start : number.end]
        )
        if found and value is not None:
            what, who = found
            yield Count(what=what, who=who, value=value, least=bound is not None, sentence=sentence)


def _value(number: Placed) -> Fraction | None:
    """What a number means where it can mean one thing and is no `dozens`, no `first` and no `half`."""
    surface, readings = number.number.surface.lower(), number.number.readings
    if surface in CARDINALS["en"] or surface.endswith(("teen", "ty")):
        return max(readings)  # thirty-two is read as 30 as well
    return max(readings) if surface[0].isdigit() and len(readings) == 1 else None


def _counted(before: str, after: str, *, number: str) -> What | None:
    """What a number between these pieces of a sentence counts; None where that is not sure."""
    if say.TOLL.search(before) and not say.OTHER_TOLL.search(before):
        return "dead", ""
    if say.UNSURE.search(say.SIGNED.sub("", before)) or say.UNSURE_BEHIND.match(after):
        return None
    return _measured(before, after, number=number) or _people(before, after, number=number)


# ---------------------------------------------------------------------------- people


def _people(before: str, after: str, *, number: str) -> What | None:
    """What a number says of people, and of whom."""
    if after[:1] == "-" or say.PERCENT_BEHIND.match(after) or _DECIMAL.search(number):
        return None
    group, rest = _group(after)
    folded = [fold(each) for each in group]
    if (folded and folded[0] in say.UNITS) or not say.DOUBT.isdisjoint(folded):
        return None
    if say.LIVES.search(before):
        return ("dead", "") if folded == ["lives"] else None
    state, act = _state(rest), _act(before)
    if state and act and state != act:
        return None
    what = state or act
    return (what, "" if say.PEOPLE.issuperset(folded) else " ".join(group)) if what else None


def _act(before: str) -> str | None:
    """What is done to the people whose number follows."""
    if say.NOT_DONE.search(before):
        return None
    return next((what for what, acts in say.ACTS.items() if acts.search(before)), None)


def _group(after: str) -> tuple[list[str], list[str]]:
    """The words behind a number that name whom it counts, and those behind them."""
    tokens = _WORD.findall(after[:REACH])
    if tokens and fold(tokens[0]) in say.PEOPLE:
        return tokens[:1], tokens[1:]
    for at, token in enumerate(tokens[: GROUP + 1]):
        word = fold(token)
        if not token[0].isalpha() or word in say.STATES or word in say.CLOSING or word in STOP:
            return tokens[:at], tokens[at:]
    return tokens[:GROUP], tokens[GROUP:]


def _state(tokens: Sequence[str]) -> str | None:
    """What these words say first, if they say it of the people before them: not `14 missing pistols`."""
    first = next((at for at, token in enumerate(tokens) if fold(token) not in say.BE), len(tokens))
    said = tokens[first : first + 2]
    closed = len(said) < 2 or not said[1][0].isalpha() or fold(said[1]) in STOP
    return say.STATES.get(fold(said[0])) if said and closed else None


# ---------------------------------------------------------------------------- measures


def _measured(before: str, after: str, *, number: str) -> What | None:
    """What a number measures: a magnitude, a turnout, the price of a deal."""
    sentence = before + after
    if say.MAGNITUDE.search(before) or say.MAGNITUDE_BEHIND.match(after):
        return None if say.SHOCKS.search(sentence) or not _DECIMAL.fullmatch(number) else ("magnitude", "")
    if say.TURNOUT_BEHIND.match(after) or (say.TURNOUT.search(before) and say.PERCENT_BEHIND.match(after)):
        return None if say.PARTIAL.search(sentence) else ("turnout", "")
    return None if say.DEBT.search(sentence) else _price(before, after)


def _price(before: str, after: str) -> What | None:
    """The deal whose price a number is, with its currency: `fine in euros`. Dollars are those of the United States."""
    signed = say.SIGNED.search(before)
    deal = say.DEAL.search(say.SIGNED.sub("", before)) or say.DEAL_BEHIND.match(after)
    paid = currencies(f"{signed['sign'] if signed else ''} {after[:14]}")
    if deal is None or len(paid) != 1 or (signed and signed["whose"] not in (None, "US")):
        return None
    said = deal.groupdict()
    name = "fine" if said.get("fined") else said["deal"].lower()
    return f"{'takeover' if name in say.TAKEOVER else name} in {min(paid)}{'' if paid == {'yen'} else 's'}", ""
