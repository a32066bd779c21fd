"""Which article is this entry? A name that survives changed ids, new addresses and a second publication.

An entry is known by its id, by its link and by its title at its outlet, the surest first. Publishers change each of
them: an id when the software is replaced, a link when the slug is corrected, a title when the news moves on. So all
three are remembered, and an entry that meets any of them again is the article that was seen under it before.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from bot.core import links
from bot.model import Article

TITLE_WORDS = 4
"""Fewer make no name: "Morning briefing", "Photos of the day"."""

TITLE_REACH = timedelta(hours=20)
"""How far apart two publications under one title can be one article: a column that comes daily is a new one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Keys:
    """What an entry can be known by; None where it has none, or none that tells it apart.

    Each is 16 characters of `0-9a-f`, 64 bits: two of ten million keys are alike with a chance of 1 in 400,000.
    """

    guid: str | None
    link: str | None
    title: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """An article as an entry tells it now, not yet known to be new or old.

    Its `id` is a digest of what it says: its name only where it has no key.
    """

    article: Article
    keys: Keys
    text: str  # a digest of what it says, in its own language


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What is remembered under a key."""

    article: str  # Article.id
    text: str  # digest of what it said when last seen
    published: datetime
    seen: date  # last so, a day of UTC: what is not seen for long is forgotten


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolved:
    """What the entries of some documents came to."""

    new: tuple[Article, ...] = ()
    edited: tuple[Article, ...] = ()  # known articles that say something else now
    keys: Mapping[str, Known] = field(default_factory=dict)  # to be remembered; only what is not so already


def sighting(article: Article, *, guid: str | None, link: str | None) -> Sighting:
    """An article with what it can be known by: `guid` and `link` as its entry gives them."""
    outlet = f"{article.country}/{article.outlet}"
    title = article.title_original.casefold()
    telling = len(title.split()) >= TITLE_WORDS or len(title) >= 6 * TITLE_WORDS  # some scripts have no blanks
    keys = Keys(
        guid=_key(outlet, "guid", links.identity(guid) or guid),
        link=_key(outlet, "link", links.identity(link)),
        title=_key(outlet, "title", title if telling else None),
    )
    said = f"{article.title_original}\n{article.summary_original}"
    return Sighting(
        article=replace(article, id=_digest(f"{outlet}\n{said}")),
        keys=keys,
        text=_digest(said),
    )


def apart(sightings: Sequence[Sighting]) -> tuple[Sighting, ...]:
    """The sightings of one document without the keys that several of them share: these tell nothing apart.

    An id that stands at different links is a careless template's, and so is a link that stands at more than two
    titles: at two it may be one article that was told again.
    """
    guids = _shared(((each.keys.guid, each.keys.link) for each in sightings), most=1)
    linked = _shared(((each.keys.link, each.keys.title) for each in sightings), most=2)
    return tuple(_without(each, guids=guids, links=linked) for each in sightings)


def lookups(sightings: Iterable[Sighting]) -> frozenset[str]:
    """Every key that `resolve` asks for."""
    found: set[str | None] = set()
    for each in sightings:
        found |= {each.keys.guid, each.keys.link, each.keys.title, each.article.id, _unreliable(each.article)}
    return frozenset(key for key in found if key is not None)


def resolve(sightings: Sequence[Sighting], known: Mapping[str, Known], *, today: date) -> Resolved:
    """Which of the sightings are new, which are edits of what was seen before, and what to remember of them.

    `known` answers `lookups(sightings)`. A known article keeps its id, its first publication and its place. An
    outlet whose ids were seen to wander from one article to another is known by links and titles from then on.
    """
    memory = _Memory(known, today)
    memory.distrust(sightings)
    told: dict[str, Known] = {}
    new: list[Article] = []
    edited: list[Article] = []
    for each in sightings:
        before = memory.recall(each)
        now = Known(
            article=before.article if before else memory.keys(each)[0],
            text=each.text,
            published=before.published if before else each.article.published,
            seen=today,
        )
        first = told.setdefault(now.article, now)  # of two entries that are one article, the first one counts
        memory.remember(each, first)
        if first is not now:
            continue
        if before is None:
            new.append(replace(each.article, id=now.article))
        elif before.text != now.text:
            edited.append(replace(each.article, id=now.article, published=now.published))
    return Resolved(new=tuple(new), edited=tuple(edited), keys=memory.learnt)


class _Memory:
    """What is known, and what was learnt of it in this pass."""

    def __init__(self, known: Mapping[str, Known], today: date) -> None:
        self._known, self._today = known, today
        self.learnt: dict[str, Known] = {}
        self._wandering: set[tuple[str, str]] = set()

    def distrust(self, sightings: Sequence[Sighting]) -> None:
        """An id that is remembered for one article and stands at the link of another has wandered."""
        for each in sightings:
            marker = _unreliable(each.article)
            guid, link = self._known.get(each.keys.guid or ""), self._known.get(each.keys.link or "")
            if marker in self._known or (guid and link and guid.article != link.article):
                self._wandering.add(_outlet(each.article))
                self.learnt[marker] = Known(article="", text="", published=each.article.published, seen=self._today)

    def recall(self, seen: Sighting) -> Known | None:
        """What was seen before under the surest of its keys."""
        for key in self.keys(seen):
            found = self._get(key)
            far = found is not None and abs(found.published - seen.article.published) > TITLE_REACH
            if found is not None and not (far and key == seen.keys.title):
                return found
        return None

    def remember(self, seen: Sighting, now: Known) -> None:
        """What it is, under each of its keys that does not say so already."""
        for key in self.keys(seen):
            if self._get(key) != now:
                self.learnt[key] = now

    def keys(self, seen: Sighting) -> tuple[str, ...]:
        """What it can be known by, the surest first, at least one."""
        guid = None if _outlet(seen.article) in self._wandering else seen.keys.guid
        return tuple(filter(None, (guid, seen.keys.link, seen.keys.title))) or (seen.article.id,)

    def _get(self, key: str) -> Known | None:
        return self.learnt.get(key) or self._known.get(key)


def _without(seen: Sighting, *, guids: Collection[str], links: Collection[str]) -> Sighting:
    guid, link = seen.keys.guid, seen.keys.link
    if guid not in guids and link not in links:
        return seen
    return replace(
        seen,
        keys=replace(seen.keys, guid=None if guid in guids else guid, link=None if link in links else link),
    )


def _shared(pairs: Iterable[tuple[str | None, str | None]], *, most: int) -> frozenset[str]:
    """The first halves that stand beside more than `most` different second halves."""
    beside: defaultdict[str, set[str | None]] = defaultdict(set)
    for one, other in pairs:
        if one is not None:
            beside[one].add(other)
    return frozenset(one for one, others in beside.items() if len(others) > most)


def _outlet(article: Article) -> tuple[str, str]:
    return article.country, article.outlet


def _unreliable(article: Article) -> str:
    """The key under which an outlet's ids are remembered as worthless."""
    return _digest(f"{article.country}/{article.outlet}\nunreliable ids")


def _key(outlet: str, kind: str, value: str | None) -> str | None:
    return _digest(f"{outlet}\n{kind}\n{value}") if value else None


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()
