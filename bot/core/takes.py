"""The takes of a story: its articles by the angle from which they tell it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.core.labels import label
from bot.core.vectors import Lexicon, Profile, summed, unit
from bot.model import Article, Take

FEWEST = 3
"""Articles below which a story has one take."""

MOST = 5
"""Takes of a story, and never more than half of its articles (rounded up): a list of angles, not of articles."""

SHARED = 0.6
"""A word in more than this share of the articles is the story's, not a take's, …"""

SHARED_WEIGHT = 0.35
"""… and counts so much less: it keeps apart what has nothing in common, and together what has nothing else."""

ALIKE = 0.2
"""Mean likeness from which two groups are one take however few there are. Found by reading the takes of the sample
edition: at 0.1 a story of 16 articles is one take, at 0.15 its angles show, from 0.3 on paraphrases fall apart."""

COMPARED = 120
"""The newest so many articles make the takes, the others are added to them: the cost is square."""

Weights = Mapping[str, float]


def takes(articles: Sequence[Article]) -> tuple[Take, ...]:
    """The takes of a story with these articles (at least one), the largest first.

    One take where there are fewer than FEWEST articles or where all tell it alike. Every article is in exactly
    one. The order of the articles does not matter.
    """
    ordered = sorted(articles, key=lambda each: (each.published, each.id), reverse=True)
    if len(ordered) < FEWEST:
        return _labelled([ordered])
    points = _points(ordered)
    groups = _linked([points[each.id] for each in ordered[:COMPARED]])
    members = [[ordered[at] for at in group] for group in groups]
    centres = [summed([points[each.id] for each in group]) for group in members]
    for article in ordered[COMPARED:]:
        nearest = max(range(len(members)), key=lambda at: (_dot(points[article.id], centres[at]), -at))
        members[nearest].append(article)
    return _labelled([_central_first(group, points) for group in sorted(members, key=_size, reverse=True)])


def _size(group: Sequence[Article]) -> tuple[int, float, str]:
    first = min(group, key=lambda each: (each.published, each.id))
    return len(group), -first.published.timestamp(), first.id


def _points(articles: Sequence[Article]) -> dict[str, Weights]:
    """Each article by what distinguishes it from the others, as a point of length one (or zero)."""
    profiles = {each.id: Profile.of(each) for each in articles}
    lexicon = Lexicon.of(profiles.values())
    vectors = {key: lexicon.vector(profile).weights for key, profile in profiles.items()}
    holders = Counter(term for weights in vectors.values() for term in weights)
    most = max(SHARED * len(articles), FEWEST - 1)
    return {
        key: unit({term: weight * (SHARED_WEIGHT if holders[term] > most else 1.0) for term, weight in each.items()})
        for key, each in vectors.items()
    }


def _linked(points: Sequence[Weights]) -> list[list[int]]:
    """Average linkage: the two groups most alike become one until none are, and no more than allowed are left.

    As the points have length one, the mean likeness of two groups is the scalar product of their sums over
    the product of their sizes, and the products of sums add up.
    """
    groups = {at: [at] for at in range(len(points))}
    dots = {(one, two): _dot(points[one], points[two]) for two in groups for one in groups if one < two}
    allowed = max(1, min(MOST, (len(points) + 1) // 2))
    while len(groups) > 1:
        likeness, (one, two) = _closest(groups, dots)
        if likeness < ALIKE and len(groups) <= allowed:
            break
        groups[one] += groups.pop(two)
        for other in groups:
            if other != one:
                dots[_pair(one, other)] += dots[_pair(two, other)]
    return list(groups.values())


def _closest(groups: Mapping[int, list[int]], dots: Mapping[tuple[int, int], float]) -> tuple[float, tuple[int, int]]:
    """The pair of groups with the greatest mean likeness; of equals the one with the fewest articles."""
    keys = sorted(groups)
    pairs = ((one, two) for at, one in enumerate(keys) for two in keys[at + 1 :])
    sizes = {key: len(group) for key, group in groups.items()}
    best = max(
        pairs, key=lambda each: (dots[each] / (sizes[each[0]] * sizes[each[1]]), -sizes[each[0]] - sizes[each[1]])
    )
    return dots[best] / (sizes[best[0]] * sizes[best[1]]), best


def _pair(one: int, two: int) -> tuple[int, int]:
    return (one, two) if one < two else (two, one)


def _central_first(group: Sequence[Article], points: Mapping[str, Weights]) -> list[Article]:
    centre = summed([points[each.id] for each in group])
    return sorted(group, key=lambda each: (-_dot(points[each.id], centre), each.published, each.id))


def _labelled(groups: Sequence[Sequence[Article]]) -> tuple[Take, ...]:
    labels: list[str] = []
    for group in groups:
        others = [article for each in groups if each is not group for article in each]
        labels.append(label(group, others=others, taken=labels))
    return tuple(
        Take(
            label=name,
            articles=tuple(each.id for each in group),
            countries=tuple(dict.fromkeys(each.country for each in group)),
        )
        for name, group in zip(labels, groups, strict=True)
    )


def _dot(one: Weights, two: Weights) -> float:
    return sum([weight * two[term] for term, weight in one.items() if term in two])
