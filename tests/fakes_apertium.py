"""A program that speaks as `apertium` does: lists its pairs, and is a pipe in which NUL ends a text."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

SCRIPT = """\
#!{python}
import json, os, re, sys, time
ENGLISH = json.loads({english!r})
if "-l" in sys.argv:
    print("  eng-spa\\n  spa-eng\\n  eu-en\\n  spa-eng_US\\n  cat-spa")
    sys.exit()
assert sys.argv[1:] == ["-z", "-u", "-f", "none", "spa-eng"], sys.argv
with open({log!r}, "a") as log:
    print(os.getpid(), file=log)
text = b""
while piece := sys.stdin.buffer.read(1):
    if piece != b"\\0":
        text += piece
        continue
    said, text = text.decode(), b""
    stop = ".[]" if said.endswith(".[]") else ""
    plain = re.sub(r"\\\\\\\\(.)", r"\\\\1", said.removesuffix(".[]"))
    if "muere ya" in plain:
        os._exit(1)
    if "calla" in plain:
        time.sleep(3600)
    english = ENGLISH.get(plain, plain.upper())
    english = re.sub(r"[\\\\\\\\\\[\\]{{}}^$@/<>]", lambda found: chr(92) + found[0], english)
    sys.stdout.buffer.write((english + stop).encode() + b"\\0")
    sys.stdout.buffer.flush()
"""


def apertium(folder: Path, english: Mapping[str, str]) -> str:
    """The command; the process ids of its pipes stand in the file `started` of the folder."""
    command = folder / "apertium"
    text = SCRIPT.format(python=sys.executable, english=json.dumps(english), log=str(folder / "started"))
    command.write_text(text.replace("\\\\\\\\", "\\\\").replace("\\\\1", "\\1"))
    command.chmod(0o755)
    return str(command)


def started(folder: Path) -> list[int]:
    """The process ids of the pipes that were started, in order."""
    log = folder / "started"
    return [int(line) for line in log.read_text().split()] if log.exists() else []
