"""One suite for every FeedStore: the sentences of the port's docstrings."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.adapters.archive_sqlite import open_archive
from bot.adapters.feeds_memory import MemoryFeeds
from bot.adapters.feeds_sqlite import SqliteFeeds
from bot.model import FeedMemory, FeedReport, FeedStatus, Validators
from tests.builders import NOON


@pytest.fixture(params=["memory", "sqlite"])
async def feeds(request, tmp_path):
    if request.param == "memory":
        yield MemoryFeeds()
        return
    archive = await open_archive(tmp_path / "news.sqlite")
    yield SqliteFeeds(archive)
    await archive.close()


def report(outlet: str = "AR/Clarion", **changes) -> FeedReport:
    defaults = {"feed": "https://x.example/rss", "status": FeedStatus.OK, "attempted": NOON}
    return FeedReport(outlet=outlet, **(defaults | changes))


async def test_memories_come_back_and_the_last_ones_count(feeds):
    assert await feeds.memories() == {}
    full = FeedMemory(
        validators=Validators(etag='"1"', last_modified="Fri"),
        digest="d",
        moved="https://y.example/rss",
        failures=3,
        not_before=NOON + timedelta(microseconds=7),
    )
    await feeds.remember({"u": FeedMemory(digest="old"), "v": full})
    await feeds.remember({"u": FeedMemory(validators=Validators(etag='"2"'))})
    assert await feeds.memories() == {"u": FeedMemory(validators=Validators(etag='"2"')), "v": full}


async def test_the_last_report_of_an_outlet_counts(feeds):
    full = report(
        status=FeedStatus.FAILED,
        http=503,
        items=4,
        newest=NOON - timedelta(hours=1),
        problem="no such host",
        last_good=NOON - timedelta(days=1),
        failures=2,
        failing_since=NOON - timedelta(hours=3),
        moved="https://y.example/rss",
        other_language=7,
    )
    other = report("FR/Le Jour", last_good=NOON)
    await feeds.save_reports([report(items=3, http=200), other])
    await feeds.save_reports([full])
    assert await feeds.reports() == {"AR/Clarion": full, "FR/Le Jour": other}


async def test_an_outlet_is_named_once_until_it_is_mended(feeds):
    assert await feeds.name(["AR/Clarion", "FR/Le Jour"]) == {"AR/Clarion", "FR/Le Jour"}
    assert await feeds.name(["AR/Clarion", "JP/Asa"]) == {"JP/Asa"}
    await feeds.save_reports([report(), report("FR/Le Jour", status=FeedStatus.FAILED)])
    assert await feeds.name(["AR/Clarion", "FR/Le Jour", "JP/Asa"]) == {"AR/Clarion"}
    assert await feeds.name([]) == frozenset()
