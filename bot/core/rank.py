"""What comes first: in the edition of a country, and on the page of the world.

The same functions rank stories before they are condensed and editions when a digest is made.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime, timedelta

from bot.core import countries
from bot.core.kinds import WEIGHT
from bot.model import Article, Catalogue, Story

HALF_LIFE = timedelta(hours=12)
"""After it a story that nobody tells any more is worth half: yesterday evening's still stands in the morning."""

PROMINENCE = 0.5
"""A story at the top of a front page is worth half as much again as one at its foot."""

DEPTH = 5
"""Places down a feed after which prominence is half."""

ABROAD = 0.15
"""How much each doubling of the countries abroad that tell a story adds: enough to break ties, too little to make
a country's page the world's."""

PAGE = 10
PER_OUTLET = 2
"""Of the first PAGE places of an edition, how many an outlet can have to itself."""

REGION = 0.25
"""How much each further region that tells a story adds: the world is more than one continent."""

STATE_RUN = 0.5
"""The voice of a country whose state-run outlets alone tell a story."""

SMALL_PRESS = 2
"""Outlets that each country is imagined to have besides its own: one outlet of one is no consensus."""

Score = Callable[[Story], float]


def edition(stories: Collection[Story], *, country: str, now: datetime) -> tuple[Story, ...]:
    """The stories that outlets of a country tell, best first.

    By how many of its outlets tell a story, how high up they place it and how lately they did, and a little by
    how many other countries tell it. In the first PAGE places no outlet has more than PER_OUTLET stories to
    itself, as long as there are others.
    """
    domestic = [story for story in stories if story.told_by(country)]
    ranked = _best_first(domestic, lambda story: _at_home(story, country=country, now=now))
    return _spread(ranked, country=country)


def world(stories: Collection[Story], *, now: datetime, catalogue: Catalogue) -> tuple[Story, ...]:
    """The stories that most countries and regions tell, best first.

    A country counts by the share of its outlets that tell a story, so that those of which we read many don't
    outweigh the others, and by half where only state-run outlets tell it. Stories that nobody but state-run
    outlets tells are none. Those of one country appear only where no story is told by two.
    """
    outlets = Counter(outlet.country for outlet in catalogue.outlets)
    free = [story for story in stories if not all(article.state_run for article in story.articles)]
    shared = [story for story in free if len(story.countries) > 1]
    return _best_first(shared or free, lambda story: _abroad(story, outlets=outlets, now=now))


def _best_first(stories: Iterable[Story], score: Score) -> tuple[Story, ...]:
    """Highest score first; of equals the newer, then by id: never by the order in which they came."""
    return tuple(sorted(stories, key=lambda each: (-score(each), -each.last_seen.timestamp(), each.id)))


def _at_home(story: Story, *, country: str, now: datetime) -> float:
    articles = story.told_by(country)
    outlets = {article.outlet for article in articles}
    coverage = math.log2(1 + len(outlets))
    abroad = math.log2(1 + len(set(story.countries) - {country}))
    prominence = 1 + PROMINENCE * _prominence(articles)
    return (coverage + ABROAD * abroad) * prominence * _freshness(articles, now) * _weight(articles)


def _prominence(articles: Iterable[Article]) -> float:
    """From 1 at the top of every feed towards 0: the mean over outlets of each one's highest place."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for article in articles:
        places[article.outlet].append(max(article.position, 0))
    return sum(1 / (1 + min(each) / DEPTH) for each in places.values()) / len(places)


def _freshness(articles: Iterable[Article], now: datetime) -> float:
    """1 for what is told now; half for each HALF_LIFE since. A date in the future is now."""
    age = max(now - max(article.published for article in articles), timedelta(0))
    return math.exp2(-age / HALF_LIFE)


def _spread(stories: tuple[Story, ...], *, country: str) -> tuple[Story, ...]:
    """The same stories; those that would give one outlet too much of the page come after it."""
    page: list[Story] = []
    later: list[Story] = []
    alone: Counter[str] = Counter()
    for story in stories:
        outlets = {article.outlet for article in story.told_by(country)}
        sole = next(iter(outlets)) if len(outlets) == 1 else None
        if len(page) < PAGE and sole is not None and alone[sole] >= PER_OUTLET:
            later.append(story)
            continue
        alone.update([sole] if sole is not None else [])
        (page if len(page) < PAGE else later).append(story)
    return (*page, *later)


def _abroad(story: Story, *, outlets: Counter[str], now: datetime) -> float:
    told: defaultdict[str, set[str]] = defaultdict(set)
    for article in story.articles:
        told[article.country].add(article.outlet)
    voices = sum(
        math.sqrt(len(names) / (max(outlets[code], len(names)) + SMALL_PRESS)) * _independence(story, code)
        for code, names in told.items()
    )
    regions = len({countries.region(code) for code in told})
    return voices * (1 + REGION * (regions - 1)) * _freshness(story.articles, now) * _weight(story.articles)


def _weight(articles: Iterable[Article]) -> float:
    """What a story counts for beside news: as much as its weightiest article."""
    return max(WEIGHT[article.kind] for article in articles)


def _independence(story: Story, country: str) -> float:
    return STATE_RUN if all(article.state_run for article in story.told_by(country)) else 1.0
