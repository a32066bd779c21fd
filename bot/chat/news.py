"""The answers that are news: a country, the world, what is overlooked, a story, the reader's digest now."""

from __future__ import annotations

from bot.chat import digests, panels, render
from bot.chat.desk import Asked, Desk, Reply, number
from bot.chat.hours import Wall
from bot.chat.keyboards import READING
from bot.chat.screen import Screen
from bot.chat.texts import en as texts

AT_ONCE = 5
"""Countries one message may ask for."""

HOME = "US"
"""Whose press `/overlooked` is about where nobody says (contract)."""


async def brief(desk: Desk, asked: Asked) -> Reply:
    """The editions of the countries named; the reader's first country, or the regions, where none is."""
    words = asked.words or " ".join((await desk.chosen(asked.chat))[:1])
    if not words:
        return (panels.choose_region(desk.catalogue, purpose=READING, chosen=()),)
    codes, unknown = desk.find(words)
    if unknown or not codes:
        return (desk.unknown(unknown or words),)
    return tuple([await _edition(desk, asked.chat, code) for code in codes[:AT_ONCE]])


async def typed(desk: Desk, asked: Asked) -> Reply:
    """What plain text is: a country, or several; anything else is taken for a misspelt one."""
    codes, unknown = desk.find(asked.words)
    if unknown or not codes:
        return (desk.unknown(asked.words),)
    return await brief(desk, asked)


async def page(desk: Desk, asked: Asked) -> Reply:
    """More of an edition: `AR 6`."""
    code, _, first = asked.words.partition(" ")
    if not desk.reads(code):
        return (desk.unknown(code),)
    return (await _edition(desk, asked.chat, code, first=number(first)),)


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
    """The stories that most countries tell now, from the place that a button names."""
    stories = await desk.reading.world()
    wall = await desk.wall(asked.chat)
    first = number(asked.words) if number(asked.words) < len(stories) else 0
    return (render.world(stories, now=desk.now, wall=wall, note=desk.catalogue.note, first=first),)


async def overlooked(desk: Desk, asked: Asked) -> Reply:
    """What several countries tell and a country's own press, though it could be read, does not."""
    codes, unknown = desk.find(asked.words or HOME)
    if unknown or not codes:
        return (desk.unknown(asked.words),)
    return (await _overlooked(desk, codes[0]),)


async def more_overlooked(desk: Desk, asked: Asked) -> Reply:
    """More of what is overlooked: `US 6`."""
    home, _, first = asked.words.partition(" ")
    if not desk.reads(home):
        return (desk.unknown(home),)
    return (await _overlooked(desk, home, first=number(first)),)


async def _overlooked(desk: Desk, home: str, *, first: int = 0) -> Screen:
    if not desk.reads(home):
        return desk.unread(home)
    await desk.reading.edition(home)  # reads its feeds first if that was not done lately
    stories, readable = await desk.reading.overlooked(home)
    start = first if first < len(stories) else 0
    return render.overlooked(stories, home=home, readable=readable, note=desk.catalogue.note, first=start)


async def story(desk: Desk, asked: Asked) -> Reply:
    """A story by its id: `k3f9…`, or `k3f9… 12` for its articles from the twelfth on."""
    name, _, first = asked.words.strip().partition(" ")
    if not name:
        return (panels.notice(texts.WHICH_STORY),)
    found = await desk.reading.story(name.lower())
    if found is None:
        return (panels.notice(texts.NO_SUCH_STORY),)
    start = number(first) if number(first) < len(found.articles) else 0
    wall = await desk.wall(asked.chat)
    return (render.story(found, wall=wall, now=desk.now, note=desk.catalogue.note, first=start),)


async def digest(desk: Desk, asked: Asked) -> Reply:
    """The reader's digest, made now."""
    subscription = await desk.subscriptions.of(asked.chat)
    if subscription is None or not subscription.countries:
        return (panels.no_subscription(),)
    today = Wall(zone=subscription.zone, known=True).local(desk.now).date()
    made = await desk.reading.digest(subscription, day=today)
    return digests.digest(made, note=desk.catalogue.note)
