"""What comes first: in the edition of a country, and on the page of the world.

The same functions rank stories before they are condensed and editions when a digest is made, for they look at articles
alone. What decided is a Score, so that whoever asks why gets the very figures; a page is the stories by their scores,
less what its caps hold back.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core import countries, scene, worth
from bot.core.topics import topics
from bot.model import Article, Catalogue, Story

PROMINENCE = 0.5
"""A story at the top of a front page is worth half as much again as one at its foot."""

FOREIGN = 0.5
"""What a story counts on a country's page that happens elsewhere: told by all of eight outlets, and all the world, it
stands behind one of home that three of them tell. The best one still has a place (see LEADS)."""

ABROAD = 0.15
"""How much each doubling of the countries abroad that tell a story adds: enough to break ties, too little to make
a country's page the world's."""

REGION = 0.25
"""How much each further region that tells a story adds: the world is more than one continent."""

PAGE = 10
"""The first places of a ranking, for which the caps hold: what a reader sees who does not turn the leaf twice."""

PER_OUTLET = 2
"""Of these, how many an outlet can have to itself."""

PER_TOPIC = 2
"""Of these, how many a topic can have: an event, and what came of it. A third would fill the digest of a reader who
gets three stories of a country, as most do."""

COMPARED = 40
"""Stories whose topics are looked at: they fill a page on any day that has more than one topic."""

LEADS = 3
"""An outlet leads with what stands in the first so many places of its feed."""

ELSEWHERE = 0.5
"""A story of which less than so much is at home happens elsewhere."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """What a story is worth on a page, and why: coverage and what is told abroad, times all the others."""

    coverage: float  # of an edition: doublings of the country's outlets of the last day; of the world: voices
    abroad: float  # of an edition: for the countries abroad that tell it; of the world: for further regions
    prominence: float = 1.0  # from 1 at the foot of the feeds to 1 + PROMINENCE at their top
    freshness: float  # 1 now, half after HALF_LIFE
    novelty: float  # 1 for what is new today, down to STALE for what was told yesterday and hardly is today
    home: float = 1.0  # 1 for what happens in the country, down to FOREIGN for what happens elsewhere
    weight: float  # of its kind: kinds.WEIGHT

    @property
    def total(self) -> float:
        """All together; more is better."""
        factors = self.prominence * self.freshness * self.novelty * self.home * self.weight
        return (self.coverage + self.abroad) * factors


def edition(stories: Collection[Story], *, country: str, now: datetime) -> tuple[Story, ...]:
    """The stories that outlets of a country tell, best first, by their scores (`at_home`).

    In the first PAGE places no outlet has more than PER_OUTLET stories to itself and no topic more than PER_TOPIC, as
    long as there are others; and one place is for the event elsewhere that most of its outlets lead with. What is held
    back comes after.
    """
    today = {story.id: worth.today(story.told_by(country), now) for story in stories if story.told_by(country)}
    told = [story for story in stories if story.id in today]
    ranked = _best_first(told, lambda story: at_home(story, country=country, now=now))
    page = _page(_fair(ranked, today), home=country, must=_lead_from_elsewhere(ranked, today, country=country))
    return (*page, *_without(ranked, page))


def world(stories: Collection[Story], *, now: datetime, catalogue: Catalogue) -> tuple[Story, ...]:
    """The stories that most countries and regions tell, best first, by their scores (`abroad`).

    It takes outlets that no state runs in two countries to make a story the world's; those of one country appear only
    where there is none of two, and what nobody but state-run outlets tells is none. In the first PAGE places no topic
    has more than PER_TOPIC stories, as long as there are others; what is held back comes after.
    """
    outlets = read_of(catalogue)
    free = [story for story in stories if _free(story)]
    shared = [story for story in free if len(_free(story)) > 1]
    ranked = _best_first(shared or free, lambda story: abroad(story, outlets=outlets, now=now))
    page = _page(ranked)
    return (*page, *_without(ranked, page))


def read_of(catalogue: Catalogue) -> Counter[str]:
    """How many outlets we read of each country."""
    return Counter(outlet.country for outlet in catalogue.outlets)


def at_home(story: Story, *, country: str, now: datetime) -> Score:
    """What a story is worth on the page of a country that tells it.

    By how many of its outlets tell it today, how high up they place it and how lately they did, how much of that is
    new against yesterday, and whether it happens there; a little by how many other countries tell it. One that they
    don't tell today is judged by what they told before. Raises ValueError where none of its outlets tells it.
    """
    ours = story.told_by(country)
    if not ours:
        raise ValueError(f"no outlet of {country} tells the story {story.id}")
    today = worth.today(ours, now)
    return Score(
        coverage=math.log2(1 + len(worth.outlets(today))),
        abroad=ABROAD * math.log2(1 + len(set(story.countries) - {country})),
        prominence=1 + PROMINENCE * worth.prominence(today),
        freshness=worth.freshness(today, now),
        novelty=worth.novelty(ours, now),
        home=FOREIGN + (1 - FOREIGN) * scene.here(story.articles, country),
        weight=worth.weight(today),
    )


def abroad(story: Story, *, outlets: Mapping[str, int], now: datetime) -> Score:
    """What a story is worth on the world's page; `outlets`: how many we read of each country.

    By the voices of the countries that tell it today (worth.voices), where those of which we read many don't outweigh
    the others, and by the regions where outlets do that no state runs.
    """
    today = worth.today(story.articles, now)
    voices = worth.voices(today, outlets)
    regions = {countries.region(article.country) for article in today if not article.state_run}
    return Score(
        coverage=voices,
        abroad=voices * REGION * max(len(regions) - 1, 0),
        freshness=worth.freshness(today, now),
        novelty=worth.novelty(story.articles, now),
        weight=worth.weight(today),
    )


def _best_first(stories: Iterable[Story], score: Callable[[Story], Score]) -> tuple[Story, ...]:
    """Highest score first; of equals the newer, then by id: never by the order in which they came."""
    return tuple(sorted(stories, key=lambda each: (-score(each).total, -each.last_seen.timestamp(), each.id)))


def _free(story: Story) -> frozenset[str]:
    """The countries where outlets tell it that no state runs."""
    return frozenset(article.country for article in story.articles if not article.state_run)


# ---------------------------------------------------------------------------- one page for many

Today = Mapping[str, Collection[Article]]
"""What the outlets of a country tell of each story today, by Story.id."""


def _fair(ranked: Sequence[Story], today: Today) -> tuple[Story, ...]:
    """The same stories; those that an outlet has to itself, but for its first PER_OUTLET, come after all others."""
    alone: Counter[tuple[str, str]] = Counter()
    first: list[Story] = []
    for story in ranked:
        outlets = worth.outlets(today[story.id])
        if len(outlets) == 1:
            alone.update(outlets)
        if len(outlets) > 1 or alone[min(outlets)] <= PER_OUTLET:
            first.append(story)
    return (*first, *_without(ranked, first))


def _page(stories: Sequence[Story], *, home: str | None = None, must: Story | None = None) -> tuple[Story, ...]:
    """The stories of the first PAGE places: the first of which no topic has more than PER_TOPIC, then any.

    `must` has the last place if it has none by itself, unless its topic has its share.
    """
    allowed = _allowed(stories[:COMPARED], home=home)
    first = allowed[:PAGE]
    if must is not None and must in allowed[PAGE:]:
        first = (*first[:-1], must)
    return (*first, *_without(stories, first)[: PAGE - len(first)])


def _allowed(stories: Sequence[Story], *, home: str | None) -> tuple[Story, ...]:
    """Of the stories those that are among the first PER_TOPIC of their topic."""
    told: Counter[int] = Counter()
    allowed: list[Story] = []
    for story, topic in zip(stories, topics(stories, home=home), strict=True):
        told[topic] += 1
        if told[topic] <= PER_TOPIC:
            allowed.append(story)
    return tuple(allowed)


def _lead_from_elsewhere(ranked: Sequence[Story], today: Today, *, country: str) -> Story | None:
    """The best story that happens elsewhere and with which more than half of a country's outlets lead today."""
    telling = worth.outlets(article for articles in today.values() for article in articles)
    for story in ranked:
        leading = worth.outlets(article for article in today[story.id] if article.position < LEADS)
        if 2 * len(leading) > len(telling) and scene.here(story.articles, country) < ELSEWHERE:
            return story
    return None


def _without(stories: Iterable[Story], others: Iterable[Story]) -> tuple[Story, ...]:
    taken = {story.id for story in others}
    return tuple(story for story in stories if story.id not in taken)
