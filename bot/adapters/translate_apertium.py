"""Translator: the installed pairs of Apertium (https://apertium.org), by rules and word lists: the gist, and fast.

A pair takes 0.2 s to start and 2 ms a sentence, so each is started once and kept: a pipe in which a NUL byte ends a
text and makes every part of the pipe flush what it has. The pipe is what stands in the pair's mode file. The `apertium`
command would start the same one, but since 3.8 with a filter on both sides that holds an answer back until the next
text comes.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import shlex
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from bot.adapters.translate_batches import UNKNOWN_LANGUAGE, Batches, english, in_batches
from bot.core import language as languages
from bot.errors import ServiceError
from bot.model import Translation

log = logging.getLogger(__name__)

FOLDERS = (Path("/usr/share/apertium/modes"), Path("/usr/local/share/apertium/modes"))
"""Where pairs are installed."""

LIMIT = 10.0
"""Seconds for one text, the start of its pair included."""

USELESS, REST = 3, 600.0
"""After so many texts in a row without an answer a pair is left alone for so many seconds."""

BATCHES = Batches(texts=1, characters=10_000)

# fmt: off
CODES: Mapping[str, str] = {
    "afr": "af", "bre": "br", "bul": "bg", "cat": "ca", "cym": "cy", "epo": "eo", "eus": "eu", "fra": "fr",
    "glg": "gl", "hbs": "sh", "hin": "hi", "isl": "is", "ita": "it", "kaz": "kk", "mkd": "mk", "nld": "nl",
    "nob": "nb", "nno": "nn", "por": "pt", "rus": "ru", "spa": "es", "swe": "sv", "tat": "tt", "tur": "tr",
}
"""The ISO 639-3 codes of pairs into English; older pairs have those of ISO 639-1."""
# fmt: on

_PAIR = re.compile(r"([a-z]{2,3})-(?:en|eng)")
_ARGUMENTS = {"$1": ["-n"], "$2": []}  # of a mode file: no marks at unknown words; nothing to show of the analysis
_SPECIAL = re.compile(r"[\\\[\]{}^$@/<>]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_END = "[]"
"""A blank without content. A pipe gives nothing for a text that does not end in one, or in white space."""

_STOP = "."
"""A text without a full stop at its end is analysed less well; one that was added is taken away again."""

_MARK = re.compile(r"(?<=\w)#(?=\s|\W|$)|(?<!\w)[*#@](?=\w)")
"""What a pipe puts at words that it could not look up or inflect."""


class Apertium:
    """Asks the pairs into English that are installed on this machine."""

    name = "apertium"

    def __init__(self, *, folders: Sequence[Path] = FOLDERS, limit: float = LIMIT) -> None:
        self._folders, self._limit = folders, limit
        self._modes: dict[str, Path] | None = None
        self._pipes: dict[Path, _Pipe] = {}

    async def languages(self) -> frozenset[str]:
        """The languages (their base tags) of the installed pairs into English; none where Apertium is not installed."""
        return frozenset(await self._installed())

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """One answer per text, in their order, each marked as rough."""
        mode = languages.among(language, await self._installed())
        if mode is None:
            return (UNKNOWN_LANGUAGE,) * len(texts)
        pipe = self._pipes.setdefault(mode, _Pipe(mode, limit=self._limit))

        async def ask(batch: Sequence[str]) -> Sequence[Translation]:
            return [english(await pipe.through(batch[0]), by=self.name, rough=True)]

        return await in_batches(texts, ask, by=self.name, batches=BATCHES)

    async def close(self) -> None:
        """End every process. Safe to call twice."""
        pipes, self._pipes = self._pipes, {}
        await asyncio.gather(*(pipe.close() for pipe in pipes.values()))

    async def _installed(self) -> dict[str, Path]:
        if self._modes is None:
            self._modes = await asyncio.to_thread(_pairs, self._folders)
        return self._modes


class _Pipe:
    """One pair's processes, started when they are needed and again when one of them died."""

    def __init__(self, mode: Path, *, limit: float) -> None:
        self._mode, self._limit = mode, limit
        self._parts: list[Process] = []
        self._turn = asyncio.Lock()
        self._failures, self._rests_until = 0, 0.0

    async def through(self, text: str) -> str:
        """What comes out for a text. Raises ServiceError where nothing does in time."""
        async with self._turn:
            if self._rests_until > asyncio.get_running_loop().time():
                raise ServiceError(f"the pair {self._mode.stem} gives no answers", later=True)
            try:
                async with asyncio.timeout(self._limit):
                    answer = await self._exchange(_line(text) + _END)
            except (TimeoutError, OSError, EOFError, asyncio.LimitOverrunError, ValueError) as error:
                await self._end()
                self._failed()
                raise ServiceError(f"the pair {self._mode.stem} gave no answer", later=False) from error
            except asyncio.CancelledError:  # its answer would be taken for that of the next text
                await self._end()
                raise
            self._failures = 0
            return _plain(answer, text)

    def _failed(self) -> None:
        self._failures += 1
        if self._failures == USELESS:
            log.warning("Apertium's pair %s gives no answers, and is left alone for a while", self._mode.stem)
        if self._failures >= USELESS:
            self._rests_until = asyncio.get_running_loop().time() + REST

    async def close(self) -> None:
        async with self._turn:
            await self._end()

    async def _exchange(self, text: str) -> str:
        if not self._parts:
            await self._start(_commands(await asyncio.to_thread(self._mode.read_text, "utf-8")))
        into, out = self._parts[0].stdin, self._parts[-1].stdout
        if into is None or out is None:
            raise EOFError
        into.write(text.encode() + b"\0")
        await into.drain()
        answer = await out.readuntil(b"\0")
        return answer[:-1].decode(errors="replace")

    async def _start(self, commands: Sequence[Sequence[str]]) -> None:
        source = PIPE
        for place, command in enumerate(commands):
            reader, writer = os.pipe() if place < len(commands) - 1 else (-1, PIPE)
            try:
                self._parts.append(
                    await asyncio.create_subprocess_exec(
                        *command, stdin=source, stdout=writer, stderr=DEVNULL, limit=1 << 20
                    )
                )
            except BaseException:
                if reader >= 0:
                    os.close(reader)
                raise
            finally:
                for end in (source, writer):
                    if end >= 0:  # the process has it now
                        os.close(end)
            source = reader

    async def _end(self) -> None:
        parts, self._parts = self._parts, []
        for part in parts:
            if part.stdin is not None:
                part.stdin.close()
            with suppress(ProcessLookupError):
                part.kill()
        for part in parts:
            await part.wait()


def _commands(mode: str) -> list[list[str]]:
    """The commands of a mode file's pipe, each told to flush at NUL."""
    words = shlex.split(mode)
    parts: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            parts.append([])
        elif word in _ARGUMENTS:
            parts[-1] += _ARGUMENTS[word]
        else:
            parts[-1].append(word)
    return [[part[0], "-z", *part[1:]] for part in parts if part]


def _pairs(folders: Iterable[Path]) -> dict[str, Path]:
    """The mode file of each language (base tag) that can become English; none where Apertium is not installed."""
    modes = [
        (found, mode)
        for folder in folders
        for mode in sorted(folder.glob("*.mode"), reverse=True)
        if (found := _PAIR.fullmatch(mode.stem))
    ]
    return {CODES.get(found[1], found[1]): mode for found, mode in modes}


def _line(text: str) -> str:
    """A text without what the pipe would take for markup, ending in a full stop, question mark or the like."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(text.replace("\0", " ").split()))
    return line if line.endswith((".", "!", "?", "…")) else line + _STOP


def _plain(answer: str, text: str) -> str:
    """What came out, without the full stop that `_line` added."""
    plain = " ".join(_MARK.sub("", _ESCAPED.sub(r"\1", answer.removesuffix(_END))).split())
    return plain if text.rstrip().endswith(_STOP) else plain.removesuffix(_STOP)
