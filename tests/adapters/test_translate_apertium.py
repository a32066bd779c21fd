"""Apertium's pipes: started once, again when they die, and never waited for without end."""

from __future__ import annotations

import asyncio
import os

import pytest

from bot.adapters.translate_apertium import Apertium
from tests.fakes_apertium import modes, started

ENGLISH = {"Nadie lo vio": "Nobody saw it", "El 5 % [de ^eso$]": "5 % [of ^that$]", "No.": "No."}


@pytest.fixture
async def apertium(tmp_path):
    made = Apertium(folders=[modes(tmp_path, ENGLISH), tmp_path / "nowhere"], limit=5.0)
    yield made
    await made.close()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_only_pairs_into_english_count(apertium):
    assert await apertium.languages() == {"es"}


async def test_without_apertium_there_are_no_languages(tmp_path):
    apertium = Apertium(folders=[tmp_path])
    assert await apertium.languages() == frozenset()
    [answer] = await apertium.translate(["Nadie lo vio"], language="es")
    assert (answer.text, answer.by) == (None, "")


async def test_every_translation_is_marked_as_rough(apertium):
    answers = await apertium.translate(tuple(ENGLISH), language="es-AR")
    assert [(each.text, each.rough) for each in answers] == [(text, True) for text in ENGLISH.values()]


async def test_one_process_serves_many_texts(apertium, tmp_path):
    for _ in range(3):
        await apertium.translate(["uno", "dos"], language="es")
    assert len(started(tmp_path)) == 1


async def test_a_process_that_dies_is_started_again_for_the_next_text(apertium, tmp_path):
    answers = await apertium.translate(["Nadie lo vio", "muere ya", "otra cosa"], language="es")
    assert [each.text for each in answers] == ["Nobody saw it", None, "OTRA COSA"]
    assert len(started(tmp_path)) == 2


async def test_a_process_that_gives_no_answer_is_ended_with_its_children(tmp_path):
    apertium = Apertium(folders=[modes(tmp_path, ENGLISH)], limit=1.0)
    [answer] = await apertium.translate(["calla"], language="es")
    assert (answer.text, answer.by) == (None, "apertium")
    assert not [pid for pid in started(tmp_path) if alive(pid)]
    await apertium.close()


async def test_a_pair_that_never_answers_is_left_alone(tmp_path, caplog):
    apertium = Apertium(folders=[modes(tmp_path, ENGLISH)], limit=5.0)
    answers = await apertium.translate([f"muere ya {number}" for number in range(9)], language="es")
    assert [each.text for each in answers] == [None] * 9
    assert len(started(tmp_path)) == 3
    assert answers[-1].verdict.startswith("waiting")
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("bot.")]  # asyncio may warn of a race
    assert len(ours) == len([each for each in ours if "spa-eng" in each])
    await apertium.close()


async def test_whoever_leaves_gives_nobody_the_answer_to_another_text(apertium, tmp_path):
    await apertium.translate(["uno"], language="es")
    task = asyncio.create_task(apertium.translate(["calla"], language="es"))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    [answer] = await apertium.translate(["dos"], language="es")
    assert answer.text == "DOS"


async def test_closing_ends_every_process(apertium, tmp_path):
    await apertium.translate(["uno"], language="es")
    [pid] = started(tmp_path)
    await apertium.close()
    await apertium.close()
    assert not alive(pid)
