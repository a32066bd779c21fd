"""The ordinary RSS 2.0 feed, well-formed and without surprises, read at a tenth of what feedparser takes.

Four feeds in five are such, and reading them is most of what this program costs. Whatever is not plain is left to
feedparser, whose answer is the measure: `tests/core/test_rss.py` holds that both say the same of every feed that is
read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

Item = Mapping[str, Any]  # with feedparser's names for the fields that parse.py reads

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_ONCE = {"title", "link", "guid", "description", "pubDate"}
_SEVERAL = {"category", "enclosure", _CONTENT, f"{_MEDIA}content", f"{_MEDIA}thumbnail"}
_UNREAD = {
    "author",
    "comments",
    "{http://purl.org/dc/elements/1.1/}creator",
    "{http://wellformedweb.org/CommentAPI/}commentRss",
    "{http://purl.org/rss/1.0/modules/slash/}comments",
}
_ATTRIBUTES = {"guid": {"isPermaLink"}, "category": {"domain"}}
_PLAIN = {"title", "link", "guid", "description", "pubDate", "category", _CONTENT}  # no attribute changes their text


def read(body: bytes) -> tuple[Mapping[str, str], list[Item]] | None:
    """The channel's link and language, and its items in their order; None where feedparser must be asked.

    `body` is UTF-8. Nothing is cleaned, cut or resolved.
    """
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"xml:base" in body or b"xml:lang" in body:
        return None
    try:
        root = ET.fromstring(body, parser=ET.XMLParser(encoding="utf-8"))  # noqa: S314 - as at the import
    except (ET.ParseError, ValueError, LookupError):
        return None
    channel = root.find("channel") if root.tag == "rss" and root.get("version") == "2.0" else None
    if channel is None or len(root) != 1 or any(map(_says_more, channel)):
        return None
    found = [_item(each) for each in channel.iterfind("item")]
    items = [each for each in found if each is not None]
    return (_channel(channel), items) if items and len(items) == len(found) else None


def _channel(channel: Element) -> Mapping[str, str]:
    texts = ((name, (channel.findtext(name) or "").strip()) for name in ("link", "language"))
    return {name: text for name, text in texts if text}


def _says_more(child: Element) -> bool:
    """Whether a part of a channel has a say in its link or language that RSS itself does not know."""
    name = child.tag.rpartition("}")[2]
    known = child.tag == name or child.get("rel") in {"self", "hub"}
    return name in {"link", "language"} and not known


def _item(item: Element) -> Item | None:
    """An item by feedparser's names; None for one with anything that is not plain."""
    fields: dict[str, Element] = {}
    several: dict[str, list[Element]] = {}
    for child in item:
        if child.tag in _ONCE and child.tag not in fields and _is_plain(child):
            fields[child.tag] = child
        elif child.tag in _SEVERAL and _is_plain(child):
            several.setdefault(child.tag, []).append(child)
        elif child.tag not in _UNREAD or len(child):
            return None
    if item.attrib or not {"title", "link"} <= fields.keys():
        return None
    named = _named({name: _text(each) for name, each in fields.items()}, several)
    if named is not None and "guid" in fields:  # an id that stands before the link is taken for one at first
        lasting = fields["guid"].get("isPermaLink", "true") == "true"
        named["guidislink"] = lasting and list(fields).index("guid") < list(fields).index("link")
    return named


def _named(texts: Mapping[str, str], several: Mapping[str, list[Element]]) -> dict[str, Any] | None:
    if not all(texts.values()):  # feedparser has ways of its own with what is empty
        return None
    contents = [_text(each) for each in several.get(_CONTENT, ())]
    if not all(contents):
        return None
    named: dict[str, Any] = {"title": texts["title"], "link": texts["link"]}
    for ours, theirs in (("guid", "id"), ("description", "summary"), ("pubDate", "published")):
        if ours in texts:
            named[theirs] = texts[ours]
    if contents:
        named["content"] = [{"value": each} for each in contents]
        named.setdefault("summary", contents[0])
    named["tags"] = [{"term": _text(each)} for each in several.get("category", ())]
    named["media_content"] = _attributes(several.get(f"{_MEDIA}content", ()))
    named["media_thumbnail"] = _attributes(several.get(f"{_MEDIA}thumbnail", ()))
    named["links"] = [
        {**each, "rel": "enclosure", "href": each.get("url", "")} for each in _attributes(several.get("enclosure", ()))
    ]
    return named


def _attributes(elements: Iterable[Element]) -> list[dict[str, str]]:
    return [dict(each.attrib) for each in elements]


def _is_plain(element: Element) -> bool:
    """Whether an element has neither children nor an attribute that would change what its text means."""
    if len(element):
        return False
    return element.tag not in _PLAIN or element.attrib.keys() <= _ATTRIBUTES.get(element.tag, set())


def _text(element: Element) -> str:
    return (element.text or "").strip()
