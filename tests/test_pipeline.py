"""One pass over the feeds: what is new joins the stories, what fails is reported, validators come last."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot import pipeline
from bot.adapters.feeds_memory import MemoryFeeds
from bot.adapters.news_memory import MemoryNews
from bot.adapters.workers_inline import InlineWorkers
from bot.core import vocabulary
from bot.core.identity import Resolved
from bot.english import English
from bot.errors import FetchError, StoreError, WorldbriefError
from bot.intake import Intake, Progress
from bot.model import ROUGH, UNTRANSLATED, Article, Brief, Edit, FeedStatus, Outlet, Translation, Validators
from bot.pipeline import Pipeline
from tests.builders import NOON, FakeClock, catalogue, outlet
from tests.fakes import FakeCondenser, FakeFetcher, FakeTranslator, rss

MORNING = "Fri, 05 Sep 2025 08:00:00 GMT"
QUAKE = ("Strong quake shakes the coast of Peru", "A magnitude 6.1 quake shook the coast near Lima.", MORNING)
BUDGET = ("Parliament passes the budget", "The chamber passed it with 120 votes.", MORNING)


class Counting(InlineWorkers):
    """Counts the documents that were parsed."""

    def __init__(self) -> None:
        self.calls = 0

    async def run(self, function, *args, **kwargs):
        self.calls += 1
        return await super().run(function, *args, **kwargs)


class Desk:
    """A pipeline over fakes, and what is around it."""

    def __init__(self, *outlets: Outlet, english: dict[str, str] | None = None) -> None:
        self.fetcher = FakeFetcher({})
        self.feeds, self.news = MemoryFeeds(), MemoryNews()
        self.clock = FakeClock()
        self.workers = Counting()
        self.intake = Intake(
            catalogue=catalogue(*outlets),
            fetcher=self.fetcher,
            feeds=self.feeds,
            news=self.news,
            clock=self.clock,
            workers=self.workers,
            threads=InlineWorkers(),
        )
        self.translator = FakeTranslator(english or {})
        self.pipeline = Pipeline(
            intake=self.intake,
            english=English(translator=self.translator),
            condenser=FakeCondenser(),
            news=self.news,
            clock=self.clock,
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
    stored = (await desk.feeds.reports())[CLARION.key]
    assert (stored.status, stored.http, stored.problem) == (FeedStatus.FAILED, 503, "answered 503 Service Unavailable")
    assert stored.last_good is None


async def test_a_page_that_is_no_feed_is_a_named_failure():
    desk = Desk(CLARION)
    desk.serve(CLARION, b"<!doctype html><html><title>Just a moment...</title></html>")
    await desk.pipeline.refresh()
    stored = (await desk.feeds.reports())[CLARION.key]
    assert (stored.status, stored.http) == (FeedStatus.FAILED, 200)
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
    object.__setattr__(desk.intake, "workers", Dying())
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
    assert (await desk.feeds.reports())[two.key].feed == "https://clarion.example/2"


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
        patch.setattr(desk.news, "add", full)
        with pytest.raises(StoreError):
            await desk.pipeline.refresh()
    assert await desk.feeds.memories() == {}
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
    assert (found.title, found.translated_by, found.verdict) == ("Le budget est adopté", UNTRANSLATED, "unknown")


async def test_a_text_that_several_articles_share_is_translated_once():
    lejour = outlet("Le Jour", "FR", language="fr")
    desk = Desk(lejour, english={"En direct": "Live", "Un": "One", "Deux": "Two"})
    desk.serve(lejour, rss(("Un", "En direct", MORNING), ("Deux", "En direct", MORNING)))
    await desk.pipeline.refresh()
    assert {(each.title, each.summary) for each in await desk.articles()} == {("One", "Live"), ("Two", "Live")}
    assert sorted(desk.translator.asked) == ["Deux", "En direct", "Un"]


async def test_english_is_not_translated():
    desk = Desk(outlet("Herald", "US", language="en-US"))
    desk.serve(desk.intake.catalogue.outlets[0], rss(BUDGET))
    await desk.pipeline.refresh()
    [found] = await desk.articles()
    assert found.translated_by is None


async def test_progress_counts_every_outlet():
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE))
    steps: list[Progress] = []
    await desk.pipeline.refresh(watch=steps.append)
    assert [(each.read, each.of) for each in steps] == [(1, 2), (2, 2)]
    assert steps[-1].failed == 1


async def test_a_check_reads_every_feed_and_spare_and_stores_nothing():
    two = outlet("Clarion", "AR", feeds=("https://clarion.example/1", "https://clarion.example/2"))
    desk = Desk(two)
    desk.serve(two, rss(QUAKE), spare=1)
    reports = await desk.intake.check()
    assert [report.status for report in reports] == [FeedStatus.FAILED, FeedStatus.OK]
    assert (reports[1].items, reports[1].newest) == (1, NOON.replace(hour=8))
    assert await desk.articles() == []
    assert await desk.feeds.memories() == {}
    assert all(validators == Validators() for _url, validators in desk.fetcher.asked)


async def test_a_pass_over_no_feeds_is_an_empty_report():
    desk = Desk(CLARION)
    report = await desk.pipeline.refresh(["FR"])
    assert (report.feeds, report.articles_seen) == (0, 0)


async def test_what_could_not_be_folded_is_folded_with_the_next_pass(monkeypatch):
    desk = Desk(CLARION)
    desk.serve(CLARION, rss(QUAKE))

    async def full(_stories, **_kwargs):
        raise StoreError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.news, "save", full)
        with pytest.raises(StoreError):
            await desk.pipeline.refresh()
    assert await desk.articles() == []
    report = await desk.pipeline.refresh()
    assert (report.not_modified, report.stories) == (1, 1)
    assert len(await desk.articles()) == 1


async def test_the_same_bytes_are_never_parsed_again_though_nobody_vouches_for_them():
    desk = Desk(CLARION)
    desk.fetcher.etags = False
    desk.serve(CLARION, rss(QUAKE))
    await desk.pipeline.refresh()
    report = await desk.pipeline.refresh()
    assert (report.ok, report.not_modified, desk.workers.calls) == (0, 1, 1)
    stored = (await desk.feeds.reports())[CLARION.key]
    assert (stored.status, stored.http, stored.items) == (FeedStatus.NOT_MODIFIED, 200, 1)


async def test_an_edit_changes_the_article_in_its_story_and_what_it_said_is_kept():
    desk = Desk(CLARION)
    desk.serve(CLARION, rss(QUAKE, BUDGET))
    await desk.pipeline.refresh()
    before = {story.id for story in await desk.news.stories(since=NOON - timedelta(days=1))}
    desk.clock.advance(hours=1)
    edited = FeedItem(link=QUAKE[0], title="Strong quake kills four on the coast of Peru", summary=QUAKE[1])
    desk.serve(CLARION, edited.document(BUDGET))
    report = await desk.pipeline.refresh()
    assert (report.articles_new, report.stories) == (0, 1)
    assert {story.id for story in await desk.news.stories(since=NOON - timedelta(days=1))} == before
    [found] = [each for each in await desk.articles() if "quake" in each.title]
    assert found.title == "Strong quake kills four on the coast of Peru"
    assert found.first_seen == NOON
    said = Edit(until=NOON + timedelta(hours=1), title=QUAKE[0], summary=QUAKE[1])
    assert await desk.news.edits(found.id) == (said,)


async def test_an_address_that_moved_for_good_is_asked_where_it_is_now():
    desk = Desk(CLARION)
    desk.fetcher.moved[CLARION.feeds[0]] = "https://clarion.example/new"
    desk.serve(CLARION, rss(QUAKE))
    desk.fetcher.pages["https://clarion.example/new"] = rss(QUAKE, BUDGET)
    await desk.pipeline.refresh()
    report = await desk.pipeline.refresh()
    assert report.ok == 1
    assert desk.fetcher.asked[1][0] == "https://clarion.example/new"
    stored = (await desk.feeds.reports())[CLARION.key]
    assert (stored.feed, stored.moved) == (CLARION.feeds[0], "https://clarion.example/new")


async def test_a_feed_that_told_us_to_wait_is_left_alone_until_then():
    desk = Desk(CLARION)
    desk.serve(CLARION, FetchError("answered 429", http=429, retry_after=timedelta(hours=2)))
    await desk.pipeline.refresh()
    desk.serve(CLARION, rss(QUAKE))
    desk.clock.advance(minutes=20)
    report = await desk.pipeline.refresh()
    assert (report.failed, len(desk.fetcher.asked)) == (1, 1)
    assert (await desk.feeds.reports())[CLARION.key].failures == 1
    desk.clock.advance(hours=3)
    assert (await desk.pipeline.refresh()).ok == 1
    assert (await desk.feeds.reports())[CLARION.key].failures == 0


async def test_failures_in_a_row_are_counted_with_the_day_they_began():
    desk = Desk(CLARION)
    desk.serve(CLARION, FetchError("no such host"))
    for _ in range(3):
        await desk.pipeline.refresh()
        desk.clock.advance(days=2)
    stored = (await desk.feeds.reports())[CLARION.key]
    assert (stored.failures, stored.failing_since) == (3, NOON)


async def test_a_country_that_is_asked_for_need_not_wait_for_the_others():
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE))
    desk.serve(HERALD, rss(BUDGET))
    async with aclosing(desk.intake.gather()) as batches:
        async for _ in batches:
            pass
    assert await desk.pipeline.fold(["AR"]) == 1
    assert [each.country for each in await desk.articles()] == ["AR"]
    assert await desk.pipeline.fold() == 1


class Slow(FakeTranslator):
    """Gives no answer while its gate is closed, and what it was told to say while it is down."""

    def __init__(self, english: dict[str, str]) -> None:
        super().__init__(english)
        self.gate = asyncio.Event()
        self.down: str | None = None

    async def translate(self, texts, *, language):
        if self.down:
            self.asked += texts
            return tuple(Translation(text=None, by="", verdict=self.down) for _ in texts)
        await self.gate.wait()
        return await super().translate(texts, language=language)


LEJOUR, ELFARO = outlet("Le Jour", "FR", language="fr"), outlet("El Faro", "AR", language="es")
TOLD = {
    "Séisme près de Lima": "Strong quake shakes the coast near Lima in Peru",
    "Sismo cerca de Lima": "Strong quake shakes coast of Peru near Lima",
}


def slow_desk(*outlets: Outlet) -> Desk:
    desk = Desk(*outlets)
    desk.translator = Slow(TOLD)
    object.__setattr__(desk.pipeline.english, "translator", desk.translator)
    desk.serve(LEJOUR, rss(("Séisme près de Lima", "", MORNING)))
    desk.serve(ELFARO, rss(("Sismo cerca de Lima", "", MORNING)))
    return desk


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(pipeline, "AT_MOST", timedelta(0))


async def test_a_slow_translator_holds_no_article_up(impatient):
    desk = slow_desk(LEJOUR)
    await desk.pipeline.refresh()
    [found] = await desk.articles()
    assert (found.title, found.translated_by, found.waits) == ("Séisme près de Lima", UNTRANSLATED, True)
    assert await desk.news.pending(limit=9) == ()


async def test_what_waited_gets_its_english_and_joins_those_that_tell_the_same(impatient):
    desk = slow_desk(LEJOUR, ELFARO)
    await desk.pipeline.refresh()
    before = await desk.news.stories(since=NOON - timedelta(days=1))
    assert len(before) == 2
    desk.translator.gate.set()
    assert await desk.pipeline.catch_up() == 2
    [story] = await desk.news.stories(since=NOON - timedelta(days=1))
    assert {each.title for each in story.articles} == set(TOLD.values())
    assert [await desk.news.story(each.id) for each in before] == [story, story]
    assert await desk.pipeline.catch_up() == 0


async def test_a_backend_that_is_down_is_asked_again_later_and_the_others_meanwhile():
    desk = slow_desk(LEJOUR)
    desk.translator.down = "waiting: it is out of reach"
    await desk.pipeline.refresh()
    assert await desk.pipeline.catch_up() == 0
    desk.translator.down = None
    desk.translator.gate.set()
    assert await desk.pipeline.catch_up() == 1
    [found] = await desk.articles()
    assert (found.title, found.verdict) == (TOLD["Séisme près de Lima"], None)


async def test_a_refusal_is_no_waiting():
    desk = slow_desk(LEJOUR)
    desk.translator.down = "number 5 lost"
    await desk.pipeline.refresh()
    desk.translator.asked.clear()
    assert await desk.pipeline.catch_up() == 0
    assert desk.translator.asked == []


async def test_an_edit_that_came_first_is_not_undone_by_an_english_that_came_late(impatient, monkeypatch):
    desk = slow_desk(LEJOUR)
    await desk.pipeline.refresh()
    edited = FeedItem(link="Séisme près de Lima", title="Fort séisme près de Lima", summary="")
    catching_up = asyncio.create_task(desk.pipeline.catch_up())
    await asyncio.sleep(0)
    desk.serve(LEJOUR, edited.document())
    await desk.pipeline.refresh()
    desk.translator.gate.set()
    await catching_up
    [found] = await desk.articles()
    assert found.title_original == "Fort séisme près de Lima"


async def test_countries_that_somebody_waits_for_come_first():
    desk = slow_desk(LEJOUR, ELFARO)
    desk.translator.gate.set()

    async def argentina():
        return frozenset({"AR"})

    object.__setattr__(desk.pipeline, "first", argentina)
    await desk.pipeline.refresh()
    assert desk.translator.asked == ["Sismo cerca de Lima", "Séisme près de Lima"]


async def test_a_rough_translation_is_marked():
    desk = slow_desk(LEJOUR)

    async def rough(texts, *, language):
        return tuple(Translation(text="Quake near Lima", by="apertium", rough=True) for _ in texts)

    desk.translator.translate = rough
    await desk.pipeline.refresh()
    [found] = await desk.articles()
    assert (found.translated_by, found.verdict) == ("apertium", ROUGH)


@dataclass(frozen=True)
class FeedItem:
    """An item at the address of another title."""

    link: str
    title: str
    summary: str

    def document(self, *others: tuple[str, str, str]) -> bytes:
        body = rss((self.link, self.summary, MORNING), *others)
        return body.replace(f"<title>{self.link}</title>".encode(), f"<title>{self.title}</title>".encode())


# ---------------------------------------------------------------------------- the window between two batches

ABROAD = ("Quake of magnitude 6.1 shakes Peru coast", "A quake shook the coast near Lima.", MORNING)


async def one_story(desk: Desk) -> None:
    [quake] = await desk.news.stories(since=NOON - timedelta(days=1))
    assert {each.country for each in quake.articles} == {"AR", "US"}


async def test_the_stories_are_read_from_the_store_once_and_then_known(monkeypatch):
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE))
    await desk.pipeline.refresh(["AR"])

    async def never(**_kwargs):
        raise AssertionError("the window is in memory")

    with monkeypatch.context() as patch:
        patch.setattr(desk.news, "page", never)
        desk.serve(HERALD, rss(ABROAD))
        await desk.pipeline.refresh(["US"])
    await one_story(desk)


async def test_what_another_process_has_saved_is_seen():
    desk, other = Desk(CLARION, HERALD), Desk(CLARION, HERALD)
    for each in (other.intake, other.pipeline):
        object.__setattr__(each, "news", desk.news)
    desk.serve(CLARION, rss(BUDGET))
    await desk.pipeline.refresh(["AR"])
    other.serve(CLARION, rss(QUAKE))
    await other.pipeline.refresh(["AR"])
    desk.serve(HERALD, rss(ABROAD))
    await desk.pipeline.refresh(["US"])
    stories = await desk.news.stories(since=NOON - timedelta(days=1))
    assert {frozenset(each.countries) for each in stories} == {frozenset({"AR", "US"}), frozenset({"AR"})}


async def test_a_window_that_was_not_saved_is_not_believed(monkeypatch):
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE))
    await desk.pipeline.refresh(["AR"])
    desk.serve(HERALD, rss(ABROAD))

    async def full(_stories, **_kwargs):
        raise StoreError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.news, "save", full)
        with pytest.raises(StoreError):
            await desk.pipeline.refresh(["US"])
    assert await desk.pipeline.fold() == 1
    await one_story(desk)


async def test_a_window_whose_vocabulary_forgot_old_words_is_read_anew(monkeypatch):
    monkeypatch.setattr(vocabulary, "MOST", 1)
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE, BUDGET))
    await desk.pipeline.refresh(["AR"])
    assert desk.pipeline.held.window is None
    desk.serve(HERALD, rss(ABROAD))
    await desk.pipeline.refresh(["US"])
    stories = await desk.news.stories(since=NOON - timedelta(days=1))
    assert {frozenset(each.countries) for each in stories} == {frozenset({"AR", "US"}), frozenset({"AR"})}


async def test_an_edit_of_a_story_that_can_grow_no_more_is_kept():
    desk = Desk(CLARION)
    desk.serve(CLARION, rss(QUAKE))
    await desk.pipeline.refresh()
    [before] = await desk.articles()
    desk.clock.advance(days=4)
    now = "Strong quake kills four on the coast of Peru"
    edited = replace(before, title=now, title_original=now)
    await desk.news.add(Resolved(new=(), edited=(edited,), keys={}), now=desk.clock.now())
    assert await desk.pipeline.fold() == 1
    [story] = await desk.news.stories(since=NOON - timedelta(days=9))
    assert [each.title for each in story.articles] == [now]
    assert story.brief.headline == now


async def test_each_article_is_stored_with_the_figures_that_decided():
    desk = Desk(CLARION, HERALD)
    desk.serve(CLARION, rss(QUAKE, BUDGET))
    desk.serve(HERALD, rss(ABROAD))
    await desk.pipeline.refresh()
    articles = {each.title: each.id for each in await desk.articles()}
    fits = await desk.news.fits(articles.values())
    assert fits[articles[QUAKE[0]]].nearest == articles[ABROAD[0]]
    assert fits[articles[QUAKE[0]]].mean >= fits[articles[QUAKE[0]]].asked
    assert fits[articles[BUDGET[0]]].mean is None


# ---------------------------------------------------------------------------- briefs that somebody writes


class Writer:
    """Writes one brief for everything; what it was asked for is in `asked`."""

    def __init__(self) -> None:
        self.asked: list[set[str]] = []
        self.brief = Brief(headline="Written", by="llm")
        self.meanwhile = None

    async def condense(self, articles):
        self.asked.append({each.outlet for each in articles})
        if self.meanwhile is not None:
            await self.meanwhile()
        return self.brief


async def told_twice() -> tuple[Desk, Writer]:
    desk, writer = Desk(CLARION, HERALD), Writer()
    object.__setattr__(desk.pipeline, "writer", writer)
    desk.serve(CLARION, rss(QUAKE, BUDGET))
    desk.serve(HERALD, rss(ABROAD))
    await desk.pipeline.refresh()
    return desk, writer


async def test_what_several_outlets_tell_is_written_anew_once():
    desk, writer = await told_twice()
    assert await desk.pipeline.rewrite() == 1
    assert await desk.pipeline.rewrite() == 0
    assert writer.asked == [{"Clarion", "Herald"}]
    written = [each.brief.headline for each in await desk.news.stories(since=NOON - timedelta(days=1))]
    assert sorted(written) == sorted(["Written", BUDGET[0]])


async def test_a_story_that_was_written_and_grows_is_written_again():
    desk, writer = await told_twice()
    await desk.pipeline.rewrite()
    desk.serve(
        HERALD, rss(ABROAD, ("Aftershock of Peru coast quake near Lima", "The coast near Lima shook again.", MORNING))
    )
    await desk.pipeline.refresh(["US"])
    assert await desk.pipeline.rewrite() == 1
    assert len(writer.asked) == 2


async def test_what_was_written_in_vain_is_not_tried_again():
    desk, writer = await told_twice()
    writer.brief = Brief(headline="Plain", verdict="what llm wrote was not shown: it is too short")
    assert await desk.pipeline.rewrite() == 0
    assert await desk.pipeline.rewrite() == 0
    assert len(writer.asked) == 1


async def test_a_story_that_changed_meanwhile_keeps_its_new_brief():
    desk, writer = await told_twice()

    async def grow() -> None:
        writer.meanwhile = None
        desk.serve(
            HERALD,
            rss(ABROAD, ("Aftershock of Peru coast quake near Lima", "The coast near Lima shook again.", MORNING)),
        )
        await desk.pipeline.refresh(["US"])

    writer.meanwhile = grow
    assert await desk.pipeline.rewrite() == 0
    assert not [each for each in await desk.news.stories(since=NOON - timedelta(days=1)) if each.brief.by]


async def test_nobody_writes_where_nobody_was_asked_to():
    desk, _ = await told_twice()
    object.__setattr__(desk.pipeline, "writer", None)
    assert await desk.pipeline.rewrite() == 0
