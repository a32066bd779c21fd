"""The use cases of a reader and a script: what the press of a country says, and the world's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.core import digest as digests
from bot.core import health, rank
from bot.core.overlooked import overlooked
from bot.core.why import WORLD, Place, of_article, of_story
from bot.errors import StoreError
from bot.model import Catalogue, Digest, Edition, FeedReport, Overlooked, RefreshReport, Story, Subscription, Why
from bot.ports import Clock, FeedStore, NewsStore, Workers

log = logging.getLogger(__name__)

DAY = timedelta(hours=24)
"""An edition and the world's takes hold what was told in the last 24 hours."""

WINDOW = timedelta(days=3)
"""How long a story can still grow, and how far back `stories` looks."""

PAGES = 3
"""Countries whose pages are looked at to say why a story is where it is."""

Refresh = Callable[[Collection[str]], Awaitable[RefreshReport]]


@dataclass(kw_only=True, slots=True)
class _Page:
    """The world's page as it was last made."""

    stories: tuple[Story, ...] = ()
    made: datetime | None = None
    making: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """Answers questions about the news that is stored; reads a country's feeds if nobody has yet."""

    catalogue: Catalogue
    feeds: FeedStore
    news: NewsStore
    clock: Clock
    refresh: Refresh  # one pass over the feeds of some countries
    workers: Workers  # ranks: thousands of stories are too much for the event loop
    fresh_for: timedelta  # how old the last attempt may be before an edition asks for a new one
    kept_for: timedelta = timedelta(0)  # how long the world's page is kept: readers turn its leaves
    page: _Page = field(default_factory=_Page)

    async def edition(self, country: str) -> Edition:
        """The edition of a country we have outlets of; its feeds are read first if that was not done lately.

        Where they can't be, it is made of what is stored.
        """
        await self.freshen(country)
        return await self.stored(country)

    async def freshen(self, country: str) -> None:
        """Read the feeds of a country if that was not done lately; where they can't be, the log says so."""
        if self._stale(await self._reports(country)):
            try:
                await self.refresh([country])
            except StoreError as error:
                log.error("the feeds of %s could not be read first: %s", country, error)  # noqa: TRY400 - expected, no traceback needed

    async def stored(self, country: str) -> Edition:
        """The same, made of what is stored: no feed is read."""
        reports, now = await self._reports(country), self.clock.now()
        stories = await self.news.stories(since=now - DAY, country=country)
        return Edition(
            country=country,
            generated=now,
            stories=await self.workers.run(rank.edition, stories, country=country, now=now),
            outlets=len(self.catalogue.of(country)),
            readable=health.readable(reports),
            attempted=max((report.attempted for report in reports), default=None),
            down_since=health.down_since(reports),
            newest=await self._newest(country, reports),
        )

    async def world(self) -> tuple[Story, ...]:
        """The stories that most countries tell now, best first."""
        async with self.page.making:  # who asks meanwhile gets the same
            now = self.clock.now()
            if self.page.made is None or not timedelta(0) <= now - self.page.made < self.kept_for:
                told = await self.news.stories(since=now - DAY)
                self.page.stories = await self.workers.run(rank.world, told, now=now, catalogue=self.catalogue)
                self.page.made = now
            return self.page.stories

    async def overlooked(self, home: str) -> Overlooked:
        """What the press of `home` leaves out of what the world tells, best first, with what that rests on."""
        world, now = await self.world(), self.clock.now()
        told = await self.news.stories(since=now - WINDOW, country=home)
        return await self.workers.run(
            overlooked,
            world,
            home=home,
            outlets=self.catalogue.of(home),
            reports=await self.feeds.reports(),
            articles=[article for story in told for article in story.told_by(home)],
            now=now,
        )

    async def story(self, story_id: str) -> Story | None:
        """One story by its id, or by the id of one that was merged into it."""
        return await self.news.story(story_id)

    async def stories(self) -> tuple[Story, ...]:
        """Every story in the window, newest first."""
        return await self.news.stories(since=self.clock.now() - WINDOW)

    async def why(self, name: str) -> Why | None:
        """Why a story, or an article, is shown as it is: by the id of either; None where there is neither."""
        story = await self.news.story(name)
        holding = () if story else await self.news.holding([name])
        article = next((each for found in holding for each in found.articles if each.id == name), None)
        if article:
            fit, edits = (await self.news.fits([name])).get(name), await self.news.edits(name)
            return Why(story=holding[0], article=article, stages=of_article(article, fit=fit, edits=edits))
        if story is None:
            return None
        fits = await self.news.fits([each.id for each in story.articles])
        return Why(story=story, stages=of_story(story, fits=fits, places=await self._places(story)))

    async def _places(self, story: Story) -> dict[str, Place]:
        """Where a story stands now on the pages of the first countries that tell it, and on the world's."""
        now, outlets = self.clock.now(), rank.read_of(self.catalogue)
        scores = {code: rank.at_home(story, country=code, now=now) for code in story.countries[:PAGES]}
        pages = {code: (await self.stored(code)).stories for code in scores}
        scores[WORLD], pages[WORLD] = rank.abroad(story, outlets=outlets, now=now), await self.world()
        found = {page: [each.id for each in stories] for page, stories in pages.items()}
        return {
            page: Place(place=ids.index(story.id) + 1, of=len(ids), score=scores[page])
            for page, ids in found.items()
            if story.id in ids
        }

    async def digest(self, subscription: Subscription, *, day: date) -> Digest:
        """The digest of a subscription for a local date, made now."""
        editions = [await self.edition(country) for country in subscription.countries]
        return digests.make(subscription, editions, day=day)

    async def _reports(self, country: str) -> tuple[FeedReport, ...]:
        stored = await self.feeds.reports()
        return tuple(stored[outlet.key] for outlet in self.catalogue.of(country) if outlet.key in stored)

    async def _newest(self, country: str, reports: Collection[FeedReport]) -> datetime | None:
        """Of what its feeds hold, however old, and of what we hold."""
        held = (await self.news.newest()).get(country)
        return max(filter(None, (held, *(report.newest for report in reports))), default=None)

    def _stale(self, reports: Collection[FeedReport]) -> bool:
        newest = max((report.attempted for report in reports), default=None)
        return newest is None or self.clock.now() - newest > self.fresh_for
