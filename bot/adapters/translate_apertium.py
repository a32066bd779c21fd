"""Translator: the installed pairs of Apertium (https://apertium.org), by rules and word lists: the gist, and fast.

A pair takes 0.2 s to start and 2 ms a sentence, so each is started once and kept: a pipe in which a NUL byte ends a
text and makes every part of the pipe flush what it has.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.adapters.translate_batches import Batches, english, in_batches, unknown_language
from bot.core import language as languages
from bot.errors import ServiceError
from bot.model import Translation

log = logging.getLogger(__name__)

COMMAND = "apertium"

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

_PAIR = re.compile(r"^\s*(([a-z]{2,3})-(?:en|eng))\s*$", re.MULTILINE)
_SPECIAL = re.compile(r"[\\\[\]{}^$@/<>]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_STOP = ".[]"
"""A full stop that the reader does not see: a text without one at its end is analysed less well."""


class Apertium:
    """Asks the pairs into English that are installed on this machine."""

    name = "apertium"

    def __init__(self, *, command: str = COMMAND, limit: float = LIMIT) -> None:
        self._command, self._limit = command, limit
        self._pairs: dict[str, str] | None = None
        self._pipes: dict[str, _Pipe] = {}

    async def languages(self) -> frozenset[str]:
        """The languages (their base tags) of the installed pairs into English; none where Apertium is not installed."""
        return frozenset(await self._installed())

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """One answer per text, in their order, each marked as rough."""
        pair = languages.among(language, await self._installed())
        if pair is None:
            return (unknown_language(self.name),) * len(texts)
        pipe = self._pipes.setdefault(pair, _Pipe(self._command, pair, limit=self._limit))

        async def ask(batch: Sequence[str]) -> Sequence[Translation]:
            return [english(await pipe.through(batch[0]), by=self.name, rough=True)]

        return await in_batches(texts, ask, by=self.name, batches=BATCHES)

    async def close(self) -> None:
        """End every process. Safe to call twice."""
        pipes, self._pipes = self._pipes, {}
        await asyncio.gather(*(pipe.close() for pipe in pipes.values()))

    async def _installed(self) -> dict[str, str]:
        if self._pairs is None:
            found = _PAIR.findall(await _listed(self._command))
            self._pairs = {CODES.get(code, code): pair for pair, code in reversed(found)}
        return self._pairs


class _Pipe:
    """One pair's process, started when it is needed and again when it died."""

    def __init__(self, command: str, pair: str, *, limit: float) -> None:
        self._command, self._pair, self._limit = command, pair, limit
        self._process: Process | None = None
        self._turn = asyncio.Lock()
        self._failures, self._rests_until = 0, 0.0

    async def through(self, text: str) -> str:
        """What comes out for a text. Raises ServiceError where nothing does in time."""
        async with self._turn:
            if self._rests_until > asyncio.get_running_loop().time():
                raise ServiceError(f"the pair {self._pair} gives no answers", later=True)
            try:
                async with asyncio.timeout(self._limit):
                    answer = await self._exchange(_escaped(text))
            except (TimeoutError, OSError, EOFError, asyncio.LimitOverrunError) as error:
                await self._end()
                self._failed()
                raise ServiceError(f"the pair {self._pair} gave no answer", later=False) from error
            except asyncio.CancelledError:  # its answer would be taken for that of the next text
                await self._end()
                raise
            self._failures = 0
            return _plain(answer)

    def _failed(self) -> None:
        self._failures += 1
        if self._failures == USELESS:
            log.warning("the pair %s of %s gives no answers, and is left alone for a while", self._pair, self._command)
        if self._failures >= USELESS:
            self._rests_until = asyncio.get_running_loop().time() + REST

    async def close(self) -> None:
        async with self._turn:
            await self._end()

    async def _exchange(self, text: str) -> str:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *(self._command, "-z", "-u", "-f", "none", self._pair),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                start_new_session=True,  # a shell with half a dozen children, to be ended together
                limit=1 << 20,
            )
        assert self._process.stdin is not None  # noqa: S101 - both were asked for
        assert self._process.stdout is not None  # noqa: S101
        self._process.stdin.write(text.encode() + b"\0")
        await self._process.stdin.drain()
        answer = await self._process.stdout.readuntil(b"\0")
        return answer[:-1].decode(errors="replace")

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        with suppress(ProcessLookupError):
            _kill(process)
        await process.wait()


def _kill(process: Process) -> None:
    """End a process and its children: it leads a group of its own."""
    os.killpg(process.pid, signal.SIGKILL)


async def _listed(command: str) -> str:
    """What `apertium -l` says; nothing where there is no Apertium."""
    try:
        process = await asyncio.create_subprocess_exec(command, "-l", stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)
    except OSError:
        return ""
    try:
        async with asyncio.timeout(LIMIT):
            said, _ = await process.communicate()
    except TimeoutError:
        process.kill()
        await process.wait()
        log.warning("%s does not list its pairs within %g s, and is not used", command, LIMIT)
        return ""
    return said.decode(errors="replace")


def _escaped(text: str) -> str:
    """A text as the pipe takes it, without what would be markup in it."""
    line = _SPECIAL.sub(r"\\\g<0>", " ".join(text.replace("\0", " ").split()))
    return line if line.endswith((".", "!", "?", "…")) else line + _STOP


def _plain(answer: str) -> str:
    return _ESCAPED.sub(r"\1", answer.removesuffix(_STOP).removesuffix("[]"))
