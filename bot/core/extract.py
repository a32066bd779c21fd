"""Entries → articles: plain text, settled date, canonical link, a name that stays."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import nh3

from bot.core import dates, identity, language, links
from bot.core.identity import Sighting
from bot.model import UNTRANSLATED, Article, Entry, Outlet

TITLE = 300
"""Characters kept of a title."""

SUMMARY = 1_000
"""Characters kept of a summary: more than the leads of nearly every feed, less than a whole article."""

_INPUT = 50_000  # characters of markup looked at for a text; leads stand at its start
_ROUNDS = 10  # how often a text may have been encoded over again before it is given up
_HEADLINE = 100  # characters of the summary that stand in for a missing title

_BLOCK = re.compile(
    r"(?=</?(?:address|article|aside|blockquote|br|center|dd|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]"
    r"|header|hr|li|main|nav|ol|option|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b)",
    re.IGNORECASE,
)
_NESTED_AMP = re.compile(r"&(?:amp;)+", re.IGNORECASE)
_JOINER = re.compile(
    r"(?<![^\x00-\u05ff\s])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u05ff\s])|(?<=[\u200c\u200d])[\u200c\u200d]+"
)
_BLANK: dict[int, str | None] = dict.fromkeys(
    map(ord, "\u115f\u1160\u3164\uffa0\u2800"), " "
)  # letters that show nothing
_KEPT = "\t\n\r\x0b\x0c\x85\u200c\u200d"  # controls that separate words, and the joiners
_WITHOUT_TEXT = {"script", "style", "template", "noscript", "iframe", "object", "svg", "math"}

_TAIL = re.compile(  # what WordPress adds to every summary, in the languages that its feeds are most often in
    r"\s*(?:The post|La entrada|L[’']article|Der Beitrag|O post|L[’']articolo|Сообщение|Het bericht|Artykuł)\b.{1,400}?"
    r"\b(?:appeared first on|se publicó primero en|aparece primero en|est apparu en premier sur|erschien zuerst auf"
    r"|apareceu primeiro em|proviene da|появились сначала на|verscheen eerst op|pochodzi z serwisu)\b.*$",
    re.DOTALL,
)
_MORE = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\.\.\.)$")
_SEPARATOR = re.compile(r"\s+(?:[|•·»]|-|–|—|::|//)\s+")


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
        stripped = _visible(_stripped(text))
        if stripped == text:
            return _cut(text, limit)
        text = stripped
    return ""


def _stripped(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    flat = nh3.clean(_BLOCK.sub(" ", _NESTED_AMP.sub("&", text)), tags=set(), clean_content_tags=_WITHOUT_TEXT)
    return html.unescape(flat)


def _visible(text: str) -> str:
    """Without the characters that nobody sees, and with single blanks. Categories: Unicode §4.5, C* = other."""
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


def sightings(entries: Iterable[Entry], outlet: Outlet, *, now: datetime, window: timedelta) -> tuple[Sighting, ...]:
    """The articles of a document, in its order, with what they can be known by.

    Left out: entries without any text, and those published longer than `window` before `now`.
    An entry without a link leads to the outlet's site; one without a date is from now. What is not English
    is marked as untranslated until someone translates it. The catalogue, not the feed, says which language
    it is in: feeds often declare the one their software came with.
    """
    zone = dates.zone_of(outlet.country)
    found: list[Sighting] = []
    for entry in entries:
        article = _article(entry, outlet, now=now, zone=zone)
        if article is not None and article.published >= now - window:
            found.append(identity.sighting(article, guid=entry.id, link=entry.link))
    return identity.apart(found)


def _article(entry: Entry, outlet: Outlet, *, now: datetime, zone: str) -> Article | None:
    summary = _summary(entry)
    title = _title(entry, outlet) or plain(summary, limit=_HEADLINE)
    if not title:
        return None
    if summary == title:
        summary = ""
    return Article(
        id="",  # identity names it
        outlet=outlet.name,
        country=outlet.country,
        state_run=outlet.state_run,
        language=outlet.language,
        title=title,
        title_original=title,
        summary=summary,
        summary_original=summary,
        url=links.shown(entry.link) or outlet.site,
        published=dates.settle(entry, now=now, zone=zone),
        first_seen=now,
        image=links.shown(entry.image),
        translated_by=None if language.is_english(outlet.language) else UNTRANSLATED,
        position=entry.position,
    )


def _summary(entry: Entry) -> str:
    texts = (plain(each, limit=4 * SUMMARY) for each in (entry.summary, entry.content))
    whole = next(filter(None, (_MORE.sub("…", _TAIL.sub("", text)) for text in texts)), "")
    return plain(whole, limit=SUMMARY)


def _title(entry: Entry, outlet: Outlet) -> str:
    """Without the outlet's name behind it: "Floods in Salta | Infobae" → "Floods in Salta"."""
    title = plain(entry.title, limit=TITLE)
    separators = list(_SEPARATOR.finditer(title))
    if separators and _is_name(title[separators[-1].end() :], outlet):
        return title[: separators[-1].start()]
    return title


def _is_name(text: str, outlet: Outlet) -> bool:
    """Whether a text is the outlet's name or site: the same words, up to two more, or most of them."""
    said, name = _words(text), _words(outlet.name)
    host = (urlsplit(outlet.site).hostname or "").removeprefix("www.")
    if text.casefold() in {host, host.partition(".")[0]}:
        return True
    return bool(said and name) and (
        (name <= said and len(said) <= len(name) + 2) or (said <= name and 2 * len(said) > len(name))
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))
