"""The newsroom: all that reads feeds and answers questions about news, put together of parts that are given to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.english import English
from bot.health import Health
from bot.intake import Intake
from bot.model import Catalogue
from bot.pipeline import First, Pipeline, nobody
from bot.ports import Clock, Condenser, FeedStore, Fetcher, NewsStore, Translator, Workers
from bot.reading import Reading

PAGE_KEPT = timedelta(minutes=1)
"""How old the world's page may be: a pass brings new stories every few minutes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Newsroom:
    """Knows no reader."""

    catalogue: Catalogue
    clock: Clock
    pipeline: Pipeline
    reading: Reading
    health: Health

    @classmethod
    def over(
        cls,
        outlets: Catalogue,
        *,
        clock: Clock,
        fetcher: Fetcher,
        translator: Translator,
        condenser: Condenser,
        feeds: FeedStore,
        news: NewsStore,
        workers: Workers,
        threads: Workers,
        fresh_for: timedelta,
        first: First = nobody,
        writer: Condenser | None = None,
    ) -> Newsroom:
        """The newsroom over these outlets and stores.

        `workers` take bytes that may be hostile, `threads` much data of our own; see Reading for `fresh_for`, Pipeline
        for `first` and `writer`.
        """
        intake = Intake(
            catalogue=outlets, fetcher=fetcher, feeds=feeds, news=news, clock=clock, workers=workers, threads=threads
        )
        pipeline = Pipeline(
            intake=intake,
            english=English(translator=translator),
            first=first,
            writer=writer,
            condenser=condenser,
            news=news,
            clock=clock,
            threads=threads,
        )
        reading = Reading(
            catalogue=outlets,
            feeds=feeds,
            news=news,
            clock=clock,
            refresh=pipeline.refresh,
            workers=threads,
            fresh_for=fresh_for,
            kept_for=PAGE_KEPT,
        )
        health = Health(catalogue=outlets, feeds=feeds, news=news, clock=clock)
        return cls(catalogue=outlets, clock=clock, pipeline=pipeline, reading=reading, health=health)

    async def catch_up(self) -> None:
        """What readers need not wait for: English that came late, and briefs that somebody writes."""
        await self.pipeline.catch_up()
        await self.pipeline.rewrite()
