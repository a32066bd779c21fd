"""How a story went around the world."""

from __future__ import annotations

from datetime import timedelta

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
