"""Chats at the same time, each in its order."""

from __future__ import annotations

import asyncio
import gc

from telegram import Chat, Message, Update

from bot.chat import ordering
from bot.chat.ordering import AT_ONCE, OF_ONE_CHAT, OrderedByChat
from bot.chat.texts import en
from bot.chat.turns import Turns
from tests.builders import NOON
from tests.chat.stage import READER, Stage


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


async def test_what_one_chat_sends_beyond_its_measure_is_dropped():
    processor, gate, log = OrderedByChat(), asyncio.Event(), []

    async def noted(number: int) -> None:
        await gate.wait()
        log.append(number)

    flood = [asyncio.ensure_future(processor.process_update(update(1, n), noted(n))) for n in range(3 * OF_ONE_CHAT)]
    await asyncio.sleep(0)
    gate.set()
    await asyncio.gather(*flood)
    assert log == list(range(OF_ONE_CHAT))
    await processor.process_update(update(1, 1000), noted(1000))
    assert log[-1] == 1000


async def test_there_is_no_room_for_more_while_too_many_wait(monkeypatch):
    monkeypatch.setattr(ordering, "WAITING", 3)
    processor, gate = OrderedByChat(), asyncio.Event()
    jobs = [asyncio.ensure_future(processor.process_update(update(n, n), gate.wait())) for n in range(1, 4)]
    await asyncio.sleep(0)
    room = asyncio.ensure_future(processor.room())
    for _ in range(5):
        await asyncio.sleep(0)
    assert not room.done()
    gate.set()
    await asyncio.gather(*jobs, room)


async def test_what_is_dispersed_ends_and_nothing_comes_after_it():
    processor, log = OrderedByChat(), []

    async def endless(name: str) -> None:
        log.append(name)
        await asyncio.Event().wait()

    jobs = [asyncio.ensure_future(processor.process_update(update(1, n), endless("first"))) for n in range(3)]
    for _ in range(3):
        await asyncio.sleep(0)
    processor.disperse()
    await asyncio.wait(jobs)
    await processor.process_update(update(2, 9), endless("late"))
    assert log == ["first"]


async def test_a_press_that_is_dropped_is_answered(stage: Stage):
    (hello,) = await stage.say("/start")
    processor, gate = OrderedByChat(), asyncio.Event()
    flood = [
        asyncio.ensure_future(processor.process_update(update(READER, n), gate.wait())) for n in range(OF_ONE_CHAT)
    ]
    await asyncio.sleep(0)
    press = Update.de_json(stage.local.press(hello, "1:help"), stage.application.bot)
    await processor.process_update(press, stage.application.process_update(press))
    assert not stage.local.open_presses
    assert stage.notices == [en.TOO_MUCH]
    gate.set()
    await asyncio.gather(*flood)
