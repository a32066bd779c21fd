"""What a window costs as it grows: `python benchmarks/window.py [ARTICLES…]`, by default 25000, 50000 and 100000.

Invented articles over three days from 900 outlets of 150 countries: an event is told by one to thirty outlets, in words
drawn by Zipf's law from 60,000 with the event's own names among them. Prints, for each size, the seconds to fold 500
more articles (the median of five), and how much memory the process has taken since the window was empty.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from benchmarks.machine import machine, resident
from bot.core.cluster import Window
from bot.model import Article

START = datetime(2026, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=2.9)
WORDS = 60_000
OUTLETS = 900
BATCH = 500
SYLLABLES = [first + second for first in "bdfgklmnprstvz" for second in ("a", "e", "i", "o", "u", "an", "er", "ol")]


def main() -> None:
    """Grow one window through the sizes and measure at each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[25_000, 50_000, 100_000])
    sizes = sorted(parser.parse_args().sizes)
    print(machine())
    news = articles(sizes[-1] + 10 * BATCH * len(sizes))
    empty, window, known, count = resident(), Window(), {}, 0
    for size in sizes:
        started = time.perf_counter()
        while count < size:
            fold(window, [next(news) for _ in range(BATCH)], known)
            count += BATCH
        print(f"{count} articles: filled in {time.perf_counter() - started:.0f} s", end="", flush=True)
        seconds = []
        for _ in range(5):
            batch = [next(news) for _ in range(BATCH)]
            started = time.perf_counter()
            fold(window, batch, known)
            seconds.append(time.perf_counter() - started)
        count += 5 * BATCH
        print(f"; {BATCH} more: {statistics.median(seconds):.2f} s; {resident() - empty:.0f} MB", flush=True)


def fold(window: Window, batch: list[Article], known: dict[str, int]) -> None:
    """Fold a batch, and count the articles of each story."""
    changes = window.fold(batch)
    known |= {key: len(ids) for key, ids in changes.stories.items()}


def articles(count: int) -> Iterator[Article]:
    """Invented articles, in the order of their publication."""
    rng = random.Random(1)
    words = ["".join(rng.choices(SYLLABLES, k=rng.choice((2, 3, 3, 4)))) for _ in range(WORDS)]
    weights = list(accumulate(1 / (rank + 10) for rank in range(WORDS)))
    for at, event in enumerate(_told(rng, count)):
        own = random.Random(event)
        names = [own.choice(words).title() for _ in range(4)]
        core = own.choices(words, cum_weights=weights, k=12)
        outlet = rng.randrange(OUTLETS)
        title = rng.sample(names, 2) + rng.sample(core, 5) + rng.choices(words, cum_weights=weights, k=3)
        lead = names + rng.sample(core, 8) + rng.choices(words, cum_weights=weights, k=24)
        rng.shuffle(title)
        rng.shuffle(lead)
        moment = START + SPAN * (at / count)
        yield Article(
            id=f"{at:016x}",
            outlet=f"Outlet {outlet}",
            country=f"{chr(65 + outlet % 15)}{chr(65 + outlet % 10)}",
            language="en",
            title=" ".join(title).capitalize(),
            title_original="",
            summary=" ".join(lead).capitalize() + ".",
            url=f"https://outlet{outlet}.example/{at}",
            published=moment,
            first_seen=moment,
        )


def _told(rng: random.Random, count: int) -> list[int]:
    """The event of each article: most events are told once or twice, a few by dozens, over some hours."""
    told: list[tuple[float, int]] = []
    while len(told) < count:
        event, begins = len(told), rng.random()
        size = min(int(rng.paretovariate(1.1)), 60)
        told += [(begins + rng.expovariate(12), event) for _ in range(size)]
    return [event for _, event in sorted(told)[:count]]


if __name__ == "__main__":
    sys.exit(main())
