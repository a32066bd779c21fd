"""Translator: CTranslate2 models on this machine, in a process of their own that can be killed.

Texts are cut into sentences, those sorted by length, and given to the process a few at a time. Nothing of a model is in
memory before the first text and after a quarter of an hour without any.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from bot.adapters.translate_batches import UNKNOWN_LANGUAGE, Batches, divided, unasked
from bot.adapters.translate_ct2_worker import Model, UnusableError, translate
from bot.adapters.workers_process import ProcessWorkers
from bot.core import language as tags
from bot.core import split
from bot.errors import ConfigError, WorldbriefError
from bot.model import WAITING, Translation

log = logging.getLogger(__name__)

BATCH = 32
"""Sentences that go to the model at once; more bring nothing on a processor."""

BATCHES = Batches(texts=BATCH, characters=6_000)
"""The characters bound memory and time."""

LONGEST = 20_000
"""Characters of a text. The longest article has as many; what is longer is none."""

LIMIT = 120.0
"""Seconds for a batch, loading included. 32 long sentences take 3 s on two cores, and a slow disk 10 s to load."""

IDLE = 900.0
"""Seconds without a text after which the models leave the memory: less than the 20 minutes between two passes."""

GIVE_UP = 2
"""Batches of one call that fail; what is left then would most likely fail too, each after a time limit."""

PAUSE = 300.0
"""Seconds for which nothing is tried after the process died twice or hung: the machine has not enough of something."""

_NO_WORDS = "nothing to translate"
_TOO_LONG = f"longer than {LONGEST:,} characters"
_NO_ENGLISH = "the model found no end, or no words"
_NO_MODEL = "the model can't be used"  # the reason names folders: it is for the log, a verdict may reach readers
_LATER = f"{WAITING}: the model could not work just now"


class Ways(Protocol):
    """Knows which models lead to English. Both are called in a thread."""

    def route(self, language: str) -> tuple[Model, ...]:
        """The models that lead from a language (BCP 47) to English, in their order; none where no way is."""
        ...

    def languages(self) -> frozenset[str]:
        """The base tags of the languages that a way leads from."""
        ...


class Ct2Translator:
    """Translates what a way leads to English from."""

    def __init__(
        self, *, name: str, ways: Ways, limit: float = LIMIT, idle: float = IDLE, pause: float = PAUSE
    ) -> None:
        self.name = name
        self._ways = ways
        self._process = _RestingProcess(limit=limit, idle=idle)
        self._pause = pause
        self._not_before = 0.0  # by the event loop's clock
        self._logged: set[str] = set()

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """The English of each text, paragraph by paragraph; without it where the model fails or there is none."""
        models = await asyncio.to_thread(self._ways.route, language)
        if not models:
            return (UNKNOWN_LANGUAGE,) * len(texts)
        parted = await asyncio.to_thread(_parted, texts)
        sentences = set(chain.from_iterable(chain.from_iterable(parted)))
        english, verdict = await self._english(models, sorted(sentences, key=lambda each: (len(each), each)))
        return tuple(self._answer(text, parts, english, verdict) for text, parts in zip(texts, parted, strict=True))

    async def languages(self) -> frozenset[str]:
        """The base tags of what it translates into English now."""
        return await asyncio.to_thread(self._ways.languages)

    async def close(self) -> None:
        """End the process, whatever it is doing. Safe to call twice."""
        await self._process.close()

    async def _english(self, models: tuple[Model, ...], sentences: Sequence[str]) -> tuple[dict[str, str | None], str]:
        """What could be tried, by sentence, and why the rest could not."""
        clock = asyncio.get_running_loop().time
        english: dict[str, str | None] = {}
        failed = 0
        if clock() < self._not_before:
            return english, _LATER
        for batch in divided(sentences, BATCHES):
            try:
                english |= zip(batch, await self._process.translate(models, batch), strict=True)
            except UnusableError as error:
                self._say(str(error))
                return english, _NO_MODEL
            except WorldbriefError as error:
                self._say(str(error))
                self._not_before = clock() + self._pause
                failed += 1
                if failed == GIVE_UP:
                    break
        if not failed:
            self._logged.clear()
        return english, _LATER

    def _answer(
        self, text: str, paragraphs: Sequence[Sequence[str]], english: Mapping[str, str | None], verdict: str
    ) -> Translation:
        if not paragraphs:
            return unasked(_TOO_LONG if text.strip() else _NO_WORDS)
        if not english.keys() >= set(chain.from_iterable(paragraphs)):
            return unasked(verdict)
        parts = [[english[sentence] for sentence in sentences] for sentences in paragraphs]
        if not all(chain.from_iterable(parts)):
            return Translation(text=None, by=self.name, verdict=_NO_ENGLISH)
        return Translation(text=split.joined([[part or "" for part in each] for each in parts]), by=self.name)

    def _say(self, problem: str) -> None:
        """To the log, once until all goes well again."""
        if problem not in self._logged:
            self._logged.add(problem)
            log.warning("%s: %s", self.name, problem)


class _RestingProcess:
    """A worker process that is there while it is needed, and `idle` seconds longer."""

    def __init__(self, *, limit: float, idle: float) -> None:
        self._limit = limit
        self._idle = idle
        self._workers: ProcessWorkers | None = None
        self._users = 0
        self._timer: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    async def translate(self, models: tuple[Model, ...], sentences: Sequence[str]) -> list[str | None]:
        """As the worker does it. Raises WorldbriefError, also where the process died twice or took too long."""
        if self._closed:
            raise WorldbriefError("the translator is closed")
        if self._timer is not None:
            self._timer.cancel()
        if self._workers is None:
            self._workers = ProcessWorkers(count=1, limit=self._limit)
        self._users += 1
        try:
            return await self._workers.run(translate, models, tuple(sentences))
        finally:
            self._users -= 1
            if not self._users:
                self._timer = asyncio.get_running_loop().call_later(self._idle, self._rest)

    async def close(self) -> None:
        self._closed = True
        self._rest()
        await asyncio.gather(*self._ending)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        workers, self._workers = self._workers, None
        if workers is not None:
            ending = asyncio.get_running_loop().create_task(workers.close())
            self._ending.add(ending)
            ending.add_done_callback(self._ending.discard)


class OneModel:
    """The way through one CTranslate2 folder with its SentencePiece files, such as a converted OPUS-MT or M2M-100."""

    def __init__(self, folder: Path, *, languages: Collection[str] = (), before: str = "", begin: str = "") -> None:
        """`before` is the token that names the source language, `{}` standing for its code (`__{}__` of M2M-100).

        The model's vocabulary then says which languages it knows; otherwise it knows the `languages` given, and of
        those in its vocabulary only these. `begin` is the token of English (`__en__`). Raises ConfigError where the
        folder is no such model, or no language is left.
        """
        if not (folder / "model.bin").is_file():
            raise ConfigError(f"{folder} is no CTranslate2 model: there is no model.bin in it")
        self._folder, self._before, self._begin = folder, before, begin
        self._source, self._target = _sentencepiece(folder)
        self._after = _after(folder)
        given = frozenset(map(tags.base, languages))
        known = _named(_vocabulary(folder), before) if before else given
        self._languages = (known & given if given else known) - {"en"}
        if not self._languages:
            raise ConfigError(f"{folder}: no language is known that the model translates from")

    def route(self, language: str) -> tuple[Model, ...]:
        """The one model, where it knows the language."""
        code = tags.base(language)
        if code not in self._languages:
            return ()
        named, begin = ((each,) if each else () for each in (self._before.replace("{}", code), self._begin))
        spoken = Model(folder=self._folder, source=self._source, target=self._target)
        return (replace(spoken, before=named, after=self._after, begin=begin),)

    def languages(self) -> frozenset[str]:
        """The base tags that it knows."""
        return self._languages


_SENTENCEPIECE = (  # as OPUS-MT, M2M-100, NLLB, fairseq and OpenNMT name their files
    ("source.spm", "target.spm"),
    *((name, name) for name in ("sentencepiece.bpe.model", "sentencepiece.model", "spm.model", "spm.128k.model")),
)


def _sentencepiece(folder: Path) -> tuple[Path, Path]:
    for source, target in _SENTENCEPIECE:
        if (folder / source).is_file() and (folder / target).is_file():
            return folder / source, folder / target
    names = ", ".join(" and ".join(dict.fromkeys(pair)) for pair in _SENTENCEPIECE)
    raise ConfigError(f"{folder} has no SentencePiece file beside its model; copy it there: {names}")


def _after(folder: Path) -> tuple[str, ...]:
    """The end token, where a model wants it and does not add it itself: those converted from Hugging Face's."""
    if not any((folder / name).is_file() for name in ("source.spm", "sentencepiece.bpe.model")):
        return ()
    config = _json(folder / "config.json")
    return () if not isinstance(config, dict) or config.get("add_source_eos") else ("</s>",)


def _vocabulary(folder: Path) -> frozenset[str]:
    for name in ("shared_vocabulary", "source_vocabulary"):
        tokens = _json(folder / f"{name}.json")
        if isinstance(tokens, list):
            return frozenset(map(str, tokens))
        if (file := folder / f"{name}.txt").is_file():
            return frozenset(file.read_text(encoding="utf-8", errors="replace").splitlines())
    raise ConfigError(f"{folder} has no vocabulary")


def _named(vocabulary: Collection[str], before: str) -> frozenset[str]:
    """The languages that have a token in a vocabulary."""
    head, _, tail = before.partition("{}")
    inner = (token[len(head) : len(token) - len(tail)] for token in vocabulary if _between(token, head, tail))
    return frozenset(code for code in inner if code.isascii() and code.isalpha() and 2 <= len(code) <= 3)


def _between(token: str, head: str, tail: str) -> bool:
    return token.startswith(head) and token.endswith(tail) and len(token) > len(head) + len(tail)


def _json(file: Path) -> object:
    try:
        return json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file} can't be read: {error}") from error


def _parted(texts: Sequence[str]) -> list[tuple[tuple[str, ...], ...]]:
    return [split.pieces(text) if len(text) <= LONGEST else () for text in texts]
