"""Changes subscriptions until it is killed; says `try` before each change and `ok` when it was acknowledged.

`python -m tests.adapters.kill9_writer JOURNAL SEED`. Several writers, each with chats of its own, so that
changes are written together; each line is one write, so the reader of our output never sees half of one that
counts.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from pathlib import Path

from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions
from tests.builders import subscription

WRITERS = 4
CHATS = 10
COUNTRIES = ("AR", "BR", "DE", "EG", "FR", "GB", "IN", "JP", "UA", "US") * 5


def say(word: str, chat: int, size: int) -> None:
    os.write(1, f"{word} {chat} {size}\n".encode())


async def change(store: TinyDbSubscriptions, chat: int, dice: random.Random) -> None:
    """One change of a chat; a size of 0 stands for a deletion."""
    size = 0 if dice.random() < 0.02 else dice.randrange(1, 1_000_000)
    say("try", chat, size)
    if size:
        await store.put(subscription(chat, *COUNTRIES[: dice.randrange(50)], size=size))
    else:
        await store.delete(chat)
    say("ok", chat, size)


async def writer(store: TinyDbSubscriptions, number: int, dice: random.Random) -> None:
    while True:
        await change(store, number * CHATS + dice.randrange(CHATS) - 20, dice)


async def main(path: Path, seed: int) -> None:
    store = await TinyDbSubscriptions.open(path)
    await asyncio.gather(*(writer(store, number, random.Random(seed + number)) for number in range(WRITERS)))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
