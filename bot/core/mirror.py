"""The headline mirror: what the press of several countries puts over one and the same event."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core import countries
from bot.core.headlines import clarity
from bot.model import UNTRANSLATED, Article, Story

MOST = 8
"""Countries side by side: more are not compared, they are scrolled through."""

FEWEST = 2
"""One headline mirrors nothing."""


def mirror(story: Story) -> tuple[Article, ...]:
    """One article of each of some countries, in the order in which these told the story; empty where only one did.

    First the countries whose article stands for a take, then one of each further region, then those that told it
    first. Of a country the article whose headline stands alone best, in English where there is one.
    """
    chosen = {code: _voice(story, code) for code in dict.fromkeys(_by_worth(story))}
    if len(chosen) < FEWEST:
        return ()
    shown = dict(list(chosen.items())[:MOST])
    return tuple(shown[code] for code in story.countries if code in shown)


def _by_worth(story: Story) -> Iterator[str]:
    """Countries, the one that the mirror should show first, first; some more than once."""
    homes = {article.id: article.country for article in story.articles}
    yield from (homes[take.articles[0]] for take in story.takes if take.articles and take.articles[0] in homes)
    regions: set[str] = set()
    for code in story.countries:
        if (region := countries.region(code)) not in regions:
            regions.add(region)
            yield code
    yield from story.countries


def _voice(story: Story, country: str) -> Article:
    told = story.told_by(country)
    return max(told, key=lambda each: (each.translated_by != UNTRANSLATED, clarity(each), each.published, each.id))
