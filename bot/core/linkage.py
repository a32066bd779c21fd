"""Groups of what is alike: average linkage, then single moves, over a square of likenesses.

Both ask the same of a group, that its members are alike by more than a threshold in the mean; linkage builds groups
from pairs, and the moves mend what it decided too early.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ROUNDS = 5
"""Times that all members are looked at again; after two or three nothing moves any more."""

_LOW = -np.inf
_HAIR = 1e-9  # less is a difference of rounding

Labels = NDArray[np.int64]
Square = NDArray[np.float64]


def groups(likeness: Square, *, least: float) -> Labels:
    """The group of each member, as the number of one of its members. `likeness` is symmetric, its diagonal ignored.

    Deterministic: of equal pairs the first is joined. Time grows with the cube of the members at worst, with their
    square where groups are small.
    """
    return _moved(likeness, _linked(likeness, least), least)


def _linked(likeness: Square, least: float) -> Labels:
    """Join the two groups with the highest mean likeness until none reaches `least`."""
    count = len(likeness)
    labels, sizes, alive = np.arange(count), np.ones(count), np.ones(count, dtype=bool)
    sums = likeness.copy()
    means = likeness.copy()
    np.fill_diagonal(means, _LOW)
    while count:
        one, two = divmod(int(means.argmax()), count)
        if means[one, two] < least:
            break
        sums[one] += sums[two]
        sums[:, one] = sums[one]
        sizes[one] += sizes[two]
        alive[two] = False
        labels[labels == two] = one
        row = np.where(alive, sums[one] / (sizes[one] * sizes), _LOW)
        row[one] = _LOW
        means[one], means[:, one] = row, row
        means[two], means[:, two] = _LOW, _LOW
    return labels


def _moved(likeness: Square, labels: Labels, least: float) -> Labels:
    """Move members to the group where they exceed `least` most in the sum, or to one of their own."""
    gain = likeness - least
    np.fill_diagonal(gain, 0.0)
    labels, count = labels.copy(), len(labels)
    for _ in range(ROUNDS):
        moved = False
        for member in range(count):
            sums = np.bincount(labels, weights=gain[member], minlength=count)
            best = int(sums.argmax())
            if sums[best] <= _HAIR:
                best = _alone(labels, member)
            if best != labels[member] and sums[best] > sums[labels[member]] + _HAIR:
                labels[member], moved = best, True
        if not moved:
            break
    return labels


def _alone(labels: Labels, member: int) -> int:
    """A number that no other member bears."""
    if np.count_nonzero(labels == labels[member]) == 1:
        return int(labels[member])
    return int(np.setdiff1d(np.arange(len(labels)), labels)[0])
