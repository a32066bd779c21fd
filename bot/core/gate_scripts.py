"""Words of any script, and roughly how they sound: the consonants by which a name can be known again in English."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903"
    "\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u09d7\u0a01-\u0a03\u0a3c-\u0a4d\u0a70\u0a71"
    "\u0a81-\u0a83\u0abc-\u0acd\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c03\u0c3e-\u0c56\u0c81-\u0c83"
    "\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
)
"""Vowel signs and accents that `\\w` does not take for a part of a word, as the ranges of a character class."""

LETTER = rf"(?:[^\W\d_]|[{MARKS}])"
WORD = rf"[^\W\d_]{LETTER}*(?:['’]{LETTER}+)*"
"""One word, with apostrophes inside it."""

_WORD = re.compile(WORD)

FOLDED = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None, "\u200c": None, "\u200d": None}
)
"""Spellings of one Arabic letter as one."""


@lru_cache(maxsize=64)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in their order, without figures and punctuation."""
    return tuple(_WORD.findall(text))


_SPECIAL = {
    **dict.fromkeys("жшщчцћђџجشصظچژצץשशषज", "S"),
    **dict.fromkeys("хгґخغقگחקכχγ", "K"),
    **dict.fromkeys("вфўفڤφβफवฟว", "F"),
    **dict.fromkeys("йьъёеюяыэіїєјعاويءئؤةهحہھےאהויעηυーっッयहยหอ", ""),
    **dict.fromkeys("љ", "L"),
    **dict.fromkeys("њںんンंँংਂ", "N"),
    **dict.fromkeys("ثذضطٹڈטθ", "T"),
    **dict.fromkeys("پب", "P"),
    **dict.fromkeys("ڑ", "R"),
    **dict.fromkeys("ξ", "KS"),
    **dict.fromkeys("ψ", "PS"),
}
_CLASSES = {
    **dict.fromkeys("bp", "P"), **dict.fromkeys("fv", "F"), **dict.fromkeys("kgqc", "K"), **dict.fromkeys("td", "T"),
    **dict.fromkeys("szj", "S"), "l": "L", "r": "R", "m": "M", "n": "N", "x": "KS",
}  # fmt: skip
_NAMED = re.compile(r"(?:LETTER|SYLLABLE|CHARACTER)(?: SMALL| CAPITAL| FINAL| VOWEL SIGN)? ?(.*)")
_LATIN = (
    ("ph", "f"), ("tsch", "s"), ("sch", "s"), ("sh", "s"), ("tch", "s"), ("zh", "s"), ("kh", "k"), ("gh", "k"),
    ("ch", "c"), ("ck", "k"), ("th", "t"), ("dzh", "s"), ("dj", "s"), ("cz", "s"), ("sz", "s"), ("rz", "s"),
    ("ts", "s"), ("tz", "s"), ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("ge", "je"), ("gi", "ji"),
    ("ll", "l"), ("gn", "n"),
)  # fmt: skip


_UNDECOMPOSED = str.maketrans("øłđıæðþ", "oldiedt")


@lru_cache(maxsize=20_000)
def skeletons(word: str) -> frozenset[str]:
    """How a word may sound: its consonants as classes (P for b and p, K for g, k, q …), doubled ones once.

    Several where the spelling leaves it open (`c`, `g` and `ch` in Latin letters); vowels, h, w and y are nothing.
    """
    lower = unicodedata.normalize("NFKD", word.lower())
    if lower and "LATIN" in unicodedata.name(lower[0], ""):
        bare = "".join(each for each in lower if not unicodedata.combining(each))
        bare = bare.translate(_UNDECOMPOSED)
        soft = bare
        for spelled, sounds in _LATIN:
            soft = soft.replace(spelled, sounds)
        hard = bare.replace("ph", "f").replace("sch", "sk").replace("sh", "s").replace("th", "t").replace("ck", "k")
        plain = bare.replace("ngh", "n").replace("w", "").replace("j", "")
        return frozenset(
            {
                _classes(plain),
                _classes(soft),
                _classes(hard),
                _classes(soft.replace("c", "s")),
                _classes(hard.replace("w", "v")),
            }
        )
    native = unicodedata.normalize("NFC", word.lower())
    return frozenset(
        _squeezed("".join(map(_sound, each))) for each in (native, native.replace("व", "").replace("v", ""))
    )


def _classes(latin: str) -> str:
    return _squeezed("".join(_CLASSES.get(each, "") for each in latin))


def _squeezed(sounds: str) -> str:
    return re.sub(r"(.)\1+", r"\1", sounds)


@lru_cache(maxsize=4096)
def _sound(char: str) -> str:
    """The class of one letter that is not Latin, by its name in Unicode: ARABIC LETTER MEEM → M."""
    if char in _SPECIAL:
        return _SPECIAL[char]
    full = unicodedata.name(char, "").split(" WITH ")[0]
    name = _NAMED.search(full)
    if name is None or unicodedata.category(char)[0] != "L":
        return ""
    last = name[1].rpartition(" ")[2].lower()
    if full.startswith(("HANGUL", "KATAKANA", "HIRAGANA")):  # named by their sounds, a syllable each
        return _classes(last.replace("sh", "s").replace("ch", "s").replace("ts", "s"))
    consonants = re.match(r"[^aeiou]+", last)
    if consonants is None:  # CYRILLIC EL, EM, EN, ER, ES; elsewhere a vowel
        consonants = re.search(r"[^aeiou]+", last) if full.startswith("CYRILLIC") else None
    first = consonants[0] if consonants else ""
    return "N" if first.startswith("ny") else _classes(_DIGRAPHS.get(first[:2], first[:1]))


_DIGRAPHS = {"sh": "s", "ch": "s", "kh": "k", "th": "t", "ts": "s", "zh": "s", "dz": "s", "gh": "k"}


@lru_cache(maxsize=64)
def script(text: str) -> str:
    """The script of most letters of a text (`LATIN`, `CYRILLIC`, `CJK`, `HIRAGANA` …), or nothing."""
    counts: dict[str, int] = {}
    for each in text[:300]:
        if each.isalpha():
            name = script_of(each)
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda each: counts[each], default="")


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """The script of one letter, by the first word of its name in Unicode."""
    return unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0]
