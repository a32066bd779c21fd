"""The seams: everything outside, in our own words.

Each Protocol's docstrings are the specification; `tests/contracts/` runs one suite per port over every
backend. Adapters live in `adapters/` (and `chat/messenger.py`), one backend per file, and only `app.py`
names them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import ParamSpec, Protocol, TypeVar

from bot.core.identity import Known, Resolved
from bot.core.vocabulary import Learnt
from bot.model import (
    Article,
    Brief,
    Delivery,
    Digest,
    Document,
    Edit,
    FeedMemory,
    FeedReport,
    Fit,
    Story,
    Subscription,
    Translation,
    Validators,
)

P = ParamSpec("P")
T = TypeVar("T")
Changed = TypeVar("Changed", bound=Subscription | None)

ChatDate = tuple[int, date]
"""A chat and a local date: there is one digest of each."""

Send = Callable[[str], Awaitable[None]]
"""Sends one composed message."""

EDITS = 10
"""Former versions of an article that are kept, and how often an edit makes it pending: some feeds tell the time of
day in their summaries, and are edited with every pass."""


class Clock(Protocol):
    """The time. The real one stands in `app.py` alone; tests and the sample edition move their own."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class Workers(Protocol):
    """Runs pure functions away from the event loop, so that it never waits for the processor."""

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)`, somewhere else.

        The function, its arguments and its result must be picklable. Exceptions of the function come
        through unchanged; a worker that died or ran out of time raises WorldbriefError.
        """
        ...


class Fetcher(Protocol):
    """Reads URLs, bounded in time and size, and never from an address it must not talk to."""

    async def fetch(self, url: str, *, validators: Validators = ...) -> Document | None:
        """The document at `url`, or None where the server says it has not changed since `validators`.

        Redirects are followed. Raises FetchError with a problem in words for anything else: refused
        address, no connection, time-out, status other than 200 or 304, too large.
        """
        ...


class Translator(Protocol):
    """Turns texts into English, or says that it can't."""

    name: str  # shown to readers: "translated from Spanish · {name}"

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """One answer per text, in their order; its `text` is None, and its `verdict` says why, where there is no trust.

        `language` is BCP 47, never English. A language this backend does not know, and a text of white space, have
        no translation. Never raises for a text; a backend that is down says so in its verdicts and once in the log.
        Where a text was not tried `by` is empty, and if it is worth asking again later the verdict begins with WAITING.
        """
        ...


class Condenser(Protocol):
    """Condenses what several articles tell into one brief."""

    async def condense(self, articles: Sequence[Article]) -> Brief:
        """The brief of a story with these articles (at least one). Every sentence names its article."""
        ...


class FeedStore(Protocol):
    """What we know of feeds and outlets. Lost together with the news, never alone: see FeedMemory.

    Every method that writes returns when the change is durable, and is all or nothing. Raises StoreError.
    """

    async def memories(self) -> Mapping[str, FeedMemory]:
        """What was last remembered of every feed, by URL."""
        ...

    async def remember(self, memories: Mapping[str, FeedMemory]) -> None:
        """Remember feeds by URL. Call it last: after the entries they vouch for are stored."""
        ...

    async def reports(self) -> Mapping[str, FeedReport]:
        """The last report of every outlet that was ever attempted, by Outlet.key."""
        ...

    async def save_reports(self, reports: Collection[FeedReport]) -> None:
        """Remember these, each in place of the one before of its outlet."""
        ...

    async def name(self, outlets: Collection[str]) -> frozenset[str]:
        """Those of these outlets (by their keys) that were not named to the operators yet; they are from now on.

        A report that is not failed makes an outlet one to be named again.
        """
        ...


class NewsStore(Protocol):
    """Articles and stories. Can be rebuilt from the feeds, so it may be lost.

    Every method that writes returns when the change is durable, and is all or nothing. Raises StoreError.
    """

    async def seen(self, keys: Collection[str]) -> Mapping[str, Known]:
        """What is remembered under these keys of articles (core.identity); those without a memory are left out."""
        ...

    async def add(self, found: Resolved, *, now: datetime) -> None:
        """Store what a pass found, to be folded into stories later.

        New and edited articles become pending; what an edited one said before is kept beside it, up to EDITS times.
        """
        ...

    async def pending(self, *, limit: int, countries: Collection[str] | None = None) -> tuple[Article, ...]:
        """The oldest articles that no story has yet, or not as they read now; of some countries (None: of all)."""
        ...

    async def waiting(
        self,
        *,
        since: datetime,
        limit: int,
        countries: Collection[str] | None = None,
        without: Collection[str] = (),
    ) -> tuple[Article, ...]:
        """The newest articles of stories whose English may still come (Article.waits), published at or after `since`.

        Of some countries (None: of all), and in no language that stands in `without`, compared as it is written.
        """
        ...

    async def edits(self, article_id: str) -> tuple[Edit, ...]:
        """What an article said before it was edited, oldest first."""
        ...

    async def per_day(self, *, since: datetime) -> Mapping[str, int]:
        """How many articles each outlet (by its key) has published since then; those without any are left out."""
        ...

    async def articles(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Those of these articles that a story holds, in no particular order."""
        ...

    async def holding(self, ids: Collection[str]) -> tuple[Story, ...]:
        """Whole stories that hold any of these articles, in no particular order."""
        ...

    async def save(
        self,
        stories: Collection[Story],
        *,
        aliases: Mapping[str, str] | None = None,
        folded: Collection[Article] = (),
        fits: Mapping[str, Fit] | None = None,
        learnt: Learnt | None = None,
    ) -> int:
        """Store stories with their articles, replacing those with the same id; the new `revision`.

        The articles in `folded`, as `pending` gave them, are pending no more; one that was edited meanwhile still is.

        `aliases` maps the id of a story that was merged away to the id of the one that lives; the former
        is deleted and `story()` leads from it to the latter ever after.

        `fits` (by Article.id) and `learnt` replace what was saved of the same articles and terms; of a term
        that stands in no article nothing is kept.
        """
        ...

    async def revision(self) -> int:
        """Grows by one with every `save`, whichever process does it: who keeps a copy sees whether it is still true."""
        ...

    async def learnt(self) -> Learnt:
        """What was saved of words, all together."""
        ...

    async def gone(self) -> frozenset[str]:
        """The ids of stories that were merged away and still lead to one."""
        ...

    async def fits(self, ids: Collection[str]) -> Mapping[str, Fit]:
        """What was noted when these articles were placed last; of those that were not, nothing."""
        ...

    async def stories(self, *, since: datetime, country: str | None = None) -> tuple[Story, ...]:
        """Whole stories whose newest article was published at or after `since`, newest first.

        With `country`, only those that an outlet of this country tells.
        """
        ...

    async def page(self, *, since: datetime, after: str, limit: int) -> tuple[Story, ...]:
        """The same, `limit` at most, in the order of their ids and only those behind `after` ("": from the first)."""
        ...

    async def story(self, story_id: str) -> Story | None:
        """One story by its id or by an alias; None where there is none."""
        ...

    async def newest(self) -> Mapping[str, datetime]:
        """Publication of the newest stored article of each country that has one."""
        ...

    async def prune(self, *, before: datetime) -> int:
        """Delete stories whose newest article was published before `before`; how many went.

        With them go keys that were not seen since, and what else belongs to articles that are gone.
        """
        ...

    async def close(self) -> None:
        """Finish what is being written and let go of the file. Safe to call twice."""
        ...


class SubscriptionStore(Protocol):
    """Standing orders. The only thing that must never be lost.

    Reads are from memory, at once, and show what is on disk. Writes happen one after the other in the order in
    which they were asked for, and return when they are on disk; StoreError means that nothing changed.
    """

    async def get(self, chat: int) -> Subscription | None:
        """The subscription of a chat, if it has one."""
        ...

    async def put(self, subscription: Subscription) -> None:
        """Make or replace the subscription of a chat."""
        ...

    async def change(self, chat: int, function: Callable[[Subscription | None], Changed]) -> Changed:
        """Replace the subscription of a chat by what `function` makes of it, and give that.

        `function` is given what all changes asked for before have made (None: there is none), so nothing that
        is written meanwhile is lost. It is called once, between two writes, and must be quick.
        """
        ...

    async def delete(self, chat: int) -> bool:
        """Erase it, from the files too; whether there was one."""
        ...

    async def move(self, old: int, new: int) -> bool:
        """Give the subscription of a chat to its new id, in one write; whether there was one.

        Where the new id has a subscription already, that one stays: it was chosen later.
        """
        ...

    async def all(self) -> tuple[Subscription, ...]:
        """Every subscription, in no particular order."""
        ...

    async def close(self) -> None:
        """Finish what is being written and let go of the files. Safe to call twice."""
        ...


class Ledger(Protocol):
    """What was promised and what became of it: makes a digest once per chat and local date.

    Every method that writes returns when the change is durable. Raises StoreError.
    """

    async def plan(self, parts: Sequence[Delivery]) -> tuple[ChatDate, ...]:
        """Write the parts of digests as `planned`, of each digest all or none; the digests that were written.

        Left out is one to a chat that has any part of this date already.
        """
        ...

    async def mark(self, delivery: Delivery) -> bool:
        """Write the new `state`, `not_before` and `problem` of a part; whether it was written.

        Not where there is no such part (any more), and a part becomes `sending` only from `planned`. Once a part
        needs no content any more, that is empty. The planned parts behind one that is unknown, failed or expired
        become failed with it: a digest never goes on behind a hole.
        """
        ...

    async def pending(self, *, now: datetime) -> tuple[ChatDate, ...]:
        """The digests whose next part may be sent at `now`, longest due first.

        The next part is the first that is not sent; it is planned, and its `not_before` has passed.
        """
        ...

    async def parts(self, chat: int, day: date) -> tuple[Delivery, ...]:
        """The parts of a digest in their order; empty where there is none."""
        ...

    async def last_dates(self) -> Mapping[int, date]:
        """The local date that was planned last, of every chat that has any part."""
        ...

    async def latest(self, chat: int) -> tuple[Delivery, ...]:
        """The parts of the date of a chat that was planned last, in their order; empty if it never had a digest."""
        ...

    async def recover(self) -> int:
        """At start: every part that stood at `sending` becomes `unknown`, as `mark` would; how many."""
        ...

    async def copy(self, old: int, new: int) -> None:
        """Write all parts of a chat under its new id too, as they stand; `forget` the old one when nothing needs it.

        Of dates for which the new id has parts already, its own stay; the later last date of both counts.
        """
        ...

    async def forget(self, chat: int) -> bool:
        """Erase every trace of a chat; whether there was any."""
        ...

    async def prune(self, *, before: date) -> int:
        """Delete parts of dates before `before`; how many went. Costs nothing where there are none."""
        ...

    async def close(self) -> None:
        """Finish what is being written and let go of the file. Safe to call twice."""
        ...


class Messenger(Protocol):
    """Puts digests in front of readers."""

    def compose(self, digest: Digest) -> tuple[str, ...]:
        """The messages of a digest, each an opaque text that can be sent also after an upgrade."""
        ...

    def turn(self, chat: int) -> AbstractAsyncContextManager[Send]:
        """Waits, at the pace Telegram allows, until a message may leave for this chat, and gives what sends it.

        `async with messenger.turn(chat) as send: await send(content)`. While one waits for a turn nothing has left.
        `send` returns when the message was accepted; it raises ChatGone, ChatMoved, SendLater, SendUnknown or
        SendRefused (errors.py says what each one means), which should leave the turn too: the pace learns from it.
        """
        ...
