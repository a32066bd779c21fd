"""The buttons, and what stands in them: the one place where callback data is packed and unpacked.

Data is `1:action:words`: the format's version, a key of actions.ACTIONS and its words, as a reader could type them
behind a command. Buttons stay in chats for years, so an old one must be understood or known as old.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from itertools import islice

from bot.chat.hours import hour
from bot.chat.screen import Button, Rows
from bot.chat.texts import en as texts
from bot.core import countries
from bot.model import UNTRANSLATED, Story

VERSION = "1"
DATA_LIMIT = 64
"""Bytes of callback data (Bot API, InlineKeyboardButton)."""

ALL = "all"
"""The region of a catalogue that is too small for regions."""

READING, CHOOSING = "read", "choose"
"""What a picker of countries is for: to read one now, or to choose those of every day."""


def pack(action: str, *words: str) -> str:
    """Callback data. Raises ValueError where it is too long: no screen may build that."""
    data = ":".join([VERSION, action, " ".join(words)])
    if len(data.encode()) > DATA_LIMIT:
        raise ValueError(f"callback data longer than {DATA_LIMIT} bytes: {data!r}")
    return data


def unpack(data: str) -> tuple[str, str] | None:
    """The action and its words; None for data of another version or none of ours."""
    version, _, rest = data.partition(":")
    action, colon, words = rest.partition(":")
    return (action, words) if version == VERSION and colon else None


def button(label: str, action: str, *words: str) -> Button:
    """A button that does what the command with these words would."""
    return Button(label=label, data=pack(action, *words))


def grid(buttons: Iterable[Button], *, columns: int) -> Rows:
    """Buttons in rows of so many."""
    source = iter(buttons)
    return tuple(iter(lambda: tuple(islice(source, columns)), ()))


def named(code: str) -> str:
    """`🇦🇷 Argentina`."""
    country = countries.country(code)
    return f"{country.flag} {country.name}"


# ---------------------------------------------------------------------------- under news


def numbers(stories: Sequence[Story], *, first: int) -> Rows:
    """One button per story, numbered as the stories are."""
    return grid(
        (button(texts.number(first + place), "story", each.id) for place, each in enumerate(stories)), columns=5
    )


def under_edition(code: str, *, following: bool, more: int | None) -> Rows:
    """Under a country's edition; `more` is the first story of the next page, None where there is none."""
    flag = countries.country(code).flag
    toggle = (
        button(texts.unfollow(flag), "unsubscribe", code)
        if following
        else button(texts.follow(flag), "subscribe", code)
    )
    rows: Rows = ((toggle, button(texts.COUNTRIES, "countries")),)
    return rows if more is None else ((button(texts.MORE, "page", code, str(more)),), *rows)


def more_of(action: str, *words: str) -> Rows:
    """The next page of something."""
    return ((button(texts.MORE, action, *words),),)


def under_story(story: Story) -> Rows:
    """What else there is of a story: its headlines side by side, what was not English in its own words, why."""
    translated = any(each.translated_by not in (None, UNTRANSLATED) for each in story.articles)
    row = (
        *([button(texts.MIRROR, "mirror", story.id)] if len(story.countries) > 1 else []),
        *([button(texts.ORIGINAL, "original", story.id)] if translated else []),
        button(texts.WHY, "why", story.id),
    )
    return (row,)


def back_to_story(story_id: str, label: str = texts.IN_ENGLISH) -> Rows:
    """From its originals, or from why it is as it is, back to a story."""
    return ((button(label, "story", story_id),),)


def elsewhere() -> Rows:
    """From news that belong to no country."""
    return ((button(texts.READ, "countries"), button(texts.MINE, "subscriptions")),)


# ---------------------------------------------------------------------------- choosing countries


def start() -> Rows:
    """The first choice."""
    return (
        (button(texts.READ, "countries"), button(texts.WORLD, "world")),
        (button(texts.FOLLOW, "subscribe"), button(texts.HELP, "help")),
    )


def assist() -> Rows:
    """Under the help: whatever is not one tap from hello."""
    return (
        (button(texts.READ, "countries"), button(texts.WORLD, "world")),
        (button(texts.OVERLOOKED, "overlooked"), button(texts.MINE, "subscriptions")),
        (button(texts.PRIVATE, "privacy"),),
    )


def privacy() -> Rows:
    """Under what is kept of a reader."""
    return ((button(texts.FORGET, "forget"),),)


def regions(keys: Sequence[str], *, purpose: str) -> Rows:
    """The regions that have countries."""
    choices = (button(countries.REGIONS[key], "region", purpose, key) for key in keys)
    return (*grid(choices, columns=2), *_done(purpose))


def readable(codes: Iterable[str], *, action: str = "brief") -> Rows:
    """Countries to read one of, or to do something else with."""
    return grid((button(named(code), action, code) for code in codes), columns=2)


def country_or_help() -> Rows:
    """Under what was not understood."""
    return ((button(texts.READ, "countries"), button(texts.HELP, "help")),)


def now() -> Rows:
    """Under a digest that may not have arrived."""
    return ((button(texts.DIGEST, "digest"),),)


def picker(codes: Sequence[str], *, chosen: Iterable[str], region: str, page: int) -> Rows:
    """Countries to choose, with a tick on those that are; a button says what it makes true, so twice is once."""
    chosen = frozenset(chosen)
    choices = (
        button(f"✓ {named(code)}", "pick", f"-{code}", region, str(page))
        if code in chosen
        else button(named(code), "pick", f"+{code}", region, str(page))
        for code in codes
    )
    return grid(choices, columns=2)


def turning(purpose: str, region: str, *, page: int, pages: int) -> Rows:
    """Under a picker: to the pages before and behind, back to the regions, done."""
    turns = [
        button(label, "region", purpose, region, str(other))
        for label, other in ((texts.PREVIOUS, page - 1), (texts.NEXT, page + 1))
        if 0 <= other < pages
    ]
    back = [] if region == ALL else [button(texts.BACK, "regions", purpose)]
    return tuple(row for row in (tuple(turns), (*back, *(each for row in _done(purpose) for each in row))) if row)


def both(codes: Sequence[str]) -> Rows:
    """Behind a link that names several countries."""
    everything = button(texts.all_of(len(codes)), "subscribe", *codes)
    return ((everything,), *readable(codes))


def _done(purpose: str) -> Rows:
    return ((button(texts.DONE, "hours"),),) if purpose == CHOOSING else ()


# ---------------------------------------------------------------------------- the standing order


def mine(*, paused: bool) -> Rows:
    """Under a subscription."""
    stop = button(texts.RESUME, "resume") if paused else button(texts.PAUSE, "pause")
    return (
        (button(texts.ADD, "add"), button(texts.DROP, "less")),
        (button(texts.HOUR, "hours"), button(texts.ZONE, "zones")),
        (stop, button(texts.DIGEST, "digest")),
    )


def begin() -> Rows:
    """Where there is no subscription yet."""
    return ((button(texts.ADD, "add"),),)


def droppable(codes: Sequence[str]) -> Rows:
    """The reader's countries, to take out one by one or all; at most what Telegram takes."""
    choices = (button(f"✕ {named(code)}", "drop", code) for code in codes[:90])
    return (*grid(choices, columns=2), (button(texts.DROP_ALL, "drop", ALL), button(texts.MINE, "mine")))


def hours(values: Iterable[time], *, chosen: time) -> Rows:
    """Hours to choose from."""
    choices = (button(f"✓ {hour(each)}" if each == chosen else hour(each), "time", hour(each)) for each in values)
    return (*grid(choices, columns=6), (button(texts.ZONE, "zones"), button(texts.MINE, "mine")))


def zones(labels: Iterable[tuple[str, str]]) -> Rows:
    """(label, IANA name) to choose from."""
    return grid((button(label, "timezone", zone) for label, zone in labels), columns=2)


def forget() -> Rows:
    """Under the question whether to erase."""
    return ((button(texts.ERASE, "erase"), button(texts.KEEP, "keep")),)
