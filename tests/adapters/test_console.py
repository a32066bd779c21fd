"""The console on its own: lines in, messages out, and readers who leave."""

from __future__ import annotations

import io
import os

import pytest

from bot.adapters.console import Console


def message(text: str) -> list[tuple[str, frozenset[str], None]]:
    return [(text, frozenset(), None)]


class Talk:
    """What was said and pressed."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.pressed: list[str] = []

    async def say(self, line: str) -> None:
        self.said.append(line)

    async def press(self, key: str) -> None:
        self.pressed.append(key)


async def test_a_second_console_goes_on_where_the_first_stopped_reading():
    source, target, talk = io.TextIOWrapper(io.BytesIO(b"one\nsample\ntwo\n")), io.StringIO(), Talk()
    assert await Console(source, target, leave=frozenset({"sample"})).run(talk.say, talk.press) == "sample"
    assert await Console(source, target).run(talk.say, talk.press) is None
    assert talk.said == ["one", "two"]


@pytest.mark.parametrize("word", ["quit", "EXIT", " Quit "])
async def test_a_word_that_ends_it_does_so_in_any_case(word):
    talk = Talk()
    left = await Console(io.StringIO(f"{word}\nmore\n"), io.StringIO()).run(talk.say, talk.press)
    assert (left, talk.said) == (word.strip().lower(), [])


async def test_a_number_presses_the_button_of_the_last_message_that_had_any():
    console, talk = Console(io.StringIO("1\n2\n3\n0\n0001\n٢\n"), io.StringIO()), Talk()
    console.show(message("old"), buttons=[("x", "old")])
    console.show(message("new"), buttons=[("a", "A"), ("b", "B")])
    console.show(message("without"))
    await console.run(talk.say, talk.press)
    assert talk.pressed == ["A", "B"]
    assert talk.said == ["3", "0", "0001", "٢"]


def test_text_is_shown_as_it_is_and_never_read_as_markup():
    out = io.StringIO()
    Console(io.StringIO(), out).show(message("[bold]no[/bold] :smile: {x}"), above="(changed)")
    assert out.getvalue() == "(changed)\n[bold]no[/bold] :smile: {x}\n\n"


async def test_where_nobody_reads_any_more_the_conversation_ends():
    reading, writing = os.pipe()
    os.close(reading)
    with io.TextIOWrapper(io.FileIO(writing, "w"), write_through=True) as target:
        talk = Talk()
        console = Console(io.StringIO("one\ntwo\n"), target)
        console.show(message("hello"))
        assert await console.run(talk.say, talk.press) is None
        assert talk.said == []
        again = Console(io.StringIO("one\n"), target)
        assert await again.run(talk.say, talk.press) is None
        assert talk.said == []
