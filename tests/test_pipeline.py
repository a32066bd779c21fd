"""One pass over the feeds: what is new joins the stories, what fails is reported, validators come last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.adapters.news_memory import MemoryNews
from bot.adapters.workers_inline import InlineWorkers
from bot.errors import FetchError, StoreError, WorldbriefError
from bot.model import UNTRANSLATED, Article, FeedStatus, Outlet, Validators
from bot.pipeline import Pipeline
from tests.builders import NOON, FakeClock, catalogue, outlet
from tests.fakes import FakeCondenser, FakeFetcher, FakeTranslator, rss

MORNING = "Fri, 05 Sep 2025 08:00:00 GMT"
QUAKE = ("Strong quake shakes the coast of Peru", "A magnitude 6.1 quake shook the coast near Lima.", MORNING)
BUDGET = ("Parliament passes the budget", "The chamber passed it with 120 votes.", MORNING)


class Desk:
    """A pipeline over fakes, and what is around it."""

    def __init__(self, *outlets: Outlet, english: dict[str, str] | None = None) -> None:
        self.fetcher = FakeFetcher({})
        self.news = MemoryNews()
        self.clock = FakeClock()
        self.pipeline = Pipeline(
            catalogue=catalogue(*outlets),
            fetcher=self.fetcher,
            translator=FakeTranslator(english or {}),
            condenser=FakeCondenser(),
            news=self.news,
            clock=self.clock,
            workers=InlineWorkers(),
            threads=InlineWorkers(),
        )

    def serve(self, outlet: Outlet, page: bytes | Exception, *, spare: int = 0) -> None:
        self.fetcher.pages[outlet.feeds[spare]] = page

    async def articles(self) -> list[Article]:
        stories = await self.news.stories(since=NOON - timedelta(days=9))
        return [article for story in stories for article in story.articles]


CLARION = outlet("Clarion", "AR")
HERALD = outlet("Herald", "US")


async def test_a_pass_turns_feeds_into_stories():
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE, BUDGET))
    desk.serve(HERALD, rss(("Quake of magnitude 6.1 shakes Peru coast", "A quake shook the coast near Lima.", MORNING)))
    report = await desk.pipeline.refresh()
    assert (report.feeds, report.ok, report.failed) == (2, 2, 0)
    assert (report.articles_seen, report.articles_new, report.stories) == (3, 3, 2)
    countries = {frozenset(story.countries) for story in await desk.news.stories(since=NOON - timedelta(days=1))}
    assert countries == {frozenset({"AR", "US"}), frozenset({"AR"})}


async def test_a_second_pass_sends_validators_and_finds_nothing_new():
    desk = Desk(CLARION)
    desk.serve(CLARION, rss(QUAKE))
    await desk.pipeline.refresh()
    report = await desk.pipeline.refresh()
    assert (report.ok, report.not_modified, report.articles_new) == (0, 1, 0)
    assert desk.fetcher.asked[1][1].etag is not None


async def test_an_article_that_stays_in_a_feed_is_not_new_again():
    desk = Desk(CLARION)
    desk.serve(CLARION, rss(QUAKE))
    await desk.pipeline.refresh()
    desk.serve(CLARION, rss(BUDGET, QUAKE))
    report = await desk.pipeline.refresh()
    assert (report.articles_seen, report.articles_new) == (2, 1)


async def test_a_feed_that_fails_is_reported_and_stops_no_other():
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, FetchError("answered 503 Service Unavailable", http=503))
    desk.serve(HERALD, rss(BUDGET))
    report = await desk.pipeline.refresh()
    assert (report.ok, report.failed, report.articles_new) == (1, 1, 1)
    stored = (await desk.news.reports())[CLARION.key]
    assert (stored.status, stored.http, stored.problem) == (FeedStatus.FAILED, 503, "answered 503 Service Unavailable")
    assert stored.last_good is None


async def test_a_page_that_is_no_feed_is_a_named_failure():
    desk = Desk(CLARION)
    desk.serve(CLARION, b"<!doctype html><html><title>Just a moment...</title></html>")
    await desk.pipeline.refresh()
    stored = (await desk.news.reports())[CLARION.key]
    assert stored.status is FeedStatus.FAILED
    assert stored.problem


async def test_a_fault_of_ours_in_one_feed_stops_no_other(caplog):
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, KeyError("a bug"))
    desk.serve(HERALD, rss(BUDGET))
    report = await desk.pipeline.refresh()
    assert (report.ok, report.failed) == (1, 1)
    assert "a bug" in caplog.text


async def test_a_worker_that_dies_on_one_feed_stops_no_other():
    class Dying(InlineWorkers):
        async def run(self, function, *args, **kwargs):
            if args and b"poison" in getattr(args[0], "body", b""):
                raise WorldbriefError("took longer than 30 s to parse")
            return await super().run(function, *args, **kwargs)

    desk = Desk(CLARION, HERALD)
    object.__setattr__(desk.pipeline, "workers", Dying())
    desk.serve(CLARION, rss(("poison", "", MORNING)))
    desk.serve(HERALD, rss(BUDGET))
    report = await desk.pipeline.refresh()
    assert (report.ok, report.failed) == (1, 1)


async def test_a_spare_is_read_where_the_first_feed_fails():
    two = outlet("Clarion", "AR", feeds=("https://clarion.example/1", "https://clarion.example/2"))
    desk = Desk(two)
    desk.serve(two, FetchError("no such host"))
    desk.serve(two, rss(QUAKE), spare=1)
    report = await desk.pipeline.refresh()
    assert (report.feeds, report.ok) == (1, 1)
    assert (await desk.news.reports())[two.key].feed == "https://clarion.example/2"


async def test_only_the_countries_asked_for_are_read():
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE))
    report = await desk.pipeline.refresh(["AR"])
    assert report.feeds == 1
    assert {url for url, _validators in desk.fetcher.asked} == set(CLARION.feeds)


async def test_validators_are_not_saved_where_the_articles_could_not_be(monkeypatch):
    desk = Desk(CLARION)
    desk.serve(CLARION, rss(QUAKE))

    async def full(_stories, **_kwargs):
        raise StoreError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.news, "save", full)
        with pytest.raises(StoreError):
            await desk.pipeline.refresh()
    assert await desk.news.validators() == {}
    report = await desk.pipeline.refresh()
    assert report.articles_new == 1


async def test_articles_are_translated_and_keep_their_originals():
    lemonde = outlet("Le Jour", "FR", language="fr")
    english = {"Le budget est adopté": "The budget is passed", "La chambre a voté.": "The chamber voted."}
    desk = Desk(lemonde, english=english)
    desk.serve(lemonde, rss(("Le budget est adopté", "La chambre a voté.", MORNING)))
    await desk.pipeline.refresh()
    [found] = await desk.articles()
    assert (found.title, found.summary, found.translated_by) == ("The budget is passed", "The chamber voted.", "fake")
    assert (found.title_original, found.summary_original) == ("Le budget est adopté", "La chambre a voté.")


async def test_an_article_is_never_half_translated():
    lejour = outlet("Le Jour", "FR", language="fr")
    desk = Desk(lejour, english={"Le budget est adopté": "The budget is passed"})
    desk.serve(lejour, rss(("Le budget est adopté", "La chambre a voté.", MORNING)))
    await desk.pipeline.refresh()
    [found] = await desk.articles()
    assert (found.title, found.translated_by) == ("Le budget est adopté", UNTRANSLATED)


async def test_english_is_not_translated():
    desk = Desk(outlet("Herald", "US", language="en-US"))
    desk.serve(desk.pipeline.catalogue.outlets[0], rss(BUDGET))
    await desk.pipeline.refresh()
    [found] = await desk.articles()
    assert found.translated_by is None


async def test_progress_counts_every_outlet():
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE))
    steps: list[tuple[int, int]] = []
    await desk.pipeline.refresh(progress=lambda read, of: steps.append((read, of)))
    assert steps == [(1, 2), (2, 2)]


async def test_a_check_reads_every_feed_and_spare_and_stores_nothing():
    two = outlet("Clarion", "AR", feeds=("https://clarion.example/1", "https://clarion.example/2"))
    desk = Desk(two)
    desk.serve(two, rss(QUAKE), spare=1)
    reports = await desk.pipeline.check()
    assert [report.status for report in reports] == [FeedStatus.FAILED, FeedStatus.OK]
    assert (reports[1].items, reports[1].newest) == (1, NOON.replace(hour=8))
    assert await desk.articles() == []
    assert await desk.news.validators() == {}
    assert all(validators == Validators() for _url, validators in desk.fetcher.asked)


async def test_a_pass_over_no_feeds_is_an_empty_report():
    desk = Desk(CLARION)
    report = await desk.pipeline.refresh(["FR"])
    assert (report.feeds, report.articles_seen) == (0, 0)
