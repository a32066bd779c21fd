"""The use case feeds → stories and briefs. Awaits ports in the right order; `core/` decides.

gather (intake.py) ─ translate ─ cluster ─ take ─ condense ─ store.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.core import cluster, language
from bot.core.takes import takes
from bot.intake import BATCH, WINDOW, Intake, Kept, Watch, unwatched
from bot.model import ROUGH, UNTRANSLATED, Article, RefreshReport, Story, Translation
from bot.ports import Clock, Condenser, NewsStore, Translator, Workers

ARCHIVE = timedelta(days=30)
"""How long stories are kept for deep links."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pipeline:
    """Folds what the intake brings into stories."""

    intake: Intake
    translator: Translator
    condenser: Condenser
    news: NewsStore
    clock: Clock
    threads: Workers
    folding: asyncio.Lock = field(default_factory=asyncio.Lock)  # one batch at a time joins the stories

    async def refresh(
        self, countries: Collection[str] | None = None, *, over: timedelta = timedelta(0), watch: Watch = unwatched
    ) -> RefreshReport:
        """One pass over the feeds of some countries (None: all); with `over`, spread over so much time.

        A feed that fails is reported and never stops the others. Raises StoreError where what was read could not
        be saved; then nothing vouches for it either, and the next pass reads it again.
        """
        started = self.clock.now()
        kept, stories = Kept(), 0
        async with aclosing(self.intake.gather(countries, over=over, watch=watch)) as batches:
            async for batch in batches:
                kept += batch
                stories += await self.fold(countries)
        if countries is None:
            await self.news.prune(before=started - ARCHIVE)
        seconds = (self.clock.now() - started).total_seconds()
        return kept.report(feeds=len(self.intake.outlets(countries)), stories=stories, seconds=seconds)

    async def fold(self, countries: Collection[str] | None = None) -> int:
        """Fold the pending articles of some countries (None: all) into stories; how many were made or have grown."""
        stories = 0
        async with self.folding:
            while batch := await self.news.pending(limit=BATCH, countries=countries):
                articles = await self._translated(batch)
                changed = await self._stories(articles)
                await self.news.save(changed, folded=[each.id for each in batch])
                stories += len(changed)
        return stories

    async def _translated(self, articles: Iterable[Article]) -> list[Article]:
        by_language: defaultdict[str, list[Article]] = defaultdict(list)
        for article in articles:
            by_language[language.base(article.language)].append(article)
        done: list[Article] = []
        for tag, group in by_language.items():
            done += group if language.is_english(tag) else await self._in_english(group, tag)
        return done

    async def _in_english(self, articles: Sequence[Article], tag: str) -> list[Article]:
        texts = list(dict.fromkeys(text for each in articles for text in originals(each)))
        found = dict(zip(texts, await self.translator.translate(texts, language=tag), strict=True))
        return [in_english(each, [found[text] for text in originals(each)]) for each in articles]

    async def _stories(self, new: Sequence[Article]) -> tuple[Story, ...]:
        now = self.clock.now()
        window = await self.news.stories(since=now - WINDOW)
        groups = await self.threads.run(cluster.join, window, new, now=now)
        return tuple([await self._story(group) for group in groups])

    async def _story(self, group: cluster.Group) -> Story:
        return Story(
            id=group.id,
            articles=group.articles,
            brief=await self.condenser.condense(group.articles),
            takes=await self.threads.run(takes, group.articles),
        )


def originals(article: Article) -> tuple[str, ...]:
    """What of an article is to be translated: its title and, where it has one, its summary."""
    return (article.title_original, *([article.summary_original] if article.summary_original.strip() else []))


def in_english(article: Article, english: Sequence[Translation]) -> Article:
    """The article with the English of its originals; as it came, and marked so, where any has no trusted one.

    A half-translated article would pass off the other half, so it is all or nothing.
    """
    texts = [each.text for each in english if each.text is not None]
    if len(texts) < len(english):
        why = next(each.verdict for each in english if each.text is None)
        return replace(article, translated_by=UNTRANSLATED, verdict=why)
    return replace(
        article,
        title=texts[0],
        summary=texts[1] if len(texts) > 1 else "",
        translated_by=", ".join(dict.fromkeys(each.by for each in english)),
        verdict=ROUGH if any(each.rough for each in english) else None,
    )
