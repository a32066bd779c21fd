"""Translator: a language model behind an OpenAI-compatible endpoint (Ollama, llama.cpp, vLLM, hosted ones)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.adapters.service_http import HttpService
from bot.adapters.translate_batches import Batches, in_batches
from bot.core import asking
from bot.core import language as languages
from bot.errors import ServiceError
from bot.model import Translation

BATCHES = Batches(texts=20, characters=8000)
"""Small models lose count of longer lists."""

NO_SCHEMAS = frozenset({400, 404, 415, 422, 501})
"""How servers refuse a `response_format` that they don't know."""

NO_NAMES: Mapping[str, str] = MappingProxyType({})


class Llm:
    """Asks a model for many texts at once, and takes nothing but the JSON that was asked for."""

    name = "llm"

    def __init__(self, service: HttpService, *, model: str, glossary: Mapping[str, str] = NO_NAMES) -> None:
        self._service, self._model, self._glossary = service, model, glossary
        self._schemas = True  # until the server refuses them

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
                found = asking.answers(await self._asked(question), count=len(batch), fence=fence)
            except ValueError as error:
                raise ServiceError(str(error), later=False) from error
            return [self._answer(text) for text in found]

        return await in_batches(texts, ask, by=self.name, batches=BATCHES)

    async def close(self) -> None:
        """Close every connection."""
        await self._service.close()

    def _answer(self, text: str | None) -> Translation:
        return Translation(text=text, by=self.name, verdict="ok" if text else "no usable answer")

    async def _asked(self, messages: Sequence[Mapping[str, str]]) -> str:
        """What the model says. Raises ServiceError."""
        question: dict[str, Any] = {"model": self._model, "messages": list(messages), "temperature": 0, "stream": False}
        if self._schemas:
            form = {"name": "translations", "strict": True, "schema": asking.SCHEMA}
            try:
                answer = await self._service.ask(
                    "/chat/completions",
                    question | {"response_format": {"type": "json_schema", "json_schema": form}},
                )
            except ServiceError as error:
                if error.later or error.http not in NO_SCHEMAS:
                    raise
                answer = await self._service.ask("/chat/completions", question)
                self._schemas = False  # the same question without a schema was answered
        else:
            answer = await self._service.ask("/chat/completions", question)
        return _content(answer)


def _content(answer: Any) -> str:
    try:
        choice = answer["choices"][0]
        content = choice["message"]["content"]
    except (LookupError, TypeError) as error:
        raise ServiceError("answered with no message", later=False) from error
    if choice.get("finish_reason") == "length" or not isinstance(content, str):
        raise ServiceError("its answer was cut off", later=False)
    return content
