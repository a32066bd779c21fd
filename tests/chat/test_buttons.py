"""Buttons: packed and unpacked in one place, understood for ever or known as old."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.chat import keyboards
from bot.chat.actions import ACTIONS
from bot.chat.commands import AGAIN
from bot.chat.refusals import Refusal
from bot.chat.texts import en
from tests.chat.stage import READER, Stage, buttons, on_stage, told


@settings(deadline=None)
@given(action=st.sampled_from(sorted(ACTIONS)), words=st.lists(st.text(max_size=4), max_size=3))
def test_what_is_packed_comes_back(action: str, words: list[str]):
    assert keyboards.unpack(keyboards.pack(action, *words)) == (action, " ".join(words))


def test_data_that_telegram_would_refuse_is_not_packed():
    with pytest.raises(ValueError, match="64 bytes"):
        keyboards.pack("story", "é" * 40)


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_data_is_read_or_known_as_old(data: str):
    read = keyboards.unpack(data)
    assert read is None or ":".join([keyboards.VERSION, *read]) == data


@pytest.mark.parametrize("data", ["0:brief:AR", "2:brief:AR", "brief AR", "1:nosuch:AR", "1:brief", ":", "1"])
async def test_an_old_or_forged_button_gets_a_friendly_answer(stage: Stage, data: str):
    (hello,) = await stage.say("/start")
    assert await stage.press_data(hello, data) == []
    assert stage.notices == [en.STALE_BUTTON]


@pytest.mark.parametrize("action", sorted(ACTIONS))
@pytest.mark.parametrize(
    "words", ["", "XX", "+XX all 0", "-XX all 9", "AR -1", "read nowhere 7", "\u202e<b>&", "²", "a b c d e"]
)
async def test_no_forged_words_break_an_action(stage: Stage, action: str, words: str, caplog):
    await stage.say("/subscribe France")
    (hello, *_) = await stage.say("/start")
    await stage.press_data(hello, f"1:{action}:{words}")
    assert not [each for each in stage.seen if each.marked.text in (en.FAILED, en.NOT_READ)], caplog.text
    assert not stage.local.open_presses


async def test_every_button_of_every_screen_leads_somewhere():
    async with on_stage(note="Sample.") as stage:
        await stage.news.save(
            [
                told(f"Event {n}", ("Clarion", "AR"), ("Le Jour", "FR"), ("Asa", "JP"), translated_by="argos")
                for n in range(9)
            ]
        )
        await stage.say("/subscribe Argentina France")
        for name in en.COMMANDS:
            await stage.say(f"/{name}")
        await stage.say("Argentinia")
        await stage.say("/brief Germany")
        await stage.say("/start c_FR_JP")
        pressed = set()
        for message in stage.seen:  # grows while we press
            for _, data in buttons(message):
                if data not in pressed:
                    pressed.add(data)
                    await stage.press_data(message, data)
        assert not stage.notices
        assert not [each for each in stage.seen if each.marked.text in (en.FAILED, en.NOT_READ)]
        of_large_lists = {"regions", "region", "unheard"}
        for_readers = {name for name, action in ACTIONS.items() if not action.operators}
        assert {data.split(":")[1] for data in pressed} == for_readers - {"start"} - of_large_lists


async def test_every_press_is_answered_before_its_answer_is_made(stage: Stage):
    (hello,) = await stage.say("/start")
    await stage.press(hello, "world")
    methods = [name for name, _ in stage.local.calls]
    assert methods.index("answerCallbackQuery") < len(methods) - 1
    assert not stage.local.open_presses


async def test_a_press_too_old_to_be_answered_still_does_its_work(stage: Stage):
    (picker,) = await stage.say("/subscribe")
    update = stage.local.press(picker, "1:pick:+AR all 0")
    stage.local.open_presses.clear()
    await stage.application.process_update(Update.de_json(update, stage.application.bot))
    assert (await stage.store.get(READER)).countries == ("AR",)


async def test_a_deleted_message_is_replaced_by_a_new_one(stage: Stage):
    (picker,) = await stage.say("/subscribe")
    del stage.local.messages[picker.chat, picker.id]
    (ticked,) = await stage.press(picker, "Argentina")
    assert ticked.id != picker.id


@pytest.mark.parametrize("deleted", [True, False])
async def test_a_press_under_a_message_too_old_to_be_seen_does_its_work(stage: Stage, deleted: bool):
    (picker,) = await stage.say("/subscribe")
    update = stage.local.press(picker, "1:pick:+AR all 0")
    update["callback_query"]["message"] = {"chat": stage.local.chats[READER].json, "message_id": picker.id, "date": 0}
    if deleted:
        del stage.local.messages[picker.chat, picker.id]
    await stage.application.process_update(Update.de_json(update, stage.application.bot))
    assert (stage.seen[-1].id != picker.id) == deleted
    assert (await stage.store.get(READER)).countries == ("AR",)


async def test_an_edit_that_changes_nothing_is_none_the_worse(stage: Stage):
    (picker,) = await stage.say("/subscribe")
    (ticked,) = await stage.press(picker, "Argentina")
    assert await stage.press_data(ticked, "1:pick:+AR all 0") == []
    assert not stage.notices


async def test_a_press_under_an_inline_result_is_told_to_ask_again(stage: Stage):
    (hello,) = await stage.say("/start")
    update = stage.local.press(hello, "1:help:")
    del update["callback_query"]["message"]
    update["callback_query"]["inline_message_id"] = "x"
    await stage.application.process_update(Update.de_json(update, stage.application.bot))
    assert stage.notices == [en.STALE_BUTTON]


async def test_another_refusal_of_an_edit_is_logged_and_told(stage: Stage, caplog):
    (picker,) = await stage.say("/subscribe")
    stage.local.faults["editMessageText"] = [Refusal(description="Bad Request: something else")]
    (answer,) = await stage.press(picker, "Argentina")
    assert answer.marked.text == en.FAILED
    assert "Something else" in caplog.text


async def test_a_button_that_is_tapped_three_times_is_answered_once(stage: Stage):
    now = 0.0
    (handler,) = (each for each in stage.application.handlers[0] if isinstance(each, CallbackQueryHandler))
    object.__setattr__(handler.callback.__self__, "clock", lambda: now)
    (hello,) = await stage.say("/start")
    for data, answers in (("1:subscribe:FR", 1), ("1:subscribe:FR", 0), ("1:unsubscribe:FR", 1), ("1:subscribe:FR", 1)):
        assert len(await stage.press_data(hello, data)) == answers
    assert not stage.local.open_presses
    await stage.say("/unsubscribe FR")
    assert len(await stage.press_data(hello, "1:subscribe:FR")) == 1
    now += AGAIN + 1
    assert len(await stage.press_data(hello, "1:subscribe:FR")) == 1
