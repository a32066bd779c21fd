"""The nouns: frozen values, their invariants and small questions.

Every datetime is aware and in UTC; every text is plain (no markup); standard library only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum

UNTRANSLATED = "untranslated"
"""`Article.translated_by` where no translation could be trusted and the original is shown."""

NO_TRANSLATOR = "no translator"
"""The verdict where nobody knows a text's language."""

WAITING = "waiting"
"""Begins a verdict that is none yet: the text was not tried, and is to be asked for again later."""

ROUGH = "rough"
"""`Article.verdict` of an English that gives the gist only."""


# ---------------------------------------------------------------------------- the press


@dataclass(frozen=True, kw_only=True, slots=True)
class Outlet:
    """A newspaper, broadcaster or agency of a country."""

    name: str
    country: str  # ISO 3166-1 alpha-2, upper case
    site: str
    feeds: tuple[str, ...]  # at least one; the others are spares, tried in order
    language: str  # BCP 47, of the feed's text
    state_run: bool = False

    @property
    def key(self) -> str:
        """Unique in a catalogue: `AR/Infobae`."""
        return f"{self.country}/{self.name}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Catalogue:
    """The outlets we read, by country code then in the order of the file."""

    outlets: tuple[Outlet, ...]
    note: str | None = None  # shown under every screen, e.g. "Sample edition: …"

    @property
    def countries(self) -> tuple[str, ...]:
        """The country codes that have at least one outlet, in catalogue order."""
        return tuple(dict.fromkeys(outlet.country for outlet in self.outlets))

    @property
    def languages(self) -> frozenset[str]:
        """The languages of its outlets, as codes without script or region."""
        return frozenset(outlet.language.partition("-")[0].lower() for outlet in self.outlets)

    def of(self, country: str) -> tuple[Outlet, ...]:
        """The outlets of one country; empty for a country we don't read."""
        return tuple(outlet for outlet in self.outlets if outlet.country == country)


@dataclass(frozen=True, kw_only=True, slots=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110 §8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """Bytes retrieved from a URL."""

    url: str  # the address asked for
    body: bytes  # decoded from its transfer and content encodings
    content_type: str | None = None  # the header as sent, with its charset
    status: int = 200
    validators: Validators = Validators()
    moved: str | None = None  # where the server says it is for good (301, 308); no user and no password in it


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """An item of a feed, as the feed gives it: markup, odd dates and all."""

    id: str | None = None  # guid (RSS) or id (Atom)
    link: str | None = None  # absolute
    title: str = ""
    summary: str = ""
    content: str = ""  # the full text, if the feed has it
    published: str | None = None  # raw text of the date
    updated: str | None = None  # raw text of the date
    language: str | None = None  # declared by the entry or its feed
    image: str | None = None
    categories: tuple[str, ...] = ()  # what the outlet files it under, in its own words
    position: int = 0  # place in its feed, 0 = top


class Kind(StrEnum):
    """What sort of thing an article is."""

    NEWS = "news"
    OPINION = "opinion"  # columns, editorials, letters
    VIDEO = "video"  # and galleries and podcasts: nothing to read
    LIVE = "live"  # a page that changes while something happens
    SPORT_RESULT = "sport result"  # scores, tables, fixtures
    HOROSCOPE = "horoscope"
    LOTTERY = "lottery"  # the numbers drawn, not the news of a winner
    SERVICE = "service"  # weather, television, traffic, rates, puzzles
    SPONSORED = "sponsored"  # paid for by whom it is about


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """An entry made clean: plain text, aware date, canonical link, English beside the original."""

    id: str  # stable over refreshes; `[0-9a-f]{16}`
    outlet: str
    country: str
    language: str  # BCP 47, of the original
    title: str  # English, or the original where translated_by says "untranslated"
    title_original: str
    summary: str = ""
    summary_original: str = ""
    url: str
    published: datetime
    first_seen: datetime  # when we first read it
    state_run: bool = False
    image: str | None = None
    translated_by: str | None = None  # None: the original is English
    position: int = 0  # place in its feed when first seen, 0 = top
    kind: Kind = Kind.NEWS
    verdict: str | None = None  # why it is untranslated, in words; ROUGH for a rough English; None: nothing to say

    @property
    def waits(self) -> bool:
        """Whether its English may still come."""
        return self.translated_by == UNTRANSLATED and (self.verdict or "").startswith(WAITING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What an article said before its outlet changed it, in its own language."""

    until: datetime  # when we first read what replaced it
    title: str
    summary: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """An English text and who made it; or why there is none that can be trusted."""

    text: str | None  # None: no translation can be trusted
    by: str  # the backend's name, e.g. "argos"; empty where none was tried
    verdict: str = "ok"  # in words, e.g. "number 5 lost"
    rough: bool = False  # it gives the gist and no more


# ---------------------------------------------------------------------------- stories


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """A sentence of a brief, and the article it can be traced to."""

    text: str
    article: str  # Article.id


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """A story condensed to a headline and at most a few sentences."""

    headline: str
    sentences: tuple[Sentence, ...] = ()
    by: str = ""  # what wrote it; empty: nobody, its sentences are the articles' own
    verdict: str = ""  # why it is not what was written, in words; empty: nobody wrote one

    @property
    def text(self) -> str:
        """The sentences as one paragraph; empty where there was nothing beyond the headline."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """Why an article is in its story: the figures that decided when it was last placed."""

    nearest: str | None  # Article.id of the one that it is likest to, in its story or not; None: none is like it
    likeness: float  # to that one; about 0 to 1, more for one and the same link
    mean: float | None = None  # of its likenesses to the articles of its story; None: it is alone
    asked: float  # the mean likeness from which articles are one story


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One step that an article or a story went through, with the figures that decided."""

    name: str  # of core.why
    figures: Mapping[str, str | float | None]  # by what they tell; moments as ISO 8601


@dataclass(frozen=True, kw_only=True, slots=True)
class Take:
    """The articles of a story that tell it from one angle."""

    label: str
    articles: tuple[str, ...]  # Article.id, the most central first
    countries: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Articles, from any outlets, that tell one event. It grows and never loses its id."""

    id: str  # `[a-z2-7]{12}`: fits a deep link
    articles: tuple[Article, ...]  # at least one, oldest first
    brief: Brief
    takes: tuple[Take, ...] = ()

    @property
    def first_seen(self) -> datetime:
        """When its first article was published."""
        return min(article.published for article in self.articles)

    @property
    def last_seen(self) -> datetime:
        """When its newest article was published."""
        return max(article.published for article in self.articles)

    @property
    def countries(self) -> tuple[str, ...]:
        """Whose outlets tell it, the first to tell it first."""
        return tuple(dict.fromkeys(article.country for article in self.articles))

    @property
    def outlets(self) -> tuple[tuple[str, str], ...]:
        """(country, outlet) of those who tell it, the first to tell it first."""
        return tuple(dict.fromkeys((article.country, article.outlet) for article in self.articles))

    def told_by(self, country: str) -> tuple[Article, ...]:
        """Its articles from one country."""
        return tuple(article for article in self.articles if article.country == country)


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """Why a story, or an article of it, is shown as it is."""

    story: Story
    article: Article | None = None  # the one that was asked about; None: the story itself
    stages: tuple[Stage, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """That a country's press leaves out a story, and on what this rests."""

    story: Story
    nearest: Article | None  # what it had that comes closest; None: nothing like it
    likeness: float = 0.0  # of its words to those of the story's articles, in the mean (0 to 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlooked:
    """What the press of a country leaves out, as far as that can be said."""

    home: str
    claims: tuple[Claim, ...]  # in the order of the world's page; none where too little could be read
    searched: tuple[str, ...]  # its outlets whose articles we have, by name
    unread: tuple[str, ...]  # its other outlets

    @property
    def share(self) -> float:
        """The share of its outlets that were searched (0 to 1); 0 where it has none."""
        return len(self.searched) / (len(self.searched) + len(self.unread)) if self.searched else 0.0


# ---------------------------------------------------------------------------- the health of feeds


class FeedStatus(StrEnum):
    """How the last attempt to read an outlet ended."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedReport:
    """The last attempt to read an outlet, and the last one that worked."""

    outlet: str  # Outlet.key
    feed: str  # the URL that was read, or the first one if all failed
    status: FeedStatus
    attempted: datetime
    http: int | None = None  # status code of the answer; None: there was none
    items: int = 0  # entries in the document
    newest: datetime | None = None  # publication of the newest article
    problem: str | None = None  # in words for a person: why it failed, or why nothing can be made of it
    last_good: datetime | None = None  # last attempt that was not a failure
    failures: int = 0  # attempts in a row that failed, this one included
    failing_since: datetime | None = None  # the first of these
    moved: str | None = None  # where its address permanently leads to now
    other_language: int = 0  # articles in the document that are not in the outlet's language


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedMemory:
    """What we remember of a feed's address from one pass to the next; always saved last."""

    validators: Validators = Validators()
    digest: str | None = None  # of the last body whose entries are stored: the same bytes bring nothing new
    moved: str | None = None  # where it permanently is now (301, 308), and is asked for
    failures: int = 0  # attempts in a row that failed
    not_before: datetime | None = None  # it must not be asked again until then


@dataclass(frozen=True, kw_only=True, slots=True)
class RefreshReport:
    """What one pass over the feeds did."""

    feeds: int
    ok: int
    not_modified: int
    failed: int
    articles_seen: int  # entries in the documents that were read, too old or known ones too
    articles_new: int
    stories: int  # stories that were made or have grown
    seconds: float


# ---------------------------------------------------------------------------- readers


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """A chat's standing order. Everything we know of a reader is here."""

    chat: int  # Telegram's chat id
    countries: tuple[str, ...]  # in the reader's order
    at: time = time(8, 0)  # local time of day, whole minutes
    zone: str = "UTC"  # IANA name
    zone_chosen: bool = False  # False: nobody told us, UTC is a guess
    size: int = 3  # stories per country in a digest
    paused: bool = False
    starts: datetime  # slots before this moment are none of ours (subscribed, resumed or hour changed)


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The ranked stories of one country for one day, and how well we could read its press."""

    country: str
    generated: datetime
    stories: tuple[Story, ...]  # best first
    outlets: int  # of this country, in the catalogue
    readable: int  # of those, read without a fault at the last attempt
    attempted: datetime | None = None  # last attempt to read any of them; None: never yet
    down_since: datetime | None = None  # when the last of them began to fail; None: some can be read
    newest: datetime | None = None  # publication of its newest article, however old


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """One subscriber's briefs for one local date."""

    subscription: Subscription
    date: date  # in the subscriber's zone
    editions: tuple[Edition, ...]  # in the reader's order, cut to the reader's size, no story twice
    late: timedelta = timedelta(0)  # how long after its minute it was made


class DeliveryState(StrEnum):
    """planned → sending → sent, unknown, failed or expired."""

    PLANNED = "planned"  # content fixed, nothing sent
    SENDING = "sending"  # written before the request leaves
    SENT = "sent"  # Telegram confirmed it
    UNKNOWN = "unknown"  # the request left and no answer came: never repeated by itself
    FAILED = "failed"  # refused for good, or a part before it did not get through
    EXPIRED = "expired"  # too late to be of use


SETTLED = frozenset({DeliveryState.SENT, DeliveryState.UNKNOWN, DeliveryState.FAILED, DeliveryState.EXPIRED})
"""Nothing more is sent of a part in one of these states."""

LOST = SETTLED - {DeliveryState.SENT}
"""The parts behind one in these states are not sent any more."""

NOT_BEHIND = "a part before it did not get through"
"""`Delivery.problem` of these."""

NOT_WANTED = "paused or unsubscribed meanwhile"
"""`Delivery.problem` of what its reader did not want any more when its turn came."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """One part of one digest to one chat."""

    chat: int
    date: date  # the subscriber's local date
    part: int = 0
    content: str  # opaque: what Messenger.compose made; fixed when planned, empty once nothing can be sent any more
    state: DeliveryState = DeliveryState.PLANNED
    due: datetime  # the slot; it expires some hours later
    not_before: datetime | None = None  # Telegram told us to wait until then
    problem: str | None = None  # why it failed, in words for the operator


@dataclass(frozen=True, kw_only=True, slots=True)
class Country:
    """A country as readers know it."""

    code: str  # ISO 3166-1 alpha-2
    name: str  # English
    flag: str  # two regional indicators
    region: str  # key of one of core.countries.REGIONS
    local_names: tuple[str, ...] = field(default=())  # in its own languages
