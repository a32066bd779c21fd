"""Dates as the world's feeds write them, and the moment that each means."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.dates import parse, settle, zone_of
from bot.core.months import NUMBERS
from bot.model import Entry
from tests.builders import NOON

LINES = (Path(__file__).parent.parent / "data" / "dates.txt").read_text("utf-8").splitlines()
ROWS = [
    tuple(part.strip(" ") for part in line.replace("<RLM>", "\u200f").split("|"))
    for line in LINES
    if line and line[0] != "#"
]


@pytest.mark.parametrize(("text", "moment"), ROWS)
def test_a_date_means_this_moment(text: str, moment: str):
    assert parse(text) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_the_table_is_long_enough_to_mean_something():
    assert len(ROWS) >= 200


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        " ",
        "yesterday",
        "just now",
        "15:07",
        "September",
        "2025",
        "2025-09",
        "2025-13-41",
        "Fri, 31 Feb 2025 15:07:00 GMT",
        "Fri, 05 Sep 0025 15:07:00 GMT",
        "Fri, 05 Sep 1905 15:07:00 GMT",
        "9999-12-31T23:59:59Z",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00Z",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "Fri, 05 Sep 2025 25:07:00 GMT",
        "30/30/2025",
        "1404/13/13",
        "1404/12/31",
        "-1",
        "17570848200000000",
        "<b>5</b>",
        "9" * 10_000,
    ],
)
def test_what_names_no_day_is_no_date(text: str | None):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("country", "text", "moment"),
    [
        ("DE", "2025-09-05 15:07", "2025-09-05 13:07"),
        ("DE", "2025-12-05 15:07", "2025-12-05 14:07"),
        ("DE", "5. September 2025, 15:07 Uhr", "2025-09-05 13:07"),
        ("DE", "2025-10-26 01:59", "2025-10-25 23:59"),
        ("DE", "2025-10-26 03:00", "2025-10-26 02:00"),
        ("US", "2025-03-09 01:59", "2025-03-09 06:59"),
        ("US", "2025-03-09 03:00", "2025-03-09 07:00"),
        ("US", "09/05/2025 - 15:07", "2025-09-05 19:07"),
        ("PH", "9/5/2025 3:07 PM", "2025-09-05 07:07"),
        ("GB", "05/09/2025 15:07", "2025-09-05 14:07"),
        ("IN", "5 Sep 2025 15:07", "2025-09-05 09:37"),
        ("NP", "5 Sep 2025 15:07", "2025-09-05 09:22"),
        ("RU", "5 сентября 2025, 15:07", "2025-09-05 12:07"),
        ("UA", "5 вересня 2025, 15:07", "2025-09-05 12:07"),
        ("TR", "5 Eylül 2025 15:07", "2025-09-05 12:07"),
        ("BR", "05/09/2025 15h07", "2025-09-05 18:07"),
        ("AR", "05/09/2025 15:07", "2025-09-05 18:07"),
        ("CN", "2025年9月5日 15:07", "2025-09-05 07:07"),
        ("JP", "2025年9月5日 15時07分", "2025-09-05 06:07"),
        ("EG", "٥ سبتمبر ٢٠٢٥ ١٥:٠٧", "2025-09-05 12:07"),
        ("IR", "1404/06/14 15:07", "2025-09-05 11:37"),
        ("AU", "5 Jan 2026 15:07", "2026-01-05 04:07"),
        ("CL", "5 de enero de 2026 15:07", "2026-01-05 18:07"),
        ("TH", "5 ก.ย. 2568 15:07", "2025-09-05 08:07"),
        ("ZZ", "2025-09-05 15:07", "2025-09-05 15:07"),
        ("DE", "2025-09-05T15:07:00Z", "2025-09-05 15:07"),
        ("US", "Fri, 05 Sep 2025 15:07:00 GMT", "2025-09-05 15:07"),
        ("US", "1757084820", "2025-09-05 15:07"),
    ],
)
def test_a_date_without_a_zone_is_in_its_outlets(country: str, text: str, moment: str):
    assert parse(text, zone=zone_of(country)) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


def test_a_zone_elsewhere_in_the_text_counts_too():
    assert parse("Fri Sep  5 17:07:00 2025 +0200", zone="Asia/Tokyo") == datetime(2025, 9, 5, 15, 7, tzinfo=UTC)
    assert parse("05-09-2025 15:07", zone="Asia/Tokyo") == datetime(2025, 9, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (1349, "1970-03-21"),
        (1358, "1979-03-21"),
        (1375, "1996-03-20"),
        (1399, "2020-03-20"),
        (1403, "2024-03-20"),
        (1404, "2025-03-21"),
        (1408, "2029-03-20"),
        (1412, "2033-03-20"),
        (1429, "2050-03-21"),
    ],
)
def test_a_persian_year_begins_when_spring_does(year: int, day: str):
    assert parse(f"{year}/01/01") == datetime.fromisoformat(day).replace(tzinfo=UTC)


# ---------------------------------------------------------------------------- what an entry's dates settle


def test_an_entry_without_a_date_is_from_when_it_was_first_seen():
    assert settle(Entry(), now=NOON) == NOON
    assert settle(Entry(published="soon", updated=""), now=NOON) == NOON


def test_a_date_that_cannot_be_read_gives_way_to_that_of_the_last_edit():
    entry = Entry(published="soon", updated="2025-09-05T10:00:00Z")
    assert settle(entry, now=NOON) == NOON - timedelta(hours=2)


def test_publication_counts_before_the_last_edit():
    entry = Entry(published="2025-09-05T09:00:00Z", updated="2025-09-05T10:00:00Z")
    assert settle(entry, now=NOON) == NOON - timedelta(hours=3)


def test_nothing_is_published_in_the_future():
    assert settle(Entry(published="2025-09-06T00:00:00Z"), now=NOON) == NOON


# ---------------------------------------------------------------------------- properties

ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])
MONTHS = st.sampled_from(sorted(NUMBERS))
DATELIKE = st.lists(
    st.integers(0, 9999).map(str)
    | MONTHS
    | st.sampled_from(
        [":", "-", "/", ".", " ", ", ", "T", "Z", "+", "pm", "下午", "年", "GMT", "EST", "٢", "Sept", "م", "("]
    ),
    max_size=12,
).map("".join)


@given(st.text(max_size=120) | DATELIKE, ZONES)
def test_any_text_is_a_moment_in_utc_or_none(text: str, zone: str):
    moment = parse(text, zone=zone)
    assert moment is None or moment.utcoffset() == timedelta(0)


@given(DATELIKE, DATELIKE, ZONES)
def test_an_entry_is_never_of_the_future(published: str, updated: str, zone: str):
    moment = settle(Entry(published=published, updated=updated), now=NOON, zone=zone)
    assert moment <= NOON
    assert moment.utcoffset() == timedelta(0)


WHOLE_SECONDS = st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2199, 12, 30)).map(  # noqa: DTZ001
    lambda each: each.replace(microsecond=0, tzinfo=UTC)
)
FORMS = st.sampled_from(
    [
        "%a, %d %b %Y %H:%M:%S GMT",
        "%Y-%m-%dT%H:%M:%SZ",
        "%Y%m%dT%H%M%SZ",
        "%d.%m.%Y %H:%M:%S UTC",
        "%Y/%m/%d %H:%M:%S Z",
        "%B %d, %Y %I:%M:%S %p UTC",
        "%c +0000",
        "%Y年%m月%d日 %H时%M分%S秒 UTC",
    ]
)


@given(WHOLE_SECONDS, FORMS)
def test_what_is_written_is_read_again(moment: datetime, form: str):
    assert parse(moment.strftime(form)) == moment


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_every_month_is_known_by_each_of_its_names(name: str):
    moment = parse(f"5 {name.replace('_', ' ')} 2025 15:07")
    assert moment is not None
    assert moment.month == NUMBERS[name]
