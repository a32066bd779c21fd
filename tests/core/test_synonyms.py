"""The table of words that news uses for the same keeps its own rule."""

from __future__ import annotations

from collections import Counter

from bot.core.synonyms import SAME


def test_a_word_stands_in_one_line_only():
    counts = Counter(SAME.split())
    assert [word for word, count in counts.items() if count > 1] == []
