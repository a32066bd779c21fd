"""Dates as feeds write them → moments. Any order, any month's name, with or without a zone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from babel.core import get_global

from bot.core.months import NUMBERS
from bot.model import Entry

_LONGEST = 100  # characters; no date is longer, and more would only cost time
_YEARS = range(1970, 2200)
_BUDDHIST_ERA = 543  # Thailand's calendar is ahead by so many years, and else the same

_ZONES_OF_OFFSETS: dict[float, str] = {  # hours east; RFC 2822 §4.3 and what newsrooms abbreviate
    -8: "pst",
    -7: "pdt mst",
    -6: "cst mdt",
    -5: "est cdt pet cot",
    -4: "edt clt vet",
    -3: "brt art",
    0: "z ut utc gmt wet",
    1: "west bst cet mez wat",
    2: "cest mesz eet cat sast",
    3: "eest msk trt eat",
    4: "gst",
    5: "pkt",
    5.5: "ist",  # India's, the most frequent of its meanings
    5.75: "npt",
    7: "wib",
    8: "wita sgt hkt pht awst",
    9: "wit jst kst",
    9.5: "acst",
    10: "aest",
    10.5: "acdt",
    11: "aedt",
    12: "nzst",
    13: "nzdt",
}
_OFFSETS = {name: hours for hours, names in _ZONES_OF_OFFSETS.items() for name in names.split()}

_NEWSROOM_ZONES = {  # of the countries with several
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Gaza",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "XK": "Europe/Belgrade",
}

_ZONE = (
    r"(?:utc|gmt|ut)?\s?(?P<sign>[+-])(?P<off_h>\d{1,2}):?(?P<off_m>\d{2})?(?!\d)"
    rf"|(?P<name>{'|'.join(_OFFSETS)})\b"
)
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:h](?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?(?!\d)"
    rf"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?(?:{_ZONE}))?"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?)?(?!\d)")  # ISO 8601 basic format
_WORD = re.compile(r"[^\W\d_][^\d\s,;:/()'’-]*")
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<d>\d{1,2})\D{0,8}?<(?P<m>\d{1,2})>\D{0,8}?(?P<y>\d{4}|\d{2})(?!\d)",  # 5 Sep 2025, 5 de sept. 25
        r"<(?P<m>\d{1,2})>\D{0,4}(?P<d>\d{1,2})(?!\d)\D{1,8}(?P<y>\d{4})(?!\d)",  # September 5th, 2025
        r"(?<!\d)(?P<y>\d{4})\D{0,6}<(?P<m>\d{1,2})>\D{0,4}(?P<d>\d{1,2})(?!\d)",  # 2025. szeptember 5.
        r"(?<!\d)(?P<y>\d{4})\s?[-/.年년]\s?(?P<m>\d{1,2})\s?[-/.月월]\s?(?P<d>\d{1,2})(?!\d)",  # 2025-09-05
        r"(?<!\d)(?P<d>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<y>\d{4})(?!\d)",  # 5.9.2025
    )
)


def parse(text: str | None, *, zone: str = "UTC") -> datetime | None:
    """The moment (UTC) that a text names, or None where it names none.

    RFC 2822, ISO 8601 and what else feeds contain: months by name in the languages of `months.py`, any
    script's digits, Buddhist years. A text without a zone is meant in `zone` (an IANA name), one without a
    time of day at midnight. Two numbers that could both be the month: day first, as all but a few
    countries write. Years before 1970 or after 2199, and days that don't exist, are no date.
    """
    folded = _folded(text or "")
    moment = _compact(folded) or _free(folded)
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def settle(entry: Entry, *, now: datetime, zone: str = "UTC") -> datetime:
    """When an entry was published: its own date, else when it was updated, else now; never in the future."""
    dates = (parse(text, zone=zone) for text in (entry.published, entry.updated))
    return min(next(filter(None, dates), now), now)


def zone_of(country: str) -> str:
    """The zone (IANA name) in which a country's newsrooms write dates without one; UTC for an unknown country."""
    zones = get_global("territory_zones").get(country, ())
    return _NEWSROOM_ZONES.get(country) or (zones[0] if len(zones) == 1 else "UTC")


def _folded(text: str) -> str:
    """Lower case, without accents and invisible marks, digits as 0-9, one blank at a time."""
    apart = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    together = unicodedata.normalize("NFC", "".join(_plain_digits(apart)))
    return " ".join(together.split())


def _plain_digits(text: str) -> Iterator[str]:
    for char in text:
        if char.isdecimal():
            yield str(unicodedata.decimal(char))
        elif not unicodedata.combining(char) and unicodedata.category(char) != "Cf":
            yield "-" if char == "−" else char


def _compact(text: str) -> datetime | None:
    found = _COMPACT.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(group or 0) for group in found.groups())
    rest = re.match(rf"\s?(?:{_ZONE})", text[found.end() :])
    return _moment(year, month, day, (hour, minute, second), _offset(rest) if rest else None)


def _free(text: str) -> datetime | None:
    clock = _TIME.search(text)
    days = _numbered(f"{text[: clock.start()]} {text[clock.end() :]}" if clock else text)
    found = next(filter(None, (pattern.search(days) for pattern in _DATES)), None)
    if not found:
        return None
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    if month > 12 >= day:
        month, day = day, month
    return _moment(_full(year), month, day, _time(clock), _offset(clock) if clock else None)


def _numbered(text: str) -> str:
    """With every month's name as its number in angle brackets."""
    text = re.sub(r"(?<=كانون|تشرين)\s", "_", text)  # the Levant's months of two words
    text = re.sub(r"thang (\d{1,2})", r"<\1>", text)  # Vietnamese numbers its months
    return _WORD.sub(_number, text)


def _number(word: re.Match[str]) -> str:
    name = word[0].rstrip(".")
    month = NUMBERS.get(name) or NUMBERS.get(name.removeprefix("ב"))  # Hebrew: "in September"
    return f" <{month}> " if month else word[0]


def _full(year: int) -> int:
    """RFC 2822 §4.3 on years of two digits; Buddhist years as ours."""
    if year < 100:
        return year + (2000 if year < 50 else 1900)
    return year - _BUDDHIST_ERA if year >= 2400 else year


def _time(found: re.Match[str] | None) -> tuple[int, int, int]:
    if not found:
        return 0, 0, 0
    hour, minute, second = int(found["hour"]), int(found["minute"]), int(found["second"] or 0)
    if found["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if found["half"] == "p" else 0)
    return hour, minute, min(second, 59)  # a leap second is no second of datetime's


def _offset(found: re.Match[str]) -> tzinfo | None:
    if found["sign"]:
        east = timedelta(hours=int(found["off_h"]), minutes=int(found["off_m"] or 0))
        return timezone(east if found["sign"] == "+" else -east) if east < timedelta(hours=24) else None
    hours = _OFFSETS.get(found["name"] or "")
    return None if hours is None else timezone(timedelta(hours=hours))


def _moment(year: int, month: int, day: int, clock: tuple[int, int, int], zone: tzinfo | None) -> datetime | None:
    if year not in _YEARS:
        return None
    try:
        return datetime(year, month, day, *clock, tzinfo=zone)
    except ValueError:
        return None
