"""Which outlets a list of feeds brings to a catalogue: each feed's country, language and name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from babel.core import get_global
from babel.languages import get_official_languages

from bot.core import countries, links, opml
from bot.core.extract import plain
from bot.core.language import TAG
from bot.core.opml import Listing, Outline
from bot.model import Catalogue, Outlet


@dataclass(frozen=True, kw_only=True, slots=True)
class Placement:
    """What a listing would bring to a catalogue."""

    added: tuple[Outlet, ...]
    guessed: frozenset[str]  # Outlet.key of those whose language is only their country's
    known: int  # feeds that the catalogue has already, or that the file lists twice
    left: tuple[str, ...]  # what could not be placed: a sentence each, with the mend


def place(listing: Listing, catalogue: Catalogue) -> Placement:
    """What of a listing can be added to a catalogue: each feed under the country whose folder it lies in.

    Feeds of one country with the same name, site and language are one outlet with spares.
    """
    placing = _Placing(catalogue)
    for outline in listing.outlines:
        placing.take(outline)
    return Placement(
        added=tuple(placing.added.values()),
        guessed=frozenset(placing.guessed),
        known=placing.known,
        left=tuple(placing.left),
    )


class _Placing:
    """What was made of the outlines so far."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.added: dict[str, Outlet] = {}  # by key
        self.guessed: set[str] = set()
        self.left: list[str] = []
        self.known = 0
        self._there = {outlet.key: outlet for outlet in catalogue.outlets}
        self._feeds = {links.identity(url) for outlet in catalogue.outlets for url in outlet.feeds}
        self._taken: set[str] = set()

    def take(self, outline: Outline) -> None:
        """Add an outline's feed, or say why not."""
        feed = _address(outline.feed)
        country = _country(outline.folders)
        if not feed:
            self._leave(outline, f"{plain(outline.feed, limit=opml.NAME)!r} is no http address; correct its xmlUrl")
        elif links.identity(feed) in self._feeds or feed in self._taken:
            self.known += 1
        elif country is None:
            where = " / ".join(plain(each, limit=opml.NAME) for each in reversed(outline.folders)) or "no folder"
            self._leave(outline, f"no country in {where!r}; put it into a folder named like Argentina, AR or 🇦🇷")
        else:
            self._taken.add(feed)
            self._add(outline, feed, country)

    def _add(self, outline: Outline, feed: str, country: str) -> None:
        language = _language(outline.language)
        outlet = Outlet(
            name=outline.name or _host(feed),
            country=country,
            site=_address(outline.site) or _root(feed),
            feeds=(feed,),
            language=language or _main_language(country),
            state_run=outline.state_run,
        )
        same = self.added.get(outlet.key)
        if same is not None and replace(same, feeds=outlet.feeds) == outlet:
            self.added[outlet.key] = replace(same, feeds=(*same.feeds, feed))
            return
        there = self._there.get(outlet.key)
        if there is not None and _host(there.site) == _host(outlet.site):
            self._leave(
                outline, f"{outlet.key} is there with another feed; add {feed} to its feeds if you want a spare"
            )
            return
        other = same or there
        if other is not None:  # another paper of this name, or the same one in another language
            mark = outlet.language if _host(other.site) == _host(outlet.site) else _host(outlet.site)
            outlet = replace(outlet, name=f"{outlet.name} ({mark})")
        if outlet.key in self.added or outlet.key in self._there:
            self._leave(outline, f"the names {outline.name!r} and {outlet.name!r} are taken; give it another")
            return
        self.added[outlet.key] = outlet
        if not language:
            self.guessed.add(outlet.key)

    def _leave(self, outline: Outline, why: str) -> None:
        self.left.append(f"line {outline.line}: {outline.name or 'a feed without a name'}: {why}")


def _country(folders: Iterable[str]) -> str | None:
    """The country that the innermost folder that is one names; of letters that make a word too, only capitals count.

    A folder called "It" or "tv" is neither Italy nor Tuvalu.
    """
    return next((code for folder in folders if (code := _named(folder))), None)


@lru_cache(maxsize=1000)
def _named(folder: str) -> str | None:
    text = plain(folder, limit=opml.NAME)
    found, unknown = countries.find_all(text)
    told = len(found) == 1 and not unknown and (len(text) > 3 or text == text.upper())
    return found[0].code if told else None


def _language(tag: str) -> str:
    """A language tag in the form of BCP 47 (`ES_ar` → `es-ar`); empty for what is none."""
    first, dash, rest = tag.replace("_", "-").partition("-")
    clean = first.lower() + dash + rest
    return clean if TAG.fullmatch(clean) else ""


def _main_language(country: str) -> str:
    """The official language that most people of a country speak, else the one that most speak, by CLDR."""
    spoken: dict[str, dict[str, float]] = get_global("territory_languages").get(country, {})
    most = sorted(spoken.keys() - {"und"}, key=lambda tag: -spoken[tag]["population_percent"])
    return next(iter((*get_official_languages(country, de_facto=True), *most)), "en").replace("_", "-")


def _address(text: str) -> str:
    """An http address out of one that other readers wrote (`feed://…`, `feed:https://…`); empty for what is none."""
    url = re.sub(r"^feed:(?=https?:)|^feed:(?=//)", "", text, flags=re.IGNORECASE)
    url = f"http:{url}" if url.startswith("//") else url
    return url if links.identity(url) and not re.search(r"[\x00-\x20\x7f]", url) else ""


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
