"""What the other benchmarks are measured on: `python benchmarks/machine.py`.

Prints Python, the libraries that matter, cores, memory, load, and what one fsync costs in the folder for temporary
files. Figures of a busy machine are worth little: compare its load with its cores before you compare anything else.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

LIBRARIES = ("aiohttp", "apscheduler", "feedparser", "httpx", "python-telegram-bot", "tinydb")


def main() -> None:
    """Print all of it."""
    print(machine(*LIBRARIES))
    with TemporaryDirectory() as folder:
        print(f"fsync of 200 bytes: {fsync(Path(folder)):.2f} ms (median of 200)")


def machine(*libraries: str) -> str:
    """One line: Python, the versions of some libraries, the machine and how busy it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return ", ".join(
        [
            f"Python {platform.python_version()}",
            *(f"{name} {version(name)}" for name in libraries),
            f"{os.cpu_count()} cores",
            f"{memory:.0f} GiB",
            f"load {os.getloadavg()[0]:.1f}",
            f"{platform.system()} {platform.release()}",
        ]
    )


def resident() -> float:
    """Megabytes of memory that this process has now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def fsync(folder: Path) -> float:
    """Milliseconds, median, until 200 appended bytes are on the disk of a folder; 0.00 means that it has none."""
    found = []
    with (folder / "fsync").open("ab", buffering=0) as file:
        for _ in range(200):
            started = time.perf_counter()
            file.write(b"x" * 200)
            os.fsync(file.fileno())
            found.append(1000 * (time.perf_counter() - started))
    return statistics.median(found)


if __name__ == "__main__":
    sys.exit(main())
