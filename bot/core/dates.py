"""Dates as feeds write them → moments. Any order, any month's name, with or without a zone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from babel.core import get_global

from bot.core import persian
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

_MONTH_FIRST = {"America/New_York", "Asia/Manila"}  # where 9/5/2025 is in September

_ZONE = (
    r"\(?(?:utc|gmt|ut)?\s?(?P<sign>[+-])(?P<off_h>\d{1,2}):?(?P<off_m>\d{2})?(?!\d)"
    rf"|\(?(?P<name>{'|'.join(_OFFSETS)})\b"
)
_BEFORE = (  # the half of the day, where it is said before the hour
    r"(?:(?P<am>上午|凌晨|早上|午前|오전)|(?P<pm>下午|晚上|午後|오후))?\s?"
)
_AFTER = r"(?:\s?(?:(?P<am2>a\.?\s?m\b|ص|π\.?\s?μ\b)|(?P<pm2>p\.?\s?m\b|م|μ\.?\s?μ\b))(?!\w)\.?)"
_CLOCKS = tuple(  # the surest first
    re.compile(rf"{_BEFORE}(?<!\d)(?P<hour>\d{{1,2}}){rest}(?!\d){_AFTER}{half}(?:\s?(?:{_ZONE}))?")
    for rest, half in (
        (r"[:h](?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?", "?"),
        (r"\s?[時时点點시]\s?(?:(?P<minute>\d{1,2})\s?[分분])?\s?(?:(?P<second>\d{1,2})\s?[秒초])?", "?"),
        (r"\.(?P<minute>\d{2})(?:\.(?P<second>\d{2}))?", "?"),
        (r"(?P<minute>)(?P<second>)", ""),
    )
)
_SURE_CLOCKS = 2  # of these can be searched for before the date is known: a dot may be a date's
_LAST_ZONE = re.compile(rf"(?<![^\s(])(?:{_ZONE})\)?$")  # a zone that doesn't follow the clock
_USUAL = re.compile(  # RFC 2822 as nearly every feed has it
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})"
    r" (\d\d):(\d\d):(\d\d) (?:GMT|([+-])(\d\d)([0-5]\d))"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:t?(\d{2})(\d{2})(\d{2})?)?(?!\d)")  # ISO 8601 basic format
_UNIX = re.compile(r"^(1\d{9})(?:\d{3}|\.\d+)?$")  # seconds or milliseconds from 2001 to 2033
_WORD = re.compile(r"[^\W\d_][^\d\s,;:/()'’-]*")
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<d>\d{1,2})\D{0,8}?<(?P<m>\d{1,2})>\D{0,8}?(?P<y>\d{4}|\d{2})(?!\d)",  # 5 Sep 2025, 5 de sept. 25
        r"<(?P<m>\d{1,2})>\D{0,4}(?P<d>\d{1,2})(?!\d)\D{1,8}(?P<y>\d{4})(?!\d)",  # September 5th, 2025
        r"(?<!\d)(?P<y>\d{4})\D{0,6}<(?P<m>\d{1,2})>\D{0,4}(?P<d>\d{1,2})(?!\d)",  # 2025. szeptember 5.
        r"(?<!\d)(?P<y>\d{4})\D{1,8}(?P<d>\d{1,2})\D{0,3}<(?P<m>\d{1,2})>",  # 2025. gada 5. septembris
        r"(?<!\d)(?P<y>\d{4})\s?[-/.年년]\s?(?P<m>\d{1,2})\s?[-/.月월]\s?(?P<d>\d{1,2})(?!\d)",  # 2025-09-05
        r"(?<!\d)(?P<d>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/.]\s?(?P<y>\d{4})(?!\d)",  # 5.9.2025
        r"(?<![\d.])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{2})(?![\d.])",  # 05.09.25
    )
)


def parse(text: str | None, *, zone: str = "UTC") -> datetime | None:
    """The moment (UTC) that a text names, or None where it names none.

    RFC 2822, ISO 8601, Unix time and what else feeds contain: months by name in the languages of `months.py`,
    any script's digits, Buddhist and Persian years. A text without a zone is meant in `zone` (an IANA name), one
    without a time of day at midnight. Two numbers that could both be the month: day first, except where `zone`
    is one of the few countries that write otherwise. Years before 1970 or after 2199, and days that don't
    exist, are no date.
    """
    if (usual := _USUAL.fullmatch(text or "")) is not None:
        return _usual(usual)
    folded = _folded(text or "")
    moment = _unix(folded) or _compact(folded) or _free(folded, month_first=zone in _MONTH_FIRST)
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _usual(found: re.Match[str]) -> datetime | None:
    day, month, year, hour, minute, second, sign, off_h, off_m = found.groups()
    east = timedelta(hours=int(off_h or 0), minutes=int(off_m or 0))
    clock = int(hour), int(minute), min(int(second), 59)
    moment = _moment((int(year), NUMBERS[month.lower()], int(day)), clock, UTC)
    if moment is None or east >= timedelta(hours=24):
        return moment
    return moment + east if sign == "-" else moment - east


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
    if text.isascii():
        return " ".join(text[:_LONGEST].lower().split())
    apart = unicodedata.normalize("NFKD", text[:_LONGEST].casefold())
    together = unicodedata.normalize("NFC", "".join(_plain_digits(apart)))
    return " ".join(together.split())


def _plain_digits(text: str) -> Iterator[str]:
    for char in text:
        if char.isdecimal():
            yield str(unicodedata.decimal(char))
        elif not unicodedata.combining(char) and unicodedata.category(char) != "Cf":
            yield "-" if char == "−" else char


def _unix(text: str) -> datetime | None:
    found = _UNIX.match(text)
    return datetime.fromtimestamp(int(found[1]), UTC) if found else None


def _compact(text: str) -> datetime | None:
    found = _COMPACT.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(group or 0) for group in found.groups())
    rest = re.match(rf"\s?(?:{_ZONE})", text[found.end() :])
    return _moment((year, month, day), (hour, minute, second), _offset(rest) if rest else None)


def _free(text: str, *, month_first: bool) -> datetime | None:
    clock = _first(_CLOCKS[:_SURE_CLOCKS], text)
    days = _numbered(_without(clock, text))
    found = _first(_DATES, days)
    if not found:
        return None
    rest = _without(found, days)
    clock = clock or _first(_CLOCKS[_SURE_CLOCKS:], rest)
    zone = _offset(clock or found) or _offset(_LAST_ZONE.search(rest.rstrip()))
    return _moment(_day(found, month_first=month_first, thai="ก" <= max(text) <= "๛"), _time(clock), zone)


def _first(patterns: Iterable[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next(filter(None, (pattern.search(text) for pattern in patterns)), None)


def _without(found: re.Match[str] | None, text: str) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}" if found else text


def _numbered(text: str) -> str:
    """With every month's name as its number in angle brackets."""
    text = re.sub(r"(?<=كانون|تشرين)\s", "_", text)  # the Levant's months of two words
    text = re.sub(r"thang (\d{1,2})", r"<\1>", text)  # Vietnamese numbers its months
    return _WORD.sub(_number, text)


def _number(word: re.Match[str]) -> str:
    name = word[0].rstrip(".॰")
    month = NUMBERS.get(name) or NUMBERS.get(name.removeprefix("ב"))  # Hebrew: "in September"
    return f" <{month}> " if month else word[0]


def _day(found: re.Match[str], *, month_first: bool, thai: bool) -> tuple[int, int, int]:
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    numbers_only = "<" not in found[0] and found.start("d") < found.start("y")
    if (month > 12 >= day) or (month_first and numbers_only and day <= 12):
        month, day = day, month
    if len(found["y"]) == 2:  # RFC 2822 §4.3
        year += 2500 if thai else 2000 if year < 50 else 1900
    if year in persian.YEARS:
        return persian.gregorian(year, month, day)
    return (year - _BUDDHIST_ERA if year >= 2400 else year), month, day


def _time(found: re.Match[str] | None) -> tuple[int, int, int]:
    if not found:
        return 0, 0, 0
    hour, minute, second = (int(found[unit] or 0) for unit in ("hour", "minute", "second"))
    if 1 <= hour <= 12 and (found["am"] or found["am2"] or found["pm"] or found["pm2"]):
        hour = hour % 12 + (12 if found["pm"] or found["pm2"] else 0)
    return hour, minute, min(second, 59)  # a leap second is no second of datetime's


def _offset(found: re.Match[str] | None) -> tzinfo | None:
    said = found.groupdict() if found else {}
    if said.get("sign"):
        east = timedelta(hours=int(said["off_h"]), minutes=int(said["off_m"] or 0))
        return timezone(east if said["sign"] == "+" else -east) if east < timedelta(hours=24) else None
    hours = _OFFSETS.get(said.get("name") or "")
    return None if hours is None else timezone(timedelta(hours=hours))


def _moment(day: tuple[int, int, int], clock: tuple[int, int, int], zone: tzinfo | None) -> datetime | None:
    if day[0] not in _YEARS:
        return None
    midnight = clock == (24, 0, 0)  # ISO 8601: the end of a day, the start of the next
    try:
        moment = datetime(*day, *((0, 0, 0) if midnight else clock), tzinfo=zone)
    except ValueError:
        return None
    return moment + timedelta(days=midnight)
