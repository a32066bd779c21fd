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
_SECTION = re.compile(r"^\S+(?: \S+)?\s\|\s+")
_BRACKETED = re.compile(r"\s*[(\[](?:video|photos?|pictures?|watch|live|updated?|exclusive|listen)[)\]]", re.IGNORECASE)
_TAIL = re.compile(r"\s(?:[|•·]|[–—-])\s(?=[^|•·–—]*$)")
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

    What is left is one piece of the title; a title that is nothing but tags stays as it is.
    """
    text = _BRACKETED.sub("", title.strip())
    for tag in (_SECTION, _LABEL, _SLUG):
        text = tag.sub("", text)
    while (tail := _TAIL.search(text)) and _is_tag(text[tail.end() :], outlet, piped=tail[0].strip() in "|•·"):
        text = text[: tail.start()].rstrip()
    if text.endswith(".") and not text.endswith("..") and "." not in text[-4:-1]:
        text = text[:-1]
    text = text.removesuffix(" -").removesuffix(" |").rstrip()
    return text if len(text.split()) > 1 else title.strip()


def _is_tag(tail: str, outlet: str, *, piped: bool) -> bool:
    """Whether what follows the last dash or bar of a title names who published it, not what happened."""
    name, given = _letters(outlet), _letters(tail)
    if not given or (name and (given in name or name in given)):
        return True
    return piped and len(tail.split()) <= 4


def _letters(text: str) -> str:
    return "".join(letter for letter in fold(text) if letter.isalnum()).removeprefix("the")


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
