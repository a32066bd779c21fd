"""Online clustering: each new article joins the story it fits best, or starts one. Stories never lose their ids.

Precision comes first: two events in one story mislead a reader, one event in two stories only repeats itself.
"""

from __future__ import annotations

import base64
import hashlib
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from bot.core.retold import retold
from bot.core.vectors import COMMON, Lexicon, Profile, Vector
from bot.model import Article, Story

WINDOW = timedelta(days=3)
"""How long after its newest article a story can still grow."""

# The thresholds were chosen on the English titles of OG2021 and by reading every group that was made of one day's
# feeds with their summaries; benchmarks/stories.py measures again.

JOIN = 0.33
"""The least score that joins an article to a story. On OG2021 B-cubed F1 is flat (0.80) from 0.30 to 0.40 while
precision grows from 0.85 to 0.91; above 0.35 the day's feeds lost true members, below 0.30 they mixed events."""

PAIR = 0.4
"""Weight of the best single article in the score; the rest is the story's centre, which resists chains: an
article that resembles one member alone stays out of a story that is about something else. At 0.6 OG2021 loses two
points of precision, at 1.0 eight."""

MEMORY = timedelta(hours=108)
"""After this much silence of a story the score has fallen to 1/e: news that resembles old news is new news."""

SAME_OUTLET = 0.85
"""An outlet resembles itself by its style, its people and its standing phrases."""

NO_FACT = 0.1
"""More is asked where no name, no number and no two countries are shared: "quake shakes city" is any quake."""

ELSEWHERE = 0.15
APART = 0.6
"""More is asked where each title speaks of a country that the other text does not know, and much more where both
texts speak of countries and share none: "quake shakes Chile" and "quake shakes Japan" share all other words. On
OG2021 they trade 1.6 points of recall for as many of precision."""

UNTRANSLATED_FACT = 0.1
UNTRANSLATED_NO_FACT = 0.5
"""More is asked of texts in a language whose stop words, stems and synonyms we don't know."""

SHARED = 2
"""Shared words that are not common to all news: a premier's name is in all of a premier's news."""

COMMON_SHARE, COMMON_COUNT = 0.02, 200
"""A word in more of the window than both finds no candidates, it only weighs them: the cost is in the rare words."""

NEAREST = 60
"""Articles that are compared exactly, best first by rare words."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A story that is new or has grown: its id and all of its articles."""

    id: str
    articles: tuple[Article, ...]  # oldest first


def join(stories: Sequence[Story], articles: Sequence[Article], *, now: datetime) -> tuple[Group, ...]:
    """The stories that are new, have grown or say something else when these articles are added, the oldest first.

    An article that a story holds already takes the place of what it said before; one that says the same, and a
    second copy, is passed over. One that has got its English is placed anew where it has met its own language only;
    `moved` says what became of a story that this emptied. A story whose newest article is older than WINDOW does not
    grow. The result does not depend on the order of either sequence.
    """
    given = {each.id: each for each in articles}
    growing = {story.id for story in stories if story.last_seen >= now - WINDOW}
    edited, freed = retold(stories, given, growing=growing)
    kept = {article.id for story in stories for article in story.articles}
    new = sorted([*freed, *(each for each in given.values() if each.id not in kept)], key=_age)
    if not new:
        return tuple(Group(id=each.id, articles=each.articles) for each in edited.values())
    standing = [edited.get(each.id, each) for each in stories if each.id in growing]
    window = _Window.of([each for each in standing if each.articles], new)
    for article in new:
        window.place(article)
    grown = tuple(
        Group(id=cluster.id, articles=tuple(sorted(cluster.articles, key=_age)))
        for cluster in window.clusters
        if cluster.grown
    )
    window.dissolve()
    done = {group.id for group in grown}
    rest = [each for each in edited.values() if each.articles and each.id not in done]
    return (*grown, *(Group(id=each.id, articles=each.articles) for each in rest))


def moved(stories: Iterable[Story], groups: Iterable[Group]) -> Mapping[str, str]:
    """Of stories that have lost all their articles to others: the id of the one that holds the first of them now."""
    groups = list(groups)
    home = {article.id: group.id for group in groups for article in group.articles}
    living = {group.id for group in groups}
    return {
        story.id: home[story.articles[0].id]
        for story in stories
        if story.id not in living and all(article.id in home for article in story.articles)
    }


def story_id(first: Article) -> str:
    """The id of a story that this article starts: `[a-z2-7]{12}`, the same on every run."""
    return base64.b32encode(hashlib.sha256(f"story:{first.id}".encode()).digest()).decode().lower()[:12]


def _age(article: Article) -> tuple[datetime, str]:
    return article.published, article.id


_EARLIEST, _LATEST = datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)


@dataclass(kw_only=True, slots=True, eq=False)
class _Cluster:
    """A story while it grows: its articles and the sum of their vectors."""

    id: str
    articles: list[Article] = field(default_factory=list)
    total: dict[str, float] = field(default_factory=dict)
    square: float = 0.0  # of the length of `total`
    facts: set[str] = field(default_factory=set)
    outlets: Counter[tuple[str, str]] = field(default_factory=Counter)
    first: datetime = _LATEST  # publication of its oldest article
    last: datetime = _EARLIEST  # and of its newest
    grown: bool = False

    def add(self, article: Article, vector: Vector) -> None:
        if self.articles:
            self.square += 2 * vector.dot(self.total) + 1.0
            for term, weight in vector.weights.items():
                self.total[term] = self.total.get(term, 0.0) + weight
        else:
            self.square, self.total = 1.0, dict(vector.weights)
        self.articles.append(article)
        self.facts |= vector.facts
        self.outlets[_outlet(article)] += 1
        self.first, self.last = min(self.first, article.published), max(self.last, article.published)

    def likeness(self, article: Article, vector: Vector) -> float:
        """The cosine with the centre of the story, less for each article of the same outlet in it."""
        own = self.outlets[_outlet(article)] / len(self.articles)
        return vector.dot(self.total) / math.sqrt(self.square) * (1 - (1 - SAME_OUTLET) * own)

    def silence(self, moment: datetime) -> timedelta:
        """How far a moment lies outside the time in which the story was told."""
        return max(moment - self.last, self.first - moment, timedelta(0))


@dataclass(kw_only=True, slots=True, eq=False)
class _Window:
    """The stories that can grow, found by the words of their articles."""

    vectors: dict[str, Vector]  # by Article.id, of every article old and new
    findable: frozenset[str]  # the terms that are indexed
    clusters: list[_Cluster] = field(default_factory=list)
    postings: defaultdict[str, list[tuple[str, float]]] = field(default_factory=lambda: defaultdict(list))
    homes: dict[str, tuple[Article, _Cluster]] = field(default_factory=dict)  # by Article.id
    urls: dict[str, _Cluster] = field(default_factory=dict)

    @classmethod
    def of(cls, stories: Iterable[Story], new: Sequence[Article]) -> _Window:
        """A window of these stories, ready for the new articles: only words that these use are indexed."""
        stories = sorted(stories, key=lambda story: story.id)
        profiles = {each.id: Profile.of(each) for each in (*_articles(stories), *new)}
        lexicon = Lexicon.of(profiles.values())
        vectors = {key: lexicon.vector(profiles.pop(key)) for key in list(profiles)}  # popped: see `dissolve`
        common = max(COMMON_SHARE * lexicon.size, COMMON_COUNT)
        asked = {term for article in new for term in vectors[article.id].weights}
        rare = frozenset(term for term in asked if lexicon.counts.get(term, 0) <= common)
        window = cls(vectors=vectors, findable=rare)
        for story in stories:
            cluster = window.start(story.id)
            for article in story.articles:
                window.add(cluster, article)
        return window

    def dissolve(self) -> None:
        """Let go of everything piece by piece: at once takes a quarter of a second, in which no other thread runs."""
        for each in (self.homes, self.urls, self.postings, self.vectors):
            while each:
                each.popitem()
        while self.clusters:
            self.clusters.pop()

    def start(self, identity: str) -> _Cluster:
        cluster = _Cluster(id=identity)
        self.clusters.append(cluster)
        return cluster

    def add(self, cluster: _Cluster, article: Article) -> None:
        vector = self.vectors[article.id]
        cluster.add(article, vector)
        self.homes[article.id] = article, cluster
        self.urls.setdefault(article.url, cluster)
        for term, weight in vector.weights.items():
            if term in self.findable:
                self.postings[term].append((article.id, weight))

    def place(self, article: Article) -> None:
        """Add a new article to the story it fits best, or start one with it."""
        cluster = self.urls.get(article.url) or self.best(article) or self.start(story_id(article))
        cluster.grown = True
        self.add(cluster, article)

    def best(self, article: Article) -> _Cluster | None:
        """The story that an article fits best, if it fits any."""
        fits = ((self.fit(article, cluster, near), cluster) for cluster, near in self.candidates(article).items())
        margin, cluster = max(fits, key=lambda fit: fit[0], default=(-1.0, None))
        return cluster if margin >= 0 else None

    def candidates(self, article: Article) -> Mapping[_Cluster, list[Article]]:
        """The stories of the articles that share the most rare words with this one, each with those articles."""
        scores: defaultdict[str, float] = defaultdict(float)
        for term, weight in self.vectors[article.id].weights.items():
            for other, other_weight in self.postings.get(term, ()):
                scores[other] += weight * other_weight
        found: defaultdict[_Cluster, list[Article]] = defaultdict(list)
        for key, _ in heapq.nsmallest(NEAREST, scores.items(), key=lambda score: (-score[1], score[0])):
            other_article, cluster = self.homes[key]
            found[cluster].append(other_article)
        return found

    def fit(self, article: Article, cluster: _Cluster, near: Sequence[Article]) -> float:
        """By how much the score of an article in a story passes what is asked; negative: it does not belong."""
        vector = self.vectors[article.id]
        pair, other = max(((self.pair(article, each), each) for each in near), key=lambda each: each[0])
        nearest = self.vectors[other.id]
        if len((vector.weights.keys() & nearest.weights.keys()) - COMMON) < SHARED:
            return -1.0
        silence = cluster.silence(article.published)
        if silence > WINDOW:
            return -1.0
        score = PAIR * pair + (1 - PAIR) * cluster.likeness(article, vector)
        return score * math.exp(-silence / MEMORY) - _asked(vector, nearest, facts=cluster.facts)

    def pair(self, article: Article, other: Article) -> float:
        """The likeness of two articles."""
        cosine = self.vectors[article.id].dot(self.vectors[other.id].weights)
        return cosine * SAME_OUTLET if _outlet(article) == _outlet(other) else cosine


def _asked(vector: Vector, nearest: Vector, *, facts: set[str]) -> float:
    """The score that is asked, from how strong the evidence is."""
    asked = JOIN
    proven = not vector.facts.isdisjoint(facts) or len(vector.theatre & nearest.theatre) > 1
    if vector.foreign:
        asked += UNTRANSLATED_FACT if proven else UNTRANSLATED_NO_FACT
    elif not proven:
        asked += NO_FACT
    return asked + _distance(vector, nearest)


def _distance(one: Vector, other: Vector) -> float:
    """What is asked on top where two texts seem to speak of different countries."""
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return APART
    return ELSEWHERE if one.theatre - other.countries and other.theatre - one.countries else 0.0


def _articles(stories: Iterable[Story]) -> list[Article]:
    return [article for story in stories for article in story.articles]


def _outlet(article: Article) -> tuple[str, str]:
    return article.country, article.outlet
