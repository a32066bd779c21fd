"""What keeping subscriptions costs: `python -m benchmarks.subscriptions [COUNT…]`.

For each number of subscriptions (1,000, 10,000 and 100,000 unless told otherwise): one durable put (one after
another, each waits for its fsync), a put when 64 are asked for at once, one get, all of them, one erasure,
opening, and the memory of a process that has opened them (of a journal that has grown until just before its
compaction). Prints one table with what it was measured on.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions
from bot.model import Subscription
from tests.builders import subscription

COUNTRIES = ("AR", "BR", "DE", "EG", "FR", "GB", "IN", "JP", "UA", "US", "ZA", "NZ")
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "America/Argentina/Buenos_Aires", "Africa/Cairo")
AT_ONCE = 64

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
    print(
        f"Python {platform.python_version()}, TinyDB {version('tinydb')}, {os.cpu_count()} cores, "
        f"load {os.getloadavg()[0]:.1f}, {platform.system()} {platform.release()}"
    )
    print("milliseconds, median / p99, unless said otherwise\n")
    head = ("subscriptions", "put", "put, 64 at once", "get", "all", "erase", "open, s", "file, MB", "peak memory, MB")
    print(" | ".join(head))
    for count in given.counts:
        with TemporaryDirectory(dir=given.folder) as folder:
            print(" | ".join([f"{count:,}", *asyncio.run(measured(Path(folder) / "subscriptions.journal", count))]))


async def measured(path: Path, count: int) -> list[str]:
    """The cells of one row."""
    dice = random.Random(count)
    chats = [1_000_000_000 + 7919 * number for number in range(count)]
    some = dice.choices(chats, k=2000)

    async def together(_: int) -> None:
        await asyncio.gather(*(store.put(order(chat, dice)) for chat in dice.choices(chats, k=AT_ONCE)))

    store = await TinyDbSubscriptions.open(path)
    await asyncio.gather(*(store.put(order(chat, dice)) for chat in chats))
    figures = [
        await timed(lambda chat: store.put(order(chat, dice)), some),
        [each / AT_ONCE for each in await timed(together, some[:200])],
        await timed(store.get, some),
        await timed(lambda _: store.all(), some[:20]),
        await timed(store.delete, dice.sample(chats, 20)),
    ]
    await grow(store, path, dice)
    await store.close()
    opened, seconds, before, after = opening(path)
    assert opened == count - 20
    return [*map(spread, figures), f"{seconds:.2f}", f"{size(path) / 1e6:.1f}", f"{after:.0f} (Python: {before:.0f})"]


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


async def timed(call: Callable[[int], Awaitable[object]], chats: Sequence[int]) -> list[float]:
    """Milliseconds of each call."""
    found = []
    for chat in chats:
        started = time.perf_counter()
        await call(chat)
        found.append(1000 * (time.perf_counter() - started))
    return found


def spread(figures: list[float]) -> str:
    """Median and 99th percentile."""
    return f"{statistics.median(figures):.3f} / {statistics.quantiles(figures, n=100, method='inclusive')[98]:.3f}"


if __name__ == "__main__":
    sys.exit(main())
