"""The clearest headline among those that tell a story."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.sentences import balanced
from bot.core.vectors import Vector
from bot.core.words import Kind, fold, words
from bot.model import UNTRANSLATED, Article

LONG = 90
"""Characters: a headline beyond them takes three lines of a telephone."""

SHORT = 25
"""Characters: below them a headline rarely says who did what."""

_LABEL = re.compile(
    r"^(?:breaking(?: news)?|just in|watch(?: live)?|live(?: updates?| blog)?|video|photos?|pictures?|read|listen|"
    r"exclusive|update ?\d*|wrapup ?\d*|factbox|timeline|explainer|explained|analysis|opinion|comment|editorial|"
    r"in brief|in pictures|q&a)\s*(?:[:|]|\s[–—-])\s*",
    re.IGNORECASE,
)
_SLUG = re.compile(
    r"^(?:(?:update|wrapup|refile|brief|factbox|feature|exclusive|analysis|olympics|tennis|soccer|football|cricket|golf|"
    r"rugby|athletics|swimming|cycling|boxing|baseball|basketball|motor racing)(?: \d+)?-)+(?=\w)",
    re.IGNORECASE,
)
_SECTION = re.compile(r"^(?:\S+(?: \S+)?\s\|\s+)+")
_BRACKETED = r"[(\[](?:video|photos?|pictures?|watch|live|updated?|exclusive|listen)[)\]]"
_BEFORE = re.compile(rf"^{_BRACKETED}\s*", re.IGNORECASE)
_AFTER = re.compile(rf"\s*{_BRACKETED}$", re.IGNORECASE)
_TAIL = re.compile(r"(.*)\s[|•·–—-]\s(.*)", re.DOTALL)
_BARRED_TAIL = re.compile(r"(.*)\s[|•·]\s([^–—]*)", re.DOTALL)
_LOOSE_END = re.compile(r"\s[|•·–—-]$")
_FEW = 4
"""So many words at most after the last bar of a title that are a section or a name rather than news."""

_BEYOND_NAME = 2
"""Words that may follow an outlet's name in a tag: `Reuters UK`, `theguardian.com`."""

_OPINION = re.compile(
    r"^(?:opinion|comment|editorial|analysis|explainer|explained|factbox|timeline|live|q&a)\b", re.IGNORECASE
)
_TEASER = re.compile(
    r"\b(?:you|your|here's|here’s|here is|this is|these are|what we know|what to know|everything|need to know|"
    r"won't believe|won’t believe|shocking|as it happened|live updates|how to|things|reasons|revealed|find out|"
    r"know all about|what happened|who is|meet the|quiz|in pictures)\b",
    re.IGNORECASE,
)


def clean(title: str, outlet: str) -> str:
    """A title without the tags that outlets put around it: `LIVE: Fire in Oslo (video) | The Daily` → `Fire in Oslo`.

    What is left is one piece of the title, and cleaning it again changes nothing; a title that is nothing but tags
    stays as it is.
    """
    text, before = title.strip(), ""
    while text != before:
        text, before = _less(text, outlet), text
    return text if len(text.split()) > 1 else title.strip()


def _less(text: str, outlet: str) -> str:
    """A title without its outermost tags. An outlet's name goes first: before a bar, two words look like a section."""
    if (last := _TAIL.fullmatch(text)) and _names(last[2], outlet):
        return last[1].rstrip()
    for tag in (_BEFORE, _AFTER, _SECTION, _LABEL, _SLUG):
        text = tag.sub("", text)
    if (last := _BARRED_TAIL.fullmatch(text)) and len(last[2].replace(" - ", " ").split()) <= _FEW:
        text = last[1]
    if text.endswith(".") and not text.endswith("..") and "." not in text[-4:-1]:
        text = text[:-1]
    return _LOOSE_END.sub("", text).strip()


def _names(tail: str, outlet: str) -> bool:
    """Whether what follows the last dash or bar of a title names who published it (or nothing), not what happened.

    Whole words are compared: the letters of `RT` are in many a court's ruling.
    """
    given, name = _words(tail), _words(outlet)
    said, whole = _joined(given), _joined(name)
    if not said or not whole:
        return not said
    if len(given) > len(name) + _BEYOND_NAME:
        return False
    parts = {_joined(name[start:end]) for start in range(len(name)) for end in range(start + 1, len(name) + 1)}
    return said in parts or any(_joined(given[:end]) == whole for end in range(1, len(given)))


def _words(text: str) -> list[str]:
    pieces = ("".join(filter(str.isalnum, piece)) for piece in re.split(r"[\s.]+", fold(text)))
    return [piece for piece in pieces if piece]


def _joined(pieces: Sequence[str]) -> str:
    return "".join(pieces).removeprefix("the")


def headline(articles: Sequence[Article], vectors: Mapping[str, Vector]) -> tuple[Article, str]:
    """The article with the clearest headline (there must be one), and this headline.

    `vectors` holds one of each article's title, by Article.id. Central (it says what the others say), plain,
    not long; English before untranslated. Of equals the newest, then by id.
    """
    best = max(articles, key=lambda each: (_score(each, articles, vectors), each.published, each.id))
    return best, clean(best.title, best.outlet)


def _score(article: Article, articles: Sequence[Article], vectors: Mapping[str, Vector]) -> float:
    own = vectors[article.id]
    others = [own.dot(vectors[each.id].weights) for each in articles if each.id != article.id]
    centrality = sum(others) / len(others) if others else 1.0
    return (0.1 + centrality) * clarity(article)


def clarity(article: Article) -> float:
    """How well a headline stands alone, from 1 towards 0: each fault halves it or nearly so."""
    text = clean(article.title, article.outlet)
    content = [word for word in words(text) if word.kind is not Kind.STOP]
    faults = (
        (len(text) > LONG, 0.7),
        (len(text) > LONG + 50, 0.5),
        (len(text) < SHORT or len(content) < 3, 0.5),
        ("?" in text, 0.4),
        (text.endswith(("…", "...", ":", ",")), 0.4),
        (bool(_OPINION.search(article.title.strip())), 0.5),
        (bool(_TEASER.search(text)), 0.5),
        (text.isupper(), 0.7),
        (not balanced(text), 0.5),
        (article.state_run, 0.9),
        (article.translated_by is not None, 0.9),
        (article.translated_by == UNTRANSLATED, 0.01),
    )
    result = 1.0
    for present, factor in faults:
        result *= factor if present else 1.0
    return result
