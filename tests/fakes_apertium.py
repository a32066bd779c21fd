"""A folder of Apertium's modes with one pair into English, whose pipe is a program of ours."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

SCRIPT = """\
#!{python}
import json, os, re, sys, time
from pathlib import Path
here = Path(__file__).parent
ENGLISH = json.loads((here / "english.json").read_text())
if "-n" in sys.argv:  # the last part of the pipe
    with (here / "started").open("a") as log:
        print(os.getpid(), file=log)
assert "-z" in sys.argv, sys.argv
text = b""
while piece := sys.stdin.buffer.read(1):
    if piece != b"\\0":
        text += piece
        continue
    said, text = text.decode(), b""
    if "-n" in sys.argv:
        assert said.endswith("[]"), said
        stop = "." if said.endswith(".[]") else ""
        plain = re.sub(r"\\\\(.)", r"\\1", said.removesuffix("[]").removesuffix("."))
        if "muere ya" in plain:
            os._exit(1)
        if "calla" in plain:
            time.sleep(3600)
        english = ENGLISH.get(plain, plain.upper())
        if plain + stop in ENGLISH:
            english, stop = ENGLISH[plain + stop], ""
        said = re.sub(r"[\\\\\\[\\]{{}}^$@/<>]", lambda found: chr(92) + found[0], english) + stop + "[]"
    sys.stdout.buffer.write(said.encode() + b"\\0")
    sys.stdout.buffer.flush()
"""


def modes(folder: Path, english: Mapping[str, str]) -> Path:
    """The folder of the modes. A text with "muere ya" ends the pipe, one with "calla" gets no answer."""
    (folder / "english.json").write_text(json.dumps(dict(english)))
    program = folder / "part"
    program.write_text(SCRIPT.format(python=sys.executable))
    program.chmod(0o755)
    (folder / "spa-eng.mode").write_text(f"'{program}' '{folder}/x.bin' | {program} -b $1 '{folder}/y.bin'\n")
    for other in ("eng-spa", "spa-eng_US", "cat-spa"):
        (folder / f"{other}.mode").write_text("false\n")
    return folder


def started(folder: Path) -> list[int]:
    """The process ids of the pipes that were started, in order."""
    log = folder / "started"
    return [int(line) for line in log.read_text().split()] if log.exists() else []
