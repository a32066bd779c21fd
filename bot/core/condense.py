"""Extractive condensing: the clearest headline and up to three sentences out of the articles themselves.

Nothing is written, everything is found: each sentence stands word for word in the summary of the article it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.headlines import headline
from bot.core.sentences import balanced, sentences
from bot.core.vectors import Lexicon, Profile, Vector, summed, unit
from bot.core.words import fold, words
from bot.model import UNTRANSLATED, Article, Brief, Sentence

SENTENCES = 3
WORDS = 60
"""The most a brief may hold besides its headline: what is read in twenty seconds."""

SHORTEST, LONGEST = 5, 45
"""Words of a sentence: below a caption, above a paragraph."""

FIRST = (1.0, 0.85, 0.7)
"""Worth of the first, second and any later sentence of a summary: news tells the event first."""

UNFINISHED = 0.6
"""Worth of a sentence without a full stop: many feeds cut theirs off, some just don't set it."""

ECHO = 0.6
"""How much of its likeness to what is already said is taken from a sentence's worth."""

SAME = 0.4
"""Two sentences as like as this say the same."""

LEAST = 0.1
"""A sentence worth less is left out: a short brief is better than a padded one."""

_DANGLING = frozenset(
    """
    he she it they this that these those such his her its their him them there here and but or so yet then also
    however meanwhile moreover furthermore nevertheless nonetheless therefore thus instead otherwise similarly
    likewise additionally besides still both neither another others i we you our my your us
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)
"""A sentence that begins with one of these leans on one that the reader cannot see."""

_LEANING = re.compile(
    r"^(?:the (?:latter|former|move|incident|two|pair|couple|news|announcement|decision|statement|comments|remarks|"
    r"document|report|attack|meeting|event|suspect|victims?|man|woman)|in addition|as a result|for example|"
    r"for instance|in contrast|on the other hand|at the same time|after that|of these|by contrast|in turn)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(r"^\S+(?:\s+(?![^\W\d_a-z])\S+)*?\s+(?:he|she|him)\b")
"""A person who was named before: no capital stands between the first word and the pronoun."""

_NOT_NEWS = re.compile(
    r"appeared first on|read more|read the full|read also|click here|continue reading|sign up|subscribe|newsletter|"
    r"follow us|all rights reserved|photo(?:graph)?(?: by|:)|image(?: credit|:)|getty images|file photo|"
    r"watch (?:the )?(?:video|live)|https?://|www\.|©|cookies|advertisement|whatsapp|our app\b",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^(?:[^\W\d_a-z][^\Wa-z]*(?:[ ,./'-]+[^\W\d_a-z][^\Wa-z]*){0,4}(?:, \w+\.? \d{1,2})?\s*)?"
    r"(?:\([^)\n]{2,25}\)\s*)?[-–—]+\s+"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Candidate:
    """A sentence that may go into a brief."""

    sentence: Sentence
    place: int  # in its summary
    vector: Vector

    @property
    def finished(self) -> bool:
        return self.sentence.text.rstrip("\"”’')]»").endswith((".", "!", "。", "！"))

    @property
    def length(self) -> int:
        return len(self.sentence.text.split())


def condense(articles: Sequence[Article]) -> Brief:
    """The brief of a story with these articles (at least one), whatever their order.

    At most SENTENCES sentences of WORDS words together; none where no summary has one that can stand alone.
    Untranslated articles speak only where there is no other; then the headline is an original one, and the
    sentences are of its language.
    """
    speaking = _speaking(articles)
    profiles = {each.id: Profile.of(each) for each in speaking}
    lexicon = Lexicon.of(profiles.values())
    titles = {each.id: lexicon.vector(Profile.of(replace(each, summary=""))) for each in speaking}
    source, title = headline(speaking, titles)
    voices = [each for each in speaking if _tongue(each) == _tongue(source)]
    centre = _centre(lexicon.vector(profiles[each.id]) for each in voices)
    told = lexicon.vector(Profile.of(replace(source, title=title, summary="")))
    candidates = [each for article in voices for each in _candidates(article, lexicon)]
    chosen = _choose(_fresh(candidates, title), centre=centre, told=told)
    return Brief(headline=title, sentences=tuple(each.sentence for each in _in_order(chosen)))


def _speaking(articles: Sequence[Article]) -> list[Article]:
    """The articles that may be quoted, oldest first."""
    ordered = sorted(articles, key=lambda each: (each.published, each.id))
    return [each for each in ordered if each.translated_by != UNTRANSLATED] or ordered


def _tongue(article: Article) -> str:
    """The language in which we hold an article."""
    return article.language.partition("-")[0].lower() if article.translated_by == UNTRANSLATED else "en"


def _centre(vectors: Iterable[Vector]) -> Mapping[str, float]:
    """The mean of some vectors (at least one), of length one."""
    return unit(summed(vector.weights for vector in vectors))


def _candidates(article: Article, lexicon: Lexicon) -> Iterator[_Candidate]:
    for place, whole in enumerate(sentences(article.summary)):
        text = _DATELINE.sub("", whole) if place == 0 else whole
        if stands_alone(text):
            vector = lexicon.vector(Profile.of(replace(article, title="", summary=text)))
            yield _Candidate(sentence=Sentence(text=text, article=article.id), place=place, vector=vector)


def stands_alone(text: str) -> bool:
    """Whether a sentence can be understood, and trusted to be whole, without those around it."""
    opening = _opening(text)
    return (
        SHORTEST <= len(text.split()) <= LONGEST
        and not text[0].islower()
        and not text.endswith(("…", "...", "…]", "...]", ":", ",", ";", "-", "–", "—", "?"))
        and not text.startswith(("…", "..."))
        and opening not in _DANGLING
        and not _LEANING.search(text)
        and not _UNNAMED.search(text)
        and not _NOT_NEWS.search(text)
        and balanced(text)
    )


def _opening(text: str) -> str:
    """The first word, folded: `It's` → `it`; a quotation's own first word leans on nobody."""
    if text[0] in "\"“‘'«":
        return ""
    first = re.match(r"[^\W_]+", fold(text))
    return first[0] if first else ""


def _fresh(candidates: list[_Candidate], title: str) -> list[_Candidate]:
    """The candidates that say more than the headline; where there are none, those that repeat it."""
    said = {word.term for word in words(title)}
    fresh = [each for each in candidates if not {word.term for word in words(each.sentence.text)} <= said]
    return fresh or candidates[:1]


def _choose(candidates: list[_Candidate], *, centre: Mapping[str, float], told: Vector) -> list[_Candidate]:
    """The best, then each next best beside what is already said, as long as there is room and news."""
    chosen: list[_Candidate] = []
    room = WORDS
    while len(chosen) < SENTENCES:
        fitting = [each for each in candidates if each.length <= room and _adds(each, chosen)]
        if not fitting:
            break
        said = [told, *(each.vector for each in chosen)] if chosen else []
        worths = [_worth(each, centre=centre, said=said) for each in fitting]
        top = max(range(len(fitting)), key=lambda at: (worths[at], -at))
        if chosen and worths[top] < LEAST:
            break
        chosen.append(fitting[top])
        room -= fitting[top].length
    return chosen


def _adds(candidate: _Candidate, chosen: Sequence[_Candidate]) -> bool:
    """Whether a sentence may stand beside these: no repetition, and at most one without a full stop."""
    if not candidate.finished and not all(other.finished for other in chosen):
        return False
    return all(candidate.vector.dot(other.vector.weights) < SAME for other in chosen)


def _worth(candidate: _Candidate, *, centre: Mapping[str, float], said: Sequence[Vector]) -> float:
    """Centrality, by place, less what was said before; the first sentence may tell the headline in full."""
    place = FIRST[min(candidate.place, len(FIRST) - 1)]
    worth = candidate.vector.dot(centre) * place * (1.0 if candidate.finished else UNFINISHED)
    return worth - ECHO * max((candidate.vector.dot(other.weights) for other in said), default=0.0)


def _in_order(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """The articles in the order in which they were chosen, each one's sentences as it tells them.

    One without a full stop goes last: nothing can follow it.
    """
    articles = list(dict.fromkeys(each.sentence.article for each in chosen))
    return sorted(chosen, key=lambda each: (not each.finished, articles.index(each.sentence.article), each.place))
