"""A phrase is worth less where it was cut out of something."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.phrases import BROKEN, CUT, OBJECT, REPORTED, TORN, closes, form, holds


def piece(marked: str) -> float:
    """The form of what stands between the bars: `Mills fear | closures as | Ottawa slaps`."""
    before, run, after = (part.split() for part in marked.split("|"))
    return form(before, run, after)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("| Ottawa vows to fight |", 1.0),  # a clause
        ("talks on | harbour fees | in Cork", 1.0),  # between small words
        ("and | importers expect lower prices |", 1.0),
        ("| harbour strike | in Cork", 1.0),  # a noun here
        ("the | fear of floods |", 1.0),
        ("Southern | Cross railway |", CUT),
        ("UK, France and | Canada threaten action |", TORN),
        ("quays and | harbour fees |", CUT),
        ("must | leave at once |", CUT),
        ("envoys meet in | Geneva for first talks |", CUT),
        ("importers expect | lower prices |", OBJECT),
        ("| ministry rejects German | spy claim", BROKEN),
        ("| Canberra caps number | of students", BROKEN),
        ("| Heliara probe sends | back images", TORN),
        ("as | Washington slaps | 15% duty", TORN),
        ("as | mills fear | closures", TORN),
        ("| Samoa to send | only four", TORN),
        ("duty | worries growers |", TORN),
        ("ferry | sinks off Cebu |", TORN),
        ("rate | rises to 14 percent |", TORN),
        ("plane crash in | Karvia leaves nine dead |", TORN),
        ("| Putin says troops |", REPORTED),
    ],
)
def test_a_phrase_is_worth_less_at_every_bad_cut(marked: str, expected: float):
    assert piece(marked) == pytest.approx(expected)


@pytest.mark.parametrize("token", ["the", "of", "40", "15%", "with", "–"])
def test_small_words_and_numbers_are_no_ends(token: str):
    assert not holds(token)


@pytest.mark.parametrize("token", ["mayor's", "nurses’", "first", "former"])
def test_what_asks_for_another_word_is_no_end(token: str):
    assert holds(token)
    assert not closes(token)


WORDS = st.lists(
    st.sampled_from(("mayor", "of", "sends", "to", "Cork", "fears", "and", "the", "fee", "says", "40")), max_size=5
)


@given(WORDS, WORDS.filter(lambda words: len(words) > 1), WORDS)
def test_a_whole_clause_is_never_worse_than_a_piece_of_it(before, run, after):
    assert 0 < form(before, run, after) <= form([], run, []) <= 1
