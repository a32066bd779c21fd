"""Entries → articles: plain text, settled date, canonical link, a name that stays."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

import nh3

from bot.core import dates, identity, kinds, language, links, tails
from bot.core.identity import Sighting
from bot.model import UNTRANSLATED, Article, Entry, Outlet

TITLE = 300
"""Characters kept of a title."""

SUMMARY = 1_000
"""Characters kept of a summary: more than the leads of nearly every feed, less than a whole article."""

_INPUT = 50_000  # characters of markup looked at for a text; leads stand at its start
_ROUNDS = 10  # how often a text may have been encoded over again before it is given up
_TELLING = 160  # characters by which a text's language is told: more cost time and change no answer
_HEADLINE = 100  # characters of the summary that stand in for a missing title

_BLOCK = re.compile(
    r"(?=</?(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|li|main|nav|ol|option|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b)",
    re.IGNORECASE,
)
_BREAK, _INLINE = re.compile(r"</?(?:p|br|div)\s?/?>"), re.compile(r"</?(?:b|i|em|strong|span)>")  # the plainest tags
_NESTED_AMP = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_JOINER = re.compile(
    r"(?<![^\x00-\u05ff\s])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u05ff\s])|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_BLANK: dict[int, str | None] = dict.fromkeys(
    map(ord, "\u115f\u1160\u3164\uffa0\u2800"), " "
)  # letters that show nothing
_SHOWS_NOTHING = re.compile(f"[{''.join(map(chr, _BLANK))}]")
_KEPT = "\t\n\r\x0b\x0c\x85\u200c\u200d"  # controls that separate words, and the joiners
_WITHOUT_TEXT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math"}

_SEPARATOR = re.compile(r"\s+(?:[|•·»]|-|–|—|::|//)\s+")
_GENERIC = {"the", "news", "online", "com", "daily"}  # words that outlets add to their names, or leave out


class Reason(StrEnum):
    """Why an entry is no article."""

    EMPTY = "neither a title nor a summary"
    OLD = "older than the window"
    REPEATED = "told before in the same document"
    NO_NEWS = "no news: a horoscope, lottery numbers, a service, an advertisement"


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejection:
    """An entry that became no article."""

    position: int  # of the entry in its feed
    reason: Reason


# ---------------------------------------------------------------------------- text


def plain(markup: str, *, limit: int) -> str:
    """Markup → plain text of at most `limit` characters on one line; longer ones end at a word with "…".

    Entities are decoded as often as they were encoded; tags go, those of blocks leaving a blank, scripts
    and styles with what they hold; so do control, zero-width and direction-changing characters (the
    joiners stay between letters that need them, as in Persian or Hindi, and in emoji). Of more than
    50,000 characters of markup the rest is not looked at. The result of its result is the same.
    """
    text = _visible(markup[:_INPUT])
    for _ in range(_ROUNDS):
        if "<" not in text and "&" not in text:
            return _cut(text, limit)
        stripped = _visible(_stripped(text))
        if stripped == text:
            return _cut(text, limit)
        text = stripped
    return ""


def _stripped(text: str) -> str:
    simple = _INLINE.sub("", _BREAK.sub(" ", text))
    if "<" not in simple and "&" not in simple:
        return simple
    flat = nh3.clean(_BLOCK.sub(" ", _NESTED_AMP.sub("&", text)), tags=set(), clean_content_tags=_WITHOUT_TEXT)
    return html.unescape(flat)


def _visible(text: str) -> str:
    """Without the characters that nobody sees, and with single blanks. Categories: Unicode §4.5, C* = other."""
    flat = " ".join(text.split())
    if flat.isprintable() and not _SHOWS_NOTHING.search(flat):  # nearly every text
        return flat
    hidden = {char for char in set(text) if unicodedata.category(char)[0] == "C" and char not in _KEPT}
    seen = text.translate(_BLANK | dict.fromkeys(map(ord, hidden)))
    return " ".join(_JOINER.sub("", seen).split())


def _cut(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    if limit < 1:
        return ""
    head = text[: limit - 1]
    if not text[limit - 1].isspace():
        word, _, rest = head.rpartition(" ")
        head = word if len(rest) <= 40 and word else head  # longer words are scripts without blanks
    while head and (unicodedata.combining(text[len(head)]) or head[-1] in "\u200c\u200d"):
        head = head[:-1]
    return f"{head.rstrip()}…"


# ---------------------------------------------------------------------------- articles


def sightings(
    entries: Iterable[Entry],
    outlet: Outlet,
    *,
    now: datetime,
    window: timedelta,
    languages: frozenset[str] = frozenset(),
) -> tuple[tuple[Sighting, ...], tuple[Rejection, ...]]:
    """The articles of a document, in its order, each once; and the entries that became none, each with the reason.

    Rejected: entries without any text, those published longer than `window` before `now`, repetitions, and what
    is no news at all, such as horoscopes. An entry without a link leads to the outlet's site; one without a date
    is from now. What is not English is marked as untranslated until someone translates it. The catalogue, not the
    feed, says which language it is in (feeds often declare the one their software came with), unless a text is
    clearly in another one of `languages`.
    """
    zone = dates.zone_of(outlet.country)
    found: list[Sighting] = []
    told: set[tuple[str, str]] = set()
    rejected: list[Rejection] = []
    for entry in entries:
        article = _article(entry, outlet, now=now, zone=zone)
        reason = _reason(article, told, since=now - window)
        if article is None or reason is not None:
            rejected.append(Rejection(position=entry.position, reason=reason or Reason.EMPTY))
        else:
            told.add((article.title, article.url))
            spoken = _spoken(article, languages)
            found.append(identity.sighting(spoken, guid=entry.id, link=entry.link))
    return identity.apart(found), tuple(rejected)


def _spoken(article: Article, languages: frozenset[str]) -> Article:
    """The article with the language that it is in, which may not be its outlet's."""
    if not languages:
        return article
    text = f"{article.title_original}. {article.summary_original}"[:_TELLING]
    found = language.identify(text, declared=article.language, candidates=languages, rank=_rank)
    if language.base(found) == language.base(article.language):
        return article
    return replace(article, language=found, translated_by=None if language.is_english(found) else UNTRANSLATED)


def _rank(text: str, languages: frozenset[str]) -> Mapping[str, float]:
    from bot.core.language_rank import rank  # noqa: PLC0415 - 100 MB that only those who read feeds need

    return rank(text, languages)


def _reason(article: Article | None, told: Collection[tuple[str, str]], *, since: datetime) -> Reason | None:
    """Why an article is left out; None where it is not."""
    if article is None:
        return Reason.EMPTY
    if article.published < since:
        return Reason.OLD
    if kinds.WEIGHT[article.kind] == 0:
        return Reason.NO_NEWS
    return Reason.REPEATED if (article.title, article.url) in told else None


def _article(entry: Entry, outlet: Outlet, *, now: datetime, zone: str) -> Article | None:
    summary = _summary(entry)
    title = _title(entry, outlet) or plain(summary, limit=_HEADLINE)
    if not title:
        return None
    if summary == title:
        summary = ""
    url = links.shown(entry.link) or outlet.site
    return Article(
        id=identity.unnamed(outlet, title=title, summary=summary),
        outlet=outlet.name,
        country=outlet.country,
        state_run=outlet.state_run,
        language=outlet.language,
        title=title,
        title_original=title,
        summary=summary,
        summary_original=summary,
        url=url,
        published=dates.settle(entry, now=now, zone=zone),
        first_seen=now,
        image=links.shown(entry.image),
        translated_by=None if language.is_english(outlet.language) else UNTRANSLATED,
        position=entry.position,
        kind=kinds.kind(title=title, url=url, categories=entry.categories, language=outlet.language),
    )


def _summary(entry: Entry) -> str:
    texts = (plain(each, limit=4 * SUMMARY) for each in (entry.summary, entry.content))
    whole = next(filter(None, map(tails.cut, texts)), "")
    return plain(whole, limit=SUMMARY)


def _title(entry: Entry, outlet: Outlet) -> str:
    """Without the outlet's name behind it: "Floods in Salta | Infobae" → "Floods in Salta"."""
    title = plain(entry.title, limit=TITLE)
    while separators := list(_SEPARATOR.finditer(title)):
        last = separators[-1]
        if not _is_name(title[last.end() :], outlet, section="-–—".find(last[0].strip()) < 0):
            break
        title = title[: last.start()]
    return title


def _is_name(text: str, outlet: Outlet, *, section: bool) -> bool:
    """Whether a text is the outlet's name or site: the same words, most of them, or with `section` up to two more.

    Behind a dash more words are more likely a sentence: "Strike goes on – time to talk" of an outlet called Time.
    """
    said, name = _words(text), _words(outlet.name)
    host = (urlsplit(outlet.site).hostname or "").removeprefix("www.")
    if text.casefold() in {host, host.partition(".")[0]} or (said and said == name):
        return True
    core = said - _GENERIC
    if not core or not name:
        return False
    longer = section and name <= said and len(said) <= len(name) + 2
    return core == name - _GENERIC or longer or (said <= name and 2 * len(said) > len(name))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
