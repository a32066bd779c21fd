"""Translator: none. Every article is shown in its own language, and marked so."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import NO_TRANSLATOR, Translation

NOBODY = Translation(text=None, by="", verdict=NO_TRANSLATOR)
"""The answer where there is nobody to ask."""


class NoTranslator:
    """Trusts no translation."""

    name = "none"

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:  # noqa: ARG002 - the port's signature
        """No English of any text."""
        return (NOBODY,) * len(texts)
