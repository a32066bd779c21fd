"""The use case articles → articles in English, in portions, as far as the time goes."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.core import language
from bot.model import ROUGH, UNTRANSLATED, WAITING, Article, Translation
from bot.ports import Translator

PORTION = 50
"""Articles of one language that are translated at once: enough for a batch of every backend, and what is lost at most
where a program is stopped."""

LANES = 4
"""Languages at once: most of a batch's languages have few articles, and a remote backend takes a second for each."""


@dataclass(frozen=True, kw_only=True, slots=True)
class English:
    """Gives articles their English."""

    translator: Translator

    async def of(self, articles: Sequence[Article], *, limit: timedelta) -> list[Article]:
        """The articles in English, each in its place; what can't be had within `limit` waits (Article.waits)."""
        done: dict[str, Article] = {each.id: each for each in articles if language.is_english(each.language)}
        lanes = asyncio.Semaphore(LANES)
        with suppress(TimeoutError):
            async with asyncio.timeout(limit.total_seconds()), asyncio.TaskGroup() as tasks:
                for tag, group in _by_language(articles).items():
                    tasks.create_task(self._lane(tag, group, done, lanes))
        return [done.get(each.id) or waiting(each) for each in articles]

    async def _lane(
        self, tag: str, articles: Sequence[Article], done: dict[str, Article], lanes: asyncio.Semaphore
    ) -> None:
        """One language, portion by portion."""
        for portion in _portions(articles):
            async with lanes:
                texts = list(dict.fromkeys(text for each in portion for text in originals(each)))
                found = dict(zip(texts, await self.translator.translate(texts, language=tag), strict=True))
            done.update({each.id: in_english(each, [found[text] for text in originals(each)]) for each in portion})


def _by_language(articles: Sequence[Article]) -> Mapping[str, list[Article]]:
    """Articles that are not in English, by language, the newest first: they are what is read."""
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in sorted(articles, key=lambda each: each.published, reverse=True):
        if not language.is_english(article.language):
            groups[language.base(article.language)].append(article)
    return groups


def _portions(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    for start in range(0, len(articles), PORTION):
        yield articles[start : start + PORTION]


def waiting(article: Article) -> Article:
    """The article as it came, for now."""
    return replace(article, translated_by=UNTRANSLATED, verdict=f"{WAITING}: its turn has not come yet")


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
