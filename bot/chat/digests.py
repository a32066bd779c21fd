"""A digest as screens: the countries one after the other, as few messages as they fit into. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.chat import hours, keyboards
from bot.chat.hours import Wall
from bot.chat.markup import Html, bold, html, italic
from bot.chat.render import health, home_block, page, sample, shown_before
from bot.chat.screen import Screen, Size, size, stacked
from bot.chat.texts import en as texts
from bot.core import countries
from bot.model import Digest, Edition, Story

LATE = timedelta(minutes=10)
"""A digest later than this says so; less is within what a reader calls on time."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Section:
    """One country of a digest."""

    text: Html
    stories: tuple[Story, ...]
    first: int  # number of its first story


def digest(value: Digest, *, note: str | None) -> tuple[Screen, ...]:
    """The messages of a digest; stories are numbered through. None for a digest without countries."""
    if not value.editions:
        return ()
    wall = Wall.of(value.subscription)
    head = html(bold(texts.digest_title(hours.day(value.date))), _lateness(value.late), sep="\n")
    foot = sample(note)
    sections, number = [], 1
    quiet = [edition for edition in value.editions if shown_before(edition)]
    for edition in value.editions:
        if edition in quiet and len(quiet) > 1:
            continue
        section = _section(edition, wall=wall, first=number, head=head, foot=foot)
        number += len(section.stories)
        sections.append(section)
    if len(quiet) > 1:
        sections.append(_nothing_of_their_own(quiet, first=number))
    packs = _packed(sections, head=head, foot=foot)
    screens = [_screen(pack, head=Html() if place else head, foot=foot) for place, pack in enumerate(packs)]
    last = replace(screens[-1], buttons=(*screens[-1].buttons, *keyboards.elsewhere()))
    return (*screens[:-1], last)


def _lateness(late: timedelta) -> Html:
    return italic(texts.late(int(late.total_seconds()) // 60)) if late >= LATE else Html()


def _section(edition: Edition, *, wall: Wall, first: int, head: Html, foot: Html) -> _Section:
    """A country's part, short enough for one message that has head and foot too."""
    title = html(bold(keyboards.named(edition.country)))
    blocks = [
        home_block(story, number=first + place, country=edition.country) for place, story in enumerate(edition.stories)
    ]
    where = f"/brief {countries.country(edition.country).name}"
    room = size(head) + size(foot)
    text, count = page(stacked(title, health(edition, wall=wall)), blocks, foot=Html(), where=where, room=room)
    return _Section(text=text, stories=edition.stories[:count], first=first)


def _nothing_of_their_own(editions: Sequence[Edition], *, first: int) -> _Section:
    """The countries whose stories all stand under others, said once for all of them."""
    names = [keyboards.named(edition.country) for edition in editions]
    return _Section(text=html(texts.all_shown_before(names)), stories=(), first=first)


def _packed(sections: Sequence[_Section], *, head: Html, foot: Html) -> list[list[_Section]]:
    """Sections in messages, as many as fit into each, in their order."""
    packs: list[list[_Section]] = []
    taken = Size()
    for section in sections:
        grown = taken + size(section.text)
        if packs and grown.fits:
            packs[-1].append(section)
            taken = grown
        else:
            packs.append([section])
            taken = size(section.text) + size(foot) + (size(head) if len(packs) == 1 else Size())
    return packs


def _screen(sections: Sequence[_Section], *, head: Html, foot: Html) -> Screen:
    stories = [story for section in sections for story in section.stories]
    return Screen(
        text=stacked(head, *(section.text for section in sections), foot),
        buttons=keyboards.numbers(stories, first=sections[0].first),
    )
