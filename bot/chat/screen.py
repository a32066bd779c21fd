"""What a reader is shown, a text with buttons under it, and how much of it fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.chat.markup import Html, html, parse, units

TEXT_LIMIT = 4096
"""UTF-16 units of a message after its markup is read (Bot API, sendMessage)."""

ENTITY_LIMIT = 100
"""Stretches of style in a message; Telegram drops what is beyond without a word."""

GAP = Html("\n\n")
"""Between the blocks of a screen."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Button:
    """A button under a message."""

    label: str
    data: str  # what keyboards.py packed, 1 to 64 bytes


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Screen:
    """One message: markup that fits, and rows of buttons."""

    text: Html
    buttons: Rows = ()


@dataclass(frozen=True, slots=True)
class Size:
    """What a piece of markup takes of a message."""

    units: int = 0
    entities: int = 0

    def __add__(self, other: Size) -> Size:
        return Size(self.units + other.units, self.entities + other.entities)

    @property
    def fits(self) -> bool:
        """Whether it can be one message."""
        return self.units <= TEXT_LIMIT and self.entities <= ENTITY_LIMIT


def size(markup: Html) -> Size:
    """What a piece takes, together with the gap before it. Pieces add up: their join is never larger."""
    marked = parse(markup)
    return Size(units(marked.text) + units(GAP), len(marked.entities)) if marked.text else Size()


def stacked(*blocks: str) -> Html:
    """Blocks one above the other, with a gap between; empty ones take none."""
    return html(*blocks, sep=GAP)


def fitting(blocks: Sequence[Html], *, frame: Callable[[int], Html], room: Size | None = None) -> int:
    """How many of the blocks, from the first, fit into one message; those that don't are left out whole.

    `frame(n)` is all else the message says if n blocks are left out. `room` is what is taken already.
    """
    sizes = [size(block) for block in blocks]
    taken = room or Size()
    for count in range(len(blocks), 0, -1):
        if sum(sizes[:count], taken + size(frame(len(blocks) - count))).fits:
            return count
    return 0
