"""Numbers in which outlets differ stand side by side, and only such."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.discord import differences, figure
from bot.model import UNTRANSLATED
from tests.builders import NOON, article, story


def told(title: str, outlet: str, hours: float = 1, **changes):
    return article(title, outlet=outlet, country="FR", published=NOON - timedelta(hours=hours), **changes)


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("Ferry sinks, at least 14 dead", "dead", "14"),
        ("Fourteen people were killed when a ferry sank", "dead", "14"),
        ("Ferry disaster kills 1,200 off Romblon", "dead", "1200"),
        ("Ferry: death toll rises to 17", "dead", "17"),
        ("Nine drown as launch collides", "dead", "9"),
        ("25 people are still missing", "missing", "25"),
        ("Bus crash leaves 31 injured", "injured", "31"),
        ("Police arrest 12 after riot", "arrested", "12"),
        ("20,000 residents evacuated as volcano erupts", "displaced", "20000"),
        ("Gunmen abduct 52 pupils", "abducted", "52"),
        ("Magnitude 6.8 earthquake shakes Arequipa", "magnitude", "6.8"),
        ("A 6.7-magnitude quake struck", "magnitude", "6.7"),
        ("Earthquake of 5.2 Richter", "magnitude", "5.2"),
    ],
)
def test_a_number_is_read_beside_what_it_counts(text, what, value):
    assert figure(article(text), what) == value


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("More than 50 killed in attack", "dead"),  # no number to compare
        ("About 200 people injured", "injured"),
        ("Minister resigns, 2021 law repealed", "dead"),
        ("Man killed 14 years ago is named", "dead"),
        ("Prices are dead flat at 3.2 percent", "dead"),
        ("Police have 14 missing pistols registered", "arrested"),
        ("3 of the 12 detained were freed", "arrested"),
        ("Flight 370 missing for ten years", "dead"),
    ],
)
def test_other_numbers_are_left_alone(text, what):
    assert figure(article(text), what) is None


def test_numbers_that_differ_come_with_who_gives_them_in_the_order_in_which_they_came_up():
    early, late = told("Ferry sinks, 14 dead", "A", 9), told("Ferry toll rises to 17", "B", 1)
    same = told("14 dead as ferry sinks", "C", 5)
    [found] = differences(story(late, same, early))
    assert (found.what, [(each.value, each.articles) for each in found.figures]) == (
        "dead",
        [("14", (early, same)), ("17", (late,))],
    )


def test_an_outlet_is_named_once_for_a_number():
    twice = [told("Ferry sinks, 14 dead", "A", 9), told("Ferry: 14 dead, owner questioned", "A", 5)]
    [found] = differences(story(*twice, told("Ferry toll rises to 15", "B")))
    assert [len(each.articles) for each in found.figures] == [1, 1]


def test_one_number_for_all_is_no_difference():
    assert differences(story(told("14 dead", "A"), told("Fourteen people killed", "B"), told("Ferry sinks", "C"))) == ()


def test_numbers_of_different_things_are_never_set_side_by_side():
    assert differences(story(told("Ferry sinks, 14 dead", "A"), told("Ferry sinks, 25 missing", "B"))) == ()


def test_nothing_is_read_in_a_language_that_we_do_not_have():
    strange = told("Hundimiento: 15 dead", "B", language="es", translated_by=UNTRANSLATED)
    assert differences(story(told("Ferry sinks, 14 dead", "A"), strange)) == ()
