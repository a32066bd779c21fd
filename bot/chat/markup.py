"""Telegram's HTML subset, both ways: built so that it is always well-formed, and read back to count and show it.

Source: Bot API, "HTML style" and the limits of sendMessage; lengths and offsets are UTF-16 code units.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape as _escape
from html import unescape
from itertools import pairwise
from urllib.parse import urlsplit

# Control characters but the line feed, directional overrides and isolates (they would turn what follows them around
# too), and lone surrogates, which UTF-8 cannot carry.
_UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)((?:\s+[a-z-]+(?:=\"[^\"<>]*\")?)*)\s*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z-]+)(?:=\"([^\"]*)\")?", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#[0-9]{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "del": "strike",
    "code": "code",
    "pre": "pre",
    "a": "link",
    "blockquote": "quote",
}


def units(text: str) -> int:
    """The length of a plain text in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# ---------------------------------------------------------------------------- building


class Html(str):
    """A text that is markup already. Everything else that is a `str` is plain, and escaped when it enters markup."""

    __slots__ = ()


def html(*parts: str, sep: str = "") -> Html:
    """Parts joined to markup: plain ones are cleaned and escaped, Html ones taken as they are; empty ones left out."""
    return Html(sep.join(part if isinstance(part, Html) else _escaped(part) for part in parts if part))


def bold(*parts: str) -> Html:
    """Parts in bold."""
    return _tagged("b", *parts)


def italic(*parts: str) -> Html:
    """Parts in italics."""
    return _tagged("i", *parts)


def quote(*parts: str) -> Html:
    """Parts as a block quotation that folds when it is long."""
    return Html(f"<blockquote expandable>{html(*parts)}</blockquote>") if any(parts) else Html()


def link(text: str, url: str) -> Html:
    """A text that leads to a web address; the text alone where the address is none that Telegram would link."""
    if not text or not _linkable(url):
        return html(text)
    return Html(f'<a href="{_escape(url, quote=True)}">{html(text)}</a>')


def clean(text: str) -> str:
    """A text without the characters that must never reach a reader (see _UNPRINTABLE)."""
    return _UNPRINTABLE.sub("", text)


def clip(text: str, limit: int) -> str:
    """At most `limit` UTF-16 units of a plain text, cut between words where it can be, never inside a character.

    What is cut ends in "…". "Character" means what a reader sees as one: a letter with its accents, a flag, a joined
    emoji (an approximation of UAX #29 with the standard library's tables).
    """
    text = " ".join(clean(text).split())
    if units(text) <= limit:
        return text
    kept, length = [], 0
    for cluster in _clusters(text):
        length += units(cluster)
        if length > limit - 1:
            break
        kept.append(cluster)
    short = "".join(kept)
    words = short.rpartition(" ")[0]
    return f"{(words if len(words) > len(short) // 2 else short).rstrip(' ,;:–—-')}…"


def _escaped(text: str) -> str:
    return _escape(clean(text), quote=False)


def _tagged(tag: str, *parts: str) -> Html:
    return Html(f"<{tag}>{html(*parts)}</{tag}>") if any(parts) else Html()


def _linkable(url: str) -> bool:
    if len(url) > 2048 or clean(url) != url or re.search(r"\s", url):
        return False
    try:
        parsed = urlsplit(url)
    except ValueError:
        return False
    return parsed.scheme in ("http", "https") and bool(parsed.hostname)


def _clusters(text: str) -> Iterator[str]:
    """The characters of a text as readers see them."""
    cluster = ""
    for char in text:
        if cluster and not _joins(cluster, char):
            yield cluster
            cluster = ""
        cluster += char
    if cluster:
        yield cluster


def _joins(cluster: str, char: str) -> bool:
    mark = unicodedata.category(char).startswith("M") or char == "\u200d" or "\U0001f3fb" <= char <= "\U0001f3ff"
    half_flag = len(cluster) == 1 and _regional(cluster) and _regional(char)
    return mark or cluster.endswith("\u200d") or half_flag or "\U000e0020" <= char <= "\U000e007f"


def _regional(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


# ---------------------------------------------------------------------------- reading


class MarkupError(ValueError):
    """Telegram would refuse this markup; the text is its reason."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entity:
    """A stretch of the plain text that has a style."""

    style: str  # a value of _STYLES
    start: int  # code points into the text
    end: int
    url: str | None = None  # of a link


@dataclass(frozen=True, kw_only=True, slots=True)
class Marked:
    """Markup read back: what a reader sees, and how."""

    text: str
    entities: tuple[Entity, ...]

    def fragments(self) -> tuple[tuple[str, frozenset[str], str | None], ...]:
        """The text in stretches of one look each: (text, styles, address it links to)."""
        cuts = sorted({0, len(self.text), *(edge for each in self.entities for edge in (each.start, each.end))})
        return tuple(self._fragment(start, end) for start, end in pairwise(cuts))

    def _fragment(self, start: int, end: int) -> tuple[str, frozenset[str], str | None]:
        over = [each for each in self.entities if each.start <= start and end <= each.end]
        url = next((each.url for each in over if each.url), None)
        return self.text[start:end], frozenset(each.style for each in over), url


def parse(markup: str) -> Marked:
    """What Telegram makes of a message in HTML, with white space cut at both ends.

    Raises MarkupError for an unknown or unbalanced tag and for a `<`, `>` or `&` that is not escaped.
    """
    text = ""
    entities: list[Entity] = []
    stack: list[tuple[str, int, str | None]] = []
    position = 0
    for tag in _TAG.finditer(markup):
        text += _plain(markup[position : tag.start()])
        position = tag.end()
        if tag[1]:
            entities += _closed(stack, tag[2].lower(), at=len(text))
        else:
            stack.append(_opened(tag[2].lower(), tag[3], at=len(text)))
    text += _plain(markup[position:])
    if stack:
        raise MarkupError(f'Can\'t find end tag corresponding to start tag "{stack[-1][0]}"')
    return _trimmed(text, entities)


def _plain(between: str) -> str:
    if re.search("[<>]", between) or "&" in _REFERENCE.sub("", between):
        raise MarkupError(f"Unescaped character or unsupported tag in {between[:40]!r}")
    return unescape(between)


def _opened(name: str, attributes: str, *, at: int) -> tuple[str, int, str | None]:
    if name not in _STYLES:
        raise MarkupError(f'Unsupported start tag "{name}"')
    given = dict(_ATTRIBUTE.findall(attributes))
    return name, at, unescape(given["href"]) if name == "a" and "href" in given else None


def _closed(stack: list[tuple[str, int, str | None]], name: str, *, at: int) -> list[Entity]:
    if not stack or stack[-1][0] != name:
        raise MarkupError(f'Unmatched end tag "{name}"')
    _, start, url = stack.pop()
    dropped = at == start or (name == "a" and not (url and _linkable(url)))  # Telegram drops these without a word
    return [] if dropped else [Entity(style=_STYLES[name], start=start, end=at, url=url)]


def _trimmed(text: str, entities: list[Entity]) -> Marked:
    short = text.strip()
    lead = len(text) - len(text.lstrip())
    moved = (
        Entity(style=each.style, start=max(each.start - lead, 0), end=min(each.end - lead, len(short)), url=each.url)
        for each in entities
    )
    kept = (each for each in moved if each.start < each.end)
    return Marked(text=short, entities=tuple(sorted(kept, key=lambda each: (each.start, -each.end))))
