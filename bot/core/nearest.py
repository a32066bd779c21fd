"""What comes closest to a story among many articles: by the likeness that makes articles one story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.core.cluster import WINDOW
from bot.core.likeness import likeness
from bot.core.rows import Rows
from bot.core.vectors import Profile
from bot.core.vocabulary import Vocabulary
from bot.model import UNTRANSLATED, Article

LOOKED_AT = 8
"""Articles of a story that are compared: the newest."""


COMPARED = 30
"""Articles that are compared with all of these: those that come closest to one of them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Near:
    """What comes closest to a story, and whether anything might be it."""

    article: Article  # the one that shares most words with the story's articles
    cosine: float  # of the words, in the mean over these
    mean: float  # the greatest mean likeness of any article: as stories are grouped, names and places weighed
    pair: float  # the greatest likeness of any two


class Nearest:
    """Some articles, ready to be asked. Untranslated ones are like nothing in English and are left out."""

    def __init__(self, articles: Sequence[Article]) -> None:
        """Over these."""
        self._articles = {each.id: each for each in articles if each.translated_by != UNTRANSLATED}
        self._rows = Rows(Vocabulary())
        for each in self._articles.values():
            profile = Profile.of(each)
            self._rows.vocabulary.learn(profile)
            self._rows.add(each, profile)

    def to(self, stories: Sequence[Sequence[Article]]) -> list[Near | None]:
        """What comes closest to each of some stories; None where nothing shares a telling word with it."""
        asked = [[self._ask(each) for each in _looked_at(story)] for story in stories]
        self._rows.weigh()
        found = [self._nearest(rows) for rows in asked]
        self._rows.drop(row for rows in asked for row in rows)
        return found

    def _ask(self, article: Article) -> int:
        return self._rows.add(article, Profile.of(article))

    def _nearest(self, asked: Sequence[int]) -> Near | None:
        near: dict[int, float] = {}
        for row in asked:
            others, cosines = self._rows.near(row, within=WINDOW)
            for other, cosine in zip(others.tolist(), cosines.tolist(), strict=True):
                if self._rows.ids[other] in self._articles:
                    near[other] = max(near.get(other, 0.0), cosine)
        ours = sorted(near, key=lambda row: (-near[row], row))[:COMPARED]
        if not ours:
            return None
        table = self._rows.table([*ours, *asked])
        cosines = (table.weights[: len(ours)] @ table.weights[len(ours) :].T).mean(axis=1)
        alike = np.clip(likeness(table)[: len(ours), len(ours) :], 0.0, 1.0)
        best = int(cosines.argmax())
        return Near(
            article=self._articles[self._rows.ids[ours[best]]],
            cosine=round(float(cosines[best]), 3),
            mean=float(alike.mean(axis=1).max()),
            pair=float(alike.max()),
        )


def _looked_at(story: Sequence[Article]) -> list[Article]:
    """The newest articles of a story, as far as they are in English."""
    told = sorted(story, key=lambda each: (each.published, each.id))
    return [each for each in told if each.translated_by != UNTRANSLATED][-LOOKED_AT:]
