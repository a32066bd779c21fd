"""NewsStore: in memory. For tests and the sample edition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from bot.core.identity import Known, Resolved
from bot.core.vocabulary import Learnt
from bot.model import Article, Edit, Fit, Story
from bot.ports import EDITS


class MemoryNews:
    """Everything in dictionaries; gone when the process ends."""

    def __init__(self) -> None:
        self._stories: dict[str, Story] = {}
        self._aliases: dict[str, str] = {}
        self._pending: dict[str, Article] = {}
        self._known: dict[str, Known] = {}
        self._edits: dict[str, tuple[Edit, ...]] = {}
        self._fits: dict[str, Fit] = {}
        self._learnt = Learnt()
        self._revision = 0

    # ------------------------------------------------------------------ what a pass found

    async def seen(self, keys: Collection[str]) -> Mapping[str, Known]:
        """What is remembered under these keys of articles."""
        return {key: self._known[key] for key in keys if key in self._known}

    async def add(self, found: Resolved, *, now: datetime) -> None:
        """Store what a pass found, to be folded into stories later."""
        held = {each.id: each for each in self._articles()} | self._pending
        for each in found.edited:
            former, kept = held.get(each.id), self._edits.get(each.id, ())
            if former is not None and len(kept) < EDITS:
                edit = Edit(until=now, title=former.title_original, summary=former.summary_original)
                self._edits[each.id] = (*kept, edit)
                self._pending[each.id] = each
        self._pending |= {each.id: each for each in found.new}
        self._known |= found.keys

    async def pending(self, *, limit: int, countries: Collection[str] | None = None) -> tuple[Article, ...]:
        """The oldest articles that no story has yet, or not as they read now."""
        chosen = [each for each in self._pending.values() if countries is None or each.country in countries]
        return tuple(sorted(chosen, key=lambda each: (each.published, each.id))[:limit])

    async def waiting(
        self,
        *,
        since: datetime,
        limit: int,
        countries: Collection[str] | None = None,
        without: Collection[str] = (),
    ) -> tuple[Article, ...]:
        """The newest articles of stories whose English may still come."""
        found = [
            each
            for each in self._articles()
            if each.waits
            and each.published >= since
            and (countries is None or each.country in countries)
            and each.language not in without
        ]
        return tuple(sorted(found, key=lambda each: (each.published, each.id), reverse=True)[:limit])

    async def edits(self, article_id: str) -> tuple[Edit, ...]:
        """What an article said before it was edited, oldest first."""
        return self._edits.get(article_id, ())

    async def per_day(self, *, since: datetime) -> Mapping[str, int]:
        """How many articles each outlet has published since then."""
        return Counter(f"{each.country}/{each.outlet}" for each in self._articles() if each.published >= since)

    # ------------------------------------------------------------------ stories

    async def articles(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Those of these articles that a story holds, in no particular order."""
        wanted = frozenset(ids)
        return tuple(each for each in self._articles() if each.id in wanted)

    async def holding(self, ids: Collection[str]) -> tuple[Story, ...]:
        """Whole stories that hold any of these articles."""
        wanted = frozenset(ids)
        return tuple(story for story in self._stories.values() if any(each.id in wanted for each in story.articles))

    async def revision(self) -> int:
        """Grows with every save."""
        return self._revision

    async def learnt(self) -> Learnt:
        """What was saved of words."""
        return self._learnt

    async def gone(self) -> frozenset[str]:
        """The ids of stories that were merged away."""
        return frozenset(self._aliases)

    async def fits(self, ids: Collection[str]) -> Mapping[str, Fit]:
        """What was noted when these articles were placed."""
        return {each: self._fits[each] for each in ids if each in self._fits}

    async def save(
        self,
        stories: Collection[Story],
        *,
        aliases: Mapping[str, str] | None = None,
        folded: Collection[Article] = (),
        fits: Mapping[str, Fit] | None = None,
        learnt: Learnt | None = None,
    ) -> int:
        """Store stories with their articles; an article that was in another story leaves it."""
        home = {article.id: story.id for story in stories for article in story.articles}
        for story in (*self._stories.values(), *stories):
            self._put(story, (each for each in story.articles if home.get(each.id, story.id) == story.id))
        for gone, living in (aliases or {}).items():
            self._stories.pop(gone, None)
            self._aliases = {old: living if new == gone else new for old, new in self._aliases.items()}
            self._aliases[gone] = living
        done = {(each.id, each.title_original, each.summary_original) for each in folded}
        self._pending = {
            key: each
            for key, each in self._pending.items()
            if (each.id, each.title_original, each.summary_original) not in done
        }
        self._fits |= fits or {}
        if learnt is not None:
            counts = {**self._learnt.counts, **learnt.counts}
            kept = {term: count for term, count in counts.items() if count.articles}
            self._learnt = Learnt(articles=learnt.articles, counts=kept)
        self._revision += 1
        return self._revision

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

    async def page(self, *, since: datetime, after: str, limit: int) -> tuple[Story, ...]:
        """Some of the same, by id."""
        found = [story for story in self._stories.values() if story.last_seen >= since and story.id > after]
        return tuple(sorted(found, key=lambda story: story.id)[:limit])

    async def story(self, story_id: str) -> Story | None:
        """One story by its id or by an alias."""
        return self._stories.get(self._aliases.get(story_id, story_id))

    async def newest(self) -> Mapping[str, datetime]:
        """Publication of the newest stored article of each country."""
        return {each.country: each.published for each in sorted(self._articles(), key=lambda each: each.published)}

    async def prune(self, *, before: datetime) -> int:
        """Delete stories whose newest article was published before `before`, and aliases that lead nowhere."""
        old = [story.id for story in self._stories.values() if story.last_seen < before]
        for story_id in old:
            del self._stories[story_id]
        self._aliases = {gone: living for gone, living in self._aliases.items() if living in self._stories}
        self._known = {key: each for key, each in self._known.items() if each.seen >= before.date()}
        self._pending = {key: each for key, each in self._pending.items() if each.published >= before}
        held = {each.id for each in self._articles()} | self._pending.keys()
        self._edits = {key: each for key, each in self._edits.items() if key in held}
        self._fits = {key: each for key, each in self._fits.items() if key in held}
        return len(old)

    def _articles(self) -> list[Article]:
        return [article for story in self._stories.values() for article in story.articles]

    async def close(self) -> None:
        """Nothing to let go of."""
