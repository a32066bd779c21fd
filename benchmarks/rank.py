"""What a page costs: `python benchmarks/rank.py [ARTICLES…]`, by default 25000, 50000 and 100000.

Invented articles over three days from the outlets of `feeds.yaml`: most events are told once or twice, a few by dozens.
Prints, for each size, the seconds to rank the world's page, and the edition of the country of which we read most, each
for the first time (its words are not in memory) and again (the median of five).
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.machine import machine
from bot.catalogue import load
from bot.core import rank
from bot.model import Article, Brief, Outlet, Story

NOW = datetime(2026, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "ol")]


def main() -> None:
    """Rank both pages at each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[25_000, 50_000, 100_000])
    sizes = parser.parse_args().sizes
    catalogue = load(Path(__file__).resolve().parent.parent / "feeds.yaml")
    country = Counter(outlet.country for outlet in catalogue.outlets).most_common(1)[0][0]
    print(machine())
    for size in sizes:
        told = tuple(story for story in stories(size, catalogue.outlets) if story.last_seen > NOW - DAY)
        ours = tuple(story for story in told if story.told_by(country))
        print(f"{size} articles; of today {len(told)} stories, {len(ours)} of them told in {country}")
        print(f"  world   {seconds(lambda told=told: rank.world(told, now=NOW, catalogue=catalogue))}")
        print(f"  edition {seconds(lambda ours=ours: rank.edition(ours, country=country, now=NOW))}")


def seconds(work: Callable[[], object]) -> str:
    """How long it takes for the first time, and then."""
    taken = []
    for _ in range(6):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return f"{taken[0]:.2f} s, again {statistics.median(taken[1:]):.2f} s"


def stories(count: int, outlets: Sequence[Outlet]) -> Iterator[Story]:
    """Invented stories of so many articles in all."""
    rng = random.Random(1)
    words = ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))) for _ in range(60_000)]
    made = 0
    while made < count:
        size, begins = min(int(rng.paretovariate(1.1)), 60), NOW - 3 * DAY * rng.random()
        about = [rng.choice(words).title() for _ in range(4)] + rng.choices(words, k=12)
        told = [
            article(f"{made + at:016x}", begins, rng.choice(outlets), words=(about, words), rng=rng)
            for at in range(size)
        ]
        ordered = tuple(sorted(told, key=lambda each: each.published))
        yield Story(id=f"{made:012x}", articles=ordered, brief=Brief(headline=ordered[0].title))
        made += size


def article(
    identity: str, begins: datetime, outlet: Outlet, *, words: tuple[Sequence[str], Sequence[str]], rng: random.Random
) -> Article:
    """An article of an event, in the event's own words (the first) among others."""
    about, others = words
    title = " ".join(rng.sample(about, 7) + rng.choices(others, k=3)).capitalize()
    lead = " ".join(rng.sample(about, 12) + rng.choices(others, k=24)).capitalize()
    published = min(begins + DAY * rng.expovariate(4), NOW)
    return Article(
        id=identity,
        outlet=outlet.name,
        country=outlet.country,
        language="en",
        title=title,
        title_original=title,
        summary=f"{lead}.",
        url=f"{outlet.site}/{identity}",
        published=published,
        first_seen=published,
        state_run=outlet.state_run,
        position=rng.randrange(40),
    )


if __name__ == "__main__":
    main()
