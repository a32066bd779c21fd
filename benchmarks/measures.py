"""How well articles were grouped, measured against stories that are known."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping
from itertools import combinations

Partition = Mapping[str, Hashable]  # article id → story
Measure = Callable[[Partition, Partition], tuple[float, float]]


def bcubed(truth: Partition, found: Partition) -> tuple[float, float]:
    """Precision and recall, the mean over articles of how pure and how whole its story is (Bagga & Baldwin 1998)."""
    true, made, both = _sizes(truth, found)
    cells = [(count, made[story], true[event]) for (event, story), count in both.items()]
    precision = sum(count * count / size for count, size, _ in cells) / len(truth)
    recall = sum(count * count / size for count, _, size in cells) / len(truth)
    return precision, recall


def pairwise(truth: Partition, found: Partition) -> tuple[float, float]:
    """Precision and recall over pairs of articles of one story."""
    true, made, both = (sum(math.comb(count, 2) for count in each.values()) for each in _sizes(truth, found))
    return both / made if made else 1.0, both / true if true else 1.0


def across(kinds: Mapping[str, Hashable]) -> Measure:
    """Precision and recall over pairs of articles of different kinds (by article id), such as languages."""

    def measure(truth: Partition, found: Partition) -> tuple[float, float]:
        true, made = _pairs(truth, kinds), _pairs(found, kinds)
        both = len(true & made)
        return both / len(made) if made else 1.0, both / len(true) if true else 1.0

    return measure


def f1(precision: float, recall: float) -> float:
    """The harmonic mean of the two; 0 where both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def told_more_than_once(truth: Partition) -> list[str]:
    """The articles whose true story has more than one."""
    sizes = Counter(truth.values())
    return [key for key, story in truth.items() if sizes[story] > 1]


def _pairs(stories: Partition, kinds: Mapping[str, Hashable]) -> set[tuple[str, str]]:
    members: defaultdict[Hashable, list[str]] = defaultdict(list)
    for key in sorted(stories):
        members[stories[key]].append(key)
    pairs = (pair for keys in members.values() for pair in combinations(keys, 2))
    return {(one, two) for one, two in pairs if kinds[one] != kinds[two]}


def _sizes(
    truth: Partition, found: Partition
) -> tuple[Counter[Hashable], Counter[Hashable], Counter[tuple[Hashable, Hashable]]]:
    pairs = [(truth[key], found[key]) for key in truth]
    return Counter(truth.values()), Counter(found[key] for key in truth), Counter(pairs)
