"""What sort of thing an article is: news, or one of the things that newspapers print beside it.

A small table of rules over the title, the path of the link and the outlet's own categories. It is meant never to
call news something else, and rather to let a horoscope through: each rule needs a mark that news doesn't bear.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import unquote, urlsplit

from bot.core import kind_words
from bot.core.language import base
from bot.model import Kind

WEIGHT: Mapping[Kind, float] = {
    Kind.NEWS: 1.0,
    Kind.OPINION: 0.3,  # tells what is talked about, but not what happened
    Kind.VIDEO: 0.3,  # may be of an event, but there is hardly a text to make a brief of
    Kind.LIVE: 0.5,  # is of an event, but its title and text are of the moment it was opened
    Kind.SPORT_RESULT: 0.1,  # news to those who follow the league, and one of dozens a day
    Kind.HOROSCOPE: 0.0,  # nothing that happened
    Kind.LOTTERY: 0.0,  # numbers
    Kind.SERVICE: 0.0,  # of use in its own town today
    Kind.SPONSORED: 0.0,  # not the outlet's word
}
"""What an article of a kind counts for beside news; 0 = left out. Judgements, not measurements."""

_SPORT = "sport sports deportes deporte esportes esporte desporto futbol futebol football soccer fussball calcio spor"
_SPORTS = frozenset(
    [*_SPORT.split(), "спорт", "футбол", "رياضة", "体育", "スポーツ", "खेल", "olahraga", "bola", "sepakbola"]
)
_RESULT = re.compile(r"^[^\d:|]{2,30} \d{1,3} ?[-–:] ?\d{1,3} [^\d:|]{2,30}(?:$|[:|(])")  # Arsenal 2-1 Chelsea


def kind(*, title: str, url: str, categories: Sequence[str], language: str) -> Kind:
    """The kind of an article: by its outlet's sections and categories, otherwise by how its title is put.

    `title` is plain text, `language` BCP 47; marks in English count in every language. Of several kinds the one
    that weighs less.
    """
    text, sections = _folded(title), frozenset(_sections(url))
    filed = frozenset(map(_folded, categories))
    found = set(_marked(text, base(language)))
    found |= {_SECTIONS[each] for each in sections if each in _SECTIONS}
    found |= {_CATEGORIES[each] for each in filed if each in _CATEGORIES}
    if _SPORTS & (sections | filed) and _RESULT.search(text):
        found.add("sport_result")
    return min((Kind[each.upper()] for each in found), key=_order, default=Kind.NEWS)


def _order(each: Kind) -> tuple[float, Kind]:
    return WEIGHT[each], each


def _sections(url: str) -> Iterator[str]:
    """The parts of a path that stand before the article's own."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return
    yield from (_folded(part) for part in path.split("/")[:-1] if part)


def _marked(title: str, language: str) -> Iterator[str]:
    """The kinds whose marks a title bears. Most bear none, which one look at all of the marks together tells."""
    marks = _marks(language)
    if _any(language).search(title):
        yield from (each for each, pattern in marks.items() if pattern.search(title))


@cache
def _any(language: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each.pattern})" for each in _marks(language).values()))


@cache
def _marks(language: str) -> Mapping[str, re.Pattern[str]]:
    """For each kind what its titles look like, in English and the language."""
    tables = [kind_words.TITLES[tongue] for tongue in dict.fromkeys(("en", language)) if tongue in kind_words.TITLES]
    kinds = dict.fromkeys(each for table in tables for each in table)
    return {each: re.compile("|".join(_mark(*table[each]) for table in tables if each in table)) for each in kinds}


def _mark(labels: str, *patterns: str) -> str:
    """A label stands in brackets or before a colon, a bar or a dash; or in brackets or behind a bar at the end."""
    before = rf"^(?:[\[(【〈《«<] ?(?:{labels}) ?[\])】〉》»>]|(?:{labels}) ?(?:[:|/•]| [-–—] ))"
    behind = rf"(?:[|•] ?|[\[(【])(?:{labels})[\])】]?$"
    return _folded("|".join([before, behind, *patterns] if labels else patterns))


def _folded(text: str) -> str:
    """Small letters, without the marks in which spellings of one word differ."""
    if text.isascii():
        return " ".join(text.lower().split())
    small = unicodedata.normalize("NFKC", text).casefold().replace("ı", "i").replace("i\u0307", "i")
    return " ".join(small.translate(_SAME).split())


_SAME = {ord("أ"): "ا", ord("إ"): "ا", ord("آ"): "ا", ord("ـ"): None, ord("ё"): "е", ord("’"): "'", ord("़"): None}


def _kinds(table: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """The kind of each word of a table; of several the one that weighs less."""
    pairs = [(word, name) for name, words in table.items() for word in _folded("|".join(words)).split("|")]
    return dict(sorted(pairs, key=lambda pair: _order(Kind[pair[1].upper()]), reverse=True))


_SECTIONS, _CATEGORIES = _kinds(kind_words.SECTIONS), _kinds(kind_words.CATEGORIES)
