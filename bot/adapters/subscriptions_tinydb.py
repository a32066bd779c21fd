"""Standing orders in TinyDB over a journal; a document's id is its chat's."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from sys import intern
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.adapters.journal_tinydb import JournalDB
from bot.errors import StoreError
from bot.model import Subscription
from bot.ports import Changed

T = TypeVar("T")

log = logging.getLogger(__name__)

VERSION = 1
"""Of a document's fields. A later version must go on reading this one."""

FIELDS = frozenset({"version", "countries", "at", "zone", "zone_chosen", "size", "paused", "starts"})
"""What a document of this version has, no more and no less."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Write:
    """A change that is not on disk yet, and who waits for it."""

    work: Callable[[_Batch], Any]
    done: asyncio.Future[Any]  # what `work` gave


class _Batch:
    """Changes that are written together: the subscriptions as they will be."""

    def __init__(self, known: Mapping[int, Subscription], unreadable: Collection[int]) -> None:
        self._known, self._unreadable = known, unreadable
        self.orders: dict[int, Subscription | None] = {}  # what is different; None: erased

    def get(self, chat: int) -> Subscription | None:
        """What the changes so far have made of a chat."""
        return self.orders[chat] if chat in self.orders else self._known.get(chat)

    def put(self, subscription: Subscription) -> None:
        """Raises StoreError for one that could not be read again."""
        if not _lasting(subscription):
            raise StoreError("this subscription could not be read again, so it was not saved")
        self.orders[subscription.chat] = subscription

    def erase(self, chat: int) -> bool:
        """Whether there was one, readable or not."""
        existed = self.get(chat) is not None or (chat in self._unreadable and chat not in self.orders)
        self.orders[chat] = None
        return existed

    def change(self, chat: int, function: Callable[[Subscription | None], Changed]) -> Changed:
        """What `function` made of a chat's subscription."""
        before = self.get(chat)
        after = function(before)
        if after is not None and after != before:
            self.put(after)
        elif after is None and before is not None:
            self.erase(chat)
        return after

    def move(self, old: int, new: int) -> bool:
        """Whether there was one to move; one that the new id has stays."""
        moved = self.get(old)
        if moved is None:
            return False
        if self.get(new) is None:
            self.put(replace(moved, chat=new))
        self.erase(old)
        return True


class TinyDbSubscriptions:
    """A `SubscriptionStore` that must not lose anything.

    Reads are from memory and see what is on disk. Writes go through one thread; those that come while it is
    busy are written together, with one fsync for all of them, and each returns when its own is on disk.
    """

    def __init__(self, path: Path) -> None:
        """For `open` only: this reads files."""
        self._db = JournalDB(path)
        self._known, self._unreadable = _load(self._db)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="subscriptions")
        self._waiting: list[_Write] = []
        self._writing: asyncio.Future[None] | None = None
        self._closed = False

    @classmethod
    async def open(cls, path: Path) -> TinyDbSubscriptions:
        """The store in a file, which is made if it is missing.

        Raises StoreError: in use by another process, of an unknown format, unreadable or out of reach.
        """
        return await asyncio.to_thread(cls, path)

    @property
    def notice(self) -> str | None:
        """Which file was found damaged or missing, and what was done; None where all was well."""
        return self._db.journal.notice

    async def get(self, chat: int) -> Subscription | None:
        """The subscription of a chat, if it has one."""
        return self._known.get(chat)

    async def put(self, subscription: Subscription) -> None:
        """Make or replace the subscription of a chat. Raises StoreError."""
        await self._write(lambda batch: batch.put(subscription))

    async def change(self, chat: int, function: Callable[[Subscription | None], Changed]) -> Changed:
        """Replace the subscription of a chat by what `function` makes of it, and give that. Raises StoreError."""
        return await self._write(lambda batch: batch.change(chat, function))

    async def delete(self, chat: int) -> bool:
        """Erase it, from the files too; whether there was one. Raises StoreError."""
        return await self._write(lambda batch: batch.erase(chat))

    async def move(self, old: int, new: int) -> bool:
        """Give the subscription of a chat to its new id, in one write; whether there was one. Raises StoreError."""
        return await self._write(lambda batch: batch.move(old, new))

    async def all(self) -> tuple[Subscription, ...]:
        """Every subscription, in no particular order."""
        return tuple(self._known.values())

    async def close(self) -> None:
        """Finish what is being written, bring the spare up to date, let go of the files. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        while self._writing is not None:
            await asyncio.wait([self._writing])
        await asyncio.get_running_loop().run_in_executor(self._thread, self._db.journal.tidy)
        self._db.close()
        self._thread.shutdown(wait=False)

    async def _write(self, work: Callable[[_Batch], T]) -> T:
        if self._closed:
            raise StoreError("the subscriptions are closed: start the program again")
        done: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Write(work=work, done=done))
        if self._writing is None:
            self._begin()
        return await done

    def _begin(self) -> None:
        """Do all that waits, one after the other, and give what became of it to the thread.

        Nothing is being written now: memory is what the disk is, so that a change that fails leaves no trace in
        those that come after it.
        """
        writes, self._waiting = self._waiting, []
        batch = _Batch(self._known, self._unreadable)
        answers = [(write, answer) for write in writes for answer in _done(write, batch)]
        changes = {chat: None if order is None else to_document(order) for chat, order in batch.orders.items()}
        self._writing = asyncio.get_running_loop().run_in_executor(self._thread, self._db.documents.apply, changes)
        self._writing.add_done_callback(partial(self._end, batch, answers))

    def _end(self, batch: _Batch, answers: list[tuple[_Write, Any]], writing: asyncio.Future[None]) -> None:
        """Tell those who waited; a caller that was cancelled meanwhile has nobody to tell."""
        error = writing.exception()
        if error is None:
            self._remember(batch.orders)
        for write, answer in answers:
            if not write.done.done():
                write.done.set_result(answer) if error is None else write.done.set_exception(error)
        self._writing = None
        if self._waiting:
            self._begin()

    def _remember(self, orders: Mapping[int, Subscription | None]) -> None:
        """Make memory what the disk is."""
        for chat, order in orders.items():
            self._unreadable.discard(chat)
            if order is None:
                self._known.pop(chat, None)
            else:
                self._known[chat] = order


def _done(write: _Write, batch: _Batch) -> tuple[Any, ...]:
    """What a write gave; nothing where it failed, which its caller has been told."""
    try:
        return (write.work(batch),)
    except Exception as error:  # noqa: BLE001 - it is the caller's, and the others' changes must go on
        if not write.done.done():
            write.done.set_exception(error)
        return ()


def to_document(subscription: Subscription) -> dict[str, Any]:
    """What is stored of a subscription; its chat is the document's id."""
    return {
        "version": VERSION,
        "countries": list(subscription.countries),
        "at": f"{subscription.at:%H:%M}",
        "zone": subscription.zone,
        "zone_chosen": subscription.zone_chosen,
        "size": subscription.size,
        "paused": subscription.paused,
        "starts": subscription.starts.astimezone(UTC).isoformat(),
    }


def to_subscription(chat: int, document: Mapping[str, Any]) -> Subscription:
    """The subscription that a document stores.

    Raises ValueError for a version, a field or a value that this program does not know; its text says what
    is wrong without saying whose it is.
    """
    if not isinstance(document, Mapping) or document.get("version") != VERSION:
        raise ValueError("unknown version")
    if document.keys() != FIELDS:
        raise ValueError("unknown or missing fields")
    zone = _zone(document["zone"])
    try:
        found = Subscription(
            chat=chat,
            countries=tuple(intern(country) for country in document["countries"]),
            at=time.fromisoformat(document["at"]),
            zone=zone,
            zone_chosen=document["zone_chosen"] is True,
            size=int(document["size"]),
            paused=document["paused"] is True,
            starts=datetime.fromisoformat(document["starts"]).astimezone(UTC),
        )
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError("a value of the wrong kind") from error
    if to_document(found) != document:  # the one check that leaves nothing out
        raise ValueError("a value that this version would not write")
    return found


def _zone(name: Any) -> str:
    """The name of a time zone that exists, one text for all who share it."""
    try:
        return intern(ZoneInfo(name).key)
    except (ZoneInfoNotFoundError, TypeError, ValueError, OSError) as error:
        raise ValueError("unknown time zone") from error


def _lasting(subscription: Subscription) -> bool:
    """Whether it would be the same after a restart."""
    try:
        return to_subscription(subscription.chat, to_document(subscription)) == subscription
    except ValueError:
        return False


def _load(db: JournalDB) -> tuple[dict[int, Subscription], set[int]]:
    """The subscriptions, and the chats whose documents can't be read: these stay on disk as they are."""
    known: dict[int, Subscription] = {}
    unreadable: set[int] = set()
    faults: Counter[str] = Counter()
    for chat, document in db.journal.items():
        try:
            known[chat] = to_subscription(chat, json.loads(document))
        except ValueError as error:
            unreadable.add(chat)
            faults[str(error)] += 1
    if unreadable:
        what = ", ".join(f"{number} × {fault}" for fault, number in faults.items())
        log.warning("%s: subscriptions that can't be read stay there as they are: %s", db.journal.path, what)
    return known, unreadable
