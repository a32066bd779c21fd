"""Whether a text has the shape of a translation: not empty, not the source again, English, as long as it should be."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from types import MappingProxyType

from bot.core.gate_english import GLUE, plain
from bot.core.gate_scripts import script, script_of, words

_LENGTHS = MappingProxyType(
    {
        "de": 0.88, "fr": 0.87, "es": 0.90, "pt": 0.93, "it": 0.92, "ru": 1.09, "uk": 1.10, "hi": 1.08, "ja": 2.95,
        "zh": 2.95, "ko": 2.1, "ar": 1.25, "fa": 1.1, "he": 1.35, "tr": 1.0, "pl": 1.0, "th": 1.1, "vi": 0.95,
    }
)  # fmt: skip
"""How long English is, in characters of the source: the median ratio over 150 sentences of news with references by
people for de, fr, es, ru, hi, ja and zh (WMT newstest); the others from texts written for the tests and from how
densely their scripts write. Any other language has 1.0; the range around it is wide enough for that."""

_SPREAD = (0.42, 2.2)
"""A ratio is natural up to exp(a + b/√n) times its median, n characters of source: the logarithm of the ratio spreads
by 0.25 at 40 characters and by 0.15 at 200 in those references; three such spreads hold all but one in a hundred."""

_DENSE = frozenset(("zh", "ja", "ko", "th"))
_ENDS = re.compile(r"[.!?…»”\"'’)\]]\s*$")
_STOPS = re.compile(r"[.!?…。！？।۔؟]+[»”\"'’）)\]」』]*\s*$")
_HANGS = re.compile(
    r"\b(?:the|a|an|of|and|or|to|with|for|from|by|that|which|who|whose|because|its|their|his|her|is|are|was|were|has|have"
    r"|had|will|would|as|than|into|between|at|be|been|said the)[,\s]*$|[,(\[-]\s*$|\w-$"
)


def empty(source: str, english: str) -> bool:
    """Whether nothing is left that could be read."""
    return any(map(str.isalnum, source)) and not any(map(str.isalnum, english))


def echo(source: str, english: str) -> bool:
    """Whether the English is the source again, or a long run of it.

    Names, figures and what a text in Latin letters shares with English anyway are no echo.
    """
    native = script(source)
    if native and native != "LATIN":
        return _untouched(english)
    left, right = [word.lower() for word in words(source)], [word.lower() for word in words(english)]
    if left == right and left:
        strange = [word for word in words(source) if word[0].islower() and not plain(word)]
        return bool(strange) or (len(left) > 2 and any(word[0].islower() for word in words(source)))
    return _copied(words(source), words(english))


def _untouched(english: str) -> bool:
    """Whether letters of another script stand in the English: more than one in ten, or a run of six."""
    letters = [each for each in english if each.isalpha()]
    foreign = [each for each in letters if not each.isascii() and script_of(each) not in _LATIN_LIKE]
    return len(foreign) > 0.1 * len(letters) or (
        len(foreign) >= 6 and re.search(r"[^\W\d_\x00-\u024f\u1e00-\u1eff]{6,}", english) is not None
    )


_LATIN_LIKE = frozenset(("LATIN", "MODIFIER", "FEMININE", "MASCULINE", "MICRO", "FULLWIDTH", ""))


def _copied(source: Sequence[str], english: Sequence[str]) -> bool:
    """Whether words in a row that are no English and no names stand in both: two of four, or one of six."""
    for size, strange in ((4, 2), (6, 1)):
        runs = {tuple(source[place : place + size]) for place in range(len(source) - size + 1)}
        for place in range(len(english) - size + 1):
            run = tuple(english[place : place + size])
            if run in runs and sum(word[0].islower() and not plain(word) for word in run) >= strange:
                return True
    lower = [word for word in english if word[0].islower() and not plain(word) and len(word) > 3]
    return len(lower) >= 3 and len(lower) > 0.5 * len(english) and len(set(lower) & set(source)) > 0.7 * len(set(lower))


def english_enough(english: str) -> bool:
    """Whether a text is English, by its script, its everyday words and its glue.

    In English news at least half of the words that have no capital are everyday ones (`plain`), in texts of its
    neighbours hardly a third; a headline with fewer than three such words is judged by glue and accents alone.
    """
    letters = [each for each in english if each.isalpha()]
    if not letters:
        return True
    if sum(script_of(each) not in _LATIN_LIKE for each in letters) > 0.3 * len(letters):
        return False
    found = [word for word in words(english) if not word.isupper() or len(word) > 5]
    lower = [word for word in found if word[0].islower() and not re.match(r"\w['’]", word)]
    if len(lower) < 3 or len(lower) < 0.3 * len(found):  # a headline in title case, or hardly more than names
        lower = [word.lower() for word in found]
        strange = sum(not plain(word) and not word.isascii() for word in lower)
        known = sum(plain(word) for word in lower)
        foreign = sum(word in _FOREIGN for word in lower)
        return known >= max(strange, foreign, 0.12 * len(lower)) or not (strange or foreign)
    known = sum(plain(word) for word in lower)
    glue = sum(word in GLUE for word in lower)
    foreign = sum(word in _FOREIGN for word in lower)
    if sum(not word.isascii() and not plain(word) for word in lower) > max(1, 0.25 * len(lower)):
        return False
    if len(lower) > 4 and not glue and known < 0.7 * len(lower):
        return False
    return known >= 0.42 * len(lower) and foreign <= max(glue, 0.2 * len(lower))


_FOREIGN = frozenset(
    """
    el la los las de del que y en un una por con para se su al lo como más pero le les des du et est dans qui sur pour
    pas au aux une par ne ce il elle avec sont der die das und den dem von zu mit ist nicht ein eine einen im auf für
    sich auch nach bei wird het een van niet op dat ik o os do da em não uma com na no seu sua foi di che non è per sono
    nel della dei alla gli och att som på är det med af til ikke og er på w z na się nie że jest do po v je že ne pri sa
    ve bir bu için ile da de olarak yang dan di ini itu dengan untuk tidak dari și în cu nu mai care este ca a az és egy
    hogy nem ja on ei että ole se và của là các những trong được
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
) - {"a", "on", "do", "no", "per", "se", "de", "la", "le", "el", "al", "die", "in", "an", "as", "is", "to", "van", "di"}


def length(source: str, english: str, *, language: str) -> int:
    """-1 for an English too short for its source, 1 for one too long, 0 for a natural one."""
    expected, here = _expected(source, language), len(" ".join(english.split()))
    if expected == 0 or here == 0:
        return 0
    away = math.log(here / expected)
    reach = _SPREAD[0] + _SPREAD[1] / math.sqrt(expected)
    if away < -reach or (away < 0.1 and _cut(source, english)) or (away < 0.4 and _hangs(source, english)):
        return -1
    if away < -0.35 * reach and _sentences(source) >= 2 * _sentences(english) and _sentences(source) > 1:
        return -1
    return int(away > reach)


def _expected(source: str, language: str) -> float:
    """How many characters of English a text should give; Latin letters in a dense script give but themselves."""
    text = " ".join(source.split())
    if language not in _DENSE:
        return len(text) * _LENGTHS.get(language, 1.0)
    text = _GLOSS.sub("", text)
    plain_part = sum(each < "\u0e00" for each in text)
    return (len(text) - plain_part) * _LENGTHS.get(language, 1.0) + plain_part


_GLOSS = re.compile(r"[（(][A-Za-z .,'’\-]+[)）]|[（(][\u30a0-\u30ff・ ]+[)）]")  # a name again, in another script


def _cut(source: str, english: str) -> bool:
    """Whether the source ends as a sentence does and the English in its middle."""
    return bool(_STOPS.search(source)) and (
        not _ENDS.search(english) or english.rstrip()[-2:] in (',"', ",”", ",'", ",’")
    )


def _hangs(source: str, english: str) -> bool:
    """Whether the last word of the English calls for another."""
    return bool(_HANGS.search(english)) and not re.search(r"[,(\[-]\s*$|\w-$", source)


def _sentences(text: str) -> int:
    return len(re.findall(r"[.!?…。！？।۔؟](?=\s|$|[^\d\s\w,.])|[。！？](?=\w)", text)) or 1


def doubled(source: str, english: str) -> str | None:
    """What the English says twice where the source does not: a run of words in a row, or a whole sentence."""
    said, heard = words(english), words(source)
    looped = () if _loops(heard) else _loops(said)
    if looped:
        return " ".join(looped)
    sentences = [each.strip().lower() for each in re.split(r"(?<=[.!?…])\s+|\n+", english)]
    twice = Counter(each for each in sentences if len(each.split()) >= 3)
    there = Counter(each.strip() for each in re.split(r"(?<=[.!?…])\s+|(?<=[。！？।۔؟])|\n+", source) if len(each) > 5)
    if twice and max(twice.values()) > max(there.values(), default=1):
        return twice.most_common(1)[0][0]
    return _phrase(said) if not _phrase(heard) else None


_LONGEST_LOOP = 60  # words; a model that loops repeats less, and a text said twice is too long


def _loops(said: Sequence[str]) -> Sequence[str]:
    """The first run of words that follows itself at once: two words or more, or one of them three times."""
    for size in range(1, min(len(said) // 2, _LONGEST_LOOP) + 1):
        for place in range(len(said) - 2 * size + 1):
            if said[place] != said[place + size]:
                continue
            run = said[place : place + size]
            if run != said[place + size : place + 2 * size]:
                continue
            named = size < 4 and all(word[0].isupper() for word in run)  # `Ana Gil (Ana Gil Ltd.)`
            if size >= 2 and len(" ".join(run)) >= 6 and len(set(run)) > 1 and not named:
                return run
            if run == said[place + 2 * size : place + 3 * size] and len(run[0]) > 1:
                return run
    return ()


def _phrase(said: Sequence[str]) -> str | None:
    """A run of six words that a text has twice."""
    seen: set[tuple[str, ...]] = set()
    for place in range(len(said) - 5):
        run = tuple(said[place : place + 6])
        if run in seen:
            return " ".join(run)
        seen.add(run)
    return None
