"""Translator: another one, that costs money and is given so many characters a day and no more."""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.budget import Budget
from bot.adapters.sqlite_file import SqliteFile
from bot.adapters.translate_batches import unasked
from bot.model import Translation
from bot.ports import Clock, Translator

SPENT = unasked("today's budget is used up")
"""The answer to what is not asked for."""


class Budgeted:
    """Asks until the characters of the day (of UTC) are used up."""

    def __init__(self, translator: Translator, file: SqliteFile, *, clock: Clock, characters: int) -> None:
        self.name = translator.name
        self._translator = translator
        self._budget = Budget(translator.name, file, clock=clock, characters=characters)

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """The translator's answers to as many texts as today's budget allows, from the first on.

        What was not tried in the end is not counted. Where nothing can be counted nothing is spent.
        """
        allowed = await self._budget.take([len(text) for text in texts])
        if not allowed:
            return (SPENT,) * len(texts)
        answers = await self._translator.translate(texts[:allowed], language=language)
        unused = sum(len(text) for text, answer in zip(texts, answers, strict=False) if not answer.by)
        if unused:
            await self._budget.give_back(unused)
        return (*answers, *(SPENT,) * (len(texts) - allowed))

    async def left(self) -> int:
        """How many characters may still be sent today. Raises StoreError."""
        return await self._budget.left()
