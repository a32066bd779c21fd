"""Values as the JSON of the contract: plain dicts and lists, ready for json.dumps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from bot.core.discord import Difference, differences
from bot.core.mirror import mirror
from bot.core.spread import Spread, spread
from bot.model import Article, Edition, FeedReport, Overlooked, RefreshReport, Story, Take, Why

Json = dict[str, Any]


def moment(value: datetime | None) -> str | None:
    """`2026-01-02T03:04:05Z`; None stays None."""
    return None if value is None else value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def story(value: Story) -> Json:
    """A story with its takes and every article."""
    return {
        "id": value.id,
        "headline": value.brief.headline,
        "brief": value.brief.text,
        "first_seen": moment(value.first_seen),
        "last_seen": moment(value.last_seen),
        "countries": list(value.countries),
        "outlets": len(value.outlets),
        "takes": [_take(take) for take in value.takes],
        "articles": [_article(article) for article in value.articles],
    }


def whole_story(value: Story, reasons: Iterable[Why | None]) -> Json:
    """A story with what stands beside the contract's keys: how it spread, where it differs, why it is as it is."""
    return story(value) | {
        "spread": _spread(spread(value)),
        "mirror": [each.id for each in mirror(value)],
        "differences": [_difference(each) for each in differences(value)],
        "why": whys(reasons),
    }


def _spread(value: Spread | None) -> Json | None:
    if value is None:
        return None
    return {
        "first": value.first.id,
        "when": moment(value.when),
        "when_seen": value.seen,
        "countries": value.countries,
        "of": value.of,
        "seconds": round(value.within.total_seconds()),
    }


def _difference(value: Difference) -> Json:
    figures = [
        {"value": each.value, "at_least": each.least, "articles": [by.id for by in each.articles]}
        for each in value.figures
    ]
    return {"what": value.what, "rose": value.rose, "figures": figures}


def whys(values: Iterable[Why | None]) -> Json:
    """By the id of each story or article: the stages it went through, with their figures."""
    return {
        (value.article or value.story).id: [
            {"stage": each.name, "figures": dict(each.figures)} for each in value.stages
        ]
        for value in values
        if value is not None
    }


def overlooked(value: Overlooked) -> list[Json]:
    """The stories that a country's press leaves out, each with whose press that is and what the claim rests on."""
    return [
        story(each.story)
        | {
            "home": value.home,
            "home_feeds_healthy": round(value.share, 2),
            "why": {
                "searched": list(value.searched),
                "unread": list(value.unread),
                "nearest": None if each.nearest is None else _article(each.nearest),
                "likeness": each.likeness,
            },
        }
        for each in value.claims
    ]


def edition(value: Edition) -> Json:
    """A country's edition: its code, when it was made, its stories."""
    return {
        "country": value.country,
        "generated": moment(value.generated),
        "stories": [story(each) for each in value.stories],
    }


def refresh(value: RefreshReport) -> Json:
    """What a pass over the feeds did."""
    return asdict(value)


def feed(value: FeedReport) -> Json:
    """How one attempt to read a feed ended."""
    country, _, outlet = value.outlet.partition("/")
    return {
        "country": country,
        "outlet": outlet,
        "feed": value.feed,
        "status": str(value.status),
        "http": value.http,
        "items": value.items,
        "newest": moment(value.newest),
        "problem": value.problem,
    }


def _take(value: Take) -> Json:
    return {"label": value.label, "countries": list(value.countries), "articles": list(value.articles)}


def _article(value: Article) -> Json:
    return {
        "id": value.id,
        "outlet": value.outlet,
        "country": value.country,
        "state_run": value.state_run,
        "language": value.language,
        "title": value.title,
        "title_original": value.title_original,
        "summary": value.summary,
        "url": value.url,
        "published": moment(value.published),
        "image": value.image,
        "translated_by": value.translated_by,
    }
