"""A reader's digest: the countries in the reader's order, so many stories each, none of them twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from bot.model import Digest, Edition, Story, Subscription


def make(subscription: Subscription, editions: Sequence[Edition], *, day: date) -> Digest:
    """The digest of a local date out of the editions of that moment.

    A story that an earlier country has shown is passed over in later ones, and the next one takes its place.
    An edition that has nothing (left) stays in the digest without stories: the reader is told why. A country
    without an edition is left out.
    """
    by_country = {edition.country: edition for edition in editions}
    shown: set[str] = set()
    cut: list[Edition] = []
    for country in dict.fromkeys(subscription.countries):
        if country in by_country:
            stories = _first(by_country[country].stories, count=subscription.size, shown=shown)
            shown |= {story.id for story in stories}
            cut.append(replace(by_country[country], stories=stories))
    return Digest(subscription=subscription, date=day, editions=tuple(cut))


def _first(stories: Iterable[Story], *, count: int, shown: set[str]) -> tuple[Story, ...]:
    fresh = {story.id: story for story in reversed(tuple(stories)) if story.id not in shown}
    return tuple(reversed(fresh.values()))[: max(count, 0)]
