"""Translators that take a translator: the chain, the gate, the memory and the budget."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.adapters.translate_budget import SPENT, Budgeted
from bot.adapters.translate_cached import FAILURE, KEPT, Cached
from bot.adapters.translate_chain import Chain
from bot.adapters.translate_gated import Gated
from bot.adapters.translate_none import NoTranslator
from bot.adapters.translations_file import open_translations
from bot.adapters.workers_inline import InlineWorkers
from bot.model import NO_TRANSLATOR, Translation
from tests.builders import FakeClock
from tests.fakes import FakeTranslator, passes

DOWN = Translation(text=None, by="", verdict="waiting: it is out of reach")
UNKNOWN = Translation(text=None, by="", verdict=NO_TRANSLATOR)


class Saying:
    """Gives every text the same answer."""

    def __init__(self, answer: Translation) -> None:
        self.name = answer.by or "it"
        self.answer = answer
        self.asked: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def translate(self, texts: Sequence[str], *, language: str):
        self.asked += texts
        await self.gate.wait()
        return (self.answer,) * len(texts)


def refused(by: str = "argos", verdict: str = "number 5 lost") -> Translation:
    return Translation(text=None, by=by, verdict=verdict)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
async def file(tmp_path):
    made = await open_translations(tmp_path / "translations.sqlite")
    yield made
    await made.close()


# ---------------------------------------------------------------------------- the chain


async def test_what_fails_goes_on_to_the_next_and_nothing_else():
    first, second = FakeTranslator({"uno": "one"}), FakeTranslator({"uno": "ONE", "dos": "two"})
    answers = await Chain([first, second]).translate(["uno", "dos", "tres"], language="es")
    assert [each.text for each in answers] == ["one", "two", None]
    assert second.asked == ["dos", "tres"]


async def test_whoever_is_not_needed_is_not_asked():
    second = FakeTranslator({})
    await Chain([FakeTranslator({"uno": "one"}), second]).translate(["uno"], language="es")
    assert second.asked == []


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ((refused("argos"), refused("deepl", "negation lost")), 1),  # the last that tried
        ((refused("argos"), UNKNOWN), 0),  # one that does not know the language has not tried
        ((UNKNOWN, refused("argos")), 1),
        ((UNKNOWN, SPENT), 1),
        ((DOWN, refused("apertium")), 0),  # a better one may come
        ((refused("argos"), DOWN), 1),
        ((DOWN, UNKNOWN), 0),
        ((SPENT, UNKNOWN), 0),
        ((refused("argos"), SPENT), 0),
    ],
)
async def test_of_several_refusals_one_counts(answers, counts):
    [found] = await Chain([Saying(each) for each in answers]).translate(["uno"], language="es")
    assert found == answers[counts]


async def test_a_chain_of_nobody_says_so():
    [answer] = await Chain([]).translate(["uno"], language="es")
    assert (answer.text, answer.by, answer.verdict) == (None, "", "no translator")
    assert await Chain([NoTranslator()]).translate(["uno"], language="es") == (answer,)


# ---------------------------------------------------------------------------- the gate


async def test_the_gate_refuses_with_its_own_words_and_names_the_backend():
    gated = Gated(FakeTranslator({"uno": "one", "dos": "wrong"}), passes, workers=InlineWorkers())
    answers = await gated.translate(["uno", "dos", "tres"], language="es")
    assert [(each.text, each.by, each.verdict) for each in answers] == [
        ("one", "fake", "ok"),
        (None, "fake", "a word is wrong"),
        (None, "", "unknown"),
    ]


async def test_what_the_gate_refuses_goes_on_to_the_next():
    first = Gated(FakeTranslator({"uno": "wrong"}), passes, workers=InlineWorkers())
    [answer] = await Chain([first, FakeTranslator({"uno": "one"})]).translate(["uno"], language="es")
    assert answer.text == "one"


# ---------------------------------------------------------------------------- the memory


async def test_nothing_is_translated_twice_not_even_by_the_next_process(file, clock, tmp_path):
    first = FakeTranslator({"uno": "one"})
    cached = Cached(first, file, clock=clock)
    before = await cached.translate(["uno", "uno"], language="es")
    assert await cached.translate(["uno"], language="es") == before[:1]
    await file.close()
    again, second = await open_translations(tmp_path / "translations.sqlite"), FakeTranslator({})
    assert await Cached(second, again, clock=clock).translate(["uno"], language="es") == before[:1]
    assert (first.asked, second.asked) == (["uno"], [])
    await again.close()


async def test_a_language_a_backend_and_a_model_have_their_own_translations(file, clock):
    fake = FakeTranslator({"gift": "poison"})
    await Cached(fake, file, clock=clock).translate(["gift"], language="de")
    await Cached(fake, file, clock=clock).translate(["gift"], language="sv")
    await Cached(fake, file, clock=clock, model="larger").translate(["gift"], language="sv")
    assert fake.asked == ["gift"] * 3


async def test_a_text_that_could_not_be_translated_is_tried_again_the_next_day(file, clock):
    failing = Saying(refused())
    cached = Cached(failing, file, clock=clock)
    for _ in range(2):
        assert await cached.translate(["uno"], language="es") == (refused(),)
    assert failing.asked == ["uno"]
    clock.advance(days=FAILURE)
    await cached.translate(["uno"], language="es")
    assert failing.asked == ["uno"] * 2


async def test_what_was_not_tried_is_not_kept(file, clock):
    down = Saying(DOWN)
    cached = Cached(down, file, clock=clock)
    for _ in range(2):
        assert await cached.translate(["uno"], language="es") == (DOWN,)
    assert down.asked == ["uno"] * 2


async def test_a_rough_translation_stays_rough(file, clock):
    rough = Translation(text="one", by="apertium", rough=True)
    cached = Cached(Saying(rough), file, clock=clock)
    for _ in range(2):
        assert await cached.translate(["uno"], language="es") == (rough,)


async def test_a_translation_is_forgotten_long_after_its_last_use(file, clock):
    fake = FakeTranslator({"uno": "one", "dos": "two", "tres": "three", "x": "y"})
    await Cached(fake, file, clock=clock).translate(["uno", "dos"], language="es")
    clock.advance(days=KEPT)
    await Cached(fake, file, clock=clock).translate(["uno"], language="es")
    clock.advance(days=KEPT)
    for text in ("x", "uno", "dos"):  # the first keeps something new, which is when old ones go
        await Cached(fake, file, clock=clock).translate([text], language="es")
    assert fake.asked == ["uno", "dos", "x", "dos"]


async def test_what_nobody_waits_for_any_more_is_finished_and_kept(file, clock):
    slow = Saying(Translation(text="one", by="it"))
    slow.gate.clear()
    cached = Cached(slow, file, clock=clock)
    waiter = asyncio.create_task(cached.translate(["uno"], language="es"))
    while not slow.asked:
        await asyncio.sleep(0)
    waiter.cancel()
    await asyncio.gather(waiter, return_exceptions=True)
    second = asyncio.create_task(cached.translate(["uno"], language="es"))
    slow.gate.set()
    assert [each.text for each in await second] == ["one"]
    assert [each.text for each in await cached.translate(["uno"], language="es")] == ["one"]
    assert slow.asked == ["uno"]


async def test_closing_stops_what_is_being_asked_for(file, clock):
    slow = Saying(Translation(text="one", by="it"))
    slow.gate.clear()
    cached = Cached(slow, file, clock=clock)
    waiter = asyncio.create_task(cached.translate(["uno"], language="es"))
    while not slow.asked:
        await asyncio.sleep(0)
    await cached.close()
    await asyncio.gather(waiter, return_exceptions=True)
    assert waiter.done()


async def test_a_file_that_fails_costs_no_translation(file, clock, caplog):
    await file.close()
    cached = Cached(FakeTranslator({"uno": "one"}), file, clock=clock)
    assert [each.text for each in await cached.translate(["uno"], language="es")] == ["one"]
    assert "can't be looked up" in caplog.text


# ---------------------------------------------------------------------------- the budget


async def test_a_day_has_so_many_characters_and_no_more(file, clock, tmp_path):
    fake = FakeTranslator({"uno": "one", "dos": "two"})
    budgeted = Budgeted(fake, file, clock=clock, characters=7)
    answers = await budgeted.translate(["uno", "dos", "uno"], language="es")
    assert [each.text for each in answers] == ["one", "two", None]
    assert (answers[2], answers[2].verdict) == (SPENT, "today's budget is used up")
    await file.close()
    again = await open_translations(tmp_path / "translations.sqlite")
    budgeted = Budgeted(fake, again, clock=clock, characters=7)
    assert await budgeted.left() == 1
    assert await budgeted.translate(["uno"], language="es") == (SPENT,)
    clock.advance(days=1)
    assert await budgeted.left() == 7
    assert [each.text for each in await budgeted.translate(["uno"], language="es")] == ["one"]
    await again.close()


async def test_what_was_not_tried_is_not_counted(file, clock):
    budgeted = Budgeted(Saying(DOWN), file, clock=clock, characters=7)
    assert await budgeted.translate(["uno"], language="es") == (DOWN,)
    assert await budgeted.left() == 7


async def test_what_was_tried_in_vain_is_counted(file, clock):
    budgeted = Budgeted(Saying(refused()), file, clock=clock, characters=7)
    await budgeted.translate(["uno"], language="es")
    assert await budgeted.left() == 4


async def test_where_nothing_can_be_counted_nothing_is_spent(file, clock, caplog):
    await file.close()
    fake = FakeTranslator({"uno": "one"})
    assert await Budgeted(fake, file, clock=clock, characters=7).translate(["uno"], language="es") == (SPENT,)
    assert fake.asked == []


async def test_every_backend_has_its_own_budget(file, clock):
    for name in ("deepl", "llm"):
        fake = FakeTranslator({"uno": "one"})
        fake.name = name
        answers = await Budgeted(fake, file, clock=clock, characters=4).translate(["uno"], language="es")
        assert [each.text for each in answers] == ["one"]
