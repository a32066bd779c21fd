"""What all backends that are asked for many texts at once do alike: sort out, divide, ask, and divide again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.errors import ServiceError
from bot.model import NO_TRANSLATOR, WAITING, Translation

log = logging.getLogger(__name__)

Ask = Callable[[Sequence[str]], Awaitable[Sequence[Translation]]]
"""Asks for some texts, at least one; one answer each, in their order. Raises ServiceError."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Batches:
    """How much a backend is asked for at once."""

    texts: int
    characters: int  # also of one text: a longer one is not asked for


def unasked(verdict: str) -> Translation:
    """The answer to a text that was not tried."""
    return Translation(text=None, by="", verdict=verdict)


UNKNOWN_LANGUAGE = unasked(NO_TRANSLATOR)
"""The answer to a text in a language that a backend does not know."""


def english(text: object, *, by: str, rough: bool = False) -> Translation:
    """What a backend gave for a text, whatever that is."""
    if not isinstance(text, str) or not text.strip():
        return Translation(text=None, by=by, verdict="empty")
    return Translation(text=text.strip(), by=by, rough=rough)


async def in_batches(texts: Sequence[str], ask: Ask, *, by: str, batches: Batches) -> tuple[Translation, ...]:
    """One answer for each text; a text that stands there twice is asked for once.

    Where a batch gets no usable answer its halves are asked for: one text that confuses a backend costs no other
    text its translation.
    """
    objections = {text: _objection(text, batches.characters) for text in texts}
    wanted = [text for text, objection in objections.items() if objection is None]
    answers = await asyncio.gather(*(_asked(batch, ask, by) for batch in divided(wanted, batches)))
    found = {text: answer for batch in answers for text, answer in batch.items()}
    return tuple(found[text] if text in found else unasked(objections[text] or "") for text in texts)


def divided(texts: Iterable[str], batches: Batches) -> Iterator[list[str]]:
    """Texts in batches of at most so many, and at most so many characters."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == batches.texts or size + len(text) > batches.characters):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


async def _asked(batch: Sequence[str], ask: Ask, by: str) -> dict[str, Translation]:
    try:
        return _paired(batch, await ask(batch))
    except ServiceError as error:
        if error.later:
            return dict.fromkeys(batch, unasked(f"{WAITING}: {by} is out of reach"))
        if len(batch) > 1:
            half = len(batch) // 2
            return await _asked(batch[:half], ask, by) | await _asked(batch[half:], ask, by)
        log.info("%s gave no usable answer for a text: %s", by, error)
        return {batch[0]: Translation(text=None, by=by, verdict=f"no usable answer: {error}")}


def _paired(batch: Sequence[str], answers: Sequence[Translation]) -> dict[str, Translation]:
    if len(answers) != len(batch):
        raise ServiceError(f"answered {len(answers)} texts for {len(batch)}", later=False)
    return dict(zip(batch, answers, strict=True))


def _objection(text: str, longest: int) -> str | None:
    if not text.strip():
        return "nothing to translate"
    if len(text) > longest:
        return f"longer than {longest} characters"
    try:
        text.encode()
    except UnicodeEncodeError:
        return "no valid text"
    return None
