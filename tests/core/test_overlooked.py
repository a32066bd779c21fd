"""Overlooked is a claim: it is made only of what is told widely, and only where home could be read."""

from __future__ import annotations

import pytest

from bot.core.overlooked import READABLE, overlooked
from bot.model import Story
from tests.builders import article, catalogue, outlet, story

HOME = catalogue(outlet("Ledger", "US"))


def told(*outlets: str) -> Story:
    return story(*(article("Dam bursts", country=name[:2], outlet=name[3:]) for name in outlets))


WIDE = told("AR/a", "BR/b", "FR/c", "JP/d")


def found(*stories: Story, home: str = "US", readable: float = 1.0) -> tuple[Story, ...]:
    return overlooked(stories, home=home, catalogue=HOME, readable=readable)


def test_a_story_told_widely_abroad_and_not_at_home_is_overlooked():
    assert found(WIDE) == (WIDE,)


@pytest.mark.parametrize(
    "outlets",
    [
        ("AR/a", "BR/b", "FR/c"),  # three outlets
        ("AR/a", "AR/b", "AR/c", "FR/d"),  # two countries
        ("FR/a", "DE/b", "IT/c", "ES/d"),  # one region
        ("AR/a", "BR/b", "FR/c", "JP/d", "US/Ledger"),  # home tells it
        ("AR/a", "AR/a", "BR/b", "FR/c"),  # one outlet twice
    ],
)
def test_a_story_that_falls_short_is_not_overlooked(outlets: tuple[str, ...]):
    assert found(told(*outlets)) == ()


def test_no_claim_is_made_where_too_few_home_outlets_could_be_read():
    assert found(WIDE, readable=READABLE - 0.01) == ()
    assert found(WIDE, readable=READABLE) == (WIDE,)


def test_no_claim_is_made_of_a_country_we_do_not_read():
    assert found(WIDE, home="CL") == ()


def test_the_order_is_kept():
    other = told("GB/a", "IN/b", "NG/c", "KE/d")
    assert found(WIDE, other) == (WIDE, other)
    assert found(other, WIDE) == (other, WIDE)
