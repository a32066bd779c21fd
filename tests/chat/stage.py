"""A stage for the chat: the real application over a Bot API in this process and stores in memory."""

from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import timedelta

from telegram import Update

from bot.adapters.feeds_memory import MemoryFeeds
from bot.adapters.ledger_memory import MemoryLedger
from bot.adapters.news_memory import MemoryNews
from bot.adapters.subscriptions_memory import MemorySubscriptions
from bot.adapters.workers_inline import InlineWorkers
from bot.chat import wiring
from bot.chat.desk import Desk
from bot.chat.local import LocalMessage, LocalTelegram
from bot.chat.terminal import unhurried
from bot.health import Health
from bot.model import Catalogue, FeedReport, FeedStatus
from bot.reading import Reading
from bot.subscriptions import Subscriptions
from tests.builders import NOON, FakeClock, article, catalogue, outlet, story

READER = 7
OPERATOR = 99

OUTLETS = (
    outlet("Clarion", "AR", language="es"),
    outlet("Nacional", "AR", language="es", state_run=True),
    outlet("Le Jour", "FR", language="fr"),
    outlet("Asa", "JP", language="ja"),
    outlet("The Daily", "US"),
)


MANY = (
    *("AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE"),
    *("IS", "IT", "LT", "LU", "LV", "MD", "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK"),
    *("UA", "AR", "BR", "CL", "JP", "IN", "CN", "EG", "ZA", "US", "CA", "AU"),
)
"""More countries than one page of a picker holds, most of them of one region."""


class Stage:
    """Readers who type and press, and what they see."""

    def __init__(self, outlets: Catalogue) -> None:
        self.local, self.feeds, self.news, self.clock = LocalTelegram(), MemoryFeeds(), MemoryNews(), FakeClock()
        self.store, self.ledger = MemorySubscriptions(), MemoryLedger()
        self.catalogue = outlets
        self.refreshed: list[str] = []
        self.seen: list[LocalMessage] = []
        self.notices: list[str] = []
        self.local.on_message, self.local.on_notice = self.seen.append, self.notices.append
        self.reading = Reading(
            catalogue=outlets,
            feeds=self.feeds,
            news=self.news,
            clock=self.clock,
            refresh=self.refresh,
            workers=InlineWorkers(),
            fresh_for=timedelta(hours=1),
        )
        self.restart()

    def restart(self) -> None:
        """A new process: everything in memory but the stores is new."""
        self.application = wiring.in_process(self.local)
        self.subscriptions = Subscriptions(store=self.store, ledger=self.ledger, clock=self.clock)
        self.health = Health(catalogue=self.catalogue, feeds=self.feeds, news=self.news, clock=self.clock)
        desk = Desk(
            reading=self.reading,
            subscriptions=self.subscriptions,
            health=self.health,
            catalogue=self.catalogue,
            operators=frozenset({OPERATOR}),
        )
        self.answers = wiring.register(self.application, desk, unhurried())

    async def refresh(self, countries) -> None:
        self.refreshed += countries
        await self.report(*(each.key for code in countries for each in self.catalogue.of(code)))

    async def report(self, *outlets: str, status: FeedStatus = FeedStatus.OK) -> None:
        now = self.clock.now()
        await self.feeds.save_reports(
            [FeedReport(outlet=each, feed="https://x.example/", status=status, attempted=now) for each in outlets]
        )

    async def say(self, text: str, *, chat: int = READER, user: int | None = None, thread: int | None = None):
        """What the reader sees after writing."""
        return await self._give(self.local.text(chat, text, user=user, thread=thread))

    async def press(self, message: LocalMessage, wanted: str, *, user: int | None = None):
        """What the reader sees after pressing the button whose label or data contains `wanted`."""
        return await self.press_data(message, button(message, wanted), user=user)

    async def press_data(self, message: LocalMessage, data: str, *, user: int | None = None):
        return await self._give(self.local.press(message, data, user=user))

    async def _give(self, update) -> list[LocalMessage]:
        before = len(self.seen)
        await self.application.process_update(Update.de_json(update, self.application.bot))
        return self.seen[before:]

    def called(self, method: str) -> list[dict]:
        """What a method of the Bot API was called with."""
        return [given for name, given in self.local.calls if name == method]


def buttons(message: LocalMessage) -> list[tuple[str, str]]:
    return [each for row in message.buttons for each in row]


def button(message: LocalMessage, wanted: str) -> str:
    """The data of the first button whose label or data contains `wanted`."""
    found = [data for label, data in buttons(message) if wanted in label or wanted in data]
    assert found, f"no button {wanted!r} under {message.marked.text!r}: {buttons(message)}"
    return found[0]


def texts(messages: list[LocalMessage]) -> list[str]:
    return [message.marked.text for message in messages]


def told(headline: str, *outlets: tuple[str, str], **changes):
    """A story with one article per (outlet, country), a minute apart."""
    first = changes.pop("published", NOON - timedelta(hours=1))
    articles = [
        article(f"{headline} {place}", outlet=name, country=code, published=first + timedelta(minutes=place), **changes)
        for place, (name, code) in enumerate(outlets or [("Clarion", "AR")])
    ]
    return story(*articles, headline=headline, brief=f"{headline}, in one sentence.")


@asynccontextmanager
async def on_stage(*outlets, note: str | None = None):
    stage = Stage(catalogue(*(outlets or OUTLETS), note=note))
    async with stage.application:
        yield stage
