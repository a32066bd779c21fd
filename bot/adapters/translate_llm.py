"""Translator: a language model behind an OpenAI-compatible endpoint (Ollama, llama.cpp, vLLM, hosted ones)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.adapters.model_llm import Model
from bot.adapters.translate_batches import Batches, in_batches
from bot.core import asking
from bot.core import language as languages
from bot.errors import ServiceError
from bot.model import Translation

BATCHES = Batches(texts=20, characters=8000)
"""Small models lose count of longer lists."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Llm:
    """Asks a model for many texts at once, and takes nothing but the JSON that was asked for."""

    name = "llm"

    def __init__(self, model: Model, *, glossary: Mapping[str, str] = NO_NAMES) -> None:
        self._model, self._glossary = model, glossary

    async def languages(self) -> None:
        """None: nobody knows beforehand."""

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """One answer per text, in their order."""

        async def ask(batch: Sequence[str]) -> Sequence[Translation]:
            fence = f"=== {secrets.token_hex(12)} ==="
            question = asking.messages(
                batch, language=languages.english_name(language), fence=fence, glossary=self._glossary
            )
            try:
                found = asking.answers(
                    await self._model.ask(question, form="translations", schema=asking.SCHEMA),
                    count=len(batch),
                    fence=fence,
                )
            except ValueError as error:
                raise ServiceError(str(error), later=False) from error
            return [self._answer(text) for text in found]

        return await in_batches(texts, ask, by=self.name, batches=BATCHES)

    async def close(self) -> None:
        """Close every connection."""
        await self._model.close()

    def _answer(self, text: str | None) -> Translation:
        return Translation(text=text, by=self.name, verdict="ok" if text else "no usable answer")
