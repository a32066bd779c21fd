"""Never faster than Telegram allows, however long its answers take."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.pacing import EVERYONE, LONGEST_PAUSE, Pacer
from tests.virtual_time import VirtualTime


def most_within(moments: list[float], seconds: float) -> int:
    """The most moments in any half-open stretch of so many seconds."""
    moments = sorted(moments)
    return max((sum(start <= each < start + seconds - 1e-9 for each in moments) for start in moments), default=0)


@settings(deadline=None, max_examples=50)
@given(
    rate=st.integers(1, 8),
    jobs=st.lists(
        st.tuples(
            st.sampled_from([1, 2, 3, 4, 5, -1]),
            st.floats(0, 2),
            st.floats(0, 1),
            st.sampled_from(["bulk", "answer", "twice", "flood"]),
        ),
        min_size=1,
        max_size=40,
    ),
)
async def test_no_second_is_above_the_rate_wherever_the_receiver_looks(rate: int, jobs):
    """A job is (chat, seconds until the answer, share of them after which it is received, what kind it is)."""
    time, received = VirtualTime(), []

    async def send(chat: int, latency: float, share: float, kind: str) -> None:
        async with pacer.turn(chat, answer=kind == "answer") as place:
            for _message in range(2 if kind == "twice" else 1):
                if _message:
                    await pacer.again(place)
                received.append((chat, time.now + latency * share, kind))
                await time.sleep(latency)
            if kind == "flood":
                pacer.told_to_wait(chat, 3.0)

    pacer = time.pacer(rate)
    await time.run(*(send(*job) for job in jobs))
    assert len(received) == len(jobs) + sum(kind == "twice" for *_, kind in jobs)
    assert most_within([moment for _, moment, _ in received], 1.0) <= rate
    for chat in {chat for chat, _, _ in received}:
        mine = [moment for each, moment, _ in received if each == chat]
        assert most_within([moment for each, moment, kind in received if (each, kind) == (chat, "bulk")], 1.0) <= 1
        assert most_within(mine, 3.0) <= 3
        assert chat > 0 or most_within(mine, 60.0) <= 20


async def test_a_quick_line_is_used_to_the_full():
    time = VirtualTime()

    async def send(chat: int) -> None:
        async with pacer.turn(chat):
            pass

    pacer = time.pacer(30)
    await time.run(*(send(chat) for chat in range(1, 301)))
    assert time.now == pytest.approx(9.0, abs=0.01)


async def test_messages_of_one_chat_leave_in_their_order():
    time, left = VirtualTime(), []

    async def send(number: int) -> None:
        async with pacer.turn(1):
            left.append(number)

    pacer = time.pacer(30)
    await time.run(*(send(number) for number in range(5)))
    assert left == [0, 1, 2, 3, 4]


async def test_a_chat_that_must_wait_holds_nobody_up():
    time, left = VirtualTime(), []

    async def send(chat: int) -> None:
        async with pacer.turn(chat):
            left.append((time.now, chat))

    pacer = time.pacer(30)
    await time.run(send(1), send(1), send(2))
    assert left == [(0.0, 1), (0.0, 2), (1.0, 1)]


async def test_a_group_gets_twenty_a_minute():
    time, left = VirtualTime(), []

    async def send() -> None:
        async with pacer.turn(-5):
            left.append(time.now)

    pacer = time.pacer(30)
    await time.run(*(send() for _ in range(21)))
    assert left[19] == pytest.approx(19.0)
    assert left[20] == pytest.approx(60.0)


async def test_windows_of_chats_that_are_idle_are_forgotten():
    time = VirtualTime()

    async def send(chat: int) -> None:
        async with pacer.turn(chat):
            pass

    pacer = time.pacer(100_000)
    for chat in range(1, 5000):
        await send(chat)
        time.now += 0.01
    assert len(pacer._windows) < 5000


async def test_answers_go_ahead_of_all_that_waits():
    time, left = VirtualTime(), []

    async def send(number: int, *, answer: bool = False) -> None:
        async with pacer.turn(number, answer=answer):
            left.append((number, time.now))

    pacer = time.pacer(10)
    bulk = [send(number) for number in range(1, 101)]
    await time.run(*bulk, send(500, answer=True), send(501, answer=True))
    # In each window ten leave: the first ten bulk messages were faster, then the answers.
    assert [number for number, _ in left[10:12]] == [500, 501]
    assert left[11][1] == pytest.approx(1.0)


async def test_answers_go_ahead_in_their_own_chat_too():
    time, left = VirtualTime(), []

    async def send(word: str, *, answer: bool = False) -> None:
        async with pacer.turn(1, answer=answer):
            left.append(word)

    pacer = time.pacer(30)
    await time.run(send("first"), send("bulk"), send("more bulk"), *(send("answer", answer=True) for _ in range(4)))
    assert left == ["first", "answer", "answer", "answer", "answer", "bulk", "more bulk"]


async def test_an_answer_of_a_few_messages_does_not_wait_and_a_flood_of_them_does():
    time, left = VirtualTime(), []

    async def send() -> None:
        async with pacer.turn(1, answer=True):
            left.append(time.now)

    pacer = time.pacer(30)
    await time.run(*(send() for _ in range(7)))
    assert left == [0.0, 0.0, 0.0, 3.0, 3.0, 3.0, 6.0]


async def test_who_gives_up_waiting_leaves_the_others_their_turns():
    time, left = VirtualTime(), []

    async def send(number: int) -> None:
        async with pacer.turn(1):
            left.append((number, time.now))

    pacer = time.pacer(30)
    tasks = [asyncio.ensure_future(send(number)) for number in range(4)]
    for _ in range(5):
        await asyncio.sleep(0)
    tasks[1].cancel()
    tasks[2].cancel()
    await time.run(tasks[3])
    assert left == [(0, 0.0), (3, 1.0)]
    assert not pacer._queue


async def test_who_gives_up_at_the_moment_it_may_go_gives_its_place_back():
    time, left = VirtualTime(), []

    async def send(number: int) -> None:
        async with pacer.turn(number):
            left.append(number)

    pacer = time.pacer(1)
    await time.run(send(1))
    second = asyncio.ensure_future(send(2))
    await asyncio.sleep(0)
    time.next()  # it has its place, and does not know yet
    second.cancel()
    await time.run(send(3))
    assert left == [1, 3]
    assert pacer._windows[EVERYONE].under_way == 0


async def test_a_chat_that_is_told_to_wait_is_no_business_of_the_others():
    time, left = VirtualTime(), []

    async def send(chat: int) -> None:
        async with pacer.turn(chat):
            left.append(time.now)

    pacer = time.pacer(30)
    for _again in range(5):
        pacer.told_to_wait(1, 30.0)
    pacer.told_to_wait(2, 30.0)
    await time.run(send(3))
    pacer.told_to_wait(4, 30.0)  # a message was accepted since
    await time.run(send(5))
    assert left == [0.0, 0.0]


@pytest.mark.parametrize("answer", [True, False])
@pytest.mark.parametrize(("told", "pause"), [(7.0, 7.0), (12 * 3600.0, LONGEST_PAUSE)])
async def test_a_chat_that_is_told_to_wait_gets_nothing_meanwhile(told: float, pause: float, answer: bool):
    time, left = VirtualTime(), []

    async def send(chat: int, *, answer: bool) -> None:
        async with pacer.turn(chat, answer=answer):
            left.append((chat, time.now))

    pacer = time.pacer(30)
    pacer.told_to_wait(1, told)
    pacer.told_to_wait(1, 1.0)  # what was on its way at the same time
    await time.run(send(1, answer=answer), send(2, answer=not answer))
    assert left == [(2, 0.0), (1, pause)]


@pytest.mark.parametrize(("told", "pause"), [(7.0, 7.0), (12 * 3600.0, LONGEST_PAUSE)])
async def test_chats_that_are_told_to_wait_one_after_the_other_make_the_whole_bot_wait(told: float, pause: float):
    time, left = VirtualTime(), []

    async def send(chat: int, *, answer: bool = False) -> None:
        async with pacer.turn(chat, answer=answer):
            left.append(time.now)

    pacer = time.pacer(30)
    for chat in (1, 2, 3):
        pacer.told_to_wait(chat, told)
    await time.run(send(4), send(5, answer=True))
    assert left == [pause, pause]


async def test_the_event_loops_own_clock_will_do():
    pacer, left = Pacer(rate=100), []

    async def send(chat: int) -> None:
        async with pacer.turn(chat):
            left.append(chat)

    await asyncio.gather(*(send(chat) for chat in range(1, 102)))
    assert len(left) == 101
