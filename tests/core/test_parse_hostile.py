"""Feeds that are made to harm: nothing goes off, everything is bounded, and only a FeedError comes out."""

from __future__ import annotations

import json
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.parse import MAX_ENTRIES
from bot.errors import FeedError
from tests.core.test_parse import ATOM, JSON_FEED, RSS_091, RSS_10, RSS_20, item, read

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]><rss><channel><item><title>&a11;</title><description>fine</description></item></channel></rss>"
)


def test_an_entity_bomb_does_not_go_off():
    (entry,) = read(BOMB)
    assert len(entry.title) < 100
    assert entry.summary == "fine"


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
        '<!DOCTYPE r [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
        '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_an_external_entity_is_not_opened(doctype: str):
    (entry,) = read(f"<?xml version='1.0'?>{doctype}<rss><channel><item><title>a &x; b</title></item></channel></rss>")
    assert "root" not in entry.title


def test_a_megabyte_of_nested_tags_is_cut():
    assert len(item(f"<description>{escape('<div>' * 200_000)}</description>").summary) == 20_000
    assert len(item(f"<description><![CDATA[{'<div>' * 200_000}]]></description>").summary) == 20_000


def test_an_item_of_five_megabytes_is_cut():
    entry = item(
        f"<title>{'ab ' * 800_000}</title><description>{'cd ' * 800_000}</description><guid>{'x' * 9999}</guid>"
    )
    assert (len(entry.title), len(entry.summary), len(entry.id or "")) == (1_000, 20_000, 2_048)


def test_of_ten_thousand_items_the_first_are_read():
    body = f"<rss><channel>{'<item><title>x</title></item>' * 10_000}</channel></rss>"
    assert len(read(body)) == MAX_ENTRIES
    assert len(read(json.dumps({"items": [{"id": 1}] * 10_000}))) == MAX_ENTRIES


def test_categories_are_counted_and_cut():
    entry = item("".join(f"<category>{n} {'x' * 200}</category>" for n in range(300)))
    assert len(entry.categories) == 20
    assert {len(each) for each in entry.categories} == {100}


def test_a_category_that_is_said_twice_counts_once():
    assert item("<category>A</category><category> A </category><category/>").categories == ("A",)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "http://[::1", "https://e.example/" + "x" * 9999],
)
def test_a_link_that_leads_nowhere_good_is_none(link: str):
    assert item(f"<title>x</title><link>{link}</link>").link is None
    assert read(json.dumps({"items": [{"title": "x", "url": link}]}))[0].link is None


@pytest.mark.parametrize("value", [None, True, 1.5, [], {}, "x", [{"a": 1}]])
@pytest.mark.parametrize(
    "field", ["id", "url", "title", "summary", "content_html", "date_published", "language", "image", "tags"]
)
def test_a_json_feed_with_fields_of_any_type_is_read(field: str, value: object):
    (entry,) = read(json.dumps({"items": [{"title": "x", field: value}]}))
    assert isinstance(entry.title, str)


def test_a_json_feed_nested_without_end_is_no_feed():
    with pytest.raises(FeedError):
        read('{"items": ' + "[" * 200_000)


# ---------------------------------------------------------------------------- any bytes at all

FEEDS = [each.encode() for each in (RSS_20, RSS_091, RSS_10, ATOM, json.dumps(JSON_FEED), BOMB)]
PIECES = [
    b"<![CDATA[", b"]]>", b"<", b">", b"&", b"&#x0;", b"&#xD800;", b"<!--", b"\x00", b"\xff\xfe", b"\xc3", b"<?xml",
    b'encoding="utf-16"', b"<!DOCTYPE", b"<item>", b"</item>", b"<svg xmlns='http://www.w3.org/2000/svg'>", b"1e999",
    b'<link rel="enclosure" href="http://[">', b"<title type='xhtml'>", b"xml:base='http://['", b'"', b"{", b"[",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A feed with pieces put in, taken out or said twice."""
    body = draw(st.sampled_from(FEEDS))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(body)))
        end = draw(st.integers(start, min(len(body), start + 60)))
        piece = draw(st.sampled_from([b"", body[start:end] * 2, *PIECES]) | st.binary(max_size=8))
        body = body[:start] + piece + body[end:]
    return body


CONTENT_TYPES = st.sampled_from(
    [None, "", "text/xml", "text/html; charset=utf-7", "application/json", "x; charset=idna", "x; charset='"]
)


@settings(deadline=None, max_examples=300)
@given(mutated() | st.binary(max_size=400), CONTENT_TYPES, st.sampled_from([None, "ru", "ko", "en", "x"]))
def test_any_bytes_are_entries_or_a_named_fault(body: bytes, content_type: str | None, language: str | None):
    try:
        found = read(body, content_type=content_type, language=language)
    except FeedError as fault:
        assert str(fault)
        return
    assert 0 < len(found) <= MAX_ENTRIES
    for each in found:
        assert len(each.title) <= 1_000
        assert len(each.categories) <= 20
        assert each.link is None or each.link.startswith(("http://", "https://"))
        json.dumps([each.title, each.summary, each.content, each.id]).encode()
        "".join([each.title, each.summary, each.content, each.id or ""]).encode()
