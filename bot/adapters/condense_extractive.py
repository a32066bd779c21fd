"""Condenser: whole sentences out of the articles themselves, without a model or a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.condense import condense
from bot.model import Article, Brief
from bot.ports import Workers


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtractiveCondenser:
    """`core.condense`, away from the event loop."""

    workers: Workers

    async def condense(self, articles: Sequence[Article]) -> Brief:
        """The brief of these articles; every sentence is one of theirs."""
        return await self.workers.run(condense, articles)
