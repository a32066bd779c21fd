"""OPML 2.0 (http://opml.org/spec2.opml): lists of feeds as other readers write and read them, and our catalogue.

What OPML has no word for stands in attributes of a namespace of our own, as its specification demands: other
readers pass over them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat  # S407: _Reader refuses what makes expat dangerous
from xml.sax.saxutils import escape, quoteattr

from bot.core import countries
from bot.core.extract import plain
from bot.errors import ConfigError
from bot.model import Catalogue, Outlet

NAMESPACE = "urn:worldbrief:opml"

LIMIT = 5_000_000
"""Bytes; our catalogue of the whole world has 200,000."""

DEPTH = 32
"""Elements within each other; folders are seldom more than three deep."""

CATEGORIES = 20
"""That are looked at; a country comes among the first or not at all."""

NAME = 80
"""Characters of an outlet's name; the longest we know has 50."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0 §2.2


@dataclass(frozen=True, kw_only=True, slots=True)
class Outline:
    """A feed as an OPML file lists it."""

    line: int  # of the file, from 1
    name: str  # plain; empty where it has none
    feed: str  # as it stands there
    site: str = ""
    language: str = ""
    folders: tuple[str, ...] = ()  # that it lies in, then its categories; the innermost first
    state_run: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """What an OPML file holds."""

    outlines: tuple[Outline, ...]  # those with a feed, in the order of the file
    note: str | None = None  # of the catalogue that it was made of


# ---------------------------------------------------------------------------- writing


def write(catalogue: Catalogue) -> str:
    """A catalogue as an OPML document: a folder a country, an outline a feed, spares under the same title."""
    return "\n".join(_document(catalogue)) + "\n"


def _document(catalogue: Catalogue) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<opml version="2.0" xmlns:worldbrief="{NAMESPACE}">'
    yield "  <head>"
    yield "    <title>Worldbrief</title>"
    if catalogue.note:
        yield f"    <worldbrief:note>{escape(_NO_XML.sub('', catalogue.note))}</worldbrief:note>"
    yield "  </head>"
    yield "  <body>"
    for code in catalogue.countries:
        yield f"    <outline {_attributes(_titled(countries.country(code).name))}>"
        yield from (_feed(outlet, url) for outlet in catalogue.of(code) for url in outlet.feeds)
        yield "    </outline>"
    yield "  </body>"
    yield "</opml>"


def _feed(outlet: Outlet, url: str) -> str:
    shown = {"type": "rss", **_titled(outlet.name), "xmlUrl": url, "htmlUrl": outlet.site, "language": outlet.language}
    ours = {"worldbrief:stateRun": "true"} if outlet.state_run else {}
    return f"      <outline {_attributes(shown | ours)}/>"


def _titled(name: str) -> dict[str, str]:
    return {"text": name, "title": name}


def _attributes(values: dict[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(_NO_XML.sub('', value))}" for name, value in values.items())


# ---------------------------------------------------------------------------- reading


def read(data: bytes) -> Listing:
    """The feeds that an OPML file lists, whatever version it is of.

    Raises ConfigError for what is no OPML: no XML, in no encoding that we know, something else in XML, too large,
    too deep, or with a document type (in which alone entities, and so bombs of them, can be declared).
    """
    if len(data) > LIMIT:
        raise ConfigError(f"larger than {LIMIT // 10**6} MB: is it really a list of feeds?")
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)  # noqa: FBT003 - its only form
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        mend = "; save it as UTF-8" if "token" in reason or "encoding" in reason else ""
        raise ConfigError(f"line {error.lineno}: no OPML: {reason}{mend}") from error
    except (LookupError, ValueError) as error:  # of the encoding that the file says it has
        raise ConfigError(f"line 1: no OPML: {error}; save it as UTF-8") from error
    return Listing(outlines=tuple(reader.outlines), note=plain("".join(reader.note), limit=1000) or None)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Open:
    """An element that has begun and not ended."""

    folder: str | None = None  # what an outline that is one is called
    comment: bool = False  # "is considered a comment", with all in it
    note: bool = False


@dataclass(slots=True)
class _Reader:
    """Walks a document without keeping it, and stops at the first thing that no list of feeds needs."""

    outlines: list[Outline] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=lambda: expat.ParserCreate(namespace_separator=" "))
    open: list[_Open] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = lambda _name: self.open.pop()
        self.parser.CharacterDataHandler = self._text

    def _doctype(self, *_declared: object) -> None:
        raise ConfigError(f"{self._here}: it has a DOCTYPE, which no OPML needs and bombs are made of; take it out")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.lower()
        if not self.open and name != "opml":
            raise ConfigError(f"{self._here}: no OPML: it begins with <{plain(tag, limit=40)}>")
        if len(self.open) >= DEPTH:
            raise ConfigError(f"{self._here}: elements lie {DEPTH} deep in each other: is it really a list of feeds?")
        commented = bool(self.open and self.open[-1].comment)
        if name != "outline":
            self.open.append(_Open(comment=commented, note=tag == f"{NAMESPACE} note"))
            return
        # Readers differ in how they write attributes: xmlUrl, xmlurl, XMLURL.
        values = {key.lower(): value for key, value in attributes.items()}
        commented = commented or values.get("iscomment") == "true"
        if values.get("xmlurl", "").strip() and not commented:
            self.outlines.append(self._outline(values))
        self.open.append(_Open(folder=_name(values), comment=commented))

    def _text(self, text: str) -> None:
        if self.open and self.open[-1].note:
            self.note.append(text)

    def _outline(self, values: dict[str, str]) -> Outline:
        categories = re.split(r"[,/]", values.get("category", ""))[:CATEGORIES]
        folders = [each.folder for each in self.open]
        return Outline(
            line=self.parser.CurrentLineNumber,
            name=_name(values),
            feed=values["xmlurl"].strip(),
            site=values.get("htmlurl", "").strip(),
            language=values.get("language", "").strip(),
            folders=tuple(each for each in (*reversed(folders), *reversed(categories)) if each),
            state_run=values.get(f"{NAMESPACE} staterun") == "true",
        )

    @property
    def _here(self) -> str:
        return f"line {self.parser.CurrentLineNumber}"


def _name(values: dict[str, str]) -> str:
    return plain(values.get("text") or values.get("title") or "", limit=NAME)
