"""The standing order: choosing, changing, pausing, forgetting."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.model import Delivery, DeliveryState
from tests.builders import NOON, catalogue, outlet
from tests.chat.stage import MANY, READER, Stage, buttons, on_stage, texts, told


async def test_countries_named_are_subscribed_and_what_comes_when_is_shown(stage: Stage):
    (mine,) = await stage.say("/subscribe France Japan")
    assert "🇫🇷 France and 🇯🇵 Japan: every day" in mine.marked.text
    assert "tomorrow at 08:00" in mine.marked.text
    assert (await stage.store.get(READER)).countries == ("FR", "JP")


async def test_what_is_no_country_is_told_and_the_others_are_subscribed(stage: Stage):
    answers = texts(await stage.say("/subscribe France, Atlantiss"))
    assert "no country called Atlantiss" in answers[0].replace("atlantiss", "Atlantiss")
    assert (await stage.store.get(READER)).countries == ("FR",)


@pytest.mark.parametrize("typed", ["/subscribe Fance", "/subscribe Paris"])
async def test_a_misspelt_country_is_subscribed_by_the_button_under_it(stage: Stage, typed: str):
    (answer, *_) = await stage.say(typed)
    assert "Did you mean 🇫🇷 France?" in answer.marked.text
    await stage.press(answer, "France")
    assert (await stage.store.get(READER)).countries == ("FR",)


async def test_the_neighbours_of_a_country_that_nobody_reads_are_subscribed_by_their_buttons(stage: Stage):
    (answer,) = await stage.say("/subscribe South Korea")
    await stage.press(answer, "Japan")
    assert (await stage.store.get(READER)).countries == ("JP",)


async def test_what_is_no_country_is_told_and_the_others_are_dropped(stage: Stage):
    await stage.say("/subscribe France Japan")
    wrong, mine = texts(await stage.say("/unsubscribe France Atlantis"))
    assert wrong.startswith("I know no country called Atlantis.")
    assert "🇫🇷 France: no longer in your brief" in mine
    assert (await stage.store.get(READER)).countries == ("JP",)


@pytest.mark.parametrize("words", ["all", "Everything"])
async def test_all_countries_are_dropped_by_a_word(stage: Stage, words: str):
    await stage.say("/subscribe France Japan")
    (mine,) = await stage.say(f"/unsubscribe {words}")
    assert "I keep your hour: 08:00 (UTC time)." in mine.marked.text
    assert (await stage.store.get(READER)).countries == ()


async def test_every_change_is_confirmed(stage: Stage):
    for words, said in (
        ("/subscribe France", "✓ 🇫🇷 France: every day from now on."),
        ("/time 19:30", "✓ 19:30 from now on."),
        ("/time 24:00", "✓ 00:00 from now on: midnight, when a day begins."),
        ("/timezone Tokyo", "✓ Tokyo time."),
        ("/pause", "✓ Paused."),
        ("/subscribe Japan", "✓ 🇯🇵 Japan: every day once you resume."),
        ("/resume", "✓ Welcome back."),
    ):
        (mine,) = await stage.say(words)
        assert mine.marked.text.startswith(said)


async def test_an_hour_without_countries_is_repeated(stage: Stage):
    (mine,) = await stage.say("/time 7:30")
    assert "I keep your hour: 07:30 (UTC time)." in mine.marked.text


async def test_buttons_of_the_panel_change_it_so_that_a_double_tap_is_one_message(stage: Stage):
    (mine,) = await stage.say("/subscribe France")
    for label in ("Add countries", "Remove some", "Hour", "Time zone"):
        (shown,) = await stage.press(mine, label)
        assert (shown.id, shown.edited) == (mine.id, True)
        assert await stage.press(mine, label) == []
    (hours,) = await stage.press(mine, "Hour")
    (back,) = await stage.press(hours, "My brief")
    assert (back.id, back.marked) == (mine.id, (await stage.say("/subscriptions"))[0].marked)


async def test_countries_that_nobody_reads_are_told_in_one_message(stage: Stage):
    (answer, mine) = await stage.say("/subscribe Germany Peru France")
    assert "I read no outlet of Germany and Peru yet." in answer.marked.text
    assert "🇫🇷 France" in mine.marked.text
    assert len(await stage.say("/subscribe Germany Peru")) == 1


async def test_ticks_are_set_and_taken_in_the_same_message(stage: Stage):
    (picker,) = await stage.say("/subscribe")
    (ticked,) = await stage.press(picker, "Argentina")
    assert (ticked.id, ticked.edited) == (picker.id, True)
    assert "✓ 🇦🇷 Argentina" in [label for label, _ in buttons(ticked)]
    (unticked,) = await stage.press(ticked, "Argentina")
    assert unticked.marked == picker.marked
    assert (await stage.store.get(READER)).countries == ()


async def test_a_button_pressed_twice_is_once(stage: Stage):
    (picker,) = await stage.say("/subscribe")
    await stage.press(picker, "Argentina")
    await stage.press(picker, "Argentina")
    assert (await stage.store.get(READER)).countries == ("AR",)


async def test_buttons_work_after_a_restart(stage: Stage):
    (picker,) = await stage.say("/subscribe")
    (ticked,) = await stage.press(picker, "Argentina")
    stage.restart()
    async with stage.application:
        (hours,) = await stage.press(ticked, "Done")
        (mine,) = await stage.press(hours, "07:00")
    assert "Every day at 07:00" in mine.marked.text
    assert (await stage.store.get(READER)).at == time(7)


async def test_a_picker_has_pages_when_a_region_is_large():
    async with on_stage(*(outlet(f"Paper {code}", code) for code in MANY)) as stage:
        (regions,) = await stage.say("/subscribe")
        seen = set()
        for label, data in buttons(regions):
            if "region:" in data:
                (page,) = await stage.press(regions, label)
                while True:
                    seen |= {data.split("+")[1][:2] for _, data in buttons(page) if "pick:" in data}
                    if not any(label == "›" for label, _ in buttons(page)):
                        break
                    (page,) = await stage.press(page, "›")
        assert seen == set(MANY)


@pytest.mark.parametrize(
    ("typed", "at"),
    [("7", time(7)), ("7:30", time(7, 30)), ("07.30", time(7, 30)), ("7am", time(7)), ("19h30", time(19, 30))],
)
async def test_an_hour_is_understood_in_the_forms_people_write(stage: Stage, typed: str, at: time):
    await stage.say("/subscribe France")
    (mine,) = await stage.say(f"/time {typed}")
    assert (await stage.store.get(READER)).at == at
    assert f"Every day at {at:%H:%M}" in mine.marked.text


async def test_an_hour_that_is_none_gets_the_forms(stage: Stage):
    (answer,) = await stage.say("/time half past seven")
    assert "7, 7:30, 07.30, 730, 7am, 19h30, noon or midnight" in answer.marked.text
    assert await stage.store.get(READER) is None


async def test_a_city_sets_the_clock(stage: Stage):
    await stage.say("/subscribe France")
    (mine,) = await stage.say("/timezone Tokyo")
    assert "It is 21:00 there now." in mine.marked.text
    assert (await stage.store.get(READER)).zone == "Asia/Tokyo"


async def test_a_place_with_several_clocks_offers_them_with_the_time_it_is_there(stage: Stage):
    await stage.say("/subscribe France")
    (which,) = await stage.say("/timezone US")
    assert "08:00 New York" in [label for label, _ in buttons(which)]
    await stage.press(which, "New York")
    assert (await stage.store.get(READER)).zone == "America/New_York"


async def test_an_ambiguous_clock_offers_each(stage: Stage):
    (which,) = await stage.say("/timezone IST")
    assert {label.split(" ", 1)[1] for label, _ in buttons(which)} == {"Kolkata", "Jerusalem", "Dublin"}
    assert await stage.store.get(READER) is None


async def test_a_city_nobody_knows_offers_clocks(stage: Stage):
    (answer,) = await stage.say("/timezone Xyzzy")
    assert "I know no city or time zone called Xyzzy" in answer.marked.text
    await stage.press(answer, "Tokyo")
    assert (await stage.store.get(READER)).zone == "Asia/Tokyo"


async def test_pause_and_resume_are_one_tap_each(stage: Stage):
    (mine,) = await stage.say("/subscribe France")
    (paused,) = await stage.press(mine, "Pause")
    assert "nothing comes until you resume" in paused.marked.text
    (resumed,) = await stage.press(paused, "Resume")
    assert "The next one comes" in resumed.marked.text
    assert resumed.id == mine.id


async def test_countries_can_be_dropped_one_by_one_and_all_at_once(stage: Stage):
    await stage.say("/subscribe France Japan Argentina")
    (mine,) = await stage.say("/unsubscribe Japan")
    assert (await stage.store.get(READER)).countries == ("FR", "AR")
    (drop,) = await stage.press(mine, "Remove some")
    (left,) = await stage.press(drop, "France")
    await stage.press(left, "Remove all")
    assert (await stage.store.get(READER)).countries == ()


async def test_the_digest_comes_at_once_when_it_is_asked_for(stage: Stage):
    await stage.news.save([told("Grain is loaded"), told("Vines are pruned", ("Le Jour", "FR"))])
    await stage.say("/subscribe Argentina France")
    (digest,) = await stage.say("/digest")
    assert digest.marked.text.startswith("Your brief · Friday 5 September")
    assert (
        digest.marked.text.index("1. Grain")
        < digest.marked.text.index("🇫🇷 France")
        < digest.marked.text.index("2. Vines")
    )
    (opened,) = await stage.press(digest, "📰 2")
    assert opened.marked.text.startswith("Vines are pruned")


@pytest.mark.parametrize("command", ["/subscriptions", "/digest", "/pause", "/resume", "/unsubscribe"])
async def test_without_a_subscription_there_is_a_way_to_one(stage: Stage, command: str):
    (answer,) = await stage.say(command)
    assert "You get no daily brief yet" in answer.marked.text
    await stage.press(answer, "Add countries")


async def test_forgetting_asks_first_then_erases(stage: Stage):
    await stage.say("/subscribe France")
    (ask,) = await stage.say("/forget")
    assert await stage.store.get(READER) is not None
    (done,) = await stage.press(ask, "Erase")
    assert "I know nothing about this chat" in done.marked.text
    assert done.id == ask.id
    assert await stage.store.get(READER) is None


async def test_forgetting_can_be_called_off(stage: Stage):
    await stage.say("/subscribe France")
    (ask,) = await stage.say("/forget")
    await stage.press(ask, "Keep")
    assert await stage.store.get(READER) is not None


async def test_all_of_a_readers_countries_are_shown_as_far_as_they_fit():
    async with on_stage(*(outlet(f"Paper {code}", code) for code in MANY)) as stage:
        (mine,) = await stage.say("/subscribe " + " ".join(MANY))
        assert f"{len(MANY)} countries: every day" in mine.marked.text
        assert catalogue(*(outlet("P", code) for code in MANY)).countries == (await stage.store.get(READER)).countries


async def test_a_brief_that_may_not_have_arrived_is_offered_again(stage: Stage):
    await stage.say("/subscribe France")
    part = Delivery(chat=READER, date=NOON.date(), content="", due=NOON)
    await stage.ledger.plan([part])
    await stage.ledger.mark(replace(part, state=DeliveryState.SENDING))
    (before,) = await stage.say("/subscriptions")
    assert "Missed it?" not in before.marked.text
    await stage.ledger.recover()
    (panel,) = await stage.say("/subscriptions")
    assert "Your brief of Friday 5 September may not have arrived. Missed it? /digest" in panel.marked.text


async def test_a_brief_that_may_not_have_arrived_is_offered_at_the_next_contact_and_once(stage: Stage):
    await stage.say("/subscribe France")
    part = Delivery(chat=READER, date=NOON.date(), content="", due=NOON)
    await stage.ledger.plan([part])
    await stage.ledger.mark(replace(part, state=DeliveryState.SENDING))
    await stage.ledger.recover()
    _, offer = await stage.say("Japan")
    assert "Missed it? /digest" in offer.marked.text
    assert len(await stage.say("Japan")) == 1
    (digest,) = await stage.press(offer, "Send it now")
    assert digest.marked.text.startswith("Your brief")


async def test_a_brief_that_was_asked_for_again_is_offered_no_more(stage: Stage):
    await stage.say("/subscribe France")
    part = Delivery(chat=READER, date=NOON.date(), content="", due=NOON)
    await stage.ledger.plan([part])
    await stage.ledger.mark(replace(part, state=DeliveryState.SENDING))
    await stage.ledger.recover()
    assert len(await stage.say("/digest")) == 1
    assert len(await stage.say("/world")) == 1
