"""Hours and days as readers write them and as they see them on their own wall."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.chat.texts import en as texts
from bot.model import Subscription

_HOUR = re.compile(r"(\d{1,2})(?:(?:\s*[:.h]\s*|\s+)(\d{2})|\s*h)?\s*(am|pm|a\.m\.|p\.m\.)?")
_DIGITS = re.compile(r"(\d{1,2})(\d{2})\s*(am|pm|a\.m\.|p\.m\.)?")
_AROUND = re.compile(r"^at\s+|\s*o['’ ]?clock$|^12\s+(?=noon|midnight)")
_WIDE = str.maketrans("：．", ":.")  # as East Asian keyboards write them
_WORDS = {"noon": time(12), "midday": time(12), "midnight": time(0)}


def parse(text: str) -> time | None:
    """The time of day that a text means, None for what means none.

    `7`, `7:30`, `07.30`, `7 30`, `730`, `7am`, `7:30 pm`, `19h30`, `at 7`, `8 o'clock`, `noon`, `midnight`; 24:00 is
    midnight too. Digits of any script.
    """
    text = _AROUND.sub("", text.translate(_WIDE).strip().casefold())
    if text in _WORDS:
        return _WORDS[text]
    match = _DIGITS.fullmatch(text) or _HOUR.fullmatch(text)
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    half = match[3][0] if match[3] else ""
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def day(value: date) -> str:
    """`Friday 5 September`."""
    return format_date(value, "EEEE d MMMM", locale="en")


def hour(value: time) -> str:
    """`07:30`."""
    return value.strftime("%H:%M")


@dataclass(frozen=True, kw_only=True, slots=True)
class Wall:
    """The clock on a reader's wall; UTC, and said so, where nobody told us the zone."""

    zone: str = "UTC"
    known: bool = False

    @classmethod
    def of(cls, subscription: Subscription | None) -> Wall:
        """The wall of a reader who may not have told us anything yet."""
        if subscription is None or not subscription.zone_chosen:
            return cls()
        return cls(zone=subscription.zone, known=True)

    def local(self, moment: datetime) -> datetime:
        """A moment as it is there."""
        return moment.astimezone(ZoneInfo(self.zone))

    def day(self, moment: datetime) -> str:
        """`Friday 5 September`, there."""
        return day(self.local(moment).date())

    def clock(self, moment: datetime) -> str:
        """`14:05`, or `14:05 UTC` where the zone is not known."""
        return hour(self.local(moment).time()) + ("" if self.known else " UTC")

    def stamp(self, moment: datetime, *, now: datetime) -> str:
        """`14:05` where it is of the same day as `now`, else `Friday 5 September, 14:05`."""
        same = self.local(moment).date() == self.local(now).date()
        return self.clock(moment) if same else f"{self.day(moment)}, {self.clock(moment)}"

    def ahead(self, moment: datetime, *, now: datetime) -> str:
        """`today at 08:00`, `tomorrow at 08:00`, `on Friday 5 September at 08:00`."""
        days = self.local(moment).date() - self.local(now).date()
        if days == timedelta(0):
            return texts.today(self.clock(moment))
        if days == timedelta(1):
            return texts.tomorrow(self.clock(moment))
        return texts.on_day(self.day(moment), self.clock(moment))
