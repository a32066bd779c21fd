"""Checks everything that can be checked before trouble comes; each finding names its mend."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import catalogue
from bot.config import Settings
from bot.errors import ConfigError, WorldbriefError
from bot.ports import Clock

Level = Literal["ok", "warning", "fault"]

FREE_SPACE = 500_000_000
"""Bytes that a month's archive and its backups may need."""

RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
"""No clock that is right shows a time before this version was made."""

Whoami = Callable[[Settings], Awaitable[str]]  # the bot's user name; raises ConfigError or WorldbriefError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    level: Level
    about: str
    says: str  # what was found and, unless all is well, the mend

    def __str__(self) -> str:
        return f"{self.level:<8} {self.about}: {self.says}"


async def examine(settings: Settings, *, clock: Clock, whoami: Whoami) -> tuple[Finding, ...]:
    """Every check, in an order in which a fault explains those after it. Never raises."""
    return (
        Finding("ok", "configuration", "every setting is known and valid"),
        _python(),
        _folder(settings),
        _space(settings),
        _catalogue(settings),
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


def _catalogue(settings: Settings) -> Finding:
    try:
        loaded = catalogue.load(settings.catalogue)
    except ConfigError as error:
        return Finding("fault", "catalogue", str(error))
    return Finding("ok", "catalogue", f"{len(loaded.outlets)} outlets of {len(loaded.countries)} countries")


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
