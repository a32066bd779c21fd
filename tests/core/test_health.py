"""What many attempts in a row say of an outlet."""

from __future__ import annotations

from datetime import timedelta

from bot.core.health import DEAD, dead, down_since, following, readable
from bot.model import FeedReport, FeedStatus
from tests.builders import NOON


def report(status: FeedStatus = FeedStatus.OK, *, hours: float = 0, **changes) -> FeedReport:
    at = NOON + timedelta(hours=hours)
    good = at if status is not FeedStatus.FAILED else None
    defaults = {"outlet": "AR/Clarion", "feed": "https://x.example/rss", "attempted": at, "last_good": good}
    return FeedReport(status=status, **(defaults | changes))


def after(*reports: FeedReport) -> FeedReport:
    known = None
    for each in reports:
        known = following(each, known)
    assert known is not None
    return known


FAILED = FeedStatus.FAILED


def test_failures_are_counted_from_the_first_in_a_row():
    found = after(report(), report(FAILED, hours=1), report(FAILED, hours=2))
    assert (found.failures, found.failing_since) == (2, NOON + timedelta(hours=1))


def test_one_good_attempt_ends_the_count():
    found = after(report(FAILED), report(FAILED, hours=1), report(FeedStatus.NOT_MODIFIED, hours=2))
    assert (found.failures, found.failing_since) == (0, None)


def test_a_failure_remembers_better_days():
    found = after(report(newest=NOON - timedelta(hours=3)), report(FAILED, hours=1))
    assert (found.last_good, found.newest) == (NOON, NOON - timedelta(hours=3))


def test_a_document_that_has_not_changed_holds_what_it_held():
    found = after(report(items=20), report(FeedStatus.NOT_MODIFIED, hours=1))
    assert found.items == 20


def test_dead_is_what_has_failed_for_a_week_the_longest_first():
    reports = [
        report(FAILED, outlet="AR/New", failing_since=NOON - DEAD + timedelta(seconds=1)),
        report(FAILED, outlet="AR/Old", failing_since=NOON - DEAD),
        report(FAILED, outlet="AR/Oldest", failing_since=NOON - 2 * DEAD),
        report(outlet="AR/Fine"),
    ]
    assert [each.outlet for each in dead(reports, now=NOON)] == ["AR/Oldest", "AR/Old"]


def test_readable_is_what_did_not_fail():
    assert readable([report(), report(FeedStatus.NOT_MODIFIED), report(FAILED)]) == 2


def test_outlets_are_down_since_the_last_of_them_began_to_fail():
    first, last = NOON - timedelta(days=3), NOON - timedelta(days=1)
    both = [report(FAILED, failing_since=first), report(FAILED, failing_since=last)]
    assert down_since(both) == last
    assert down_since([*both, report()]) is None
    assert down_since([]) is None
