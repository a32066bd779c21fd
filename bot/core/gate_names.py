"""Whether the names of a text are those of its translation: spelled alike, sounding alike, or places CLDR knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from bot.core.gate_chinese import FOREIGN, SOUNDS
from bot.core.gate_english import plain
from bot.core.gate_exonyms import exonyms, has, single_names, territories
from bot.core.gate_scripts import FOLDED, script, skeletons, words
from bot.core.months import NUMBERS as MONTHS
from bot.core.places import COUNTRIES, SEATS
from bot.core.words import fold

LONGEST = 3000
"""Characters of a text whose names are compared: each with each, which takes too long for a whole article."""

_MERGED = frozenset(("ja", "zh", "ko"))  # languages whose spelling of foreign names does not tell r from l
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}")
_KATAKANA_NAME = re.compile(
    r"(?<=[ァ-ヺー]・)[\u30a1-\u30fa\u30fc]{2,}|[\u30a1-\u30fa\u30fc]{2,}(?=・[ァ-ヺ]|氏|さん|大統領|首相|選手|監督|会長|議員|容疑|被告"
    r"|外相|社長|長官|知事|政権|国王|教皇|法王|将軍|前大統領|元首相)"
)
_READING = re.compile(r"[（(][\u30a0-\u30ff・ ]+[)）]")
_LOANS = frozenset(
    """
    ショック センター ニュース グループ リーグ カップ プロジェクト サポート サービス システム クラブ チーム
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)
_FOREIGN_RUN = re.compile(rf"[{FOREIGN}]{{3,}}|(?<=[·・])[{FOREIGN}]{{2,}}|[{FOREIGN}]{{2,}}(?=[·・])")
_POSSESSIVE = re.compile(r"['’](?:s|re|ve|ll|d|m|t)?\b")
_TITLED = frozenset(
    """
    mr mrs ms dr st sir jr van von der den del bin ibn abu la el al le de da di du san santa sao
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)
_LATIN = frozenset(
    """
    es pt fr it de nl sv da no pl cs sk ro tr hu fi ca hr sl lt lv et id ms vi sw sq az
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)
_INVERTED = frozenset(
    """
    tr az uz kk hu fi eu
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)  # what opens a sentence may end the English
_CASED = frozenset(("LATIN", "CYRILLIC", "GREEK", "ARMENIAN"))


def swapped(source: str, english: str, *, language: str) -> str | None:
    """A name of the English that the source has not, where a name of the source may be missing for it."""
    strangers = strange(source, english, language=language)
    if not strangers:
        return None
    written = script(source)
    if language == "de" or written not in _CASED:
        telling = language not in _MERGED or _gone_foreign(source, english, language)
        return strangers[0] if telling or _gone_latin(source, english) else None
    opening = language in _INVERTED or next(iter(words(english)), "") == strangers[0]
    return strangers[0] if _gone(source, english, language, opening=opening) else None


def strange(source: str, english: str, *, language: str) -> list[str]:
    """The names of the English that nothing in the source is, sounds like or is a word for."""
    folded = _folded(source)
    sounds = _sounds(source, language)
    return [name for name in _names(english) if not _known(name, folded, sounds, language)]


@lru_cache(maxsize=64)
def _folded(source: str) -> str:
    return fold(source.translate(FOLDED))


def country_swapped(source: str, english: str, *, language: str) -> tuple[str, str] | None:
    """A country of the source and the other one that stands for it in the English."""
    folded, told = _folded(source), _POSSESSIVE.sub("", english)
    here = {COUNTRIES[key] for key in _places(told)}
    there = {name for word, name in territories(language) if _stands(word, folded)}
    lost = [name for name in sorted(there) if _key(name) and _key(name) not in here and fold(name) not in fold(told)]
    if not lost:
        return None
    sounds = _sounds(source, language)
    for word in words(told):
        key = COUNTRIES.get(fold(word))
        if key and word[0].isupper() and not _known(word, folded, sounds, language) and not _by_country(key, there):
            return lost[0], word
    return None


def _stands(word: str, folded: str) -> bool:
    if word > "\u2e80" or word not in folded:
        return word in folded
    return re.search(rf"(?<!\w)(?:[بلوف]?ال)?{re.escape(word)}\w{{0,4}}(?!\w)", folded) is not None


def _places(english: str) -> Iterable[str]:
    found = [fold(word) for word in words(english)]
    for place, word in enumerate(found):
        pair = f"{word}_{found[place + 1]}" if place + 1 < len(found) else ""
        for key in (pair, word, word.removesuffix("s")):
            if key in COUNTRIES:
                yield key


def _key(name: str) -> str | None:
    folded = fold(name).replace(" ", "_")
    return COUNTRIES.get(folded) or COUNTRIES.get(folded.split("_")[0])


def _by_country(key: str, there: set[str]) -> bool:
    return any(_key(name) == key for name in there)


def _names(english: str) -> list[str]:
    """The words of an English text that are names: capitalised, and no everyday word, month, people or acronym."""
    return [word for word in words(_POSSESSIVE.sub("", english)) if _is_name(word)]


def _is_name(word: str) -> bool:
    if len(word) < 3 or not word[0].isupper() or (word.isupper() and len(word) < 6):
        return False
    lower, folded = word.lower(), fold(word)
    return not (
        plain(lower)
        or folded in COUNTRIES
        or folded.removesuffix("s") in COUNTRIES
        or folded in SEATS
        or folded in MONTHS
        or folded in _TITLED
        or lower.endswith(("ish", "ese", "ians", "ian", "ans", "ly", "ing", "ean"))
    )


def _gone(source: str, english: str, language: str, *, opening: bool) -> bool:
    """Whether a capitalised word of a source has nothing in the English that it is or sounds like.

    The first word has a capital anyway and counts only with `opening`.
    """
    capitals = [
        word
        for word in (words(source) if opening else words(source)[1:])
        if len(word) > 2 and word[0].isupper() and not (word.isupper() and len(word) < 6)
    ]
    return any(not _answered(word, english, language) for word in capitals)


def _gone_latin(source: str, english: str) -> bool:
    """Whether a name in Latin letters stands in a source of another script and not in the English."""
    names = [word for word in words(source) if word.isascii() and len(word) > 2 and word[0].isupper()]
    return script(source) != "LATIN" and any(fold(word) not in fold(english) for word in names)


def _answered(word: str, english: str, language: str) -> bool:
    folded, text = fold(word), fold(english)
    if folded[:5] in text:
        return True
    here = _capitals(english)
    places = exonyms(language)
    if any(stems in folded for each in here for stems in places.get(fold(each), ())):
        return True
    return any(
        mine[:1] == theirs[:1] and (_alike(mine, theirs, language) or _alike(theirs, mine, language))
        for each in here
        for mine in skeletons(each)
        for theirs in skeletons(word)
    )


def _capitals(english: str) -> list[str]:
    """The words of an English text that may be names, peoples and acronyms included."""
    return [word for word in words(_POSSESSIVE.sub("", english)) if word[0].isupper() and not plain(word.lower())]


def _gone_foreign(source: str, english: str, language: str) -> bool:
    """Whether a text in East Asian letters has a foreign or well-known name that the English has not."""
    text = fold(english)
    sounds = [each for word in _capitals(english) for each in skeletons(word) if len(each) > 1]
    if language == "ja":
        runs = [
            each
            for run in set(_KATAKANA_NAME.findall(_READING.sub(" ", source))) - _LOANS
            for each in skeletons(run)
            if len(each) > 1
        ]
        if any(not any(_alike(mine, run, language) or _alike(run, mine, language) for mine in sounds) for run in runs):
            return True
    if language == "zh":
        heard = [_spelled(run) for run in _FOREIGN_RUN.findall(source)]
        if any(not any(_alike(mine, run, language) for mine in sounds for run in runs) for runs in heard):
            return True
    return any(
        _alone(name, source) and not any(place in text for place in places)
        for name, places in single_names(language).items()
    )


def _alone(name: str, source: str) -> bool:
    """Whether a name stands in a source, and not inside a longer word of katakana."""
    if name not in source:
        return False
    return name < "\u3040" or re.search(rf"(?<![ァ-ヺー]){name}(?![ァ-ヺー])", source) is not None


def _known(name: str, folded: str, sounds: tuple[str, ...], language: str) -> bool:
    plainly = fold(name)
    if plainly in folded or (len(plainly) > 5 and plainly[:5] in folded) or has(plainly, folded, language=language):
        return True
    return any(_alike(mine, theirs, language) for mine in skeletons(name) for theirs in sounds)


@lru_cache(maxsize=64)
def _sounds(source: str, language: str) -> tuple[str, ...]:
    """How the words of a source may sound that may be names, with what its language writes together taken apart."""
    found: set[str] = set()
    if language == "zh":
        found |= _chinese(source)
    for word in _KATAKANA.findall(source) if language == "ja" else ():
        found |= skeletons(word)
    native = [word for word in words(source.translate(FOLDED)) if word < "\u2e80" or language == "ko"]
    if script(source) in ("LATIN", "CYRILLIC", "GREEK"):
        native = [word for word in native if word[0].isupper() or not word[0].islower()]
    for word in native:
        found |= skeletons(word) | skeletons(word.removeprefix("श्री"))
        if word[0] in "لبفكو" and len(word) > 3:
            found |= skeletons(word[1:])
        if "ال" in word[:3]:
            found |= skeletons(word[word.index("ال") + 2 :])
    bare = [word.removeprefix("श्री") or word for word in native]
    for first, second in pairwise(bare):  # `de la Cruz`, `Al Assad`, `स्नो डेन`
        if len(first) <= 6:
            found |= {one + two for one in skeletons(first) for two in skeletons(second)}
    return tuple(each for each in found if each)


def _chinese(source: str) -> set[str]:
    """The sounds of what may be names: runs of the characters for foreign ones, and two or three of any."""
    runs = re.findall(rf"[{FOREIGN}]{{2,}}", source)
    parts = {run[place:] for run in runs for place in range(max(1, len(run) - 1))}
    return {sound for part in parts for sound in _spelled(part)}


def _spelled(run: str) -> set[str]:
    """How a run of characters for foreign names may sound: 基 and 吉 stand for ki and ji, 瓦 for va and wa."""
    soft = "".join(SOUNDS.get(each, "") for each in run)
    hard = "".join("K" if each in "基吉" else SOUNDS.get(each, "") for each in run)
    open_ = "".join("" if each in "瓦沃威韦维伟" else SOUNDS.get(each, "") for each in run)
    return {re.sub(r"(.)\1+", r"\1", each) for each in (soft, hard, open_)}


def _alike(mine: str, theirs: str, language: str) -> bool:
    """Whether two skeletons may be one name; what follows it in the source's word is its case and no matter."""
    if len(mine) < 2:
        return language in _MERGED or mine == theirs or not mine
    merged = language in _MERGED
    if merged:
        mine, theirs = mine.translate(_MERGE), theirs.translate(_MERGE)
    if theirs.startswith(mine) or (mine in theirs and len(mine) > 3):
        return len(theirs) <= 2 * len(mine) + 2 or len(mine) > 3
    if len(theirs) > 2 * len(mine) + 2:
        return False
    allowed = 0 if len(mine) < 4 else 1 if len(mine) < 7 else 2
    if language in _LATIN:  # names hardly change between languages of one script
        allowed = len(mine) > 5
    if merged:
        allowed += len(mine) in (3, 6)
    elif mine[0] != theirs[:1]:
        allowed -= 1
    turned = len(mine) > 4 and sorted(mine) == sorted(theirs[: len(mine)])  # as typists turn letters
    return turned or _prefix(mine, theirs) <= allowed


_MERGE = str.maketrans({"R": "L", "M": "N"})


def _prefix(mine: str, theirs: str) -> int:
    """The fewest edits that make one skeleton the beginning of another."""
    row = list(range(len(theirs) + 1))
    for number, char in enumerate(mine, 1):
        previous, row = row, [number]
        for place, other in enumerate(theirs):
            row.append(min(previous[place] + (char != other), previous[place + 1] + 1, row[place] + 1))
    return min(row)
