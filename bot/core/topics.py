"""Which stories are of one topic: a war, an election or a scandal, of which several stories are told on one day."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from bot.core import scene
from bot.core.places import SEATS
from bot.core.vectors import Lexicon, Profile, country_term, summed, unit
from bot.core.words import same
from bot.model import Story

ALIKE = 0.12
"""The cosine from which a story is of a topic; articles are one story from 0.2 on (cluster.JOIN)."""

BESIDES = 0.05
"""What of it must be left without the word that they share most: a premier's name in common is no topic, …"""

NAME = 0.35
"""… unless it is as much as this by itself: most of what two short titles say. A country by itself never is."""

PLACE = 1.5
"""A country weighs so much more than where articles are compared: the stories of a war share two of them, and often
nothing else.

All four were found on the invented pages of tests/eval/pages.jsonl, where each saga is whole and nothing else joins it,
and by reading the topics of a real day (424 items). There 14 stories of one war are of one topic; at a PLACE of 1 they
are 10 and at an ALIKE of 0.15 they are 7; at an ALIKE of 0.1 or a PLACE of 1.6 strangers join.
"""

ARTICLES = 8
"""The newest so many articles of a story speak for it: enough for its names, and the cost of a page stays small."""

NAME = 0.35
"""The cosine from which one word in common is enough: a name that is most of what two short titles say."""

POWERS = frozenset(
    map(same, ("congress", "parliament", "senate", "assembly", "house", "lawmaker", "senator", "cabinet"))
)
"""Words that join nothing: whatever is governed passes through them."""

Weights = Mapping[str, float]


def topics(stories: Sequence[Story], *, home: str | None = None) -> tuple[int, ...]:
    """The topic of each story, as the place in `stories` of the first story of that topic.

    A story joins the topic, of those that begin before it, with which it has most in common, and begins one where
    that is too little. `home`: the country whose page it is; its name and its towns' are everywhere and join nothing.
    The cost grows with the square of the number of topics: meant for the top of a page.
    """
    found: list[int] = []
    sums: dict[int, Weights] = {}
    for place, said in enumerate(_said(stories, home=home)):
        shared = {topic: _shared(said, total) for topic, total in sums.items()}
        near = max(shared, key=lambda topic: (shared[topic], -topic), default=place)
        topic = near if shared.get(near, 0.0) >= ALIKE else place
        sums[topic] = summed([sums.get(topic, {}), said])
        found.append(topic)
    return tuple(found)


def _said(stories: Sequence[Story], *, home: str | None) -> list[Weights]:
    """What each story says, as a point of length one."""
    samples = [[Profile.of(article) for article in story.articles[-ARTICLES:]] for story in stories]
    lexicon = Lexicon.of([profile for sample in samples for profile in sample])
    ignored = POWERS | (scene.terms(home) if home else frozenset())
    totals = [summed(lexicon.vector(profile).weights for profile in sample) for sample in samples]
    return [unit({term: total[term] * _place(term) for term in total if term not in ignored}) for total in totals]


def _place(term: str) -> float:
    return PLACE if _is_country(term) else 1.0


def _is_country(term: str) -> bool:
    return term.rpartition(":")[2].startswith("@")


def _shared(story: Weights, topic: Weights) -> float:
    """The cosine of a story and a topic; 0 where it hangs on one word. `Kremlin` and `Russia` are one."""
    products: defaultdict[str, float] = defaultdict(float)
    for term, weight in story.items():
        if term in topic:
            products[_STANDS_FOR.get(term, term)] += weight * topic[term]
    if not products:
        return 0.0
    most, length = max(products, key=lambda term: (products[term], term)), _length(topic)
    whole, besides = sum(products.values()) / length, (sum(products.values()) - products[most]) / length
    return whole if besides >= BESIDES or (whole >= NAME and not _is_country(most)) else 0.0


_STANDS_FOR: Mapping[str, str] = MappingProxyType({same(seat): country_term(place) for seat, place in SEATS.items()})


def _length(weights: Weights) -> float:
    return math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
