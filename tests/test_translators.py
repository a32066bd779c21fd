"""Which translators the settings give, in which order, and what becomes of a text in them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot import translators
from bot.adapters import translate_apertium
from bot.adapters.translate_packages import Packages
from bot.adapters.workers_inline import InlineWorkers
from bot.config import Settings
from bot.doctor import Ability
from bot.errors import ConfigError
from bot.model import Translation
from tests.builders import FakeClock
from tests.fakes import FakeFetcher, passes
from tests.fakes_apertium import modes
from tests.translationserver import Fault, TranslationServer

TEXT = "El agua sube otra vez"


@pytest.fixture(autouse=True)
def no_apertium(monkeypatch, tmp_path):
    monkeypatch.setitem(translate_apertium.Apertium.__init__.__kwdefaults__, "folders", (tmp_path / "modes",))
    (tmp_path / "modes").mkdir()


@pytest.fixture
async def server():
    async with TranslationServer({TEXT: "The water rises again"}) as server:
        yield server


@dataclass(frozen=True)
class Made:
    """Settings of a test."""

    folder: object
    server: TranslationServer

    def settings(self, translator: str = "auto", **given: object) -> Settings:
        return Settings(BOT_TRANSLATOR=translator, BOT_DATA_DIR=self.folder, **given)

    def all(self, translator: str = "auto", **given: object) -> Settings:
        url = self.server.url
        return self.settings(
            translator,
            **{
                "BOT_DEEPL_URL": url,
                "BOT_DEEPL_KEY": "canary-deepl",
                "BOT_LIBRETRANSLATE_URL": url,
                "BOT_LLM_URL": url,
                "BOT_LLM_MODEL": "tiny",
                "BOT_LLM_KEY": "canary-llm",
            }
            | given,
        )


@pytest.fixture
def made(tmp_path, server):
    return Made(tmp_path, server)


def packages(settings: Settings) -> Packages:
    """What is installed; nothing can be fetched."""
    nowhere = FakeFetcher({})
    return Packages(settings.data_dir / "translate", index="https://index.example/", fetcher=nowhere, downloads=None)


async def abilities(settings: Settings) -> tuple[Ability, ...]:
    return await translators.abilities(settings, clock=FakeClock(), packages=packages(settings))


async def translated(settings: Settings, *texts: str, judge=passes, language: str = "es") -> list[Translation]:
    opened = translators.translator(
        settings,
        clock=FakeClock(),
        workers=InlineWorkers(),
        judge=judge,
        packages=packages(settings),
        wanted=translators.nothing,
    )
    async with opened as translator:
        return list(await translator.translate(texts or (TEXT,), language=language))


async def test_without_any_setting_there_is_no_translator_and_nothing_fails(made):
    [answer] = await translated(made.settings())
    assert (answer.text, answer.verdict) == (None, "no translator")
    assert await abilities(made.settings("none")) == ()


async def test_auto_asks_the_best_there_is(made, tmp_path):
    modes(tmp_path / "modes", {TEXT: "The water goes up"})
    for settings, by in (
        (made.all(), "deepl"),
        (made.all(BOT_DEEPL_KEY=None), "libretranslate"),
        (made.all(BOT_DEEPL_KEY=None, BOT_LIBRETRANSLATE_URL=None), "llm"),
        (made.settings(), "apertium"),
    ):
        [answer] = await translated(settings)
        assert (answer.by, answer.rough) == (by, by == "apertium")


async def test_a_backend_chosen_by_name_is_the_only_one(made):
    made.server.faults += [Fault(status=403)]
    [answer] = await translated(made.all("deepl"))
    assert answer.text is None
    assert {path.split("?")[0] for path, _ in made.server.asked} == {"/v2/languages"}


async def test_a_backend_that_is_down_gives_way_to_the_next(made):
    made.server.faults += [Fault(status=403)]
    [answer] = await translated(made.all())
    assert (answer.text, answer.by) == ("The water rises again", "libretranslate")


async def test_what_the_gate_refuses_goes_to_the_next_and_is_never_paid_twice(made):
    made.server.english[TEXT] = "wrong"
    for _ in range(2):
        [answer] = await translated(made.all())
        assert (answer.text, answer.by, answer.verdict) == (None, "llm", "a word is wrong")
    assert [path for path, question in made.server.asked if question] == [
        "/v2/translate",
        "/translate",
        "/chat/completions",
    ]


async def test_a_paid_backend_stops_at_its_budget_and_one_without_a_key_does_not(made):
    settings = made.all(BOT_TRANSLATE_BUDGET=len(TEXT))
    answers = await translated(settings, TEXT, "Nadie lo vio")
    assert [each.by for each in answers] == ["deepl", "libretranslate"]
    found = {each.name: each for each in await abilities(settings)}
    assert (found["deepl"].left, found["libretranslate"].left, found["llm"].left) == (0, None, len(TEXT))
    assert found["deepl"].languages == {"es", "fr", "nb", "zh"}
    assert found["llm"].languages is None


async def test_a_backend_that_cannot_be_asked_says_so_to_the_doctor(made):
    made.server.faults += [Fault(status=403)]
    found = await abilities(made.all("deepl"))
    assert [each.problem for each in found] == ["answered 403"]


async def test_a_glossary_stands_in_a_file(made, tmp_path):
    (tmp_path / "names.tsv").write_text("agua\tWATER\n\nNúñez\tNunez\n")
    await translated(made.all("llm", BOT_GLOSSARY=tmp_path / "names.tsv"))
    assert '{"agua": "WATER"}' in made.server.questions[0]["messages"][0]["content"]


@pytest.mark.parametrize("text", ["agua water\n", "agua\t\n", "\n\na\tb\tc\n"])
async def test_a_line_of_a_glossary_that_is_none_is_named(made, tmp_path, text):
    (tmp_path / "names.tsv").write_text(text)
    with pytest.raises(ConfigError, match=r"BOT_GLOSSARY: .*names\.tsv:\d"):
        await translated(made.all("llm", BOT_GLOSSARY=tmp_path / "names.tsv"))


async def test_a_glossary_that_is_not_there_is_named(made, tmp_path):
    with pytest.raises(ConfigError, match=r"BOT_GLOSSARY: .*nowhere"):
        await translated(made.all("llm", BOT_GLOSSARY=tmp_path / "nowhere"))
