"""The use case of operators: how well the press can be read, and who has been silent for too long."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core import health
from bot.model import Catalogue, FeedReport, FeedStatus, Outlet
from bot.ports import Clock, FeedStore, NewsStore

LATELY = timedelta(days=7)
"""Over so much time an outlet's articles a day are counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OutletHealth:
    """What we know of reading an outlet."""

    outlet: Outlet
    report: FeedReport | None  # None: never attempted
    per_day: float  # articles, over LATELY

    @property
    def readable(self) -> bool:
        """Whether the last attempt worked."""
        return self.report is not None and self.report.status is not FeedStatus.FAILED

    def quiet(self, now: datetime) -> bool:
        """Readable, and without anything new for long."""
        newest = self.report.newest if self.report else None
        return self.readable and health.quiet(newest, now)


@dataclass(frozen=True, kw_only=True, slots=True)
class Health:
    """Answers operators."""

    catalogue: Catalogue
    feeds: FeedStore
    news: NewsStore
    clock: Clock

    async def outlets(self) -> tuple[OutletHealth, ...]:
        """Every outlet of the catalogue, in its order."""
        reports = await self.feeds.reports()
        articles = await self.news.per_day(since=self.clock.now() - LATELY)
        return tuple(
            OutletHealth(outlet=each, report=reports.get(each.key), per_day=articles.get(each.key, 0) / LATELY.days)
            for each in self.catalogue.outlets
        )

    async def newly_dead(self) -> tuple[FeedReport, ...]:
        """Outlets of the catalogue that have failed for a week and were not named before; they are named now."""
        listed = {each.key for each in self.catalogue.outlets}
        reports = [each for each in (await self.feeds.reports()).values() if each.outlet in listed]
        found = health.dead(reports, now=self.clock.now())
        first = await self.feeds.name([each.outlet for each in found])
        return tuple(each for each in found if each.outlet in first)


def by_country(outlets: tuple[OutletHealth, ...]) -> dict[str, tuple[int, int]]:
    """Of each country that was attempted: how many of its outlets could be read, and how many it has."""
    tried = Counter(each.outlet.country for each in outlets if each.report is not None)
    read = Counter(each.outlet.country for each in outlets if each.readable)
    return {country: (read[country], count) for country, count in tried.items()}
