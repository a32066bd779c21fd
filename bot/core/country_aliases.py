"""What people call countries besides CLDR's names, and which codes are words that mean no country."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "AE": "uae|emirates|الإمارات",
        "AG": "antigua",
        "AL": "shqipëria",
        "AM": "hayastan",
        "BA": "bosnia",
        "BN": "brunei darussalam",
        "BO": "plurinational state of bolivia",
        "CD": "drc|dr congo|democratic republic of the congo|congo kinshasa|zaire",
        "CG": "congo|republic of the congo|congo brazzaville",
        "CI": "ivory coast|cote d ivoire",
        "CN": "prc|pr china|mainland china|peoples republic of china|people s republic of china|中國|zhongguo",
        "CV": "cabo verde",
        "CZ": "czech republic|česká republika",
        "EG": "misr",
        "FK": "malvinas|islas malvinas",
        "FM": "federated states of micronesia",
        "GB": "uk|great britain|britain|england|scotland|wales|northern ireland",
        "GE": "sakartvelo",
        "GR": "hellas|hellenic republic",
        "HK": "hong kong|香港",
        "IE": "republic of ireland",
        "IN": "bharat",
        "IR": "islamic republic of iran|persia",
        "JP": "nippon|nihon",
        "KN": "st kitts",
        "KP": "dprk|democratic peoples republic of korea|democratic people s republic of korea|조선",
        "KR": "korea|republic of korea|한국",
        "LA": "lao|lao pdr|lao peoples democratic republic|lao people s democratic republic",
        "MD": "republic of moldova",
        "MK": "macedonia",
        "MM": "burma|myanmar",
        "MO": "macau|macao|澳門",
        "NL": "holland",
        "PG": "png",
        "PS": "palestine|state of palestine|west bank|gaza|فلسطين",
        "RU": "russian federation",
        "SA": "saudi|ksa|السعودية",
        "ST": "sao tome",
        "SY": "syrian arab republic|سورية",
        "SZ": "swaziland",
        "TL": "east timor",
        "TR": "turkey|turkiye",
        "TT": "trinidad",
        "TW": "formosa|republic of china|臺灣|台湾",
        "TZ": "united republic of tanzania",
        "US": "usa|america|united states of america|states",
        "VA": "vatican|holy see",
        "VC": "st vincent",
        "VE": "bolivarian republic of venezuela",
        "VN": "viet nam",
        "XK": "kosova",
        "ZA": "rsa",
    }
)
"""By code: names that CLDR does not have, with the long forms of ISO 3166-1, separated by `|`."""

_WORDS = """
ad ai am as at be by do hm id in is it la ma me mr ms my ne no pm so st to tv us
ant are arm ben bra can com fin gin guy jam lie mac nor pan per sen sun ton
"""

EVERYDAY = frozenset(_WORDS.split())
"""Codes that are words of English, in lower case."""
