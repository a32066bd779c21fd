"""Every number of a text: figures, number words, amounts with their scales, months, Roman numerals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

from bot.core.gate_number_values import german, han_value, roman, slavic
from bot.core.gate_number_words import CARDINALS, COUNTED, EASTERN, HAN, LOOSE, SCALES
from bot.core.gate_scripts import WORD
from bot.core.months import NUMBERS as MONTHS
from bot.core.words import fold

_COMMA_GROUPS = frozenset(
    [
        "en",
        "zh",
        "ja",
        "ko",
        "hi",
        "bn",
        "ur",
        "ta",
        "te",
        "mr",
        "gu",
        "pa",
        "ml",
        "kn",
        "ne",
        "si",
        "th",
        "he",
        "ms",
        "fil",
        "tl",
        "sw",
        "ar",
    ]
)
"""Languages that write 1,234.5; the others write 1.234,5 or 1 234,5 (CLDR)."""

_FIGURE = r"\d+(?:[.,'’]\d+|[\u00a0\u202f\u2009 ]\d{3}(?![\d.,]\d|\d))*"

_TOKEN = re.compile(rf"(?P<figure>{_FIGURE})|(?P<han>[〇零一二三四五六七八九十百千万萬亿億两兩]+)|(?P<word>{WORD})")

_PLAIN_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}

_ROMAN = re.compile(r"(?<!\w)[IVXLCІХ]+(?![\w'’])")

AFTERNOON = re.compile(r"(\d{1,2})(?:[:.]\d\d)?\s*(?:p\.?m|in the (?:afternoon|evening)|at night)", re.IGNORECASE)

_NATIVE = re.compile(r"[^\D0-9]")  # digits of other scripts

_LONGEST = 40  # characters; what is longer is no number that a reader would miss

_TENS = re.compile(r"\b(\w{1,6})[ -](decade|dozen)", re.IGNORECASE)

_FROZEN = re.compile(r"\bcovid[\s-]?19\b|\bковид[\s-]?19|كوفيد[\s-]?19|新冠", re.IGNORECASE)

_ATTACHED = {"k": 1000, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12}


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A number as a text gives it."""

    surface: str  # as it stands there
    readings: frozenset[Fraction]  # what it may mean
    parts: tuple[Fraction, ...] = ()  # 14.30 as a time, 5.9. as a date
    asked: bool = True  # whether a translation must have it


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A number and where it stands in a text."""

    number: Number
    start: int
    end: int  # behind its scale: of `3 million` and `thirty-two` all of it


@lru_cache(maxsize=64)
def numbers(text: str, language: str) -> tuple[Number, ...]:
    """The numbers of a text in their order, those that are words included; what scales a number is part of it."""
    text = plain_figures(text)
    found = (piece.number for piece in _scaled(_pieces(text, language), text))
    return (*(number for number in found if number is not None), *_asides(text, language))


def placed(text: str, language: str) -> tuple[Placed, ...]:
    """The numbers of a text that `plain_figures` gave, each with its place; none is part of another."""
    found: list[Placed] = []
    for piece in _scaled(_pieces(text, language), text):
        if piece.number is not None and (not found or piece.start >= found[-1].end):
            found.append(Placed(number=piece.number, start=piece.start, end=piece.end))
    return tuple(found)


def plain_figures(text: str) -> str:
    """Digits of any script as 0–9, figures' signs as ASCII's, without what has a figure in its name only."""
    figures = _NATIVE.sub(lambda found: str(unicodedata.decimal(found[0])), text)
    figures = figures.translate(str.maketrans("．，：％٫٬", ".,:%.,"))
    figures = re.sub(r"(?i)\bquatre-vingts?\b", "huitante", figures)
    figures = re.sub(r"(?<=\d)・(?=\d)", ".", figures)
    figures = re.sub(r"(\d\d)世[纪紀](\d0)年代", lambda found: f"{int(found[1]) - 1}{found[2]}年代", figures)
    return _FROZEN.sub(" ", figures)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    number: Number | None = None
    scale: int = 0
    start: int = 0
    end: int = 0


def _pieces(text: str, language: str) -> Iterator[_Piece]:
    """Figures, number words and scales of a text, each with its place."""
    cardinals, loose, scales = (table.get(language, {}) for table in (CARDINALS, LOOSE, SCALES))
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["figure"]:
            number = _figure(match["figure"], language)
            yield _Piece(number=_era(number, text[max(0, start - 2) : start]), start=start, end=end)
        elif match["han"]:
            yield from _han(text, match)
        elif match["word"][0] > "\u2e80" and _within_han(match["word"]):
            yield from _mixed(match["word"], start)
        else:
            word = match["word"].lower()
            if word in scales:
                yield _Piece(scale=scales[word], number=_loose(word, scales[word]), start=start, end=end)
            elif word in cardinals:
                number = Number(surface=match["word"], readings=frozenset({Fraction(cardinals[word])}))
                yield _Piece(number=number, start=start, end=end)
            elif word in loose:
                yield _Piece(number=_loose(word, loose[word]), start=start, end=end)
            elif language == "en" and word in _ATTACHED and start and text[start - 1].isdigit():
                yield _Piece(scale=_ATTACHED[word], start=start, end=end)
            elif inner := german(word) if language == "de" else slavic(word) if language in ("ru", "uk") else 0:
                yield _Piece(number=_loose(word, inner), start=start, end=end)


def _era(number: Number, before: str) -> Number:
    """A figure that counts an era's years may be given as another."""
    return replace(number, asked=False) if before in _PLAIN_ERAS or before == "明治" else number


@lru_cache(maxsize=4096)
def _loose(word: str, value: int) -> Number:
    return Number(surface=word, readings=frozenset({Fraction(value)}), asked=False)


def _within_han(word: str) -> bool:
    return any(each in HAN or each in EASTERN or each == "十" for each in word) and not word.isascii()


def _mixed(word: str, start: int) -> Iterator[_Piece]:
    """Numbers inside a run of characters without spaces."""
    for match in re.finditer(r"[〇零一二三四五六七八九十百千万萬亿億兆两兩만억조]+", word):
        yield from _han(word, match, offset=start)


def _han(text: str, match: re.Match[str], *, offset: int = 0) -> Iterator[_Piece]:
    start, end = match.span()
    run = match[0]
    if run[0] in EASTERN and start and text[start - 1].isdigit():
        yield _Piece(scale=EASTERN[run[0]], start=offset + start, end=offset + end)
        return
    if run[0] in EASTERN and not start:  # straight after a figure, which ended the token before
        scale = EASTERN[run[0]] * (EASTERN.get(run[1], 1) if len(run) > 1 else 1)
        yield _Piece(scale=scale, start=offset + start, end=offset + end)
        return
    value = han_value(run)
    if value is None:
        return
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    vague = before in tuple("数數几幾百") or after in tuple("几幾数數余餘") or value < 2
    counted = after in tuple(COUNTED) or before == "第" or any(each in EASTERN for each in run)
    name = text[end : end + 2] in ("分之", "角形", "月三")
    yield _Piece(
        number=Number(
            surface=run,
            readings=frozenset({Fraction(value)}),
            asked=bool(after) and counted and not vague and not name and value > 12,
        ),
        start=offset + start,
        end=offset + end,
    )


@lru_cache(maxsize=4096)
def _figure(text: str, language: str) -> Number:
    """A figure with its separators → what it may mean in a language."""
    if len(text) > _LONGEST:
        return Number(surface=text[:_LONGEST], readings=frozenset(), asked=False)
    plain = re.sub(r"[\s'’]", "", text)
    pieces = re.split(r"[.,]", plain)
    if len(pieces) == 1:
        value = Fraction(plain)
        return Number(surface=text, readings=frozenset({value}), asked=value != 1)  # "1" may become "a"
    parts = tuple(Fraction(piece) for piece in pieces)
    marks = re.findall(r"[.,]", plain)
    readings = frozenset(_readings(pieces, marks, comma_groups=language in _COMMA_GROUPS))
    timed = len(pieces) == 2 and len(pieces[1]) <= 2 and (marks[0] == ".") and language != "en"
    dated = len(pieces) >= 3 or not readings or (marks[0] == "," and language == "en" and len(pieces[1]) < 3)
    return Number(surface=text, readings=readings, parts=parts if timed or dated else ())


def _readings(pieces: list[str], marks: list[str], *, comma_groups: bool) -> Iterator[Fraction]:
    grouped = all(len(piece) in (2, 3) for piece in pieces[1:-1]) and len(pieces[-1]) == 3 and len(pieces[0]) <= 3
    group = "," if comma_groups else "."
    if len(set(marks)) == 1 and grouped and pieces[0] != "0":
        yield Fraction("".join(pieces))
        if len(marks) == 1 and marks[0] != group:
            yield Fraction(".".join(pieces))
    elif len(marks) == 1:
        yield Fraction(".".join(pieces))
    elif len(set(marks)) == 2 and marks[-1] not in marks[:-1]:
        yield Fraction("".join(pieces[:-1]) + "." + pieces[-1])


def _scaled(pieces: Iterable[_Piece], text: str) -> list[_Piece]:
    """Numbers with the scales that follow them, and tens with the units: `3 billion 116 million`, `treinta y dos`."""
    found: list[_Piece] = []
    for piece in pieces:
        near = bool(found) and _NEAR.fullmatch(text[found[-1].end : piece.start]) is not None
        if piece.scale and near:
            found.append(_times(found.pop(), piece))
            if len(found) > 1 and found[-2].scale > found[-1].scale and found[-2].end + 2 > found[-1].start:
                found[-2:] = [_plus(*found[-2:])]
        elif piece.number is not None:
            if near and _adds(found[-1], piece):
                found.append(_plus(found.pop(), piece, both=True))
                found.append(replace(piece, number=replace(piece.number, asked=False), scale=0))
            else:
                found.append(replace(piece, scale=0))
    for place in range(len(found) - 1, 0, -1):  # 2万5000
        first, second = found[place - 1 : place + 1]
        if first.scale > 1 and second.start == first.end and text[second.start].isdigit():
            found[place - 1 : place + 1] = [_plus(first, second)]
    return found


_NEAR = re.compile(r"[\s\-\u00a0]{0,2}|\.? |\s(?:y|e|et|und|og|och|en|و|de)\s")


def _times(piece: _Piece, scale: _Piece) -> _Piece:
    """`1.5` and `million` as one piece. A scale of one letter may be a unit as well: `5 m`."""
    if piece.number is None:
        return piece
    readings = frozenset(value * scale.scale for value in piece.number.readings)
    if scale.scale == 10**6 and scale.end - scale.start == 1:
        readings |= piece.number.readings
    number = replace(piece.number, readings=readings, parts=())
    return replace(piece, number=number, scale=max(piece.scale, 1) * scale.scale, end=scale.end)


def _plus(first: _Piece, second: _Piece, *, both: bool = False) -> _Piece:
    """Two pieces as their sum; with `both`, the first may also stand alone."""
    if first.number is None or second.number is None:
        return second
    sums = frozenset(a + b for a in first.number.readings for b in second.number.readings)
    readings = sums | first.number.readings if both else sums
    return replace(second, number=replace(first.number, readings=readings), start=first.start, scale=second.scale)


def _adds(tens: _Piece, units: _Piece) -> bool:
    """Whether two number words are one number: `thirty-two`, `soixante-dix`."""
    if tens.number is None or units.number is None or tens.scale or units.scale:
        return False
    if tens.number.surface[0].isdigit() or units.number.surface[0].isdigit():
        return False
    return any(each >= 20 and each % 10 == 0 for each in tens.number.readings) and all(
        each < 100 for each in units.number.readings
    )


def _asides(text: str, language: str) -> Iterator[Number]:
    """Months, eras, centuries, afternoon hours: numbers that only one of the two texts may give as figures."""
    for word in spelled(text):
        if month := _month(word, language):
            yield _loose(word, month)
    for match in _ROMAN.finditer(text):
        value = roman(match[0])
        if value > 1:
            yield _loose(match[0], value)
    for match in _TENS.finditer(text) if language == "en" else ():
        count = CARDINALS["en"].get(match[1].lower(), 0) or int(
            match[1] if match[1].isdecimal() and len(match[1]) < 6 else 0
        )
        yield _loose(match[0], count * (10 if match[2].startswith("dec") else 12))
    for match in AFTERNOON.finditer(text) if language == "en" else ():
        yield _loose(match[0], int(match[1]) % 12 + 12)
    for era, first in _PLAIN_ERAS.items() if language in ("ja", "zh") else ():
        for match in re.finditer(rf"{era}(\d{{1,3}})", text):
            yield _loose(match[0], first + int(match[1]))


@lru_cache(maxsize=4096)
def _month(word: str, language: str) -> int | None:
    """The month that a word in lower case means. Short names mean other things in other languages."""
    return _months(language).get(word) or (MONTHS.get(fold(word)) if len(word) > 3 else None)


@cache
def _months(language: str) -> Mapping[str, int]:
    """The names of months in a language, short ones too, in lower case without their dots."""
    try:
        named = Locale.parse(language).months
    except (UnknownLocaleError, ValueError):
        return {}
    names = [
        (name, number)
        for use in named.values()
        for width in ("wide", "abbreviated")
        for number, name in use[width].items()
    ]
    return {name.lower().strip("."): number for name, number in names if name.strip(".").isalpha()}


def spelled(text: str) -> list[str]:
    """The words of a text in lower case, in their order."""
    return [each.lower() for each in re.findall(r"[^\W\d_]+", text)]
