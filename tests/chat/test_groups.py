"""Groups: administrators change, everybody reads, answers stay in their topic."""

from __future__ import annotations

import pytest

from bot.chat.texts import en
from bot.errors import StoreError
from tests.chat.stage import Stage, texts

GROUP, ANN, BOB, TOPIC = -100, 11, 12, 5
SUPERGROUP = -1001


@pytest.fixture
def group(stage: Stage) -> Stage:
    stage.local.chat(GROUP, administrators=frozenset({ANN}), topics=frozenset({TOPIC}))
    return stage


async def test_everybody_in_a_group_may_read(group: Stage):
    (brief,) = await group.say("/brief AR", chat=GROUP, user=BOB)
    assert brief.marked.text.startswith("🇦🇷 Argentina")


@pytest.mark.parametrize("command", ["/subscribe France", "/time 9", "/timezone Tokyo", "/pause", "/forget"])
async def test_only_administrators_change_what_a_group_gets(group: Stage, command: str):
    assert texts(await group.say(command, chat=GROUP, user=BOB)) == [en.ADMINS_ONLY]
    assert await group.store.get(GROUP) is None
    assert texts(await group.say(command, chat=GROUP, user=ANN)) != [en.ADMINS_ONLY]


async def test_a_button_that_changes_is_for_administrators_too(group: Stage):
    (picker,) = await group.say("/subscribe", chat=GROUP, user=ANN)
    assert await group.press(picker, "Argentina", user=BOB) == []
    assert group.notices == [en.ADMINS_ONLY]
    await group.press(picker, "Argentina", user=ANN)
    assert (await group.store.get(GROUP)).countries == ("AR",)


async def test_an_administrator_who_writes_as_the_group_is_one(group: Stage):
    update = group.local.text(GROUP, "/subscribe France", user=1087968824)
    update["message"]["sender_chat"] = group.local.chats[GROUP].json
    await group._give(update)
    assert (await group.store.get(GROUP)).countries == ("FR",)


async def test_an_answer_stays_in_the_topic_it_was_asked_in(group: Stage):
    (brief,) = await group.say("/brief AR", chat=GROUP, user=BOB, thread=TOPIC)
    assert brief.thread == TOPIC
    (story_less, *_) = await group.press(brief, "Countries", user=BOB)
    assert story_less.thread == TOPIC


async def test_a_thread_of_replies_is_no_topic(group: Stage):
    update = group.local.text(GROUP, "/brief AR", user=BOB)
    update["message"]["message_thread_id"] = 99
    (brief,) = await group._give(update)
    assert brief.thread is None


async def test_talk_among_people_is_not_answered(group: Stage):
    assert await group.say("Argentina", chat=GROUP, user=BOB) == []
    assert await group.say("/someoneelses", chat=GROUP, user=BOB) == []


async def test_a_country_said_to_the_bot_by_name_is_answered(group: Stage):
    (brief,) = await group.say("@worldbrief_bot Argentina", chat=GROUP, user=BOB)
    assert brief.marked.text.startswith("🇦🇷 Argentina")


@pytest.mark.parametrize("words", ["hey @worldbrief_bot how are you", "@worldbrief_bot thanks!", "@worldbrief_bot"])
async def test_small_talk_with_the_bot_in_a_group_is_not_answered(group: Stage, words: str):
    assert await group.say(words, chat=GROUP, user=BOB) == []


@pytest.mark.parametrize("words", ["@worldbrief_bot Argentinia", "@worldbrief_bot and what of Argentina?"])
async def test_what_is_nearly_a_country_is_answered_in_a_group(group: Stage, words: str):
    (answer,) = await group.say(words, chat=GROUP, user=BOB)
    (brief,) = await group.press(answer, "Argentina", user=BOB)
    assert brief.marked.text.startswith("🇦🇷 Argentina")


@pytest.mark.parametrize("label", ["Hour", "Time zone", "Add countries", "Remove some"])
async def test_the_groups_panel_is_turned_by_administrators_alone(group: Stage, label: str):
    (mine,) = await group.say("/subscribe France", chat=GROUP, user=ANN)
    assert await group.press(mine, label, user=BOB) == []
    assert group.notices == [en.ADMINS_ONLY]
    (turned,) = await group.press(mine, label, user=ANN)
    assert turned.id == mine.id


async def test_a_command_for_another_bot_is_not_ours(group: Stage):
    assert await group.say("/brief@other_bot AR", chat=GROUP, user=BOB) == []
    assert await group.say("/brief@worldbrief_bot AR", chat=GROUP, user=BOB)


@pytest.mark.parametrize("told_by", ["old", "new", "both"])
async def test_a_group_that_becomes_a_supergroup_keeps_what_it_chose(group: Stage, told_by: str):
    await group.say("/subscribe France", chat=GROUP, user=ANN)
    group.local.chat(SUPERGROUP)
    for chat, key, other in ((GROUP, "migrate_to_chat_id", SUPERGROUP), (SUPERGROUP, "migrate_from_chat_id", GROUP)):
        if told_by in ("both", "old" if chat == GROUP else "new"):
            update = group.local.text(chat, "")
            del update["message"]["text"]
            update["message"][key] = other
            assert await group._give(update) == []
    assert await group.store.get(GROUP) is None
    assert (await group.store.get(SUPERGROUP)).countries == ("FR",)


async def test_a_group_whose_move_could_not_be_saved_is_not_bothered(group: Stage, caplog):
    async def broken(old, new):
        raise StoreError("no space left")

    group.store.move = broken
    update = group.local.text(GROUP, "")
    del update["message"]["text"]
    update["message"]["migrate_to_chat_id"] = SUPERGROUP
    assert await group._give(update) == []
    assert "could not be moved" in caplog.text


async def test_the_name_of_the_bot_is_its_name_in_any_case(group: Stage):
    (brief,) = await group.say("@Worldbrief_Bot AR", chat=GROUP, user=BOB)
    assert brief.marked.text.startswith("🇦🇷 Argentina")
