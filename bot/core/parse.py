"""Document → entries: RSS of every version, Atom and JSON Feed, well-formed or nearly so."""

from __future__ import annotations

import codecs
import html
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from itertools import chain, islice
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from bot.core import encodings, rss
from bot.core.language import base as base_language
from bot.core.rss import Item
from bot.errors import FeedError
from bot.model import Document, Entry

MAX_ENTRIES = 500
"""An outlet's news of several days; what follows in a longer feed is its archive."""

_TITLE, _TEXT, _LINK, _WORD = 1_000, 20_000, 2_048, 100  # characters kept of a field
_CATEGORIES = 20  # kept of an entry; some shops of tags give hundreds

_HTML = re.compile(
    # The groups are atomic, so that a page of nothing but comments costs no more than its length.
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_GIVES_UP = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the readers raise over bytes that no feed should hold; found by feeding them such bytes."""

_BYTES = {  # what Windows shows for the bytes that in Latin-1 show nothing; five of them show nothing in either
    ord(shown): byte for byte in range(0x80, 0xA0) if (shown := bytes([byte]).decode("cp1252", "ignore"))
}
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_utf8 = codecs.getincrementaldecoder("utf-8")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_ENTRY = re.compile(rb"<(?:item|entry)[\s>]")
_CHARACTER = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,20})|([0-9]{1,20}));")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b", re.IGNORECASE)
_WIDEST = 2_000  # pixels
_IMG = re.compile(r"<img\b[^<>]{0,2000}>", re.IGNORECASE)
_SRC = re.compile(r"""(?<![\w-])src\s*=\s*["']?\s*([^"'\s>]+)""", re.IGNORECASE)
_DOT = re.compile(
    r"""\b(?:width|height)\s*[=:]\s*["']?[01](?:px)?\b|/pixel|feedburner|/~r/|doubleclick""", re.IGNORECASE
)
_PAGES = (  # what a web page that stands where a feed should be says of itself, the surest signs first
    (
        "a bot check",
        rb"cf-chl|challenge-platform|captcha|just a moment|ddos-guard|incapsula|datadome|verify you are human",
    ),
    ("a consent page", rb"before you continue|consent\.(?:google|yahoo)|<title>[^<]*(?:consent|cookie)"),
    ("a login page", rb"type=[\"']?password|<title>[^<]*(?:log ?in|sign ?in)"),
    ("a refusal", rb"<title>[^<]*(?:access denied|attention required|blocked|forbidden)"),
)


def entries(document: Document, *, language: str | None = None) -> tuple[Entry, ...]:
    """The first MAX_ENTRIES entries of a feed, in its order; its links made absolute, its texts cut to a length.

    `language` (BCP 47) is what the outlet writes: it settles the encoding of bytes that don't say theirs.
    Faults in the XML are no fault of ours to judge: what can be read is read. Raises FeedError, which says
    what the document is, where it holds no entry.
    """
    body = document.body.lstrip()
    if not body:
        raise FeedError("the answer is empty")
    if _HTML.match(body):
        raise FeedError(f"{_page(body)}, not a feed")
    try:
        if body.startswith((b"{", b"\xef\xbb\xbf{")):
            return _json(document, body)
        return _xml(document, body, language)
    except _GIVES_UP as error:
        raise FeedError(f"not readable as a feed ({type(error).__name__})") from error


def _page(body: bytes) -> str:
    start = body[:50_000].lower()
    return next((name for name, signs in _PAGES if re.search(signs, start)), "a web page")


# ---------------------------------------------------------------------------- RSS and Atom


def _xml(document: Document, body: bytes, spoken: str | None) -> tuple[Entry, ...]:
    channel, items = _feed(body, document.content_type, spoken)
    base = _link(channel.get("link"), base=document.url) or document.url
    language = channel.get("language")
    first = items[:MAX_ENTRIES]
    return tuple(_entry(item, base=base, language=language, position=place) for place, item in enumerate(first))


def _feed(body: bytes, content_type: str | None, spoken: str | None) -> tuple[Mapping[str, Any], Sequence[Item]]:
    """The channel and its items, by feedparser's names. It trusts the content type more than the XML declaration."""
    declared = _CHARSET.search(content_type or "")
    charset = encodings.encoding(
        body, declared=declared[1] if declared else None, language=spoken and base_language(spoken)
    )
    if charset:
        content_type = f"application/xml; charset={charset}"
    if charset == "utf-8":
        body = body.decode("utf-8", "ignore").encode()
    if charset in {"utf-8", "us-ascii"} and (ordinary := rss.read(body)) is not None:
        return ordinary
    feed = feedparser.parse(
        BytesIO(_CHARACTER.sub(_possible, _first_of(body))),
        response_headers={"content-type": content_type} if content_type else {},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.entries:
        raise FeedError("a feed without entries" if feed.get("version") else "not a feed")
    return feed.feed, feed.entries


def _first_of(body: bytes) -> bytes:
    """The document up to its last entry that counts: reading 60,000 of them takes a worker's whole patience."""
    starts = (found.start() for found in _ENTRY.finditer(body))
    end = next(islice(starts, MAX_ENTRIES, None), None)
    if end is None:
        return body
    closing = b"</feed>" if body[end : end + 6] == b"<entry" else b"</channel></rss>"
    return body[:end] + closing


def _possible(reference: re.Match[bytes]) -> bytes:
    """The reference, unless it is of no character: half an emoji, say, over which feedparser gives up the feed."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"" if code > sys.maxunicode or 0xD800 <= code < 0xE000 else reference[0]


def _entry(given: Item, *, base: str, language: object, position: int) -> Entry:
    # Feedparser's own `get` looks for every older name of a field, ten times as slowly as a plain dict, and answers
    # "updated" with "published" and a warning where there is none.
    item: dict[str, Any] = dict(given)
    summary = _text(item.get("summary"), _TEXT)
    content = max((_text(part.get("value"), _TEXT) for part in item.get("content", ())), key=len, default="")
    return Entry(
        id=_text(item.get("id"), _LINK) or None,
        link=None if _is_name(item) else _link(item.get("link"), base=base),
        title=_text(item.get("title"), _TITLE),
        summary=summary,
        content=content,
        published=_text(item.get("published") or item.get("created"), _WORD) or None,
        updated=_text(item.get("updated"), _WORD) or None,
        language=_language(item.get("language"), item.get("title_detail", {}).get("language"), language),
        image=_image(item, base=base, texts=(summary, content)),
        categories=_categories(tag.get("term") or tag.get("label") for tag in item.get("tags", ())),
        position=position,
    )


def _is_name(item: Mapping[str, Any]) -> bool:
    """Whether the link is a guid that feedparser took for one, as RSS has it, although it is only a name."""
    return bool(item.get("guidislink")) and item.get("link") == item.get("id") and "/" not in str(item.get("link"))


def _image(item: Mapping[str, Any], *, base: str, texts: Iterable[str]) -> str | None:
    """The picture that an entry names, or else the first one in its text."""
    contents = sorted(filter(_is_picture, item.get("media_content", ())), key=_width, reverse=True)
    enclosures = (link for link in item.get("links", ()) if link.get("rel") == "enclosure")
    pictures = [*contents, *item.get("media_thumbnail", ()), *filter(_is_picture, enclosures)]
    named = (str(each.get("url") or each.get("href") or "") for each in pictures)
    shown = (source for text in texts for source in _pictures(text))
    return next(filter(None, (_link(each, base=base) for each in chain(named, shown))), None)


def _is_picture(media: Mapping[str, str]) -> bool:
    kind = f"{media.get('medium', '')} {media.get('type', '')}".strip()
    return "image" in kind if kind else bool(_PICTURE.search(str(media.get("url"))))


def _width(media: Mapping[str, str]) -> int:
    """In pixels, as declared. Sizes that nobody needs in a chat count as none."""
    width = str(media.get("width", ""))
    return int(width) if re.fullmatch(r"[0-9]{1,4}", width) and int(width) <= _WIDEST else 0


def _pictures(markup: str) -> Iterator[str]:
    """The sources of the first pictures in a text, but for the dots that count its readers."""
    for tag in islice(_IMG.finditer(markup), 5):
        source = _SRC.search(tag[0])
        if source and not _DOT.search(tag[0]):
            yield html.unescape(source[1])


def _categories(named: Iterable[object]) -> tuple[str, ...]:
    texts = (_text(each, _WORD) for each in islice(named, 10 * _CATEGORIES))
    return tuple(islice(dict.fromkeys(filter(None, texts)), _CATEGORIES))


# ---------------------------------------------------------------------------- JSON Feed


def _json(document: Document, body: bytes) -> tuple[Entry, ...]:
    """JSON Feed 1 and 1.1 (jsonfeed.org), and what resembles it enough to have items."""
    feed = json.loads(body)
    items = feed.get("items")
    if not isinstance(items, list):
        raise FeedError("JSON, but not a JSON Feed")
    first = [item for item in items if isinstance(item, dict)][:MAX_ENTRIES]
    if not first:
        raise FeedError("a feed without entries")
    base = _link(feed.get("home_page_url"), base=document.url) or document.url
    language = feed.get("language")
    return tuple(_object(item, base=base, language=language, position=place) for place, item in enumerate(first))


def _object(item: Mapping[str, object], *, base: str, language: object, position: int) -> Entry:
    content = _text(item.get("content_html") or item.get("content_text"), _TEXT)
    return Entry(
        id=_text(item.get("id"), _LINK) or None,
        link=_link(item.get("url") or item.get("external_url"), base=base),
        title=_text(item.get("title"), _TITLE),
        summary=_text(item.get("summary"), _TEXT),
        content=content,
        published=_text(item.get("date_published"), _WORD) or None,
        updated=_text(item.get("date_modified"), _WORD) or None,
        language=_language(item.get("language"), language),
        image=_link(item.get("image") or item.get("banner_image") or next(_pictures(content), None), base=base),
        categories=_categories(tags if isinstance(tags := item.get("tags"), list) else ()),
        position=position,
    )


# ---------------------------------------------------------------------------- fields


def _text(value: object, limit: int) -> str:
    """A field as text that can be encoded; a number is one too (some feeds' ids)."""
    if isinstance(value, int | float):
        value = str(value)
    if not isinstance(value, str):
        return ""
    return _mended(value.strip()[:limit]).encode("utf-8", "replace").decode()


def _mended(text: str) -> str:
    """UTF-8 that was read as Latin-1 (`BrÃ¸ndby`) read again: some feeds are UTF-8 in one field and not the other."""
    first = _FOREIGN.search(text)
    if not first or not "\xc2" <= first[0] <= "\xf4":  # no byte with which a character of UTF-8 begins
        return text
    try:
        again = _utf8().decode(text.translate(_BYTES).encode("latin-1"))  # a torn last character is no objection
    except UnicodeError:
        return text
    return text if again.isascii() else again


def _link(value: object, *, base: str) -> str | None:
    """An absolute http(s) link, or None."""
    text = _text(value, _LINK + 1)
    try:
        link = text if text.startswith(("http://", "https://")) else urljoin(base, text) if text else ""
        scheme = urlsplit(link).scheme
    except ValueError:  # "Invalid IPv6 URL"
        return None
    return link if scheme in {"http", "https"} and len(link) <= _LINK else None


def _language(*declared: object) -> str | None:
    """The first of these that can be a BCP 47 tag."""
    tags = (tag.strip().replace("_", "-") for tag in declared if isinstance(tag, str))
    return next((tag for tag in tags if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}", tag)), None)
