"""A story in the words of its outlets: titles and summaries as they were before they became English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat import keyboards, panels, render
from bot.chat.desk import Asked, Desk, Reply, number
from bot.chat.hours import Wall
from bot.chat.markup import Html, bold, clip, html, italic, link, quote
from bot.chat.screen import Screen, stacked
from bot.chat.texts import en as texts
from bot.core import countries, language
from bot.model import Article, Story


async def original(desk: Desk, asked: Asked) -> Reply:
    """The originals of a story by its id: `k3f9…`, or `k3f9… 12` for those behind the twelfth."""
    name, _, first = asked.words.strip().partition(" ")
    found = await desk.reading.story(name.lower()) if name else None
    if found is None:
        return (panels.notice(texts.NO_SUCH_STORY),)
    told = foreign(found.articles)
    start = number(first) if number(first) < len(told) else 0
    wall = await desk.wall(asked.chat)
    return (screen(found, told, wall=wall, now=desk.now, note=desk.catalogue.note, first=start),)


def screen(
    value: Story, told: Sequence[Article], *, wall: Wall, now: datetime, note: str | None, first: int = 0
) -> Screen:
    """The originals `told` of a story, from number `first` on, each with its language."""
    shown = told[first : first + render.ARTICLES]
    head = stacked(
        bold(texts.original_title(clip(value.brief.headline, render.HEADLINE))),
        italic(wall.stamp(value.last_seen, now=now)),
        "" if told else texts.ALL_ENGLISH,
    )
    text, count = render.page(
        head, [_block(each) for each in shown], hidden=len(told) - first - len(shown), foot=render.sample(note)
    )
    more = keyboards.more_of("original", value.id, str(first + count)) if first + count < len(told) else ()
    return Screen(text=text, buttons=(*more, *keyboards.back_to_story(value.id)))


def foreign(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Those that were not written in English, oldest first."""
    return tuple(each for each in articles if each.translated_by is not None)


def _block(value: Article) -> Html:
    place = html(countries.country(value.country).flag, " ", render.names([value]))
    tongue = clip(language.english_name(value.language), render.NAME)
    return html(
        html(place, " · ", italic(tongue)),
        link(clip(value.title_original, render.HEADLINE), value.url),
        quote(clip(value.summary_original, render.SENTENCES)),
        sep="\n",
    )
