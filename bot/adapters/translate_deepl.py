"""Translator: DeepL (https://developers.deepl.com/docs)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.translate_batches import Batches
from bot.adapters.translate_listing import ListingService
from bot.core import language as languages

FREE, PRO = "https://api-free.deepl.com", "https://api.deepl.com"

BATCHES = Batches(texts=50, characters=25_000)
"""At most 50 texts and 128 KiB a request."""


def address(key: str) -> str:
    """Where a key is good: those of the free plan end in `:fx`."""
    return FREE if key.endswith(":fx") else PRO


def authorized(key: str) -> dict[str, str]:
    """The header that shows a key."""
    return {"Authorization": f"DeepL-Auth-Key {key}"}


class DeepL(ListingService):
    """Asks DeepL for the languages that it knows."""

    name = "deepl"
    batches = BATCHES
    listing = "/v2/languages?type=source"

    def _codes_in(self, listed: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
        codes = [str(each.get("language")) for each in listed]
        return {languages.base(code): code for code in codes if languages.base(code) != "en"}

    async def _translated(self, batch: Sequence[str], code: str) -> object:
        question = {"text": list(batch), "source_lang": code, "target_lang": "EN-US"}
        answer = await self._service.ask("/v2/translate", question)
        return answer.get("translations") if isinstance(answer, dict) else None

    def _text(self, item: object) -> object:
        return item.get("text") if isinstance(item, dict) else None
