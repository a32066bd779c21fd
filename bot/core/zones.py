"""Time zones as readers name them: a city, a country, an IANA name or an offset from UTC."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

from bot.core import countries
from bot.core.countries import folded

_CITIES = {  # big cities that name no zone of their own
    "Africa/Cairo": "alexandria giza",
    "Africa/Casablanca": "rabat marrakesh fez tangier",
    "Africa/Johannesburg": "cape_town durban pretoria soweto",
    "Africa/Lagos": "abuja kano ibadan",
    "Africa/Nairobi": "mombasa",
    "America/Argentina/Buenos_Aires": "rosario la_plata mar_del_plata",
    "America/Bogota": "medellin cali barranquilla cartagena",
    "America/Chicago": "houston dallas austin san_antonio minneapolis new_orleans milwaukee st_louis",
    "America/Denver": "salt_lake_city albuquerque",
    "America/Guayaquil": "quito",
    "America/La_Paz": "santa_cruz_de_la_sierra cochabamba",
    "America/Los_Angeles": "san_francisco san_diego seattle las_vegas sacramento san_jose oakland",
    "America/Mexico_City": "guadalajara puebla",
    "America/New_York": "washington washington_dc boston philadelphia miami atlanta baltimore pittsburgh nyc",
    "America/Sao_Paulo": "rio rio_de_janeiro brasilia belo_horizonte porto_alegre curitiba",
    "America/Toronto": "ottawa montreal quebec",
    "Asia/Dhaka": "chittagong",
    "Asia/Ho_Chi_Minh": "hanoi saigon da_nang",
    "Asia/Jakarta": "bandung surabaya",
    "Asia/Jerusalem": "tel_aviv haifa",
    "Asia/Karachi": "lahore islamabad peshawar rawalpindi",
    "Asia/Kolkata": "mumbai bombay delhi new_delhi bangalore bengaluru chennai madras hyderabad pune ahmedabad",
    "Asia/Riyadh": "jeddah mecca medina dammam",
    "Asia/Seoul": "busan incheon",
    "Asia/Shanghai": "beijing peking guangzhou shenzhen chengdu wuhan nanjing tianjin",
    "Asia/Tehran": "mashhad isfahan shiraz",
    "Asia/Tokyo": "osaka kyoto nagoya yokohama sapporo fukuoka",
    "Asia/Dubai": "abu_dhabi sharjah",
    "Australia/Sydney": "canberra newcastle",
    "Europe/Amsterdam": "rotterdam the_hague utrecht",
    "Europe/Belgrade": "pristina prishtina novi_sad",
    "Europe/Athens": "thessaloniki",
    "Europe/Berlin": "munich muenchen hamburg frankfurt cologne koeln stuttgart dusseldorf leipzig",
    "Europe/Istanbul": "ankara izmir",
    "Europe/Kyiv": "lviv odesa odessa kharkiv dnipro",
    "Europe/Lisbon": "porto",
    "Europe/London": "manchester birmingham liverpool glasgow edinburgh leeds cardiff",
    "Europe/Madrid": "barcelona valencia seville sevilla bilbao",
    "Europe/Moscow": "saint_petersburg st_petersburg",
    "Europe/Paris": "lyon marseille toulouse nice bordeaux",
    "Europe/Rome": "milan milano naples napoli turin torino florence venice",
    "Europe/Stockholm": "gothenburg malmo",
    "Europe/Warsaw": "krakow wroclaw gdansk",
    "Europe/Zurich": "geneva basel bern lausanne",
    "Pacific/Auckland": "wellington christchurch",
}

_UNLISTED = {"XK": ("Europe/Belgrade",)}  # countries that CLDR's table of zones doesn't have

_OFFSET = re.compile(r"(?:utc|gmt)?\s*([+-]|−)\s*(\d{1,2})(?::?00)?", re.IGNORECASE)


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
    """The zones that a text may mean, the likeliest first; empty where it means none.

    An IANA name in any case, a city, an offset in whole hours ("UTC+3"), or a country: its one zone, or one for
    each clock that it has, for the caller to offer.
    """
    if (offset := _OFFSET.fullmatch(text.strip())) is not None:
        return _at_offset(offset[1], int(offset[2]))
    name = folded(text)
    if name in _by_name():
        return _by_name()[name]
    country = countries.find(text)
    return _of_country(country.code) if country else ()


def _at_offset(sign: str, hours: int) -> tuple[str, ...]:
    # POSIX counts west of Greenwich: UTC+3 is Etc/GMT-3.
    zone = f"Etc/GMT{'-' if sign == '+' else '+'}{hours}" if hours else "UTC"
    return (zone,) if exists(zone) else ()


def _of_country(code: str) -> tuple[str, ...]:
    """The zones of a country, one for each clock that is shown there; those of big cities first."""
    listed: Iterable[str] = _UNLISTED.get(code) or get_global("territory_zones").get(code, ())
    known = {_current(each) for each in listed if _current(each) in _zones()}
    clocks: dict[tuple[object, ...], str] = {}
    for zone in sorted(known, key=lambda each: (-len(_CITIES.get(each, "").split()), each.count("/"), each)):
        clocks.setdefault(_clock(zone), zone)
    return tuple(clocks.values())


def _clock(zone: str) -> tuple[object, ...]:
    """What tells the clock of one zone from another's: its offsets in January and in July of a recent year."""
    return tuple(datetime(2026, month, 1, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7))


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones() - {"localtime", "Factory"})


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """Every folded name of a zone or city to its zones. A city that several zones claim has them all."""
    names: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for zone, cities in _CITIES.items():
        for city in cities.split():
            names[folded(city.replace("_", " "))][zone] = None
    for zone in sorted(_zones()):
        names[folded(zone)][_current(zone)] = None
        if "/" in zone and not zone.startswith("Etc/"):
            names[folded(zone.rpartition("/")[2])][_current(zone)] = None
            names[folded(_exemplar(zone))][_current(zone)] = None
    for zone in ("UTC", "GMT"):
        names[folded(zone)] = {"UTC": None}
    names.pop("", None)
    return {name: tuple(zones) for name, zones in names.items()}


def _current(zone: str) -> str:
    """The name that a zone has now: Asia/Calcutta is Asia/Kolkata, where this machine knows both."""
    renamed = {"Asia/Calcutta": "Asia/Kolkata", "Europe/Kiev": "Europe/Kyiv", "America/Buenos_Aires": _BUENOS_AIRES}
    current = renamed.get(zone) or get_global("zone_aliases").get(zone, zone)
    current = renamed.get(current, current)
    return current if current in _zones() else zone


_BUENOS_AIRES = "America/Argentina/Buenos_Aires"


def _exemplar(zone: str) -> str:
    cities = Locale("en").time_zones
    return str(cities.get(zone, {}).get("city", ""))
