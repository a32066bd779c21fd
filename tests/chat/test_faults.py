"""What a reader sees when something fails."""

from __future__ import annotations

import pytest
from telegram import Update
from telegram.error import NetworkError, TimedOut

from bot.chat.refusals import Refusal
from bot.errors import StoreError
from tests.chat.stage import READER, Stage, texts


class Broken:
    """A store that can't write."""

    def __init__(self, store) -> None:
        self.store = store

    async def get(self, chat):
        return await self.store.get(chat)

    async def change(self, chat, function):
        raise StoreError("no space left")

    async def delete(self, chat):
        raise StoreError("no space left")


async def test_what_could_not_be_saved_is_told_and_nothing_is_changed(stage: Stage):
    await stage.say("/subscribe France")
    stage.store = Broken(stage.store)
    stage.restart()
    async with stage.application:
        for words in ("/subscribe Japan", "/time 9", "/pause"):
            assert texts(await stage.say(words)) == [
                "That could not be saved, and nothing was changed. Please try again."
            ]
        (picker,) = await stage.say("/forget")
        (answer,) = await stage.press(picker, "Erase")
        assert "could not be saved" in answer.marked.text
    assert (await stage.store.get(READER)).countries == ("FR",)


async def test_news_that_cannot_be_read_are_told_so_and_logged(stage: Stage, caplog):
    async def broken(*, since, country=None):
        raise StoreError("the archive is damaged")

    stage.news.stories = broken
    (answer,) = await stage.say("AR")
    assert "can't get at the news" in answer.marked.text
    assert "the archive is damaged" in caplog.text


async def test_a_fault_of_ours_is_logged_with_its_traceback_and_told_in_one_line(stage: Stage, caplog):
    async def broken(countries):
        raise ZeroDivisionError

    object.__setattr__(stage.reading, "refresh", broken)
    (answer,) = await stage.say("AR")
    assert answer.marked.text.startswith("Something went wrong")
    assert "ZeroDivisionError" in caplog.text


async def test_an_edited_message_asks_for_nothing_again(stage: Stage):
    update = stage.local.text(READER, "/subscribe France")
    update["edited_message"] = update.pop("message")
    await stage.application.process_update(Update.de_json(update, stage.application.bot))
    assert stage.seen == []


@pytest.mark.parametrize("fault", [Refusal(description="Bad Gateway", code=502), TimedOut(), NetworkError("reset")])
@pytest.mark.parametrize("words", ["/subscribe Japan", "/pause"])
async def test_what_was_saved_is_not_told_otherwise_because_its_answer_may_be_lost(stage: Stage, fault, words):
    await stage.say("/subscribe France")
    before = await stage.store.get(READER)
    stage.local.faults["sendMessage"] = [fault]
    (answer,) = await stage.say(words)
    assert await stage.store.get(READER) != before
    assert "may not have arrived" in answer.marked.text
    assert "went wrong" not in answer.marked.text


async def test_an_answer_that_certainly_did_not_arrive_is_given_once_more(stage: Stage):
    async def at_once(_seconds: float) -> None:
        pass

    object.__setattr__(stage.answers, "sleep", at_once)
    stage.local.faults["sendMessage"] = [Refusal(description="Internal Server Error", code=500)]
    (answer,) = await stage.say("/subscribe France")
    assert "France" in answer.marked.text
