"""Stories that the world tells and a country does not: claims, each with what it rests on.

A claim must be right before it is interesting. So it asks for a press that could be searched, for voices that are
several and free, for an event that is more than one country's politics or sport, and for nothing at home that might be
the same event in other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from bot.core import scene, subjects
from bot.core.countries import country
from bot.core.nearest import Near, Nearest
from bot.model import UNTRANSLATED, Article, Claim, FeedReport, Outlet, Overlooked, Story

OUTLETS = 4
COUNTRIES = 3
REGIONS = 2
"""How widely a story must be told abroad: so many outlets, countries and regions. One agency's text that a
neighbour or two reprint is no world story; four outlets of three countries on two continents have each decided
that it matters."""

FREE = 2
"""Of these countries, how many with an outlet that no state runs."""

FEWEST = 2
"""Outlets of a country below which its silence says nothing: a single one may have a day off."""

READABLE = 0.8
"""The least share of the home outlets that must have been searched: below it, silence may be ours, not theirs."""

MOST = 40
"""Claims that are made: the first of the world's page. Who would read more?"""

LATELY = timedelta(hours=24)
"""An outlet counts as searched if it was read well within this time: as long as the stories reach back."""

DOWN = timedelta(hours=12)
"""… and if it has not been failing for half of that."""

OURS = 0.5
"""The least share of an outlet's articles that must be in English for it to be searched: the rest can't be compared."""

ONE_COUNTRY = 0.6
"""A story is of one country where so large a share of the texts that speak of any speaks of it, …"""

BESIDE = 0.34
"""… and no other country is spoken of in as large a share."""

FAR = 2
"""So many times COUNTRIES (that are not its own) must tell one country's politics for it to be more than that."""

MAYBE = 0.15
"""The mean likeness to the articles of a story from which something at home may be the same event: no claim is made.
Three quarters of what makes articles one story (cluster.JOIN): a judgement, as precision counts; on the labelled world
of tests/eval nothing lies between 0.09 and 0.2."""

CLOSE = 0.05
"""The likeness of words from which the nearest is worth a look; below it, it shares a word or two by chance."""

PAIR = 0.4
"""The same of the likeness to a single one of its articles."""


def overlooked(
    stories: Iterable[Story],
    *,
    home: str,
    outlets: Sequence[Outlet],
    reports: Mapping[str, FeedReport],
    articles: Sequence[Article],
    now: datetime,
) -> Overlooked:
    """What the press of `home` leaves out of these stories.

    At most MOST claims. `outlets` are all of its outlets, `reports` how reading them went (by Outlet.key), `articles`
    what they published within the time in which stories can grow.
    """
    searched = [each for each in outlets if _searched(each, reports.get(each.key), articles, now)]
    unread = tuple(each.name for each in outlets if each not in searched)
    found = Overlooked(home=home, claims=(), searched=tuple(each.name for each in searched), unread=unread)
    if len(searched) < FEWEST or found.share < READABLE:
        return found
    told = (story for story in stories if home not in story.countries and _widely_told(story) and _matters(story))
    nearest = Nearest(articles)
    claims: list[Claim] = []
    while len(claims) < MOST and (some := list(islice(told, MOST))):
        near = nearest.to([story.articles for story in some])
        claims += [claim for claim in map(_claim, some, near) if claim]
    return replace(found, claims=tuple(claims[:MOST]))


def _searched(outlet: Outlet, report: FeedReport | None, articles: Iterable[Article], now: datetime) -> bool:
    """Whether we have what an outlet published lately, in a language in which it can be compared."""
    if report is None or report.last_good is None or now - report.last_good > LATELY:
        return False
    if report.failing_since is not None and now - report.failing_since > DOWN:
        return False
    own = [each.translated_by != UNTRANSLATED for each in articles if each.outlet == outlet.name]
    return not own or sum(own) >= OURS * len(own)


def _claim(story: Story, near: Near | None) -> Claim | None:
    """The claim that a story is missing at home; None where something there may be it."""
    if near is None:
        return Claim(story=story, nearest=None)
    if near.mean >= MAYBE or near.pair >= PAIR:
        return None
    return Claim(story=story, nearest=near.article, likeness=near.cosine)


def _widely_told(story: Story) -> bool:
    free = {article.country for article in story.articles if not article.state_run}
    return (
        len(story.outlets) >= OUTLETS
        and len(story.countries) >= COUNTRIES
        and len({country(code).region for code in story.countries}) >= REGIONS
        and len(free) >= FREE
    )


def _matters(story: Story) -> bool:
    """Whether it is more than sport, or one country's politics that only some others take notice of."""
    found = Counter(subjects.subject(article) for article in story.articles)
    if found[subjects.SPORT] * 2 >= len(story.articles):
        return False
    owner = _owner(story.articles)
    if owner is None or found[subjects.POLITICS] * 2 < len(story.articles):
        return True
    return len(set(story.countries) - {owner}) >= FAR * COUNTRIES


def _owner(articles: Collection[Article]) -> str | None:
    """The country that a story is of, if it is of one."""
    shares = sorted(scene.share(articles).items(), key=lambda each: (-each[1], each[0]))
    first, others = shares[:1], shares[1:]
    alone = bool(first) and first[0][1] >= ONE_COUNTRY and all(share < BESIDE for _, share in others)
    return first[0][0] if alone else None
