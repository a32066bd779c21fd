"""Articles as rows of numbers: which of a hundred thousand are near a new one, and how alike some of them are."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.core.columns import Column
from bot.core.vectors import FOREIGN, Profile, country_term
from bot.core.vocabulary import Vocabulary
from bot.core.words import Kind
from bot.model import Article

COMMON_SHARE, COMMON_COUNT = 0.02, 200
"""A term in more of the rows than both finds nothing near, it only weighs: the cost is in the rare terms."""

NEAREST = 60
"""Rows that are compared exactly, best first by rare terms."""

_HOUR = timedelta(hours=1)
_EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Some rows side by side: one line for each, one column for each term that any of them has."""

    weights: NDArray[np.float64]  # lines of length one (or zero)
    said: NDArray[np.float64]  # 1 where the row has the term
    titled: NDArray[np.float64]  # 1 where it has it in its title
    facts: NDArray[np.bool_]  # of columns; see Vocabulary for this and the next three
    decimals: NDArray[np.bool_]
    countries: NDArray[np.bool_]
    telling: NDArray[np.bool_]
    hours: NDArray[np.float64]  # of lines: when it was published
    outlets: NDArray[np.int64]  # numbers that are equal where the outlets are
    addresses: NDArray[np.int64]  # the same of links
    foreign: NDArray[np.bool_]  # untranslated


class Rows:
    """The articles of a window, by the number of their row. What is dropped leaves an empty row."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """No rows yet."""
        self.vocabulary = vocabulary
        self.ids: list[str] = []  # Article.id; empty where the row is
        self.moments: list[datetime] = []
        self._terms, self._mentions, self._titled = Column(np.int32), Column(np.float32), Column(np.bool_)
        self._starts = Column(np.int64, [0])  # of each row in those three, and where the next one will start
        self._hours, self._outlets, self._addresses = Column(np.float64), Column(np.int64), Column(np.int64)
        self._foreign, self._alive = Column(np.bool_), Column(np.bool_)
        self._known_outlets: dict[tuple[str, str], int] = {}
        self._known_links: dict[str, int] = {}
        self._links = 0  # that were ever met: a number is never given again
        self._holders: defaultdict[int, array[int]] = defaultdict(lambda: array("i"))  # rows that have a term
        self._sharing: defaultdict[int, list[int]] = defaultdict(list)  # rows that have a link
        self._norms = self._worth = np.zeros(0)

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, article: Article, profile: Profile) -> int:
        """Append an article; the number of its row. Call `weigh` before anything is asked."""
        row, mentions = len(self.ids), profile.mentions()
        terms = self.vocabulary.indices(mentions)
        titled = {word.term for word in profile.title}
        titled |= {country_term(word.country) for word in profile.title if word.country}
        plain = FOREIGN if profile.foreign else 1.0
        names = {word.term for word in profile.words if word.kind is Kind.NAME} if profile.foreign else set()
        self.ids.append(article.id)
        self.moments.append(article.published)
        counts = [math.sqrt(count) * (1.0 if term in names else plain) for term, count in mentions.items()]
        self._append(terms, counts, [term in titled for term in mentions])
        self._hours.extend([(article.published - _EPOCH) / _HOUR])
        self._outlets.extend(
            [self._known_outlets.setdefault((article.country, article.outlet), len(self._known_outlets))]
        )
        self._addresses.extend([self._link(article.url)])
        self._foreign.extend([profile.foreign])
        self._alive.extend([True])
        self._sharing[int(self._addresses.values[row])].append(row)
        return row

    def _append(self, terms: Sequence[int], mentions: Sequence[float], titled: Sequence[bool]) -> None:
        """The words of the row that comes next."""
        row = len(self._starts) - 1
        self._terms.extend(terms)
        self._mentions.extend(mentions)
        self._titled.extend(titled)
        self._starts.extend([len(self._terms)])
        for term in terms:
            self._holders[term].append(row)

    @property
    def _columns(self) -> tuple[Column[Any], ...]:
        """Those with one value for each row."""
        return self._hours, self._outlets, self._addresses, self._foreign, self._alive

    def _link(self, url: str) -> int:
        number = self._known_links.get(url)
        if number is None:
            number = self._known_links[url] = self._links
            self._links += 1
        return number

    def drop(self, rows: Iterable[int]) -> None:
        """Empty these rows; they are near to nothing any more."""
        for row in rows:
            self._alive.values[row] = False
            self.ids[row] = ""

    @property
    def hours(self) -> NDArray[np.float64]:
        """When each row was published, in hours since some moment."""
        return self._hours.values

    @property
    def dropped(self) -> int:
        """How many rows are empty."""
        return len(self) - int(np.count_nonzero(self._alive.values))

    def weigh(self) -> None:
        """Take what the vocabulary knows now as the worth of all terms."""
        self._worth = self.vocabulary.worth
        lines = np.repeat(np.arange(len(self)), np.diff(self._starts.values))
        weights = self._mentions.values * self._worth[self._terms.values]
        self._norms = np.sqrt(np.bincount(lines, weights=weights * weights, minlength=len(self)))
        self._norms[self._norms == 0.0] = 1.0  # of a row without terms, which is like nothing

    def near(self, row: int, *, within: timedelta) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The rows that share the most rare terms with one and were published `within` its time; and their cosines.

        Rows with the same link are always among them, with a cosine of 1.
        """
        terms, mentions = self._row(row)
        asked = mentions * self._worth[terms] ** 2
        scores = np.zeros(len(self))
        limit = max(COMMON_SHARE * len(self), COMMON_COUNT)
        for term, weight in zip(terms.tolist(), asked.tolist(), strict=True):
            holders = self._holders[term]
            if len(holders) <= limit:
                scores[np.frombuffer(holders, dtype=np.int32)] += weight
        hours = self._hours.values
        scores[(np.abs(hours - hours[row]) > within / _HOUR) | ~self._alive.values] = 0.0
        scores[row] = 0.0
        found = np.flatnonzero(scores)
        if len(found) > NEAREST:
            found = found[np.argsort(-scores[found] / self._norms[found], kind="stable")[:NEAREST]]
        twins = [each for each in self._sharing[int(self._addresses.values[row])] if each != row and self.ids[each]]
        found = np.union1d(found, np.array(twins, dtype=np.int64))
        cosines = self._cosines(row, asked, found)
        cosines[np.isin(found, twins)] = 1.0
        return found, cosines

    def _cosines(self, row: int, asked: NDArray[np.float64], others: NDArray[np.int64]) -> NDArray[np.float64]:
        spread = np.zeros(len(self._worth))
        spread[self._row(row)[0]] = asked
        products = [float(spread[terms] @ mentions) for terms, mentions in map(self._row, others.tolist())]
        return np.asarray(np.array(products) / (self._norms[others] * self._norms[row]), dtype=np.float64)

    def _row(self, row: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        start, end = self._starts.values[row : row + 2].tolist()
        return self._terms.values[start:end], self._mentions.values[start:end]

    def table(self, rows: Sequence[int]) -> Table:
        """Some rows side by side, in this order."""
        chosen = np.array(rows, dtype=np.int64)
        starts, ends = self._starts.values[chosen], self._starts.values[chosen + 1]
        places = np.concatenate([np.arange(start, end) for start, end in zip(starts, ends, strict=True)])
        lines = np.repeat(np.arange(len(rows)), ends - starts)
        terms, columns = np.unique(self._terms.values[places], return_inverse=True)
        weights, said, titled = (np.zeros((len(rows), len(terms))) for _ in range(3))
        weights[lines, columns] = self._mentions.values[places] * self._worth[terms][columns]
        weights /= self._norms[chosen][:, None]
        said[lines, columns] = 1.0
        titled[lines, columns] = self._titled.values[places]
        return Table(
            weights=weights,
            said=said,
            titled=titled,
            facts=self.vocabulary.facts[terms],
            decimals=self.vocabulary.decimals[terms],
            countries=self.vocabulary.countries[terms],
            telling=self.vocabulary.telling[terms],
            hours=self._hours.values[chosen],
            outlets=self._outlets.values[chosen],
            addresses=self._addresses.values[chosen],
            foreign=self._foreign.values[chosen],
        )

    def packed(self) -> tuple[Rows, dict[int, int]]:
        """The same without the empty rows, and the new number of each row that is left."""
        rows = Rows(self.vocabulary)
        kept = np.flatnonzero(self._alive.values)
        for row in kept.tolist():
            terms, mentions = self._row(row)
            start = int(self._starts.values[row])
            rows.ids.append(self.ids[row])
            rows.moments.append(self.moments[row])
            rows._append(terms.tolist(), mentions.tolist(), self._titled.values[start : start + len(terms)].tolist())
        used = set(self._addresses.values[kept].tolist())
        rows._known_outlets, rows._links = self._known_outlets, self._links
        rows._known_links = {url: number for url, number in self._known_links.items() if number in used}
        for mine, theirs in zip(self._columns, rows._columns, strict=True):
            theirs.extend(mine.values[kept])
        for at, address in enumerate(rows._addresses.values.tolist()):
            rows._sharing[address].append(at)
        return rows, {row: at for at, row in enumerate(kept.tolist())}
