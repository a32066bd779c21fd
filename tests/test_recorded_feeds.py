"""Recorded feeds of real outlets lose no entry: each becomes an article or is rejected for a reason.

The recordings belong to their publishers and stand beside the project, not in it.
"""

from __future__ import annotations

import calendar
import csv
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import feedparser
import pytest

from bot.core import dates, extract, parse
from bot.intake import EVER
from bot.model import Article, Document, Entry, Outlet

SAMPLES = Path(__file__).parent.parent.parent / "shared" / "samples" / "feeds"
NOW = datetime(2100, 1, 1, tzinfo=UTC)  # later than any recording, so that no date is clamped

pytestmark = [
    pytest.mark.samples,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the recorded feeds are not beside the project"),
]


def rows() -> list[dict[str, str]]:
    if not SAMPLES.is_dir():
        return [{"file": "none"}]
    with (SAMPLES / "INDEX.csv").open(encoding="utf-8") as index:
        return list(csv.DictReader(index))


each_feed = pytest.mark.parametrize("row", rows(), ids=lambda row: row["file"])


def outlet(row: dict[str, str]) -> Outlet:
    site = "https://outlet.example"
    country = row["country"] or "US"
    return Outlet(name=row["outlet"], country=country, site=site, feeds=(f"{site}/rss",), language=row["language"])


def read(row: dict[str, str]) -> tuple[Entry, ...]:
    body = (SAMPLES / row["file"]).read_bytes()
    return parse.entries(Document(url="https://outlet.example/rss", body=body), language=row["language"])


def made(row: dict[str, str]) -> tuple[tuple[Article, ...], tuple[extract.Rejection, ...]]:
    sightings, rejected = extract.sightings(read(row), outlet(row), now=NOW, window=EVER)
    return tuple(each.article for each in sightings), rejected


@cache
def plain(file: str) -> list[feedparser.FeedParserDict]:
    return feedparser.parse((SAMPLES / file).read_bytes()).entries


@each_feed
def test_every_entry_that_feedparser_finds_is_an_article_or_is_rejected_for_a_reason(row):
    articles, rejected = made(row)
    places = sorted([each.position for each in articles] + [each.position for each in rejected])
    assert places == list(range(len(places)))
    assert len(places) >= len(plain(row["file"]))
    assert all(isinstance(each.reason, extract.Reason) for each in rejected)


@each_feed
def test_the_entries_stand_in_feedparsers_order_under_its_titles(row):
    if not row["file"].startswith("misc_"):
        for entry, theirs in zip(read(row), plain(row["file"]), strict=True):
            title = theirs.get("title", "")
            garbled = "â€" in title  # encoded twice by the outlet, and mended by us
            assert garbled or extract.plain(entry.title, limit=1_000) == extract.plain(title, limit=1_000)


@each_feed
def test_hardly_any_entry_is_rejected(row):
    articles, rejected = made(row)
    if not row["file"].startswith("misc_"):
        assert len(rejected) <= 0.05 * len(articles)


@each_feed
def test_a_date_that_feedparser_reads_is_the_same_moment_for_us(row):
    for entry, theirs in zip(read(row), plain(row["file"]), strict=False):
        moment: time.struct_time | None = theirs.get("published_parsed")
        if moment is not None:
            assert dates.parse(entry.published) == datetime.fromtimestamp(calendar.timegm(moment), UTC), entry.published


@each_feed
def test_every_date_in_a_recorded_feed_is_read(row):
    undated = [entry for entry in read(row) if not dates.parse(entry.published or entry.updated)]
    assert not [entry for entry in undated if entry.published or entry.updated]


@each_feed
def test_no_letter_of_a_recorded_feed_is_garbled(row):
    for entry in read(row):
        assert not {"\ufffd", "\x81", "Ã", "Ð"} & set(entry.title + entry.summary)
