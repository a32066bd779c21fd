"""What a story's outlets wrote themselves, and why it is not in English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat import originals
from bot.chat.hours import Wall
from bot.model import ROUGH, UNTRANSLATED
from tests.builders import NOON, article, story
from tests.chat.stage import Stage, buttons, told
from tests.chat.test_screens import HOSTILE, accepted, stories

SPANISH = article(
    "Grain is loaded",
    title_original="Cargan el grano",
    summary="It left at noon.",
    summary_original="Salió al mediodía.",
    outlet="Clarion",
    country="AR",
    language="es-AR",
    translated_by="argos",
)
ENGLISH = article("Grain leaves Argentina", outlet="Herald", country="US")


async def test_from_a_story_to_its_originals_and_back(stage: Stage):
    await stage.news.save([story(SPANISH, ENGLISH)])
    (whole,) = await stage.say(f"/story {story(SPANISH, ENGLISH).id}")
    (original,) = await stage.press(whole, "Original")
    text = original.marked.text
    assert "Cargan el grano" in text
    assert "Salió al mediodía." in text
    assert "Clarion · Spanish" in text
    assert "Herald" not in text
    (again,) = await stage.press(original, "In English")
    assert again.marked.text == whole.marked.text


async def test_a_story_that_was_written_in_english_has_no_originals(stage: Stage):
    await stage.news.save([story(ENGLISH)])
    (whole,) = await stage.say(f"/story {story(ENGLISH).id}")
    assert not [label for label, _ in buttons(whole) if "Original" in label]


async def test_the_originals_of_a_story_that_is_gone_are_gone(stage: Stage):
    await stage.news.save([story(SPANISH)])
    (whole,) = await stage.say(f"/story {story(SPANISH).id}")
    await stage.news.prune(before=NOON.replace(year=2030))
    (answer,) = await stage.press(whole, "Original")
    assert "no story with this id" in answer.marked.text


async def test_a_rough_translation_says_that_it_is_one(stage: Stage):
    await stage.news.save([told("Grain is loaded", language="es", translated_by="apertium", verdict=ROUGH)])
    (brief,) = await stage.say("AR")
    assert "rough translation from Spanish · Apertium" in brief.marked.text


@pytest.mark.parametrize(
    ("verdict", "says"),
    [
        ("no translator", "original in Basque, no translator for it"),
        ("waiting: its model is being fetched", "original in Basque, its English is to follow"),
        ("today's budget is used up", "original in Basque, today's translations are used up"),
        ("number 5 lost", "original in Basque, no translation could be trusted"),
        (None, "original in Basque, no translation could be trusted"),
    ],
)
async def test_an_original_says_why_it_is_one(stage: Stage, verdict, says):
    await stage.news.save([told("Alea kargatu dute", language="eu", translated_by=UNTRANSLATED, verdict=verdict)])
    (brief,) = await stage.say("AR")
    assert says in brief.marked.text


@given(stories(), HOSTILE, st.integers(0, 200))
def test_the_originals_of_any_story_are_a_message_that_telegram_takes(value, note, first):
    told_so = originals.foreign(value.articles)
    wall = Wall(zone="UTC", known=True)
    accepted(originals.screen(value, told_so, wall=wall, now=NOON, note=note, first=min(first, len(told_so))))
