"""What a reader and a script can ask."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.adapters.feeds_memory import MemoryFeeds
from bot.adapters.news_memory import MemoryNews
from bot.adapters.workers_inline import InlineWorkers
from bot.errors import StoreError
from bot.model import FeedReport, FeedStatus
from bot.reading import Reading
from tests.builders import NOON, FakeClock, article, catalogue, outlet, story, subscription

OUTLETS = (outlet("Clarion", "AR"), outlet("Nacional", "AR"), outlet("Le Jour", "FR"))


class Library:
    """A reading desk whose feeds are read by a fake that only remembers what it was asked for."""

    def __init__(self) -> None:
        self.feeds, self.news, self.clock = MemoryFeeds(), MemoryNews(), FakeClock()
        self.refreshed: list[str] = []
        self.reading = Reading(
            catalogue=catalogue(*OUTLETS),
            feeds=self.feeds,
            news=self.news,
            clock=self.clock,
            refresh=self.refresh,
            workers=InlineWorkers(),
            fresh_for=timedelta(minutes=40),
        )

    async def refresh(self, countries):
        self.refreshed += countries
        await self.report(FeedStatus.OK, FeedStatus.FAILED)

    async def report(self, *statuses: FeedStatus) -> None:
        reports = [
            FeedReport(
                outlet=each.key,
                feed=each.feeds[0],
                status=status,
                attempted=self.clock.now(),
                last_good=None if status is FeedStatus.FAILED else self.clock.now(),
            )
            for each, status in zip(OUTLETS, statuses, strict=False)
        ]
        await self.feeds.save_reports(reports)


@pytest.fixture
def library() -> Library:
    return Library()


async def test_a_country_that_was_never_read_is_read_first(library: Library):
    edition = await library.reading.edition("AR")
    assert library.refreshed == ["AR"]
    assert (edition.outlets, edition.readable, edition.attempted) == (2, 1, NOON)


async def test_what_is_stored_is_shown_where_a_country_cannot_be_read_first(library: Library, caplog):
    async def full(_countries):
        raise StoreError("disk full")

    object.__setattr__(library.reading, "refresh", full)
    told = story(article("Rates rise", outlet="Clarion", country="AR", published=NOON - timedelta(hours=1)))
    await library.news.save([told])
    edition = await library.reading.edition("AR")
    assert [each.id for each in edition.stories] == [told.id]
    assert "disk full" in caplog.text


async def test_the_stored_edition_is_the_same_without_reading_anything(library: Library):
    await library.report(FeedStatus.OK, FeedStatus.FAILED)
    edition = await library.reading.edition("AR")
    library.clock.advance(days=2)
    assert await library.reading.stored("AR") == replace(edition, generated=library.clock.now())
    assert library.refreshed == []


async def test_a_country_that_was_read_lately_is_not_read_again(library: Library):
    await library.report(FeedStatus.OK, FeedStatus.OK)
    library.clock.advance(minutes=40)
    edition = await library.reading.edition("AR")
    assert library.refreshed == []
    assert edition.readable == 2
    library.clock.advance(seconds=1)
    await library.reading.edition("AR")
    assert library.refreshed == ["AR"]


async def test_an_edition_holds_the_stories_of_the_last_day_that_its_outlets_tell(library: Library):
    await library.report(FeedStatus.OK, FeedStatus.OK)
    fresh = story(article("Fresh", outlet="Clarion", country="AR"))
    old = story(article("Old", outlet="Clarion", country="AR", published=NOON - timedelta(hours=25)))
    foreign = story(article("Foreign", outlet="Le Jour", country="FR"))
    await library.news.save([fresh, old, foreign])
    edition = await library.reading.edition("AR")
    assert [each.id for each in edition.stories] == [fresh.id]
    assert edition.newest == fresh.last_seen


async def test_an_empty_edition_knows_of_when_its_newest_article_is(library: Library):
    await library.report(FeedStatus.OK, FeedStatus.OK)
    old = story(article("Old", outlet="Clarion", country="AR", published=NOON - timedelta(hours=25)))
    await library.news.save([old])
    edition = await library.reading.edition("AR")
    assert (edition.stories, edition.newest) == ((), old.last_seen)


async def test_a_digest_has_the_readers_countries_in_their_order(library: Library):
    await library.report(FeedStatus.OK, FeedStatus.OK, FeedStatus.OK)
    await library.news.save([story(article("Here", outlet="Clarion", country="AR"))])
    digest = await library.reading.digest(subscription(1, "FR", "AR"), day=date(2025, 9, 5))
    assert [edition.country for edition in digest.editions] == ["FR", "AR"]


async def test_nothing_is_claimed_to_be_overlooked_where_the_home_feeds_are_down(library: Library):
    told = [
        article(f"Flood in the delta {number}", outlet=f"O{number}", country=country)
        for number, country in enumerate(["FR", "JP", "BR", "DE"])
    ]
    await library.news.save([story(*told)])
    await library.report(FeedStatus.FAILED, FeedStatus.FAILED)
    down = await library.reading.overlooked("AR")
    assert (down.claims, down.share) == ((), 0.0)
    await library.report(FeedStatus.OK, FeedStatus.OK)
    found = await library.reading.overlooked("AR")
    assert found.share == 1.0
    assert len(found.claims) == 1


async def test_stories_reach_back_three_days(library: Library):
    kept = story(article("Kept", published=NOON - timedelta(days=2)))
    await library.news.save([kept, story(article("Gone", published=NOON - timedelta(days=4)))])
    assert [each.id for each in await library.reading.stories()] == [kept.id]
    found = await library.reading.story(kept.id)
    assert found is not None
    assert found.id == kept.id


class Watched(InlineWorkers):
    """Workers that know what they were given."""

    def __init__(self) -> None:
        self.given: list[str] = []

    async def run(self, function, *args, **kwargs):
        self.given.append(function.__name__)
        await asyncio.sleep(0)
        return function(*args, **kwargs)


async def test_stories_are_ranked_away_from_the_event_loop(library: Library):
    await library.report(FeedStatus.OK, FeedStatus.OK)
    workers = Watched()
    reading = replace(library.reading, workers=workers)
    await reading.edition("AR")
    await reading.overlooked("AR")
    assert workers.given == ["edition", "world", "overlooked"]


async def test_the_worlds_page_is_made_once_for_all_who_ask_within_its_time(library: Library):
    workers = Watched()
    reading = replace(library.reading, workers=workers, kept_for=timedelta(minutes=1))
    both = [
        story(article(f"Both {code}", country=code, outlet=code), article(f"Both too {code}", country="FR"))
        for code in ("US", "JP")
    ]
    await library.news.save(both[:1])
    first, second = await asyncio.gather(reading.world(), reading.world())
    assert first == second == tuple(both[:1])
    await library.news.save(both)
    library.clock.advance(seconds=59)
    assert await reading.world() == first
    assert workers.given == ["world"]
    library.clock.advance(seconds=1)
    assert len(await reading.world()) == len(both)
    library.clock.advance(hours=-1)  # a clock that was set back keeps no page
    await reading.world()
    assert workers.given == ["world"] * 3
