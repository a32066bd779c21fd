"""What every Translator keeps: one answer per text, in order, and a verdict rather than a fault."""

from __future__ import annotations

import atexit
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot import sample
from bot.adapters.model_llm import Model
from bot.adapters.service_http import HttpService
from bot.adapters.translate_apertium import Apertium
from bot.adapters.translate_budget import Budgeted
from bot.adapters.translate_cached import Cached
from bot.adapters.translate_chain import Chain
from bot.adapters.translate_ct2 import Ct2Translator, OneModel
from bot.adapters.translate_deepl import DeepL
from bot.adapters.translate_gated import Gated
from bot.adapters.translate_libretranslate import LibreTranslate
from bot.adapters.translate_llm import Llm
from bot.adapters.translate_none import NoTranslator
from bot.adapters.translate_sample import SampleTranslator
from bot.adapters.translations_file import open_translations
from bot.adapters.workers_inline import InlineWorkers
from bot.ports import Translator
from tests import toymodel
from tests.builders import FakeClock
from tests.fakes import FakeTranslator, passes
from tests.fakes_apertium import modes
from tests.translationserver import TranslationServer

SAMPLE = dict(islice(json.loads(sample.english()).items(), 3))
ENGLISH = {
    "El agua sube otra vez": "The water rises again",
    "Nadie lo vio": "Nobody saw it",
    "Muere a los 87 años": "Dies at 87",
}


@dataclass(frozen=True, kw_only=True)
class Backend:
    translator: Translator
    known: Sequence[str]  # texts that it knows the English of
    by: str  # who it says made it
    language: str = "es"
    any_language: bool = False  # it tries every language


@asynccontextmanager
async def _sample(_path):
    yield Backend(translator=SampleTranslator(), known=tuple(SAMPLE), by="sample")


@asynccontextmanager
async def _none(_path):
    yield Backend(translator=NoTranslator(), known=(), by="none")


def served(make: Callable[[HttpService], Translator], **kind: bool):
    @asynccontextmanager
    async def backend(_path) -> AsyncIterator[Backend]:
        async with TranslationServer(ENGLISH) as server:
            translator = make(HttpService("it", server.url))
            yield Backend(translator=translator, known=tuple(ENGLISH), by=translator.name, **kind)
            await translator.close()

    return backend


@asynccontextmanager
async def _fake_apertium(path):
    translator = Apertium(folders=[modes(path, ENGLISH)])
    yield Backend(translator=translator, known=tuple(ENGLISH), by="apertium")
    await translator.close()


@asynccontextmanager
async def _real_apertium(_path):
    translator = Apertium()
    if "es" not in await translator.languages():
        pytest.skip("Apertium's pair spa-eng is not installed")
    yield Backend(translator=translator, known=tuple(ENGLISH), by="apertium")
    await translator.close()


@asynccontextmanager
async def _composed(path):
    async with AsyncExitStack() as stack:
        file = await open_translations(path / "translations.sqlite")
        stack.push_async_callback(file.close)
        clock = FakeClock()
        budgeted = Budgeted(FakeTranslator(ENGLISH), file, clock=clock, characters=10**6)
        cached = Cached(budgeted, file, clock=clock)
        stack.push_async_callback(cached.close)
        gated = Gated(cached, passes, workers=InlineWorkers())
        yield Backend(translator=Chain([NoTranslator(), gated]), known=tuple(ENGLISH), by="fake")


@cache
def toy_ways():
    """Through the toy model, in a folder that lasts as long as the tests."""
    scratch = TemporaryDirectory()
    atexit.register(scratch.cleanup)
    return OneModel(toymodel.folder(Path(scratch.name) / "toy"), languages=("es",))


@asynccontextmanager
async def _ct2(_path):
    translator = Ct2Translator(name="toy", ways=toy_ways())
    yield Backend(translator=translator, known=("el gato ve la casa.", "hoy no"), by="toy")
    await translator.close()


BACKENDS = {
    "sample": _sample,
    "ct2": _ct2,
    "none": _none,
    "libretranslate": served(LibreTranslate),
    "deepl": served(DeepL),
    "llm": served(lambda service: Llm(Model(service, name="tiny")), any_language=True),
    "fake apertium": _fake_apertium,
    "apertium": _real_apertium,
    "chain of gated, cached, budgeted": _composed,
}


@pytest.fixture(params=BACKENDS)
async def backend(request, tmp_path):
    async with BACKENDS[request.param](tmp_path) as made:
        yield made


async def test_there_is_one_answer_per_text_in_their_order(backend):
    texts = ("", *backend.known, "qwxz qwxz", *reversed(backend.known), "7")
    answers = await backend.translator.translate(texts, language=backend.language)
    alone = [(await backend.translator.translate((text,), language=backend.language))[0] for text in texts]
    assert list(answers) == alone


async def test_no_texts_get_no_answers(backend):
    assert await backend.translator.translate((), language=backend.language) == ()


async def test_a_text_it_knows_comes_back_in_english_under_its_name(backend):
    answers = await backend.translator.translate(backend.known, language=backend.language)
    for text, answer in zip(backend.known, answers, strict=True):
        assert answer.text
        assert answer.text != text
        assert (answer.by, answer.verdict) == (backend.by, "ok")


async def test_many_texts_are_no_fault(backend):
    texts = [f"Nadie lo vio {number}" for number in range(120)]
    assert len(await backend.translator.translate(texts, language=backend.language)) == 120


async def test_its_name_can_be_shown_to_readers(backend):
    assert backend.translator.name == backend.translator.name.strip() != ""


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "🙂" * 500, "<b>", "a" * 100_000, "^a/b$ [c] \\", "=== {x} ===", "“\n\n”"]
)
async def test_an_odd_text_is_no_fault(backend, text: str):
    assert len(await backend.translator.translate([text, "Nadie lo vio"], language=backend.language)) == 2


async def test_a_language_that_nobody_knows_has_no_translation_and_says_why(backend):
    if backend.any_language:
        pytest.skip("it tries every language")
    if backend.by == "fake":
        pytest.skip("the fake knows no languages, only texts")
    answers = await backend.translator.translate(["qwxz", "zxwq"], language="qaa")
    assert [(each.text, each.by) for each in answers] == [(None, "")] * 2
    assert all(each.verdict.strip() not in ("", "ok") for each in answers)


async def test_white_space_has_no_translation(backend):
    answers = await backend.translator.translate(["", " \n\t"], language=backend.language)
    assert [each.text for each in answers] == [None, None]


async def test_the_sample_finds_a_text_whatever_its_white_space():
    text, english = next(iter(SAMPLE.items()))
    spaced = "\n  " + text.replace(" ", " \t ") + " "
    (answer,) = await SampleTranslator().translate([spaced], language="es")
    assert answer.text == english
