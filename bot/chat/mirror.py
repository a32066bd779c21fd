"""The headline mirror: how the press of several countries heads one and the same story."""

from __future__ import annotations

from bot.chat import keyboards, panels, render
from bot.chat.desk import Asked, Desk, Reply
from bot.chat.markup import Html, bold, clip, html, italic, link
from bot.chat.screen import Screen, stacked
from bot.chat.texts import en as texts
from bot.core import countries
from bot.core.mirror import mirror
from bot.model import UNTRANSLATED, Article, Story


async def side_by_side(desk: Desk, asked: Asked) -> Reply:
    """The headlines of a story by its id."""
    name = asked.words.strip().lower()
    found = await desk.reading.story(name) if name else None
    if found is None:
        return (panels.notice(texts.NO_SUCH_STORY),)
    return (screen(found, note=desk.catalogue.note),)


def screen(value: Story, *, note: str | None) -> Screen:
    """Five to eight headlines word for word, each with its outlet; what was translated with what it was."""
    told = mirror(value)
    head = stacked(bold(texts.SIDE_BY_SIDE), "" if told else texts.ONE_COUNTRY)
    text, _ = render.page(head, [_block(each) for each in told], foot=render.sample(note))
    return Screen(text=text, buttons=keyboards.back_to_story(value.id, texts.THE_STORY))


def _block(value: Article) -> Html:
    place = html(bold(countries.country(value.country).flag, " ", countries.country(value.country).name))
    who = html(place, " · ", render.names([value]))
    original = "" if value.translated_by in (None, UNTRANSLATED) else clip(value.title_original, render.HEADLINE)
    small = html(original, render.provenance([value]), sep=" · ")
    return html(who, link(clip(value.title, render.HEADLINE), value.url), italic(small), sep="\n")
