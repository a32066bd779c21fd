"""What becomes of stories when articles that they hold say something else, or the same in English."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.model import UNTRANSLATED, Article, Story


def retold(
    stories: Sequence[Story], given: Mapping[str, Article], *, growing: Collection[str]
) -> tuple[dict[str, Story], list[Article]]:
    """The stories (by id) that say something else with the articles given (by id), and the articles that are set free.

    Free are those that got their English in a story that can grow and had none before: it brought together what is of
    one language, and they may belong elsewhere. Such a story is given without them, and may be left without articles.
    """
    edited = {story.id: now for story in stories if (now := _edited(story, given)) is not None}
    free = {story.id: _freed(story, edited[story.id]) for story in stories if story.id in edited.keys() & growing}
    loose = {each.id for articles in free.values() for each in articles}
    left = {key: _without(story, loose) if key in free else story for key, story in edited.items()}
    return left, [each for articles in free.values() for each in articles]


def _edited(story: Story, given: Mapping[str, Article]) -> Story | None:
    """The story with what its articles say now; None where they say what they said."""
    now = tuple(_as_given(each, given.get(each.id, each)) for each in story.articles)
    return None if now == story.articles else replace(story, articles=now)


def _as_given(held: Article, given: Article) -> Article:
    said = (held.title_original, held.summary_original)
    same = (given.title_original, given.summary_original) == said
    if same and (given.waits or held.translated_by != UNTRANSLATED):
        return held
    return replace(given, published=held.published, first_seen=held.first_seen, position=held.position)


def _freed(before: Story, now: Story) -> tuple[Article, ...]:
    """The articles of a story that have got their English, where none of it had any before."""
    if any(each.translated_by != UNTRANSLATED for each in before.articles):
        return ()
    return tuple(each for each in now.articles if each.translated_by != UNTRANSLATED)


def _without(story: Story, loose: Collection[str]) -> Story:
    return replace(story, articles=tuple(each for each in story.articles if each.id not in loose))
