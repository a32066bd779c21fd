"""What the services do alike that list the languages they know, and are asked in their own codes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.service_http import HttpService
from bot.adapters.translate_batches import UNKNOWN_LANGUAGE, Batches, english, in_batches, unasked
from bot.core import language as languages
from bot.errors import ServiceError
from bot.model import WAITING, Translation


class ListingService(ABC):
    """A Translator over a service; what is asked and how the answer reads is each one's own."""

    name: str
    batches: Batches
    listing: str
    """The path of the languages that it knows."""

    def __init__(self, service: HttpService) -> None:
        self._service = service
        self._codes: Mapping[str, str] | None = None  # the service's own code of each language

    async def languages(self) -> frozenset[str]:
        """The languages (their base tags) that the service translates into English. Raises ServiceError."""
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
            found = await self._translated(batch, code)
            if not isinstance(found, list):
                raise ServiceError("answered with no list of texts", later=False)
            return [english(self._text(each), by=self.name) for each in found]

        return await in_batches(texts, ask, by=self.name, batches=self.batches)

    async def close(self) -> None:
        """Close every connection."""
        await self._service.close()

    async def _known(self) -> Mapping[str, str]:
        if self._codes is None:
            answer = await self._service.ask(self.listing)
            listed = [each for each in answer if isinstance(each, dict)] if isinstance(answer, list) else []
            self._codes = self._codes_in(listed)
        return self._codes

    @abstractmethod
    def _codes_in(self, listed: Sequence[Mapping[str, Any]]) -> Mapping[str, str]:
        """Its own code of each language, by base tag, without English."""

    @abstractmethod
    async def _translated(self, batch: Sequence[str], code: str) -> object:
        """What it gave as its list of texts, whatever that is. Raises ServiceError."""

    def _text(self, item: object) -> object:
        """The text in an item of that list."""
        return item
