"""Small working fakes of the ports that tests steer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from bot.errors import FetchError, SendError
from bot.model import Brief, Digest, Document, Sentence, Translation, Validators

NONE = Validators()


class FakeFetcher:
    """Serves what it was given by URL; an exception is raised instead of served. Understands ETags."""

    def __init__(self, pages: dict[str, bytes | Exception]) -> None:
        self.pages = pages
        self.moved: dict[str, str] = {}
        self.etags = True
        self.asked: list[tuple[str, Validators]] = []

    async def fetch(self, url: str, *, validators: Validators = NONE) -> Document | None:
        self.asked.append((url, validators))
        page = self.pages.get(url, FetchError("answered 404 Not Found", http=404))
        if isinstance(page, Exception):
            raise page
        etag = f'"{hash(page)}"' if self.etags else None
        if etag is not None and validators.etag == etag:
            return None
        return Document(
            url=url,
            body=page,
            content_type="application/rss+xml",
            validators=Validators(etag=etag),
            moved=self.moved.get(url),
        )


class FakeTranslator:
    """Translates what it was told the English of, and nothing else."""

    name = "fake"

    def __init__(self, english: dict[str, str]) -> None:
        self.english = english
        self.asked: list[str] = []

    async def translate(self, texts, *, language: str):
        self.asked += texts
        found = [self.english.get(text) for text in texts]
        return tuple(
            Translation(text=text, by=self.name) if text else Translation(text=None, by="", verdict="unknown")
            for text in found
        )


@dataclass(frozen=True)
class FakeVerdict:
    ok: bool
    words: str = ""


def passes(source: str, english: str, *, language: str) -> FakeVerdict:
    """A judge that minds nothing but the word "wrong"."""
    return FakeVerdict("wrong" not in english, "a word is wrong")


class FakeCondenser:
    """The first article's title and summary, as they are."""

    async def condense(self, articles):
        first = articles[0]
        sentences = (Sentence(text=first.summary, article=first.id),) if first.summary else ()
        return Brief(headline=first.title, sentences=sentences)


class FakeMessenger:
    """Keeps what it sent; `fault` decides what goes wrong with a message, `turn_comes` what happens while it waits."""

    def __init__(self) -> None:
        self.sent: list[tuple[int, str]] = []
        self.parts = 1
        self.fault: Callable[[int], SendError | None] = lambda _chat: None
        self.turn_comes: Callable[[int], Awaitable[object]] = lambda _chat: asyncio.sleep(0)

    def compose(self, digest: Digest) -> tuple[str, ...]:
        lines = [f"{digest.date} late={int(digest.late.total_seconds())}"]
        for edition in digest.editions:
            lines += [edition.country, *(story.brief.headline for story in edition.stories)]
        return ("\n".join(lines), *(f"part {number}" for number in range(1, self.parts)))

    @asynccontextmanager
    async def turn(self, chat: int):
        await self.turn_comes(chat)
        yield partial(self.send, chat)

    async def send(self, chat: int, content: str) -> None:
        if (fault := self.fault(chat)) is not None:
            raise fault
        self.sent.append((chat, content))


def rss(*items: tuple[str, str, str], title: str = "Feed") -> bytes:
    """An RSS 2.0 document of (title, summary, published) items, each with a link of its own."""
    body = "".join(
        f"<item><title>{name}</title><link>https://news.example/{quote(name)}</link>"
        f"<description>{summary}</description><pubDate>{published}</pubDate></item>"
        for number, (name, summary, published) in enumerate(items)
    )
    return f'<rss version="2.0"><channel><title>{title}</title>{body}</channel></rss>'.encode()
