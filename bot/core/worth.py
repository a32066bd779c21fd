"""What the articles of a story say of its worth: how widely, how prominently, how lately and how newly it is told."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from bot.core.kinds import WEIGHT
from bot.model import Article

DAY = timedelta(hours=24)
"""What was told within it is today's, what was told in the one before it is yesterday's."""

HALF_LIFE = timedelta(hours=24)
"""After it a story that nobody tells any more is worth half: what was decided yesterday at noon is still the day's news
in the morning. At 12 h it falls behind what is small and new."""

DEPTH = 5
"""Places down a feed after which prominence is half."""

STALE = 0.5
"""What a story is worth to which today adds nothing, beside one that is new today."""

STATE_RUN = 0.5
"""What the state-run outlets of a country add to its voice, beside free ones."""

SMALL_PRESS = 2
"""Outlets that each country is imagined to have besides its own: one outlet of one is no consensus."""


def today(articles: Collection[Article], now: datetime) -> tuple[Article, ...]:
    """Those of the last DAY; all of them where it has none."""
    return tuple(article for article in articles if article.published > now - DAY) or tuple(articles)


def outlets(articles: Iterable[Article]) -> frozenset[tuple[str, str]]:
    """(country, outlet) of those who tell it."""
    return frozenset((article.country, article.outlet) for article in articles)


def novelty(articles: Collection[Article], now: datetime) -> float:
    """1 for what nobody told yesterday; else from STALE up, by the outlets of today among those of both days.

    An outlet that tells it on both days counts on both: half-way where as many tell it as yesterday, nearly 1 where
    many have joined, nearly STALE where it dies down.
    """
    new = len(outlets(article for article in articles if article.published > now - DAY))
    old = len(outlets(article for article in articles if now - 2 * DAY < article.published <= now - DAY))
    return STALE + (1 - STALE) * new / (new + old) if old else 1.0


def prominence(articles: Iterable[Article]) -> float:
    """From 1 at the top of every feed towards 0: the mean over outlets of each one's highest place."""
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for article in articles:
        places[article.country, article.outlet].append(max(article.position, 0))
    return sum(1 / (1 + min(each) / DEPTH) for each in places.values()) / len(places)


def freshness(articles: Iterable[Article], now: datetime) -> float:
    """1 for what is told now; half for each HALF_LIFE since. A date in the future is now."""
    age = max(now - max(article.published for article in articles), timedelta(0))
    return math.exp2(-age / HALF_LIFE)


def weight(articles: Iterable[Article]) -> float:
    """What a story counts for beside news: as much as its weightiest article."""
    return max(WEIGHT[article.kind] for article in articles)


def voices(articles: Iterable[Article], press: Mapping[str, int]) -> float:
    """The voices of the countries that tell a story, added up; `press`: how many outlets of each we read.

    Each is nearly 1 where all its outlets tell it, by the root of their share: that of a large press takes many. Of
    what its state-run outlets add to that of its free ones STATE_RUN counts.
    """
    told: defaultdict[str, set[str]] = defaultdict(set)
    free: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        told[article.country].add(article.outlet)
        if not article.state_run:
            free[article.country].add(article.outlet)
    return sum(
        (1 - STATE_RUN) * _voice(len(free[code]), press.get(code, 0))
        + STATE_RUN * _voice(len(names), press.get(code, 0))
        for code, names in told.items()
    )


def _voice(telling: int, press: int) -> float:
    return math.sqrt(telling / (max(press, telling) + SMALL_PRESS))
