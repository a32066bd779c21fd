"""The use case feeds → stories and briefs. Awaits ports in the right order; `core/` decides.

fetch ─ parse ─ date ─ extract ─ translate ─ cluster ─ take ─ condense ─ store, and validators last.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.core import cluster, extract, language, parse
from bot.core.takes import takes
from bot.errors import FetchError, WorldbriefError
from bot.model import (
    UNTRANSLATED,
    Article,
    Catalogue,
    Document,
    FeedReport,
    FeedStatus,
    Outlet,
    RefreshReport,
    Story,
    Translation,
    Validators,
)
from bot.ports import Clock, Condenser, Fetcher, NewsStore, Translator, Workers

log = logging.getLogger(__name__)

WINDOW = timedelta(days=3)
"""How long a story can grow; older articles are no news."""

EVER = timedelta(days=366 * 100)
"""Longer than there have been feeds."""

ARCHIVE = timedelta(days=30)
"""How long stories are kept for deep links."""

BATCH = 2000
"""So many new articles are clustered and stored at once: the first pass over 850 outlets brings some
25,000, and readers need not wait for the last of them."""

Progress = Callable[[int, int], None]  # outlets read, of how many


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What a document holds."""

    items: int  # entries, good for an article or not
    newest: datetime | None  # publication of the newest, however old
    articles: tuple[Article, ...]  # those of the window


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedReading:
    """What one attempt to read an outlet brought."""

    report: FeedReport
    articles: tuple[Article, ...] = ()
    validators: Mapping[str, Validators] = field(default_factory=dict)  # to be saved last


@dataclass(frozen=True, kw_only=True, slots=True)
class _Tally:
    """What the batches came to so far."""

    statuses: Counter[FeedStatus] = field(default_factory=Counter)
    seen: int = 0
    new: int = 0
    stories: int = 0

    def __add__(self, other: _Tally) -> _Tally:
        return _Tally(
            statuses=self.statuses + other.statuses,
            seen=self.seen + other.seen,
            new=self.new + other.new,
            stories=self.stories + other.stories,
        )

    def report(self, *, feeds: int, seconds: float) -> RefreshReport:
        return RefreshReport(
            feeds=feeds,
            ok=self.statuses[FeedStatus.OK],
            not_modified=self.statuses[FeedStatus.NOT_MODIFIED],
            failed=self.statuses[FeedStatus.FAILED],
            articles_seen=self.seen,
            articles_new=self.new,
            stories=self.stories,
            seconds=round(seconds, 3),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Pipeline:
    """Reads outlets and folds what is new into stories."""

    catalogue: Catalogue
    fetcher: Fetcher
    translator: Translator
    condenser: Condenser
    news: NewsStore
    clock: Clock
    workers: Workers  # other processes: for bytes that may be hostile
    threads: Workers  # this process: for much data that is ours
    folding: asyncio.Lock = field(default_factory=asyncio.Lock)  # one batch at a time joins the stories

    async def refresh(
        self, countries: Collection[str] | None = None, *, progress: Progress = lambda _read, _of: None
    ) -> RefreshReport:
        """One pass over the feeds of some countries (None: all).

        A feed that fails is reported and never stops the others. Raises StoreError where what was read
        could not be saved; then its validators are not saved either, and the next pass reads it again.
        """
        outlets = self._outlets(countries)
        started = self.clock.now()
        known = await self.news.validators()
        tasks = [asyncio.create_task(self.read(outlet, known=known)) for outlet in outlets]
        tally, batch = _Tally(), list[FeedReading]()
        try:
            for count, task in enumerate(asyncio.as_completed(tasks), 1):
                batch.append(await task)
                progress(count, len(outlets))
                if count == len(outlets) or sum(len(each.articles) for each in batch) >= BATCH:
                    tally += await self._fold(batch)
                    batch = []
        finally:
            await _end(tasks)
        if countries is None:
            await self.news.prune(before=started - ARCHIVE)
        return tally.report(feeds=len(outlets), seconds=(self.clock.now() - started).total_seconds())

    async def check(
        self, countries: Collection[str] | None = None, *, progress: Progress = lambda _read, _of: None
    ) -> tuple[FeedReport, ...]:
        """Fetch every feed of some countries (None: all), spares too, whole and without storing anything."""
        feeds = [(outlet, url) for outlet in self._outlets(countries) for url in outlet.feeds]
        tasks = [asyncio.create_task(self.read_feed(*feed, validators=Validators())) for feed in feeds]
        try:
            for count, task in enumerate(asyncio.as_completed(tasks), 1):
                await task
                progress(count, len(feeds))
        finally:
            await _end(tasks)
        return tuple(task.result().report for task in tasks)

    def _outlets(self, countries: Collection[str] | None) -> list[Outlet]:
        return [each for each in self.catalogue.outlets if countries is None or each.country in countries]

    async def read(self, outlet: Outlet, *, known: Mapping[str, Validators]) -> FeedReading:
        """One attempt to read an outlet: its feed, or the first of its spares that works."""
        faults: list[FeedReport] = []
        for url in outlet.feeds:
            reading = await self.read_feed(outlet, url, validators=known.get(url, Validators()))
            if reading.report.status is not FeedStatus.FAILED:
                return reading
            faults.append(reading.report)
        problem = "; ".join(dict.fromkeys(fault.problem or "" for fault in faults))
        return FeedReading(report=replace(faults[0], problem=problem))

    async def read_feed(self, outlet: Outlet, url: str, *, validators: Validators) -> FeedReading:
        """One attempt to read one feed of an outlet. Never raises: what went wrong is in the report."""
        now = self.clock.now()
        report = FeedReport(outlet=outlet.key, feed=url, status=FeedStatus.OK, attempted=now, last_good=now)
        try:
            document = await self.fetcher.fetch(url, validators=validators)
            if document is None:
                return FeedReading(report=replace(report, status=FeedStatus.NOT_MODIFIED, http=304))
            report = replace(report, http=document.status)
            contents = await self.workers.run(read_document, document, outlet, now)
        except FetchError as error:
            return FeedReading(report=_failed(report, str(error), http=error.http))
        except WorldbriefError as error:
            return FeedReading(report=_failed(report, str(error), http=report.http))
        except Exception:  # the edge of this outlet's job: a fault of ours in one feed must not stop the others
            log.exception("reading %s of %s failed", url, outlet.key)
            return FeedReading(report=_failed(report, "a fault of this program, see its log", http=report.http))
        return FeedReading(
            report=replace(report, items=contents.items, newest=contents.newest),
            articles=contents.articles,
            validators={url: document.validators},
        )

    async def _fold(self, batch: Sequence[FeedReading]) -> _Tally:
        articles = {article.id: article for reading in batch for article in reading.articles}
        async with self.folding:
            known = await self.news.known(articles)
            new = await self._translated([each for key, each in articles.items() if key not in known])
            stories = await self._stories(new) if new else ()
            await self.news.save(stories)
            await self.news.save_reports([reading.report for reading in batch])
            await self.news.save_validators(
                {url: each for reading in batch for url, each in reading.validators.items()}
            )
        statuses = Counter(reading.report.status for reading in batch)
        seen = sum(reading.report.items for reading in batch)
        return _Tally(statuses=statuses, seen=seen, new=len(new), stories=len(stories))

    async def _translated(self, articles: Iterable[Article]) -> list[Article]:
        by_language: defaultdict[str, list[Article]] = defaultdict(list)
        for article in articles:
            by_language[language.base(article.language)].append(article)
        done: list[Article] = []
        for tag, group in by_language.items():
            done += group if language.is_english(tag) else await self._in_english(group, tag)
        return done

    async def _in_english(self, articles: Sequence[Article], tag: str) -> list[Article]:
        titles = await self.translator.translate([each.title_original for each in articles], language=tag)
        summaries = await self.translator.translate([each.summary_original for each in articles], language=tag)
        return [in_english(*each) for each in zip(articles, titles, summaries, strict=True)]

    async def _stories(self, new: Sequence[Article]) -> tuple[Story, ...]:
        now = self.clock.now()
        window = await self.news.stories(since=now - WINDOW)
        groups = await self.threads.run(cluster.join, window, new, now=now)
        return tuple([await self._story(group) for group in groups])

    async def _story(self, group: cluster.Group) -> Story:
        return Story(
            id=group.id,
            articles=group.articles,
            brief=await self.condenser.condense(group.articles),
            takes=await self.threads.run(takes, group.articles),
        )


def read_document(document: Document, outlet: Outlet, now: datetime) -> Contents:
    """What a document holds. Raises FeedError. Runs in a worker."""
    entries = parse.entries(document, language=outlet.language)
    articles, _ = extract.articles(entries, outlet, now=now, window=EVER)
    return Contents(
        items=len(entries),
        newest=max((article.published for article in articles), default=None),
        articles=tuple(article for article in articles if article.published >= now - WINDOW),
    )


def _failed(report: FeedReport, problem: str, *, http: int | None) -> FeedReport:
    return replace(report, status=FeedStatus.FAILED, problem=problem, http=http, last_good=None)


async def _end(tasks: Iterable[asyncio.Task[FeedReading]]) -> None:
    """Cancel what still runs and wait until it has stopped."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def in_english(article: Article, title: Translation | None, summary: Translation | None) -> Article:
    """The article with its English; as it came, and marked so, where any part has no trusted translation.

    A half-translated article would pass off the other half, so it is all or nothing.
    """
    if title is None or (summary is None and article.summary_original):
        return replace(article, translated_by=UNTRANSLATED)
    return replace(article, title=title.text, summary=summary.text if summary else "", translated_by=title.by)
