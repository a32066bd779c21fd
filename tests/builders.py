"""Small values for tests: everything has a sensible default, a test names only what it is about."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from bot.model import Article, Brief, Catalogue, Outlet, Sentence, Story, Subscription

NOON = datetime(2025, 9, 5, 12, 0, tzinfo=UTC)


class FakeClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, now: datetime = NOON) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def advance(self, **kwargs: float) -> None:
        self.time += timedelta(**kwargs)


def outlet(name: str = "The Daily", country: str = "US", **changes) -> Outlet:
    slug = name.lower().replace(" ", "-")
    defaults = {
        "site": f"https://{slug}.example",
        "feeds": (f"https://{slug}.example/rss",),
        "language": "en",
    }
    return Outlet(name=name, country=country, **(defaults | changes))


def catalogue(*outlets: Outlet, note: str | None = None) -> Catalogue:
    return Catalogue(outlets=outlets or (outlet(),), note=note)


def article(
    title: str = "Ministers meet in Oslo", *, outlet: str = "The Daily", country: str = "US", **changes
) -> Article:
    digest = hashlib.sha256(f"{country}{outlet}{title}".encode()).hexdigest()
    defaults = {
        "id": "".join("abcdefghijklmnop"[int(c, 16)] for c in digest[:16]),
        "language": "en",
        "title_original": title,
        "summary": "",
        "summary_original": changes.get("summary", ""),
        "url": f"https://news.example/{digest[:8]}",
        "published": NOON - timedelta(hours=1),
        "first_seen": NOON - timedelta(hours=1),
    }
    return Article(title=title, outlet=outlet, country=country, **(defaults | changes))


def story(*articles: Article, id: str = "", headline: str = "", brief: str = "", takes=()) -> Story:
    articles = articles or (article(),)
    sentences = (Sentence(text=brief, article=articles[0].id),) if brief else ()
    return Story(
        id=id or articles[0].id[:12],
        articles=tuple(sorted(articles, key=lambda each: (each.published, each.id))),
        brief=Brief(headline=headline or articles[0].title, sentences=sentences),
        takes=takes,
    )


def subscription(chat: int = 1, *countries: str, **changes) -> Subscription:
    defaults = {"starts": NOON - timedelta(days=1)}
    return Subscription(chat=chat, countries=countries or ("AR",), **(defaults | changes))
