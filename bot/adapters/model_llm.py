"""A language model behind an OpenAI-compatible endpoint: Ollama, llama.cpp, vLLM, hosted ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.service_http import HttpService
from bot.errors import ServiceError

NO_SCHEMAS = frozenset({400, 404, 415, 422, 501})
"""How servers refuse a `response_format` that they don't know."""


class Model:
    """Asks for JSON of a schema where the server can be asked for one, and for JSON in words where it can't."""

    def __init__(self, service: HttpService, *, name: str) -> None:
        self.name = name
        self._service, self._schemas = service, True  # until the server refuses them

    async def ask(self, messages: Sequence[Mapping[str, str]], *, form: str, schema: Mapping[str, Any]) -> str:
        """What the model says; `form` names the schema. Raises ServiceError."""
        question: dict[str, Any] = {"model": self.name, "messages": list(messages), "temperature": 0, "stream": False}
        if not self._schemas:
            return _content(await self._service.ask("/chat/completions", question))
        wanted = {"type": "json_schema", "json_schema": {"name": form, "strict": True, "schema": schema}}
        try:
            answer = await self._service.ask("/chat/completions", question | {"response_format": wanted})
        except ServiceError as error:
            if error.later or error.http not in NO_SCHEMAS:
                raise
            answer = await self._service.ask("/chat/completions", question)
            self._schemas = False  # the same question without a schema was answered
        return _content(answer)

    async def close(self) -> None:
        """Close every connection."""
        await self._service.close()


def _content(answer: Any) -> str:
    try:
        choice = answer["choices"][0]
        content = choice["message"]["content"]
    except (LookupError, TypeError) as error:
        raise ServiceError("answered with no message", later=False) from error
    if choice.get("finish_reason") == "length" or not isinstance(content, str):
        raise ServiceError("its answer was cut off", later=False)
    return content
