"""A language is known by its tag however it is written, and has an English name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.language import base, english_name, identify, is_english, spoken


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


def never(text: str, languages: frozenset[str]) -> dict[str, float]:
    raise AssertionError("nothing is left to rank")


def sure_of(language: str):
    return lambda text, languages: {each: 0.96 if each == language else 0.01 for each in languages}


CYRILLIC = "Правительство утвердило новый порядок выплаты пособий"
LATIN = "Das Parlament stimmt am Montag über den Haushalt ab"


@pytest.mark.parametrize("text", ["", "2026: 3–1", "…", "🙂"])
def test_a_text_without_letters_is_what_it_was_declared(text: str):
    assert identify(text, declared="es-AR", candidates=frozenset({"es", "ru"}), rank=never) == "es-AR"


def test_letters_that_the_declared_language_does_not_use_overrule_it():
    assert identify(CYRILLIC, declared="es", candidates=frozenset({"es", "ru", "de"}), rank=sure_of("ru")) == "ru"


def test_letters_that_no_candidate_uses_change_nothing():
    assert identify(CYRILLIC, declared="es", candidates=frozenset({"es", "de"}), rank=never) == "es"


def test_a_short_text_stays_what_it_was_declared():
    assert identify("Messi vs Kane", declared="es", candidates=frozenset({"es", "en"}), rank=never) == "es"


def test_clear_evidence_overrules_the_declared_language():
    assert identify(LATIN, declared="fr-CH", candidates=frozenset({"fr", "de", "it"}), rank=sure_of("de")) == "de"


def test_doubtful_evidence_does_not():
    def doubtful(text: str, languages: frozenset[str]) -> dict[str, float]:
        return {"fr": 0.3, "de": 0.7}

    assert identify(LATIN, declared="fr-CH", candidates=frozenset({"fr", "de"}), rank=doubtful) == "fr-CH"


def test_a_language_that_the_ranker_does_not_know_is_believed():
    def ignorant(text: str, languages: frozenset[str]) -> dict[str, float]:
        return {"de": 1.0}

    assert identify(LATIN, declared="gsw", candidates=frozenset({"gsw", "de"}), rank=ignorant) == "gsw"


def test_kana_tell_japanese_from_chinese():
    text = "政府は農家を支援する新しい計画を発表した"
    assert identify(text, declared="zh", candidates=frozenset({"zh", "ja"}), rank=sure_of("ja")) == "ja"


@settings(deadline=None)
@given(st.text(max_size=80), st.sampled_from(["es", "ru-UA", "zh-Hant", "ar", "qqq"]))
def test_any_text_is_in_the_declared_language_or_a_candidate(text: str, declared: str):
    candidates = frozenset({"es", "ru", "zh", "ja", "ar", "fa"})
    assert identify(text, declared=declared, candidates=candidates, rank=sure_of("fa")) in {declared, *candidates}


def test_the_languages_of_a_country_are_those_of_many_or_of_its_law():
    assert {"uk", "ru"} <= spoken("UA")
    assert {"de", "fr", "it", "rm"} <= spoken("CH")
    assert spoken("ZZ") == frozenset()
