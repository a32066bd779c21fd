"""Translator: none. Every article is shown in its own language, and marked so."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Translation


class NoTranslator:
    """Trusts no translation."""

    name = "none"

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation | None, ...]:  # noqa: ARG002 - the port's signature
        """None for each."""
        return (None,) * len(texts)
