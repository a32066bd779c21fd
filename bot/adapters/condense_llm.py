"""Condenser: a language model writes, and what the articles do not say is not shown."""

from __future__ import annotations

import hashlib
import logging
import secrets
import sqlite3
from collections.abc import Sequence

from bot.adapters.budget import Budget
from bot.adapters.model_llm import Model
from bot.adapters.sqlite_file import SqliteFile
from bot.core import briefing
from bot.errors import ServiceError, StoreError
from bot.model import Article, Brief
from bot.ports import Clock, Condenser

log = logging.getLogger(__name__)

NAME = "llm"

KEPT = 10
"""Days for which an answer is kept: a story grows for three days, and then nobody asks again."""


class LlmCondenser:
    """Asks a model once for the same articles; where it can't or may not be asked, the other's brief stands."""

    def __init__(
        self, model: Model, *, otherwise: Condenser, file: SqliteFile, clock: Clock, budget: Budget | None = None
    ) -> None:
        """`budget`: of a model that costs money, in characters of questions; None: it costs none."""
        self._model, self._otherwise, self._file = model, otherwise, file
        self._clock, self._budget = clock, budget

    async def condense(self, articles: Sequence[Article]) -> Brief:
        """What the model wrote as far as the articles say it; marked (Brief.verdict) where that was too little."""
        plain = await self._otherwise.condense(articles)
        read = briefing.read_by_model(articles)
        if not read:
            return plain
        try:
            written = await self._written(read)
        except ValueError as error:
            return briefing.unusable(plain, by=NAME, reason=str(error))
        return plain if written is None else briefing.checked(written, read, otherwise=plain, by=NAME)

    async def close(self) -> None:
        """Close every connection."""
        await self._model.close()

    async def _written(self, articles: Sequence[Article]) -> briefing.Draft | None:
        """The kept answer about these articles, or a new one; None where there is none now. Raises ValueError."""
        key = _key(self._model.name, articles)
        fence = f"=== {secrets.token_hex(12)} ==="
        content = await self._kept(key)
        if content is None:
            content = await self._asked(briefing.messages(articles, fence=fence))
            if content is None:
                return None
            await self._keep(key, content)
        return briefing.draft(content, count=len(articles), fence=fence)

    async def _asked(self, messages: Sequence[dict[str, str]]) -> str | None:
        size = sum(len(each["content"]) for each in messages)
        if self._budget is not None and not await self._budget.take([size]):
            return None
        try:
            return await self._model.ask(messages, form="brief", schema=briefing.SCHEMA)
        except ServiceError as error:
            if self._budget is not None:
                await self._budget.give_back(size)
            if error.later:
                return None
            raise ValueError(str(error)) from error

    async def _kept(self, key: bytes) -> str | None:
        def work(db: sqlite3.Connection) -> str | None:
            row = db.execute("SELECT content FROM written WHERE key = ?", (key,)).fetchone()
            return row[0] if row else None

        try:
            return await self._file.run(work)
        except StoreError as error:
            log.error("kept briefs can't be read: %s", error)  # noqa: TRY400 - costs money, loses nothing
            return None

    async def _keep(self, key: bytes, content: str) -> None:
        day = self._clock.now().date().toordinal()

        def work(db: sqlite3.Connection) -> None:
            db.execute("INSERT OR REPLACE INTO written VALUES (?, ?, ?)", (key, content, day))
            db.execute("DELETE FROM written WHERE made < ?", (day - KEPT,))

        try:
            await self._file.run(work)
        except StoreError as error:
            log.error("a brief can't be kept: %s", error)  # noqa: TRY400 - as above


def _key(model: str, articles: Sequence[Article]) -> bytes:
    texts = [text for each in articles for text in (each.id, each.title, each.summary)]
    return hashlib.blake2b("\0".join([model, *texts]).encode(errors="surrogatepass"), digest_size=16).digest()
