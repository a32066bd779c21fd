"""Articles as weighted words: TF-IDF that knows names, countries, numbers and the clichés of news.

The weights were chosen together with those of likeness.py on four sets: the English titles of OG2021, a day of feeds
labelled by hand, and the two invented sets of tests/eval. Each may be changed by a quarter and no set loses or gains
more than a point of B-cubed F1. `benchmarks/stories.py` measures again; docs/performance.md has the figures.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from bot.core.words import Kind, Word, fold, same, words
from bot.model import UNTRANSLATED, Article

LEAD = 400
"""Characters of a summary that are compared: what an event is stands in its first sentences."""

TITLE = 2.0
"""A word of the title counts as often as two of the summary."""

NAME = 1.2
"""A name or a number weighs so much more than a word that is as rare."""

SEAT = 0.2
"""`Kremlin` is a word of its own and a fifth of a `Russia`."""

FOREIGN = 0.5
"""An untranslated word that is no name weighs so much less: we know no stop words of its language."""

BACKGROUND = 3000
"""Articles that every window is imagined to hold besides its own, so that five articles can be compared too."""

LEAST = 0.1
"""What a term is worth however common it is."""

_YEAR = re.compile(r"(?:19|20)\d\d")

PRIOR = 3.0  # of these, how many have a word we have not seen
PRIOR_COMMON = 15.0  # … a word that news uses of any event
PRIOR_COUNTRY = 60.0
PRIOR_NUMBER = 40.0
PRIOR_DIGIT = 120.0  # three arrested, three killed, three goals

COMMON = frozenset(
    map(
        same,
        """
        kill die injure attack strike arrest police president minister government official court judge war crisis
        protest election vote talk deal summit visit plan law bill report case man woman child people family school
        hospital city country state world national international leader party member group company market price cost
        cut rise fall high low big major top record hit fire flood storm earthquake crash explosion shoot military
        troop force security border sanction trade tariff tax bank economy economic million billion dollar percent
        health toll victim rescue search miss charge trial sentence accuse deny warn urge demand threaten ban end
        launch open close win lose final match game team player coach cup league champion star film music show
        support pressure fear hope concern issue announce reveal claim confirm expect approve reject public local
        service power energy oil gas water food car road train work job worker pay money house home south north east
        west region regional capital area site village town social media statement spokesman source authority chief
        head deputy former ex pm foreign_minister young return leave join move run face follow hold lead policy foreign
        """.split(),  # noqa: SIM905 - a prose list is easier to read and extend
    )
)
"""Stems that tell what sort of event a text is about, seldom which."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """The words of an article, read once."""

    title: tuple[Word, ...]
    lead: tuple[Word, ...]
    foreign: bool  # untranslated: its terms are those of its own language and meet no others

    @classmethod
    def of(cls, article: Article) -> Self:
        """The words of its English title and lead, or of the originals where it is untranslated."""
        foreign = article.translated_by == UNTRANSLATED
        language = article.language.partition("-")[0].lower()
        prefix = f"{language}:" if foreign else ""
        title = tuple(_own(words(article.title), prefix))
        return cls(
            title=title if foreign or article.translated_by is None else (*title, *_names(article, language)),
            lead=tuple(_own(words(article.summary[:LEAD]), prefix)),
            foreign=foreign,
        )

    @property
    def words(self) -> tuple[Word, ...]:
        """Title, then lead."""
        return self.title + self.lead

    def mentions(self) -> dict[str, float]:
        """How often each term is said, title words by TITLE, no more than TITLE and once in the lead.

        A word that stands for a country (`Kremlin`) mentions that too.
        """
        found: dict[str, float] = {}
        for part, factor in ((self.title, TITLE), (self.lead, 1.0)):
            for word in part:
                found[word.term] = min(found.get(word.term, 0.0) + factor, TITLE + 1.0)
                if word.country and word.kind is not Kind.COUNTRY:
                    country = country_term(word.country)
                    found[country] = max(found.get(country, 0.0), factor * SEAT)
        return found


def _names(article: Article, language: str) -> Iterator[Word]:
    """The names in the original title of a translated article, as they are spelt there.

    A translator spells a name now so and now so; in another script it is the same in every text of the language. What
    is in Latin letters stands in the English as it is.
    """
    for word in words(article.title_original):
        if word.kind is Kind.NAME and not fold(word.surface).isascii():
            yield word._replace(term=f"{language}:{word.term}", country="")


_KEPT = frozenset({Kind.NAME, Kind.COUNTRY, Kind.NUMBER})


def _own(found: Iterable[Word], prefix: str) -> Iterator[Word]:
    """The words that say something, in the name space of their language."""
    for word in found:
        if not prefix:
            if word.kind is not Kind.STOP:
                yield word
        elif len(word.surface) > 3 or word.kind in _KEPT or word.surface.isupper() or not word.term.isascii():
            yield word._replace(term=prefix + word.term, country=word.country and prefix + word.country)


@dataclass(frozen=True, kw_only=True, slots=True)
class Vector:
    """An article as a point of length one, and what of it can prove that two texts tell one event."""

    weights: Mapping[str, float]  # by term; no terms, no weights
    facts: frozenset[str]  # its names and numbers
    countries: frozenset[str]  # that it speaks of anywhere
    theatre: frozenset[str]  # countries in its title
    foreign: bool

    def dot(self, other: Mapping[str, float]) -> float:
        """The scalar product with any weights; with those of another vector, their cosine."""
        return sum([weight * other[term] for term, weight in self.weights.items() if term in other])


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """What a collection of articles teaches about words: how rare they are, and which are names."""

    size: int  # articles
    counts: Mapping[str, int]  # articles that hold the term
    names: frozenset[str]  # terms that are mostly capitalised where they need not be
    worth: Mapping[str, float]  # what one mention of a term weighs

    @classmethod
    def of(cls, profiles: Collection[Profile]) -> Self:
        """Learnt from these articles."""
        counts, capital, small = Counter[str](), Counter[str](), Counter[str]()
        for profile in profiles:
            seen = {word.term: word for word in profile.words}
            counts.update(seen.keys())
            for term, word in seen.items():
                if word.kind is Kind.NAME:
                    capital[term] += 1
                elif word.surface[0].islower():
                    small[term] += 1
            counts.update({country_term(word.country) for word in seen.values() if word.country} - seen.keys())
        names = frozenset(term for term, count in capital.items() if count > 2 * small[term])
        worth = {
            term: max(math.log((len(profiles) + BACKGROUND) / (count + prior(term))), LEAST)
            * (NAME if term in names or is_number(term) else 1.0)
            for term, count in counts.items()
        }
        return cls(size=len(profiles), counts=counts, names=names, worth=worth)

    def vector(self, profile: Profile) -> Vector:
        """An article by the words it uses, each by how often, how rare and what it is."""
        seen = profile.words
        return Vector(
            weights=unit(self._weights(profile)),
            facts=frozenset([word.term for word in seen if self.is_fact(word)]),
            countries=frozenset([word.country for word in seen if word.country]),
            theatre=frozenset([word.country for word in profile.title if word.country]),
            foreign=profile.foreign,
        )

    def is_fact(self, word: Word) -> bool:
        """Whether two texts that share this word share more than a subject."""
        return word.term in self.names or (is_number(word.term) and len(word.term) > 1)

    def _weights(self, profile: Profile) -> dict[str, float]:
        names, plain = self.names, FOREIGN if profile.foreign else 1.0
        unseen = math.log((self.size + BACKGROUND) / PRIOR)
        return {
            term: math.sqrt(count) * self.worth.get(term, unseen) * (1.0 if term in names else plain)
            for term, count in profile.mentions().items()
        }


def summed(weights: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The sum of some weights, term by term."""
    total: dict[str, float] = {}
    for each in weights:
        for term, weight in each.items():
            total[term] = total.get(term, 0.0) + weight
    return total


def unit(weights: Mapping[str, float]) -> dict[str, float]:
    """The same direction at length one; no terms stay none."""
    length = math.sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
    return {term: weight / length for term, weight in weights.items()}


def country_term(name: str) -> str:
    """The term of a country by any of its words; `es:chile` keeps to its language."""
    prefix, colon, plain = name.rpartition(":")
    return f"{prefix}{colon}@{plain}"


def prior(term: str) -> float:
    """In how many of the BACKGROUND articles a term stands, by what it is."""
    plain = term.rpartition(":")[2]
    if plain.startswith("@"):
        return PRIOR_COUNTRY
    if is_number(term):
        return PRIOR_NUMBER if len(plain) > 1 else PRIOR_DIGIT
    return PRIOR_COMMON if plain in COMMON else PRIOR


def is_number(term: str) -> bool:
    """Whether a term is a number, and no year."""
    plain = term.rpartition(":")[2]
    return plain[:1].isdigit() and not _YEAR.fullmatch(plain)
