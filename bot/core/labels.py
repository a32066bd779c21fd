"""A few words that say what a group of articles is about: a phrase out of their own headlines."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.headlines import clean
from bot.core.label_words import SMALL
from bot.core.phrases import closes, form, holds
from bot.core.words import Kind, fold, words
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

ECHO = 0.6
"""Worth of a phrase that is the whole headline: a reader has read that. Below 0.5, fragments come first."""

KICKER, KICKED = 0.6, 3
"""Worth of a phrase before a colon, of so many words at most: it says who speaks, or what the whole story is about."""

_CLAUSE = re.compile(r"[,:;.!?…|()\[\]“”\"«»–—]+(?=\s|$)|(?<!\w)[‘'“\"«(\[]|[’'](?!\w)|\s[-–—]+\s")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Phrase:
    """Consecutive words of a headline."""

    tokens: tuple[str, ...]
    terms: frozenset[str]  # what they say, glue left out
    form: float  # how well it can stand alone, from 1 towards 0
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
    whole = len(title.split())
    for clause in _CLAUSE.split(title):
        tokens = clause.split()
        kicker = KICKER if len(tokens) <= KICKED and f"{clause}:" in title else 1.0
        for start in range(len(tokens)):
            for end in range(start + FEWEST, min(start + MOST, len(tokens)) + 1):
                run = tuple(tokens[start:end])
                if holds(run[0]) and closes(run[-1]):
                    worth = form(tokens[:start], run, tokens[end:]) * (ECHO if len(run) == whole else kicker)
                    yield _Phrase(tokens=run, terms=_terms(" ".join(run)), form=worth, rank=rank)


def _score(phrase: _Phrase, worth: dict[str, float]) -> tuple[float, str]:
    said = sum(worth.get(term, 0.0) for term in phrase.terms)
    length = len(phrase.tokens)
    fit = (1 - OFF * abs(length - BEST)) * phrase.form * max(1 - RANK * phrase.rank, 0.5)
    return said / math.sqrt(length) * fit, " ".join(phrase.tokens)


def headline_case(tokens: Iterable[str]) -> str:
    """Words with their initials in capitals, small words only at either end: `talks on the war` → `Talks on the War`.

    A word that has a capital anywhere keeps its own (`iPhone`).
    """
    given = list(tokens)
    return " ".join(
        token if token.lower() in SMALL and 0 < at < len(given) - 1 and not token.isupper() else _capital(token)
        for at, token in enumerate(given)
    )


def _capital(token: str) -> str:
    return token if token != token.lower() else token[:1].upper() + token[1:]
