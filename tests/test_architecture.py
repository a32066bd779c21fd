"""The two rules that hold the design together: imports point inwards, and importing does nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "bot").rglob("*.py"))

USE_CASES = {"health", "intake", "english", "pipeline", "delivery", "subscriptions", "reading"}
INNER = {"ports", "core", "catalogue", "model", "errors"}

MAY_IMPORT: dict[str, set[str]] = {
    # which rooms of ours each room may import; a room that is not named here has no place yet
    "model": set(),
    "errors": set(),
    "core": {"core", "model", "errors"},
    "ports": {"core", "model"},
    "catalogue": {"core", "model", "errors"},
    "config": {"core", "model", "errors"},
    "sample": {"model", "catalogue", "core"},
    "health": INNER,
    "intake": INNER,
    "english": INNER,
    "pipeline": INNER | {"intake", "english"},
    "reading": INNER,
    "subscriptions": INNER,
    "newsroom": INNER | {"english", "health", "intake", "pipeline", "reading"},
    "service": USE_CASES | {"chat", "core", "heartbeat", "jobs", "newsroom"},
    "conversation": USE_CASES | {"chat", "jobs", "newsroom"},
    "heartbeat": {"ports"},
    "threads": set(),
    "planning": INNER | {"reading"},
    "sending": INNER,
    "delivery": INNER | {"reading", "planning", "sending"},
    "jobs": set(),
    "json_view": {"core", "model"},
    "text_view": {"core", "model"},
    "logs": {"config"},
    "doctor": INNER | {"config"},
    "chat": INNER | USE_CASES | {"chat", "bot"},
    "adapters": INNER | {"adapters", "sample", "bot"},
}
COMPOSITION = {"app", "translators", "writers"}  # these name adapters, and may import everything
SHELL = {"__main__", "cli", "cli_packages"}  # these may import everything but adapters
UNBOUND = COMPOSITION | SHELL | {"bot"}

PURE = {
    # what the inside may use besides: nothing that reads, writes, waits, rolls dice or looks at the time
    *(
        "__future__",
        "array",
        "base64",
        "bisect",
        "codecs",
        "collections",
        "contextlib",
        "dataclasses",
        "datetime",
        "difflib",
    ),
    *("email", "enum", "fractions", "functools", "hashlib", "heapq", "html", "io", "ipaddress", "itertools", "json"),
    *("math", "re", "stat", "string", "struct", "sys", "types", "typing", "unicodedata", "urllib.parse", "zlib"),
    *("xml.etree.ElementTree", "xml.etree", "xml.parsers", "xml.sax.saxutils", "zoneinfo"),
    *("babel", "feedparser", "nh3", "numpy", "py3langid", "yaml"),
}
STANDARD = {"__future__", "collections", "dataclasses", "datetime", "enum"}
INSIDE: dict[str, set[str]] = {
    "core": PURE | {"importlib", "pathlib"},  # codings that may not be there; paths as values
    "ports": STANDARD | {"contextlib", "typing"},
    "model": STANDARD,
    "errors": STANDARD,
}

ONLY_IN: dict[str, set[str]] = {
    # which rooms may use a library; tests/ and benchmarks/ are free
    "telegram": {"chat", "app"},
    "httpx": {"chat", "adapters"},  # chat: python-telegram-bot's own errors are told apart by their cause
    "aiohttp": {"adapters"},
    "requests": set(),
    "tinydb": {"adapters"},
    "sqlite3": {"adapters"},
    "apscheduler": {"jobs"},
    "feedparser": {"core"},
    "pydantic_settings": {"config"},
    "dotenv": {"config"},
}


def _is_among(name: str, allowed: set[str]) -> bool:
    """Whether a module, or the package it is in, is among these."""
    parts = name.split(".")
    return any(".".join(parts[:count]) in allowed for count in range(1, len(parts) + 1))


def room(path: Path) -> str:
    """The first name below bot/: a folder or a module."""
    name = path.relative_to(ROOT / "bot").parts[0].removesuffix(".py")
    return "bot" if name == "__init__" else name


def imports(path: Path) -> set[str]:
    """Every module that a file imports, as dotted names, `from bot import x` as `bot.x`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            assert node.module is not None
            found |= {f"bot.{alias.name}" for alias in node.names} if node.module == "bot" else {node.module}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_inwards(path: Path):
    here = room(path)
    assert here in MAY_IMPORT or here in UNBOUND, f"where does {here} belong?"
    for name in imports(path):
        library, _, rest = name.partition(".")
        if library == "bot":
            there = rest.split(".")[0] if rest else "bot"
            there = "bot" if there.startswith("__") else there
            assert here in UNBOUND or there in MAY_IMPORT[here], f"{here} may not import {name}"
            assert there != "adapters" or here in COMPOSITION | {"adapters"}, f"{here} may not name adapters"
        else:
            allowed = INSIDE.get(here)
            assert allowed is None or _is_among(name, allowed), f"{here} may not use {name}"
            assert here in ONLY_IN.get(library, {here}), f"{here} may not use {library}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_config_reads_the_environment_and_only_the_app_reads_the_clock(path: Path):
    tree = ast.parse(path.read_text())
    named = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names = {".".join(name.split(".")[-2:]) for name in named}  # also behind `import datetime`
    taken = {
        f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    aliased = [
        alias
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.asname and alias.name in {"os", "time", "datetime"}
    ]
    assert not aliased
    if room(path) != "config":
        assert not (names | taken) & {"os.environ", "os.getenv", "os.environb"}
    if room(path) != "app":
        clocks = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
        assert not (names | taken) & clocks


@pytest.mark.parametrize(
    "path", [p for p in MODULES if room(p) in {"core", "model", "catalogue"}], ids=lambda path: path.stem
)
def test_the_core_is_synchronous(path: Path):
    tree = ast.parse(path.read_text())
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.AsyncFunctionDef | ast.Await)]


IMPORT_AND_WATCH = """
import importlib, sys, threading, logging
import asyncio, concurrent.futures, multiprocessing  # what they do on import is theirs
seen = []

def watch(event, args):
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        seen.append((event, str(args[0])))
    elif event.split(".")[0] in {"socket", "subprocess", "sqlite3"} and event != "socket.gethostname":
        seen.append((event, str(args)))
    elif event in {"os.mkdir", "os.remove", "os.rename", "os.system", "os.putenv", "signal.pthread_kill"}:
        seen.append((event, str(args)))

modules = sys.argv[1:]
third_party = {"telegram", "aiohttp", "babel", "feedparser", "rich", "tinydb", "yaml", "nh3", "apscheduler"}
third_party |= {"py3langid"}
for name in sorted(third_party):
    importlib.import_module(name)
handlers = list(logging.getLogger().handlers)
sys.addaudithook(watch)
for name in modules:
    importlib.import_module(name)
assert not seen, seen
assert threading.active_count() == 1, threading.enumerate()
assert logging.getLogger().handlers == handlers
print("quiet")
"""


def test_importing_any_module_does_nothing_observable():
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in MODULES]
    names = [name.removesuffix(".__init__") for name in names]
    done = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_AND_WATCH, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("quiet\n", 0), done.stderr
