"""Time zones as readers name them: a city, a country, an IANA name or an offset from UTC."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.core import countries
from bot.core.capitals import CAPITALS
from bot.core.cities import ABBREVIATIONS, CITIES, STATES
from bot.core.city_names import NAMES
from bot.core.countries import folded

_LONGEST, _WORDS = 100, 12  # letters and words of a text that are looked at

_UNLISTED = {"XK": ("Europe/Belgrade",)}  # countries that CLDR's table of zones doesn't have

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-]|−)\s*(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)

_CLOCK_WORDS = re.compile(r"\s(?:(?:standard|daylight) )?(?:time(?:zone| zone)?|city)$")
"""What people say behind the name of a place: "Eastern time", "New York City"."""

_BEFORE = frozenset("a am at city from here i in is it live m my near now of s the time we zone".split())  # noqa: SIM905
"""What people say before it: "I live in Lisbon"."""


def exists(name: str) -> bool:
    """Whether a text is the IANA name of a zone, to the letter."""
    return name in _zones()


def label(zone: str) -> str:
    """A zone by its city, as people say it: `Buenos Aires`; `UTC-3` for `Etc/GMT+3`."""
    if zone.startswith("Etc/GMT") and zone != "Etc/GMT":
        sign = "-" if "+" in zone else "+"
        return f"UTC{sign}{zone.lstrip('Etc/GMT+-')}"
    return _exemplar(zone) or zone.rpartition("/")[2].replace("_", " ")


def find(text: str) -> tuple[str, ...]:
    """The zones that a text may mean, one for each clock, for the caller to offer; empty where it means none.

    An IANA name in any case, a city or a capital, a state, an abbreviation ("PST" is used on two coasts of an ocean),
    an offset ("UTC+5:30"), or a country: its one zone, or those of all its clocks. "Lisbon, Portugal" too.
    """
    text = unicodedata.normalize("NFKC", text).strip()[:_LONGEST]
    if (offset := _OFFSET.fullmatch(text)) is not None:
        return _at_offset(-1 if offset[1] in "-−" else 1, int(offset[2]), int(offset[3] or 0))
    if (zone := _by_iana().get(text.casefold().replace(" ", "_"))) is not None:
        return (zone,)
    return _different(sorted(_named(text) or _placed(text), key=_size))


def places(text: str) -> tuple[str, ...]:
    """The codes of the countries that have a city of this name, as far as we know cities; a country is none."""
    name = folded(text)
    capitals = [code for code, names in CAPITALS.items() if name in map(folded, names)]
    zoned = [_territories().get(zone, "") for zone in _by_city().get(name, ())]
    return tuple(code for code in dict.fromkeys([*capitals, *zoned]) if countries.exists(code))


@cache
def towns(code: str) -> frozenset[str]:
    """What the cities and states of a country are called, folded, as far as we know them; empty for no country."""
    named = (*_states().items(), *_by_city().items())
    return frozenset(name for name, zones in named if any(_territories().get(zone) == code for zone in zones))


def _named(text: str) -> tuple[str, ...]:
    """The zones that a text as a whole names."""
    name = folded(text)
    if name in ABBREVIATIONS:
        return ABBREVIATIONS[name]
    country = countries.find(text)
    known = (*_by_name().get(name, ()), *(_of_country(country.code) if country else ()))
    shorter = _CLOCK_WORDS.sub("", name)
    return known or (_named(shorter) if shorter not in (name, "") else ())


def _placed(text: str) -> tuple[str, ...]:
    """The zones of a place named with what it lies in, or at the end of a sentence: "Portland, Oregon"."""
    place, comma, around = text.rpartition(",")
    if comma:
        inside = tuple(zone for zone in _named(place) if zone in {*_named(around), *_all_of(around)})
        return inside or _named(around) or _named(place)
    words = text.split()[:_WORDS]
    for size in range(len(words) - 1, 0, -1):
        before, behind = " ".join(words[:-size]), " ".join(words[-size:])
        zones = _named(behind)
        if zones and set(folded(before).split()) <= _BEFORE:
            return zones
        if zones and (countries.find(behind) or folded(behind) in _states()):
            return tuple(zone for zone in _named(before) if zone in {*zones, *_all_of(behind)}) or zones
    return ()


def _all_of(text: str) -> frozenset[str]:
    """Every zone of the country that a text names."""
    country = countries.find(text)
    return frozenset(_listed(country.code)) if country else frozenset()


def _at_offset(sign: int, hours: int, minutes: int) -> tuple[str, ...]:
    """A zone without a summer time for whole hours, else those where clocks show this at some time of the year."""
    if minutes == 0:
        # POSIX counts west of Greenwich: UTC+3 is Etc/GMT-3.
        zone = f"Etc/GMT{'-' if sign > 0 else '+'}{hours}" if hours else "UTC"
        return (zone,) if exists(zone) else ()
    wanted = sign * timedelta(hours=hours, minutes=minutes)
    showing = (zone for zone in _territories() if zone in _zones() and wanted in _clock(zone))
    return _different(sorted(showing, key=_size))


def _of_country(code: str) -> tuple[str, ...]:
    """The zones of a country, one for each clock that is shown there; those of big cities first."""
    return _different(sorted(_listed(code), key=_size))


def _listed(code: str) -> Iterator[str]:
    listed: Iterable[str] = _UNLISTED.get(code) or get_global("territory_zones").get(code, ())
    return (_current(each) for each in listed if _current(each) in _zones())


def _size(zone: str) -> tuple[int, int, str]:
    """What puts the zones first that many people live in, as far as we know their cities."""
    return -len(CITIES.get(zone, "").split()), zone.count("/"), zone


def _different(zones: Iterable[str]) -> tuple[str, ...]:
    """The first zone of each clock."""
    clocks: dict[tuple[object, ...], str] = {}
    for zone in zones:
        clocks.setdefault(_clock(zone), zone)
    return tuple(clocks.values())


def _clock(zone: str) -> tuple[object, ...]:
    """What tells the clock of one zone from another's: its offsets in January and in July of a recent year."""
    return tuple(datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"localtime", "Factory"})


@cache
def _by_iana() -> dict[str, str]:
    """IANA names in any case. Those without a slash are left out: `EST` and `Cuba` are words that people use."""
    names = {zone.casefold(): zone if zone.startswith("Etc/") else _current(zone) for zone in _zones() if "/" in zone}
    return names | {"utc": "UTC", "gmt": "UTC"}


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """Every folded name of a zone, a city or a state to its zones. What several zones claim has them all."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for source in (_by_city(), _states()):
        for name, zones in source.items():
            names[name] |= dict.fromkeys(zones)
    for zone in sorted(each for each in _zones() if not each.startswith("Etc/")):
        names[folded(zone.rpartition("/")[2])][_current(zone)] = None
    names.pop("", None)
    return {name: tuple(zones) for name, zones in names.items()}


@cache
def _by_city() -> dict[str, tuple[str, ...]]:
    """Every folded name of a city to its zones."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for zone, cities in CITIES.items():
        for city in cities.split():
            names[folded(city.replace("_", " "))][zone] = None
    for zone, code in get_global("zone_territories").items():
        current = _current(zone)
        for name in (_exemplar(zone), zone.rpartition("/")[2], *NAMES.get(zone, ())):
            if current in _zones() and countries.exists(code):
                names[folded(name)][current] = None
    for code, capitals in CAPITALS.items():
        listed, own = frozenset(_listed(code)), [folded(name) for name in capitals]
        home = [zone for name in own for zone in names[name] if zone in listed] or _of_country(code)
        for name in own:
            names[name] |= dict.fromkeys(home[:1])
    names.pop("", None)
    return {name: tuple(zones) for name, zones in names.items() if zones}


@cache
def _states() -> dict[str, tuple[str, ...]]:
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for zone, states in STATES.items():
        for state in states.split():
            names[folded(state.replace("_", " "))][zone] = None
    return {name: tuple(zones) for name, zones in names.items()}


@cache
def _territories() -> dict[str, str]:
    """The code of the country that a zone is named for."""
    return {_current(zone): code for zone, code in get_global("zone_territories").items()}


def _current(zone: str) -> str:
    """The name that a zone has now: Asia/Calcutta is Asia/Kolkata, where this machine knows both."""
    renamed = {"Asia/Calcutta": "Asia/Kolkata", "Europe/Kiev": "Europe/Kyiv", "America/Buenos_Aires": _BUENOS_AIRES}
    current = renamed.get(zone) or get_global("zone_aliases").get(zone, zone)
    current = renamed.get(current, current)
    return current if current in _zones() else zone


_BUENOS_AIRES = "America/Argentina/Buenos_Aires"


def _exemplar(zone: str) -> str:
    """The city that CLDR names a zone after, in English; it keys some by names that they no longer have."""
    cities = Locale("en").time_zones
    return next((str(cities[name]["city"]) for name in (zone, *_former(zone)) if "city" in cities.get(name, {})), "")


@cache
def _former(zone: str) -> tuple[str, ...]:
    return tuple(sorted(old for old, new in get_global("zone_aliases").items() if new == zone))
