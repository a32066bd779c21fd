"""LibreTranslate, DeepL and an OpenAI-compatible model on loopback, that misbehave as they are told.

    async with TranslationServer({"hola": "hello"}) as server:
        server.url                                  # http://127.0.0.1:<port>
        server.faults.append(Fault(status=429, headers={"Retry-After": "2"}))   # the next answer
        server.asked                                # (path, question) of what was asked, in order
        server.says = lambda texts: …               # what the model says instead of the JSON that it is asked for

Texts that are not in the dictionary come back in capitals.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

LANGUAGES = ("es", "fr", "nb", "zh")


@dataclass(frozen=True, kw_only=True)
class Fault:
    """An answer that is none."""

    status: int = 500
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hang: bool = False


class TranslationServer:
    """See the module."""

    def __init__(self, english: Mapping[str, str] | None = None) -> None:
        self.english = dict(english or {})
        self.faults: list[Fault] = []
        self.poison: str | None = None  # a question with this text in it is answered with 500
        self.asked: list[tuple[str, Any]] = []
        self.headers: list[Mapping[str, str]] = []
        self.count = 0  # so many more or fewer answers than texts
        self.schemas = True  # whether the model's server takes response_format
        self.says: Callable[[Sequence[str]], str] | None = None
        self.finish = "stop"
        self._leaving = asyncio.Event()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_exception: object) -> None:
        self._leaving.set()
        await self._runner.cleanup()

    @property
    def questions(self) -> list[Any]:
        """What was asked to translate."""
        return [question for _, question in self.asked if question is not None]

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        question = await request.json() if request.can_read_body else None
        self.asked.append((request.path_qs, question))
        self.headers.append(request.headers.copy())
        if self.faults:
            fault = self.faults.pop(0)
            if fault.hang:
                await self._leaving.wait()
            return web.Response(status=fault.status, body=fault.body, headers=fault.headers)
        if self.poison is not None and self.poison in json.dumps(question, ensure_ascii=False):
            return web.Response(status=500)
        answer = {
            "/languages": self._libre_languages,
            "/translate": self._libre,
            "/v2/languages": self._deepl_languages,
            "/v2/translate": self._deepl,
            "/chat/completions": self._model,
        }[request.path]
        return answer(question)

    def _english(self, texts: Sequence[str]) -> list[str]:
        found = [self.english.get(text, text.upper()) for text in texts]
        return [*found, *["extra"] * self.count][: len(found) + self.count]

    def _libre_languages(self, _question: Any) -> web.Response:
        targets = ["en", "es"]
        listed = [{"code": code, "targets": targets} for code in (*LANGUAGES, "en")]
        return web.json_response([*listed, {"code": "eo", "targets": ["es"]}])

    def _libre(self, question: Any) -> web.Response:
        return web.json_response({"translatedText": self._english(question["q"])})

    def _deepl_languages(self, _question: Any) -> web.Response:
        return web.json_response([{"language": code.upper(), "name": code} for code in (*LANGUAGES, "en")])

    def _deepl(self, question: Any) -> web.Response:
        return web.json_response({"translations": [{"text": text} for text in self._english(question["text"])]})

    def _model(self, question: Any) -> web.Response:
        if not self.schemas and "response_format" in question:
            return web.json_response({"error": {"message": "response_format: unknown"}}, status=400)
        user = question["messages"][-1]["content"]
        fence, *_ = user.split("\n")
        data = re.fullmatch(re.escape(fence) + r"\n(.*)\n" + re.escape(fence), user, re.DOTALL)
        texts = [each["text"] for each in json.loads(data[1])]
        content = self.says(texts) if self.says else as_asked(self._english(texts))
        return web.json_response({"choices": [{"message": {"content": content}, "finish_reason": self.finish}]})


def as_asked(english: Sequence[str]) -> str:
    """The JSON that a model is asked for."""
    return json.dumps({"translations": [{"id": place, "english": text} for place, text in enumerate(english, 1)]})
