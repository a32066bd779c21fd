"""Packages that readers need are fetched in the background, once, and only those."""

from __future__ import annotations

import asyncio

import pytest

from bot.adapters.translate_fetching import AGAIN, Fetching
from bot.errors import WorldbriefError
from bot.model import WAITING
from tests.fakes import FakeTranslator


class Installed(FakeTranslator):
    """Knows the languages of the packages that are there."""

    def __init__(self, shop: Shop) -> None:
        super().__init__({})
        self.shop, self.closed = shop, False

    async def translate(self, texts, *, language: str):
        self.english = {text: f"{text} in English" for text in texts} if language in self.shop.here else {}
        return await super().translate(texts, language=language)

    async def languages(self) -> frozenset[str]:
        return frozenset(self.shop.here)

    async def close(self) -> None:
        self.closed = True


class Shop:
    """Where packages come from, when the gate is opened."""

    def __init__(self) -> None:
        self.here: set[str] = set()
        self.asked: list[str] = []
        self.gate = asyncio.Event()
        self.fault: WorldbriefError | None = None

    async def install(self, language: str):
        self.asked.append(language)
        await self.gate.wait()
        if self.fault:
            raise self.fault
        self.here.add(language)
        return ()


class Desk:
    def __init__(self, *wanted: str) -> None:
        self.shop = Shop()
        self.installed = Installed(self.shop)
        self.translator = Fetching(self.installed, self.shop, wanted=self.wanted)
        self.languages = wanted

    async def wanted(self) -> tuple[str, ...]:
        return self.languages

    async def ask(self, language: str = "es"):
        [answer] = await self.translator.translate(["hola"], language=language)
        return answer


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.fixture
async def desk():
    made = Desk("es", "fr")
    yield made
    await made.translator.close()
    assert made.installed.closed


async def test_what_is_wanted_is_fetched_once_and_translates_then(desk: Desk):
    first, second = await desk.ask(), await desk.ask("es-AR")
    assert first.text is second.text is None
    assert first.verdict.startswith(WAITING)
    assert "is being fetched" in second.verdict
    assert first.by == ""
    desk.shop.gate.set()
    await settled()
    assert desk.shop.asked == ["es"]
    assert (await desk.ask()).text == "hola in English"


async def test_what_nobody_wants_is_not_fetched(desk: Desk):
    answer = await desk.ask("de")
    assert answer.text is None
    assert not answer.verdict.startswith(WAITING)
    assert desk.shop.asked == []


async def test_packages_are_fetched_one_after_the_other(desk: Desk):
    await desk.ask("es")
    await desk.ask("fr")
    await settled()
    assert desk.shop.asked == ["es"]
    desk.shop.gate.set()
    await settled()
    assert desk.shop.asked == ["es", "fr"]


async def test_a_download_that_failed_is_tried_again_later_and_not_at_once(desk: Desk, caplog):
    desk.shop.fault = WorldbriefError("the index can't be read")
    desk.shop.gate.set()
    await desk.ask()
    await settled()
    assert not (await desk.ask()).verdict.startswith(WAITING)
    assert "no translation package of es: the index can't be read" in caplog.text
    desk.translator._not_before["es"] -= AGAIN
    assert (await desk.ask()).verdict.startswith(WAITING)


async def test_closing_ends_a_download_under_way():
    desk = Desk("es")
    await desk.ask()
    await settled()
    await desk.translator.close()
    assert desk.shop.here == set()
    assert desk.installed.closed
