"""Models in a process of their own: real ones, of a few words, that tests build."""

from __future__ import annotations

import asyncio
import logging
import multiprocessing
import os
import signal
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters import translate_ct2
from bot.adapters.translate_ct2 import BATCH, LONGEST, Ct2Translator, OneModel
from bot.adapters.translate_ct2_worker import Model
from bot.errors import ConfigError
from bot.model import WAITING
from tests import toymodel

TWO_STEPS = {"▁gat": "▁gato", "▁avui": "▁hoy", "▁gato": "▁gato", "▁hoy": "▁hoy"}


@pytest.fixture(scope="module")
def models(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def spanish(models) -> Model:
    return model(toymodel.folder(models / "es_en"))


@pytest.fixture(scope="module")
def catalan(models) -> Model:
    return model(toymodel.folder(models / "ca_es", english=TWO_STEPS))


def model(folder: Path, **more) -> Model:
    pieces = folder / "sentencepiece.model"
    return Model(folder=folder, source=pieces, target=pieces, **more)


class Always:
    """The same way from every language."""

    def __init__(self, *route: Model) -> None:
        self.steps = route

    def route(self, _language: str) -> tuple[Model, ...]:
        return self.steps

    def languages(self) -> frozenset[str]:
        return frozenset({"es"})


@asynccontextmanager
async def translating(*route: Model, **options):
    translator = Ct2Translator(name="toy", ways=Always(*route), **options)
    try:
        yield translator
    finally:
        await translator.close()


async def english(translator: Ct2Translator, *texts: str) -> list[str | None]:
    return [each.text for each in await translator.translate(texts, language="es")]


def workers() -> set[int]:
    return {child.pid for child in multiprocessing.active_children()}


async def test_texts_come_back_in_english_in_their_order(spanish):
    async with translating(spanish) as toy:
        assert await english(toy, "el gato ve la casa.", "hoy no", "el presidente firma 42 ley") == [
            "the cat sees the house.",
            "today not",
            "the president signs 42 law",
        ]


async def test_sentences_are_translated_one_by_one_and_paragraphs_stay(spanish):
    async with translating(spanish) as toy:
        assert await english(toy, "el gato ve. Hoy no? \n\nla casa。la ley。") == [
            "the cat sees. Hoy no?\nthe house。 the law。".replace("Hoy no", "Hoy not")
        ]


async def test_five_hundred_texts_keep_their_order(spanish):
    texts = [f"el gato ve {number} casa" + " hoy" * (number % 7) for number in range(500)]
    expected = [f"the cat sees {number} house" + " today" * (number % 7) for number in range(500)]
    async with translating(spanish) as toy:
        assert await english(toy, *texts) == expected


async def test_a_long_text_is_translated_to_its_end(spanish):
    clauses = [f"el gato ve {number} casa," for number in range(100)]
    async with translating(spanish) as toy:
        (whole,) = await english(toy, " ".join(clauses))
    assert whole is not None
    assert whole.split() == [word for number in range(100) for word in f"the cat sees {number} house,".split()]


async def test_a_piece_of_many_tokens_is_read_in_parts(spanish):
    async with translating(spanish) as toy:
        (found,) = await english(toy, "0123456789" * 30 + "?!" * 60)
    assert found is not None
    assert found.replace(" ", "") == "0123456789" * 30 + "?!" * 60


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00"])
async def test_white_space_has_no_english(spanish, text):
    async with translating(spanish) as toy:
        (answer,) = await toy.translate([text], language="es")
        assert answer.text is None
        assert answer.verdict


async def test_what_is_no_article_is_not_tried(spanish):
    async with translating(spanish) as toy:
        (answer,) = await toy.translate(["gato " * LONGEST], language="es")
        assert (answer.text, answer.verdict) == (None, "longer than 20,000 characters")


async def test_a_way_may_lead_through_another_language(catalan, spanish):
    async with translating(catalan, spanish) as toy:
        assert await english(toy, "gat avui", "7") == ["cat today", "7"]


async def test_a_language_without_a_way_has_no_english():
    async with translating() as toy:
        (answer,) = await toy.translate(["hola"], language="es-AR")
        assert (answer.text, answer.by, answer.verdict) == (None, "", "no translator")
        assert not workers()


async def test_a_model_that_finds_no_end_says_nothing(models):
    endless = toymodel.folder(models / "endless", english={"▁gato": "▁gato", "</s>": "▁gato"})
    async with translating(model(endless)) as toy:
        (answer,) = await toy.translate(["gato"], language="es")
        assert (answer.text, answer.verdict) == (None, "the model found no end, or no words")


async def test_output_may_have_to_begin_with_a_token(models, spanish):
    begun = model(spanish.folder, begin=("▁the",))
    async with translating(begun) as toy:
        (found,) = await english(toy, "la gato")
        assert found is not None
        assert "the" not in found  # the token is no part of the text


# ---------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize("broken", ["model.bin", "sentencepiece.model", "shared_vocabulary.json"])
@pytest.mark.parametrize("how", ["missing", "empty", "garbage"])
async def test_a_model_that_cannot_be_loaded_is_named_with_its_mend(tmp_path, caplog, broken, how):
    folder = toymodel.folder(tmp_path / "es_en")
    if how == "missing":
        (folder / broken).unlink()
    else:
        (folder / broken).write_bytes(b"" if how == "empty" else b"garbage" * 99)
    async with translating(model(folder, mend="install it anew")) as toy:
        with caplog.at_level(logging.WARNING):
            answers = await toy.translate(["gato", "perro"], language="es")
            await toy.translate(["gato"], language="es")
    assert {(each.text, each.by, each.verdict) for each in answers} == {(None, "", "the model can't be used")}
    (line,) = caplog.messages  # once, though asked twice
    assert str(folder) in line
    assert line.endswith("install it anew")


async def test_a_process_that_dies_is_replaced_and_its_work_done(spanish):
    async with translating(spanish) as toy:
        await english(toy, "gato")
        (pid,) = workers()
        os.kill(pid, signal.SIGKILL)
        assert await english(toy, "perro") == ["dog"]
        assert workers().isdisjoint({pid})


async def test_a_process_killed_in_the_middle_loses_no_text(spanish):
    texts = [f"el gato ve {number}" for number in range(20 * BATCH)]
    async with translating(spanish) as toy:
        await english(toy, "gato")
        (pid,) = workers()
        running = asyncio.create_task(english(toy, *texts))
        await asyncio.sleep(0)
        os.kill(pid, signal.SIGKILL)
        assert await running == [f"the cat sees {number}" for number in range(20 * BATCH)]


def patient(translator: Ct2Translator, seconds: float) -> None:
    """Change the limit of a process that runs: starting it may take longer than a test wants to wait."""
    translator._process._workers._all[0]._limit = seconds


async def stopped(translator: Ct2Translator) -> int:
    """Bring a translator's process to a standstill; its id."""
    await english(translator, "gato")
    (pid,) = workers()
    os.kill(pid, signal.SIGSTOP)
    patient(translator, 0.5)
    return pid


async def test_a_process_that_hangs_is_killed_and_the_next_one_works(spanish, caplog):
    async with translating(spanish, pause=0.0) as toy:
        pid = await stopped(toy)
        (answer,) = await toy.translate(["perro"], language="es")
        assert (answer.text, answer.by, answer.verdict) == (None, "", "waiting: the model could not work just now")
        assert "took longer than 0.5 s" in caplog.text
        assert pid not in workers()
        patient(toy, 60.0)
        assert await english(toy, "perro") == ["dog"]


async def test_after_a_process_hung_nothing_is_tried_for_a_while(spanish):
    async with translating(spanish) as toy:
        await stopped(toy)
        assert await english(toy, "perro") == [None]
        (answer,) = await toy.translate(["perro"], language="es")
        assert answer.verdict.startswith(WAITING)
        assert not workers()


async def test_a_failed_batch_leaves_the_others_their_english(spanish, monkeypatch):
    async with translating(spanish) as toy:
        inner = toy._process.translate
        batches = []

        async def first_fails(models, sentences):
            batches.append(sentences)
            if len(batches) == 1:
                raise translate_ct2.WorldbriefError("broken")
            return await inner(models, sentences)

        monkeypatch.setattr(toy._process, "translate", first_fails)
        found = await english(toy, *(f"gato {number:04}" for number in range(2 * BATCH)))
    assert found == [None] * BATCH + [f"cat {number:04}" for number in range(BATCH, 2 * BATCH)]


async def test_the_models_leave_the_memory_when_nobody_asks(spanish):
    async with translating(spanish, idle=0.0) as toy:
        await english(toy, "gato")
        while workers():
            await asyncio.sleep(0)
        assert await english(toy, "perro") == ["dog"]


async def test_a_closed_translator_has_no_english(spanish):
    async with translating(spanish) as toy:
        pass
    assert await english(toy, "gato") == [None]
    await toy.close()


# ---------------------------------------------------------------------------- folders of others


@pytest.fixture
def opus(tmp_path) -> Path:
    folder = toymodel.folder(tmp_path / "opus")
    (folder / "sentencepiece.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    return folder


async def test_a_folder_with_two_sentencepiece_files_knows_the_languages_given(opus):
    toy = Ct2Translator(name="ct2", ways=OneModel(opus, languages=("es", "ca-ES", "en")))
    assert await toy.languages() == {"es", "ca"}
    (answer,) = await toy.translate(["el gato"], language="es-AR")
    assert (answer.text, answer.by) == ("the cat", "ct2")
    (answer,) = await toy.translate(["le chat"], language="fr")
    assert (answer.text, answer.by) == (None, "")
    await toy.close()


async def test_a_folder_with_a_token_per_language_knows_those_of_its_vocabulary(tmp_path):
    folder = toymodel.folder(tmp_path / "m2m", english=toymodel.ENGLISH | {"__es__": "__en__", "__en__": "__en__"})
    (folder / "sentencepiece.model").rename(folder / "sentencepiece.bpe.model")
    ways = OneModel(folder, before="__{}__", begin="__en__")
    assert ways.languages() == {"es"}
    assert not ways.route("fr")
    (found,) = ways.route("es")
    assert (found.before, found.begin) == (("__es__",), ("__en__",))
    async with translating(found) as toy:
        assert await english(toy, "el gato ve.") == ["the cat sees."]


def test_the_end_token_is_given_to_models_that_do_not_add_it(opus):
    assert OneModel(opus, languages=("es",)).route("es")[0].after == ()
    config = (opus / "config.json").read_text().replace('"add_source_eos": true', '"add_source_eos": false')
    (opus / "config.json").write_text(config)
    assert OneModel(opus, languages=("es",)).route("es")[0].after == ("</s>",)


def test_a_folder_that_is_no_model_is_refused_with_its_mend(tmp_path, opus):
    with pytest.raises(ConfigError, match="no CTranslate2 model"):
        OneModel(tmp_path, languages=("es",))
    with pytest.raises(ConfigError, match="no language is known"):
        OneModel(opus)
    with pytest.raises(ConfigError, match="no language is known"):
        OneModel(opus, before="__{}__")
    (opus / "source.spm").unlink()
    with pytest.raises(ConfigError, match="no SentencePiece file"):
        OneModel(opus, languages=("es",))
