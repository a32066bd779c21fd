"""What every answer is made from, and what it answers."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime

from bot.chat import panels
from bot.chat.hours import Wall
from bot.chat.screen import Screen
from bot.core import countries
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """The use cases, and the small questions that many answers ask."""

    reading: Reading
    subscriptions: Subscriptions
    health: Health
    catalogue: Catalogue
    operators: frozenset[int] = frozenset()  # Telegram user ids

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
        """(country codes, the words that were none) of what a reader typed."""
        whole = countries.find(words)
        if whole is not None:
            return (whole.code,), ""
        found, unknown = countries.find_all(words)
        return tuple(dict.fromkeys(each.code for each in found)), " ".join(unknown)

    def reads(self, code: str) -> bool:
        """Whether there is an outlet of a country."""
        return bool(self.catalogue.of(code))

    def unknown(self, words: str) -> Screen:
        """The answer to words that are no country."""
        near = countries.suggest(words, among=self.catalogue.countries, limit=3)
        return panels.unknown_country(words, near=[each.code for each in near])

    def unread(self, *codes: str) -> Screen:
        """The answer to countries we read no outlet of: those of the first one's region with the most outlets."""
        region = panels.members(self.catalogue, countries.country(codes[0]).region)
        best = sorted(region, key=lambda each: -len(self.catalogue.of(each)))
        return panels.no_outlets(codes, near=best[:NEAR])


def number(word: str) -> int:
    """A page or a place in a list as it stands in a button; 0 for anything else, however forged."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 4 else 0
