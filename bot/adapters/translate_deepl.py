"""Translator: DeepL (https://developers.deepl.com/docs)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.service_http import HttpService
from bot.adapters.translate_batches import UNKNOWN_LANGUAGE, Batches, english, in_batches, unasked
from bot.core import language as languages
from bot.errors import ServiceError
from bot.model import WAITING, Translation

FREE, PRO = "https://api-free.deepl.com", "https://api.deepl.com"

BATCHES = Batches(texts=50, characters=25_000)
"""At most 50 texts and 128 KiB a request."""


def address(key: str) -> str:
    """Where a key is good: those of the free plan end in `:fx`."""
    return FREE if key.endswith(":fx") else PRO


def authorized(key: str) -> dict[str, str]:
    """The header that shows a key."""
    return {"Authorization": f"DeepL-Auth-Key {key}"}


class DeepL:
    """Asks DeepL for the languages that it knows."""

    name = "deepl"

    def __init__(self, service: HttpService) -> None:
        self._service = service
        self._codes: dict[str, str] | None = None

    async def languages(self) -> frozenset[str]:
        """The languages (their base tags) that DeepL translates. Raises ServiceError."""
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
            question = {"text": list(batch), "source_lang": code, "target_lang": "EN-US"}
            answer = await self._service.ask("/v2/translate", question)
            found = answer.get("translations") if isinstance(answer, dict) else None
            if not isinstance(found, list):
                raise ServiceError("answered with no list of texts", later=False)
            return [english(each.get("text") if isinstance(each, dict) else None, by=self.name) for each in found]

        return await in_batches(texts, ask, by=self.name, batches=BATCHES)

    async def close(self) -> None:
        """Close every connection."""
        await self._service.close()

    async def _known(self) -> dict[str, str]:
        if self._codes is None:
            answer = await self._service.ask("/v2/languages?type=source")
            listed = [each for each in answer if isinstance(each, dict)] if isinstance(answer, list) else []
            codes = [str(each.get("language")) for each in listed]
            self._codes = {languages.base(code): code for code in codes if languages.base(code) != "en"}
        return self._codes
