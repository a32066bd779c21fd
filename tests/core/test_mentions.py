"""Mentions: the countries that a sentence speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.mentions import mentioned


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Tell me about France", ["FR"]),
        ("Japan please", ["JP"]),
        ("can you tell us about the U.S.?", ["US"]),
        ("news from the US and Japan's north", ["US", "JP"]),
        ("french news", ["FR"]),
        ("I love 🇫🇷🇯🇵!", ["FR", "JP"]),
        ("What do the British say of Bosnia and Herzegovina?", ["GB", "BA"]),
        ("in the People's Republic of China", ["CN"]),
    ],
)
def test_a_sentence_speaks_of_countries_by_name_people_and_flag(text, codes):
    assert [each.code for each in mentioned(text)] == codes


@pytest.mark.parametrize("text", ["it is me", "HOW ARE YOU", "so can I", "no", "thanks!", "", "hello", "the and the"])
def test_small_words_are_no_codes(text):
    assert mentioned(text) == ()


@given(st.text())
@settings(deadline=None)
def test_no_sentence_is_too_odd(text):
    assert isinstance(mentioned(text), tuple)


def test_a_long_sentence_is_looked_at_in_part():
    assert mentioned("blah " * 20_000 + "France") == ()
