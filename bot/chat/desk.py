"""What every answer is made from, and what it answers."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice, zip_longest

from bot.chat import panels
from bot.chat.hours import Wall
from bot.chat.screen import Screen
from bot.core import countries, mentions, zones
from bot.errors import StoreError
from bot.health import Health
from bot.model import Catalogue, Subscription
from bot.reading import Reading
from bot.subscriptions import Subscriptions

log = logging.getLogger(__name__)

Reply = tuple[Screen, ...]

NEAR = 6
"""Countries offered in place of one that can't be shown."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A request, typed or pressed."""

    chat: int
    words: str = ""  # what stands behind the command

    @property
    def among_others(self) -> bool:
        """Whether it was asked in a group: their numbers are below zero (Bot API, Chat)."""
        return self.chat < 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The use cases, and the small questions that many answers ask."""

    reading: Reading
    subscriptions: Subscriptions
    health: Health
    catalogue: Catalogue
    operators: frozenset[int] = frozenset()  # Telegram user ids
    offered: set[tuple[int, date]] = field(default_factory=set)  # lost digests that were offered, so that each is once

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.reading.clock.now()

    async def chosen(self, chat: int) -> tuple[str, ...]:
        """The countries a chat gets every day."""
        subscription = await self.subscriptions.of(chat)
        return subscription.countries if subscription else ()

    async def wall(self, chat: int) -> Wall:
        """The clock on the reader's wall."""
        return Wall.of(await self.subscriptions.of(chat))

    async def mine(self, subscription: Subscription | None, *, said: str = "") -> Reply:
        """The subscription's panel under what was just done; the way to one where there is none."""
        if subscription is None:
            return (panels.no_subscription(),)
        coming, missed = await self._coming_and_missed(subscription)
        return (panels.mine(subscription, next_at=coming, now=self.now, missed=missed, said=said),)

    async def _coming_and_missed(self, subscription: Subscription) -> tuple[datetime | None, date | None]:
        """When the next digest comes, and the date of one that may not have arrived.

        Neither where the ledger can't be read: what was just saved is saved, and must not be told otherwise.
        """
        try:
            coming = await self.subscriptions.next_digest(subscription)
            return coming, await self.subscriptions.missed(subscription.chat)
        except StoreError:
            log.exception("a subscription is shown without its next digest")
            return None, None

    def find(self, words: str) -> tuple[tuple[str, ...], str]:
        """(country codes, the words that were none) of what a reader typed; words of none at all come back as typed."""
        found, unknown = countries.find_all(words)
        return tuple(each.code for each in found), " ".join(unknown) if found else words

    def reads(self, code: str) -> bool:
        """Whether there is an outlet of a country."""
        return bool(self.catalogue.of(code))

    def unknown(self, words: str, *, action: str = "brief", among: Collection[str] | None = None) -> Screen:
        """The answer to words that are no country; `action` is what was wanted, of the countries of `among`."""
        allowed = self.catalogue.countries if among is None else among
        meant = [code for code in self.meant(words) if code in allowed]
        near = meant or [each.code for each in countries.suggest(words, among=allowed)]
        return panels.unknown_country(words, near=near[:NEAR], action=action)

    def region(self, words: str, *, purpose: str, chosen: Collection[str] = ()) -> Reply:
        """The countries of a region that a reader calls by its name; nothing for any other words."""
        key = panels.region_named(words)
        if not panels.members(self.catalogue, key):
            return ()
        return (panels.choose_country(self.catalogue, region=key, page=0, purpose=purpose, chosen=chosen),)

    def meant(self, words: str) -> tuple[str, ...]:
        """The countries that a sentence speaks of, else those that have a city of this name."""
        return tuple(each.code for each in mentions.mentioned(words)) or zones.places(words)

    def unread(self, *codes: str, action: str = "brief") -> Screen:
        """The answer to countries we read no outlet of: others of their regions, those with the most outlets first."""
        regions = dict.fromkeys(countries.country(code).region for code in codes)
        best = [
            sorted(panels.members(self.catalogue, region), key=lambda each: -len(self.catalogue.of(each)))
            for region in regions
        ]
        in_turn = (code for code in chain.from_iterable(zip_longest(*best)) if code is not None)
        return panels.no_outlets(codes, near=list(islice(in_turn, NEAR)), action=action)


def number(word: str) -> int:
    """A page or a place in a list as it stands in a button; 0 for anything else, however forged."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 4 else 0


def place(word: str) -> int:
    """The index of what a button or a reader counts from 1; 0 for anything else, however forged."""
    return max(number(word) - 1, 0)
