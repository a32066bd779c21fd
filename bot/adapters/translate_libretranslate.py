"""Translator: a LibreTranslate server (https://docs.libretranslate.com)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.service_http import HttpService
from bot.adapters.translate_batches import Batches
from bot.adapters.translate_listing import ListingService
from bot.core import language as languages

BATCHES = Batches(texts=25, characters=5000)
"""Public servers take 2,000 to 5,000 characters a request; one of your own takes any number."""


class LibreTranslate(ListingService):
    """Asks a LibreTranslate server for the languages that it knows."""

    name = "libretranslate"
    batches = BATCHES
    listing = "/languages"

    def __init__(self, service: HttpService, *, key: str | None = None) -> None:
        super().__init__(service)
        self._key = key

    def _codes_in(self, listed: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
        codes = [str(each.get("code")) for each in listed if "en" in (each.get("targets") or ["en"])]
        return {languages.base(code): code for code in reversed(codes) if code != "en"}

    async def _translated(self, batch: Sequence[str], code: str) -> object:
        question = {"q": list(batch), "source": code, "target": "en", "format": "text"}
        answer = await self._service.ask("/translate", question | ({"api_key": self._key} if self._key else {}))
        return answer.get("translatedText") if isinstance(answer, dict) else None
