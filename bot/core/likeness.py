"""How much two articles seem to tell one event: the cosine of their words, less what speaks against it.

The constants were chosen with the weights of vectors.py (see there on which sets), and the vetoes so that two quakes,
two elections and two matches stay apart that share all words but the place (tests/core/test_cluster.py).
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from bot.core.rows import Table

Square = NDArray[np.float64]

MEMORY = timedelta(hours=84)
"""Two articles that lie so far apart in time are 1/e as alike: news that resembles old news is new news."""

SAME_OUTLET = 0.75
"""An outlet resembles itself by its style, its people and its standing phrases."""

NO_FACT = 0.08
"""Less where no name, no number and no two countries are shared: "quake shakes city" is any quake."""

ELSEWHERE = 0.1
APART = 0.8
"""Less where each title speaks of a country that the other text does not know, and much less where both texts speak of
countries and share none: "quake shakes Chile" and "quake shakes Japan" share all other words."""

UNTRANSLATED_NO_FACT = 0.6
"""The same of texts in a language whose stop words, stems and synonyms we don't know."""

OTHER_FIGURES = 0.1
"""Less where both texts have numbers with a fraction and share none: a tremor of 5.2 and one of 3.1."""

SHARED = 2
"""Shared words that are not common to all news: a premier's name is in all of a premier's news."""

ONE = 10.0
"""The likeness of two articles with one link: more than anything could outweigh."""

_HOUR = timedelta(hours=1)
_DIGITS = 9  # beyond them a sum depends on its order


def fading(hours: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is left of a likeness over so many hours."""
    return np.asarray(np.exp(-np.abs(hours) / (MEMORY / _HOUR)), dtype=np.float64)


def likeness(table: Table) -> Square:
    """Of each line of a table with each: about 0 to 1, below 0 where much speaks against it, ONE for one link."""
    found = table.weights @ table.weights.T * fading(_differences(table.hours))
    found *= np.where(_equal(table.outlets), SAME_OUTLET, 1.0)
    found -= _doubt(table)
    found = np.where(_shared(table.said[:, table.telling]) < SHARED, np.minimum(found, 0.0), found)
    return np.asarray(np.round(np.where(_equal(table.addresses), ONE, found), _DIGITS), dtype=np.float64)


def _doubt(table: Table) -> Square:
    """What is taken off because facts are missing, or countries or figures differ."""
    countries, theatre = table.said[:, table.countries], table.titled[:, table.countries]
    proven = _shared(table.said[:, table.facts]) > 0
    proven |= _shared(theatre) > 1
    foreign = table.foreign[:, None] | table.foreign[None]
    doubt = np.where(proven, 0.0, np.where(foreign, UNTRANSLATED_NO_FACT, NO_FACT))
    strange = theatre.sum(axis=1)[:, None] - theatre @ countries.T > 0  # a country in my title that you don't know
    doubt += np.where(_at_odds(countries), APART, np.where(strange & strange.T, ELSEWHERE, 0.0))
    doubt += np.where(_at_odds(table.said[:, table.decimals]), OTHER_FIGURES, 0.0)
    return np.asarray(doubt, dtype=np.float64)


def _shared(said: NDArray[np.float64]) -> Square:
    """How many of these terms each two lines share."""
    return np.asarray(said @ said.T, dtype=np.float64)


def _at_odds(said: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Where both lines have some of these terms and share none."""
    some = said.sum(axis=1) > 0
    return np.asarray(some[:, None] & some[None] & (_shared(said) == 0), dtype=np.bool_)


def _differences(values: NDArray[np.float64]) -> Square:
    return np.subtract.outer(values, values)


def _equal(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.equal.outer(values, values)
