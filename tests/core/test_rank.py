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


def test_one_free_outlet_beside_state_run_ones_of_other_countries_makes_no_story_of_the_world():
    line = story(
        article("Line", country="AR", outlet="a"),
        *(article("Line", country=code, outlet="s", state_run=True) for code in ("RU", "CN")),
    )
    assert world(line, told("Free", "FR/a", "JP/a")) == ["Free"]


def test_many_outlets_of_one_country_do_not_beat_many_countries():
    loud = told("Domestic", "FR/a", *(f"US/{n}" for n in range(20)))
    wide = told("Wide", *(f"{code}/a" for code in ("AR", "FR", "JP", "DE", "GB", "IN", "ZA", "BR")))
    assert world(loud, wide) == ["Wide", "Domestic"]


def test_a_running_story_that_has_not_grown_stands_behind_a_new_one():
    old = [article("Old", country="AR", outlet=f"o{n}", published=NOON - timedelta(hours=40 + n)) for n in range(9)]
    running = story(*old, article("Old", country="AR", outlet="x", published=NOON - timedelta(hours=1)), id="r")
    assert rank.at_home(running, country="AR", now=NOON).novelty < rank.STALE + 0.1
    new = told("New", *(f"AR/n{n}" for n in range(7)))
    assert edition(running, new) == ["New", "Old"]


def test_a_running_story_that_has_grown_is_news_again():
    old = [article("Run", country="AR", outlet=f"o{n}", published=NOON - timedelta(hours=40 + n)) for n in range(2)]
    grown = [article("Run", country="AR", outlet=f"g{n}", published=NOON - timedelta(hours=1)) for n in range(6)]
    assert edition(told("New", "AR/a", "AR/b"), story(*old, *grown, id="r", headline="Run")) == ["Run", "New"]


def test_what_is_of_other_countries_stands_behind_what_is_of_home():
    abroad = told("Quake shakes Japan", "AR/a", "AR/b")
    assert edition(abroad, told("Senate passes pension bill", "AR/c", "AR/d"))[0] == "Senate passes pension bill"
    assert rank.at_home(abroad, country="AR", now=NOON).home == rank.FOREIGN


def test_a_story_is_of_home_where_its_title_names_the_country_beside_another():
    both = told("Argentina and Japan sign lithium deal", "AR/a")
    assert rank.at_home(both, country="AR", now=NOON).home == 1.0


def test_an_event_abroad_that_most_outlets_lead_with_is_on_the_page_of_a_country():
    event = told("Quake shakes Japan", *(f"AR/{n}" for n in range(6)))
    home = [told(f"{word} in Rosario", f"AR/{n}") for n, word in enumerate(("Strike", "Fire", "Trial", "Fair"))]
    assert edition(event, *home)[0] == "Quake shakes Japan"


SAGA = ("Halvorsen resigns", "Who follows Halvorsen", "Halvorsen and the fjord bank", "Banks shun Halvorsen")
ELSE = (
    "Bread dearer",
    "Ferry aground",
    "Film wins prize",
    "Snow closes school",
    "Mayor jailed",
    "Zoo moves",
    "Ice melts",
)


def test_one_saga_does_not_fill_the_page():
    saga = [
        told(f"{title} {word}", f"AR/s{n}", f"AR/t{n}")
        for n, (title, word) in enumerate((title, word) for title in SAGA for word in ("today", "Kestrel"))
    ]
    others = [told(title, f"AR/o{n}", hours=5) for n, title in enumerate((*ELSE, "Pipe bursts"))]
    first = edition(*saga, *others)[: rank.PAGE]
    assert sum("Halvorsen" in title for title in first) == rank.PER_TOPIC
    assert len(edition(*saga, *others)) == len(saga) + len(others)


def test_a_saga_fills_the_page_where_there_is_nothing_else():
    saga = [told(f"{title} {n}", f"AR/s{n}") for n in range(3) for title in SAGA]
    assert len(edition(*saga)[: rank.PAGE]) == rank.PAGE


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
