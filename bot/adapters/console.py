"""The terminal: shows messages, numbers their buttons, reads lines. It knows nothing of what it shows."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TextIO

from rich.console import Console as Screen
from rich.style import Style
from rich.text import Text

Fragment = tuple[str, frozenset[str], str | None]
"""A stretch of text, its styles (`bold`, `italic`, `underline`, `strike`, `quote`, …), the address it links to."""

PROMPT = "> "
QUIT = frozenset({"quit", "exit"})
"""The words that end a conversation, in any case."""


class _Screen(Screen):
    """rich ends the whole process where nobody reads any more; we end the conversation (Console.show)."""

    def on_broken_pipe(self) -> None:
        """Called by rich while it handles the BrokenPipeError."""
        raise BrokenPipeError


class Console:
    """A conversation over two text streams; standard input and output where none are given.

    The streams are used as they are: what they do with bytes that they can't decode is for whoever opened them to
    say, and several consoles may follow each other on the same two.

    On a terminal texts have their styles and links can be clicked; elsewhere they are plain, with the address behind
    the text, and each line that was read is repeated, so that the output is a whole transcript.
    """

    def __init__(
        self, source: TextIO | None = None, target: TextIO | None = None, *, leave: frozenset[str] = frozenset()
    ) -> None:
        """`leave`: words besides QUIT that end the conversation, for whoever started it to act on."""
        self._leave = QUIT | leave
        self._source = source or sys.stdin
        self._target = target or sys.stdout
        self._screen = _Screen(file=self._target, highlight=False, soft_wrap=True)
        self._keys: tuple[Any, ...] = ()  # of the buttons of the last message that had any
        self._unread = False  # whoever read our output has left

    def show(self, fragments: Sequence[Fragment], *, buttons: Sequence[tuple[str, Any]] = (), above: str = "") -> None:
        """Show a message; `above` is a remark on it. Buttons are (label, key), numbered from 1.

        Where whoever read the output has left (`| head`), nothing is shown and the conversation ends.
        """
        try:
            self._show(fragments, buttons=buttons, above=above)
        except BrokenPipeError:
            self._unread = True

    def _show(self, fragments: Sequence[Fragment], *, buttons: Sequence[tuple[str, Any]], above: str) -> None:
        if above:
            self._print(Text(above, style="dim"))
        self._print(Text.assemble(*(piece for fragment in fragments for piece in self._pieces(fragment))))
        if buttons:
            self._keys = tuple(key for _, key in buttons)
            labels = (f"[{number}] {label}" for number, (label, _) in enumerate(buttons, 1))
            self._print(Text("  ".join(labels), style="cyan"))
        self._print(Text())

    async def run(self, say: Callable[[str], Awaitable[None]], press: Callable[[Any], Awaitable[None]]) -> str | None:
        """Read lines until one of the words that end it: a number presses its button, anything else is said.

        The next line is read when the one before was answered. Gives back the word, None at the end of input.
        """
        while (line := await self._line()) is not None:
            if line.lower() in self._leave:
                return line.lower()
            number = int(line) if line.isascii() and line.isdigit() and len(line) < 4 else 0
            if 1 <= number <= len(self._keys):
                await press(self._keys[number - 1])
            elif line:
                await say(line)
        return None

    def _pieces(self, fragment: Fragment) -> list[tuple[str, Style]]:
        text, styles, url = fragment
        rich = self._screen.is_terminal
        style = Style(
            bold="bold" in styles,
            italic="italic" in styles,
            underline="underline" in styles,
            strike="strike" in styles,
            link=url if rich else None,
        )
        return [(text, style)] if rich or not url else [(text, style), (f" ({url})", Style())]

    def _print(self, text: Text) -> None:
        self._screen.print(text)

    async def _line(self) -> str | None:
        """The next line without its end; None where there are no more, or nobody would see the answer."""
        if self._unread:
            return None
        try:
            self._target.write(PROMPT)
            self._target.flush()
        except BrokenPipeError:
            return None
        raw = await _in_thread(self._source.readline)
        if not self._screen.is_terminal or not raw:
            self._target.write(raw.rstrip("\n") + "\n")
        return raw.strip() if raw else None


async def _in_thread(read: Callable[[], str]) -> str:
    """`read()` in a thread that no exit waits for: the executor's own would hold up Ctrl-C until a line came."""
    loop = asyncio.get_running_loop()
    result: asyncio.Future[str] = loop.create_future()

    def settle(line: str) -> None:
        if not result.done():
            result.set_result(line)

    def work() -> None:
        try:
            line = read()
        except (OSError, ValueError):  # the stream was closed: no more lines
            line = ""
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, line)

    threading.Thread(target=work, daemon=True, name="console").start()
    return await result
