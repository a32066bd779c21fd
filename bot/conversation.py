"""The bot in a terminal: a conversation, with both jobs going on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.chat import terminal
from bot.chat.commands import App
from bot.chat.local import LocalTelegram
from bot.chat.terminal import Terminal
from bot.chat.texts import en as texts
from bot.delivery import Dispatcher
from bot.intake import Progress
from bot.jobs import on_schedule
from bot.newsroom import Newsroom

FIRST_FEW = 20
"""If none of the first outlets can be read, it is not they who are out of reach: the sample edition is offered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Everything that talks in a terminal, wired."""

    application: App
    local: LocalTelegram
    console: Terminal
    dispatcher: Dispatcher
    room: Newsroom
    now: Callable[[], datetime]  # by which the jobs run: of this machine, also for the sample edition
    refresh_minutes: int

    async def run(self) -> str | None:
        """Talk until the person leaves; the word they left with, None at the end of input."""
        self.local.chat(terminal.CHAT)  # it may have been subscribed earlier, and its digest due before its first word
        await self.dispatcher.start()
        jobs = on_schedule(
            refresh=self._refresh,
            tick=self.dispatcher.tick,
            catch_up=self.room.catch_up,
            now=self.now,
            refresh_minutes=self.refresh_minutes,
        )
        async with jobs:
            try:
                return await terminal.converse(self.application, self.local, self.console)
            finally:
                await self.dispatcher.stop()

    async def _refresh(self) -> None:
        await self.room.pipeline.refresh(watch=self._watch)

    def _watch(self, progress: Progress) -> None:
        if progress.read == progress.failed == min(FIRST_FEW, progress.of):
            self.console.show([(texts.NO_FEED_REACHED, frozenset(), None)])
