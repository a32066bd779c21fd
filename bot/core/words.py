"""English text as words that can be compared: folded, stemmed, with names, places and numbers recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum, auto
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from bot.core.places import COUNTRIES, SEATS
from bot.core.synonyms import SAME


class Kind(Enum):
    """What a word is good for when texts are compared."""

    STOP = auto()  # glue: tells nothing of what a text is about
    WORD = auto()
    NAME = auto()  # capitalised where a plain word would not be
    COUNTRY = auto()  # or its people, whatever it was called
    NUMBER = auto()


class Word(NamedTuple):
    """One word of a text."""

    surface: str  # as it stands in the text
    term: str  # what it is compared by
    kind: Kind
    country: str = ""  # the one it speaks of (`Kremlin`: `russia`), if any


STOP = frozenset(
    """
    a about above across after again against ago all almost along already also although always am amid among an and
    another any are around as at away back be became because become been before behind being below beside besides
    between beyond both but by call called calls came can cannot come comes could day days de did do does doing done
    down due during each either else even ever every few following for from further gave get gets give given gives
    go goes going gone got had half has have having he her here hers herself him himself his how however i if in
    instead into is it its itself just keep know known la last later latest least less let like likely made make
    makes making many may me might mine month months more most mr mrs ms much must my near nearly need needs never
    new news next no none nor not nothing now of off often on once one only onto or other others our ours out over
    own part per perhaps put rather re really s said same saw say saying says see seen set several shall she should
    show shows since so some soon still such t take taken takes taking tell tells than that the their them then
    there these they thing things this those though through thus time times to today told tomorrow too took toward
    towards two under until up upon us use used using very via want wants was way we week weeks well went were what
    when where whether which while who whole whom whose why will with within without would year years yes yesterday
    yet you your monday tuesday wednesday thursday friday saturday sunday
    live update updates video watch photos pictures exclusive breaking opinion analysis explainer read
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)
"""Words too common to tell one event from another, and the tags that headlines carry."""

NUMBERS: Mapping[str, str] = MappingProxyType(
    {
        word: str(number)
        for number, word in enumerate(
            """three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
            seventeen eighteen nineteen twenty""".split(),  # noqa: SIM905 - as above
            start=3,  # "one" and "two" are glue more often than facts
        )
    }
)

TITLED = 0.7
"""The share of capitals among the longer words from which on a text is in title case."""

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|\d+(?:[.,]\d+)*"  # 14,000 and 6.3
    r"|[^\W\d_]+-\d+"  # Covid-19, F-16
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"  # Milei's
)
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{2,}")
_OPENING = frozenset('.!?:;|–—"“”‘([')
_YEAR = re.compile(r"(?:19|20)\d\d")
_VOWEL = re.compile(r"[aeiouy]")
_POSSESSIVE = re.compile(r"['’]s?$")


def fold(text: str) -> str:
    """The text without the differences of case and accents: `Élysée` → `elysee`."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_UNDECOMPOSED)


_UNDECOMPOSED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=65536)  # a memo of a pure function: news repeats its words
def stem(word: str) -> str:
    """A folded word without its English ending, possibly no word any more: `ministers` → `minister`.

    Light on purpose: it joins the forms of one word and seldom two words. The spellings of a Slavic ending
    meet too (`zelenskyy`, `zelenskiy`).
    """
    if len(word) <= 3:
        return word
    word = _singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and _VOWEL.search(root):
            word = root[:-1] if root[-1] == root[-2] and root[-1] not in "ls" else root
            break
    if word.endswith(("skiy", "skyy", "skii", "skij")):
        word = word[:-2] + "y"
    return word.removesuffix("e") if len(word) > 4 else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def same(word: str) -> str:
    """What a folded word is compared by: its stem, or that of the word that news uses for the same."""
    root = stem(word)
    return _ALIKE.get(root, root)


_ALIKE: Mapping[str, str] = MappingProxyType(
    {stem(word): stem(line[0]) for line in map(str.split, SAME.strip().splitlines()) for word in line}
)
_PAIRS = frozenset(name for name in [*COUNTRIES, *SEATS, *SAME.split()] if name.count("_") == 1)
_FIRST_OF_PAIR = frozenset(name.partition("_")[0] for name in _PAIRS)


@lru_cache(maxsize=4096)  # takes, briefs and stories are made of the same texts
def words(text: str) -> tuple[Word, ...]:
    """The words of an English text in their order, each with what it is compared by.

    Countries are found by any of their names, and are one word even where they are two (`South Korea`).
    A script without spaces gives its pairs of characters. An empty text has no words.
    """
    tokens = _tokens(text)
    if _titled(tokens):
        tokens = [(token, True) for token, _ in tokens]
    return tuple(_words(tokens))


def _tokens(text: str) -> list[tuple[str, bool]]:
    """Each token, and whether it would have a capital whatever it is: the first of a sentence or a quotation."""
    tokens: list[tuple[str, bool]] = []
    end = 0
    for match in _TOKEN.finditer(text):
        token, gap = match[0], text[end : match.start()]
        opens = not end or (gap != " " and not _OPENING.isdisjoint(gap))
        end = match.end()
        if token.isascii() or not _UNSPACED.fullmatch(token):
            tokens.append((token, opens))
        else:
            tokens += ((token[at : at + 2], True) for at in range(len(token) - 1))
    return tokens


def _titled(tokens: list[tuple[str, bool]]) -> bool:
    """Whether this is Title Case, Where a Capital Tells Nothing."""
    long = [token[0].isupper() for token, _ in tokens[1:] if len(token) > 3 and token[0].isalpha()]
    return sum(long) > TITLED * len(long)


def _words(tokens: list[tuple[str, bool]]) -> Iterator[Word]:
    """Pairs like `South Korea` are one word; the day of a date is no number."""
    at = 0
    while at < len(tokens):
        token, opens = tokens[at]
        at += 1
        if at < len(tokens) and _plain(token) in _FIRST_OF_PAIR and (pair := _pair(token, tokens[at][0])):
            yield _word(f"{token} {tokens[at][0]}", pair, opens=opens)
            at += 1
        elif token.isdigit() and len(token) <= 2 and _dated(tokens, at - 1):
            yield Word(token, token, Kind.STOP)
        else:
            yield _word(token, _plain(token), opens=opens)


def _dated(tokens: list[tuple[str, bool]], at: int) -> bool:
    """Whether a number is a day of a month: all news of a day says `May 20` or `Tuesday (20)`."""
    before = _plain(tokens[at - 1][0]) if at else ""
    behind = _plain(tokens[at + 1][0]) if at + 1 < len(tokens) else ""
    return before in MONTHS | WEEKDAYS or behind in MONTHS


WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())  # noqa: SIM905 - prose
MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec
    """.split()  # noqa: SIM905 - prose
)
"""As English news writes them, folded."""


def _pair(first: str, second: str) -> str:
    pair = f"{_plain(first)}_{_plain(second)}"
    return next((name for name in (pair, pair.removesuffix("s")) if name in _PAIRS), "")


@lru_cache(maxsize=65536)
def _plain(token: str) -> str:
    return _POSSESSIVE.sub("", fold(token))


@lru_cache(maxsize=65536)
def _word(surface: str, plain: str, *, opens: bool) -> Word:
    if surface[0].isdigit():
        return Word(surface, _number(plain), Kind.WORD if _YEAR.fullmatch(plain) else Kind.NUMBER)
    if plain in NUMBERS:
        return Word(surface, NUMBERS[plain], Kind.NUMBER)
    if country := _found(COUNTRIES, surface, plain):
        return Word(surface, f"@{country}", Kind.COUNTRY, country)
    if plain in STOP or len(plain) < 2:
        return Word(surface, plain, Kind.STOP)
    term = same(plain)
    if seat := _found(SEATS, surface, plain):
        return Word(surface, term, Kind.NAME, seat)
    return Word(surface, term, Kind.NAME if surface[0].isupper() and not opens else Kind.WORD)


def _found(places: Mapping[str, str], surface: str, plain: str) -> str:
    """The country a word speaks of; `us`, `un`, `polish` and `turkey` are none without their capitals."""
    if not surface[0].isupper() or (plain in _SHORT and not _POSSESSIVE.sub("", surface).isupper()):
        return ""
    return places.get(plain) or places.get(plain.removesuffix("s"), "")


_SHORT = frozenset({"us", "un", "uk", "eu", "uae", "usa", "drc", "idf"})


def _number(plain: str) -> str:
    """`14,000` → `14000`; `6,3` → `6.3`."""
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+", plain):
        return plain.replace(",", "")
    return plain.replace(",", ".")
