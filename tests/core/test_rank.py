"""A country's page is that country's, and the world's page is the world's."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import rank
from bot.model import Story
from tests.builders import NOON, article, catalogue, outlet, story


def told(title: str, *outlets: str, position: int = 0, hours: float = 1, state_run: bool = False) -> Story:
    """A story told by outlets written `AR/Clarion`."""
    return story(
        *(
            article(
                title,
                country=name[:2],
                outlet=name[3:],
                position=position,
                published=NOON - timedelta(hours=hours),
                state_run=state_run,
            )
            for name in outlets
        )
    )


def edition(*stories: Story) -> list[str]:
    return [each.brief.headline for each in rank.edition(stories, country="AR", now=NOON)]


PRESS = catalogue(
    *(
        outlet(f"{country}{n}", country)
        for country, count in {"AR": 3, "FR": 3, "US": 20, "JP": 2, "RU": 3, "CN": 3}.items()
        for n in range(count)
    )
)


def world(*stories: Story) -> list[str]:
    return [each.brief.headline for each in rank.world(stories, now=NOON, catalogue=PRESS)]


def test_what_more_outlets_of_the_country_tell_comes_first():
    assert edition(told("One", "AR/a"), told("Three", "AR/a", "AR/b", "AR/c")) == ["Three", "One"]


def test_what_stands_higher_in_the_feeds_comes_first():
    assert edition(told("Foot", "AR/a", position=30), told("Top", "AR/b", position=0)) == ["Top", "Foot"]


def test_what_is_newer_comes_first():
    assert edition(told("Old", "AR/a", hours=20), told("New", "AR/b", hours=1)) == ["New", "Old"]


def test_a_domestic_story_of_two_outlets_stands_before_one_of_the_world_that_a_single_one_tells():
    everywhere = told("World", "AR/a", "FR/b", "US/c", "JP/d", "DE/e", "GB/f")
    assert edition(everywhere, told("Home", "AR/a", "AR/b")) == ["Home", "World"]


def test_of_equal_domestic_stories_the_one_told_abroad_comes_first():
    assert edition(told("Home", "AR/a"), told("Both", "AR/b", "FR/c")) == ["Both", "Home"]


def test_a_story_that_no_outlet_of_the_country_tells_is_not_in_its_edition():
    assert edition(told("Abroad", "FR/a")) == []


def test_no_outlet_fills_the_first_places_by_itself():
    loud = [told(f"Loud {n}", "AR/loud", position=0, hours=0) for n in range(12)]
    quiet = [told(f"Quiet {n}", f"AR/quiet {n}", position=20, hours=9) for n in range(10)]
    first = edition(*loud, *quiet)
    assert sum(name.startswith("Loud") for name in first[: rank.PAGE]) == rank.PER_OUTLET
    assert len(first) == 22


def test_an_outlet_that_is_alone_fills_the_page():
    assert len(edition(*(told(f"Loud {n}", "AR/loud") for n in range(12)))) == 12


def test_the_world_page_holds_what_several_countries_tell():
    assert world(told("Home", "AR/a", "AR/b", "AR/c"), told("Both", "AR/a", "FR/b")) == ["Both"]


def test_the_world_page_shows_domestic_stories_where_there_are_no_others():
    assert world(told("Home", "AR/a"), told("More", "FR/a", "FR/b")) == ["More", "Home"]


def test_more_countries_come_before_more_outlets_of_two():
    many = told("Many outlets", "AR/a", *(f"US/{n}" for n in range(9)))
    wide = told("Many countries", "AR/a", "FR/a", "US/0", "JP/a")
    assert world(many, wide) == ["Many countries", "Many outlets"]


def test_a_country_of_many_outlets_does_not_outweigh_one_of_few():
    assert world(told("Press of 20", "AR/a", "US/0"), told("Press of 2", "AR/a", "JP/0")) == [
        "Press of 2",
        "Press of 20",
    ]


def test_more_regions_come_first():
    assert world(told("Near", "FR/a", "RU/a"), told("Far", "FR/a", "CN/a"))[0] == "Far"


def test_state_run_outlets_alone_make_no_story_of_the_world():
    assert world(told("Line", "RU/a", "CN/a", state_run=True), told("Free", "FR/a", "JP/a")) == ["Free"]
    assert world(told("Line", "RU/a", "CN/a", state_run=True)) == []


def test_nothing_is_ranked_as_nothing():
    assert edition() == []
    assert world() == []


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sets(st.sampled_from(["AR/a", "AR/b", "AR/c", "FR/a", "US/0"]), min_size=1),
            st.integers(0, 30),
            st.floats(-2, 40),
        ),
        max_size=25,
    ),
    st.randoms(use_true_random=False),
)
def test_a_ranking_loses_no_story_and_does_not_depend_on_the_order(given_stories, random):
    stories = [
        told(f"Story {n}", *sorted(outlets), position=position, hours=hours)
        for n, (outlets, position, hours) in enumerate(given_stories)
    ]
    ranked = rank.edition(stories, country="AR", now=NOON)
    assert {each.id for each in ranked} == {each.id for each in stories if each.told_by("AR")}
    assert len(ranked) == len({each.id for each in ranked})
    assert ranked == rank.edition(random.sample(stories, len(stories)), country="AR", now=NOON)
    assert rank.world(stories, now=NOON, catalogue=PRESS) == rank.world(stories[::-1], now=NOON, catalogue=PRESS)
