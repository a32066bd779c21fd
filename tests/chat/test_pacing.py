"""Never faster than Telegram allows, however long its answers take."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.pacing import Pacer


class VirtualTime:
    """A clock that jumps to the next moment somebody waits for, when nobody has anything else to do."""

    def __init__(self) -> None:
        self.now = 0.0
        self.sleepers: list[tuple[float, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self.sleepers.append((self.now + seconds, woken))
        await woken.wait()

    async def run(self, *jobs) -> None:
        tasks = [asyncio.ensure_future(job) for job in jobs]
        while not all(task.done() for task in tasks):
            for _ in range(20):  # let everything that can go on go on
                await asyncio.sleep(0)
            if self.sleepers:
                self.sleepers.sort(key=lambda each: each[0])
                self.now, woken = self.sleepers.pop(0)
                woken.set()
        await asyncio.gather(*tasks)


def most_within(moments: list[float], seconds: float) -> int:
    """The most moments in any half-open stretch of so many seconds."""
    moments = sorted(moments)
    return max((sum(start <= each < start + seconds - 1e-9 for each in moments) for start in moments), default=0)


@settings(deadline=None, max_examples=50)
@given(
    rate=st.integers(1, 8),
    jobs=st.lists(
        st.tuples(st.sampled_from([1, 2, 3, 4, 5, -1]), st.floats(0, 2), st.floats(0, 1)), min_size=1, max_size=40
    ),
)
async def test_no_second_is_above_the_rate_wherever_the_receiver_looks(rate: int, jobs):
    """A job is (chat, seconds until the answer, share of them after which the message is received)."""
    time, received = VirtualTime(), []

    async def send(chat: int, latency: float, share: float) -> None:
        async with pacer.turn(chat):
            received.append((chat, time.now + latency * share))
            await time.sleep(latency)

    pacer = Pacer(rate=rate, clock=lambda: time.now, sleep=time.sleep)
    await time.run(*(send(*job) for job in jobs))
    assert len(received) == len(jobs)
    assert most_within([moment for _, moment in received], 1.0) <= rate
    for chat in {chat for chat, _ in received}:
        mine = [moment for each, moment in received if each == chat]
        assert most_within(mine, 1.0) <= 1
        assert chat > 0 or most_within(mine, 60.0) <= 20


async def test_a_quick_line_is_used_to_the_full():
    time = VirtualTime()

    async def send(chat: int) -> None:
        async with pacer.turn(chat):
            pass

    pacer = Pacer(rate=30, clock=lambda: time.now, sleep=time.sleep)
    await time.run(*(send(chat) for chat in range(1, 301)))
    assert time.now == pytest.approx(9.0, abs=0.01)


async def test_messages_of_one_chat_leave_in_their_order():
    time, left = VirtualTime(), []

    async def send(number: int) -> None:
        async with pacer.turn(1):
            left.append(number)

    pacer = Pacer(rate=30, clock=lambda: time.now, sleep=time.sleep)
    await time.run(*(send(number) for number in range(5)))
    assert left == [0, 1, 2, 3, 4]


async def test_a_chat_that_must_wait_holds_nobody_up():
    time, left = VirtualTime(), []

    async def send(chat: int) -> None:
        async with pacer.turn(chat):
            left.append((time.now, chat))

    pacer = Pacer(rate=30, clock=lambda: time.now, sleep=time.sleep)
    await time.run(send(1), send(1), send(2))
    assert left == [(0.0, 1), (0.0, 2), (1.0, 1)]


async def test_a_group_gets_twenty_a_minute():
    time, left = VirtualTime(), []

    async def send() -> None:
        async with pacer.turn(-5):
            left.append(time.now)

    pacer = Pacer(rate=30, clock=lambda: time.now, sleep=time.sleep)
    await time.run(*(send() for _ in range(21)))
    assert left[19] == pytest.approx(19.0)
    assert left[20] == pytest.approx(60.0)


async def test_windows_of_chats_that_are_idle_are_forgotten():
    time = VirtualTime()

    async def send(chat: int) -> None:
        async with pacer.turn(chat):
            pass

    pacer = Pacer(rate=100_000, clock=lambda: time.now, sleep=time.sleep)
    for chat in range(1, 5000):
        await send(chat)
        time.now += 0.01
    assert len(pacer._windows) < 5000
