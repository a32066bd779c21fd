"""Words that mean the same are compared as the same, and names, places and numbers are known for what they are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.words import Kind, fold, stem, words


def terms(text: str) -> list[str]:
    return [word.term for word in words(text) if word.kind is not Kind.STOP]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ministers", "minister's"),
        ("earthquake", "quakes"),
        ("killed", "killing"),
        ("14,000", "14000"),
        ("seven", "7"),
        ("Zelenskyy", "Zelenskiy"),
        ("South Koreans", "South Korea"),
        ("the U.S.", "Americans"),
        ("Argentine", "Argentina's"),
        ("Kyiv", "Kiev"),
        ("ELECTION", "élections"),
    ],
)
def test_forms_of_a_word_are_compared_as_one(one: str, other: str):
    assert terms(one) == terms(other)


@pytest.mark.parametrize("word", ["us", "polish", "turkey", "who", "china"])
def test_a_country_is_one_only_with_its_capital(word: str):
    assert not any(each.country for each in words(f"let {word} go"))


def test_a_seat_of_power_is_a_name_of_its_own_and_speaks_of_its_country():
    (kremlin,) = (word for word in words("Talks at the Kremlin failed") if word.kind is Kind.NAME)
    assert (kremlin.term, kremlin.country) == ("kremlin", "russia")


def test_a_capital_tells_a_name_only_where_it_is_not_due_anyway():
    assert [word.kind for word in words("Rain stops Anna")] == [Kind.WORD, Kind.WORD, Kind.NAME]
    assert Kind.NAME not in {word.kind for word in words("Heavy Rain Stops Large Tennis Match Again")}


def test_a_script_without_spaces_is_read_in_pairs():
    assert terms("東京五輪") == ["東京", "京五", "五輪"]


@settings(deadline=None)
@given(st.text(max_size=100))
def test_any_text_has_words_and_none_is_empty(text: str):
    assert all(word.surface and word.term for word in words(text))


@settings(deadline=None)
@given(st.text(max_size=30))
def test_folding_twice_is_folding_once_and_a_stem_begins_nothing_longer(text: str):
    assert fold(fold(text)) == fold(text)
    assert len(stem(text)) <= len(text)


@pytest.mark.parametrize("text", ["Police said on May 20", "on 20 May", "This Tuesday (20) he was held", "On Sept. 20"])
def test_the_day_of_a_date_is_no_number(text):
    assert [word.kind for word in words(text) if word.surface == "20"] == [Kind.STOP]


def test_a_number_beside_no_month_stays_one():
    assert [word.kind for word in words("May sends 2000 troops, 20 ships") if word.surface == "20"] == [Kind.NUMBER]
