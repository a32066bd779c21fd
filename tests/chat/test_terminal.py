"""The chat in a terminal: the same application, over two text streams."""

from __future__ import annotations

import asyncio
import io
import threading

from bot.adapters.console import Console
from bot.chat import wiring
from bot.chat.answering import Answers, Place
from bot.chat.local import LocalTelegram
from bot.chat.pacing import Pacer
from bot.chat.terminal import converse
from tests.chat.stage import Stage, told


async def transcript(stage: Stage, *lines: str) -> str:
    """What a terminal shows while these lines are typed."""
    out = io.StringIO()
    await converse(stage.application, stage.local, Console(io.StringIO("".join(f"{line}\n" for line in lines)), out))
    return out.getvalue()


async def test_no_input_says_hello_and_ends(stage: Stage):
    shown = await transcript(stage)
    assert "Worldbrief" in shown
    assert "[1] " in shown


async def test_a_line_is_a_message_and_a_number_presses_a_button(stage: Stage):
    await stage.news.save([told("Grain is loaded")])
    shown = await transcript(stage, "Argentina", "1", "quit", "never read")
    assert "> Argentina\n" in shown
    assert "1. Grain is loaded (https://news.example/" in shown
    assert "[1] 📰 1" in shown
    assert "Who tells it" in shown
    assert "never read" not in shown


async def test_a_message_that_changes_is_shown_again_as_changed(stage: Stage):
    shown = await transcript(stage, "/subscribe", "1")
    assert "(changed)\nTap the countries" in shown
    assert "[1] ✓ 🇦🇷 Argentina" in shown


async def test_a_number_without_a_button_is_said(stage: Stage):
    assert "Type a country, like Argentina" in await transcript(stage, "99", "")


async def test_a_notice_is_shown(stage: Stage):
    out = io.StringIO()
    console = Console(io.StringIO(""), out)
    await converse(stage.application, stage.local, console)
    async with stage.application:
        await stage.press_data(next(iter(stage.local.messages.values())), "0:old:")
    assert "older version" in out.getvalue()


async def test_a_stream_that_is_closed_ends_the_conversation(stage: Stage):
    source = io.StringIO("x\n")
    source.close()
    out = io.StringIO()
    assert await converse(stage.application, stage.local, Console(source, out)) is None
    assert "Worldbrief" in out.getvalue()


async def test_a_conversation_can_be_cancelled_while_it_waits_for_a_line(stage: Stage):
    asked, never = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    class Silent(io.StringIO):
        def readline(self, *_):
            loop.call_soon_threadsafe(asked.set)
            never.wait()
            return ""

    task = asyncio.ensure_future(converse(stage.application, stage.local, Console(Silent(), io.StringIO())))
    await asked.wait()
    task.cancel()
    (ended,) = await asyncio.gather(task, return_exceptions=True)
    assert isinstance(ended, asyncio.CancelledError)
    never.set()


async def test_styles_and_links_are_shown_on_a_terminal():
    class Tty(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Tty()
    console = Console(io.StringIO(""), out)
    console._screen = type(console._screen)(file=out, force_terminal=True, soft_wrap=True, color_system="truecolor")
    console.show([("bold", frozenset({"bold"}), None), ("link", frozenset(), "https://x.example")])
    assert "\x1b[1mbold" in out.getvalue()
    assert "https://x.example" in out.getvalue()


async def test_a_slow_answer_shows_that_it_is_being_made():
    local, seen = LocalTelegram(), asyncio.Event()
    local.chat(1)

    class Watching(LocalTelegram):
        async def do_request(self, url, method, *args, **kwargs):
            answer = await local.do_request(url, method, *args, **kwargs)
            if url.endswith("sendChatAction"):
                seen.set()
            return answer

    async with wiring.in_process(Watching()) as application:
        answers = Answers(bot=application.bot, pacer=Pacer(rate=30))
        async with answers.busy(Place(chat=1), patience=0):
            await seen.wait()
        async with answers.busy(Place(chat=1)):
            pass
    assert [name for name, _ in local.calls].count("sendChatAction") == 1
