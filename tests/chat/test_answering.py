"""Answers: at the pace of everything that leaves, ahead of digests, and patient where Telegram says to wait."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.chat import panels
from bot.chat.answering import LONGEST_WAIT, Answers, Place
from bot.chat.pacing import Pacer
from bot.chat.refusals import Refusal
from bot.chat.terminal import unhurried
from bot.chat.texts import en
from bot.errors import StoreError
from tests.chat.stage import READER, Stage, texts
from tests.chat.test_pacing import most_within
from tests.virtual_time import VirtualTime

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # about RetryAfter

GROUP, ANN = -100, 11


def flood(seconds: float) -> Refusal:
    return Refusal(description="Too Many Requests", code=429, parameters={"retry_after": seconds})


@pytest.fixture
def slept(stage: Stage) -> list[float]:
    """What answers have slept, at once; the stage's handlers use them."""
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    object.__setattr__(stage.answers, "sleep", sleep)
    return slept


def at_pace(stage: Stage, time: VirtualTime, *, rate: float) -> tuple[Answers, Pacer]:
    pacer = time.pacer(rate)
    return Answers(bot=stage.application.bot, pacer=pacer), pacer


async def test_answers_are_never_more_than_telegram_takes_over_all_chats(stage: Stage):
    time, moments = VirtualTime(), []
    stage.local.on_message = lambda _message: moments.append(time.now)
    answers, _pacer = at_pace(stage, time, rate=5)
    for chat in range(1, 41):
        stage.local.chat(chat)
    await time.run(*(answers.give(Place(chat=chat), (panels.notice("Hello"),)) for chat in range(1, 41)))
    assert len(moments) == 40
    assert most_within(moments, 1.0) <= 5


async def test_answers_into_one_group_are_never_more_than_it_takes(stage: Stage):
    time, moments = VirtualTime(), []
    stage.local.chat(GROUP)
    stage.local.on_message = lambda _message: moments.append(time.now)
    answers, _pacer = at_pace(stage, time, rate=1000)
    place = Place(chat=GROUP, private=False)
    await time.run(*(answers.give(place, (panels.notice("Hello"),)) for _ in range(40)))
    assert most_within(moments, 60.0) == 20


async def test_an_answer_goes_ahead_of_the_digests_that_wait(stage: Stage):
    time, order = VirtualTime(), []
    stage.local.chat(READER)
    stage.local.on_message = lambda _message: order.append("answer")
    answers, pacer = at_pace(stage, time, rate=1)

    async def digest(chat: int) -> None:
        async with pacer.turn(chat):
            order.append("digest")

    async def late_answer() -> None:
        await time.sleep(0.5)
        await answers.give(Place(chat=READER), (panels.notice("Hello"),))

    await time.run(*(digest(chat) for chat in range(100, 110)), late_answer())
    assert order.index("answer") <= 2
    assert len(order) == 11


async def test_a_new_message_waits_as_long_as_telegram_says(stage: Stage, slept: list[float]):
    stage.local.faults["sendMessage"] = [flood(7)]
    assert texts(await stage.say("/privacy"))
    assert slept == [7]


async def test_a_changed_message_waits_as_long_as_telegram_says(stage: Stage, slept: list[float]):
    (panel,) = await stage.say("/subscribe France")
    stage.local.faults["editMessageText"] = [flood(7)]
    (changed,) = await stage.press(panel, "pause")
    assert changed.edited
    assert slept == [7]


async def test_who_asks_is_looked_up_as_late_as_telegram_says(stage: Stage, slept: list[float]):
    stage.local.chat(GROUP, administrators=frozenset({ANN}))
    stage.local.faults["getChatMember"] = [flood(7)]
    await stage.say("/subscribe France", chat=GROUP, user=ANN)
    assert (await stage.store.get(GROUP)).countries == ("FR",)
    assert slept == [7]


async def test_an_answer_that_would_come_too_late_is_given_up(stage: Stage, slept: list[float], caplog):
    stage.local.faults["sendMessage"] = [flood(LONGEST_WAIT.total_seconds() + 1)]
    assert await stage.say("/privacy") == []
    assert slept == []
    assert len(stage.called("sendMessage")) == 1  # nor is the reader told that: it would be refused like the answer
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_message_that_is_told_to_wait_holds_nobody_up(stage: Stage):
    waiting, go_on = asyncio.Event(), asyncio.Event()

    async def sleep(_seconds: float) -> None:
        waiting.set()
        await go_on.wait()

    stage.local.chat(1)
    stage.local.chat(2)
    answers = Answers(bot=stage.application.bot, pacer=unhurried(), sleep=sleep)
    stage.local.faults["sendMessage"] = [flood(20)]
    told = asyncio.ensure_future(answers.give(Place(chat=1), (panels.notice("One"),)))
    await waiting.wait()
    await answers.give(Place(chat=2), (panels.notice("Two"),))
    assert texts(stage.seen) == ["Two"]
    go_on.set()
    await told
    assert texts(stage.seen) == ["Two", "One"]


class Unreadable:
    """A ledger that can't be read."""

    async def latest(self, chat):
        raise StoreError("the disk is gone")


@pytest.mark.parametrize("words", ["/subscribe Japan", "/unsubscribe France", "/pause"])
async def test_what_was_saved_is_not_told_otherwise_because_something_else_cannot_be_read(stage: Stage, words: str):
    await stage.say("/subscribe France Argentina")
    before = await stage.store.get(READER)
    object.__setattr__(stage.subscriptions, "ledger", Unreadable())
    (answer,) = await stage.say(words)
    assert await stage.store.get(READER) != before
    assert en.NOT_SAVED not in answer.marked.text
    assert "Argentina" in answer.marked.text


def test_a_place_aside_is_the_same_for_a_new_message():
    place = Place(chat=1, thread=2, pressed=3)
    assert place.aside() == replace(place, pressed=None)
