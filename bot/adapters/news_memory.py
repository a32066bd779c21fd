"""NewsStore: in memory. For tests and the sample edition."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.model import Article, FeedReport, Story, Validators


class MemoryNews:
    """Everything in dictionaries; gone when the process ends."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}
        self._aliases: dict[str, str] = {}
        self._reports: dict[str, FeedReport] = {}
        self._validators: dict[str, Validators] = {}

    async def validators(self) -> Mapping[str, Validators]:
        """The validators last saved, by URL."""
        return dict(self._validators)

    async def save_validators(self, validators: Mapping[str, Validators]) -> None:
        """Remember validators by URL."""
        self._validators |= validators

    async def known(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these article ids are stored."""
        return frozenset(ids) & {article.id for story in self._stories.values() for article in story.articles}

    async def save(self, stories: Collection[Story], *, aliases: Mapping[str, str] | None = None) -> None:
        """Store stories with their articles; an article that was in another story leaves it."""
        home = {article.id: story.id for story in stories for article in story.articles}
        for story in (*self._stories.values(), *stories):
            self._put(story, (each for each in story.articles if home.get(each.id, story.id) == story.id))
        for gone, living in (aliases or {}).items():
            self._stories.pop(gone, None)
            self._aliases = {old: living if new == gone else new for old, new in self._aliases.items()}
            self._aliases[gone] = living

    def _put(self, story: Story, articles: Iterable[Article]) -> None:
        ordered = tuple(sorted(articles, key=lambda each: (each.published, each.id)))
        if ordered:
            self._stories[story.id] = replace(story, articles=ordered)
        else:
            self._stories.pop(story.id, None)

    async def stories(self, *, since: datetime, country: str | None = None) -> tuple[Story, ...]:
        """Whole stories whose newest article was published at or after `since`, newest first."""
        found = [
            story
            for story in self._stories.values()
            if story.last_seen >= since and (country is None or story.told_by(country))
        ]
        return tuple(sorted(sorted(found, key=lambda story: story.id), key=lambda story: story.last_seen, reverse=True))

    async def story(self, story_id: str) -> Story | None:
        """One story by its id or by an alias."""
        return self._stories.get(self._aliases.get(story_id, story_id))

    async def newest(self) -> Mapping[str, datetime]:
        """Publication of the newest stored article of each country."""
        articles = [article for story in self._stories.values() for article in story.articles]
        return {article.country: article.published for article in sorted(articles, key=lambda each: each.published)}

    async def reports(self) -> Mapping[str, FeedReport]:
        """The last report of every outlet that was ever attempted, by Outlet.key."""
        return dict(self._reports)

    async def save_reports(self, reports: Collection[FeedReport]) -> None:
        """Remember these; what was known of a feed's last good days is kept where a report has nothing newer."""
        for report in reports:
            before = self._reports.get(report.outlet, report)
            newest, last_good = report.newest or before.newest, report.last_good or before.last_good
            self._reports[report.outlet] = replace(report, newest=newest, last_good=last_good)

    async def prune(self, *, before: datetime) -> int:
        """Delete stories whose newest article was published before `before`, and aliases that lead nowhere."""
        old = [story.id for story in self._stories.values() if story.last_seen < before]
        for story_id in old:
            del self._stories[story_id]
        self._aliases = {gone: living for gone, living in self._aliases.items() if living in self._stories}
        return len(old)

    async def close(self) -> None:
        """Nothing to let go of."""
