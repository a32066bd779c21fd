"""The use case feeds → stories and briefs. Awaits ports in the right order; `core/` decides.

gather (intake.py) ─ translate ─ cluster ─ take ─ condense ─ store.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import timedelta

from bot.core.cluster import Changes, Window
from bot.core.retold import retold
from bot.core.takes import takes
from bot.english import English, originals
from bot.intake import BATCH, WINDOW, Intake, Kept, Watch, unwatched
from bot.model import Article, RefreshReport, Story
from bot.ports import Clock, Condenser, NewsStore, Workers

ARCHIVE = timedelta(days=30)
"""How long stories are kept for deep links."""

AT_MOST = timedelta(seconds=10)
"""For the translation of a batch before it is folded: a reader may be waiting for it, or for the batch after it."""

PATIENTLY = timedelta(minutes=5)
"""For the translation of one batch that nobody waits for; then what there is of it is shown."""

MARGIN = timedelta(hours=1)
"""An article that is about to leave the window is not caught up with: it might be gone when its English is there."""


PAGE = 1000
"""Stories of the window that are read at once, so that readers' questions get their turn between."""

WRITTEN = timedelta(hours=24)
"""How far back stories are written anew: what an edition holds."""

AT_ONCE = 12
"""Stories that are written in one go: a hosted model takes some seconds for each, and four at a time."""

First = Callable[[], Awaitable[Collection[str]]]
"""The countries that somebody waits for."""


async def nobody() -> Collection[str]:
    """No country comes before the others."""
    return ()


@dataclass(slots=True)
class Held:
    """The window in memory, as long as it is what the store has."""

    window: Window | None = None
    revision: int = 0

    def take(self, *, revision: int) -> Window | None:
        """The window that was kept at this revision of the store, if any was; it is kept no more."""
        window = self.window if revision == self.revision else None
        self.window, self.revision = None, revision
        return window

    def keep(self, window: Window, *, revision: int) -> None:
        """Keep the window that was taken and has been saved at this revision.

        Not where somebody else saved meanwhile, nor one that is worn: it is read anew next time.
        """
        self.window = window if revision == self.revision + 1 and not window.worn else None
        self.revision = revision


@dataclass(frozen=True, kw_only=True, slots=True)
class Pipeline:
    """Folds what the intake brings into stories."""

    intake: Intake
    english: English
    condenser: Condenser
    news: NewsStore
    clock: Clock
    threads: Workers
    first: First = nobody  # countries that come before the others
    writer: Condenser | None = None  # one that takes its time: writes anew the briefs of what several outlets tell
    folding: asyncio.Lock = field(
        default_factory=asyncio.Lock
    )  # one batch at a time joins the stories; translation need not
    held: Held = field(default_factory=Held)  # the stories that can grow, from one batch to the next

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
        """Fold the pending articles of some countries (None: all) into stories; how many were made or have grown.

        First those of the countries that somebody waits for. Translation gets AT_MOST for each batch; what it did not
        come to is folded as it came and gets its English from `catch_up`.
        """
        stories = 0
        for scope in await self._scopes(countries):
            while (changed := await self._fold_some(scope)) is not None:
                stories += changed
        return stories

    async def catch_up(self) -> int:
        """Give the articles that wait for it their English, the newest first; how many do not wait any more.

        For as long as it takes, beside the passes: readers see the originals meanwhile.
        """
        caught = 0
        for scope in await self._scopes(None):
            stuck: set[str] = set()
            while batch := await self._waiting(scope, without=stuck):
                settled = [each for each in await self.english.of(batch, limit=PATIENTLY) if not each.waits]
                stuck |= {each.language for each in batch} - {each.language for each in settled}
                await self._settle(settled)
                caught += len(settled)
        return caught

    async def rewrite(self) -> int:
        """Let the writer condense some stories of the last day that it has not seen as they are; how many it wrote.

        Those that most countries tell first. Folding does not wait for it: readers see the articles' own sentences
        meanwhile.
        """
        if self.writer is None:
            return 0
        told = await self.news.stories(since=self.clock.now() - WRITTEN)
        asked = sorted(filter(_unwritten, told), key=lambda each: (-len(each.countries), -len(each.outlets), each.id))
        writing = [self._written(self.writer, story) for story in asked[:AT_ONCE]]
        return sum(await asyncio.gather(*writing))

    async def _written(self, writer: Condenser, story: Story) -> bool:
        """Whether a story has the writer's brief now; not if it has changed meanwhile."""
        brief = await writer.condense(story.articles)
        if brief == story.brief:
            return False
        async with self.folding:
            now = await self.news.story(story.id)
            if now is None or now.articles != story.articles:
                return False
            window = self.held.take(revision=await self.news.revision())
            revision = await self.news.save([replace(now, brief=brief)])
            if window is not None:
                self.held.keep(window, revision=revision)
        return bool(brief.by)

    async def _scopes(self, countries: Collection[str] | None) -> list[Collection[str] | None]:
        """Whose articles are taken one after the other."""
        if countries is not None:
            return [countries]
        first = await self.first()
        return [first, None] if first else [None]

    async def _fold_some(self, scope: Collection[str] | None) -> int | None:
        """One batch; None where nothing is pending."""
        async with self.folding:
            batch = await self.news.pending(limit=BATCH, countries=scope)
            if not batch:
                return None
            return await self._place(await self.english.of(batch, limit=AT_MOST), folded=batch)

    async def _waiting(self, scope: Collection[str] | None, *, without: Collection[str]) -> tuple[Article, ...]:
        since = self.clock.now() - WINDOW + MARGIN
        return await self.news.waiting(since=since, limit=BATCH, countries=scope, without=without)

    async def _settle(self, articles: Sequence[Article]) -> None:
        """Put these in the place of those that wait, unless they have got their English or were edited meanwhile."""
        async with self.folding:
            held = {each.id: each for each in await self.news.articles([each.id for each in articles]) if each.waits}
            still = [each for each in articles if each.id in held and originals(held[each.id]) == originals(each)]
            if still:
                await self._place(still)

    async def _place(self, articles: Sequence[Article], *, folded: Collection[Article] = ()) -> int:
        """Fold articles into the window and save what becomes of the stories; how many have changed."""
        held = {each.id: each for each in await self.news.articles([each.id for each in articles])}
        told = retold(articles, held)
        window = await self._window()
        late = {each.id: each for each in told if each.id in held and each.id not in window}  # no story of theirs grows
        changes = await self.threads.run(window.fold, [each for each in told if each.id not in late])
        changed = [*await self._grown(changes, told), *await self._edited(late)]
        revision = await self.news.save(
            changed, aliases=changes.aliases, folded=folded, fits=changes.fits, learnt=changes.learnt
        )
        self.held.keep(window, revision=revision)
        return len(changed)

    async def _window(self) -> Window:
        """The window as the store has it: the one in memory, or a new one where somebody else has saved.

        It is given away: whoever has folded and saved gives it back, so that a fault in between leaves none.
        """
        now, revision = self.clock.now(), await self.news.revision()
        window = self.held.take(revision=revision)
        if window is None:
            window = Window(await self.news.learnt(), gone=await self.news.gone())
            after = ""
            while stories := await self.news.page(since=now - WINDOW, after=after, limit=PAGE):
                await self.threads.run(window.hold, stories)
                after = stories[-1].id
        await self.threads.run(window.forget, now)
        return window

    async def _grown(self, changes: Changes, told: Collection[Article]) -> list[Story]:
        """The stories that have changed, whole."""
        wanted = {each for members in changes.stories.values() for each in members}
        articles = {each.id: each for each in await self.news.articles(wanted)} | {each.id: each for each in told}
        return [
            await self._story(key, [articles[each] for each in members]) for key, members in changes.stories.items()
        ]

    async def _edited(self, now: Mapping[str, Article]) -> list[Story]:
        """The stories that hold these articles (by id), as they read now."""
        stories = await self.news.holding(now)
        return [await self._story(story.id, [now.get(each.id, each) for each in story.articles]) for story in stories]

    async def _story(self, key: str, articles: Sequence[Article]) -> Story:
        return Story(
            id=key,
            articles=tuple(articles),
            brief=await self.condenser.condense(articles),
            takes=await self.threads.run(takes, articles),
        )


def _unwritten(story: Story) -> bool:
    """Whether a writer has something to do: several outlets tell it, and nobody has tried yet."""
    return len(story.outlets) > 1 and not story.brief.by and not story.brief.verdict
