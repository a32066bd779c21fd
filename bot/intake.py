"""The use case feeds → stored articles: fetch ─ parse ─ date ─ extract ─ identify ─ store. `core/` decides."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Collection, Coroutine, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.core import extract, health, identity, language, parse, politeness
from bot.core.identity import Sighting
from bot.errors import FetchError, WorldbriefError
from bot.model import Catalogue, Document, FeedMemory, FeedReport, FeedStatus, Outlet, RefreshReport
from bot.ports import Clock, FeedStore, Fetcher, NewsStore, Workers

log = logging.getLogger(__name__)

WINDOW = timedelta(days=3)
"""Articles published earlier are no news."""

EVER = timedelta(days=366 * 100)
"""Longer than there have been feeds."""

BATCH = 2000
"""So many new articles are stored at once: the first pass over 900 outlets brings some 25,000, and readers need not
wait for the last of them."""

AFTER = timedelta(seconds=30)
"""What was read is stored after so long, however little it is: a pass may be spread over its interval."""

IN_HAND = 128
"""Outlets being read at once, from the request to the end of parsing: bounds the bodies that wait for a worker."""

LARGE = 1_000_000
"""Bytes of a body that is parsed one at a time, whatever else waits: a feed has 20 to 500 kB, and what is made to take
long is larger. So one process is always free for the others."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far a pass has come, in outlets (or, for a check, in feeds)."""

    read: int
    failed: int  # of those read
    of: int


Watch = Callable[[Progress], None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Contents:
    """What a document holds."""

    items: int  # entries, good for an article or not
    newest: datetime | None  # publication of the newest, however old
    sightings: tuple[Sighting, ...]  # of articles of the window
    other_language: int = 0  # articles that are not in the outlet's language
    problem: str | None = None  # why there is no article in it, although there are entries


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedReading:
    """What one attempt to read an outlet brought."""

    report: FeedReport
    sightings: tuple[Sighting, ...] = ()
    memories: Mapping[str, FeedMemory] = field(default_factory=dict)  # by URL, to be saved last
    asked: bool = True  # False: every address of it must wait, and the report is the one from before


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What was read and stored, so far."""

    statuses: Counter[FeedStatus] = field(default_factory=Counter)
    seen: int = 0  # entries
    new: int = 0  # articles

    def __add__(self, other: Kept) -> Kept:
        return Kept(statuses=self.statuses + other.statuses, seen=self.seen + other.seen, new=self.new + other.new)

    def report(self, *, feeds: int, stories: int, seconds: float) -> RefreshReport:
        """The report of a pass that came to this."""
        return RefreshReport(
            feeds=feeds,
            ok=self.statuses[FeedStatus.OK],
            not_modified=self.statuses[FeedStatus.NOT_MODIFIED],
            failed=self.statuses[FeedStatus.FAILED],
            articles_seen=self.seen,
            articles_new=self.new,
            stories=stories,
            seconds=round(seconds, 3),
        )


def unwatched(_progress: Progress) -> None:
    """Progress that nobody looks at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """Reads outlets and stores what they say."""

    catalogue: Catalogue
    fetcher: Fetcher
    feeds: FeedStore
    news: NewsStore
    clock: Clock
    workers: Workers  # other processes: for bytes that may be hostile
    threads: Workers  # this process: for much data that is ours
    in_hand: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(IN_HAND))
    large: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))  # bodies over LARGE being parsed

    async def gather(
        self, countries: Collection[str] | None = None, *, over: timedelta = timedelta(0), watch: Watch = unwatched
    ) -> AsyncGenerator[Kept, None]:
        """Read the feeds of some countries (None: all) and store what they hold; gives what each batch came to."""
        outlets = self.outlets(countries)
        memories, reports = await self.feeds.memories(), await self.feeds.reports()
        readings = [self._in_time(outlet, over, memories=memories, reports=reports) for outlet in outlets]
        batch: list[FeedReading] = []
        stored = self.clock.now()
        async with aclosing(_as_read(readings, watch)) as arriving:
            async for reading in arriving:
                batch.append(reading)
                if sum(len(each.sightings) for each in batch) >= BATCH or self.clock.now() - stored >= AFTER:
                    yield await self._keep(batch)
                    batch, stored = [], self.clock.now()
        if batch:
            yield await self._keep(batch)

    async def check(
        self, countries: Collection[str] | None = None, *, watch: Watch = unwatched
    ) -> tuple[FeedReport, ...]:
        """Fetch every feed of some countries (None: all), spares too, whole and without storing anything."""
        feeds = [(outlet, url) for outlet in self.outlets(countries) for url in outlet.feeds]
        readings = [self.read_feed(outlet, url, memory=FeedMemory()) for outlet, url in feeds]
        async with aclosing(_as_read(readings, watch)) as arriving:
            found = {each.report.feed: each.report async for each in arriving}
        return tuple(found[url] for _outlet, url in feeds)

    def outlets(self, countries: Collection[str] | None) -> list[Outlet]:
        """The outlets of some countries (None: of all), in catalogue order."""
        return [each for each in self.catalogue.outlets if countries is None or each.country in countries]

    # ------------------------------------------------------------------ read

    async def _in_time(
        self,
        outlet: Outlet,
        over: timedelta,
        *,
        memories: Mapping[str, FeedMemory],
        reports: Mapping[str, FeedReport],
    ) -> FeedReading:
        """An outlet's reading at its place in the interval."""
        await asyncio.sleep(politeness.offset(outlet.feeds[0], over=over).total_seconds())
        return await self.read(outlet, memories=memories, before=reports.get(outlet.key))

    async def read(
        self, outlet: Outlet, *, memories: Mapping[str, FeedMemory], before: FeedReport | None
    ) -> FeedReading:
        """One attempt to read an outlet: its feed, or the first of its spares that works and need not wait."""
        faults: list[FeedReading] = []
        for url in outlet.feeds:
            memory = memories.get(url, FeedMemory())
            if memory.not_before is not None and self.clock.now() < memory.not_before and before is not None:
                continue
            reading = await self.read_feed(outlet, url, memory=memory)
            if reading.report.status is not FeedStatus.FAILED:
                return _with(reading, faults, before)
            faults.append(reading)
        if not faults and before is not None:
            return FeedReading(report=before, asked=False)
        problem = "; ".join(dict.fromkeys(fault.report.problem or "" for fault in faults))
        return _with(replace(faults[0], report=replace(faults[0].report, problem=problem)), faults, before)

    async def read_feed(self, outlet: Outlet, url: str, *, memory: FeedMemory) -> FeedReading:
        """One attempt to read one feed of an outlet. Never raises: what went wrong is in the report."""
        async with self.in_hand:
            now = self.clock.now()
            report = FeedReport(outlet=outlet.key, feed=url, status=FeedStatus.OK, attempted=now, last_good=now)
            try:
                document = await self.fetcher.fetch(memory.moved or url, validators=memory.validators)
                good = replace(memory, failures=0, not_before=None)
                if document is None:
                    report = replace(report, status=FeedStatus.NOT_MODIFIED, http=304, moved=memory.moved)
                    return FeedReading(report=report, memories={url: good})
                report = replace(report, http=document.status, moved=document.moved or memory.moved)
                return await self._contents(outlet, document, good, report)
            except WorldbriefError as error:
                fault: Exception = error
            except Exception as error:  # the edge of this outlet's job: a fault of ours must not stop the others
                log.exception("reading %s of %s failed", url, outlet.key)
                fault = error
            return _failed(report, fault, memory, now=self.clock.now())

    async def _contents(
        self, outlet: Outlet, document: Document, memory: FeedMemory, report: FeedReport
    ) -> FeedReading:
        """What a document holds, unless the same bytes were read before. Raises FeedError, WorldbriefError."""
        digest = hashlib.blake2b(document.body, digest_size=16).hexdigest()
        good = {report.feed: replace(memory, validators=document.validators, digest=digest, moved=report.moved)}
        if digest == memory.digest:  # nobody vouched for it, and yet it has not changed
            return FeedReading(report=replace(report, status=FeedStatus.NOT_MODIFIED), memories=good)
        languages = self.catalogue.languages | language.spoken(outlet.country)
        contents = await self.workers.run(read_document, document, outlet, report.attempted, languages)
        report = replace(report, items=contents.items, newest=contents.newest, other_language=contents.other_language)
        return FeedReading(report=report, sightings=contents.sightings, memories=good)

    async def _keep(self, batch: Sequence[FeedReading]) -> Kept:
        """Store what was read: what it says, how that went, and last of all what vouches for it."""
        now = self.clock.now()
        sightings = [each for reading in batch for each in reading.sightings]
        known = await self.news.seen(await self.threads.run(identity.lookups, sightings))
        found = await self.threads.run(identity.resolve, sightings, known, today=now.date())
        await self.news.add(found, now=now)
        await self.feeds.save_reports([reading.report for reading in batch if reading.asked])
        await self.feeds.remember({url: each for reading in batch for url, each in reading.memories.items()})
        return Kept(
            statuses=Counter(reading.report.status for reading in batch),
            seen=sum(
                reading.report.items for reading in batch if reading.asked and reading.report.status is FeedStatus.OK
            ),
            new=len(found.new),
        )


def read_document(
    document: Document, outlet: Outlet, now: datetime, languages: frozenset[str] = frozenset()
) -> Contents:
    """What a document holds, in the outlet's language or another of `languages`. Raises FeedError. Runs in a worker."""
    entries = parse.entries(document, language=outlet.language)
    sightings, rejected = extract.sightings(entries, outlet, now=now, window=EVER, languages=languages)
    own = language.base(outlet.language)
    return Contents(
        items=len(entries),
        newest=max((each.article.published for each in sightings), default=None),
        sightings=tuple(each for each in sightings if each.article.published >= now - WINDOW),
        other_language=sum(language.base(each.article.language) != own for each in sightings),
        problem=None if sightings else f"no article in it: {rejected[0].reason}",
    )


def _failed(report: FeedReport, fault: Exception, memory: FeedMemory, *, now: datetime) -> FeedReading:
    """A reading that failed, and until when its address is left alone; it is asked where the catalogue says again."""
    failures = memory.failures + 1
    until = politeness.not_before(
        attempted=now,
        failures=failures,
        retry_after=fault.retry_after if isinstance(fault, FetchError) else None,
        jitter=politeness.jitter(report.feed, failures=failures),
        busy=isinstance(fault, FetchError) and fault.http in {429, 503},
    )
    failed = replace(
        report,
        status=FeedStatus.FAILED,
        problem=str(fault) if isinstance(fault, WorldbriefError) else "a fault of this program, see its log",
        http=fault.http if isinstance(fault, FetchError) else report.http,
        last_good=None,
        moved=None,
    )
    memory = replace(memory, moved=None, failures=failures, not_before=until)
    return FeedReading(report=failed, memories={report.feed: memory})


def _with(reading: FeedReading, faults: Iterable[FeedReading], before: FeedReport | None) -> FeedReading:
    """A reading with what is to be remembered of the addresses that failed before it, and of the time before."""
    memories = {url: each for fault in faults for url, each in fault.memories.items()}
    return replace(reading, report=health.following(reading.report, before), memories=memories | dict(reading.memories))


async def _as_read(
    readings: Sequence[Coroutine[Any, Any, FeedReading]], watch: Watch
) -> AsyncGenerator[FeedReading, None]:
    """Readings as they end, in any order; those that have not when the caller leaves are stopped."""
    tasks = [asyncio.create_task(each) for each in readings]
    failed = 0
    try:
        for count, task in enumerate(asyncio.as_completed(tasks), 1):
            reading = await task
            failed += reading.report.status is FeedStatus.FAILED
            watch(Progress(read=count, failed=failed, of=len(tasks)))
            yield reading
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
