"""The composition root: settings in, wired application out. The only file that names adapters."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

from telegram import Bot
from telegram.error import InvalidToken, TelegramError

from bot import __version__, catalogue, sample
from bot.adapters.archive_sqlite import open_archive
from bot.adapters.condense_extractive import ExtractiveCondenser
from bot.adapters.console import Console
from bot.adapters.feeds_memory import MemoryFeeds
from bot.adapters.feeds_sqlite import SqliteFeeds
from bot.adapters.fetch_file import Downloads
from bot.adapters.fetch_http import HttpFetcher
from bot.adapters.fetch_sample import SampleFetcher
from bot.adapters.ledger_memory import MemoryLedger
from bot.adapters.ledger_sqlite import SqliteLedger
from bot.adapters.news_memory import MemoryNews
from bot.adapters.news_sqlite import SqliteNews
from bot.adapters.subscriptions_memory import MemorySubscriptions
from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions
from bot.adapters.translate_none import NoTranslator
from bot.adapters.translate_packages import Packages
from bot.adapters.translate_sample import SampleTranslator
from bot.adapters.workers_process import ProcessWorkers
from bot.adapters.workers_thread import ThreadWorkers
from bot.chat import operators, terminal, wiring
from bot.chat.commands import App
from bot.chat.desk import Desk
from bot.chat.local import LocalTelegram
from bot.chat.messenger import TelegramMessenger
from bot.chat.polling import poll
from bot.chat.texts import en as texts
from bot.config import Settings
from bot.delivery import Dispatcher
from bot.errors import ConfigError, WorldbriefError
from bot.health import Health
from bot.intake import Intake, Progress
from bot.jobs import Job, scheduled
from bot.model import Catalogue
from bot.pipeline import Pipeline
from bot.ports import Clock, FeedStore, Fetcher, Ledger, NewsStore, SubscriptionStore, Translator, Workers
from bot.reading import Reading
from bot.subscriptions import Subscriptions

log = logging.getLogger(__name__)

FRESH_FOR = 2
"""Refresh intervals after which an edition has its feeds read before it answers."""

SPREAD = 0.8
"""Of its interval over which a pass is spread; the rest is for those that answer late and for folding."""

HEARTBEAT = "heartbeat"
"""File in the data folder that is touched every minute: the container's health check looks at its age."""

FIRST_FEW = 20
"""If none of the first outlets can be read, it is not they who are out of reach: the sample edition is offered."""

SAMPLE = "sample"
"""What a reader at the terminal types to go on with the sample edition."""

MINUTES_A_DAY = 24 * 60

PACKAGES = "translate"
"""Folder in the data folder for the offline translation packages."""

TERMINAL_RATE = 30
"""Messages a second; a terminal has one reader."""

TERMINAL = "terminal"
"""Folder in the data folder for what the reader at the terminal chose: never mixed with Telegram's readers."""


class RealClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


class SampleClock:
    """A clock that showed the sample edition's moment when it was made, and goes on from there."""

    def __init__(self) -> None:
        self._behind = datetime.now(UTC) - sample.MOMENT

    def now(self) -> datetime:
        """The present moment of the sample edition."""
        return datetime.now(UTC) - self._behind


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsroom:
    """All that reads feeds and answers questions about news; knows no reader."""

    catalogue: Catalogue
    clock: Clock
    pipeline: Pipeline
    reading: Reading
    health: Health


@dataclass(frozen=True, kw_only=True, slots=True)
class Readers:
    """Where the standing orders and the ledger are kept."""

    store: SubscriptionStore
    ledger: Ledger


# ---------------------------------------------------------------------------- parts


@asynccontextmanager
async def newsroom(settings: Settings, *, clock: Clock | None = None) -> AsyncIterator[Newsroom]:
    """The newsroom over the feeds of the catalogue and the archive in the data folder."""
    async with AsyncExitStack() as stack:
        outlets = catalogue.load(settings.catalogue)
        fetcher = HttpFetcher(
            user_agent=_user_agent(settings),
            allow_hosts=settings.allow_hosts,
        )
        stack.push_async_callback(fetcher.close)
        workers = ProcessWorkers()
        stack.push_async_callback(workers.close)
        archive = await open_archive(_folder(settings.data_dir) / "news.sqlite")
        stack.push_async_callback(archive.close)
        yield _newsroom(
            outlets,
            clock=clock or RealClock(),
            fetcher=fetcher,
            translator=NoTranslator(),
            feeds=SqliteFeeds(archive),
            news=SqliteNews(archive),
            workers=workers,
            fresh_for=FRESH_FOR * timedelta(minutes=settings.refresh_minutes),
        )


@asynccontextmanager
async def packages(settings: Settings) -> AsyncIterator[Packages]:
    """The translation packages in the data folder, and those of the index."""
    fetcher = HttpFetcher(user_agent=_user_agent(settings), allow_hosts=settings.allow_hosts)
    downloads = Downloads(user_agent=_user_agent(settings), allow_hosts=settings.allow_hosts)
    folder = _folder(settings.data_dir) / PACKAGES
    try:
        yield Packages(folder, index=settings.translate_index, fetcher=fetcher, downloads=downloads)
    finally:
        await fetcher.close()


def _user_agent(settings: Settings) -> str:
    return f"Worldbrief/{__version__}" + (f" (+{settings.contact_url})" if settings.contact_url else "")


@asynccontextmanager
async def sample_newsroom() -> AsyncIterator[Newsroom]:
    """The newsroom over the sample edition; nothing is kept."""
    yield _newsroom(
        sample.catalogue(),
        clock=SampleClock(),
        fetcher=SampleFetcher(),
        translator=SampleTranslator(),
        feeds=MemoryFeeds(),
        news=MemoryNews(),
        workers=ThreadWorkers(),
        fresh_for=timedelta(days=365),
    )


def _newsroom(
    outlets: Catalogue,
    *,
    clock: Clock,
    fetcher: Fetcher,
    translator: Translator,
    feeds: FeedStore,
    news: NewsStore,
    workers: Workers,
    fresh_for: timedelta,
) -> Newsroom:
    threads = ThreadWorkers()
    pipeline = Pipeline(
        intake=Intake(
            catalogue=outlets, fetcher=fetcher, feeds=feeds, news=news, clock=clock, workers=workers, threads=threads
        ),
        translator=translator,
        condenser=ExtractiveCondenser(workers=threads),
        news=news,
        clock=clock,
        threads=threads,
    )
    reading = Reading(
        catalogue=outlets, feeds=feeds, news=news, clock=clock, refresh=pipeline.refresh, fresh_for=fresh_for
    )
    health = Health(catalogue=outlets, feeds=feeds, news=news, clock=clock)
    return Newsroom(catalogue=outlets, clock=clock, pipeline=pipeline, reading=reading, health=health)


@asynccontextmanager
async def readers(folder: Path) -> AsyncIterator[Readers]:
    """The standing orders and the ledger in a folder. Raises StoreError where another process has them."""
    async with AsyncExitStack() as stack:
        store = await TinyDbSubscriptions.open(_folder(folder) / "subscriptions.journal")
        stack.push_async_callback(store.close)
        ledger = await SqliteLedger.open(folder / "ledger.sqlite")
        stack.push_async_callback(ledger.close)
        yield Readers(store=store, ledger=ledger)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"BOT_DATA_DIR: {path} can't be made: {error.strerror}") from error
    return path


@asynccontextmanager
async def sample_readers() -> AsyncIterator[Readers]:
    """Standing orders and a ledger that are gone when the program ends."""
    yield Readers(store=MemorySubscriptions(), ledger=MemoryLedger())


def wire(
    application: App, room: Newsroom, kept: Readers, *, send_rate: float, admins: frozenset[int] = frozenset()
) -> Dispatcher:
    """Teach an application everything it answers; the dispatcher that sends its digests."""
    desk = Desk(
        reading=room.reading,
        subscriptions=Subscriptions(store=kept.store, ledger=kept.ledger, clock=room.clock),
        health=room.health,
        catalogue=room.catalogue,
        operators=admins,
    )
    wiring.register(application, desk)
    return Dispatcher(
        subscriptions=kept.store,
        ledger=kept.ledger,
        reading=room.reading,
        messenger=TelegramMessenger(application.bot, rate=send_rate, note=room.catalogue.note),
        clock=room.clock,
    )


# ---------------------------------------------------------------------------- wholes


async def serve(settings: Settings) -> None:
    """Serve Telegram until SIGTERM or SIGINT; refresh, digest and deliver on schedule."""
    if settings.token is None:
        raise ConfigError("TELEGRAM_BOT_TOKEN is not set: get one from @BotFather, or use `chat`, which needs none")
    stop = _stop_signal()
    async with newsroom(settings) as room, readers(settings.data_dir) as kept:
        application = wiring.polling(token=settings.token.get_secret_value(), api_url=settings.api_url)
        dispatcher = wire(application, room, kept, send_rate=settings.send_rate, admins=settings.admin_ids)
        heartbeat = settings.data_dir / HEARTBEAT

        # The first pass as fast as it goes, for readers wait; then at leisure, for outlets should not notice us.
        leisure = timedelta(minutes=settings.refresh_minutes) * SPREAD
        paces = chain([timedelta(0)], repeat(leisure))

        async def refresh() -> None:
            await room.pipeline.refresh(over=next(paces))
            if application.running and (dead := await room.health.newly_dead()):
                log.warning("not readable for a week: %s", ", ".join(each.outlet for each in dead))
                await operators.tell(application.bot, settings.admin_ids, operators.dead(dead, now=room.clock.now()))

        async def tick() -> None:
            if application.running:  # not before Telegram was reached
                await dispatcher.tick()
            heartbeat.touch()

        async with _on_schedule(dispatcher, refresh, tick, refresh_minutes=settings.refresh_minutes):
            await poll(application, stop=stop, finish=dispatcher.stop)


async def converse(settings: Settings, *, sample: bool = False) -> None:
    """The same bot in this terminal; `sample` for the sample edition, which keeps nothing."""
    word = await (_converse_sample() if sample else _converse_live(settings))
    if word == SAMPLE:
        await _converse_sample()


async def whoami(settings: Settings) -> str:
    """The user name that belongs to the token. Raises ConfigError for a wrong one, WorldbriefError out of reach."""
    token = settings.token.get_secret_value() if settings.token else ""
    try:
        async with Bot(token, base_url=f"{settings.api_url.rstrip('/')}/bot") as bot:
            return bot.username
    except InvalidToken as error:
        raise ConfigError("TELEGRAM_BOT_TOKEN: Telegram does not know this token; get one from @BotFather") from error
    except TelegramError as error:
        raise WorldbriefError(f"Telegram can't be reached: {error.message}") from error


async def _converse_sample() -> str | None:
    async with sample_newsroom() as room, sample_readers() as kept:
        await room.pipeline.refresh()
        return await _talk(room, kept, Console(), refresh_minutes=MINUTES_A_DAY)


async def _converse_live(settings: Settings) -> str | None:
    console = Console(leave=frozenset({SAMPLE}))
    async with newsroom(settings) as room, readers(settings.data_dir / TERMINAL) as kept:
        return await _talk(room, kept, console, refresh_minutes=settings.refresh_minutes)


async def _talk(room: Newsroom, kept: Readers, console: Console, *, refresh_minutes: int) -> str | None:
    """A conversation, with both jobs going on meanwhile; the word that it was left with."""
    local = LocalTelegram()
    local.chat(terminal.CHAT)  # it may have been subscribed earlier, and its digest may be due before its first word
    application = wiring.in_process(local)
    dispatcher = wire(application, room, kept, send_rate=TERMINAL_RATE)

    def watch(progress: Progress) -> None:
        if progress.read == progress.failed == min(FIRST_FEW, progress.of):
            console.show([(texts.NO_FEED_REACHED, frozenset(), None)])

    async def refresh() -> None:
        await room.pipeline.refresh(watch=watch)

    async with _on_schedule(dispatcher, refresh, dispatcher.tick, refresh_minutes=refresh_minutes):
        return await terminal.converse(application, local, console)


@asynccontextmanager
async def _on_schedule(dispatcher: Dispatcher, refresh: Job, tick: Job, *, refresh_minutes: int) -> AsyncIterator[None]:
    """Both jobs, from here to the end of the block; then what is on its way is waited for, and no longer."""
    await dispatcher.start()
    scheduler = scheduled(refresh=refresh, tick=tick, now=RealClock().now(), refresh_minutes=refresh_minutes)
    scheduler.start()
    try:
        yield
    finally:
        await dispatcher.stop()
        scheduler.shutdown(wait=False)


def _stop_signal() -> asyncio.Event:
    """Set by SIGTERM and SIGINT; the second one ends the process at once."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stopping(number: signal.Signals) -> None:
        stop.set()
        loop.remove_signal_handler(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping, number)
    return stop
