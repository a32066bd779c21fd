"""A document becomes entries, or a FeedError that names what it is; nothing else, whatever the bytes."""

from __future__ import annotations

import json

import pytest

from bot.core.parse import entries
from bot.errors import FeedError
from bot.model import Document, Entry

URL = "https://outlet.example/news/rss"

RSS_20 = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Outlet</title><link>https://outlet.example/</link><language>en-gb</language>
<item>
  <title>Harbour bridge opens</title><link>/news/bridge</link>
  <guid isPermaLink="false">bridge-1</guid>
  <pubDate>Fri, 05 Sep 2025 09:30:00 GMT</pubDate>
  <description>&lt;p&gt;Ten years late.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>Ten years late, and twice as dear.</p>]]></content:encoded>
  <category>Local</category><category domain="x">Transport</category>
  <media:content url="https://outlet.example/small.jpg" medium="image" width="140"/>
  <media:content url="https://outlet.example/large.jpg" medium="image" width="700"/>
</item>
</channel></rss>"""
RSS_091 = """<rss version="0.91"><channel><title>The Outlet</title><link>https://outlet.example/</link>
<item><title>Harbour bridge opens</title><link>https://outlet.example/news/bridge</link>
<description>Ten years late.</description></item></channel></rss>"""
RSS_10 = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://outlet.example/"><title>The Outlet</title><link>https://outlet.example/</link></channel>
<item rdf:about="https://outlet.example/news/bridge"><title>Harbour bridge opens</title>
<link>https://outlet.example/news/bridge</link><description>Ten years late.</description>
<dc:date>2025-09-05T09:30:00Z</dc:date><dc:subject>Local</dc:subject></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Outlet</title>
<link href="https://outlet.example/"/><entry><id>tag:outlet.example,2025:bridge</id>
<title type="html">Harbour bridge opens</title><link rel="alternate" href="https://outlet.example/news/bridge"/>
<published>2025-09-05T09:30:00Z</published><updated>2025-09-05T10:00:00Z</updated>
<summary>Ten years late.</summary><category term="local" label="Local"/></entry></feed>"""
JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "home_page_url": "https://outlet.example/",
    "language": "en",
    "items": [
        {
            "id": 7,
            "url": "https://outlet.example/news/bridge",
            "title": "Harbour bridge opens",
            "summary": "Ten years late.",
            "content_html": "<p><img src='/large.jpg'>Ten years late.</p>",
            "date_published": "2025-09-05T09:30:00Z",
            "tags": ["Local", "Transport"],
        }
    ],
}


def read(body: str | bytes, *, content_type: str | None = None, language: str | None = None) -> tuple[Entry, ...]:
    body = body.encode() if isinstance(body, str) else body
    return entries(Document(url=URL, body=body, content_type=content_type), language=language)


def item(inner: str, *, head: str = "") -> Entry:
    (entry,) = read(
        f'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>{head}'
        f"<link>https://outlet.example/</link><item>{inner}</item></channel></rss>"
    )
    return entry


# ---------------------------------------------------------------------------- formats


@pytest.mark.parametrize("body", [RSS_20, RSS_091, RSS_091.replace("0.91", "0.92"), RSS_10, ATOM])
def test_every_kind_of_feed_gives_its_entries(body: str):
    (entry,) = read(body)
    assert entry.title == "Harbour bridge opens"
    assert "Ten years late." in entry.summary
    assert entry.link == "https://outlet.example/news/bridge"


def test_an_rss_item_gives_all_it_has():
    assert read(RSS_20) == (
        Entry(
            id="bridge-1",
            link="https://outlet.example/news/bridge",
            title="Harbour bridge opens",
            summary="<p>Ten years late.</p>",
            content="<p>Ten years late, and twice as dear.</p>",
            published="Fri, 05 Sep 2025 09:30:00 GMT",
            language="en-gb",
            image="https://outlet.example/large.jpg",
            categories=("Local", "Transport"),
        ),
    )


def test_an_atom_entry_gives_both_of_its_dates():
    (entry,) = read(ATOM)
    assert (entry.published, entry.updated) == ("2025-09-05T09:30:00Z", "2025-09-05T10:00:00Z")
    assert (entry.id, entry.language, entry.categories) == ("tag:outlet.example,2025:bridge", "en", ("local",))


def test_the_dublin_core_of_rss_1_counts_as_date_and_category():
    (entry,) = read(RSS_10)
    assert (entry.updated, entry.categories) == ("2025-09-05T09:30:00Z", ("Local",))


@pytest.mark.parametrize("mark", ["", "\ufeff", "\n  "])
def test_a_json_feed_gives_its_entries(mark: str):
    (entry,) = read(mark + json.dumps(JSON_FEED))
    assert entry == Entry(
        id="7",
        link="https://outlet.example/news/bridge",
        title="Harbour bridge opens",
        summary="Ten years late.",
        content="<p><img src='/large.jpg'>Ten years late.</p>",
        published="2025-09-05T09:30:00Z",
        language="en",
        image="https://outlet.example/large.jpg",
        categories=("Local", "Transport"),
    )


def test_entries_know_their_place_in_the_feed():
    items = "".join(f"<item><title>{number}</title></item>" for number in range(5))
    assert [each.position for each in read(f"<rss><channel>{items}</channel></rss>")] == [0, 1, 2, 3, 4]


def test_what_is_nearly_xml_is_read_as_far_as_it_goes():
    broken = RSS_20.replace("Harbour bridge", "Harbour & bridge <b>").replace("</channel></rss>", "")
    (entry,) = read(broken)
    assert entry.title.startswith("Harbour & bridge")
    assert entry.link == "https://outlet.example/news/bridge"


def test_half_an_emoji_does_not_cost_the_feed():
    assert item("<title>Party &#xD83C; &#x110000; tonight</title>").title == "Party   tonight"


# ---------------------------------------------------------------------------- encodings


@pytest.mark.parametrize(
    ("language", "charset", "title"),
    [
        ("ko", "euc-kr", "시장이 새 다리를 개통했다"),
        ("ru", "windows-1251", "Мэр открыл новый мост через реку"),
        ("ru-RU", "koi8-r", "Мэр открыл новый мост через реку"),
        ("el", "iso-8859-7", "Ο δήμαρχος άνοιξε τη νέα γέφυρα"),
        ("ja", "shift_jis", "市長が新しい橋を開通させた"),
        ("zh", "gb2312", "市长在河上开通了新的大桥"),
        ("ar", "windows-1256", "رئيس البلدية يفتتح الجسر الجديد"),
        ("es", "windows-1252", "El alcalde inauguró el puente más largo"),
        ("fr", "iso-8859-1", "Le maire a inauguré le pont élevé"),
    ],
)
@pytest.mark.parametrize("head", ["", '<?xml version="1.0" encoding="UTF-8"?>', '<?xml version="1.0"?>'])
@pytest.mark.parametrize("content_type", [None, "text/xml", "application/rss+xml; charset=utf-8", "text/html"])
def test_an_undeclared_or_wrongly_declared_encoding_is_repaired(language, charset, title, head, content_type):
    body = f'{head}<rss version="2.0"><channel><item><title>{title}</title></item></channel></rss>'.encode(charset)
    assert [each.title for each in read(body, content_type=content_type, language=language)] == [title]


@pytest.mark.parametrize("declared", ["windows-1251", "iso-8859-1", "us-ascii", "utf-16", "no-such-thing"])
@pytest.mark.parametrize("content_type", [None, "text/xml; charset=iso-8859-1"])
def test_utf8_is_read_as_utf8_whatever_is_declared(declared: str, content_type: str | None):
    body = (
        f'<?xml version="1.0" encoding="{declared}"?><rss><channel><item><title>Überfall</title></item></channel></rss>'
    )
    assert read(body, content_type=content_type)[0].title == "Überfall"


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_encodings_are_read(charset: str):
    body = '<?xml version="1.0"?><rss><channel><item><title>Überfall</title></item></channel></rss>'
    assert read(body.encode(charset))[0].title == "Überfall"


def test_a_torn_character_costs_itself_and_nothing_else():
    items = "<item><title>Überfall auf die Bäckerei</title></item>" * 100
    body = f"<rss><channel>{items}</channel></rss>".encode().replace("ä".encode(), b"\xc3", 1)
    assert [each.title for each in read(body)] == ["Überfall auf die Bckerei"] + ["Überfall auf die Bäckerei"] * 99


def item_bytes(title: str) -> bytes:
    return f"<rss><channel><item><title>{title}</title></item></channel></rss>".encode()


@pytest.mark.parametrize("title", ["Brøndby vandt", "Ángel volvió", "„Gut“ – so weit", "Аварія на мосту"])
@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
def test_a_field_that_was_encoded_twice_is_mended(title: str, charset: str):
    wrong = "".join(bytes([byte]).decode(charset, "ignore") or chr(byte) for byte in title.encode())
    assert read(item_bytes(wrong))[0].title == title


# ---------------------------------------------------------------------------- what is no feed


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("", "the answer is empty"),
        (" \r\n\t", "the answer is empty"),
        ("<!DOCTYPE html><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x>", "a bot check"),
        ("<html><body>Please solve the CAPTCHA", "a bot check"),
        ("\ufeff<!-- hi --><HTML><title>Log in to continue</title>", "a login page"),
        ("<html><form><input type='password'>", "a login page"),
        ("<!doctype html><title>Before you continue</title>", "a consent page"),
        ("<html><title>Cookie consent</title>", "a consent page"),
        ("<html><head><title>Access Denied</title>", "a refusal"),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD"><html><p>News', "a web page"),
        ("Service unavailable", "not a feed"),
        ("<script>location='/'</script>", "not a feed"),
        ("<sitemapindex/>", "not a feed"),
        ('<rss version="2.0"><channel><title>Empty</title></channel></rss>', "a feed without entries"),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', "a feed without entries"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "a feed without entries"),
        ('{"items": [1, null, "x"]}', "a feed without entries"),
        ('{"error": "no such feed"}', "JSON, but not a JSON Feed"),
        ('{"items": [', "not readable as a feed"),
        ("[1, 2]", "not a feed"),
        (b"\x00\x01\x02\x03", "not a feed"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "not a feed"),
    ],
)
def test_what_is_no_feed_is_named(body: str | bytes, problem: str):
    with pytest.raises(FeedError, match=problem):
        read(body)


def test_a_feed_about_captchas_is_still_a_feed():
    assert read(item_bytes("CAPTCHA and the password: access denied"))


@pytest.mark.parametrize(
    ("guid", "link"),
    [
        ("<guid>https://outlet.example/a</guid>", "https://outlet.example/a"),
        ("<guid>/a</guid>", "https://outlet.example/a"),
        ("<guid>bridge-1</guid>", None),
        ("<guid isPermaLink='false'>https://outlet.example/a</guid>", None),
        ("<guid>bridge-1</guid><link>a.html</link>", "https://outlet.example/a.html"),
    ],
)
def test_a_guid_is_a_link_if_it_looks_like_one(guid: str, link: str | None):
    assert item(f"<title>x</title>{guid}").link == link


# ---------------------------------------------------------------------------- pictures


@pytest.mark.parametrize(
    ("inner", "picture"),
    [
        ('<media:content url="/a.jpg"/>', "https://outlet.example/a.jpg"),
        ('<media:content url="/a.mp4" medium="video"/><media:thumbnail url="/b.jpg"/>', "https://outlet.example/b.jpg"),
        ('<media:group><media:content url="/g.webp" type="image/webp"/></media:group>', "https://outlet.example/g.webp"),
        ('<enclosure url="/e.png" type="image/png" length="1"/>', "https://outlet.example/e.png"),
        ('<enclosure url="/e.mp3" type="audio/mpeg" length="1"/>', None),
        ('<description><![CDATA[<p><img alt="" src="/i.jpg?a=1&amp;b=2">]]></description>', "https://outlet.example/i.jpg?a=1&b=2"),
        ("<description>&lt;img src=//cdn.example/i.jpg&gt;</description>", "https://cdn.example/i.jpg"),
        ("<description>&lt;img data-src='/lazy.jpg' src='/real.jpg'&gt;</description>", "https://outlet.example/real.jpg"),
        ("<description>&lt;img width='1' height='1' src='/count.gif'&gt;</description>", None),
        ("<description>&lt;img src='data:image/gif;base64,R0lGOD'&gt;&lt;img src='/2.jpg'&gt;</description>", "https://outlet.example/2.jpg"),
        ("<description>&lt;img src='javascript:alert(1)'&gt;</description>", None),
        ("<description>no picture</description>", None),
        ("<media:thumbnail/><media:content/><enclosure/><description>&lt;img&gt;</description>", None),
    ],
)  # fmt: skip
def test_the_picture_is_the_one_named_or_the_first_shown(inner: str, picture: str | None):
    assert item(f"<title>x</title>{inner}").image == picture
