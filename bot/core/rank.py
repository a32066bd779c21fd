"""What comes first: in the edition of a country, and on the page of the world.

The same functions rank stories before they are condensed and editions when a digest is made. What decided is a Score,
so that whoever asks why gets the very figures.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import countries
from bot.core.kinds import WEIGHT
from bot.core.scene import scene
from bot.core.vectors import Lexicon, Profile, Vector
from bot.model import Article, Catalogue, Story

HALF_LIFE = timedelta(hours=12)
"""After it a story that nobody tells any more is worth half: yesterday evening's still stands in the morning."""

PROMINENCE = 0.5
"""A story at the top of a front page is worth half as much again as one at its foot."""

DEPTH = 5
"""Places down a feed after which prominence is half."""

ABROAD = 0.1
"""How much each doubling of the countries abroad that tell a story adds: enough to break ties, too little to make
a country's page the world's."""

STALE = 0.5
"""What a story is worth of which nothing is of the last day, beside one that is all new: a running story comes first
again when it has grown."""

DAY = timedelta(hours=24)

FOREIGN = 0.7
"""What a story counts on a country's page that its outlets tell of other countries only: it must be told by half as
many outlets again as one of home to stand beside it. Judged on the labelled days of tests/eval/editions."""

PAGE = 10
PER_OUTLET = 2
"""Of the first PAGE places of an edition, how many an outlet can have to itself."""

PER_TOPIC = 3
"""Of the first PAGE places, how many stories of one subject: a war, an election, a scandal."""

TOPIC = 0.1
"""The likeness (cosine) from which two stories are of one subject: half of what makes two articles one story."""

COMPARED = 40
"""The first stories whose subjects are compared; behind them nothing reaches the page."""

CONSIDERED = 120
"""The first stories of a country whose subjects are read for whose they are: behind them nothing reaches the page."""

VOICES = 3
"""Articles of a story that tell its subject: the newest."""

REGION = 0.25
"""How much each further region that tells a story adds: the world is more than one continent."""

STATE_RUN = 0.5
"""The voice of a country whose state-run outlets alone tell a story."""

SMALL_PRESS = 2
"""Outlets that each country is imagined to have besides its own: one outlet of one is no consensus."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What a story is worth on a page, and why."""

    coverage: float  # of an edition: doublings of the country's outlets of the last day; of the world: voices
    abroad: float  # of an edition: doublings of other countries; of the world: regions beyond the first
    prominence: float = 1.0  # from 1 at the foot of the feeds to 1 + PROMINENCE at their top
    freshness: float  # 1 now, half after HALF_LIFE
    novelty: float  # 1 where all is of the last day, STALE where nothing is
    home: float = 1.0  # 1, or FOREIGN for a story of other countries
    weight: float  # of its kind: kinds.WEIGHT

    @property
    def total(self) -> float:
        """All together; more is better."""
        return (
            self.coverage
            * (1 + self.abroad)
            * self.prominence
            * self.freshness
            * self.novelty
            * self.home
            * self.weight
        )


def edition(stories: Collection[Story], *, country: str, now: datetime) -> tuple[Story, ...]:
    """The stories that outlets of a country tell, best first.

    By how many of its outlets tell a story, how high up they place it, how lately they did and whether it is new, by
    whether it is a story of this country, and a little by how many other countries tell it. In the first PAGE places
    no outlet has more than PER_OUTLET stories to itself and no subject more than PER_TOPIC, where there are others.
    """
    domestic = [story for story in stories if story.told_by(country)]
    roughly = _best_first(domestic, lambda story: _told_at_home(story, country, now, home=1.0))
    first, rest = roughly[:CONSIDERED], roughly[CONSIDERED:]
    ranked = (*_best_first(first, lambda story: at_home(story, country=country, now=now)), *rest)
    return _capped(ranked, lambda story: _sole_outlet(story, country))


def world(stories: Collection[Story], *, now: datetime, catalogue: Catalogue) -> tuple[Story, ...]:
    """The stories that most countries and regions tell, best first.

    A country counts by the share of its outlets that tell a story, so that those of which we read many don't
    outweigh the others, and by half where only state-run outlets tell it. It takes outlets that no state runs in two
    countries to make a story the world's; those of one country appear only where there is none of two, and what
    nobody but state-run outlets tells is none. No subject has more than PER_TOPIC of the first PAGE places.
    """
    free = [story for story in stories if _free(story)]
    shared = [story for story in free if len(_free(story)) > 1]
    outlets = read_of(catalogue)
    return _capped(_best_first(shared or free, lambda story: abroad(story, outlets=outlets, now=now)), lambda _: None)


def read_of(catalogue: Catalogue) -> Counter[str]:
    """How many outlets we read of each country."""
    return Counter(outlet.country for outlet in catalogue.outlets)


def _free(story: Story) -> frozenset[str]:
    """The countries where outlets tell it that no state runs."""
    return frozenset(article.country for article in story.articles if not article.state_run)


def _best_first(stories: Iterable[Story], score: Callable[[Story], Score]) -> tuple[Story, ...]:
    """Highest score first; of equals the newer, then by id: never by the order in which they came."""
    return tuple(sorted(stories, key=lambda each: (-score(each).total, -each.last_seen.timestamp(), each.id)))


def at_home(story: Story, *, country: str, now: datetime) -> Score:
    """What a story is worth on the page of a country that tells it."""
    home = FOREIGN if _of_others(_lately(story, country, now), country) else 1.0
    return _told_at_home(story, country, now, home=home)


def _lately(story: Story, country: str, now: datetime) -> tuple[Article, ...]:
    """What a country's outlets told of a story within the last day, or before where they told nothing since."""
    articles = story.told_by(country)
    return tuple(each for each in articles if each.published > now - DAY) or articles


def _told_at_home(story: Story, country: str, now: datetime, *, home: float) -> Score:
    articles = _lately(story, country, now)
    elsewhere = set(story.countries) - {country}
    return Score(
        coverage=math.log2(1 + len({article.outlet for article in articles})),
        abroad=ABROAD * math.log2(1 + len(elsewhere)),
        prominence=1 + PROMINENCE * _prominence(articles),
        freshness=_freshness(articles, now),
        novelty=_novelty(story, now),
        home=home,
        weight=_weight(articles),
    )


def _of_others(articles: Sequence[Article], country: str) -> bool:
    """Whether these speak of other countries and not of this one. Whoever writes at home need not name it."""
    scenes = [scene(article) for article in articles]
    return any(scenes) and not any(country in found or not found for found in scenes)


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


def _novelty(story: Story, now: datetime) -> float:
    """By the share of a story's articles that are of the last day."""
    new = sum(article.published > now - DAY for article in story.articles)
    return STALE + (1 - STALE) * new / len(story.articles)


def abroad(story: Story, *, outlets: Counter[str], now: datetime) -> Score:
    """What a story is worth on the world's page; `outlets`: how many we read of each country."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for article in story.articles:
        told[article.country].add(article.outlet)
    voices = sum(
        math.sqrt(len(names) / (max(outlets[code], len(names)) + SMALL_PRESS)) * _independence(story, code)
        for code, names in told.items()
    )
    regions = len({countries.region(code) for code in told})
    return Score(
        coverage=voices,
        abroad=REGION * (regions - 1),
        freshness=_freshness(story.articles, now),
        novelty=_novelty(story, now),
        weight=_weight(story.articles),
    )


def _weight(articles: Iterable[Article]) -> float:
    """What a story counts for beside news: as much as its weightiest article."""
    return max(WEIGHT[article.kind] for article in articles)


def _independence(story: Story, country: str) -> float:
    return STATE_RUN if all(article.state_run for article in story.told_by(country)) else 1.0


# ---------------------------------------------------------------------------- one page for many


def _capped(stories: tuple[Story, ...], sole: Callable[[Story], str | None]) -> tuple[Story, ...]:
    """The same stories; those that would give one outlet or one subject too much of the page come after it.

    `sole` names the outlet that has a story to itself. Where there are not enough others, first the subjects fill the
    page and then the outlets.
    """
    first = stories[:COMPARED]
    subjects = _subjects(first)
    page: list[Story] = []
    shown: set[str] = set()
    for per_topic, per_outlet in ((PER_TOPIC, PER_OUTLET), (PAGE, PER_OUTLET), (PAGE, PAGE)):
        for story in first:
            outlet = sole(story)
            alone = outlet is not None and sum(sole(each) == outlet for each in page) >= per_outlet
            alike = sum(subjects[story.id].dot(subjects[each.id].weights) >= TOPIC for each in page) >= per_topic
            if len(page) < PAGE and story.id not in shown and not alone and not alike:
                page.append(story)
                shown.add(story.id)
    return (*(each for each in first if each.id in shown), *(each for each in stories if each.id not in shown))


def _sole_outlet(story: Story, country: str) -> str | None:
    outlets = {article.outlet for article in story.told_by(country)}
    return next(iter(outlets)) if len(outlets) == 1 else None


def _subjects(stories: Iterable[Story]) -> dict[str, Vector]:
    """What each story is about, as a point: the words of its newest articles as one text."""
    profiles = {story.id: _profile(story) for story in stories}
    lexicon = Lexicon.of(profiles.values())
    return {key: lexicon.vector(profile) for key, profile in profiles.items()}


def _profile(story: Story) -> Profile:
    read = [Profile.of(article) for article in sorted(story.articles, key=lambda each: each.published)[-VOICES:]]
    return Profile(
        title=tuple(word for each in read for word in each.title),
        lead=tuple(word for each in read for word in each.lead),
        foreign=all(each.foreign for each in read),
    )
