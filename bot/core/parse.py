"""Document → entries: RSS of every version, Atom and JSON Feed, well-formed or nearly so."""

from __future__ import annotations

import codecs
import json
import re
import sys
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser

from bot.errors import FeedError
from bot.model import Document, Entry

MAX_ENTRIES = 500
"""An outlet's news of several days; what follows in a longer feed is its archive."""

_TITLE, _TEXT, _LINK, _WORD = 1_000, 20_000, 2_048, 100  # characters kept of a field

_HTML = re.compile(
    # The groups are atomic, so that a page of nothing but comments costs no more than its length.
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?><!--.*?-->\s*)*+<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_GIVES_UP = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What the readers raise over bytes that no feed should hold; found by feeding them such bytes."""

_utf8 = codecs.getincrementaldecoder("utf-8")
_CHARACTER = re.compile(rb"&#(?:[xX]([0-9a-fA-F]{1,20})|([0-9]{1,20}));")
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)\b", re.IGNORECASE)
_PAGES = (  # what a web page that stands where a feed should be says of itself, the surest signs first
    (
        "a bot check",
        rb"cf-chl|challenge-platform|captcha|just a moment|ddos-guard|incapsula|datadome|verify you are human",
    ),
    ("a consent page", rb"before you continue|consent\.(?:google|yahoo)|<title>[^<]*(?:consent|cookie)"),
    ("a login page", rb"type=[\"']?password|<title>[^<]*(?:log ?in|sign ?in)"),
    ("a refusal", rb"<title>[^<]*(?:access denied|attention required|blocked|forbidden)"),
)


def entries(document: Document) -> tuple[Entry, ...]:
    """The first MAX_ENTRIES entries of a feed, in its order; its links made absolute, its texts cut to a length.

    Faults in the XML are no fault of ours to judge: what can be read is read. Raises FeedError, which says
    what the document is, where it holds no entry.
    """
    body = document.body.lstrip()
    if not body:
        raise FeedError("the answer is empty")
    if _HTML.match(body):
        raise FeedError(f"{_page(body)}, not a feed")
    read = _json if body.startswith((b"{", b"\xef\xbb\xbf{")) else _xml
    try:
        return read(document, body)
    except _GIVES_UP as error:
        raise FeedError(f"not readable as a feed ({type(error).__name__})") from error


def _page(body: bytes) -> str:
    start = body[:50_000].lower()
    return next((name for name, signs in _PAGES if re.search(signs, start)), "a web page")


# ---------------------------------------------------------------------------- RSS and Atom


def _xml(document: Document, body: bytes) -> tuple[Entry, ...]:
    feed = feedparser.parse(
        BytesIO(_CHARACTER.sub(_possible, body)),
        response_headers=_headers(document),
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.entries:
        raise FeedError("a feed without entries" if feed.get("version") else "not a feed")
    base = _link(feed.feed.get("link"), base=document.url) or document.url
    language = feed.feed.get("language")
    first = feed.entries[:MAX_ENTRIES]
    return tuple(_entry(item, base=base, language=language, position=place) for place, item in enumerate(first))


def _headers(document: Document) -> dict[str, str]:
    """The content type, which feedparser trusts more than the XML declaration.

    Bytes that are valid UTF-8 and more than ASCII are UTF-8, whatever is declared: in every other encoding
    such bytes spell nonsense, while feeds that declare Latin-1 and are UTF-8 are frequent.
    """
    if not document.body.isascii() and _is_utf8(document.body):
        return {"content-type": "application/xml; charset=utf-8"}
    return {"content-type": document.content_type} if document.content_type else {}


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _possible(reference: re.Match[bytes]) -> bytes:
    """The reference, unless it is of no character: half an emoji, say, over which feedparser gives up the feed."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"" if code > sys.maxunicode or 0xD800 <= code < 0xE000 else reference[0]


def _entry(item: Any, *, base: str, language: object, position: int) -> Entry:
    texts = [_text(part.get("value"), _TEXT) for part in item.get("content", ())]
    return Entry(
        id=_text(item.get("id"), _LINK) or None,
        link=_link(item.get("link"), base=base),
        title=_text(item.get("title"), _TITLE),
        summary=_text(item.get("summary"), _TEXT),
        content=max(texts, key=len, default=""),
        published=_text(item.get("published") or item.get("created"), _WORD) or None,
        # Feedparser's own `get` answers "updated" with "published" and a warning where there is none.
        updated=_text(dict.get(item, "updated"), _WORD) or None,
        language=_language(item.get("language"), item.get("title_detail", {}).get("language"), language),
        image=_image(item, base=base),
        position=position,
    )


def _image(item: Any, *, base: str) -> str | None:
    thumbnails = item.get("media_thumbnail", ())
    enclosures = [link for link in item.get("links", ()) if link.get("rel") == "enclosure"]
    pictures = [*filter(_is_picture, item.get("media_content", ())), *thumbnails, *filter(_is_picture, enclosures)]
    links = (_link(each.get("url") or each.get("href"), base=base) for each in pictures)
    return next(filter(None, links), None)


def _is_picture(media: Mapping[str, str]) -> bool:
    kind = f"{media.get('medium', '')} {media.get('type', '')}".strip()
    return "image" in kind if kind else bool(_PICTURE.search(str(media.get("url"))))


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
        image=_link(item.get("image") or item.get("banner_image"), base=base),
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
    try:
        again = _utf8().decode(text.encode("cp1252"))  # a torn last character is no objection
    except UnicodeError:
        return text
    return text if again.isascii() else again


def _link(value: object, *, base: str) -> str | None:
    """An absolute http(s) link, or None."""
    text = _text(value, _LINK + 1)
    try:
        link = urljoin(base, text) if text else ""
        scheme = urlsplit(link).scheme
    except ValueError:  # "Invalid IPv6 URL"
        return None
    return link if scheme in {"http", "https"} and len(link) <= _LINK else None


def _language(*declared: object) -> str | None:
    """The first of these that can be a BCP 47 tag."""
    tags = (tag.strip().replace("_", "-") for tag in declared if isinstance(tag, str))
    return next((tag for tag in tags if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}", tag)), None)
