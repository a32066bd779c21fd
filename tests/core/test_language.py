"""A language is known by its tag however it is written, and has an English name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language import base, english_name, is_english


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("pt", "pt"),
        ("pt-BR", "pt"),
        ("pt_BR", "pt"),
        ("PT-br", "pt"),
        (" es-419 ", "es"),
        ("zh-Hant-TW", "zh"),
        ("sr-Latn", "sr"),
        ("ckb-IQ", "ckb"),
        ("iw", "he"),
        ("in-ID", "id"),
        ("ji", "yi"),
        ("jw", "jv"),
        ("mo", "ro"),
        ("", ""),
    ],
)
def test_a_tag_means_a_language_without_script_region_or_case(tag: str, expected: str):
    assert base(tag) == expected


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN_us", "en-Latn-US"])
def test_english_is_english_in_any_country(tag: str):
    assert is_english(tag)


@pytest.mark.parametrize("tag", ["", "enm", "eng-x", "es", "fr-en", "ang"])
def test_what_only_looks_like_english_is_not(tag: str):
    assert not is_english(tag)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("es-AR", "Spanish"),
        ("zh_Hant", "Chinese"),
        ("iw", "Hebrew"),
        ("gn", "Guarani"),
        ("ckb", "Central Kurdish"),
        ("en-GB", "English"),
    ],
)
def test_a_language_has_an_english_name(tag: str, expected: str):
    assert english_name(tag) == expected


@pytest.mark.parametrize("tag", ["qqq", "qqq-AR", "", "klingon"])
def test_an_unknown_tag_is_its_own_name(tag: str):
    assert english_name(tag) == tag


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_text_can_stand_where_a_tag_should(tag: str):
    assert base(base(tag)) == base(tag)
    assert isinstance(english_name(tag), str)
    assert is_english(tag) == (base(tag) == "en")


@settings(deadline=None)
@given(st.from_regex(r"[A-Za-z]{2,3}([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?", fullmatch=True))
def test_a_tag_means_the_same_in_any_case_and_with_either_line(tag: str):
    spellings = {tag.lower(), tag.upper(), tag.replace("-", "_"), tag.replace("_", "-")}
    assert {base(each) for each in spellings} == {base(tag)}
