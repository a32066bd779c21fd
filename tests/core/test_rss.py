"""Ordinary RSS is read as feedparser reads it; what is not ordinary is left to feedparser."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core import parse, rss
from bot.errors import FeedError
from bot.model import Document, Entry

ROOT = Path(__file__).parent.parent
RECORDED = ROOT.parent.parent / "shared" / "samples" / "feeds"
INVENTED = sorted((ROOT / "data" / "feeds").glob("*.xml")) + sorted((ROOT.parent / "bot" / "sample").rglob("*.xml"))

NAMES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)


def channel(*items: str, head: str = "<title>Feed</title>") -> bytes:
    body = head + "".join(f"<item>{each}</item>" for each in items)
    return (
        f"<?xml version='1.0' encoding='utf-8'?>\n<rss version=\"2.0\" {NAMES}><channel>{body}</channel></rss>".encode()
    )


def entries(body: bytes) -> tuple[Entry, ...] | str:
    try:
        return parse.entries(Document(url="https://x.example/rss", body=body))
    except FeedError as error:
        return str(error)


def by_feedparser(body: bytes) -> tuple[Entry, ...] | str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rss, "read", lambda _body: None)
        return entries(body)


PLAIN = "<title>Bridge opens</title><link>https://x.example/1</link>"


def test_an_ordinary_item_is_read_without_feedparser():
    assert rss.read(channel(PLAIN)) is not None


@pytest.mark.parametrize("path", INVENTED, ids=lambda path: path.stem)
def test_our_own_feeds_are_read_as_feedparser_reads_them(path: Path):
    body = path.read_bytes()
    assert entries(body) == by_feedparser(body)


@pytest.mark.samples
@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded feeds are not beside the project")
def test_recorded_feeds_are_read_as_feedparser_reads_them():
    paths = sorted(RECORDED.glob("*.xml"))
    assert [path.name for path in paths if entries(path.read_bytes()) != by_feedparser(path.read_bytes())] == []
    assert sum(rss.read(path.read_bytes()) is not None for path in paths) >= 5


@pytest.mark.parametrize(
    "body",
    [
        channel(),
        channel(PLAIN + "<atom:link href='https://y.example/'/>"),
        channel(PLAIN + "<media:group><media:content url='https://x.example/1.jpg'/></media:group>"),
        channel(
            PLAIN + "<media:content url='https://x.example/1.jpg'><media:title>Other</media:title></media:content>"
        ),
        channel(PLAIN + "<title>Twice</title>"),
        channel(PLAIN + "<description>With <b>markup</b> of its own</description>"),
        channel(PLAIN + "<description></description>"),
        channel("<title>No link</title>"),
        channel("<link>https://x.example/1</link>"),
        channel(PLAIN, "<title>No link</title>"),
        channel("<title type='html'>Typed</title><link>https://x.example/1</link>"),
        channel(PLAIN + "<guid isPermaLink='false' other='x'>1</guid>"),
        channel(PLAIN).replace(b"<item>", b"<item xml:lang='fr'>"),
        channel(PLAIN).replace(b"<channel>", b"<channel xml:base='https://z.example/'>"),
        channel(PLAIN).replace(b"<rss", b"<!DOCTYPE rss [<!ENTITY x 'y'>]><rss"),
        channel(PLAIN).replace(b"</channel>", b""),
        channel(PLAIN).replace(b'version="2.0"', b'version="0.91"'),
        channel(PLAIN).replace(b"rss", b"rdf"),
        b"<rss",
        b"",
    ],
)
def test_what_is_not_ordinary_is_left_to_feedparser(body: bytes):
    assert rss.read(body) is None
    assert entries(body) == by_feedparser(body)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30) | st.sampled_from(
    [
        "&amp;lt;b&amp;gt;",
        "a < b",
        "Tom & Jerry",
        "<p>One</p> <b>two</b>",
        "  spaced\n out ",
        "https://x.example/a?b=1&c=2",
        "x",
    ]
)
LINK = st.sampled_from(
    ["https://x.example/1", " https://x.example/2 ", "/relative", "urn:uuid:7", "x.example/3", "1234"]
)


@st.composite
def texts(draw, content=TEXT) -> str:
    """A text as a feed may write it: escaped, or in a CDATA section."""
    text = draw(content)
    return f"<![CDATA[{text.replace(']]>', '')}]]>" if draw(st.booleans()) else escape(text)


@st.composite
def items(draw) -> str:
    parts = [f"<title>{draw(texts())}</title>", f"<link>{draw(texts(LINK))}</link>"]
    if draw(st.booleans()):
        lasting = draw(st.sampled_from(["", " isPermaLink='true'", " isPermaLink='false'"]))
        parts.append(f"<guid{lasting}>{draw(texts(LINK))}</guid>")
    if draw(st.booleans()):
        parts.append(f"<description>{draw(texts())}</description>")
    parts += [f"<content:encoded>{draw(texts())}</content:encoded>" for _ in range(draw(st.integers(0, 2)))]
    parts += [f"<category>{draw(texts())}</category>" for _ in range(draw(st.integers(0, 2)))]
    for name in draw(st.lists(st.sampled_from(["media:content", "media:thumbnail", "enclosure"]), max_size=3)):
        kind = draw(st.sampled_from(["", " type='image/jpeg'", " medium='image' width='700'", " type='audio/mpeg'"]))
        parts.append(f"<{name} url={quoteattr(draw(LINK))}{kind}/>")
    if draw(st.booleans()):
        parts.append(f"<pubDate>{draw(st.sampled_from(['Fri, 05 Sep 2025 08:00:00 GMT', 'yesterday']))}</pubDate>")
    parts += draw(st.sampled_from([[], ["<dc:creator>A. Writer</dc:creator>"], ["<author>a@x.example</author>"]]))
    return "".join(draw(st.permutations(parts)))


HEADS = st.sampled_from(
    [
        "<title>Feed</title>",
        "<title>Feed</title><link>https://y.example/</link><language>fr-FR</language>",
        "<title>Feed</title><image><url>i.png</url><title>I</title><link>https://i.example</link></image>",
        "<title>Feed</title><atom:link href='https://z.example/rss' rel='self'/><link>https://y.example/</link>",
        "<link>https://y.example/</link><atom:link href='https://z.example/' rel='alternate'/>",
        "<link>https://y.example/</link><language>fr</language><dc:language>de</dc:language>",
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(items(), max_size=3), HEADS)
@example([PLAIN + "<content:encoded>Long</content:encoded><description>Short</description>"], "<title>Feed</title>")
@example([PLAIN + "<description>Short</description><content:encoded>Long</content:encoded>"], "<title>Feed</title>")
@example([PLAIN + "<content:encoded>Long</content:encoded>"], "<title>Feed</title>")
def test_whatever_is_read_is_what_feedparser_reads(given_items: list[str], head: str):
    body = channel(*given_items, head=head)
    assert entries(body) == by_feedparser(body)
