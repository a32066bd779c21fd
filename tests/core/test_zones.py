"""Zones: a reader may name a city, a country, an IANA name or an offset."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import zones


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
    ],
)
def test_a_text_that_means_one_zone_is_that_zone(text, zone):
    assert zones.find(text) == (zone,)


def test_a_country_of_several_clocks_offers_each_once_and_the_biggest_first():
    found = zones.find("United States")
    assert found[0] == "America/New_York"
    assert {"America/Chicago", "America/Los_Angeles", "Pacific/Honolulu"} <= set(found)
    assert "America/Detroit" not in found


@pytest.mark.parametrize("text", ["", "Atlantis", "UTC+99", "+05:30", "25:00"])
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
