"""`translate list`, `install` and `remove` as an operator types them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from tests import toymodel
from tests.fileserver import FileServer
from tests.program import run

NOWHERE = "http://127.0.0.1:9/index.json"
"""An address that is never asked."""


@pytest.fixture
def server() -> Iterator[FileServer]:
    """With a thread of its own, so that the program under test can be waited for."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    serving = FileServer()
    asyncio.run_coroutine_threadsafe(serving.__aenter__(), loop).result()
    entries = [
        {"from_code": source, "to_code": target, "from_name": name, "package_version": "1.0"}
        | {"links": [serving.url(f"/{source}_{target}")]}
        for source, target, name in [("es", "en", "Spanish"), ("en", "es", "English"), ("ca", "es", "Catalan")]
    ]
    serving.put("/index.json", json.dumps(entries).encode())
    serving.put("/es_en", toymodel.packed())
    serving.put("/ca_es", toymodel.packed(source="ca", target="es"))
    yield serving
    asyncio.run_coroutine_threadsafe(serving.__aexit__(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


def translate(folder: Path, *args: str, index: str = NOWHERE) -> tuple[int, str, str]:
    done = run("translate", *args, cwd=folder, BOT_TRANSLATE_INDEX=index, BOT_ALLOW_HOSTS="127.0.0.1")
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_language_is_installed_listed_and_removed(server, tmp_path):
    index = server.url("/index.json")
    code, out, err = translate(tmp_path, "list", index=index)
    assert (code, err) == (0, "")
    assert out == (
        "Nothing is installed.\n\nTo be had with `translate install`:\n"
        "  ca   Catalan → Spanish 1.0\n  es   Spanish → English 1.0\n"
    )
    assert translate(tmp_path, "install", "ca", index=index) == (
        0,
        "Installed Catalan → Spanish 1.0, Spanish → English 1.0.\n",
        "",
    )
    code, out, _ = translate(tmp_path, "list", index=index)
    assert "The index offers nothing else." in out
    assert "  es   Spanish → English 1.0, 0." in out
    assert translate(tmp_path, "install", "es", index=index)[:2] == (0, "es: the newest is installed already.\n")
    assert translate(tmp_path, "remove", "es", "ca") == (
        0,
        "Removed Spanish → English.\nRemoved Catalan → Spanish.\n",
        "",
    )


def test_without_a_network_the_list_says_what_is_installed_and_that_this_is_all(tmp_path):
    toymodel.package(tmp_path / "a.argosmodel")
    assert translate(tmp_path, "install", "a.argosmodel")[0] == 0
    code, out, err = translate(tmp_path, "list")
    assert (code, err) == (0, "")
    assert out.startswith("Installed in data/translate:\n  es   Spanish → English 1.0, 0.")
    assert "What else there is can't be told: the package index at 127.0.0.1 can't be read: refused" in out


def test_one_that_fails_stops_no_other_and_the_exit_code_says_so(server, tmp_path):
    code, out, err = translate(tmp_path, "install", "de", "es", index=server.url("/index.json"))
    assert (code, out) == (1, "Installed Spanish → English 1.0.\n")
    assert err == "there is no package from German to English; there are: ca, es\n"
    code, out, err = translate(tmp_path, "remove", "fr", "es")
    assert (code, out) == (1, "Removed Spanish → English.\n")
    assert err == "fr: nothing is installed from it; `translate list` shows what is\n"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["install", "missing.argosmodel"], "missing.argosmodel: no such file or folder"),
        (["install", "./es_en"], "./es_en: no such file or folder"),
        (["install", "en"], "en: English needs no translation"),
        (["install"], "required: LANG|FILE"),
        (["remove"], "required: LANG"),
        ([], "required: ACTION"),
        (["list", "es"], "unrecognized arguments"),
    ],
)
def test_bad_usage_is_said_before_anything_is_done(tmp_path, args, words):
    code, out, err = translate(tmp_path, *args)
    assert (code, out) == (2, "")
    assert words in err
    assert not (tmp_path / "data").exists()


def test_an_index_that_is_no_address_is_bad_configuration(tmp_path):
    code, _, err = translate(tmp_path, "list", index="index.json")
    assert code == 2
    assert "BOT_TRANSLATE_INDEX" in err


@pytest.mark.parametrize("action", ["list", "install", "remove"])
def test_each_action_has_help_with_an_example(tmp_path, action):
    code, out, _ = translate(tmp_path, action, "--help")
    assert code == 0
    assert f"For example: worldbrief translate {action}" in " ".join(out.split())
