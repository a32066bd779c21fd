"""The first steps: hello, links from outside, help, and the way through regions to countries."""

from __future__ import annotations

from bot.chat import news, panels
from bot.chat.desk import Asked, Desk, Reply, number
from bot.chat.keyboards import CHOOSING, READING
from bot.core import countries


async def start(desk: Desk, asked: Asked) -> Reply:
    """Hello; or what a link leads to: `c_AR` a country, `c_FR_JP` several, `s_…` a story."""
    kind, _, rest = asked.words.partition("_")
    if kind == "s" and rest:
        return await news.story(desk, Asked(chat=asked.chat, words=rest))
    codes = _codes(rest) if kind == "c" else ()
    readable = [code for code in codes if desk.reads(code)]
    if len(readable) > 1:
        return (panels.linked(readable),)
    if codes:
        return await news.brief(desk, Asked(chat=asked.chat, words=(readable or codes)[0]))
    known = await desk.subscriptions.of(asked.chat)
    return (panels.start(desk.catalogue.note), *(await desk.mine(known) if known else ()))


def _codes(joined: str) -> tuple[str, ...]:
    """The ISO codes of a link, each once; what is none is left out. At most what a button can carry."""
    found = (countries.find(part) for part in joined.split("_") if len(part) == 2)
    return tuple(dict.fromkeys(each.code for each in found if each))[:16]


async def assist(desk: Desk, asked: Asked) -> Reply:
    """Every command."""
    del desk, asked
    return (panels.help_screen(),)


async def privacy(desk: Desk, asked: Asked) -> Reply:
    """What is kept."""
    del desk, asked
    return (panels.privacy(),)


async def choose(desk: Desk, asked: Asked) -> Reply:
    """The regions: to read a country, or (`choose`) to choose those of every day."""
    purpose = _purpose(asked.words)
    chosen = await desk.chosen(asked.chat)
    return (panels.choose_region(desk.catalogue, purpose=purpose, chosen=chosen),)


async def region(desk: Desk, asked: Asked) -> Reply:
    """A page of a region's countries: `read asia 1`."""
    purpose, key, page = (*asked.words.split(), "", "", "")[:3]
    chosen = await desk.chosen(asked.chat)
    if not panels.members(desk.catalogue, key):
        return (panels.choose_region(desk.catalogue, purpose=_purpose(purpose), chosen=chosen),)
    shown = panels.choose_country(
        desk.catalogue, region=key, page=number(page), purpose=_purpose(purpose), chosen=chosen
    )
    return (shown,)


def _purpose(word: str) -> str:
    return CHOOSING if word == CHOOSING else READING
