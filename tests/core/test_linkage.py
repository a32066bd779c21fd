"""Average linkage joins what is alike in the mean, and single moves mend what it decided too early."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.core.linkage import groups


def square(*rows: tuple[float, ...]) -> np.ndarray:
    return np.array(rows, dtype=np.float64)


def parted(likeness: np.ndarray, *, least: float) -> set[frozenset[int]]:
    labels = groups(likeness, least=least).tolist()
    return {frozenset(at for at, each in enumerate(labels) if each == label) for label in labels}


def sets(*members: str) -> set[frozenset[int]]:
    return {frozenset(map(int, each)) for each in members}


def test_pairs_that_are_alike_are_one_group():
    alike = square((0, 0.5, 0.1), (0.5, 0, 0.0), (0.1, 0.0, 0))
    assert parted(alike, least=0.3) == sets("01", "2")


def test_a_chain_does_not_tie_its_ends_together():
    chain = square((0, 0.5, 0.0, 0.0), (0.5, 0, 0.4, 0.0), (0.0, 0.4, 0, 0.5), (0.0, 0.0, 0.5, 0))
    assert parted(chain, least=0.2) == sets("01", "23")


def test_a_group_grows_as_long_as_it_is_alike_in_the_mean():
    alike = square((0, 0.9, 0.5), (0.9, 0, 0.1), (0.5, 0.1, 0))
    assert parted(alike, least=0.3) == sets("012")
    assert parted(alike, least=0.31) == sets("01", "2")


def test_one_that_speaks_against_a_member_stays_out():
    against = square((0, 0.6, 0.6), (0.6, 0, -0.7), (0.6, -0.7, 0))
    assert parted(against, least=0.2) == sets("01", "2")


def test_a_member_moves_to_the_group_that_grew_after_it_had_joined_another():
    alike = np.full((5, 5), 0.0)
    for one, two, value in (
        (0, 1, 0.50),
        (2, 3, 0.45),
        (2, 4, 0.45),
        (3, 4, 0.45),
        (1, 2, 0.42),
        (1, 3, 0.42),
        (1, 4, 0.42),
    ):
        alike[one, two] = alike[two, one] = value
    assert parted(alike, least=0.3) == sets("0", "1234")


def test_nothing_is_no_group_and_one_is_one():
    assert parted(np.zeros((0, 0)), least=0.3) == set()
    assert parted(square((0.0,)), least=0.3) == sets("0")


def symmetric(values: list[float]) -> np.ndarray:
    half = np.array(values).reshape(round(len(values) ** 0.5), -1)
    return np.round((half + half.T) / 2, 3)


SQUARES = st.integers(1, 8).flatmap(
    lambda size: st.lists(st.floats(-1, 1), min_size=size * size, max_size=size * size).map(symmetric)
)


@given(SQUARES, st.floats(0.05, 0.9))
def test_no_group_is_less_alike_in_the_mean_than_asked(likeness: np.ndarray, least: float):
    for group in parted(likeness, least=least):
        members = sorted(group)
        pairs = [likeness[one, two] for at, one in enumerate(members) for two in members[at + 1 :]]
        assert not pairs or sum(pairs) / len(pairs) >= least - 1e-6


@given(SQUARES)
def test_every_member_is_in_one_group_and_what_is_given_stays(likeness: np.ndarray):
    before = likeness.copy()
    assert sorted(at for group in parted(likeness, least=0.2) for at in group) == list(range(len(likeness)))
    assert (likeness == before).all()
