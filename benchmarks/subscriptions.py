"""What keeping subscriptions costs: `python benchmarks/subscriptions.py [COUNT…]`.

For each number of subscriptions (1,000, 10,000 and 100,000 unless told otherwise, 64 at least): one durable put (one
after another, each waits for its fsync), 64 puts of different chats asked for at once (the time until the last of them
is on disk, which is what a reader may have to wait, and the same divided by 64), one get, all of them, one erasure
(which writes both files anew), opening, and the memory of a process that has opened them. What is opened is a journal
of three times its snapshot (at about four it is compacted), and the system has it in memory. Prints one table with
what it was measured on and what a bare fsync costs there.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.machine import fsync, machine
from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions
from bot.model import Subscription
from tests.builders import subscription

Given = TypeVar("Given")

COUNTRIES = ("AR", "BR", "DE", "EG", "FR", "GB", "IN", "JP", "UA", "US", "ZA", "NZ")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "America/Argentina/Buenos_Aires", "Africa/Cairo")
AT_ONCE = 64
ERASED = 20
HEAD = (
    *("subscriptions", "put", "64 puts at once", "each of the 64", "get", "all", "erase"),
    *("open, s", "file, MB", "peak memory, MB"),
)

OPENING = """
import asyncio, sys, time
from pathlib import Path
from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions
def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
async def main():
    before = peak()
    started = time.perf_counter()
    store = await TinyDbSubscriptions.open(Path(sys.argv[1]))
    seconds = time.perf_counter() - started
    print(len(await store.all()), seconds, before, peak())
    await store.close()
asyncio.run(main())
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="where to write (default: the folder for temporary files)")
    given = parser.parse_args()
    if min(given.counts) < AT_ONCE:
        parser.error(f"{AT_ONCE} subscriptions are the least")
    print(machine("tinydb"))
    with TemporaryDirectory(dir=given.folder) as folder:
        print(f"fsync of 200 bytes: {fsync(Path(folder)):.2f} ms")
    print("milliseconds, median / p99, unless said otherwise\n")
    print(" | ".join(HEAD))
    for count in given.counts:
        with TemporaryDirectory(dir=given.folder) as folder:
            print(" | ".join([f"{count:,}", *asyncio.run(measured(Path(folder) / "subscriptions.journal", count))]))


async def measured(path: Path, count: int) -> list[str]:
    """The cells of one row."""
    dice = random.Random(count)
    chats = [1_000_000_000 + 7919 * number for number in range(count)]
    some = dice.choices(chats, k=2000)

    async def together(orders: Sequence[Subscription]) -> None:
        await asyncio.gather(*map(store.put, orders))

    store = await TinyDbSubscriptions.open(path)
    await together([order(chat, dice) for chat in chats])
    at_once = [[order(chat, dice) for chat in dice.sample(chats, AT_ONCE)] for _ in range(200)]
    single = await timed(store.put, [order(chat, dice) for chat in some])
    rounds = await timed(together, at_once)
    figures = [
        single,
        rounds,
        [each / AT_ONCE for each in rounds],
        await timed(store.get, some),
        await timed(lambda _: store.all(), some[:20]),
        await timed(store.delete, dice.sample(chats, ERASED)),
    ]
    await grow(store, path, dice)
    await store.close()
    opened, seconds, before, after = opening(path)
    assert opened == count - ERASED
    return [*map(spread, figures), f"{seconds:.2f}", f"{size(path) / 1e6:.1f}", f"{after:.0f} (before: {before:.0f})"]


async def grow(store: TinyDbSubscriptions, path: Path, dice: random.Random) -> None:
    """Change subscriptions until the journal is about three times its snapshot: what an open then has to read."""
    chats = [each.chat for each in await store.all()]
    while size(path) < 3 * size(path.with_name("subscriptions.spare.journal")):
        await asyncio.gather(*(store.put(order(chat, dice)) for chat in dice.choices(chats, k=len(chats) // 10)))


def size(path: Path) -> int:
    """Bytes of a file."""
    return path.stat().st_size


def opening(path: Path) -> tuple[int, float, float, float]:
    """How many were found, seconds, and the most memory (MB) before and after, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", OPENING, path], capture_output=True, text=True, check=True)
    count, *figures = done.stdout.split()
    seconds, before, after = map(float, figures)
    return int(count), seconds, before, after


def order(chat: int, dice: random.Random) -> Subscription:
    """A subscription as readers have them: one to eight countries."""
    countries = dice.sample(COUNTRIES, dice.randrange(1, 9))
    return subscription(chat, *countries, zone=dice.choice(ZONES), zone_chosen=True)


async def timed(call: Callable[[Given], Awaitable[object]], given: Iterable[Given]) -> list[float]:
    """Milliseconds of each call; what it is given was made before."""
    found = []
    for each in given:
        started = time.perf_counter()
        await call(each)
        found.append(1000 * (time.perf_counter() - started))
    return found


def spread(figures: list[float]) -> str:
    """Median and 99th percentile."""
    high = statistics.quantiles(figures, n=100, method="inclusive")[98]
    return f"{digits(statistics.median(figures))} / {digits(high)}"


def digits(figure: float) -> str:
    """Two digits that say something, or all before the point."""
    return f"{figure:.{max(0, 1 - math.floor(math.log10(figure)))}f}" if figure > 0 else "0"


if __name__ == "__main__":
    sys.exit(main())
