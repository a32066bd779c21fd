"""How long the program takes to say anything: `python benchmarks/startup.py [TIMES]`.

Starts `python -m bot --help` TIMES times (20 unless told otherwise), each in a process of its own with its bytecode
written and its files in memory, beside `python -c pass`, which is Python alone. Then prints what the most costly
imports cost by themselves and with all that they import (`python -X importtime`, which itself slows them down).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.machine import machine

ROOT = Path(__file__).resolve().parent.parent
SHOWN = 12


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("times", nargs="?", type=int, default=20)
    times = parser.parse_args().times
    print(machine())
    for name, arguments in (("python -c pass", ["-c", "pass"]), ("python -m bot --help", ["-m", "bot", "--help"])):
        found = [started(arguments) for _ in range(times + 1)][1:]  # the first one fills the caches
        print(f"{name}: {statistics.median(found):.0f} ms (median of {times}; {min(found):.0f} to {max(found):.0f})")
    imports = costs()
    print(f"\nthe imports that cost most, of {len(imports)}: ms with what they import, ms alone")
    for total, alone, name in sorted(imports, reverse=True)[:SHOWN]:
        print(f"{total / 1000:6.0f} {alone / 1000:6.1f}  {name}")


def started(arguments: list[str]) -> float:
    """Milliseconds from the start of a Python to its end."""
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return 1000 * (time.perf_counter() - begun)


def costs() -> list[tuple[int, int, str]]:
    """Of each import: microseconds with what it imports, microseconds alone, its name indented by its depth."""
    command = [sys.executable, "-X", "importtime", "-m", "bot", "--help"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows = [line.removeprefix("import time:").split("|") for line in done.stderr.splitlines()[1:]]
    return [(int(total), int(alone), name.rstrip()) for alone, total, name in rows]


if __name__ == "__main__":
    sys.exit(main())
