"""The process: what it does with its streams, signals and a closed pipe, played in real processes."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
from asyncio.subprocess import PIPE

import pytest

from tests.botapi import BotApi
from tests.feedserver import FeedServer
from tests.program import COMMAND, ROOT, environment, outlets, run

NOBODY = "http://127.0.0.1:9/rss"  # the port of `discard`, which nothing listens at


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "feeds.yaml").write_text(outlets(("AR", "El Faro", NOBODY)))
    return tmp_path


def test_a_piped_conversation_goes_on_with_the_sample_edition(folder):
    done = run(
        "chat", cwd=folder, given=b"Argentina\nsample\nArgentina\nquit\nnever read\n", BOT_ALLOW_HOSTS="127.0.0.1"
    )
    shown = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    live, sample = shown.split("> sample\n")
    assert "be read since" in live
    assert "Sample edition of 5 September 2025" not in live
    assert "El Faro Austral" in sample
    assert "never read" not in sample


def test_what_is_no_utf8_is_a_line_too(folder):
    done = run("chat", "--sample", cwd=folder, given=b"\xff\xfe\nArgentina\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Type a country, like Argentina" in done.stdout.decode()
    assert "El Faro Austral" in done.stdout.decode()


def test_a_terminal_that_knows_ascii_alone_shows_what_it_can(folder):
    done = run("chat", "--sample", cwd=folder, given=b"Argentina\n", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Argentina and Brazil sign" in done.stdout


@pytest.mark.parametrize(
    "args", [("chat", "--sample"), ("--help",), ("brief", "--help"), ("feeds", "export"), ("doctor",)]
)
def test_a_reader_of_the_output_who_leaves_is_no_fault(folder, args):
    left, ours = os.pipe()
    os.close(left)
    done = subprocess.run(
        [*COMMAND, *args],
        cwd=folder,
        input=b"Argentina\nFrance\nquit\n",
        env=environment(),
        stdout=ours,
        stderr=PIPE,
        check=False,
    )
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_a_subcommand_and_a_token_it_says_so_and_opens_the_chat(folder):
    done = run(cwd=folder, given=b"quit\n")
    first, *rest = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert "TELEGRAM_BOT_TOKEN is not set" in first
    assert any("Worldbrief" in line for line in rest)


async def test_ctrl_c_ends_a_conversation_at_once(folder):
    process = await asyncio.create_subprocess_exec(
        *COMMAND, "chat", "--sample", cwd=folder, env=environment(), stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    await process.stdout.readuntil(b"\n> ")
    process.send_signal(signal.SIGINT)
    assert await process.wait() == 130
    assert await process.stderr.read() == b""


@pytest.mark.parametrize("command", [("refresh",), ("feeds", "check", "--json"), ("brief", "AR", "--json")])
async def test_ctrl_c_ends_a_pass_over_the_feeds(tmp_path, command):
    never = asyncio.Event()
    async with FeedServer() as server:
        server.put("/slow.xml", gate=never)
        (tmp_path / "feeds.yaml").write_text(outlets(("AR", "Slow", server.url("/slow.xml"))))
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            *command,
            cwd=tmp_path,
            env=environment(BOT_ALLOW_HOSTS="127.0.0.1"),
            stdout=PIPE,
            stderr=PIPE,
            start_new_session=True,  # a terminal's Ctrl-C goes to the whole group
        )
        await server.asked(1)
        os.killpg(process.pid, signal.SIGINT)
        out, err = await process.communicate()
        assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("down", ["nothing", "getMe", "deleteWebhook", "getMyCommands", "getUpdates"])
async def test_the_service_outlives_what_telegram_does_not_answer_and_a_signal_ends_it(folder, number, down):
    async with BotApi(down={down}) as api:
        process = await asyncio.create_subprocess_exec(
            *COMMAND,
            "run",
            cwd=folder,
            env=environment(TELEGRAM_BOT_TOKEN="42:canary", TELEGRAM_API_URL=api.url),
            stdout=PIPE,
            stderr=PIPE,
        )
        await api.called("getUpdates" if down == "nothing" else down)
        process.send_signal(number)
        out, err = await process.communicate()
    assert (process.returncode, out) == (0, b""), err.decode()
    assert b"canary" not in err


UNANSWERED = """
import socket, sys, threading

def never_answered(*args, **kwargs):
    print("asked", flush=True)
    threading.Event().wait(30)  # as long as a resolver tries
    print("given up", flush=True)
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

socket.getaddrinfo = never_answered
"""


async def test_a_stop_does_not_wait_for_a_name_that_is_not_answered(folder):
    (folder / "sitecustomize.py").write_text(UNANSWERED)
    process = await asyncio.create_subprocess_exec(
        *COMMAND,
        "run",
        cwd=folder,
        env=environment(TELEGRAM_BOT_TOKEN="42:canary", PYTHONPATH=f"{folder}{os.pathsep}{ROOT}"),
        stdout=PIPE,
        stderr=PIPE,
    )
    asked = await process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    out, err = await process.communicate()
    assert (process.returncode, asked) == (0, b"asked\n"), err.decode()
    assert b"given up" not in out


STOPPED_EARLY = """
import os, signal, sys

class Early:
    def find_spec(name, *_):
        if name == "bot.cli":
            os.kill(os.getpid(), signal.{number.name})

sys.meta_path.insert(0, Early)
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("args", [(), ("run",)])
def test_a_stop_that_comes_before_the_libraries_are_read_is_a_stop(folder, number, args):
    (folder / "sitecustomize.py").write_text(STOPPED_EARLY.format(number=number))
    done = run(*args, cwd=folder, TELEGRAM_BOT_TOKEN="42:canary", PYTHONPATH=f"{folder}{os.pathsep}{ROOT}")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
