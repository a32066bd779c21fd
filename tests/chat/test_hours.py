"""Hours and days as readers write and see them."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import hours
from bot.chat.hours import Wall


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7", time(7)),
        ("07", time(7)),
        ("7:30", time(7, 30)),
        ("07.30", time(7, 30)),
        ("0730", time(7, 30)),
        ("7am", time(7)),
        ("7 AM", time(7)),
        ("7:30 p.m.", time(19, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("19h30", time(19, 30)),
        ("19h", time(19)),
        ("0", time(0)),
        ("٧:٣٠", time(7, 30)),
        ("７：３０", time(7, 30)),
        ("730", time(7, 30)),
        ("730pm", time(19, 30)),
        ("7 30", time(7, 30)),
        ("at 7", time(7)),
        ("At 7:30", time(7, 30)),
        ("8 o'clock", time(8)),
        ("8 o’clock", time(8)),
        ("noon", time(12)),
        ("12 noon", time(12)),
        ("Midnight", time(0)),
        ("24:00", time(0)),
        ("2400", time(0)),
    ],
)
def test_an_hour_is_understood(typed: str, meant: time):
    assert hours.parse(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "25",
        "24:01",
        "760",
        "at",
        "o'clock",
        "7:60",
        "13pm",
        "0am",
        "seven",
        "7:3",
        "7:300",
        "-7",
        "7:30:00",
        "2500",
        "²",
    ],
)
def test_what_is_no_hour_is_none(typed: str):
    assert hours.parse(typed) is None


@settings(deadline=None)
@given(st.times())
def test_every_hour_shown_is_understood_again(at: time):
    assert hours.parse(hours.hour(at)) == at.replace(second=0, microsecond=0)


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_an_hour_or_none(typed: str):
    assert hours.parse(typed) is None or isinstance(hours.parse(typed), time)


def test_an_unknown_zone_is_said_to_be_utc():
    moment = datetime(2025, 9, 5, 23, 30, tzinfo=UTC)
    assert Wall().clock(moment) == "23:30 UTC"
    tokyo = Wall(zone="Asia/Tokyo", known=True)
    assert (tokyo.clock(moment), tokyo.day(moment)) == ("08:30", "Saturday 6 September")
