"""A process that is killed without warning, at any moment, has kept every change that it acknowledged."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions

ROUNDS = int(os.environ.get("KILL9_ROUNDS", "40"))
SEED = int(os.environ.get("KILL9_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)

Sizes = dict[int, int]  # by chat; 0 for none


async def test_every_acknowledged_change_survives_being_killed(tmp_path: Path):
    path = tmp_path / "subscriptions.journal"
    dice = random.Random(SEED)
    known: Sizes = {}
    acknowledged = 0
    for number in range(ROUNDS):
        said = run_and_kill(path, after=dice.randrange(1, 2000), seed=dice.randrange(10**9))
        acknowledged += sum(word == "ok" for word, _, _ in said)
        possible = follow(known, said)
        known = await sizes(path)
        for chat, allowed in possible.items():
            assert known.get(chat, 0) in allowed, f"round {number}, KILL9_SEED={SEED}, chat {chat}"
        assert known.keys() <= possible.keys()
    assert not list(tmp_path.glob("*damaged*"))
    assert acknowledged > ROUNDS
    print(f"{ROUNDS} rounds, {acknowledged} acknowledged changes, seed {SEED}")  # noqa: T201 - the figure of a long run


def run_and_kill(path: Path, *, after: int, seed: int) -> list[tuple[str, int, int]]:
    """What a writer said until it was killed, some time after it had said `after` lines."""
    command = [sys.executable, "-m", "tests.adapters.kill9_writer", str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        lines = [line for _, line in zip(range(after), process.stdout, strict=False)]
        process.kill()
        lines += process.stdout.readlines()
    assert len(lines) >= after, "the writer ended by itself"
    words = [line.split() for line in lines]
    return [(word.decode(), int(chat), int(size)) for word, chat, size in words]


def follow(before: Sizes, said: list[tuple[str, int, int]]) -> dict[int, set[int]]:
    """What each chat may have now: what was acknowledged last, or what was tried after that."""
    possible = {chat: {size} for chat, size in before.items()}
    for word, chat, size in said:
        if word == "ok":
            possible[chat] = {size}
        else:
            possible[chat] = possible.get(chat, {0}) | {size}
    return possible


async def sizes(path: Path) -> Sizes:
    store = await TinyDbSubscriptions.open(path)
    assert store.notice is None
    found = {order.chat: order.size for order in await store.all()}
    await store.close()
    return found
