"""Countries as readers know and type them: names, flags, regions. Names are CLDR's, in every language."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from types import MappingProxyType

from babel.core import get_global

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

_ALIASES = {  # what people type that is no CLDR name
    "AE": "uae|emirates",
    "BA": "bosnia",
    "BO": "plurinational state of bolivia",
    "CD": "drc|dr congo|democratic republic of the congo|congo kinshasa|zaire",
    "CG": "congo|republic of the congo|congo brazzaville",
    "CI": "ivory coast|cote d ivoire",
    "CN": "prc|mainland china|peoples republic of china",
    "CV": "cabo verde",
    "CZ": "czech republic",
    "FM": "federated states of micronesia",
    "GB": "uk|great britain|britain|england|scotland|wales|northern ireland",
    "HK": "hong kong",
    "IR": "islamic republic of iran|persia",
    "KP": "dprk",
    "KR": "korea|republic of korea",
    "LA": "lao",
    "MK": "macedonia",
    "MM": "burma|myanmar",
    "MO": "macau|macao",
    "NL": "holland",
    "PS": "palestine|state of palestine|west bank|gaza",
    "RU": "russian federation",
    "SY": "syrian arab republic",
    "SZ": "swaziland",
    "TL": "east timor",
    "TR": "turkey|turkiye",
    "TW": "formosa|republic of china",
    "TZ": "united republic of tanzania",
    "US": "usa|america|united states of america|states",
    "VA": "vatican|holy see",
    "VN": "viet nam",
    "ZA": "rsa",
}

_FLAG_A = 0x1F1E6  # REGIONAL INDICATOR SYMBOL LETTER A
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_WORD = re.compile(r"[^\W_]+")


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

    Case, accents, punctuation and a leading "the" don't count. None for anything else: guesses are `suggest`'s.
    """
    if _FLAG.fullmatch(text.strip()):
        code = "".join(chr(ord(letter) - _FLAG_A + ord("A")) for letter in text.strip())
        return country(code) if exists(code) else None
    named = _codes_by_name().get(folded(text).removeprefix("the "))
    return country(named) if named else None


def find_all(words: str) -> tuple[tuple[Country, ...], tuple[str, ...]]:
    """The countries that a text lists, in its order and once, and the words that are part of none.

    Names of several words go before shorter ones: "south korea us" is two countries.
    """
    found: list[Country] = []
    unknown: list[str] = []
    for piece in re.split(r"[,;/\n]", _FLAG.sub(lambda flag: f",{flag[0]},", words)):
        rest = [word for word in piece.split() if _FLAG.fullmatch(word) or folded(word) not in {"and", ""}]
        while rest:
            size = next((n for n in range(len(rest), 0, -1) if find(" ".join(rest[:n]))), 0)
            match = find(" ".join(rest[:size])) if size else None
            if match is not None:
                found.append(match)
            else:
                unknown.append(rest[0])
            rest = rest[max(size, 1) :]
    return tuple(dict.fromkeys(found)), tuple(unknown)


def suggest(text: str, *, among: Collection[str] | None = None, limit: int = 3) -> tuple[Country, ...]:
    """The countries whose names are nearest to a text that is none, the nearest first; empty where none is near.

    `among`: codes to choose from (None: all). By difflib's ratio, from 0.6 on, its own default.
    """
    allowed = {name: code for name, code in _codes_by_name().items() if among is None or code in among}
    names = [name for name in allowed if len(name) > 2]  # a code is near to every short word
    near = difflib.get_close_matches(folded(text), names, n=3 * limit, cutoff=0.6)
    return tuple(country(code) for code in list(dict.fromkeys(allowed[name] for name in near))[:limit])


def folded(text: str) -> str:
    """A text without case, accents and punctuation, its words separated by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", " ")).casefold()
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", bare)))


@cache
def _regions() -> dict[str, str]:
    return {code: region for region, codes in _MEMBERS.items() for code in codes.split()}


@cache
def _codes_by_name() -> dict[str, str]:
    """Every folded name to its code. Later sources don't override earlier ones: codes, English, aliases, local."""
    names: dict[str, str] = {}
    for source in (_codes, _english_names, _aliases, _own_names, _three_letters):
        for name, code in source():
            names.setdefault(folded(name).removeprefix("the "), code)
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
    return ((alias, code) for code, aliases in _ALIASES.items() for alias in aliases.split("|"))


def _own_names() -> Iterable[tuple[str, str]]:
    return ((name, code) for code in _regions() for name in NAMES[code][1:])


def _three_letters() -> Iterable[tuple[str, str]]:
    three: Mapping[str, str] = get_global("territory_aliases")
    return ((old, new[0]) for old, new in three.items() if len(old) == 3 and old.isalpha() and new[0] in _regions())
