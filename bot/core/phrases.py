"""How well a piece of a headline stands alone: whether it was cut where a reader stumbles.

No grammar is needed for that, only the words beside the cuts: a verb without what it is about (`Washington Slaps`), a
preposition that wants its noun (`Number | of Students`), a noun cut in two (`German | Spy Claim`).

The worths below were found by reading the labels of 130 takes, of the sample edition and of invented and recorded days.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.label_words import (
    AUXILIARIES,
    BASES,
    DETERMINERS,
    GOVERNING,
    HOLDS_LAST,
    HOLDS_NEXT,
    ORDINALS,
    PARTICLES,
    PLACING,
    REPORTING,
    SMALL,
    THIRDS,
    VERBS,
)
from bot.core.words import STOP, fold

CUT, BROKEN = 0.7, 0.5
"""A phrase that was cut off from a word before it (`Southern | Cross Railway`); from one behind it (`German | Spy`)."""

OBJECT = 0.85
"""… from the verb before it, which leaves what somebody does something to: `Expect | Lower Prices`."""

TORN = 0.4
"""… where a verb lacks what it is about, or who does it: `Washington Slaps`, `Worries Growers`, `in | Cork kills`."""

REPORTED = 0.7
"""… where it begins to tell what somebody said: `Putin Says Western Troops`."""

_LOOSE = SMALL | STOP


def holds(token: str) -> bool:
    """Whether a phrase can begin or end with this word."""
    return fold(token) not in _LOOSE and any(letter.isalpha() for letter in token)


def closes(token: str) -> bool:
    """Whether a phrase can end with this word: not `Cork mayor's`, not `for the first`."""
    return holds(token) and not token.endswith(("'s", "’s", "s'", "s’")) and fold(token) not in ORDINALS


def form(before: Sequence[str], run: Sequence[str], after: Sequence[str]) -> float:
    """How well a run of words (two at least) stands without those before and after it in its clause, from 1 down."""
    reported = not REPORTING.isdisjoint(map(fold, run))
    return _begun(before, run) * _ended(run, after) * (REPORTED if reported else 1.0)


def _begun(before: Sequence[str], run: Sequence[str]) -> float:
    last = fold(before[-1]) if before else ""
    if not before or (len(before) == 1 and last in ("and", "but", "as")):
        return 1.0
    if (last not in AUXILIARIES and _does((*before, run[0]))) or (last in GOVERNING and _tells(run)):
        return TORN
    if _does(before):
        return OBJECT
    placed = last in PLACING and any(fold(each) in SMALL - {"of", "and"} for each in run)
    return CUT if placed or last not in _LOOSE or last in HOLDS_LAST else 1.0


def _tells(run: Sequence[str]) -> bool:
    """Whether something is done in a run: behind `crash in |` of the wrong one, `Karvia leaves 179 dead`."""
    return any(_does(run[: at + 1]) and not run[at].endswith("ing") for at in range(1, len(run)))


def _ended(run: Sequence[str], after: Sequence[str]) -> float:
    if not after:
        return 1.0
    following = fold(after[0])
    tied = following not in _LOOSE
    if fold(run[-2]) == "to" or (_does(run) and (tied or following in DETERMINERS | PARTICLES)):
        return TORN
    return BROKEN if tied or following in HOLDS_NEXT else 1.0


def _does(tokens: Sequence[str]) -> bool:
    """Whether the last of these words is what somebody does: `mills fear`, not `the fear`."""
    last, before = fold(tokens[-1]), fold(tokens[-2]) if len(tokens) > 1 else ""
    several = before.endswith("s") or before in AUXILIARIES
    return last in VERBS or (last in BASES and several) or (last in THIRDS and before not in _LOOSE)
