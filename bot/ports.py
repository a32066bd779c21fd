"""The seams: everything outside, in our own words.

Each Protocol's docstrings are the specification; `tests/contracts/` runs one suite per port over every
backend. Adapters live in `adapters/` (and `chat/messenger.py`), one backend per file, and only `app.py`
names them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import ParamSpec, Protocol, TypeVar

from bot.model import (
    Article,
    Brief,
    Delivery,
    Digest,
    Document,
    FeedReport,
    Story,
    Subscription,
    Translation,
    Validators,
)

P = ParamSpec("P")
T = TypeVar("T")


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

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation | None, ...]:
        """One answer per text, in their order; None where no translation could be trusted.

        `language` is BCP 47, never English. A language this backend does not know gives None for each.
        Never raises for a text; a backend that is down answers None and logs it.
        """
        ...


class Condenser(Protocol):
    """Condenses what several articles tell into one brief."""

    async def condense(self, articles: Sequence[Article]) -> Brief:
        """The brief of a story with these articles (at least one). Every sentence names its article."""
        ...


class NewsStore(Protocol):
    """Articles, stories and what we know of feeds. Can be rebuilt from the feeds, so it may be lost.

    Every method that writes returns when the change is durable, and is all or nothing. Raises StoreError.
    """

    async def validators(self) -> Mapping[str, Validators]:
        """The validators last saved, by URL."""
        ...

    async def save_validators(self, validators: Mapping[str, Validators]) -> None:
        """Remember validators by URL. Call it last: after the entries they vouch for are stored."""
        ...

    async def known(self, ids: Collection[str]) -> frozenset[str]:
        """Which of these article ids are stored."""
        ...

    async def save(self, stories: Collection[Story], *, aliases: Mapping[str, str] | None = None) -> None:
        """Store stories with their articles, replacing those with the same id.

        `aliases` maps the id of a story that was merged away to the id of the one that lives; the former
        is deleted and `story()` leads from it to the latter ever after.
        """
        ...

    async def stories(self, *, since: datetime, country: str | None = None) -> tuple[Story, ...]:
        """Whole stories whose newest article was published at or after `since`, newest first.

        With `country`, only those that an outlet of this country tells.
        """
        ...

    async def story(self, story_id: str) -> Story | None:
        """One story by its id or by an alias; None where there is none."""
        ...

    async def newest(self) -> Mapping[str, datetime]:
        """Publication of the newest stored article of each country that has one."""
        ...

    async def reports(self) -> Mapping[str, FeedReport]:
        """The last report of every outlet that was ever attempted, by Outlet.key."""
        ...

    async def save_reports(self, reports: Collection[FeedReport]) -> None:
        """Remember these. A failed one keeps the `last_good` (and, where it has none, the `newest`) that was stored."""
        ...

    async def prune(self, *, before: datetime) -> int:
        """Delete stories whose newest article was published before `before`; how many went."""
        ...

    async def close(self) -> None:
        """Finish what is being written and let go of the file. Safe to call twice."""
        ...


class SubscriptionStore(Protocol):
    """Standing orders. The only thing that must never be lost.

    Reads are from memory. Writes return when the change is on disk; StoreError means that nothing changed.
    """

    async def get(self, chat: int) -> Subscription | None:
        """The subscription of a chat, if it has one."""
        ...

    async def put(self, subscription: Subscription) -> None:
        """Make or replace the subscription of a chat."""
        ...

    async def delete(self, chat: int) -> bool:
        """Erase it, from the files too; whether there was one."""
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

    async def plan(self, parts: Sequence[Delivery]) -> bool:
        """Write the parts of one digest as `planned`, all or none.

        False, and nothing written, where any part of a digest to this chat for this date exists already.
        """
        ...

    async def mark(self, delivery: Delivery) -> None:
        """Write the new `state`, `not_before` and `problem` of a part that was planned."""
        ...

    async def pending(self, *, now: datetime) -> tuple[Delivery, ...]:
        """The `planned` parts that may be sent at `now` (`not_before` has passed), longest due first."""
        ...

    async def last_dates(self) -> Mapping[int, date]:
        """The latest local date with any part, of every chat that has one."""
        ...

    async def latest(self, chat: int) -> tuple[Delivery, ...]:
        """The parts of the latest date of a chat, in their order; empty if it never had a digest."""
        ...

    async def recover(self) -> int:
        """At start: every part that stood at `sending` becomes `unknown`; how many."""
        ...

    async def forget(self, chat: int) -> None:
        """Erase every trace of a chat."""
        ...

    async def prune(self, *, before: date) -> int:
        """Delete parts of dates before `before`; how many went."""
        ...

    async def close(self) -> None:
        """Finish what is being written and let go of the file. Safe to call twice."""
        ...


class Messenger(Protocol):
    """Puts digests in front of readers."""

    def compose(self, digest: Digest) -> tuple[str, ...]:
        """The messages of a digest, each an opaque text that `send` understands, also after an upgrade."""
        ...

    async def send(self, chat: int, content: str) -> None:
        """Send one composed message; returns when it was accepted, at the pace Telegram allows.

        Raises ChatGone, SendLater, SendUnknown or SendRefused (see errors.py for what each one means).
        """
        ...
