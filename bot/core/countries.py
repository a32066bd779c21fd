"""Countries as readers know and type them: names, flags, regions. Names are CLDR's, in every language."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from babel.core import get_global

from bot.core.country_aliases import ALIASES, EVERYDAY
from bot.core.country_names import NAMES
from bot.model import Country

REGIONS: Mapping[str, str] = MappingProxyType(
    {
        "europe": "Europe",
        "asia": "Asia",
        "middle_east": "Middle East",
        "africa": "Africa",
        "north_america": "North America",
        "latin_america": "Latin America & Caribbean",
        "oceania": "Oceania",
    }
)
"""Where a reader would look for a country; by the UN's M49, but for the Middle East, which it has under three heads."""

_MEMBERS = {
    "europe": (
        "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC "
        "MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"
    ),
    "asia": (
        "AF AM AZ BD BN BT CN GE HK ID IN IO JP KG KH KP KR KZ LA LK MM MN MO MV MY NP PH PK SG TH TJ TL TM TW UZ VN"
    ),
    "middle_east": "AE BH CY IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "africa": (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU "
        "MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW"
    ),
    "north_america": "BM CA GL PM US",
    "latin_america": (
        "AG AI AR AW BB BL BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM KN KY LC "
        "MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI"
    ),
    "oceania": "AQ AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TF TK TO TV UM VU WF WS",
}

_SHORT = {  # where CLDR's name is longer than anybody's
    "CD": "DR Congo",
    "CG": "Congo",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macao",
    "PS": "Palestine",
}

NEAR = 0.75
"""How alike a text and a name must be for a suggestion; Spain and Japan are 0.6, Fance and France 0.91."""

_FLAG_A = 0x1F1E6  # REGIONAL INDICATOR SYMBOL LETTER A
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_WORD = re.compile(r"[^\W_]+")
_SEPARATOR = re.compile(r"[,;\n]|(?<=\w)/(?=\w)")  # a slash as in "France/Japan", not as in "</b>"
_LETTERS = re.compile(r"(?<=\b\w) (?=\w\b)")  # between single letters, as in "u s a"
_NAME_LENGTH = 60  # letters: no name is longer
_PLAIN = str.maketrans("øłđı", "oldi")  # letters that Unicode does not take apart
_SAME = {"and": "", "the": "", "saint": "st"}


@cache
def country(code: str) -> Country:
    """The country of an ISO 3166-1 alpha-2 code in upper case (and XK). Raises ValueError for any other text."""
    if code not in _regions():
        raise ValueError(f"{code!r} is not the ISO 3166-1 code of a country")
    english, *local = NAMES[code]
    return Country(
        code=code,
        name=_SHORT.get(code, english),
        flag="".join(chr(_FLAG_A + ord(letter) - ord("A")) for letter in code),
        region=_regions()[code],
        local_names=tuple(local),
    )


def codes() -> frozenset[str]:
    """Every code there is."""
    return frozenset(_regions())


def region(code: str) -> str:
    """The key in REGIONS of a country's region. Raises KeyError for a code there isn't."""
    return _regions()[code]


def exists(code: str) -> bool:
    """Whether a text is the code of a country, in upper case."""
    return code in _regions()


def in_region(key: str) -> tuple[Country, ...]:
    """The countries of a region of REGIONS, by English name; empty for a region there isn't."""
    members = [country(code) for code, region in _regions().items() if region == key]
    return tuple(sorted(members, key=lambda each: folded(each.name)))


def find(text: str) -> Country | None:
    """The country that a text names, exactly: code, name in English or one of its own languages, alias or flag.

    Case, accents, punctuation, "the", "and" and the order of "Korea, South" don't count. None for anything else:
    guesses are `suggest`'s.
    """
    if _FLAG.fullmatch(text.strip()):
        return _flown(text.strip())
    first, comma, rest = text.partition(",")
    names = _codes_by_name()
    named = names.get(bare(text)) or (names.get(bare(f"{rest} {first}")) if comma else None)
    return country(named) if named else None


def find_all(words: str) -> tuple[tuple[Country, ...], tuple[str, ...]]:
    """The countries that a text lists, in its order and once, and the words that are part of none.

    Names of several words go before shorter ones: "south korea us" is two countries. Codes that are words of English
    count in a list of countries, but not in a sentence: "it is me" is none. Time grows with the text and no faster.
    """
    if (whole := find(words)) is not None:
        return (whole,), ()
    pieces = _SEPARATOR.split(_FLAG.sub(lambda flag: f",{flag[0]},", words))
    names, most = _codes_by_name(), _most_words()
    named = [each for piece in pieces for each in taken_apart(piece.split(), names, most=most)]
    if any(each is None for _, each in named) or all(everyday(word) for word, _ in named):
        named = [(word, None if everyday(word) else each) for word, each in named]
    found = dict.fromkeys(each for _, each in named if each is not None)
    return tuple(found), tuple(word for word, each in named if each is None)


def everyday(text: str) -> bool:
    """Whether a text is a code that is also a word of English, and not written as codes are: `it`, `No`."""
    return text.casefold() in EVERYDAY and text != text.upper()


def taken_apart(
    words: Sequence[str], names: Mapping[str, str], *, most: int | None = None
) -> Iterator[tuple[str, Country | None]]:
    """The names in a row of words, from the left and the longest first, each with its country; None for a rest.

    `names`: what counts, as `bare` makes it, to its code. A flag always counts. `most`: words of the longest name, of
    those who know it; else all names are looked at.
    """
    keys = [(word, found) for word in words if (found := bare(word)) or _FLAG.fullmatch(word)]
    most, at = most or _longest(names), 0
    while at < len(keys):
        word, first = keys[at]
        sizes = range(min(most, len(keys) - at), 0, -1) if first else ()
        tried = ((size, names.get(_joined(part for _, part in keys[at : at + size]))) for size in sizes)
        size, code = next(((size, code) for size, code in tried if code), (1, None))
        text = " ".join(part for part, _ in keys[at : at + size])
        yield text, country(code) if code else _flown(word)
        at += size


def _longest(names: Iterable[str]) -> int:
    """How many words the longest name has."""
    return max(name.count(" ") + 1 for name in names)


def _flown(text: str) -> Country | None:
    """The country of a flag; None for any other text."""
    if not _FLAG.fullmatch(text):
        return None
    code = "".join(chr(ord(letter) - _FLAG_A + ord("A")) for letter in text)
    return country(code) if exists(code) else None


def suggest(text: str, *, among: Collection[str] | None = None, limit: int = 3) -> tuple[Country, ...]:
    """The countries whose names are nearest to a text that is none, the nearest first; empty where none is near.

    `among`: codes to choose from (None: all). By difflib's ratio, from NEAR on: one letter of four may be wrong.
    Codes are near to every short word, so they are never suggested from.
    """
    wanted = bare(text)
    if not wanted or len(wanted) > _NAME_LENGTH:
        return ()
    allowed = {name: code for name, code in spoken().items() if among is None or code in among}
    near = difflib.get_close_matches(wanted, allowed, n=3 * limit, cutoff=NEAR)
    return tuple(country(code) for code in list(dict.fromkeys(allowed[name] for name in near))[:limit])


def folded(text: str) -> str:
    """A text without case, accents and punctuation, its words separated by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", " ")).casefold().translate(_PLAIN)
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", bare)))


def bare(text: str) -> str:
    """What names are compared by: folded, without "the" and "and", with the letters of "U. S. A." together."""
    return _joined(_SAME.get(word, word) for word in folded(text).split())


def _joined(keys: Iterable[str]) -> str:
    return _LETTERS.sub("", " ".join(filter(None, keys)))


@cache
def _regions() -> dict[str, str]:
    return {code: region for region, codes in _MEMBERS.items() for code in codes.split()}


@cache
def spoken() -> Mapping[str, str]:
    """What countries are called, codes left out: `bare` of every name to its code."""
    return MappingProxyType(_first(_english_names, _aliases, _own_names))


@cache
def _codes_by_name() -> dict[str, str]:
    """Everything that names a country, as `bare` makes it, to its code."""
    return _first(_codes, _english_names, _aliases, _own_names, _three_letters)


@cache
def _most_words() -> int:
    return _longest(_codes_by_name())


def _first(*sources: Callable[[], Iterable[tuple[str, str]]]) -> dict[str, str]:
    """Names of several sources; later ones don't override earlier ones."""
    names: dict[str, str] = {}
    for source in sources:
        for name, code in source():
            names.setdefault(bare(name), code)
    names.pop("", None)
    return names


def _codes() -> Iterable[tuple[str, str]]:
    return ((code, code) for code in _regions())


def _english_names() -> Iterable[tuple[str, str]]:
    for code in _regions():
        english = NAMES[code][0]
        yield _SHORT.get(code, english), code
        yield english, code
        yield english.replace("&", "and"), code


def _aliases() -> Iterable[tuple[str, str]]:
    return ((alias, code) for code, aliases in ALIASES.items() for alias in aliases.split("|"))


def _own_names() -> Iterable[tuple[str, str]]:
    return ((name, code) for code in _regions() for name in NAMES[code][1:])


def _three_letters() -> Iterable[tuple[str, str]]:
    three: Mapping[str, str] = get_global("territory_aliases")
    return ((old, new[0]) for old, new in three.items() if len(old) == 3 and old.isalpha() and new[0] in _regions())
