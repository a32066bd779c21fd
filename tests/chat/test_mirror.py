"""The headline mirror, how a story spread and where its numbers differ, as a reader sees them."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given

from bot.chat import mirror
from tests.builders import NOON, article, story
from tests.chat.stage import Stage, buttons
from tests.chat.test_screens import HOSTILE, accepted, stories

FIRST = article(
    "Ferry sinks off Romblon, 14 dead",
    title_original="Lumubog ang ferry",
    outlet="Ledger",
    country="PH",
    language="tl",
    translated_by="argos",
    published=NOON - timedelta(hours=6),
)
LATER = article("Ferry disaster kills 17", outlet="Huanghe", country="CN", state_run=True, published=NOON)
TOLD = story(FIRST, LATER)


async def test_a_story_tells_who_was_first_and_where_numbers_differ(stage: Stage):
    await stage.news.save([TOLD])
    (whole,) = await stage.say(f"/story {TOLD.id}")
    text = whole.marked.text
    assert "First told by Ledger 🇵🇭" in text
    assert "2 countries within 6 hours." in text
    assert "They differ: dead 14 (Ledger) · 17 (Huanghe (state-run))" in text


async def test_from_a_story_to_its_headlines_side_by_side_and_back(stage: Stage):
    await stage.news.save([TOLD])
    (whole,) = await stage.say(f"/story {TOLD.id}")
    (mirrored,) = await stage.press(whole, "Side by side")
    text = mirrored.marked.text
    assert text.index("🇵🇭 Philippines · Ledger") < text.index("🇨🇳 China · Huanghe (state-run)")
    assert "Ferry sinks off Romblon, 14 dead" in text
    assert "Lumubog ang ferry · translated from Tagalog · Argos" in text
    (again,) = await stage.press(mirrored, "The story")
    assert again.marked.text == whole.marked.text


async def test_a_story_of_one_country_has_no_mirror(stage: Stage):
    await stage.news.save([story(LATER)])
    (whole,) = await stage.say(f"/story {story(LATER).id}")
    assert not [label for label, _ in buttons(whole) if "Side by side" in label]
    assert "First told" not in whole.marked.text


@given(stories(), HOSTILE)
def test_the_mirror_of_any_story_is_a_message_that_telegram_takes(value, note):
    accepted(mirror.screen(value, note=note))
