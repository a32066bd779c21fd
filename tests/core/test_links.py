"""A reader is given the article's own address; copies of one article are known for one."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.links import identity, shown

PAGE = "https://news.example/world/bridge-opens"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (PAGE, PAGE),
        (f"{PAGE}?utm_source=rss&utm_medium=feed", PAGE),
        (f"{PAGE}?id=7&utm_campaign=x&page=2", f"{PAGE}?id=7&page=2"),
        (f"{PAGE}?fbclid=x&gclid=y&msclkid=z&yclid=1&twclid=2", PAGE),
        (f"{PAGE}?at_medium=RSS&at_campaign=KARANGA", PAGE),
        (f"{PAGE}?xtor=RSS-3208&maca=chi-rss-all-1127-rdf", PAGE),
        (f"{PAGE}?UTM_SOURCE=rss", PAGE),
        (f"{PAGE}?ocid=socialflow&ref_src=twsrc&smid=x&traffic_source=rss&from_rss=1", PAGE),
        (f"{PAGE}?outputType=amp", PAGE),
        (f"{PAGE}?amp", PAGE),
        (f"{PAGE}?amp=1&id=7", f"{PAGE}?id=7"),
        (f"{PAGE}?amplitude=7", f"{PAGE}?amplitude=7"),
        (f"{PAGE}?author=utm_source", f"{PAGE}?author=utm_source"),
        (f"{PAGE}?", PAGE),
        (f"{PAGE}#comments", PAGE),
        (f"{PAGE}#xtor=RSS", PAGE),
        ("https://news.example/#!/article/7", "https://news.example/#!/article/7"),
        ("https://news.example/app#/article/7", "https://news.example/app#/article/7"),
        ("https://reader:secret@news.example/a", "https://news.example/a"),
        ("https://bank.example@evil.example/a", "https://evil.example/a"),
        ("  https://news.example/a\r\n ", "https://news.example/a"),
        ("https://news.example/a\n/b", "https://news.example/a/b"),
        ("HTTPS://news.example/a", "https://news.example/a"),
        ("https://новости.example/мост", "https://новости.example/мост"),
        ("https://news.example/\u202egpj.exe", "https://news.example/%E2%80%AEgpj.exe"),
        ("https://news.example:8080/a", "https://news.example:8080/a"),
        ("http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
    ],
)
def test_the_link_shown_is_clean(link: str, expected: str):
    assert shown(link) == expected


@pytest.mark.parametrize(
    "link",
    [
        None,
        "",
        " ",
        "/world/bridge-opens",
        "//news.example/a",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "ftp://news.example/a",
        "mailto:desk@news.example",
        "tg://resolve?domain=x",
        "http://",
        "http:///a",
        "https://@/a",
        "https://user:pw@",
        "http://[::1",
        "https://good.example\\@evil.example/",
        "https://<b>.example/",
        "https://news.example/" + "a" * 2_048,
    ],
)
def test_what_leads_nowhere_is_no_link(link: str | None):
    assert shown(link) is None
    assert identity(link) is None


@pytest.mark.parametrize(
    "twin",
    [
        "http://news.example/world/bridge-opens",
        "https://www.news.example/world/bridge-opens",
        "https://m.news.example/world/bridge-opens",
        "https://amp.news.example/world/bridge-opens",
        "https://mobile.news.example/world/bridge-opens",
        "https://NEWS.example/world/bridge-opens",
        "https://news.example./world/bridge-opens",
        "https://news.example:443/world/bridge-opens",
        "http://news.example:80/world/bridge-opens",
        "https://news.example/world/bridge-opens/",
        "https://news.example/world/bridge-opens/amp",
        "https://news.example/world/bridge-opens/amp/",
        "https://news.example/amp/world/bridge-opens",
        "https://news.example/world/bridge-opens.amp",
        "https://news.example/world/bridge-opens?outputType=amp",
        "https://news.example/world/bridge-opens?utm_source=rss#top",
        "https://news.example/world/bridge%2Dopens",
        "https://reader:secret@news.example/world/bridge-opens",
    ],
)
def test_the_copies_of_an_article_are_one(twin: str):
    assert identity(twin) == identity(PAGE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a?x=1&y=2", "https://news.example/a?y=2&x=1"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://news.example/мост", "https://news.example/%D0%BC%D0%BE%D1%81%D1%82"),
    ],
)
def test_ways_of_writing_a_link_are_one(one: str, other: str):
    assert identity(one) == identity(other)


@pytest.mark.parametrize(
    "other",
    [
        "https://news.example/world/bridge-closes",
        "https://news.example/world/bridge-opens?id=7",
        "https://sport.news.example/world/bridge-opens",
        "https://news.example/world/Bridge-opens",
        "https://news.example:8080/world/bridge-opens",
        "https://news.example/world/bridge-opens#!/2",
        "https://other.example/world/bridge-opens",
        "https://news.example/amplifier",
    ],
)
def test_other_articles_are_others(other: str):
    assert identity(other) != identity(PAGE)


def test_a_host_that_is_named_like_a_copy_is_no_copy():
    assert identity("https://m.example/a") != identity("https://example/a")


WORDS = ["https://", "http:", "www.", "m.", "amp", "example", "utm_x", "80", "xn--", "..", "%41", "%2F", "a", "é"]
MARKS = [
    "//",
    ".",
    "/",
    "?",
    "&",
    "=",
    "#",
    "!",
    "@",
    ":",
    "%",
    "[",
    "]",
    "\\",
    "\u202e",
    "\u200d",
    "+",
    ";",
    " ",
    "\n",
]
LINKLIKE = st.lists(st.sampled_from(WORDS + MARKS), max_size=14).map("".join)


@given(LINKLIKE | LINKLIKE.map("https://news.example/".__add__) | st.text(max_size=80))
@example("https://a/amp/amp/")
def test_any_text_is_a_clean_link_or_none(text: str):
    link = shown(text)
    if link is None:
        assert identity(text) is None
        return
    assert link.startswith(("http://", "https://"))
    assert len(link) <= 2_048
    assert "@" not in urlsplit(link).netloc
    assert not any(char in link for char in "\u202e\u200d \n")
    assert shown(link) == link
    assert identity(link) == identity(text)
