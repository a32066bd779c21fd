"""Languages: what a tag (BCP 47) means, what English calls it, and which one a text is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from babel import Locale
from babel.core import get_global

from bot.core.gate_english import GLUE
from bot.core.gate_scripts import script

Rank = Callable[[str, frozenset[str]], Mapping[str, float]]
"""How probable each of some languages is for a text; those it does not know are left out. Together they are 1."""

T = TypeVar("T")

TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""The well-formed tags of BCP 47 that begin with a language, as all of ours do."""

_TODAY = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}  # withdrawn from ISO 639-1
_SAME = {"no": ("nb",), "nb": ("no",), "fil": ("tl",), "tl": ("fil",)} | dict.fromkeys(
    ("sr", "hr", "bs", "cnr"), ("sh",)
)


def base(tag: str) -> str:
    """The language of a tag without script, region or variant: `pt-BR` and `pt_BR` → `pt`, `iw` → `he`."""
    first = tag.replace("_", "-").split("-", 1)[0].strip().lower()
    return _TODAY.get(first, first)


def is_english(tag: str) -> bool:
    """Whether a tag means English, of any country."""
    return base(tag) == "en"


def english_name(tag: str) -> str:
    """What English calls the language of a tag: `es-AR` → `Spanish`. An unknown tag stays as it is."""
    return str(Locale("en").languages.get(base(tag), tag))


def among(tag: str, codes: Mapping[str, T]) -> T | None:
    """What stands in a table of languages under the one of a tag, or under another code of the same; None: nothing.

    Norwegian news is Bokmål unless it says otherwise; what is said of Serbo-Croatian holds for what it is called now.
    """
    wanted = base(tag)
    return next((codes[each] for each in (wanted, *_SAME.get(wanted, ())) if each in codes), None)


_SCRIPTS: Mapping[str, frozenset[str]] = {
    # by the first word of their letters' names in Unicode; a language that is not here writes Latin letters
    language: frozenset(scripts.split())
    for languages, scripts in (
        ("ru uk be bg mk", "CYRILLIC"),
        ("mn", "CYRILLIC MONGOLIAN"),
        ("ky tg kk uz sr bs cnr tt ba az", "CYRILLIC LATIN"),
        ("ar fa ur ps ckb sd ug dv", "ARABIC THAANA"),
        ("ku ms ha", "LATIN ARABIC"),
        ("he yi", "HEBREW"),
        ("el", "GREEK"),
        ("hy", "ARMENIAN"),
        ("ka", "GEORGIAN"),
        ("hi mr ne sa mai bho", "DEVANAGARI"),
        ("bn as", "BENGALI"),
        ("pa", "GURMUKHI ARABIC"),
        ("gu", "GUJARATI"),
        ("or", "ORIYA"),
        ("ta", "TAMIL"),
        ("te", "TELUGU"),
        ("kn", "KANNADA"),
        ("ml", "MALAYALAM"),
        ("si", "SINHALA"),
        ("th", "THAI"),
        ("lo", "LAO"),
        ("my", "MYANMAR"),
        ("km", "KHMER"),
        ("bo dz", "TIBETAN"),
        ("am ti", "ETHIOPIC"),
        ("zh yue", "CJK"),
        ("ja", "CJK HIRAGANA KATAKANA"),
        ("ko", "HANGUL"),
    )
    for language in languages.split()
}
_LATIN = frozenset(("LATIN",))

ENOUGH = 24
"""Letters of a text that a change of its declared language needs; what is shorter stays as it was declared."""

MARGIN = 4.0
"""How many times as probable as the declared language another must be. Of 100 headlines in 20 languages
(tests/eval/headlines.tsv) all stay what they are with 2 to 50; declared as the language most easily taken for theirs,
100 are put right with 4, 96 with 8, 91 with 50."""


GLUED = 3
"""Different words such as `of` and `with`, one of them `the` or `and`, that make a text plainly English: Dutch has
`is`, `in` and `was` too. Most headlines with their leads have them, and need no further look."""


def identify(text: str, *, declared: str, candidates: frozenset[str], rank: Rank) -> str:
    """The language of a text: a code without region, or `declared` as it is where nothing speaks against it.

    The declared language (BCP 47) is the prior. It falls where it is not written in the letters of the text, or
    where the text is long enough and `rank` gives another of the `candidates` (codes) a clear margin over it.
    Headlines are short: give title and summary together.
    """
    own = base(declared)
    letters = "" if _is_plainly(own, text) else script(text)
    if not letters:
        return declared
    possible = frozenset(each for each in candidates | {own} if _writes(each, letters, text))
    if not possible:
        return declared
    if own in possible and (len(possible) == 1 or _size(text, letters) < ENOUGH):
        return declared
    chances = rank(text, possible)
    best = max(chances, key=lambda each: chances[each], default=own)
    if own not in possible:
        return best if best in possible else min(possible)
    if own not in chances:  # the ranker has never heard of it and can say nothing against it
        return declared
    return best if best != own and chances[best] >= MARGIN * chances[own] else declared


def _is_plainly(language: str, text: str) -> bool:
    words = GLUE.intersection(text.lower().split()) if language == "en" else frozenset()
    return len(words) >= GLUED and not words.isdisjoint({"the", "and"})


def _writes(language: str, letters: str, text: str) -> bool:
    """Whether a language is written in these letters. Japanese is told from Chinese by its kana."""
    if letters == "CJK":
        kana = any("\u3041" <= each <= "\u30ff" for each in text)
        return language == "ja" if kana else language in ("zh", "yue", "ja")
    return letters in _SCRIPTS.get(language, _LATIN)


def _size(text: str, letters: str) -> float:
    """Letters of a text; one of a script that writes syllables or words counts for more."""
    return sum(map(str.isalpha, text)) * (3.0 if letters in ("CJK", "HIRAGANA", "KATAKANA", "HANGUL") else 1.0)


def spoken(country: str) -> frozenset[str]:
    """The languages that CLDR knows of a country (ISO 3166-1 alpha-2) as official or spoken by one in fifty."""
    known = get_global("territory_languages").get(country, {})
    return frozenset(
        base(tag) for tag, each in known.items() if each["official_status"] or each["population_percent"] >= 2
    )
