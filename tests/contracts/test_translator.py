"""What every Translator keeps: one answer per text, in order, and a verdict rather than a fault."""

from __future__ import annotations

import atexit
import json
from functools import cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot import sample
from bot.adapters.translate_ct2 import Ct2Translator, OneModel
from bot.adapters.translate_none import NoTranslator
from bot.adapters.translate_sample import SampleTranslator
from tests import toymodel

SAMPLE = dict(islice(json.loads(sample.english()).items(), 3))

BACKENDS = {
    # name: (how it is made, some texts of which it knows the English, their language)
    "sample": (SampleTranslator, tuple(SAMPLE), "es"),
    "none": (NoTranslator, (), "es"),
    "ct2": (lambda: Ct2Translator(name="toy", ways=toy_ways()), ("el gato ve la casa.", "hoy no"), "es"),
}


@cache
def toy_ways():
    """Through the toy model, in a folder that lasts as long as the tests."""
    scratch = TemporaryDirectory()
    atexit.register(scratch.cleanup)
    return OneModel(toymodel.folder(Path(scratch.name) / "toy"), languages=("es",))


@pytest.fixture(params=BACKENDS)
async def backend(request):
    make, known, language = BACKENDS[request.param]
    translator = make()
    yield translator, known, language
    if isinstance(translator, Ct2Translator):
        await translator.close()


async def test_there_is_one_answer_per_text_in_their_order(backend):
    translator, known, language = backend
    texts = ("", *known, "qwxz qwxz", *reversed(known), "7")
    answers = await translator.translate(texts, language=language)
    alone = [(await translator.translate((text,), language=language))[0] for text in texts]
    assert list(answers) == alone


async def test_no_texts_get_no_answers(backend):
    translator, _, language = backend
    assert await translator.translate((), language=language) == ()


async def test_a_text_it_knows_comes_back_in_english_under_its_name(backend):
    translator, known, language = backend
    for text, answer in zip(known, await translator.translate(known, language=language), strict=True):
        assert answer.text
        assert answer.text != text
        assert (answer.by, answer.verdict) == (translator.name, "ok")


async def test_its_name_can_be_shown_to_readers(backend):
    translator, _, _ = backend
    assert translator.name == translator.name.strip() != ""


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "🙂" * 500, "<b>", "a" * 100_000])
async def test_an_odd_text_is_no_fault(backend, text: str):
    translator, _, language = backend
    assert len(await translator.translate([text], language=language)) == 1


async def test_a_language_that_nobody_knows_has_no_translation_and_says_why(backend):
    translator, _, _ = backend
    answers = await translator.translate(["qwxz", "zxwq"], language="qaa")
    assert [each.text for each in answers] == [None, None]
    assert all(each.verdict.strip() not in ("", "ok") for each in answers)


async def test_white_space_has_no_translation(backend):
    translator, _, language = backend
    answers = await translator.translate(["", " \n\t"], language=language)
    assert [each.text for each in answers] == [None, None]


async def test_the_sample_finds_a_text_whatever_its_white_space():
    text, english = next(iter(SAMPLE.items()))
    spaced = "\n  " + text.replace(" ", " \t ") + " "
    (answer,) = await SampleTranslator().translate([spaced], language="es")
    assert answer.text == english
