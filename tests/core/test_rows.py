"""Articles as rows of numbers: what is near, what is dropped, and what stays the same when the empty rows go."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.likeness import ONE, likeness
from bot.core.rows import Rows
from bot.core.vectors import Lexicon, Profile
from bot.core.vocabulary import Vocabulary
from bot.model import Article
from tests.builders import NOON, article

DAYS = timedelta(days=3)


def told(title: str, outlet: str = "A", hours: float = 1, **changes) -> Article:
    return article(title, outlet=outlet, published=NOON - timedelta(hours=hours), **changes)


DAM = told("Dam above Valparin bursts, 40 villagers missing", "A", 9, summary="The army sends boats.")
AGAIN = told("40 missing after dam bursts above Valparin", "B", 8)
BANK = told("Norges Bank lowers its rate to 4 percent", "C", 7)
LATE = told("Valparin dam: 40 missing are found", "D", -200)


def rows(*articles: Article) -> Rows:
    found = Rows(Vocabulary())
    for each in articles:
        profile = Profile.of(each)
        found.vocabulary.learn(profile)
        found.add(each, profile)
    found.weigh()
    return found


def near(held: Rows, row: int) -> dict[int, float]:
    others, cosines = held.near(row, within=DAYS)
    return dict(zip(others.tolist(), cosines.tolist(), strict=True))


def test_what_shares_rare_words_is_near_and_by_the_cosine_of_its_vector():
    lexicon = Lexicon.of([Profile.of(each) for each in (DAM, AGAIN, BANK)])
    one, two = (lexicon.vector(Profile.of(each)) for each in (DAM, AGAIN))
    assert near(rows(DAM, AGAIN, BANK), 0) == {1: pytest.approx(one.dot(two.weights), rel=1e-6)}


def test_what_lies_too_far_in_time_is_not_near():
    assert near(rows(DAM, LATE), 0) == {}


def test_what_has_the_same_link_is_near_whatever_it_says():
    twin = told("Fish prices fall in Lagos", "E", url=DAM.url)
    held = rows(DAM, twin)
    assert near(held, 0) == {1: 1.0}
    assert likeness(held.table([0, 1]))[0, 1] == ONE


def test_a_row_that_was_dropped_is_near_to_nothing():
    held = rows(DAM, AGAIN)
    held.drop([1])
    assert near(held, 0) == {}
    assert (held.dropped, held.ids) == (1, [DAM.id, ""])


def test_a_text_without_a_telling_word_is_near_to_nothing():
    assert near(rows(told("What is this all about"), DAM), 0) == {}


def test_packed_rows_are_the_same_without_the_empty_ones():
    held = rows(DAM, BANK, AGAIN)
    before, cosine = held.table([0, 2]), near(held, 0)[2]
    held.drop([1])
    packed, numbers = held.packed()
    packed.weigh()
    assert (numbers, packed.ids, len(packed)) == ({0: 0, 2: 1}, [DAM.id, AGAIN.id], 2)
    assert near(packed, 0) == {1: pytest.approx(cosine)}
    assert (packed.table([0, 1]).weights == before.weights).all()
    twin = told("Fish", "E", url=AGAIN.url)
    packed.add(twin, Profile.of(twin))
    packed.weigh()
    assert 1 in near(packed, 2)


def test_links_that_nobody_has_any_more_are_forgotten():
    held = rows(DAM, BANK)
    held.drop([1])
    packed, _ = held.packed()
    assert set(packed._known_links) == {DAM.url}
    again = packed.add(BANK, Profile.of(BANK))
    assert packed._addresses.values[again] != packed._addresses.values[0]
