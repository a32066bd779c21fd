"""Checks everything that can be checked before trouble comes; each finding names its mend."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import catalogue
from bot.config import Settings
from bot.core import language
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

NAMED = 8
"""Languages that are named one by one."""

MEND = "the README says under Translation what each backend needs"

Whoami = Callable[[Settings], Awaitable[str]]  # the bot's user name; raises ConfigError or WorldbriefError
Readers = Callable[[Path], AbstractAsyncContextManager[object]]  # opens subscriptions and ledger, or raises StoreError
Reports = Callable[[Settings], Awaitable[Mapping[str, FeedReport]]]  # by Outlet.key; raises WorldbriefError


@dataclass(frozen=True, kw_only=True, slots=True)
class Ability:
    """What a translation backend can do now."""

    name: str
    languages: frozenset[str] | None = frozenset()  # base tags; None: any, as far as anybody knows
    problem: str = ""  # why it can't be asked
    left: int | None = None  # characters of today's budget; None: it has none


Abilities = Callable[[Settings], Awaitable[Sequence[Ability]]]  # raises ConfigError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    level: Level
    about: str
    says: str  # what was found and, unless all is well, the mend

    def __str__(self) -> str:
        return f"{self.level:<8} {self.about}: {self.says}".replace("\n", f"\n{'':9}")


async def examine(
    settings: Settings, *, clock: Clock, whoami: Whoami, readers: Readers, reports: Reports, abilities: Abilities
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
        await _translator(settings, abilities),
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


async def _translator(settings: Settings, abilities: Abilities) -> Finding:
    """Which languages of the catalogue become English, by whom, and what is missing."""
    try:
        wanted = _foreign(settings)
        found = await abilities(settings)
    except ConfigError as error:
        return Finding("fault", "translator", str(error))
    if not wanted:
        return Finding("ok", "translator", f"{settings.translator}: every outlet writes English")
    says = "; ".join([f"{settings.translator}", *(_able(each, wanted) for each in found)])
    left = wanted - _known(found, wanted)
    if not left and not any(each.problem for each in found):
        return Finding("ok", "translator", says)
    names = [language.english_name(tag) for tag, _ in left.most_common()]
    shown = ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")
    return Finding("warning", "translator", f"{says}; " + (f"stay untranslated: {shown}; {MEND}" if left else MEND))


def _foreign(settings: Settings) -> Counter[str]:
    """The languages of the catalogue other than English, by how many outlets write them."""
    outlets = catalogue.load(settings.catalogue).outlets
    return Counter(language.base(each.language) for each in outlets if not language.is_english(each.language))


def _known(abilities: Iterable[Ability], wanted: Counter[str]) -> Counter[str]:
    able = [each.languages for each in abilities if not each.problem]
    return Counter({tag: wanted[tag] for tag in wanted if any(_knows(each, tag) for each in able)})


def _knows(languages: frozenset[str] | None, tag: str) -> bool:
    return languages is None or language.among(tag, {each: each for each in languages}) is not None


def _able(ability: Ability, wanted: Counter[str]) -> str:
    if ability.problem:
        return f"{ability.name} can't be asked: {ability.problem}"
    known = [tag for tag, _ in wanted.most_common() if _knows(ability.languages, tag)]
    many = "any language" if ability.languages is None else f"{len(known)} of {len(wanted)} languages"
    which = f" ({', '.join(known)})" if ability.languages is not None and 0 < len(known) <= NAMED else ""
    left = "" if ability.left is None else f", {ability.left:,} characters left today"
    return f"{ability.name}: {many}{which}{left}"


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
