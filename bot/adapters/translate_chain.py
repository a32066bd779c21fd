"""Translator: several, the best first. What one can't translate goes on to the next."""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.translate_none import NOBODY
from bot.model import NO_TRANSLATOR, WAITING, Translation
from bot.ports import Translator


class Chain:
    """Asks one after the other, each only for what those before it gave no English of."""

    name = "chain"

    def __init__(self, translators: Sequence[Translator]) -> None:
        self._translators = tuple(translators)

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """The first English of each text; where there is none, the verdict of the last that tried it.

        Where one that was not asked may give an English later, that is the verdict: to ask again is worth more than
        what is wrong with a worse translation.
        """
        found = [NOBODY] * len(texts)
        for translator in self._translators:
            open_ = [place for place, answer in enumerate(found) if answer.text is None]
            if not open_:
                break
            answers = await translator.translate([texts[place] for place in open_], language=language)
            for place, answer in zip(open_, answers, strict=True):
                found[place] = _later(found[place], answer)
        return tuple(found)


def _later(before: Translation, now: Translation) -> Translation:
    """Which of two answers counts."""
    if now.text is not None:
        return now
    if _waits(before) or _waits(now):
        return before if _waits(before) else now
    tried_or_could = now.by or (not before.by and now.verdict != NO_TRANSLATOR)
    return now if tried_or_could else before


def _waits(answer: Translation) -> bool:
    return not answer.by and answer.verdict.startswith(WAITING)
