"""A hostile press beside a good one: the good outlets are read whole, the bad ones named, nothing hostile comes out."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from bot.adapters.archive_sqlite import open_archive
from bot.adapters.feeds_sqlite import SqliteFeeds
from bot.adapters.news_sqlite import SqliteNews
from bot.adapters.workers_inline import InlineWorkers
from bot.adapters.workers_process import ProcessWorkers
from bot.core.parse import MAX_ENTRIES
from bot.intake import Intake, Kept
from bot.model import Catalogue, FeedStatus, Outlet
from tests.adapters.fetching import fetching
from tests.builders import NOON, FakeClock, outlet
from tests.fakes import rss
from tests.feedserver import FeedServer

GOOD = [outlet(f"Good {number}", "AR") for number in range(20)]
DATED = format_datetime(NOON - timedelta(hours=2))


def feed(items: str, *, head: str = "", encoding: str = "utf-8") -> bytes:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>{head}'
    return f'{declared}<rss version="2.0"><channel>{items}</channel></rss>'.encode()


def item(title: str, *, summary: str = "", link: str = "https://bad.example/1") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><description>{summary}</description>"
        f"<pubDate>{DATED}</pubDate></item>"
    )


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))

NAMED = {  # what the report of each must say
    "challenge": (b"<!doctype html><html><title>Just a moment...</title></html>", "a bot check, not a feed"),
    "login": (b"<!doctype html><form><input type='password'></form>", "a login page, not a feed"),
    "empty": (b"", "the answer is empty"),
    "no entries": (feed("<title>Nothing</title>"), "a feed without entries"),
    "half a tag": (b"<rss version='2.0'><chan", "a feed without entries"),
    "binary": (bytes(range(256)) * 40, "not a feed"),
    "json": (b'{"a": [1, 2]}', "JSON, but not a JSON Feed"),
}
READ = {  # these hold something that can be read, and is made harmless
    "laughs": feed(item("Ha &l11;"), head=f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'),
    "external": feed(item("See &e; here"), head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    "nested": feed(item("Deep", summary="&lt;div&gt;" * 100_000)),
    "script": feed(item("&lt;script&gt;alert(1)&lt;/script&gt;Bridge opens", summary="&lt;img src=x onerror=y&gt;")),
    "overrides": feed(item("Bridge \u202eopens\u202c \u2066today\u2069\u200b")),
    "many": feed("".join(item(f"Item number {n}", link=f"https://bad.example/{n}") for n in range(10_000))),
    "malformed": feed("".join(f"<item><title>a & b {n}</title>" for n in range(20_000))),
    "long": feed(item("Long", summary="word " * 900_000)),
    "wrong charset": feed(item("Überraschung im März"), encoding="koi8-r"),
    "javascript link": feed(item("Bridge opens", link="javascript:alert(1)")),
}


@pytest.fixture
async def archive(tmp_path):
    file = await open_archive(tmp_path / "news.sqlite")
    yield file
    await file.close()


async def test_a_hostile_press_harms_nobody(archive):
    good_body = rss(*((f"Event {number} of the day", "It happened.", DATED) for number in range(30)))
    async with FeedServer() as server, fetching() as fetcher:
        bodies = {each.name: good_body for each in GOOD}
        bodies |= {name: body for name, (body, _) in NAMED.items()} | READ
        for place, body in enumerate(bodies.values()):
            server.put(f"/{place}", body)
        outlets = [
            Outlet(
                name=name,
                country="AR",
                site="https://bad.example",
                feeds=(server.url(f"/{place}"),),
                language="de" if name == "wrong charset" else "en",
            )
            for place, name in enumerate(bodies)
        ]
        workers = ProcessWorkers(count=2, limit=20)
        feeds, news = SqliteFeeds(archive), SqliteNews(archive)
        intake = Intake(
            catalogue=Catalogue(outlets=tuple(outlets)),
            fetcher=fetcher,
            feeds=feeds,
            news=news,
            clock=FakeClock(),
            workers=workers,
            threads=InlineWorkers(),
        )
        try:
            kept = sum([batch async for batch in intake.gather()], Kept())
        finally:
            await workers.close()
        reports = {each.outlet.removeprefix("AR/"): each for each in (await feeds.reports()).values()}
        articles = await news.pending(limit=100_000)
        read_by = {name: [each for each in articles if each.outlet == name] for name in bodies}

        assert all(reports[each.name].status is FeedStatus.OK for each in GOOD)
        assert {len(read_by[each.name]) for each in GOOD} == {30}
        assert {name: reports[name].problem for name in NAMED} == {name: said for name, (_, said) in NAMED.items()}
        assert kept.statuses[FeedStatus.FAILED] == len(NAMED) + sum(
            reports[name].status is FeedStatus.FAILED for name in READ
        )
        assert len(read_by["many"]) == MAX_ENTRIES
        assert [each.title for each in read_by["script"]] == ["Bridge opens"]
        assert [each.title for each in read_by["overrides"]] == ["Bridge opens today"]
        assert [each.title for each in read_by["wrong charset"]] == ["Überraschung im März"]
        assert [each.url for each in read_by["javascript link"]] == ["https://bad.example"]
        for each in articles:
            text = f"{each.title}\n{each.summary}"
            assert "root:" not in text
            assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00-\x08]|<script|hahaha", text)
            assert len(text) < 1_400
            json.dumps(text).encode()
        assert all(isinstance(each.published, datetime) and each.published <= NOON for each in articles)
