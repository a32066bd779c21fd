"""How well an outlet can be read: what one attempt says of it, and what many in a row do."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.model import FeedReport, FeedStatus

DEAD = timedelta(days=7)
"""An outlet that could not be read for so long is named to the operators: no strike or failed disk lasts longer."""


QUIET = timedelta(days=7)
"""A feed that can be read and has nothing as new as this has been left by its outlet, or moved."""


def quiet(newest: datetime | None, now: datetime) -> bool:
    """Whether something whose newest entry is as old as `newest` has brought nothing for long."""
    return newest is None or now - newest > QUIET


def following(report: FeedReport, before: FeedReport | None) -> FeedReport:
    """A report with what the one before it knew: better days, and for how long it has been failing."""
    if report.status is FeedStatus.NOT_MODIFIED and before is not None:
        report = replace(report, items=before.items, other_language=before.other_language)
    if before is not None:
        report = replace(report, newest=report.newest or before.newest, last_good=report.last_good or before.last_good)
    if report.status is not FeedStatus.FAILED:
        return replace(report, failures=0, failing_since=None)
    return replace(
        report,
        failures=(before.failures if before else 0) + 1,
        failing_since=(before.failing_since if before else None) or report.attempted,
    )


def dead(reports: Iterable[FeedReport], *, now: datetime) -> tuple[FeedReport, ...]:
    """Those that have been failing for DEAD or longer, the longest first."""
    found = [each for each in reports if each.failing_since is not None and now - each.failing_since >= DEAD]
    return tuple(sorted(found, key=lambda each: (each.failing_since or now, each.outlet)))


def down_since(reports: Collection[FeedReport]) -> datetime | None:
    """Since when none of some outlets can be read: when the last of them began to fail; None where one can be."""
    began = [each.failing_since for each in reports if each.failing_since is not None]
    return max(began) if began and len(began) == len(reports) else None


def readable(reports: Iterable[FeedReport]) -> int:
    """How many outlets could be read at their last attempt."""
    return sum(each.status is not FeedStatus.FAILED for each in reports)
