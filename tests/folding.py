"""Stories as values: what a window makes of articles, for tests that look at groups of articles and not at ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.cluster import Changes, Window
from bot.core.retold import retold
from bot.model import Article, Story
from tests.builders import NOON


@dataclass(frozen=True, kw_only=True)
class Group:
    """A story that is new, has other articles or says something else."""

    id: str
    articles: tuple[Article, ...]  # oldest first


def join(stories: Sequence[Story], articles: Iterable[Article], *, now: datetime = NOON) -> tuple[Group, ...]:
    """What becomes of the stories when these articles come."""
    return changed(stories, articles, now=now)[0]


def changed(
    stories: Sequence[Story], articles: Iterable[Article], *, now: datetime = NOON
) -> tuple[tuple[Group, ...], Changes]:
    """The same, and all else that the window says."""
    held = {each.id: each for story in stories for each in story.articles}
    window = Window()
    window.hold(stories)
    window.forget(now)
    told = {each.id: each for each in retold(articles, held)}
    changes = window.fold(told.values())
    return groups(changes, held | told), changes


def groups(changes: Changes, articles: Mapping[str, Article]) -> tuple[Group, ...]:
    """The stories that have changed, the oldest first."""
    found = [Group(id=key, articles=tuple(articles[each] for each in ids)) for key, ids in changes.stories.items()]
    return tuple(sorted(found, key=lambda group: (group.articles[0].published, group.id)))
