"""The headline mirror, how a story spread and where its numbers differ, as a reader sees them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings

from bot.chat import mirror, render
from bot.chat.hours import Wall
from bot.chat.texts import en as texts
from bot.model import Take
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
    assert "They differ: dead 14 (Ledger 🇵🇭), then 17 (Huanghe (state-run) 🇨🇳)" in text


async def test_a_story_shows_the_label_of_each_take_with_its_countries(stage: Stage):
    take = Take(label="Ferry Sinks", articles=(LATER.id, FIRST.id), countries=("CN", "PH"))
    whole = story(FIRST, LATER, takes=(take,))
    await stage.news.save([whole])
    (answer,) = await stage.say(f"/story {whole.id}")
    text = answer.marked.text
    assert "Ferry Sinks 🇨🇳 🇵🇭" in text
    assert text.count("Ferry Sinks 🇨🇳 🇵🇭") == 1
    assert text.index("Ferry disaster kills 17") < text.rindex("Ferry sinks off Romblon, 14 dead")


async def test_numbers_that_differ_at_the_same_time_are_no_rise(stage: Stage):
    told = [
        article(
            f"Ferry sinks, at least {dead} dead", outlet=name, country=code, published=NOON - timedelta(hours=hours)
        )
        for dead, name, code, hours in (("1,214", "A", "PH", 6), ("1,340", "B", "FR", 5), ("1,214", "C", "US", 4))
    ]
    await stage.news.save([story(*told)])
    (whole,) = await stage.say(f"/story {story(*told).id}")
    assert "dead at least 1,214 (A 🇵🇭, C 🇺🇸) · at least 1,340 (B 🇫🇷)" in whole.marked.text


async def test_an_article_without_a_time_is_said_to_have_been_seen(stage: Stage):
    seen = article(
        "Ferry sinks",
        outlet="A",
        country="PH",
        published=NOON - timedelta(hours=6),
        first_seen=NOON - timedelta(hours=6),
    )
    await stage.news.save([story(seen, LATER)])
    (whole,) = await stage.say(f"/story {story(seen, LATER).id}")
    assert "First seen at A 🇵🇭, by 06:00 UTC; 2 countries within 6 hours." in whole.marked.text


def test_a_story_that_differs_in_everything_by_outlets_with_long_names_is_a_message_that_telegram_takes():
    told = [
        article(
            f"Ferry sinks, at least {dead} dead, {dead + 40} injured, {dead + 80} people missing, {dead + 160} rescued",
            outlet=f"{name} {'of the Eastern Isles and Straits ' * 5}",
            country="PH",
            state_run=True,
            published=NOON - timedelta(hours=60 - dead),
        )
        for dead in range(14, 22)
        for name in ("Ledger", "Courier", "Herald", "Gazette")
    ]
    sentence = "The ferry sank off Romblon at dawn. " * 30
    value = story(*told, headline="Ferry sinks " * 40, brief=sentence)
    screen = render.story(value, wall=Wall(zone="Asia/Manila", known=True), now=NOON, note="Sample. " * 90)
    assert screen.text.count("They differ: ") == render.COUNTED
    accepted(screen)


@pytest.mark.parametrize(
    ("countries", "of", "hours", "expected"),
    [
        (9, 9, 6, "First told by A, noon; 9 countries within 6 hours."),
        (9, 11, 20, "First told by A, noon; 9 of 11 countries within 20 hours."),
        (2, 2, 1, "First told by A, noon; 2 countries within the hour."),
        (2, 2, 0, "First told by A, noon; 2 countries within the hour."),
    ],
)
def test_how_soon_a_story_spread_is_said_in_whole_hours(countries: int, of: int, hours: int, expected: str):
    assert texts.first_told("A", "noon", countries=countries, of=of, hours=hours, seen=False) == expected


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


@settings(deadline=None)
@given(stories(), HOSTILE)
def test_the_mirror_of_any_story_is_a_message_that_telegram_takes(value, note):
    accepted(mirror.screen(value, note=note))
