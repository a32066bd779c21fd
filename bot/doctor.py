"""Checks everything that can be checked before trouble comes; each finding names its mend."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import catalogue
from bot.config import Settings
from bot.core.overlooked import READABLE
from bot.errors import ConfigError, StoreError, WorldbriefError
from bot.model import FeedReport, FeedStatus
from bot.ports import Clock

Level = Literal["ok", "warning", "fault"]

FREE_SPACE = 500_000_000
"""Bytes that a month's archive and its backups may need."""

RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows a time before this version was made."""

MISSED = 2
"""Refresh intervals after which feeds that nobody has read mean that no bot is running."""

Whoami = Callable[[Settings], Awaitable[str]]  # the bot's user name; raises ConfigError or WorldbriefError
Readers = Callable[[Path], AbstractAsyncContextManager[object]]  # opens subscriptions and ledger, or raises StoreError
Reports = Callable[[Settings], Awaitable[Mapping[str, FeedReport]]]  # by Outlet.key; raises WorldbriefError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    level: Level
    about: str
    says: str  # what was found and, unless all is well, the mend

    def __str__(self) -> str:
        return f"{self.level:<8} {self.about}: {self.says}".replace("\n", f"\n{'':9}")


async def examine(
    settings: Settings, *, clock: Clock, whoami: Whoami, readers: Readers, reports: Reports
) -> tuple[Finding, ...]:
    """Every check, in an order in which a fault explains those after it. Never raises.

    Stores are opened as a start would open them: they are made where there are none, and what is damaged is set aside.
    """
    return (
        Finding("ok", "configuration", "every setting is known and valid"),
        _python(),
        _folder(settings),
        _space(settings),
        await _stores(settings, readers),
        _catalogue(settings),
        await _feeds(settings, reports, now=clock.now()),
        _clock(clock),
        _zones(),
        _translator(settings),
        await _token(settings, whoami),
    )


def _python() -> Finding:
    return Finding("ok", "python", sys.version.split()[0])


def _folder(settings: Settings) -> Finding:
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=settings.data_dir):
            pass
    except OSError as error:
        return Finding("fault", "data folder", f"{settings.data_dir}: {error.strerror}; set BOT_DATA_DIR or its rights")
    return Finding("ok", "data folder", f"{settings.data_dir.resolve()} can be written to")


def _space(settings: Settings) -> Finding:
    try:
        free = shutil.disk_usage(settings.data_dir).free
    except OSError as error:
        return Finding("fault", "disk", f"{settings.data_dir}: {error.strerror}")
    if free < FREE_SPACE:
        return Finding("warning", "disk", f"{free // 10**6} MB free; make room for {FREE_SPACE // 10**6} MB")
    return Finding("ok", "disk", f"{free // 10**6} MB free")


async def _stores(settings: Settings, readers: Readers) -> Finding:
    try:
        async with readers(settings.data_dir):
            return Finding("ok", "subscriptions and ledger", "can be opened")
    except StoreError as error:
        if isinstance(error.__cause__, BlockingIOError):  # of the lock, which stays with whoever has it
            return Finding("ok", "subscriptions and ledger", "in use by a running bot")
        return Finding("fault", "subscriptions and ledger", str(error))
    except ConfigError as error:
        return Finding("fault", "subscriptions and ledger", str(error))


def _catalogue(settings: Settings) -> Finding:
    try:
        loaded = catalogue.load(settings.catalogue)
    except ConfigError as error:
        return Finding("fault", "catalogue", str(error))
    return Finding("ok", "catalogue", f"{len(loaded.outlets)} outlets of {len(loaded.countries)} countries")


async def _feeds(settings: Settings, reports: Reports, *, now: datetime) -> Finding:
    try:
        known = await reports(settings)
        outlets = [outlet.key for outlet in catalogue.load(settings.catalogue).outlets]
    except ConfigError:
        return Finding("warning", "feeds", "not looked at; mend what stands above first")
    except WorldbriefError as error:
        return Finding("fault", "feeds", str(error))
    current = [known[key] for key in outlets if key in known]
    if not current:
        return Finding("warning", "feeds", "not read yet; `refresh` reads them once, `run` goes on doing it")
    last = max(report.attempted for report in current)
    readable = sum(report.status is not FeedStatus.FAILED for report in current)
    says = f"last read at {last:%Y-%m-%d %H:%M} UTC; {readable} of {len(outlets)} outlets could be read"
    if now - last > MISSED * timedelta(minutes=settings.refresh_minutes):
        return Finding("warning", "feeds", f"{says}; no bot seems to be running, start `run`")
    if readable < READABLE * len(outlets):
        return Finding("warning", "feeds", f"{says}; `feeds check` says what is wrong with the others")
    return Finding("ok", "feeds", says)


def _clock(clock: Clock) -> Finding:
    now = clock.now()
    if now < RELEASED:
        return Finding("fault", "clock", f"shows {now:%Y-%m-%d %H:%M} UTC, which is past; set the machine's clock")
    return Finding("ok", "clock", f"{now:%Y-%m-%d %H:%M} UTC (compare it with a clock you trust)")


def _zones() -> Finding:
    try:
        ZoneInfo("America/Argentina/Buenos_Aires")
    except (ZoneInfoNotFoundError, OSError):
        return Finding("fault", "time-zone data", "missing; install the tzdata package")
    return Finding("ok", "time-zone data", "present")


def _translator(settings: Settings) -> Finding:
    return Finding(
        "warning",
        "translator",
        f"{settings.translator}: no translation backend in this version; articles stay in their own language",
    )


async def _token(settings: Settings, whoami: Whoami) -> Finding:
    if settings.token is None:
        mend = "TELEGRAM_BOT_TOKEN is not set: `chat` works, `run` needs one from @BotFather"
        return Finding("warning", "token", mend)
    try:
        name = await whoami(settings)
    except ConfigError as error:
        return Finding("fault", "token", str(error))
    except WorldbriefError as error:
        return Finding("warning", "token", f"could not be checked: {error}")
    return Finding("ok", "token", f"belongs to @{name}")
