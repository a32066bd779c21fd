"""FeedStore: in memory. For tests and the sample edition."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.model import FeedMemory, FeedReport, FeedStatus


class MemoryFeeds:
    """Everything in dictionaries; gone when the process ends."""

    def __init__(self) -> None:
        self._memories: dict[str, FeedMemory] = {}
        self._reports: dict[str, FeedReport] = {}
        self._named: set[str] = set()

    async def memories(self) -> Mapping[str, FeedMemory]:
        """What was last remembered of every feed, by URL."""
        return dict(self._memories)

    async def remember(self, memories: Mapping[str, FeedMemory]) -> None:
        """Remember feeds by URL."""
        self._memories |= memories

    async def reports(self) -> Mapping[str, FeedReport]:
        """The last report of every outlet that was ever attempted, by Outlet.key."""
        return dict(self._reports)

    async def save_reports(self, reports: Collection[FeedReport]) -> None:
        """Remember these, each in place of the one before of its outlet."""
        self._reports |= {report.outlet: report for report in reports}
        self._named -= {report.outlet for report in reports if report.status is not FeedStatus.FAILED}

    async def name(self, outlets: Collection[str]) -> frozenset[str]:
        """Those of these outlets that were not named yet; they are from now on."""
        first = frozenset(outlets) - self._named
        self._named |= first
        return first
