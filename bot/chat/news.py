"""The answers that are news: a country, the world, what is overlooked, a story, the reader's digest now."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat import digests, lost, panels, render
from bot.chat.desk import NEAR, Asked, Desk, Reply, place
from bot.chat.hours import Wall
from bot.chat.keyboards import READING
from bot.chat.screen import Screen
from bot.chat.texts import en as texts
from bot.core import countries

AT_ONCE = 5
"""Countries one message may ask for."""

_US = "us"  # the one code that people write like the word it also is

HOME = "US"
"""Whose press `/overlooked` is about where nobody says (contract)."""


async def brief(desk: Desk, asked: Asked) -> Reply:
    """The editions of the countries named; the reader's first country, or the regions, where none is."""
    words = asked.words or " ".join((await desk.chosen(asked.chat))[:1])
    if not words:
        return (panels.choose_region(desk.catalogue, purpose=READING, chosen=()),)
    if region := desk.region(words, purpose=READING):
        return region
    codes, unknown = desk.find(words)
    shown = [await _edition(desk, asked.chat, code) for code in codes[:AT_ONCE]]
    return (*_wrong(desk, unknown), *shown, *_others(codes, action="brief"))


async def typed(desk: Desk, asked: Asked) -> Reply:
    """What plain text is: a country, or several; else what it may mean is offered.

    Words are often no question at all: in a group what is far from a country is not answered.
    """
    codes, unknown = desk.find(asked.words)
    if codes and not unknown and (asked.words == _US or not countries.everyday(asked.words)):
        return await brief(desk, asked)
    word = bool(codes) and not unknown  # of English, and a code: "no"
    meant = codes if word else desk.meant(asked.words)
    readable = [code for code in meant if desk.reads(code)]
    if readable or (meant and not word):
        return (panels.did_you_mean(readable[:NEAR]) if readable else desk.unread(*meant),)
    if countries.suggest(asked.words, among=desk.catalogue.countries):
        return (desk.unknown(asked.words),)
    if region := desk.region(asked.words, purpose=READING):
        return region
    return () if asked.among_others else (panels.what_to_type(),)


def _wrong(desk: Desk, unknown: str) -> Reply:
    return (desk.unknown(unknown),) if unknown else ()


def _others(codes: Sequence[str], *, action: str) -> Reply:
    """A way to the countries that are too many for one answer."""
    return (panels.others(codes[AT_ONCE:], most=AT_ONCE, action=action),) if len(codes) > AT_ONCE else ()


async def page(desk: Desk, asked: Asked) -> Reply:
    """More of an edition: `AR 7` is from its seventh story on."""
    code, _, first = asked.words.partition(" ")
    if not desk.reads(code):
        return _left(desk, code)
    return (await _edition(desk, asked.chat, code, first=place(first)),)


def _left(desk: Desk, code: str) -> Reply:
    """The answer to a button under a country that we no longer read, or to a forged one."""
    return (desk.unread(code) if countries.exists(code) else panels.notice(texts.STALE_BUTTON),)


async def _edition(desk: Desk, chat: int, code: str, *, first: int = 0) -> Screen:
    if not desk.reads(code):
        return desk.unread(code)
    edition = await desk.reading.edition(code)
    subscription = await desk.subscriptions.of(chat)
    return render.edition(
        edition,
        wall=Wall.of(subscription),
        note=desk.catalogue.note,
        following=subscription is not None and code in subscription.countries,
        first=first if first < len(edition.stories) else 0,
    )


async def world(desk: Desk, asked: Asked) -> Reply:
    """The stories that most countries tell now; `7` is from the seventh on."""
    stories = await desk.reading.world()
    wall = await desk.wall(asked.chat)
    first = place(asked.words) if place(asked.words) < len(stories) else 0
    return (render.world(stories, now=desk.now, wall=wall, note=desk.catalogue.note, first=first),)


async def overlooked(desk: Desk, asked: Asked) -> Reply:
    """What several countries tell and a country's own press, though it could be read, does not."""
    codes, unknown = desk.find(asked.words or HOME)
    shown = [await _overlooked(desk, code) for code in codes[:AT_ONCE]]
    return (*_wrong(desk, unknown), *shown, *_others(codes, action="overlooked"))


async def more_overlooked(desk: Desk, asked: Asked) -> Reply:
    """More of what is overlooked: `US 7` is from the seventh story on."""
    home, _, first = asked.words.partition(" ")
    if not desk.reads(home):
        return _left(desk, home)
    return (await _overlooked(desk, home, first=place(first)),)


async def _overlooked(desk: Desk, home: str, *, first: int = 0) -> Screen:
    if not desk.reads(home):
        return desk.unread(home)
    await desk.reading.freshen(home)
    found = await desk.reading.overlooked(home)
    start = first if first < len(found.claims) else 0
    return render.overlooked(found, note=desk.catalogue.note, first=start)


async def story(desk: Desk, asked: Asked) -> Reply:
    """A story by its id: `k3f9…`, or `k3f9… 12` for its articles from the twelfth on."""
    name, _, first = asked.words.strip().partition(" ")
    if not name:
        return (panels.notice(texts.WHICH_STORY),)
    found = await desk.reading.story(name.lower())
    if found is None:
        return (panels.notice(texts.NO_SUCH_STORY),)
    start = place(first) if place(first) < len(found.articles) else 0
    wall = await desk.wall(asked.chat)
    return (render.story(found, wall=wall, now=desk.now, note=desk.catalogue.note, first=start),)


async def digest(desk: Desk, asked: Asked) -> Reply:
    """The reader's digest, made now."""
    subscription = await desk.subscriptions.of(asked.chat)
    if subscription is None or not subscription.countries:
        return (panels.no_subscription(),)
    await lost.offer(desk, asked.chat)  # what comes now needs no offer
    today = Wall(zone=subscription.zone, known=True).local(desk.now).date()
    made = await desk.reading.digest(subscription, day=today)
    return digests.digest(made, note=desk.catalogue.note)
