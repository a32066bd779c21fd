"""A headline loses what outlets put around it, and the clearest of several is found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.headlines import LONG, SHORT, clarity, clean, headline
from bot.core.vectors import Lexicon, Profile, Vector
from bot.model import UNTRANSLATED, Article
from tests.builders import NOON, article

PLAIN = "Storm hits Cork harbour, two boats sink"


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Live: Video: Storm hits Cork harbour", "The Fjord"),
        ("[VIDEO] Storm hits Cork harbour", "The Fjord"),
        ("Storm hits Cork harbour (video) | The Fjord", "The Fjord"),
        ("Storm hits Cork harbour | World | The Fjord", "The Fjord"),
        ("World | Europe | Storm hits Cork harbour", "The Fjord"),
        ("Olympics-Soccer-Storm hits Cork harbour", "The Fjord"),
        ("Storm hits Cork harbour – The Fjord UK", "The Fjord"),
        ("Storm hits Cork harbour - thefjord.example", "The Fjord"),
        ("Storm hits Cork harbour — Fjord", "Fjord International"),
        ("Storm hits Cork harbour | Evening Post - Cork", "Evening Post"),
        ("Storm hits Cork harbour • Élan", "Elan"),
        ("Storm hits Cork harbour | 24.cork", "24.cork"),
        ("Storm hits Cork harbour |", "The Fjord"),
        ("Storm hits Cork harbour –  ", ""),
    ],
)
def test_tags_go_however_many_there_are(title: str, outlet: str):
    assert clean(title, outlet) == "Storm hits Cork harbour"


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Ministers resign – court rules", "RT"),
        ("Ferry sinks - nurses to the rescue", "SME"),
        ("Fire in Cork – crews called out for the third time", "Time"),
        ("Storm hits Cork — weather service", "The Fjord"),
        ("Storm hits Cork — weather service", ""),
        ("Storm hits Cork – the end", "The"),
    ],
)
def test_news_after_a_dash_stays_though_it_holds_the_letters_of_the_outlet(title: str, outlet: str):
    assert clean(title, outlet) == title


def test_of_several_dashes_only_the_tag_behind_the_last_goes():
    assert clean("Ferry sinks - all 120 rescued - Reuters", "Reuters") == "Ferry sinks - all 120 rescued"


def test_an_outlet_is_never_taken_for_its_headline():
    assert clean("Cork burns | The Fjord", "The Fjord") == "Cork burns"


def test_a_word_in_brackets_inside_a_headline_stays_so_that_it_is_one_piece():
    assert clean("Storm (live) album sells out", "The Fjord") == "Storm (live) album sells out"


PIECES = (
    *("LIVE:", "Breaking news:", "UPDATE 2-", "Opinion |", "World |", "(video)", "[photos]", "Storm in Cork", "talks"),
    *(
        " | ",
        "| ",
        " - ",
        " – ",
        " — ",
        "-",
        "·",
        "•",
        ".",
        "...",
        ":",
        " ",
        "\n",
        "Q&A",
        "U.S.",
        "fails?",
        "The Fjord",
    ),
)
TITLES = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map("".join))
OUTLETS = st.sampled_from(["The Fjord", "Fjord", "RT", "The", ""])


@settings(deadline=None)
@given(TITLES, OUTLETS)
@example("Storm (video) in Cork", "RT")
@example("| ||  | | ", "Fjord")
def test_a_clean_headline_is_a_piece_of_its_title_and_cleaning_it_again_changes_nothing(title: str, outlet: str):
    once = clean(title, outlet)
    assert once in title
    assert once == once.strip()
    assert bool(once) == bool(title.strip())
    assert clean(once, outlet) == once


# ---------------------------------------------------------------------- the clearest


@pytest.mark.parametrize(
    "worse",
    [
        "Has a storm hit Cork harbour and sunk two boats?",
        "Opinion: Storm hits Cork harbour, two boats sink",
        "What we know about the storm that hit Cork harbour",
        "STORM HITS CORK HARBOUR, TWO BOATS SINK",
        "Storm hits Cork harbour and its boats, and …",
        "Storm hits Cork harbour, “two boats sink",
        "Storm hits",
        f"{PLAIN} {'and the wind goes on ' * 4}".strip(),
    ],
)
def test_each_fault_makes_a_headline_less_clear(worse: str):
    assert clarity(article(worse)) < clarity(article(PLAIN)) == 1.0


def test_the_limits_of_length_belong_to_the_clear():
    within = ("Storm hits Cork harbour, two boats and three piers sink in the night, " + "a" * LONG)[:LONG]
    assert clarity(article(within)) == 1.0
    assert clarity(article(f"{within}a")) < 1.0
    short = "Storm sinks Cork's boats."[: SHORT - 1] + "s"
    assert len(short) == SHORT
    assert clarity(article(short)) == 1.0
    assert clarity(article(short[:-1])) < 1.0


def test_english_comes_before_its_translation_and_that_before_what_is_untranslated():
    own, translated, untranslated = (clarity(article(PLAIN, translated_by=by)) for by in (None, "sample", UNTRANSLATED))
    assert own > translated > untranslated > 0


def vectors(articles: list[Article]) -> dict[str, Vector]:
    profiles = {each.id: Profile.of(each) for each in articles}
    lexicon = Lexicon.of(profiles.values())
    return {key: lexicon.vector(profile) for key, profile in profiles.items()}


def test_of_equally_clear_headlines_the_one_is_found_that_says_what_the_others_say():
    told = [
        article("Mayor of Cork praises the fire brigade", outlet="A"),
        article("Storm hits Cork harbour, two boats sink", outlet="B"),
        article("Two boats sink as storm hits Cork harbour", outlet="C"),
    ]
    assert headline(told, vectors(told))[0] in told[1:]


def test_of_equal_headlines_the_newest_is_found_and_it_comes_without_its_tag():
    old = article(f"{PLAIN} | The Fjord", outlet="The Fjord", published=NOON - timedelta(hours=2))
    new = article(f"{PLAIN} - Bergen Post", outlet="Bergen Post", published=NOON - timedelta(hours=1))
    told = [article(PLAIN, outlet="C", published=NOON - timedelta(hours=3)), old, new]
    shared = dict.fromkeys((each.id for each in told), vectors([told[0]])[told[0].id])
    assert headline(told, shared) == (new, PLAIN)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*PIECES, PLAIN]), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(titles: list[str], dice):
    told = list({each.id: each for each in (article(title, outlet="The Fjord") for title in titles)}.values())
    found = headline(told, vectors(told))
    dice.shuffle(told)
    assert headline(told, vectors(told)) == found
    assert found[1] in found[0].title


@settings(deadline=None)
@given(TITLES)
def test_clarity_lies_above_nothing_and_not_above_one(title: str):
    assert 0 < clarity(article(title)) <= 1
