"""The HTML subset: what is built is well-formed, whatever text goes in; what is read is what Telegram reads."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat.markup import Html, MarkupError, bold, clean, clip, html, italic, link, parse, quote, units

ANY = st.text(alphabet=st.characters(), max_size=60)  # surrogates too


@settings(deadline=None)
@given(ANY, ANY)
def test_any_text_comes_through_as_it_is_but_for_what_no_reader_should_get(text: str, url: str):
    built = html(bold(text), " ", italic(link(text, f"https://x.example/{url}")), quote(text))
    seen = clean(text)
    assert parse(built).text == f"{seen} {seen}{seen}".strip()


def test_markup_inside_text_is_text():
    assert parse(bold("<b>&amp;</b>")).text == "<b>&amp;</b>"


def test_markup_is_not_escaped_twice_and_a_plain_join_of_it_is():
    assert html(bold("a"), "&") == "<b>a</b>&amp;"
    assert html(bold("a") + "b") == "&lt;b&gt;a&lt;/b&gt;b"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "tg://x", "https://", "https://a b", "http://[", "", "x", "https://x/\n"]
)
def test_an_address_that_is_none_makes_no_link(url: str):
    assert link("text", url) == "text"


def test_an_address_is_escaped_in_its_attribute():
    built = link("t", 'https://x.example/?a="1"&b=<2>')
    assert parse(built).entities[0].url == 'https://x.example/?a="1"&b=<2>'


@pytest.mark.parametrize(
    "markup",
    [
        "<b>",
        "</b>",
        "<b><i></b></i>",
        "<font>x</font>",
        "a & b",
        "a < b",
        "a > b",
        "<b",
        "&nbsp;",
        "<a href='x'>x</a",
        "<b>x</i>",
    ],
)
def test_what_telegram_would_refuse_is_refused(markup: str):
    with pytest.raises(MarkupError):
        parse(markup)


@settings(deadline=None)
@given(st.text(alphabet='<>/abi&;"= #x1', max_size=40))
def test_any_markup_is_read_or_refused(markup: str):
    try:
        marked = parse(markup)
    except MarkupError:
        return
    assert marked.text == unescape(re.sub("<[^>]*>", "", markup)).strip()
    assert all(0 <= each.start < each.end <= len(marked.text) for each in marked.entities)


def test_white_space_at_the_ends_is_cut_and_styles_move_with_it():
    marked = parse("\n <b> bold</b> \n")
    assert marked.text == "bold"
    assert [(each.start, each.end) for each in marked.entities] == [(0, 4)]


def test_a_text_falls_into_stretches_of_one_look():
    fragments = parse('<b>a<i>b</i></b>c<a href="https://x.example">d</a>').fragments()
    assert fragments == (
        ("a", frozenset({"bold"}), None),
        ("b", frozenset({"bold", "italic"}), None),
        ("c", frozenset(), None),
        ("d", frozenset({"link"}), "https://x.example"),
    )


@settings(deadline=None)
@given(ANY, st.integers(1, 40))
def test_a_clipped_text_is_within_its_limit(text: str, limit: int):
    assert units(clip(text, limit)) <= limit


@settings(deadline=None)
@given(st.lists(st.sampled_from(["e\u0301", "🇦🇷", "👩‍👩‍👧", "👍🏽", "❤️", "a", "語"]), max_size=20), st.integers(1, 30))
def test_what_a_reader_sees_as_one_character_is_never_cut(characters: list[str], limit: int):
    short = clip("".join(characters), limit).removesuffix("…")
    assert short in {"".join(characters[:count]) for count in range(len(characters) + 1)}


def test_a_text_is_cut_between_words_where_it_can_be():
    assert clip("Ministers meet in Oslo again", 20) == "Ministers meet in…"
    assert clip("short", 20) == "short"


def test_plain_text_and_markup_are_told_apart_by_their_type():
    assert isinstance(html("a"), Html)
    assert not bold("")
    assert not quote("")
