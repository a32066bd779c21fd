"""Translator: another one, each of whose answers is judged before anybody sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from bot.model import Translation
from bot.ports import Translator, Workers


class Judgement(Protocol):
    """What was found of a translation."""

    @property
    def ok(self) -> bool:
        """Whether it can be shown."""
        ...

    @property
    def words(self) -> str:
        """What is wrong with it."""
        ...


class Judge(Protocol):
    """Compares a text with its English; pure and quick."""

    def __call__(self, source: str, english: str, *, language: str) -> Judgement:
        """Whether the English can be shown for the source."""
        ...


class Gated:
    """Lets through what passes."""

    def __init__(self, translator: Translator, judge: Judge, *, workers: Workers) -> None:
        self.name = translator.name
        self._translator, self._judge, self._workers = translator, judge, workers

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """The answers of the translator; without a text, and with what is wrong, where it does not pass."""
        answers = await self._translator.translate(texts, language=language)
        return await self._workers.run(_judged, self._judge, tuple(texts), answers, language)


def _judged(
    judge: Callable[..., Judgement], texts: Sequence[str], answers: Sequence[Translation], language: str
) -> tuple[Translation, ...]:
    return tuple(_passed(judge, text, answer, language) for text, answer in zip(texts, answers, strict=True))


def _passed(judge: Callable[..., Judgement], text: str, answer: Translation, language: str) -> Translation:
    if answer.text is None:
        return answer
    found = judge(text, answer.text, language=language)
    return answer if found.ok else replace(answer, text=None, verdict=found.words)
