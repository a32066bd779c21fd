"""Whether a sentence that somebody else wrote says only what the articles say that it rests on.

It knows no meaning. It asks that every number, name, weekday, month and quotation of the sentence stands in the
articles, that a "not" is neither lost nor added against the sentence of theirs that is nearest, that names have not
changed places, and that most of its words are theirs. What it lets pass may still be wrong; what it stops is not said
so in the articles, in all but a few cases (tests/eval/test_faithful.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core import gate_amounts as amounts
from bot.core import gate_leaks as leaks
from bot.core import gate_numbers as numbers
from bot.core import gate_shape as shape
from bot.core.gate_figures import numbers as figures
from bot.core.sentences import balanced, sentences
from bot.core.words import MONTHS, NUMBERS, STOP, WEEKDAYS, fold, same

SHORTEST, LONGEST = 4, 45
"""Words of a sentence: below a caption, above a paragraph."""

SUPPORTED = 0.5
"""The least share of a sentence's telling words that stand in the articles: a paraphrase keeps the nouns."""

NEAREST = 0.5
"""The share of its telling words from which a sentence of the articles tells the same, so that a "not" is missed."""

REACH = 3
"""Words behind a name that tell what its bearer did."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_QUOTED = re.compile(
    r"[“\"«](?P<double>[^”\"»]+)[”\"»]|(?<!\w)[‘'](?P<single>[^’']{3,}(?:['’](?=\w)[^’']+)*)['’](?!\w)"
)
_NOT = re.compile(r"\b(?:not|no|never|nobody|none|nothing|neither|nor|cannot)\b|n['’]t\b", re.IGNORECASE)
_LOOSE = re.compile(r"[,;:–—-]\W*$")
_END = (".", "!", "?", ".”", '."', ".’", ".'", "?”", '?"')


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """What some articles say, read once."""

    text: str
    sentences: tuple[str, ...]
    terms: frozenset[str]  # of all words

    @classmethod
    def of(cls, texts: Iterable[str]) -> Source:
        """Of titles and summaries, in English."""
        parts = [each.strip() for each in texts if each.strip()]
        said = tuple(sentence for part in parts for sentence in sentences(part))
        text = "\n".join(parts)
        return cls(text=text, sentences=said, terms=frozenset(_terms(text)))


def fault(sentence: str, source: Source) -> str | None:
    """Why a sentence may not be shown, in words for a person; None where nothing speaks against it."""
    checks = (_form, _leak, _number, _day, _quote, _name, _strange, _negation, _swapped)
    return next((words for check in checks if (words := check(sentence, source))), None)


def _form(sentence: str, _: Source) -> str | None:
    if not SHORTEST <= len(sentence.split()) <= LONGEST:
        return "it is too short or too long for a sentence"
    if (
        not sentence.endswith(_END)
        or _LOOSE.search(sentence)
        or not balanced(sentence)
        or len(sentences(sentence)) != 1
    ):
        return "it is no whole sentence"
    return None if shape.english_enough(sentence) else "it is not English"


def _leak(sentence: str, _: Source) -> str | None:
    found = leaks.talk("", sentence) or leaks.markup("", sentence) or leaks.garbled("", sentence)
    return f"it speaks to a model or leads elsewhere: {found[:60]}" if found else None


def _number(sentence: str, source: Source) -> str | None:
    have = numbers.values(source.text, "en")
    for each in figures(sentence, "en"):
        if each.surface[0].isdigit() and not (each.readings & have or (each.parts and set(each.parts) <= have)):
            return f"the number {each.surface} is not in the articles"
    if new := numbers.invented(source.text, sentence, language="en"):
        return f"the number {new} is not in the articles"
    if "%" in sentence and not amounts.percent(source.text, sentence) and "%" not in source.text:
        return "a percentage is not in the articles"
    return None


def _day(sentence: str, source: Source) -> str | None:
    words = [each.lower() for each in _WORD.findall(sentence)]
    strange = [each for each in words if each in WEEKDAYS | MONTHS and same(each) not in source.terms]
    return f"{strange[0].title()} is not in the articles" if strange else None


def _quote(sentence: str, source: Source) -> str | None:
    said = _plain(source.text)
    for match in _QUOTED.finditer(sentence):
        quoted = match["double"] or match["single"]
        if _plain(quoted) not in said:
            return f"nobody is quoted with “{quoted[:60]}”"
    return None


def _plain(text: str) -> str:
    """Letters and figures alone: quotation marks, commas and case differ between outlets."""
    return "".join(each for each in fold(text) if each.isalnum())


def _name(sentence: str, source: Source) -> str | None:
    for match in _WORD.finditer(sentence):
        word = match[0]
        if not word[0].isupper() or fold(word) in STOP:
            continue
        if match.start() == 0 and not word[1:2].isupper() and not _follows_name(sentence, match.end()):
            continue  # any word has a capital there; whether it is theirs, `_strange` asks
        if not _known(word, source):
            return f"the name {word} is not in the articles"
    return None


def _follows_name(sentence: str, end: int) -> bool:
    """Whether another capital follows at once: two names in a row are one."""
    return re.match(r" [A-Z]", sentence[end : end + 2]) is not None


def _known(word: str, source: Source) -> bool:
    """Whether a word, or its parts, stand in the articles in any form; `Iranian` stands where `Iran` does."""
    return all(term in source.terms or any(_kin(term, other) for other in source.terms) for term in _terms(word))


def _kin(one: str, two: str) -> bool:
    """Whether two stems are of one name: the shorter begins the longer, but for a letter or two."""
    short, long = sorted((one, two), key=len)
    return len(short) >= 4 and len(long) - len(short) <= 4 and long.startswith(short[: max(4, len(short) - 1)])


def _strange(sentence: str, source: Source) -> str | None:
    telling = [term for term in _terms(sentence) if term not in STOP]
    theirs = sum(term in source.terms for term in telling)
    return None if theirs >= SUPPORTED * len(telling) else "most of it is not in the articles"


def _negation(sentence: str, source: Source) -> str | None:
    """Compared with the sentences of the articles that share most of its words."""
    own = _telling(sentence)
    near = [each for each in source.sentences if len(own & _telling(each)) >= NEAREST * max(len(own), 1)]
    if not near:
        return None
    negated = _negates(sentence)
    if all(_negates(each) != negated for each in near):
        return "a “not” was lost" if not negated else "a “not” was added"
    return None


def _negates(text: str) -> bool:
    return _NOT.search(text) is not None


def _swapped(sentence: str, source: Source) -> str | None:
    """Whether what one did is said of another, and what that one did of somebody else than itself."""
    deeds, theirs = _deeds([sentence]), _deeds(source.sentences)
    for name, own in deeds.items():
        for other in deeds.keys() - {name}:
            taken = own & theirs.get(other, frozenset()) and not own & theirs.get(name, frozenset())
            given = deeds[other] and not deeds[other] & theirs.get(other, frozenset())
            if taken and given:
                return f"what is said of {other} is said of {name}"
    return None


def _deeds(texts: Sequence[str]) -> dict[str, frozenset[str]]:
    """By name (the last word of several): the telling words that follow it within REACH, anywhere in some texts."""
    found: dict[str, set[str]] = {}
    for text in texts:
        words = _WORD.findall(text)
        for at, word in enumerate(words):
            behind = words[at + 1 : at + 1 + REACH]
            if _is_name(word) and behind and not behind[0][0].isupper():
                deeds = (fold(each) for each in behind if each[0].islower())
                found.setdefault(word, set()).update(same(each) for each in deeds if each not in STOP)
    return {name: frozenset(words) for name, words in found.items()}


def _is_name(word: str) -> bool:
    plain = fold(word)
    return word[0].isupper() and plain not in STOP | WEEKDAYS | MONTHS and plain not in NUMBERS


def _terms(text: str) -> list[str]:
    return [same(fold(re.sub(r"['’]s?$", "", each))) for each in _WORD.findall(text)]


def _telling(text: str) -> frozenset[str]:
    return frozenset(term for term in _terms(text) if term not in STOP)
