"""The composition root: settings in, wired application out. The only file that names adapters."""

from __future__ import annotations

import gc
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bot import __version__, catalogue, sample, translators, writers
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
from bot.adapters.translate_packages import Packages
from bot.adapters.translate_sample import SampleTranslator
from bot.adapters.workers_process import ProcessWorkers
from bot.adapters.workers_thread import ThreadWorkers
from bot.chat import terminal, wiring
from bot.chat.answering import Answers
from bot.chat.commands import App
from bot.chat.desk import Desk
from bot.chat.local import LocalTelegram
from bot.chat.messenger import TelegramMessenger
from bot.chat.pacing import Pacer
from bot.config import Settings
from bot.conversation import Conversation
from bot.core import gate, language
from bot.delivery import Dispatcher
from bot.doctor import Ability
from bot.errors import ConfigError
from bot.heartbeat import Heartbeat, WatchedClock
from bot.model import Catalogue
from bot.newsroom import Newsroom
from bot.pipeline import First, nobody
from bot.ports import Clock, Ledger, SubscriptionStore, Translator
from bot.service import Service, stop_signal
from bot.subscriptions import Subscriptions

FRESH_FOR = 2
"""Refresh intervals after which an edition has its feeds read before it answers."""

HEARTBEAT = "heartbeat"
"""File in the data folder that is touched while the service is well: the container's health check looks at its age."""

SAMPLE = "sample"
"""What a reader at the terminal types to go on with the sample edition."""

MINUTES_A_DAY = 24 * 60

COLLECT = (5_000, 5, 400)
"""When Python looks for garbage (gc.set_threshold). By default it looks through everything it holds several times
while a pass is clustered, and each time the event loop stands still for 0.1 to 0.3 s."""

PACKAGES = "translate"
"""Folder in the data folder for the offline translation packages."""

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
class Readers:
    """Where the standing orders and the ledger are kept."""

    store: SubscriptionStore
    ledger: Ledger


# ---------------------------------------------------------------------------- parts


@asynccontextmanager
async def newsroom(settings: Settings, *, clock: Clock | None = None, first: First = nobody) -> AsyncIterator[Newsroom]:
    """The newsroom over the feeds of the catalogue and the archive in the data folder.

    The countries that `first` gives are translated before the others.
    """
    clock = clock or RealClock()
    async with AsyncExitStack() as stack:
        outlets = catalogue.load(settings.catalogue)
        fetcher = HttpFetcher(
            user_agent=_user_agent(settings),
            allow_hosts=settings.allow_hosts,
        )
        stack.push_async_callback(fetcher.close)
        workers, threads = ProcessWorkers(), ThreadWorkers()
        stack.push_async_callback(workers.close)
        archive = await open_archive(_folder(settings.data_dir) / "news.sqlite")
        stack.push_async_callback(archive.close)
        translating = translators.translator(
            settings,
            clock=clock,
            workers=threads,
            judge=gate.judge,
            packages=await stack.enter_async_context(packages(settings)),
            wanted=partial(_spoken, outlets, first),
        )
        yield Newsroom.over(
            outlets,
            clock=clock,
            fetcher=fetcher,
            translator=await stack.enter_async_context(translating),
            first=first,
            feeds=SqliteFeeds(archive),
            news=SqliteNews(archive),
            condenser=ExtractiveCondenser(workers=threads),
            writer=await stack.enter_async_context(writers.writer(settings, clock=clock, workers=threads)),
            workers=workers,
            threads=threads,
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
    threads = ThreadWorkers()
    yield Newsroom.over(
        sample.catalogue(),
        clock=SampleClock(),
        fetcher=SampleFetcher(),
        translator=SampleTranslator(),
        feeds=MemoryFeeds(),
        news=MemoryNews(),
        condenser=ExtractiveCondenser(workers=threads),
        workers=threads,
        threads=threads,
        fresh_for=timedelta(days=365),
    )


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


async def _spoken(outlets: Catalogue, first: First) -> frozenset[str]:
    """The languages of the outlets of the countries that come first."""
    countries = await first()
    return frozenset(language.base(each.language) for each in outlets.outlets if each.country in countries)


async def subscribed(store: SubscriptionStore) -> frozenset[str]:
    """The countries that somebody gets a brief of."""
    return frozenset(code for each in await store.all() if not each.paused for code in each.countries)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wired:
    """What gives an application's answers, and what sends its digests."""

    answers: Answers
    dispatcher: Dispatcher


def wire(
    application: App,
    room: Newsroom,
    kept: Readers,
    *,
    pacer: Pacer,
    clock: Clock | None = None,
    admins: frozenset[int] = frozenset(),
) -> Wired:
    """Teach an application everything it answers, and to deliver, at one pace.

    `clock`: the dispatcher's; the newsroom's if it has none of its own.
    """
    desk = Desk(
        reading=room.reading,
        subscriptions=Subscriptions(store=kept.store, ledger=kept.ledger, clock=room.clock),
        health=room.health,
        catalogue=room.catalogue,
        operators=admins,
    )
    dispatcher = Dispatcher(
        subscriptions=kept.store,
        ledger=kept.ledger,
        reading=room.reading,
        messenger=TelegramMessenger(application.bot, pacer=pacer, note=room.catalogue.note),
        clock=clock or room.clock,
    )
    return Wired(answers=wiring.register(application, desk, pacer), dispatcher=dispatcher)


# ---------------------------------------------------------------------------- wholes


async def serve(settings: Settings) -> None:
    """Serve Telegram until SIGTERM or SIGINT; refresh, digest and deliver on schedule."""
    if settings.token is None:
        raise ConfigError("TELEGRAM_BOT_TOKEN is not set: get one from @BotFather, or use `chat`, which needs none")
    gc.set_threshold(*COLLECT)
    stop = stop_signal()
    async with (
        readers(settings.data_dir) as kept,
        newsroom(settings, first=partial(subscribed, kept.store)) as room,
    ):
        heartbeat = Heartbeat(settings.data_dir / HEARTBEAT, monotonic=time.monotonic)
        clock = WatchedClock(clock=room.clock, heartbeat=heartbeat)
        application = wiring.polling(token=settings.token.get_secret_value(), api_url=settings.api_url)
        wired = wire(
            application, room, kept, pacer=Pacer(rate=settings.send_rate), clock=clock, admins=settings.admin_ids
        )
        service = Service(
            application=application,
            answers=wired.answers,
            dispatcher=wired.dispatcher,
            room=room,
            heartbeat=heartbeat,
            operators=settings.admin_ids,
            refresh_minutes=settings.refresh_minutes,
        )
        await service.run(stop)


async def converse(settings: Settings, *, sample: bool = False) -> None:
    """The same bot in this terminal; `sample` for the sample edition, which keeps nothing."""
    word = await (_converse_sample() if sample else _converse_live(settings))
    if word == SAMPLE:
        await _converse_sample()


async def whoami(settings: Settings) -> str:
    """The user name that belongs to the token. Raises ConfigError for a wrong one, WorldbriefError out of reach."""
    return await wiring.whoami(settings.token.get_secret_value() if settings.token else "", api_url=settings.api_url)


async def _converse_sample() -> str | None:
    async with sample_newsroom() as room, sample_readers() as kept:
        await room.pipeline.refresh()
        return await _talk(room, kept, Console(), refresh_minutes=MINUTES_A_DAY)


async def _converse_live(settings: Settings) -> str | None:
    console = Console(leave=frozenset({SAMPLE}))
    async with (
        readers(settings.data_dir / TERMINAL) as kept,
        newsroom(settings, first=partial(subscribed, kept.store)) as room,
    ):
        return await _talk(room, kept, console, refresh_minutes=settings.refresh_minutes)


async def _talk(room: Newsroom, kept: Readers, console: Console, *, refresh_minutes: int) -> str | None:
    local = LocalTelegram()
    application = wiring.in_process(local)
    dispatcher = wire(application, room, kept, pacer=terminal.unhurried()).dispatcher
    return await Conversation(
        application=application,
        local=local,
        console=console,
        dispatcher=dispatcher,
        room=room,
        now=RealClock().now,
        refresh_minutes=refresh_minutes,
    ).run()


async def abilities(settings: Settings) -> tuple[Ability, ...]:
    """What each translator can do now. Raises ConfigError."""
    async with packages(settings) as installed:
        return await translators.abilities(settings, clock=RealClock(), packages=installed)


@asynccontextmanager
async def backend(settings: Settings) -> AsyncIterator[Translator]:
    """The translator that the settings name, by itself, for whoever measures it. Raises ConfigError."""
    async with packages(settings) as installed, translators.plain(settings, packages=installed) as made:
        yield made
