"""A country's page is that country's, and the world's page is the world's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import rank, worth
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


def test_many_state_run_outlets_beside_one_free_one_are_not_the_voice_of_a_country():
    free = [article("Line", country="RU", outlet="RU0"), article("Line", country="FR", outlet="FR0")]
    run = [article("Line", country="RU", outlet=f"RU{n}", state_run=True) for n in (1, 2)]
    outlets = rank.read_of(PRESS)
    alone, beside, all_free = (
        rank.abroad(each, outlets=outlets, now=NOON).coverage
        for each in (story(*free), story(*free, *run), told("Line", "RU/0", "RU/1", "RU/2", "FR/0"))
    )
    assert alone < beside < all_free
    assert beside - alone == pytest.approx((all_free - alone) / 2)


def test_state_run_outlets_add_no_region():
    free = told("Line", "FR/a", "RU/a")
    beside = story(*free.articles, article("Line", country="CN", outlet="s", state_run=True))
    assert rank.abroad(beside, outlets={}, now=NOON).abroad == 0.0
    assert rank.abroad(beside, outlets={}, now=NOON).total > rank.abroad(free, outlets={}, now=NOON).total


@pytest.mark.parametrize("press", [1, 6, 24])
def test_one_outlet_each_of_eight_countries_tells_more_than_all_that_we_read_of_one(press: int):
    codes = ("AR", "FR", "JP", "DE", "GB", "IN", "ZA", "BR")
    outlets = {"US": 30, "CA": 9} | dict.fromkeys(codes, press)
    loud = told("Domestic", "CA/0", *(f"US/{n}" for n in range(30)))
    wide = told("Wide", *(f"{code}/a" for code in codes))
    scores = [rank.abroad(each, outlets=outlets, now=NOON).total for each in (loud, wide)]
    assert scores[0] < scores[1]


def test_a_running_story_that_has_not_grown_stands_behind_a_new_one():
    old = [article("Old", country="AR", outlet=f"o{n}", published=NOON - timedelta(hours=40 + n)) for n in range(9)]
    running = story(*old, article("Old", country="AR", outlet="x", published=NOON - timedelta(hours=1)), id="r")
    assert rank.at_home(running, country="AR", now=NOON).novelty < worth.STALE + 0.1
    new = told("New", *(f"AR/n{n}" for n in range(7)))
    assert edition(running, new) == ["New", "Old"]


def test_a_running_story_that_has_grown_is_news_again():
    old = [article("Run", country="AR", outlet=f"o{n}", published=NOON - timedelta(hours=40 + n)) for n in range(2)]
    grown = [article("Run", country="AR", outlet=f"g{n}", published=NOON - timedelta(hours=1)) for n in range(6)]
    assert edition(told("New", "AR/a", "AR/b"), story(*old, *grown, id="r", headline="Run")) == ["Run", "New"]


def test_a_story_that_was_told_two_days_ago_and_is_told_again_is_new():
    told_again = [
        article("Back", country="AR", outlet="a", published=NOON - timedelta(hours=hours)) for hours in (60, 1)
    ]
    assert rank.at_home(story(*told_again), country="AR", now=NOON).novelty == 1.0


def test_what_others_told_yesterday_is_new_where_nobody_told_it():
    abroad = article("Late", country="FR", published=NOON - timedelta(hours=30))
    home = article("Late", country="AR", published=NOON - timedelta(hours=1))
    assert rank.at_home(story(abroad, home), country="AR", now=NOON).novelty == 1.0
    assert rank.abroad(story(abroad, home), outlets={}, now=NOON).novelty < 1.0


def test_outlets_that_told_a_story_yesterday_are_none_that_cover_it_today():
    old = [article("Fire", country="AR", outlet=f"o{n}", published=NOON - timedelta(hours=30)) for n in range(6)]
    today = article("Fire", country="AR", outlet="a", published=NOON - timedelta(hours=1))
    assert rank.at_home(story(*old, today), country="AR", now=NOON).coverage == 1.0


def test_a_country_whose_outlets_do_not_tell_a_story_gives_it_no_score():
    with pytest.raises(ValueError, match="no outlet of AR"):
        rank.at_home(told("Abroad", "FR/a"), country="AR", now=NOON)


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


def test_what_three_of_eight_outlets_tell_of_home_stands_before_an_event_elsewhere_that_all_the_world_tells():
    event = told("Quake shakes Japan", *(f"AR/{n}" for n in range(8)), *(f"{code}/x" for code in FORTY))
    assert edition(event, told("Senate passes pension bill", "AR/0", "AR/1", "AR/2"))[0] == "Senate passes pension bill"


_FORTY = """
US FR DE GB ES IT BR IN JP CN RU ZA NG EG TR MX CA AU PL UA KR ID IL SA CO CL NL BE SE CH PT GR KE MA PK BD TH PH NZ IE
"""
FORTY = _FORTY.split()


@pytest.mark.parametrize("outlets", [1, 8, 30])
def test_the_event_elsewhere_that_most_outlets_lead_with_has_a_place_on_the_page(outlets: int):
    press = [f"AR/{n}" for n in range(outlets)]
    event = told("Quake shakes Japan", *press[: outlets // 2 + 1], position=2, hours=20)
    home = [told(f"{word} in Rosario", *press, position=1) for word in WORDS]
    assert edition(event, *home).index("Quake shakes Japan") == rank.PAGE - 1
    half = told("Quake shakes Japan", *press[: outlets // 2], "FR/x", position=2, hours=20)
    assert "Quake shakes Japan" not in edition(half, *home)[: rank.PAGE]
    foot = told("Quake shakes Japan", *press, position=3, hours=20)
    assert "Quake shakes Japan" not in edition(foot, *home)[: rank.PAGE]


WORDS = "strike fire trial fair flood marathon festival robbery harvest wedding vaccine eclipse".title().split()

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


def test_one_saga_does_not_fill_the_page_of_a_country_with_one_outlet():
    saga = [told(f"Cyclone Berenice {word.lower()}", "AR/a", hours=1) for word in WORDS]
    others = [told(title, "AR/a", hours=9) for title in (*ELSE, "Pipe bursts")]
    first = edition(*saga, *others)[: rank.PAGE]
    assert sum("Berenice" in title for title in first) == rank.PER_TOPIC


def test_one_saga_does_not_fill_the_worlds_page():
    saga = [told(f"Cyclone Berenice {word.lower()}", "AR/a", "JP/a", "FR/a") for word in WORDS]
    others = [told(title, "AR/a", "FR/a") for title in (*ELSE, "Pipe bursts")]
    assert sum("Berenice" in title for title in world(*saga, *others)[: rank.PAGE]) == rank.PER_TOPIC


def test_an_outlet_with_more_stories_than_are_compared_does_not_fill_the_page():
    loud = [told(f"{word} {n}", "AR/loud", hours=0) for n in range(5) for word in WORDS]
    quiet = [told(title, "AR/quiet", "AR/still", position=20, hours=20) for title in (*ELSE, "Pipe bursts")]
    assert len(loud) > rank.COMPARED
    assert set(edition(*loud, *quiet)[: rank.PAGE]) >= {*ELSE, "Pipe bursts"}


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


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Berenice", "Halvorsen", "Kestrel", ""]), st.sampled_from("abc"), st.integers(0, 30)
        ),
        max_size=25,
    ),
    st.randoms(use_true_random=False),
)
def test_where_there_are_others_no_outlet_and_no_topic_has_more_than_its_share_of_the_page(given_stories, random):
    """The others are ten stories that no cap holds back, less fresh than all."""
    capped = [
        told(f"{saga} {word(n)}", f"AR/{outlet}", position=position)
        for n, (saga, outlet, position) in enumerate(given_stories)
    ]
    others = [told(f"{word(99 + n)} {word(200 + n)}", "AR/x", "AR/y", position=9, hours=20) for n in range(rank.PAGE)]
    stories = random.sample([*capped, *others], len(capped) + rank.PAGE)
    ranked = rank.edition(stories, country="AR", now=NOON)
    first = ranked[: rank.PAGE]
    for saga in ("Berenice", "Halvorsen", "Kestrel"):
        assert sum(saga in each.brief.headline for each in first) <= rank.PER_TOPIC
    for name in "abc":
        assert sum({name} == {each.outlet for each in one.articles} for one in first) <= rank.PER_OUTLET
    assert sorted(each.id for each in ranked) == sorted(each.id for each in stories)


def word(number: int) -> str:
    """A word for a number: no two are alike."""
    return "".join("bdfgklmnprstvwxz"[int(digit, 16)] + "aeiou"[int(digit, 16) % 5] for digit in f"{number + 999:x}")


@settings(deadline=None)
@given(st.sets(st.sampled_from(["AR", "FR", "US", "JP"]), max_size=4), st.sets(st.sampled_from(["RU", "CN"])))
def test_state_run_outlets_never_bring_a_story_onto_the_worlds_page(free, run):
    line = [article("Line", country=code, outlet="f") for code in sorted(free)]
    line += [article("Line", country=code, outlet="s", state_run=True) for code in sorted(run)]
    shared = told("Shared", "FR/a", "JP/a")
    found = world(*([story(*line, id="l", headline="Line")] if line else []), shared)
    assert ("Line" in found) == (len(free) > 1)
