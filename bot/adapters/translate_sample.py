"""Translator: looks up the English that the sample edition ships beside its feeds."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot import sample
from bot.model import Translation


class SampleTranslator:
    """Knows the texts of the sample edition and no others."""

    name = "sample"

    def __init__(self) -> None:
        self._english = {_folded(text): english for text, english in json.loads(sample.english()).items()}

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:  # noqa: ARG002 - a text is found whatever it is said to be in
        """The English of each text, whatever its white space; none of a text that is not of the sample."""
        return tuple(self._look_up(text) for text in texts)

    def _look_up(self, text: str) -> Translation:
        english = self._english.get(_folded(text))
        if english is None:
            return Translation(text=None, by="", verdict="not in the sample")
        return Translation(text=english, by=self.name)


def _folded(text: str) -> str:
    return " ".join(text.split())
