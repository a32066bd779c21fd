"""An entry becomes an article of plain text, or is rejected for a reason that has a name."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.extract import SUMMARY, TITLE, Reason, Rejection, plain, sightings
from bot.core.identity import resolve
from bot.model import UNTRANSLATED, Article, Entry, Outlet
from tests.builders import NOON, outlet

WINDOW = timedelta(days=3)


def made(*entries: Entry, of: Outlet | None = None) -> tuple[Article, ...]:
    found, _ = sightings(entries, of or outlet(), now=NOON, window=WINDOW)
    return resolve(found, {}, today=NOON.date()).new


def one(of: Outlet | None = None, **entry) -> Article:
    (article,) = made(Entry(**({"title": "Bridge opens", "link": "https://the-daily.example/bridge"} | entry)), of=of)
    return article


# ---------------------------------------------------------------------------- plain text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Bridge opens", "Bridge opens"),
        ("  Bridge\n\topens\u00a0today ", "Bridge opens today"),
        ("<p>Bridge <b>opens</b></p><p>today</p>", "Bridge opens today"),
        ("Bridge<br>opens<br/>today", "Bridge opens today"),
        ("<ul><li>One</li><li>Two</li></ul>", "One Two"),
        ("O<b>n</b>e", "One"),
        ("Tom &amp; Jerry", "Tom & Jerry"),
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("Tom &amp;amp;amp; Jerry", "Tom & Jerry"),
        ("L&amp;#8217;eau", "L’eau"),
        ("&quot;No&quot;, he said", '"No", he said'),
        ("&amp;lt;p&amp;gt;Bridge&amp;lt;/p&amp;gt;", "Bridge"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Bridge", "Bridge"),
        ("<script>alert('</p>')</script>Bridge", "Bridge"),
        ("<style>p { color: red }</style>Bridge", "Bridge"),
        ("<scr<script>x</script>ipt>alert(1)</script>Bridge", "xipt>alert(1)Bridge"),
        ("<img src=x onerror=alert(1)>Bridge", "Bridge"),
        ("<iframe src='https://evil.example'>x</iframe>Bridge", "Bridge"),
        ("<svg><text>x</text></svg>Bridge", "Bridge"),
        ("Bridge<!-- <b>secret</b> -->", "Bridge"),
        ("<![CDATA[Bridge]]>", ""),
        ("a < b and b > c", "a < b and b > c"),
        ("5 <6", "5 <6"),
        ("AT&T &amp R&D", "AT&T & R&D"),
        ("<p>Bridge", "Bridge"),
        ("Bridge <a href='https://x.example'", "Bridge"),
        ("\u202eegdirB\u202c \u200bopens\ufeff\u2066", "egdirB opens"),
        ("Bri\u00addge \x00\x08o\x1bpens", "Bridge opens"),
        ("\u3164Bridge\u2800", "Bridge"),
        ("&#x202e;Bridge&#8203;", "Bridge"),
        ("&amp;#x202e;Bridge", "Bridge"),
        ("می\u200cخواهد", "می\u200cخواهد"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d🚒 saves cat", "👩\u200d🚒 saves cat"),
        ("Bri\u200cdge", "Bridge"),
        ("می\u200c\u200c\u200cخواهد", "می\u200cخواهد"),
        ("", ""),
        ("<p></p>", ""),
    ],
)
def test_markup_becomes_plain_text(markup: str, text: str):
    assert plain(markup, limit=200) == text


def test_a_text_that_is_too_long_ends_at_a_word():
    assert plain("Bridge opens after ten years", limit=15) == "Bridge opens…"
    assert plain("Bridge opens after", limit=18) == "Bridge opens after"
    assert plain("橋" * 50, limit=10) == "橋" * 9 + "…"


def test_a_cut_never_separates_a_letter_from_its_mark():
    assert plain("e\u0301" * 10, limit=10) == "e\u0301" * 4 + "…"
    assert plain("e\u0301" * 10, limit=9) == "e\u0301" * 4 + "…"


def test_a_megabyte_of_nested_tags_is_cut_first():
    assert plain("<div>" * 200_000 + "x", limit=100) == ""
    assert plain("x" + "<div>" * 200_000, limit=100) == "x"
    assert plain("&amp;" * 200_000, limit=100) == "&" * 99 + "…"


TAGS = [
    "<",
    ">",
    "</",
    "<b",
    "<b>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<style>",
    "<svg>",
    "<title>",
    "<xmp>",
    "]]>",
]
ENTITIES = ["&lt;", "&amp;", "&#60;", "&amp;lt;", "&", "&#x202e;", "&nbsp;", "&#0;", ";"]
SIGNS = ["\u202e", "\u200b", "\u200d", "\u200c", "\u0301", "\x00", "ه", "👩", "x", " ", "'", '"', "=", "/", "!", "?"]
MARKUP = st.lists(st.sampled_from(TAGS + ENTITIES + SIGNS), max_size=20).map("".join)
TAG = re.compile(r"</?[a-zA-Z]|<[!?]")  # the beginning of anything that a browser would not show


@settings(deadline=None, max_examples=300)
@given(MARKUP | st.text(max_size=200), st.integers(1, 50))
@example("<<b>script>alert(1)</script>", 50)
def test_plain_text_holds_no_tag_and_nothing_that_hides(markup: str, limit: int):
    text = plain(markup, limit=limit)
    assert not TAG.search(text)
    assert not {unicodedata.category(char) for char in text if char not in "\u200c\u200d"} & {
        "Cc",
        "Cf",
        "Cs",
        "Co",
        "Cn",
    }
    assert len(text) <= limit
    assert text == " ".join(text.split())
    assert plain(text, limit=limit) == text


# ---------------------------------------------------------------------------- articles


def test_an_article_has_all_that_its_entry_tells():
    entry = Entry(
        id="bridge-1",
        link="https://la-gaceta.example/puente?utm_source=rss",
        title="Abre el puente",
        summary="<p>Diez años tarde.</p>",
        published="2025-09-05T08:00:00-03:00",
        image="https://la-gaceta.example/a.jpg#x",
        position=4,
    )
    (article,) = made(entry, of=outlet("La Gaceta", "AR", language="es-AR", state_run=True))
    assert article == Article(
        id=article.id,
        outlet="La Gaceta",
        country="AR",
        state_run=True,
        language="es-AR",
        title="Abre el puente",
        title_original="Abre el puente",
        summary="Diez años tarde.",
        summary_original="Diez años tarde.",
        url="https://la-gaceta.example/puente",
        published=NOON - timedelta(hours=1),
        first_seen=NOON,
        image="https://la-gaceta.example/a.jpg",
        translated_by=UNTRANSLATED,
        position=4,
    )
    assert re.fullmatch("[0-9a-f]{16}", article.id)


def test_what_is_in_english_needs_no_translation():
    assert one(of=outlet(language="en-GB")).translated_by is None


def test_the_catalogue_says_the_language_whatever_the_feed_declares():
    assert one(of=outlet(language="es"), language="en").language == "es"


def test_an_entry_without_a_link_leads_to_its_outlets_site():
    assert one(link=None).url == outlet().site


def test_a_date_without_a_zone_is_in_the_outlets():
    assert one(of=outlet(country="DE"), published="05.09.2025 13:00").published == NOON - timedelta(hours=1)


def test_an_entry_without_a_date_is_from_when_it_was_first_seen():
    assert one().published == NOON


def test_the_full_text_stands_in_for_a_missing_summary():
    assert one(summary="<img src=x>", content="<p>Ten years late.</p>").summary == "Ten years late."


def test_the_beginning_of_the_summary_stands_in_for_a_missing_title():
    assert one(title="<b></b>", summary="Ten years late. " * 20).title.startswith("Ten years late.")


def test_a_summary_that_repeats_the_title_is_none():
    assert one(summary="<p>Bridge opens</p>").summary == ""


def test_a_tail_of_the_summary_is_cut():
    assert one(summary="Late.<p>The post Bridge appeared first on The Daily.</p>").summary == "Late."


def test_titles_and_summaries_have_a_greatest_length():
    article = one(title="word " * 1_000, summary="other " * 5_000)
    assert len(article.title) <= TITLE
    assert len(article.summary) <= SUMMARY
    assert article.summary.endswith("…")


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("Infobae", "Floods in Salta | Infobae", "Floods in Salta"),
        ("Infobae", "Floods in Salta - Infobae", "Floods in Salta"),
        ("Infobae", "Floods in Salta – INFOBAE", "Floods in Salta"),
        ("Infobae", "Floods in Salta | Infobae América", "Floods in Salta"),
        ("Infobae", "Floods in Salta | infobae.example", "Floods in Salta"),
        ("Infobae", "Floods in Salta | Infobae | Infobae", "Floods in Salta"),
        ("Infobae", "Floods in Salta » Infobae", "Floods in Salta"),
        ("BBC News", "Floods - BBC", "Floods"),
        ("BBC News", "Floods - BBC News", "Floods"),
        ("BBC Mundo", "Floods - BBC News Mundo", "Floods"),
        ("Times", "Floods | The Times", "Floods"),
        ("The Times", "Floods | Times", "Floods"),
        ("Frankfurter Allgemeine Zeitung", "Flut - Frankfurter Allgemeine", "Flut"),
        ("Infobae", "Floods in Salta", "Floods in Salta"),
        ("Infobae", "Infobae", "Infobae"),
        ("Infobae", "Infobae turns 20", "Infobae turns 20"),
        ("Infobae", "Floods | World", "Floods | World"),
        ("Zeit", "Streik beendet – Zeit für Gespräche", "Streik beendet – Zeit für Gespräche"),
        ("Metro", "Strike ends - metro runs again", "Strike ends - metro runs again"),
        ("BBC News", "Floods – good news", "Floods – good news"),
        ("The Daily", "Talks - the end", "Talks - the end"),
        ("Página 12", "Cumbre - 12", "Cumbre - 12"),
        ("Infobae", "Rail-Infobae", "Rail-Infobae"),
    ],
)
def test_the_outlets_name_behind_a_title_is_cut(name: str, title: str, expected: str):
    assert (
        one(of=outlet(name, site=f"https://www.{name.lower().replace(' ', '')}.example"), title=title).title == expected
    )


# ---------------------------------------------------------------------------- rejections


def rejected(*entries: Entry) -> list[tuple[int, Reason]]:
    found, left = sightings(entries, outlet(), now=NOON, window=WINDOW)
    assert len(found) + len(left) == len(entries)
    return [(each.position, each.reason) for each in left]


def test_an_entry_without_a_text_is_rejected():
    assert rejected(Entry(link="https://the-daily.example/a", title="<b> </b>", position=7)) == [(7, Reason.EMPTY)]


def test_an_entry_older_than_the_window_is_rejected():
    old, new = "2025-09-02T11:59:59Z", "2025-09-02T12:00:00Z"
    entries = [Entry(title="a", published=old, position=0), Entry(title="b", published=new, position=1)]
    assert rejected(*entries) == [(0, Reason.OLD)]


@pytest.mark.parametrize(
    "again",
    [
        Entry(id="1", title="Bridge opens", link="https://the-daily.example/a", position=1),
        Entry(id="2", title="Bridge opens", link="https://the-daily.example/a?utm_source=x", position=1),
    ],
)
def test_an_entry_told_before_is_rejected(again: Entry):
    first = Entry(id="1", title="Bridge opens", link="https://the-daily.example/a")
    assert rejected(first, again) == [(1, Reason.REPEATED)]


def test_what_is_no_news_is_rejected():
    entry = Entry(title="Horoscope for Friday", link="https://the-daily.example/horoscope/friday")
    assert rejected(entry) == [(0, Reason.NO_NEWS)]


def test_an_article_that_is_told_twice_in_a_document_is_one():
    first = Entry(id="1", title="Bridge opens", link="https://the-daily.example/a")
    assert [each.title for each in made(first, replace(first, title="Bridge opens at last"))] == ["Bridge opens"]


def test_entries_that_share_a_careless_id_are_told_apart_by_their_links():
    entries = [Entry(id="1", title=f"t{n}", link=f"https://the-daily.example/{n}") for n in range(3)]
    assert len({each.id for each in made(*entries)}) == 3


def test_an_article_is_known_again_through_the_copies_of_its_link():
    links = [
        "https://the-daily.example/a",
        "http://www.the-daily.example/a/?utm_source=x",
        "https://m.the-daily.example/a",
    ]
    assert len({one(id=None, link=link).id for link in links}) == 1


def test_two_outlets_never_share_an_article():
    assert one(of=outlet("A")).id != one(of=outlet("B")).id


# ---------------------------------------------------------------------------- properties

ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.none() | st.sampled_from(["1", "2", "https://the-daily.example/a"]),
        link=st.none()
        | st.sampled_from(["https://the-daily.example/a", "https://the-daily.example/b?x=1", "nonsense"]),
        title=MARKUP | st.text(max_size=400),
        summary=MARKUP | st.text(max_size=50),
        content=MARKUP,
        published=st.none() | st.sampled_from(["2025-09-05", "2025-08-05", "2035-09-05", "x"]),
        image=st.none() | st.text(max_size=20),
        position=st.integers(0, 500),
    ),
    max_size=5,
)


@settings(deadline=None)
@given(ENTRIES)
def test_every_entry_is_an_article_or_a_rejection(entries: list[Entry]):
    found, left = sightings(entries, outlet(), now=NOON, window=WINDOW)
    assert len(found) + len(left) == len(entries)
    assert all(isinstance(each, Rejection) for each in left)
    for each in (seen.article for seen in found):
        assert 0 < len(each.title) <= TITLE
        assert len(each.summary) <= SUMMARY
        assert not TAG.search(each.title + " " + each.summary)
        assert NOON - WINDOW <= each.published <= NOON
        assert each.url.startswith(("http://", "https://"))
        json.dumps([each.title, each.summary, each.url]).encode()


# ---------------------------------------------------------------------------- language

SPOKEN = frozenset({"en", "es", "ca", "de"})


def test_an_article_in_another_language_than_its_outlets_is_told_apart():
    entry = Entry(
        title="Los vecinos de la ciudad piden que se abra el puente",
        summary="El ayuntamiento dice que las obras del puente nuevo no han terminado todavía y que faltan dos meses.",
        link="https://the-daily.example/puente",
    )
    found, _ = sightings([entry], outlet(), now=NOON, window=WINDOW, languages=SPOKEN)
    assert (found[0].article.language, found[0].article.translated_by) == ("es", UNTRANSLATED)
    (english,), _ = sightings(
        [replace(entry, title=BRIDGE, summary="")], outlet(language="de"), now=NOON, window=WINDOW, languages=SPOKEN
    )
    assert (english.article.language, english.article.translated_by) == ("en", None)


def test_a_short_text_is_in_the_language_of_its_outlet():
    (found,), _ = sightings([Entry(title="Puente abierto")], outlet(), now=NOON, window=WINDOW, languages=SPOKEN)
    assert found.article.language == "en"


BRIDGE = "The council says that the new bridge over the river will not be opened before the end of the year"
