"""What a reader types and what they see."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.chat.texts import en
from bot.model import FeedStatus
from tests.builders import NOON, outlet
from tests.chat.stage import MANY, READER, Stage, buttons, on_stage, texts, told


async def test_hello_says_what_this_is_and_offers_a_first_step(stage: Stage):
    (hello,) = await stage.say("/start")
    assert "Worldbrief" in hello.marked.text
    assert len(buttons(hello)) >= 2


async def test_from_hello_to_a_first_brief_are_at_most_three_taps():
    many = [outlet(f"Paper {code}", code) for code in MANY]
    async with on_stage(*many) as stage:
        (hello,) = await stage.say("/start")
        (regions,) = await stage.press(hello, "Read a country")
        (countries,) = await stage.press(regions, "Europe")
        (brief,) = await stage.press(countries, "France")
        assert brief.marked.text.startswith("🇫🇷 France · Friday 5 September")


async def test_a_small_catalogue_needs_no_regions(stage: Stage):
    (hello,) = await stage.say("/start")
    (countries,) = await stage.press(hello, "Read a country")
    assert {label for label, _ in buttons(countries)} == {"🇦🇷 Argentina", "🇫🇷 France", "🇯🇵 Japan", "🇺🇸 United States"}


@pytest.mark.parametrize("words", ["/brief Argentina", "/brief ar", "Argentina", "🇦🇷", "ar", " argentina "])
async def test_a_country_is_its_brief(stage: Stage, words: str):
    await stage.news.save([told("Grain is loaded", ("Clarion", "AR"), ("Nacional", "AR"), ("Le Jour", "FR"))])
    (brief,) = await stage.say(words)
    assert "Grain is loaded, in one sentence." in brief.marked.text
    assert "Clarion, Nacional" in brief.marked.text
    assert "also told in 🇫🇷" in brief.marked.text
    assert stage.refreshed == ["AR"]


async def test_a_state_run_outlet_and_a_translation_are_named(stage: Stage):
    await stage.news.save(
        [told("Grain is loaded", ("Nacional", "AR"), state_run=True, language="es", translated_by="argos")]
    )
    (brief,) = await stage.say("AR")
    assert "Nacional (state-run) · translated from Spanish · Argos" in brief.marked.text


async def test_an_original_that_nobody_could_translate_says_so(stage: Stage):
    await stage.news.save([told("Cargan el grano", language="es", translated_by="untranslated")])
    (brief,) = await stage.say("AR")
    assert "original in Spanish, no translation could be trusted" in brief.marked.text


async def test_several_countries_are_several_briefs(stage: Stage):
    assert [text.split(" ·")[0] for text in texts(await stage.say("France, Japan"))] == ["🇫🇷 France", "🇯🇵 Japan"]


async def test_a_misspelt_country_gets_the_nearest_names_as_buttons(stage: Stage):
    (answer,) = await stage.say("Argentinia")
    assert answer.marked.text.startswith("I know no country called Argentinia.")
    (brief,) = await stage.press(answer, "Argentina")
    assert brief.marked.text.startswith("🇦🇷 Argentina")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Japan please", "🇯🇵 Japan"),
        ("Tell me about France", "🇫🇷 France"),
        ("french news", "🇫🇷 France"),
        ("Paris", "🇫🇷 France"),
        ("東京", "🇯🇵 Japan"),
        ("France Atlantis", "🇫🇷 France"),
    ],
)
async def test_a_sentence_or_a_city_gets_its_country_as_a_button(stage: Stage, words: str, meant: str):
    (answer,) = await stage.say(words)
    assert answer.marked.text == f"Did you mean {meant}?"
    (brief,) = await stage.press(answer, meant)
    assert brief.marked.text.startswith(meant)


@pytest.mark.parametrize(
    "words", ["hello", "how are you", "it is me", "!!!", "<b>x</b> & y", "what can you do?", "XX", "no"]
)
async def test_words_that_are_no_country_get_a_friendly_line_and_a_way_on(stage: Stage, words: str):
    (answer,) = await stage.say(words)
    assert answer.marked.text == en.TYPE_A_COUNTRY
    (countries,) = await stage.press(answer, "Read a country")
    assert "Choose a country" in countries.marked.text
    (helped,) = await stage.press(answer, "Help")
    assert "/brief" in helped.marked.text


async def test_a_small_word_that_is_also_a_code_is_asked_about_and_us_is_not():
    async with on_stage(outlet("Avisen", "NO"), outlet("The Daily", "US")) as stage:
        (answer,) = await stage.say("no")
        assert answer.marked.text == "Did you mean 🇳🇴 Norway?"
        for words in ("us", "NO", "/brief no"):
            (brief,) = await stage.say(words)
            assert brief.marked.text.startswith(("🇺🇸 United States", "🇳🇴 Norway"))


async def test_a_region_is_its_countries():
    async with on_stage(*(outlet(f"Paper {code}", code) for code in MANY)) as stage:
        for words in ("europe", "/brief Europe", "/subscribe EUROPE"):
            (countries,) = await stage.say(words)
            assert countries.marked.text.startswith("Europe")
        await stage.press(countries, "France")
        assert (await stage.store.get(READER)).countries == ("FR",)


async def test_what_was_typed_is_repeated_as_it_was(stage: Stage):
    (answer,) = await stage.say("/brief <b>x</b> & y")
    assert answer.marked.text.startswith("I know no country called <b>x</b> & y.")
    (answer,) = await stage.say("/brief Atlantis.")
    assert ".." not in answer.marked.text


async def test_countries_and_words_that_are_none_get_both_answers(stage: Stage):
    wrong, brief = texts(await stage.say("/brief France Atlantis"))
    assert wrong.startswith("I know no country called Atlantis.")
    assert brief.startswith("🇫🇷 France")


@pytest.mark.parametrize("command", ["/brief", "/overlooked"])
async def test_more_countries_than_one_answer_holds_are_buttons(command: str):
    async with on_stage(*(outlet(f"Paper {code}", code) for code in MANY)) as stage:
        *shown, rest = await stage.say(f"{command} {' '.join(MANY[:8])}")
        assert len(shown) == 5
        assert "5 at a time" in rest.marked.text
        assert [data.split(":")[1:] for _, data in buttons(rest)] == [[command[1:], code] for code in MANY[5:8]]


async def test_a_message_that_repeats_one_word_a_thousand_times_is_answered(stage: Stage):
    (brief,) = await stage.say("/brief " + "Fr " * 1300)
    assert brief.marked.text.startswith("🇫🇷 France")


async def test_overlooked_takes_several_countries(stage: Stage):
    shown = texts(await stage.say("/overlooked France Japan"))
    assert [text.splitlines()[0] for text in shown] == [
        "Told abroad, not in 🇫🇷 France",
        "Told abroad, not in 🇯🇵 Japan",
    ]


async def test_the_world_is_counted_as_people_count(stage: Stage):
    await stage.news.save([told(f"Event {n}", ("Clarion", "AR"), ("Le Jour", "FR")) for n in range(9)])
    (from_five,) = await stage.say("/world 5")
    assert "5. Event" in from_five.marked.text
    assert "4. Event" not in from_five.marked.text
    (first,) = await stage.say("/world")
    (more,) = await stage.press(first, "More")
    assert more.marked.text.splitlines()[2].startswith("7. ")


async def test_a_button_of_a_country_that_left_the_catalogue_says_so_and_a_forged_one_is_old(stage: Stage):
    (hello,) = await stage.say("/start")
    (left,) = await stage.press_data(hello, "1:page:DE 7")
    assert "I read no outlet of Germany yet." in left.marked.text
    for data in ("1:page:XX 7", "1:page:", "1:unheard:"):
        (forged,) = await stage.press_data(hello, data)
        assert forged.marked.text == en.STALE_BUTTON


async def test_a_country_stands_in_a_sentence_with_its_article(stage: Stage):
    (answer,) = await stage.say("/brief Netherlands")
    assert "I read no outlet of the Netherlands yet." in answer.marked.text


async def test_countries_that_nobody_reads_get_others_of_each_of_their_regions():
    async with on_stage(*(outlet(f"Paper {code}", code) for code in ("AR", "BR", "FR", "DE", "JP"))) as stage:
        (answer,) = await stage.say("/subscribe Peru Spain")
        assert [data.split(":")[2] for _, data in buttons(answer)][:4] == ["AR", "FR", "BR", "DE"]


async def test_a_country_without_outlets_offers_some_of_its_region(stage: Stage):
    (answer,) = await stage.say("/brief Germany")
    assert "I read no outlet of Germany yet." in answer.marked.text
    await stage.press(answer, "France")


async def test_brief_without_a_country_is_the_first_of_the_readers(stage: Stage):
    await stage.say("/subscribe Japan France")
    (brief,) = await stage.say("/brief")
    assert brief.marked.text.startswith("🇯🇵 Japan")


async def test_an_empty_edition_says_that_nothing_is_new_and_how_old_the_newest_is(stage: Stage):
    await stage.news.save([told("Old news", published=NOON - timedelta(days=2))])
    (brief,) = await stage.say("AR")
    assert "Read at 12:00 UTC, and nothing new in 24 hours." in brief.marked.text
    assert "Its newest article is of Wednesday 3 September, 12:00 UTC." in brief.marked.text


async def test_an_edition_of_a_country_that_never_told_anything_says_so(stage: Stage):
    (brief,) = await stage.say("FR")
    assert "nothing new in 24 hours. I hold no article from there." in brief.marked.text


async def test_an_edition_whose_outlets_are_all_down_says_since_when_it_knows(stage: Stage):
    await stage.report("AR/Clarion", "AR/Nacional", status=FeedStatus.FAILED)
    (brief,) = await stage.say("AR")
    assert "None of its 2 outlets can be read since 12:00 UTC, last tried at 12:00 UTC." in brief.marked.text


async def test_a_thin_edition_says_how_much_of_the_press_it_is(stage: Stage):
    await stage.report("AR/Clarion")
    await stage.report("AR/Nacional", status=FeedStatus.FAILED)
    (brief,) = await stage.say("AR")
    assert "1 of 2 outlets could be read." in brief.marked.text


async def test_more_of_an_edition_is_one_tap_away_and_ends(stage: Stage):
    stories = [told(f"Event {place}") for place in range(8)]
    await stage.news.save(stories)
    (brief,) = await stage.say("AR")
    assert "… and 2 more" in brief.marked.text
    (rest,) = await stage.press(brief, "More")
    assert "7. Event" in rest.marked.text
    assert "more" not in rest.marked.text
    shown = brief.marked.text + rest.marked.text
    assert all(each.brief.headline in shown for each in stories)


async def test_a_story_is_opened_by_its_number_by_its_id_and_by_a_link(stage: Stage):
    grain = told("Grain is loaded", ("Clarion", "AR"), ("Le Jour", "FR"))
    await stage.news.save([grain])
    (brief,) = await stage.say("AR")
    (pressed,) = await stage.press(brief, "📰 1")
    (typed,) = await stage.say(f"/story {grain.id}")
    (linked,) = await stage.say(f"/start s_{grain.id}")
    assert pressed.marked == typed.marked == linked.marked
    assert "🇫🇷 Le Jour: Grain is loaded 1" in typed.marked.text


async def test_a_story_that_is_gone_says_so(stage: Stage):
    (answer,) = await stage.say("/story nosuchstory1")
    assert "no story with this id" in answer.marked.text


async def test_the_world_shows_who_tells_a_story(stage: Stage):
    await stage.news.save([told("Grain is loaded", ("Clarion", "AR"), ("Le Jour", "FR"), ("Asa", "JP"))])
    (world,) = await stage.say("/world")
    assert "🇦🇷 🇫🇷 🇯🇵 · 3 outlets" in world.marked.text


async def test_overlooked_makes_no_claim_where_the_home_press_could_not_be_read(stage: Stage):
    await stage.report("US/The Daily", status=FeedStatus.FAILED)
    (answer,) = await stage.say("/overlooked")
    assert "I can't say what the press of the United States leaves out" in answer.marked.text


async def test_the_samples_label_stands_under_everything_that_shows_news():
    async with on_stage(note="Invented outlets. Not news.") as stage:
        grain = told("Grain is loaded", ("Clarion", "AR"), ("Le Jour", "FR"))
        await stage.news.save([grain])
        await stage.say("/subscribe AR")
        for words in ("AR", "/world", "/overlooked", f"/story {grain.id}", "/digest"):
            assert (await stage.say(words))[-1].marked.text.endswith("Invented outlets. Not news.")


async def test_a_link_to_a_country_opens_it_and_a_link_to_several_asks(stage: Stage):
    (brief,) = await stage.say("/start c_AR")
    assert brief.marked.text.startswith("🇦🇷 Argentina")
    (ask,) = await stage.say("/start c_FR_JP")
    assert await stage.store.get(READER) is None
    await stage.press(ask, "Both")
    assert (await stage.store.get(READER)).countries == ("FR", "JP")


@pytest.mark.parametrize("payload", ["c_", "c_XX_QQ", "s_", "x_y", "_", "c_AR_AR", "c_" + "FR_JP_" * 10])
async def test_a_link_that_leads_nowhere_still_says_something(stage: Stage, payload: str):
    assert await stage.say(f"/start {payload}")


async def test_an_unknown_command_points_to_help(stage: Stage):
    (answer,) = await stage.say("/frobnicate")
    assert "/help" in answer.marked.text
    (helped,) = await stage.say("/help")
    assert "/brief" in helped.marked.text


async def test_privacy_says_what_is_kept(stage: Stage):
    (answer,) = await stage.say("/privacy")
    assert "/forget" in answer.marked.text


async def test_a_place_on_the_map_is_told_how_to_be_named(stage: Stage):
    update = stage.local.text(READER, "")
    del update["message"]["text"]
    update["message"]["location"] = {"latitude": 38.7, "longitude": -9.1}
    (answer,) = await stage._give(update)
    assert "/timezone Lisbon" in answer.marked.text
