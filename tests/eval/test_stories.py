"""The grouping of articles into stories may get better, not worse: floors under two labelled sets.

Both hold invented items. `stories.jsonl`: 18 events as several outlets would tell them, some of them easily taken for
each other (two earthquakes, two ferries, two elections, two central banks, two metro strikes), and 7 single ones.
`day.jsonl`: one day of 45 outlets in 15 languages, in the English of a translator where they are not English: 33
events told more than once, most beside one of the same sort, and 68 single ones. Plain TF-IDF with average linkage and
the best threshold reaches 0.938 on it over all articles, 0.925 over those told more than once (precision of pairs 0.93,
recall 0.78).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from benchmarks.measures import Partition, across, bcubed, f1, pairwise, told_more_than_once
from benchmarks.stories import read
from bot.core.cluster import Window
from bot.model import Article

FOLDER = Path(__file__).parent
FILES = ("stories.jsonl", "day.jsonl")

ALL, MULTIPLE = 0.98, 0.97
PRECISION, RECALL = 0.95, 0.88
ACROSS = 0.90
"""The floors. When they were set the code reached 0.988, 0.980, 1.0, 0.945 and 0.965 on the day, and 1.0 on the
other set, at once and hour by hour."""

AGREEMENT = 0.98


def load(name: str) -> tuple[list[Article], Partition]:
    rows = [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    articles = [read(row, identity=f"{name}-{number:03}") for number, row in enumerate(rows)]
    return articles, {each.id: row["cluster"] for each, row in zip(articles, rows, strict=True)}


def grouped(batches: Iterable[Sequence[Article]]) -> Partition:
    window = Window()
    homes: dict[str, str] = {}
    for batch in batches:
        homes |= {each: key for key, ids in window.fold(batch).stories.items() for each in ids}
    return homes


def at_once(articles: Sequence[Article]) -> Partition:
    return grouped([articles])


def every(minutes: int, articles: Sequence[Article], *, late: dict[str, timedelta] | None = None) -> Partition:
    """As refreshes would bring them: each article some time after it was published."""
    arrival = {each.id: each.published + (late or {}).get(each.id, timedelta(0)) for each in articles}
    batches: dict[int, list[Article]] = {}
    for each in sorted(articles, key=lambda each: arrival[each.id]):
        batches.setdefault(int(arrival[each.id].timestamp()) // (60 * minutes), []).append(each)
    return grouped(batches.values())


def by_the_hour(articles: Sequence[Article]) -> Partition:
    return every(60, articles)


def only(keys: Iterable[str], stories: Partition) -> Partition:
    return {key: stories[key] for key in keys}


@pytest.mark.parametrize("way", [at_once, by_the_hour])
@pytest.mark.parametrize("name", FILES)
def test_stories_are_whole_and_pure_enough(name, way):
    articles, truth = load(name)
    found = way(articles)
    multiple = told_more_than_once(truth)
    assert f1(*bcubed(truth, found)) >= ALL
    assert f1(*bcubed(only(multiple, truth), only(multiple, found))) >= MULTIPLE


@pytest.mark.parametrize("way", [at_once, by_the_hour])
@pytest.mark.parametrize("name", FILES)
def test_hardly_ever_do_two_events_stand_in_one_story_or_one_in_two(name, way):
    articles, truth = load(name)
    precision, recall = pairwise(truth, way(articles))
    assert precision >= PRECISION
    assert recall >= RECALL


def test_one_event_in_two_languages_is_one_story():
    articles, truth = load("day.jsonl")
    precision, recall = across({each.id: each.language for each in articles})(truth, at_once(articles))
    assert precision >= PRECISION
    assert recall >= ACROSS


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_articles_of_an_hour_arrive_hardly_matters(seed):
    articles, _ = load("day.jsonl")
    dice = random.Random(seed)
    late = {each.id: timedelta(minutes=dice.uniform(0, 60)) for each in articles}
    assert f1(*pairwise(every(20, articles), every(20, articles, late=late))) >= AGREEMENT


def test_the_sets_are_large_enough_to_mean_something():
    sizes = {name: load(name) for name in FILES}
    assert sum(len(articles) for articles, _ in sizes.values()) >= 240
    assert sum(len(told_more_than_once(truth)) for _, truth in sizes.values()) >= 160
    assert len({each.language for each in sizes["day.jsonl"][0]}) >= 12
