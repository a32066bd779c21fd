"""Translator: CTranslate2 models on this machine, in a process of their own that can be killed.

Texts are cut into sentences, those sorted by length, and given to the process a few at a time. Nothing of a model is in
memory before the first text and after a quarter of an hour without any.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import chain
from pathlib import Path

from bot.adapters.translate_ct2_worker import Model, translate
from bot.adapters.workers_process import ProcessWorkers
from bot.core import language as tags
from bot.core import split
from bot.errors import ConfigError, WorldbriefError
from bot.model import Translation

log = logging.getLogger(__name__)

Route = Callable[[str], tuple[Model, ...]]
"""The models that lead from a language (BCP 47) to English, in their order; none where no way is."""

BATCH = 32
"""Sentences that go to the model at once; more bring nothing on a processor."""

BATCH_CHARACTERS = 6_000
"""… and characters, which bounds memory and time."""

LONGEST = 20_000
"""Characters of a text. The longest article has as many; what is longer is none."""

LIMIT = 120.0
"""Seconds for a batch, loading included. 32 long sentences take 3 s on two cores, and a slow disk 10 s to load."""

IDLE = 900.0
"""Seconds without a text after which the models leave the memory: less than the 20 minutes between two passes."""

GIVE_UP = 2
"""Batches of one call that fail; what is left then would most likely fail too, each after a time limit."""

_NO_WORDS = "nothing to translate"
_TOO_LONG = f"longer than {LONGEST:,} characters"
_NO_ENGLISH = "the model found no end, or no words"
_NO_MODEL = "the model can't be used"  # the reason names folders: it is for the log, a verdict may reach readers


class Ct2Translator:
    """Translates what a route leads to English from."""

    def __init__(self, *, name: str, route: Route, limit: float = LIMIT, idle: float = IDLE) -> None:
        self.name = name
        self._route = route
        self._process = _RestingProcess(limit=limit, idle=idle)
        self._logged: set[str] = set()

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """The English of each text, paragraph by paragraph; without it where the model fails or there is none."""
        models = await asyncio.to_thread(self._route, language)
        if not models:
            verdict = f"no model for {tags.english_name(language)}"
            return (Translation(text=None, by="", verdict=verdict),) * len(texts)
        parted = await asyncio.to_thread(_parted, texts)
        sentences = set(chain.from_iterable(chain.from_iterable(parted)))
        english, verdict = await self._english(models, sorted(sentences, key=lambda each: (len(each), each)))
        return tuple(self._answer(text, parts, english, verdict) for text, parts in zip(texts, parted, strict=True))

    async def close(self) -> None:
        """End the process, whatever it is doing. Safe to call twice."""
        await self._process.close()

    async def _english(self, models: tuple[Model, ...], sentences: Sequence[str]) -> tuple[dict[str, str | None], str]:
        """What could be translated, by sentence, and why the rest could not."""
        english: dict[str, str | None] = {}
        failed = 0
        for batch in _batches(sentences):
            try:
                found = await self._process.translate(models, batch)
            except WorldbriefError as error:
                self._say(str(error))
                failed += 1
                if failed == GIVE_UP:
                    break
            else:
                english |= zip(batch, found, strict=True)
        if not failed:
            self._logged.clear()
        return english, _NO_MODEL if failed else _NO_ENGLISH

    def _answer(
        self, text: str, paragraphs: Sequence[Sequence[str]], english: dict[str, str | None], verdict: str
    ) -> Translation:
        if not paragraphs:
            return Translation(text=None, by="", verdict=_TOO_LONG if text.strip() else _NO_WORDS)
        parts = [[english.get(sentence) for sentence in sentences] for sentences in paragraphs]
        if not all(chain.from_iterable(parts)):
            missing = any(sentence not in english for sentence in chain.from_iterable(paragraphs))
            return Translation(text=None, by=self.name, verdict=verdict if missing else _NO_ENGLISH)
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


def folder_route(folder: Path, *, languages: Collection[str] = (), before: str = "", begin: str = "") -> Route:
    """The route through one CTranslate2 folder with its SentencePiece files, such as a converted OPUS-MT or M2M-100.

    `before` is the token that names the source language, `{}` standing for its code (`__{}__` of M2M-100); the model's
    vocabulary then says which languages it knows. `begin` is the token of English (`__en__`). A model without such
    tokens knows the `languages` given. Raises ConfigError where the folder is no such model.
    """
    if not (folder / "model.bin").is_file():
        raise ConfigError(f"{folder} is no CTranslate2 model: there is no model.bin in it")
    source, target = _sentencepiece(folder)
    known = frozenset(map(tags.base, languages))
    vocabulary = _vocabulary(folder) if before else frozenset()
    after = _after(folder)

    def route(language: str) -> tuple[Model, ...]:
        code = tags.base(language)
        token = before.replace("{}", code)
        if (known and code not in known) or (before and token not in vocabulary) or not (known or before):
            return ()
        named, begun = ((each,) if each else () for each in (token, begin))
        return (Model(folder=folder, source=source, target=target, before=named, after=after, begin=begun),)

    return route


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


def _json(file: Path) -> object:
    try:
        return json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise ConfigError(f"{file} can't be read: {error}") from error


def _parted(texts: Sequence[str]) -> list[tuple[tuple[str, ...], ...]]:
    return [split.pieces(text) if len(text) <= LONGEST else () for text in texts]


def _batches(sentences: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    characters = 0
    for sentence in sentences:
        if batch and (len(batch) == BATCH or characters + len(sentence) > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(sentence)
        characters += len(sentence)
    if batch:
        yield batch
