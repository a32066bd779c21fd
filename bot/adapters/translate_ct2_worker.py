"""What a worker process of `translate_ct2` does: keep a few models in memory and translate sentences with them.

The libraries are loaded here and nowhere else, so the bot's own process never holds a model and no fault of theirs
reaches it.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.errors import WorldbriefError

MODELS = 2
"""How many are in memory at once: two make a way through another language. Each takes about the size of its files."""

BEAM = 2
"""Ways that are followed at once (CTranslate2's own default); argos-translate follows 4 at nearly twice the cost."""

LENGTH_PENALTY = 0.2
"""As argos-translate has it, for which the packages were tried."""

MAX_TOKENS = 250
"""Of a piece. Positions beyond 256 were never seen in training by many models, and OPUS-MT has none beyond 512."""

GROWTH, SPARE = 2, 20
"""Tokens that a piece may become: so many times as many, and some. What is not at its end then will not end well."""

POLITE = 5
"""What is added to the process's niceness: whoever waits for an answer in the chat goes first."""


class UnusableError(WorldbriefError):
    """A model can't be loaded or does not work: asking again does not help, mending it does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """Where a model is and how it wants to be spoken to."""

    folder: Path  # with model.bin
    source: Path  # SentencePiece file of what it reads
    target: Path  # … of what it writes, often the same
    before: tuple[str, ...] = ()  # tokens before each sentence that it reads
    after: tuple[str, ...] = ()  # … and after it
    begin: tuple[str, ...] = ()  # tokens that its output begins with
    version: str = ""  # another model of the same place has another one
    mend: str = ""  # what the operator can do if it can't be loaded


def translate(route: Sequence[Model], sentences: Sequence[str]) -> list[str | None]:
    """Each sentence in English, through one model after the other; None where the model ran away.

    Raises UnusableError that names the folder where a model can't be loaded or does not work.
    """
    texts: list[str | None] = list(sentences)
    for model in route:
        known = [index for index, text in enumerate(texts) if text]
        for index, text in zip(known, _loaded(model).translate([texts[index] or "" for index in known]), strict=True):
            texts[index] = text
    return texts


class _Loaded:
    """A model in memory."""

    def __init__(self, model: Model) -> None:
        import ctranslate2  # noqa: PLC0415 - see the module
        import sentencepiece  # noqa: PLC0415

        self._model = model
        self._source = sentencepiece.SentencePieceProcessor(model_file=str(model.source))
        self._target = sentencepiece.SentencePieceProcessor(model_file=str(model.target))
        self._translator: Any = ctranslate2.Translator(
            str(model.folder), device="cpu", compute_type="int8", inter_threads=1, intra_threads=_threads()
        )

    def translate(self, sentences: Sequence[str]) -> list[str | None]:
        try:
            return self._translate(sentences)
        except (RuntimeError, ValueError) as error:
            raise _fault(self._model, error) from error

    def _translate(self, sentences: Sequence[str]) -> list[str | None]:
        model = self._model
        parts = [_parts(tokens) for tokens in self._source.encode(list(sentences), out_type=str)]
        flat = [[*model.before, *part, *model.after] for tokens in parts for part in tokens]
        if not flat:
            return [None] * len(sentences)
        limit = GROWTH * max(map(len, flat)) + SPARE
        results = self._translator.translate_batch(
            flat,
            target_prefix=[list(model.begin)] * len(flat) if model.begin else None,
            beam_size=BEAM,
            length_penalty=LENGTH_PENALTY,
            replace_unknowns=True,
            max_decoding_length=limit,
            max_input_length=0,
        )
        said = iter([self._text(result.hypotheses[0], limit) for result in results])
        return [_joined([next(said) for _ in tokens]) for tokens in parts]

    def _text(self, tokens: Sequence[str], limit: int) -> str | None:
        if len(tokens) >= limit:
            return None
        begun = self._model.begin
        said = tokens[len(begun) :] if tuple(tokens[: len(begun)]) == begun else tokens
        return str(self._target.decode(list(said))).replace("▁", " ").strip()


@cache
def _shelf() -> OrderedDict[Model, _Loaded]:
    """The models in memory, the one used last at the end. One shelf in the life of a worker process."""
    os.nice(POLITE)
    return OrderedDict()


def _loaded(model: Model) -> _Loaded:
    shelf = _shelf()
    if model not in shelf:
        while len(shelf) >= MODELS:  # before the next one takes its memory
            shelf.popitem(last=False)
        try:
            shelf[model] = _Loaded(model)
        except (RuntimeError, ValueError, OSError) as error:
            raise _fault(model, error) from error
    shelf.move_to_end(model)
    return shelf[model]


def _fault(model: Model, error: Exception) -> UnusableError:
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    return UnusableError(f"the model in {model.folder} does not work ({reason})" + (model.mend and f"; {model.mend}"))


def _threads() -> int:
    """All cores but one, and at most four: more bring little to sentences, and the bot wants one for itself."""
    return max(1, min(4, (os.cpu_count() or 1) - 1))


def _parts(tokens: list[str]) -> list[list[str]]:
    """Tokens in parts that the model can read, cut where a word begins if one does."""
    parts = []
    while len(tokens) > MAX_TOKENS:
        begins = [index for index in range(MAX_TOKENS // 2, MAX_TOKENS + 1) if tokens[index].startswith("▁")]
        cut = begins[-1] if begins else MAX_TOKENS
        parts.append(tokens[:cut])
        tokens = tokens[cut:]
    return [*parts, tokens] if tokens else parts


def _joined(parts: Sequence[str | None]) -> str | None:
    whole = [part for part in parts if part is not None]
    return " ".join(whole) if whole and len(whole) == len(parts) else None
