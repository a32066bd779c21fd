"""The chat in a terminal: lines become updates, messages become text, and the application can't tell the difference."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from itertools import count
from typing import Any, Protocol

from telegram import Update

from bot.chat.commands import App
from bot.chat.local import LocalMessage, LocalTelegram
from bot.chat.pacing import Pacer
from bot.chat.refusals import Json
from bot.chat.texts import en as texts

CHAT = 1
"""The one chat of a terminal."""

Fragment = tuple[str, frozenset[str], str | None]
"""A stretch of text, its styles (markup.Entity.style) and the address it links to."""


class Terminal(Protocol):
    """Where lines come from and messages go to; it knows nothing of Telegram (adapters/console.py)."""

    def show(self, fragments: Sequence[Fragment], *, buttons: Sequence[tuple[str, Any]] = (), above: str = "") -> None:
        """Show a message. Buttons are (label, key); `above` is a remark on the message, e.g. that it was changed."""
        ...

    async def run(self, say: Callable[[str], Awaitable[None]], press: Callable[[Any], Awaitable[None]]) -> str | None:
        """Call `say` with every line and `press` with the key of a chosen button.

        Gives back the word that ended it, None where there were no more lines.
        """
        ...


def unhurried() -> Pacer:
    """A pacer that holds nothing up, for a reader whom no limit protects: a minute has passed whenever it looks."""
    return Pacer(rate=1000, clock=partial(next, count(step=60.0)))


async def converse(application: App, local: LocalTelegram, console: Terminal) -> str | None:
    """Talk in the terminal until the person leaves; the word they left with, None at the end of input.

    The application must have been made over `local`.
    """

    def show(message: LocalMessage) -> None:
        buttons = [(label, (message, data)) for row in message.buttons for label, data in row]
        console.show(message.marked.fragments(), buttons=buttons, above=texts.EDITED if message.edited else "")

    async def give(update: Json) -> None:
        await application.process_update(Update.de_json(update, application.bot))

    async def say(line: str) -> None:
        await give(local.text(CHAT, line))

    async def press(key: tuple[LocalMessage, str]) -> None:
        await give(local.press(*key))

    local.on_message, local.on_notice = show, lambda text: console.show([(text, frozenset(), None)])
    async with application:
        console.show([(texts.TERMINAL_HELLO, frozenset({"italic"}), None)])
        await say("/start")
        return await console.run(say, press)
