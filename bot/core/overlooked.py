"""Stories that the world tells and a country does not."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.countries import country
from bot.model import Catalogue, Story

OUTLETS = 4
COUNTRIES = 3
REGIONS = 2
"""How widely a story must be told abroad: so many outlets, countries and regions. One agency's text that a
neighbour or two reprint is no world story; four outlets of three countries on two continents have each decided
that it matters."""

READABLE = 0.8
"""The least share of the home outlets that must have been read: below it, silence may be ours, not theirs."""


def overlooked(stories: Iterable[Story], *, home: str, catalogue: Catalogue, readable: float) -> tuple[Story, ...]:
    """The stories that are told widely abroad and by no outlet of `home`, in the order in which they came.

    `readable` is the share (0 to 1) of the home outlets that were read without a fault. None where that is less
    than READABLE or where we read no outlet of `home`: no claim is made then.
    """
    if readable < READABLE or not catalogue.of(home):
        return ()
    return tuple(story for story in stories if home not in story.countries and _widely_told(story))


def _widely_told(story: Story) -> bool:
    return (
        len(story.outlets) >= OUTLETS
        and len(story.countries) >= COUNTRIES
        and len({country(code).region for code in story.countries}) >= REGIONS
    )
