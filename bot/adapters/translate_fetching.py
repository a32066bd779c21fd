"""Translator: the installed Argos packages, and those that readers need fetched in the background."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace

from bot.adapters.translate_ct2 import Ct2Translator
from bot.adapters.translate_packages import Packages
from bot.core.language import base
from bot.errors import WorldbriefError
from bot.model import WAITING, Translation

log = logging.getLogger(__name__)

Wanted = Callable[[], Awaitable[Collection[str]]]  # base tags of the languages that are worth a download

AGAIN = 3600.0
"""Seconds after a download that failed before it is tried again: an index that is out of reach stays so for a while."""


class Fetching:
    """Translates with what is installed; what is wanted and is not installed yet is fetched, one at a time."""

    def __init__(self, installed: Ct2Translator, packages: Packages, *, wanted: Wanted) -> None:
        self.name = installed.name
        self._installed, self._packages, self._wanted = installed, packages, wanted
        self._turn = asyncio.Lock()
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._not_before: dict[str, float] = {}  # by the event loop's clock

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """As the installed packages do; what waits for a package that is being fetched says so."""
        answers = await self._installed.translate(texts, language=language)
        code = base(language)
        if all(each.text is None for each in answers) and await self._comes(code):
            verdict = f"{WAITING}: its translation package is being fetched"
            return tuple(replace(each, by="", verdict=verdict) for each in answers)
        return answers

    async def languages(self) -> frozenset[str]:
        """The base tags that installed packages lead to English from."""
        return await self._installed.languages()

    async def close(self) -> None:
        """End every download (the next one goes on from there) and let go of the models. Safe to call twice."""
        for task in self._under_way.values():
            task.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)
        await self._installed.close()

    async def _comes(self, code: str) -> bool:
        """Whether a package of this language is on its way, now at the latest."""
        if code in self._under_way:
            return True
        now = asyncio.get_running_loop().time()
        if now < self._not_before.get(code, now) or code in await self.languages() or code not in await self._wanted():
            return False
        self._under_way[code] = asyncio.create_task(self._fetch(code))
        return True

    async def _fetch(self, code: str) -> None:
        try:
            async with self._turn:
                log.info("fetching the translation package of %s", code)
                await self._packages.install(code)
        except WorldbriefError as error:
            log.warning("no translation package of %s: %s", code, error)
            self._not_before[code] = asyncio.get_running_loop().time() + AGAIN
        finally:
            del self._under_way[code]
