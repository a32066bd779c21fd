"""Chats at the same time, each in its order."""

from __future__ import annotations

import asyncio
import gc

from telegram import Chat, Message, Update

from bot.chat.ordering import AT_ONCE, OrderedByChat
from bot.chat.turns import Turns
from tests.builders import NOON


def update(chat: int, number: int) -> Update:
    return Update(number, message=Message(number, NOON, Chat(chat, "private")))


async def test_a_chat_is_answered_in_its_order_and_waits_for_no_other():
    processor, log, gate = OrderedByChat(), [], asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        log.append("slow")

    async def quick(name: str) -> None:
        log.append(name)

    jobs = [
        asyncio.ensure_future(processor.process_update(update(1, 1), slow())),
        asyncio.ensure_future(processor.process_update(update(1, 2), quick("after slow"))),
        asyncio.ensure_future(processor.process_update(update(2, 3), quick("other chat"))),
    ]
    await jobs[2]
    assert log == ["other chat"]
    gate.set()
    await asyncio.gather(*jobs)
    assert log == ["other chat", "slow", "after slow"]


async def test_who_writes_a_thousand_times_in_a_row_waits_alone():
    processor, gate, log = OrderedByChat(), asyncio.Event(), []

    async def stuck() -> None:
        await gate.wait()

    async def quick() -> None:
        log.append("answered")

    flood = [asyncio.ensure_future(processor.process_update(update(1, n), stuck())) for n in range(10 * AT_ONCE)]
    await asyncio.sleep(0)
    await processor.process_update(update(2, 9999), quick())
    assert log == ["answered"]
    gate.set()
    await asyncio.gather(*flood)


async def test_an_update_cancelled_while_it_waits_leaves_nothing_behind():
    processor, gate = OrderedByChat(), asyncio.Event()

    async def stuck() -> None:
        await gate.wait()

    first = asyncio.ensure_future(processor.process_update(update(1, 1), stuck()))
    second = asyncio.ensure_future(processor.process_update(update(1, 2), stuck()))
    for _ in range(3):
        await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(second, return_exceptions=True)
    gate.set()
    await first
    gc.collect()  # a coroutine that was never awaited would warn, and a warning is an error
    assert 1 not in processor._turns


async def test_keys_that_nobody_wants_are_forgotten():
    turns = Turns()
    async with turns.take("a"):
        assert "a" in turns
    assert "a" not in turns
