"""A few words that say what a group of articles is about: a phrase out of their own headlines."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.headlines import clean
from bot.core.words import STOP, Kind, fold, words
from bot.model import UNTRANSLATED, Article

FEWEST, MOST = 2, 6
"""Words of a label."""

BEST = 4
"""Words of the label that reads best: a subject and what it is about."""

OFF = 0.08
RANK = 0.1
"""What a phrase loses for each word that it is off BEST, and for each article that is more central than its own."""

COMMON = 1.5
"""Exponent of the share of a group's headlines that hold a word: one headline does not speak for the others."""

CUT = 0.75
"""Worth of a phrase for each end that is no end of a clause and not beside a small word: `Park Unlawfully Killed`."""

_CLAUSE = re.compile(r"[,:;.!?…|()\[\]“”\"«»–—]+(?=\s|$)|(?<!\w)[‘'“\"«(\[]|[’'](?!\w)|\s[-–—]+\s")
_SMALL = frozenset(
    "a an and as at but by for from in into nor of on or over per the to under upon vs with".split()  # noqa: SIM905 - prose
)
_LOOSE = _SMALL | STOP


@dataclass(frozen=True, kw_only=True, slots=True)
class _Phrase:
    """Consecutive words of a headline."""

    tokens: tuple[str, ...]
    terms: frozenset[str]  # what they say, glue left out
    cuts: int  # ends at which it was cut out of the middle of something
    rank: int  # of its article in the group


def label(articles: Sequence[Article], *, others: Collection[Article], taken: Collection[str] = ()) -> str:
    """Two to six words in headline case out of a headline of these articles (at least one).

    The phrase that says most of what they have in common and the others have not, preferably out of one of the
    first headlines, and none of `taken`. Untranslated articles speak only where there is no other. The beginning
    of the first headline where no phrase will do, perhaps a single word.
    """
    speaking = [each for each in articles if each.translated_by != UNTRANSLATED] or list(articles)
    titles = [clean(each.title, each.outlet) for each in speaking]
    ours = _shares(titles)
    theirs = _shares([clean(each.title, each.outlet) for each in others])
    worth = {
        term: share**COMMON * max(math.log((1 + share) / (0.5 + 1.5 * theirs.get(term, 0.0))), 0.0)
        for term, share in ours.items()
    }
    used = {fold(each) for each in taken}
    phrases = [phrase for rank, title in enumerate(titles) for phrase in _phrases(title, rank=rank)]
    free = [phrase for phrase in phrases if fold(headline_case(phrase.tokens)) not in used]
    if free:
        return headline_case(max(free, key=lambda phrase: _score(phrase, worth)).tokens)
    return headline_case(titles[0].split()[:MOST] or [articles[0].outlet])


def _shares(titles: Sequence[str]) -> dict[str, float]:
    """In which share of the titles each term stands."""
    counts = Counter(term for title in titles for term in _terms(title))
    return {term: count / len(titles) for term, count in counts.items()}


def _terms(text: str) -> frozenset[str]:
    return frozenset(word.term for word in words(text) if word.kind is not Kind.STOP)


def _phrases(title: str, *, rank: int) -> Iterator[_Phrase]:
    """Every run of words within a clause that begins and ends with one that says something."""
    for clause in _CLAUSE.split(title):
        tokens = clause.split()
        for start in range(len(tokens)):
            for end in range(start + FEWEST, min(start + MOST, len(tokens)) + 1):
                run = tuple(tokens[start:end])
                if _holds(run[0]) and _holds(run[-1]) and not run[-1].endswith(("'s", "’s", "s'", "s’")):
                    cuts = (start > 0 and _holds(tokens[start - 1])) + (end < len(tokens) and _holds(tokens[end]))
                    yield _Phrase(tokens=run, terms=_terms(" ".join(run)), cuts=cuts, rank=rank)


def _holds(token: str) -> bool:
    """Whether a phrase can begin or end with this word."""
    return fold(token) not in _LOOSE and any(letter.isalpha() for letter in token)


def _score(phrase: _Phrase, worth: dict[str, float]) -> tuple[float, str]:
    said = sum(worth.get(term, 0.0) for term in phrase.terms)
    length = len(phrase.tokens)
    form = (1 - OFF * abs(length - BEST)) * CUT**phrase.cuts * max(1 - RANK * phrase.rank, 0.5)
    return said / math.sqrt(length) * form, " ".join(phrase.tokens)


def headline_case(tokens: Iterable[str]) -> str:
    """Words with their initials in capitals, small words only at either end: `talks on the war` → `Talks on the War`.

    A word that has a capital anywhere keeps its own (`iPhone`).
    """
    given = list(tokens)
    return " ".join(
        token if token.lower() in _SMALL and 0 < at < len(given) - 1 and not token.isupper() else _capital(token)
        for at, token in enumerate(given)
    )


def _capital(token: str) -> str:
    return token if token != token.lower() else token[:1].upper() + token[1:]
