"""How a story went around the world."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.spread import spread
from tests.builders import NOON, article, story


def told(country: str, hours: float, title: str = "Dam bursts"):
    return article(title, country=country, outlet=f"O {country}", published=NOON - timedelta(hours=hours))


def test_the_first_to_tell_it_and_how_soon_the_last_country_did():
    first = told("CL", 9)
    found = spread(story(told("FR", 5), first, told("JP", 2.5), told("FR", 1, "Dam: more")))
    assert found is not None
    assert (found.first, found.countries, found.within) == (first, 3, timedelta(hours=6.5))


def test_a_later_article_of_a_country_that_told_it_before_is_no_spread():
    found = spread(story(told("CL", 9), told("FR", 8), told("CL", 1, "Dam: more")))
    assert found is not None
    assert found.within == timedelta(hours=1)


def test_what_one_country_tells_has_not_spread():
    assert spread(story(told("CL", 9), told("CL", 3, "Dam: more"))) is None


# ---------------------------------------------------------------------------- what is surely known


def test_an_article_without_a_date_was_surely_out_when_it_was_read():
    undated = article("Dam bursts", country="JP", outlet="J", published=NOON - timedelta(hours=8))
    undated = replace(undated, first_seen=undated.published)
    found = spread(story(told("FR", 5), undated))
    assert found is not None
    assert (found.first, found.when, found.seen) == (undated, undated.published, True)


@pytest.mark.parametrize(
    ("country", "midnight"),
    [("FR", datetime(2025, 9, 5, tzinfo=UTC)), ("JP", datetime(2025, 9, 4, 15, tzinfo=UTC))],  # Japan's is at 15:00 UTC
)
def test_a_day_without_a_time_is_no_scoop_of_midnight(country: str, midnight: datetime):
    whole_day = article("Dam bursts", country=country, published=midnight, first_seen=NOON - timedelta(hours=1))
    found = spread(story(told("CL", 9), whole_day))
    assert found is not None
    assert (found.first.country, found.seen, found.within) == ("CL", False, timedelta(hours=8))


def test_a_day_without_a_time_is_over_when_it_is_over():
    whole_day = article(
        "Dam bursts", country="FR", published=datetime(2025, 9, 3, tzinfo=UTC), first_seen=NOON - timedelta(hours=1)
    )
    found = spread(story(told("CL", 9), whole_day))
    assert found is not None
    assert (found.first, found.when, found.seen) == (whole_day, datetime(2025, 9, 4, tzinfo=UTC), True)


def test_who_takes_a_story_up_days_later_does_not_slow_it_down():
    found = spread(story(told("CL", 61), told("FR", 56), told("JP", 2)))
    assert found is not None
    assert (found.countries, found.of, found.within) == (2, 3, timedelta(hours=5))


def test_a_story_that_nobody_else_told_within_a_day_took_as_long_as_it_took():
    found = spread(story(told("CL", 61), told("FR", 31), told("JP", 2)))
    assert found is not None
    assert (found.countries, found.of, found.within) == (3, 3, timedelta(hours=59))


ARTICLES = st.lists(
    st.builds(told, st.sampled_from(["CL", "FR", "JP", "US"]), st.floats(0, 70), st.sampled_from(["Dam", "Flood"])),
    min_size=1,
    max_size=9,
    unique_by=lambda each: each.id,
)


@given(ARTICLES)
def test_nobody_surely_told_it_before_the_first(articles):
    found = spread(story(*articles))
    if found is None:
        assert len({each.country for each in articles}) == 1
        return
    assert 2 <= found.countries <= found.of == len({each.country for each in articles})
    assert found.within >= timedelta(0)
    assert all(max(each.published, each.first_seen) >= found.when for each in articles)
    assert spread(story(*articles[::-1])) == found
