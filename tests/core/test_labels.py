"""A label is two to six words out of a headline of its group, and says what the others do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.headlines import clean
from bot.core.labels import FEWEST, MOST, headline_case, label
from bot.core.words import fold
from bot.model import UNTRANSLATED
from tests.builders import article

OTHERS = (
    article("Kestrel Gorge bridge falls, nine hikers rescued", outlet="A"),
    article("Nine hikers rescued by helicopter at Kestrel Gorge", outlet="B"),
)


def test_a_label_says_what_its_articles_share_and_the_others_do_not():
    ours = [
        article("Safety inspection of Kestrel Gorge bridge was ignored", outlet="C"),
        article("Kestrel Gorge: safety inspection was put off twice", outlet="D"),
    ]
    assert "Safety Inspection" in label(ours, others=OTHERS)


def test_a_label_that_is_taken_is_not_given_again():
    ours = [article("Safety inspection of the bridge was ignored", outlet="C")]
    first = label(ours, others=OTHERS)
    second = label(ours, others=OTHERS, taken=[first.upper()])
    assert fold(second) != fold(first)


def test_a_label_begins_and_ends_with_words_that_say_something_and_crosses_no_comma():
    found = label([article("The mayor of Cork, on the harbour wall, resigns", outlet="C")], others=())
    assert found in {"Mayor of Cork", "Harbour Wall"}


def test_a_label_does_not_end_in_the_middle_of_a_possession():
    assert not label([article("Cork mayor's brother sues", outlet="C")], others=()).endswith(("'s", "’s"))


@pytest.mark.parametrize(
    ("title", "never"),
    [
        ("B.C. mills fear closures as Ottawa slaps 15% duty on timber", "Slaps"),
        ("Heliara probe sends back first images of Triton", "Sends"),
        ("Brussels trying to buy time for Karvia, envoy suggests", "To Buy"),
        ("At least 14 die as passenger ferry sinks off Cebu", "Die as Passenger Ferry Sinks"),
        ("Cyclists say harbour tunnel is for the first time open", "First"),
    ],
)
def test_a_label_does_not_end_with_what_lacks_its_end(title: str, never: str):
    assert not label([article(title, outlet="C")], others=OTHERS).endswith(never)


def test_a_label_is_no_kicker():
    ours = article("Kestrel bridge: engineers had warned of rust", outlet="C")
    assert label([ours], others=()) == "Engineers Had Warned of Rust"


def test_a_label_is_not_the_whole_headline_where_a_part_says_as_much():
    assert label([article("Institute unveils flood-proof rice", outlet="C")], others=()) == "Flood-proof Rice"
    assert label([article("Engineers warned of rust", outlet="C")], others=()) == "Engineers Warned of Rust"


def test_tags_of_outlets_are_no_part_of_a_label():
    found = label([article("LIVE: Storm hits harbour | The Daily Fjord", outlet="The Daily Fjord")], others=())
    assert found == "Storm Hits Harbour"


def test_untranslated_articles_speak_only_where_there_is_no_other():
    spanish = article("Cae el puente colgante", outlet="F", translated_by=UNTRANSLATED, language="es")
    assert "puente" not in label([spanish, *OTHERS], others=()).lower()
    assert "puente" in label([spanish], others=()).lower()


@pytest.mark.parametrize(("title", "expected"), [("Rain", "Rain"), ("the of and", "The of And"), ("", "The Daily")])
def test_where_no_phrase_will_do_the_headline_begins_the_label(title: str, expected: str):
    assert label([article(title)], others=()) == expected


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ("talks on the war", "Talks on the War"),
        ("on the war", "On the War"),
        ("what is it for", "What Is It For"),
        ("new iPhone and eBay", "New iPhone and eBay"),
        ("WHO IS IN", "WHO IS IN"),
        ("élan of ångström", "Élan of Ångström"),
        ("", ""),
    ],
)
def test_initials_are_capitals_but_of_small_words_within(tokens: str, expected: str):
    assert headline_case(tokens.split()) == expected


WORDS = st.sampled_from(
    (
        *("storm", "Cork", "harbour", "boats", "sink", "the", "of", "and", "on", "–", "40"),
        *("mayor", "mayor's", "resigns,", "“nurses", "strike”", "hurt:", "iPhone", "US"),
    )
)
GROUPS = st.lists(st.lists(WORDS, max_size=9).map(" ".join), min_size=1, max_size=5)


def pieces(title: str) -> set[str]:
    """Every run of as many words as a label may have, in headline case, folded."""
    tokens = title.split()
    runs = (tokens[at : at + size] for size in range(1, MOST + 1) for at in range(len(tokens) - size + 1))
    return {fold(" ".join(run)).strip(",:“”") for run in runs}


@settings(deadline=None)
@given(GROUPS, GROUPS, st.lists(WORDS, max_size=3))
def test_a_label_is_a_few_consecutive_words_of_a_headline(ours: list[str], others: list[str], taken: list[str]):
    articles = [article(title, outlet=f"Outlet {at}") for at, title in enumerate(ours)]
    found = label(articles, others=[article(title, outlet="Z") for title in others], taken=taken)
    titles = [clean(each.title, each.outlet) for each in articles]
    fallback = headline_case(titles[0].split()[:MOST] or [articles[0].outlet])
    assert found == fallback or FEWEST <= len(found.split()) <= MOST
    assert 1 <= len(found.split()) <= MOST
    assert found == fallback or any(fold(found) in pieces(title) for title in titles)
    assert found == fallback or fold(found) not in {fold(each) for each in taken}


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_any_headline_gives_a_label(title: str, other: str):
    found = label([article(title)], others=[article(other, outlet="B")])
    assert found.strip()
    assert len(found.split()) <= MOST


@settings(deadline=None)
@given(st.lists(WORDS, max_size=9))
def test_headline_case_changes_nothing_but_capitals_and_does_it_once(tokens: list[str]):
    once = headline_case(tokens)
    assert once.lower() == " ".join(tokens).lower()
    assert headline_case(once.split()) == once
