"""Whole feeds, and the articles that are made of them: every pair in tests/data/feeds.

A feed is `x.xml` (or `x.feed`, a JSON Feed); `x.json` beside it says whose it is and what must come out. The feeds
are invented. To add one, write it and an `x.json` with nothing but its outlet; then, as after a change that is
meant, run `python -m tests.test_golden_feeds` and read what `git diff` shows before it is committed.
"""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core import extract, identity, parse
from bot.model import Article, Document, Entry, Outlet
from tests.builders import NOON

FEEDS = sorted(each for each in (Path(__file__).parent / "data" / "feeds").iterdir() if each.suffix != ".json")


def made(feed: Path) -> dict[str, object]:
    """What is made of a feed at noon on 5 September 2025."""
    about = json.loads(feed.with_suffix(".json").read_text("utf-8"))["outlet"]
    outlet = Outlet(**about, feeds=(f"{about['site']}/rss",))
    document = Document(url=outlet.feeds[0], body=feed.read_bytes())
    entries = parse.entries(document, language=outlet.language)
    sightings, rejected = extract.sightings(entries, outlet, now=NOON, window=timedelta(days=3))
    articles = identity.resolve(sightings, {}, today=NOON.date()).new
    by_position = {entry.position: entry for entry in entries}
    return {
        "outlet": about,
        "articles": [shown(each, by_position[each.position]) for each in articles],
        "rejected": [{"position": each.position, "reason": each.reason} for each in rejected],
    }


def shown(article: Article, entry: Entry) -> dict[str, object]:
    filed = entry.categories
    return {
        "position": article.position,
        "id": article.id,
        "title": article.title,
        "summary": article.summary,
        "url": article.url,
        "published": article.published.isoformat(),
        "image": article.image,
        "categories": list(filed),
        "kind": article.kind,
    }


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.stem)
def test_a_feed_becomes_these_articles(feed: Path):
    assert made(feed) == json.loads(feed.with_suffix(".json").read_text("utf-8"))


def test_there_are_feeds_of_many_kinds():
    assert len(FEEDS) >= 15
    assert len({json.loads(each.with_suffix(".json").read_text("utf-8"))["outlet"]["language"] for each in FEEDS}) >= 12


if __name__ == "__main__":
    for each in FEEDS:
        text = json.dumps(made(each), ensure_ascii=False, indent=2)
        each.with_suffix(".json").write_text(text + "\n", "utf-8")
