"""Numbers in which outlets differ stand side by side, and only such."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.discord import Figure, differences, figures
from bot.model import UNTRANSLATED
from tests.builders import NOON, article, story


def told(title: str, outlet: str, hours: float = 1, country: str = "FR", **changes):
    return article(title, outlet=outlet, country=country, published=NOON - timedelta(hours=hours), **changes)


def numbers(*articles) -> dict[str, list[str]]:
    return {each.what: [figure.value for figure in each.figures] for each in differences(story(*articles))}


# ---------------------------------------------------------------------------- what an article says


def values(title: str, summary: str = "") -> list[str]:
    return [str(each.value) for each in figures(article(title, summary=summary))]


def test_the_title_speaks_before_the_summary():
    assert values("Ferry sinks, 14 dead", "Twelve people were killed.") == ["14"]


def test_the_first_sentence_that_counts_a_thing_speaks_for_it():
    assert values("Ferry sinks", "It sank at dawn. 14 people were killed. Another boat sank: 50 dead.") == ["14"]


def test_an_article_that_gives_two_numbers_for_a_thing_gives_none():
    assert values("Strikes kill 14 in Nymark and 5 people killed in Belgora") == []


def test_nothing_is_read_in_a_language_that_we_do_not_have():
    strange = told("Hundimiento: 15 dead", "B", language="es", translated_by=UNTRANSLATED)
    assert figures(strange) == ()
    assert numbers(told("Ferry sinks, 14 dead", "A"), strange) == {}


def test_dollars_are_not_compared_with_those_of_a_country_that_has_its_own():
    ours, theirs = "Novamart gets $480 million fine", "Novamart gets $700 million fine"
    assert numbers(told(ours, "A", 5, country="US"), told(theirs, "B", country="AU")) == {}
    assert numbers(told(ours, "A", 5, country="US"), told(theirs, "B", country="GB")) == {
        "fine in dollars": ["480000000", "700000000"]
    }


# ---------------------------------------------------------------------------- what is set side by side


def test_numbers_that_differ_come_with_who_gives_them_in_the_order_in_which_they_came_up():
    early, late = told("Ferry sinks, 14 dead", "A", 9), told("Ferry toll rises to 17", "B", 1)
    same = told("14 dead as ferry sinks", "C", 5)
    [found] = differences(story(late, same, early))
    assert (found.what, [(each.value, each.articles) for each in found.figures]) == (
        "dead",
        [("14", (early, same)), ("17", (late,))],
    )


def test_numbers_that_rise_one_after_the_other_are_told_from_dissent():
    first, second = told("Ferry sinks, 14 dead", "A", 9), told("Ferry: 17 dead", "B", 5)
    assert [each.rose for each in differences(story(first, second))] == [True]
    late = told("14 dead in ferry disaster", "C", 1)
    assert [each.rose for each in differences(story(first, second, late))] == [False]
    fell = told("Ferry: 12 dead, not more", "D", 3)
    assert [each.rose for each in differences(story(first, fell))] == [False]


def test_an_outlet_is_named_once_for_a_number():
    twice = [told("Ferry sinks, 14 dead", "A", 9), told("Ferry: 14 dead, owner questioned", "A", 5)]
    [found] = differences(story(*twice, told("Ferry toll rises to 15", "B")))
    assert [len(each.articles) for each in found.figures] == [1, 1]


def test_a_number_is_a_lower_bound_where_all_say_so():
    bound = told("Ferry sinks, at least 14 dead", "A", 9)
    [found] = differences(story(bound, told("Ferry: 17 dead", "B")))
    assert [each.least for each in found.figures] == [True, False]
    [found] = differences(story(bound, told("Ferry: 14 dead", "C", 5), told("Ferry: 17 dead", "B")))
    assert [each.least for each in found.figures] == [False, False]


def test_one_number_for_all_is_no_difference():
    assert numbers(told("14 dead", "A"), told("Fourteen people killed", "B"), told("Ferry sinks", "C")) == {}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ferry sinks, 14 dead", "Ferry sinks, 25 missing"),  # different things
        ("Blast kills three soldiers", "Blast kills eight"),  # of different people
        ("Drones kill three in Belgora", "Drones kill five in Nymark"),  # in different places
        ("Shells kill 14 in market", "43,000 killed in war"),  # of a different size
        ("Landslide kills 200", "Landslide: 204 dead"),  # perhaps the same, rounded
        ("Turnout at 67 percent", "Turnout was 67.3 percent"),
        ("Orbis in $34bn takeover", "Orbis in $33.9 billion takeover"),
        ("Novamart gets $480 million fine", "Novamart gets €410 million fine"),
        ("20,000 evacuated", "15,000 displaced"),
    ],
)
def test_numbers_of_different_things_are_never_set_side_by_side(one: str, two: str):
    assert numbers(told(one, "A", 5), told(two, "B")) == {}


def test_a_place_that_the_other_article_names_too_is_the_same():
    one = told("Bus plunges into ravine in Ayacucho, 18 dead", "A", 5)
    two = told("Bus crash kills 21 in Peru", "B", summary="The bus was on its way to Ayacucho.")
    assert numbers(one, two) == {"dead": ["18", "21"]}


def test_what_most_articles_count_comes_first():
    found = numbers(
        told("12 arrested, 3 injured", "A", 5),
        told("19 arrested, 5 injured", "B", 4),
        told("19 people arrested", "C", 3),
    )
    assert list(found) == ["arrested", "injured"]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("14", "14"), ("1200", "1,200"), ("6.8", "6.8"), ("2950000000", "2.95 billion"), ("1234567", "1,234,567")],
)
def test_a_number_is_shown_as_people_read_it(value: str, shown: str):
    assert Figure(value=value, least=False, articles=(article(),)).shown == shown


TOLD = st.builds(
    lambda number, what, outlet, hours: told(f"Ferry sinks, {number} {what}", f"O{outlet}", hours),
    st.integers(2, 300),
    st.sampled_from(["dead", "injured", "people missing", "soldiers killed"]),
    st.integers(0, 9),
    st.integers(0, 40),
)


@settings(deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=12, unique_by=lambda each: each.id))
def test_every_number_side_by_side_is_given_by_the_outlets_beside_it(articles):
    for found in differences(story(*articles)):
        assert len({each.value for each in found.figures}) == len(found.figures) >= 2
        for figure in found.figures:
            assert figure.articles
            assert all(f" {figure.value} " in each.title for each in figure.articles)
        assert [min(each.articles, key=lambda one: one.published).published for each in found.figures] == sorted(
            min(each.articles, key=lambda one: one.published).published for each in found.figures
        )
