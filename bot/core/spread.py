"""How a story went around the world: who told it first, and how soon the others did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from bot.core.dates import zone_of
from bot.model import Article, Story

DAY = timedelta(hours=24)
"""How long a story spreads: who tells it later takes it up again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Spread:
    """The way of a story from country to country, by the dates that the outlets give."""

    first: Article  # of equals the one with the lower id
    when: datetime  # by then it was surely told
    seen: bool  # `when` is when we first read it: its feed gives no date, or a day only
    countries: int  # that told it `within`; two at least
    of: int  # that tell it by now
    within: timedelta  # from `when`


def spread(story: Story) -> Spread | None:
    """Who surely told a story first, and how long it took to reach the others; None where one country tells it.

    An article counts from the moment by which it was surely out, so that "first" is no guess: one that has no date may
    have been out long before, and one that has only a day is no scoop of midnight. Countries are counted for a day; if
    nobody else tells it within that, all of them and however long they took.
    """
    told = [(_surely_out(each), each) for each in story.articles]
    when, first = min(told, key=lambda each: (each[0], each[1].id))
    began: dict[str, datetime] = {}
    for moment, article in told:
        began[article.country] = min(began.get(article.country, moment), moment)
    if len(began) < 2:
        return None
    soon = [each for each in began.values() if each - when <= DAY]
    counted = soon if len(soon) > 1 else list(began.values())
    return Spread(
        first=first,
        when=when,
        seen=not _timed(first),
        countries=len(counted),
        of=len(began),
        within=max(counted) - when,
    )


def _surely_out(article: Article) -> datetime:
    return article.published if _timed(article) else min(article.first_seen, article.published + DAY)


def _timed(article: Article) -> bool:
    """Whether its feed says at what time it was published.

    Without a date an article is from the moment at which it was read (dates.settle), and with nothing but a day it is
    from midnight, in the newsroom's zone or in UTC.
    """
    if article.published == article.first_seen:
        return False
    clocks = (article.published.astimezone(zone).time() for zone in (UTC, _newsroom(article.country)))
    return all((clock.hour, clock.minute, clock.second) != (0, 0, 0) for clock in clocks)


@cache
def _newsroom(country: str) -> ZoneInfo:
    return ZoneInfo(zone_of(country))
