"""An article that is held and comes again: edited by its outlet, or in English at last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.model import UNTRANSLATED, Article


def retold(articles: Iterable[Article], held: Mapping[str, Article]) -> tuple[Article, ...]:
    """Of articles that come, those that are not held (by id), and those that say something else than is held.

    The latter as they read now, with the times and the place that were held: an edit makes no news.
    """
    told = (_as_given(held[each.id], each) if each.id in held else each for each in articles)
    return tuple(each for each in told if each != held.get(each.id))


def _as_given(held: Article, given: Article) -> Article:
    said = (held.title_original, held.summary_original)
    same = (given.title_original, given.summary_original) == said
    if same and (given.waits or held.translated_by != UNTRANSLATED):
        return held
    return replace(given, published=held.published, first_seen=held.first_seen, position=held.position)
