"""Translator: a LibreTranslate server (https://docs.libretranslate.com)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.service_http import HttpService
from bot.adapters.translate_batches import UNKNOWN_LANGUAGE, Batches, english, in_batches, unasked
from bot.core import language as languages
from bot.errors import ServiceError
from bot.model import WAITING, Translation

BATCHES = Batches(texts=25, characters=5000)
"""Public servers take 2,000 to 5,000 characters a request; one of your own takes any number."""


class LibreTranslate:
    """Asks a LibreTranslate server for the languages that it knows."""

    name = "libretranslate"

    def __init__(self, service: HttpService, *, key: str | None = None) -> None:
        self._service, self._key = service, key
        self._codes: dict[str, str] | None = None  # its own code of each language

    async def languages(self) -> frozenset[str]:
        """The languages (their base tags) that the server translates into English. Raises ServiceError."""
        return frozenset(await self._known())

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """One answer per text, in their order."""
        try:
            code = languages.among(language, await self._known())
        except ServiceError:
            return (unasked(f"{WAITING}: {self.name} is out of reach"),) * len(texts)
        if code is None:
            return (UNKNOWN_LANGUAGE,) * len(texts)

        async def ask(batch: Sequence[str]) -> Sequence[Translation]:
            question = {"q": list(batch), "source": code, "target": "en", "format": "text"}
            answer = await self._service.ask("/translate", question | ({"api_key": self._key} if self._key else {}))
            found = answer.get("translatedText") if isinstance(answer, dict) else None
            if not isinstance(found, list):
                raise ServiceError("answered with no list of texts", later=False)
            return [english(each, by=self.name) for each in found]

        return await in_batches(texts, ask, by=self.name, batches=BATCHES)

    async def close(self) -> None:
        """Close every connection."""
        await self._service.close()

    async def _known(self) -> dict[str, str]:
        if self._codes is None:
            answer = await self._service.ask("/languages")
            listed = [each for each in answer if isinstance(each, dict)] if isinstance(answer, list) else []
            codes = [str(each.get("code")) for each in listed if "en" in (each.get("targets") or ["en"])]
            self._codes = {languages.base(code): code for code in reversed(codes) if code != "en"}
        return self._codes
