"""Zones: a reader may name a city, a country, an IANA name or an offset."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import countries, zones
from bot.core.capitals import CAPITALS
from bot.core.city_names import NAMES
from scripts import make_city_names


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("são paulo", "America/Sao_Paulo"),
        ("munich", "Europe/Berlin"),
        ("Mumbai", "Asia/Kolkata"),
        ("asia/calcutta", "Asia/Kolkata"),
        ("Kiev", "Europe/Kyiv"),
        ("France", "Europe/Paris"),
        ("Kosovo", "Europe/Belgrade"),
        ("Argentina", "America/Argentina/Buenos_Aires"),
        ("UTC", "UTC"),
        ("UTC+3", "Etc/GMT-3"),
        ("gmt-3", "Etc/GMT+3"),
        ("+05:00", "Etc/GMT-5"),
        ("UTC+0", "UTC"),
        ("UTC+5:30", "Asia/Kolkata"),
        ("+05:30", "Asia/Kolkata"),
        ("-3:30", "America/St_Johns"),
        ("Etc/GMT+3", "Etc/GMT+3"),
        ("etc/gmt-3", "Etc/GMT-3"),
        ("Lisbon, Portugal", "Europe/Lisbon"),
        ("Paris, France", "Europe/Paris"),
        ("Paris France", "Europe/Paris"),
        ("Paris, Texas", "America/Chicago"),
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Portland Maine", "America/New_York"),
        ("San Jose, Costa Rica", "America/Costa_Rica"),
        ("Newcastle, England", "Europe/London"),
        ("New York City", "America/New_York"),
        ("Eastern time", "America/New_York"),
        ("I live in Lisbon", "Europe/Lisbon"),
        ("München", "Europe/Berlin"),
        ("Köln", "Europe/Berlin"),
        ("Wien", "Europe/Vienna"),
        ("Praha", "Europe/Prague"),
        ("Roma", "Europe/Rome"),
        ("Lisboa", "Europe/Lisbon"),
        ("København", "Europe/Copenhagen"),
        ("Kobenhavn", "Europe/Copenhagen"),
        ("Москва", "Europe/Moscow"),
        ("東京", "Asia/Tokyo"),
        ("Doha", "Asia/Qatar"),
        ("Suva", "Pacific/Fiji"),
        ("Yaoundé", "Africa/Douala"),
        ("Ramallah", "Asia/Hebron"),
        ("Ｌｉｓｂｏｎ", "Europe/Lisbon"),
    ],
)
def test_a_text_that_means_one_zone_is_that_zone(text, zone):
    assert zones.find(text) == (zone,)


def test_a_country_of_several_clocks_offers_each_once_and_the_biggest_first():
    found = zones.find("United States")
    assert found[0] == "America/New_York"
    assert {"America/Chicago", "America/Los_Angeles", "Pacific/Honolulu"} <= set(found)
    assert "America/Detroit" not in found


@pytest.mark.parametrize(
    ("text", "zones_meant"),
    [
        ("PST", {"America/Los_Angeles", "Asia/Manila"}),
        ("IST", {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}),
        ("BST", {"Europe/London", "Asia/Dhaka"}),
        ("CST", {"America/Chicago", "America/Mexico_City", "America/Havana", "Asia/Shanghai"}),
        ("EST", {"America/New_York", "America/Panama", "Australia/Sydney"}),
        ("San Juan", {"America/Puerto_Rico", "America/Argentina/San_Juan"}),
        ("San José", {"America/Costa_Rica", "America/Los_Angeles"}),
        ("Newcastle", {"Europe/London", "Australia/Sydney"}),
        ("Portland", {"America/Los_Angeles", "America/New_York"}),
        ("Georgia", {"Asia/Tbilisi", "America/New_York"}),
        ("Kingston", {"America/Jamaica", "Pacific/Norfolk"}),
        ("+09:30", {"Australia/Adelaide", "Australia/Darwin"}),
    ],
)
def test_a_text_that_means_several_zones_is_no_guess(text, zones_meant):
    assert set(zones.find(text)) == zones_meant


@pytest.mark.parametrize("code", sorted(CAPITALS))
def test_every_capital_names_the_clock_of_its_country(code):
    at_home = {zones._clock(zone) for zone in zones._listed(code)}
    for name in CAPITALS[code]:
        assert at_home & {zones._clock(zone) for zone in zones.find(name)}
        assert code in zones.places(name)


def test_only_places_without_inhabitants_of_their_own_have_no_capital():
    without = {each.code for key in countries.REGIONS for each in countries.in_region(key) if each.code not in CAPITALS}
    assert without == {"AQ", "BV", "CC", "CX", "GS", "HM", "IO", "PN", "SJ", "TF", "TK", "UM"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Paris", ("FR",)),
        ("mumbai", ("IN",)),
        ("Ho Chi Minh City", ("VN",)),
        ("東京", ("JP",)),
        ("Kingston", ("JM", "NF")),
    ],
)
def test_a_city_lies_in_a_country(text, codes):
    assert zones.places(text) == codes


@pytest.mark.parametrize("text", ["hello", "", "of", "France", "the city"])
def test_what_is_no_city_lies_nowhere(text):
    assert zones.places(text) == ()


def test_a_country_has_towns_and_states_and_those_of_no_other():
    assert {"buenos aires", "rosario", "salta"} <= zones.towns("AR")
    assert {"texas", "houston", "portland"} <= zones.towns("US")
    assert "rosario" not in zones.towns("US")
    assert zones.towns("??") == frozenset()


def test_the_cities_own_names_are_those_of_the_cldr_that_babel_carries():
    assert dict(NAMES) == make_city_names.names()


@pytest.mark.parametrize("text", ["", "Atlantis", "UTC+99", "+05:17", "25:00", "New London", "Atlantis, Nowhere"])
def test_a_text_that_means_no_zone_is_none(text):
    assert zones.find(text) == ()


def test_a_zone_has_a_short_name():
    assert zones.label("America/Argentina/Buenos_Aires") == "Buenos Aires"
    assert zones.label("Etc/GMT-3") == "UTC+3"
    assert zones.label("UTC") == "UTC"


@given(st.text() | st.sampled_from(sorted(zones._by_name())))
@settings(deadline=None)
def test_every_zone_that_is_found_exists(text):
    for zone in zones.find(text):
        assert zones.exists(zone)
        assert ZoneInfo(zone)
        assert zones.label(zone)
