"""The words of all news so far: in how many articles each stands, and whether as a name. Learns as news comes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.core.columns import Column
from bot.core.vectors import BACKGROUND, COMMON, LEAST, NAME, Profile, country_term, is_number, prior
from bot.core.words import Kind

MOST = 200_000
"""Articles that are remembered: at more, all counts are halved, so that last year's news fades and the words that it
alone used are forgotten."""


class Count(NamedTuple):
    """How often a term was met."""

    articles: int
    capital: int  # of these, with a capital that it would not have if it were no name
    small: int  # and without


HOST, HOSTED = 0.1, 5
"""A country in more than this share of all articles (and so many more) tells nothing about where an event is: among
news of Games in Tokyo, that a text speaks of Japan."""

NEVER = Count(0, 0, 0)


@dataclass(frozen=True, kw_only=True, slots=True)
class Learnt:
    """What a vocabulary knows, or what of it has changed: to be kept from one start to the next."""

    articles: int = 0
    counts: Mapping[str, Count] = field(default_factory=dict)  # by term; of 0 articles: forgotten


class Vocabulary:
    """Numbers the terms, counts them, and says what each is worth where texts are compared."""

    def __init__(self, learnt: Learnt | None = None) -> None:
        """One that knows what was learnt."""
        learnt = learnt or Learnt()
        self.articles = learnt.articles
        self._indices = {term: at for at, term in enumerate(learnt.counts)}
        counts = np.array(list(learnt.counts.values()), dtype=np.int64).reshape(-1, len(NEVER))
        self._articles, self._capital, self._small = (Column(np.int64, counts[:, at]) for at in range(len(NEVER)))
        self._prior = Column(np.float64, [prior(term) for term in self._indices])
        self._sorts = Column(np.uint8, [_sort(term) for term in self._indices])
        self._changed: set[str] = set()
        self.faded = False  # whether it has forgotten words, and still has room for them

    def __len__(self) -> int:
        return len(self._indices)

    def indices(self, terms: Iterable[str]) -> list[int]:
        """The number of each term; a term that is met for the first time gets the next."""
        return [self._index(term) for term in terms]

    def _index(self, term: str) -> int:
        at = self._indices.get(term)
        if at is None:
            at = self._indices[term] = len(self._indices)
            for column in (self._articles, self._capital, self._small):
                column.extend([0])
            self._prior.extend([prior(term)])
            self._sorts.extend([_sort(term)])
        return at

    def learn(self, profile: Profile) -> None:
        """Count the terms of an article."""
        seen = {word.term: word for word in profile.words}
        terms = seen.keys() | {country_term(word.country) for word in seen.values() if word.country}
        names = {term for term, word in seen.items() if word.kind is Kind.NAME}
        self._count(self._articles, terms)
        self._count(self._capital, names)
        self._count(self._small, {term for term in seen.keys() - names if seen[term].surface[0].islower()})
        self._changed |= terms
        self.articles += 1
        if self.articles > MOST:
            self._fade()

    def _count(self, column: Column[np.int64], terms: Iterable[str]) -> None:
        at = self.indices(sorted(terms))  # before the view is taken: it may grow
        column.values[at] += 1

    def _fade(self) -> None:
        self.articles //= 2
        for column in (self._articles, self._capital, self._small):
            column.values[:] //= 2
        self._changed = set(self._indices)
        self.faded = True

    def news(self) -> Learnt:
        """What has changed since this was last asked."""
        changed, self._changed = sorted(self._changed), set()
        at = self.indices(changed)
        counts = zip(
            *(column.values[at].tolist() for column in (self._articles, self._capital, self._small)), strict=True
        )
        return Learnt(articles=self.articles, counts=dict(zip(changed, map(Count._make, counts), strict=True)))

    # ------------------------------------------------------------------ what terms are worth; by their number

    @property
    def counts(self) -> NDArray[np.int64]:
        """In how many articles each term stands."""
        return self._articles.values

    @property
    def facts(self) -> NDArray[np.bool_]:
        """Names (mostly capitalised where they need not be) and numbers of more than one digit."""
        return self._names | self._of_sort(_NUMBER) | self.decimals

    @property
    def decimals(self) -> NDArray[np.bool_]:
        """Numbers with a fraction: magnitudes, rates, shares."""
        return self._of_sort(_DECIMAL)

    @property
    def countries(self) -> NDArray[np.bool_]:
        """Countries, by whatever word, as long as not everything speaks of them."""
        return np.logical_and(self._of_sort(_COUNTRY), self.counts < HOST * self.articles + HOSTED)

    @property
    def telling(self) -> NDArray[np.bool_]:
        """Terms that are not common to all news."""
        return np.logical_not(self._of_sort(_COMMON))

    @property
    def worth(self) -> NDArray[np.float64]:
        """What one mention of a term weighs: as vectors.Lexicon has it."""
        rarity = np.log((self.articles + BACKGROUND) / (self.counts + self._prior.values))
        numbers = np.isin(self._sorts.values, (_NUMBER, _DECIMAL, _DIGIT))
        return np.asarray(np.maximum(rarity, LEAST) * np.where(self._names | numbers, NAME, 1.0), dtype=np.float64)

    @property
    def _names(self) -> NDArray[np.bool_]:
        return np.greater(self._capital.values, 2 * self._small.values)

    def _of_sort(self, sort: int) -> NDArray[np.bool_]:
        return np.equal(self._sorts.values, sort)


_PLAIN, _COMMON, _COUNTRY, _NUMBER, _DECIMAL, _DIGIT = range(6)


def _sort(term: str) -> int:
    plain = term.rpartition(":")[2]
    if plain.startswith("@"):
        return _COUNTRY
    if is_number(term):
        return _DECIMAL if "." in plain else _NUMBER if len(plain) > 1 else _DIGIT
    return _COMMON if plain in COMMON else _PLAIN
