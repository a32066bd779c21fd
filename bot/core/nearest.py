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

    def to(self, story: Sequence[Article]) -> Near | None:
        """What comes closest to a story; None where nothing shares a telling word with it."""
        told = sorted(story, key=lambda each: (each.published, each.id))[-LOOKED_AT:]
        asked = [self._rows.add(each, Profile.of(each)) for each in told if each.translated_by != UNTRANSLATED]
        self._rows.weigh()
        near = {row for one in asked for row in self._rows.near(one, within=WINDOW)[0].tolist()}
        ours = sorted(row for row in near if self._rows.ids[row] in self._articles)
        self._rows.drop(asked)
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
