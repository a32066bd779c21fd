"""The program as a person or a script starts it: another process, with an environment of the test's alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-W", "error", "-m", "bot")


def environment(**settings: object) -> dict[str, str]:
    """What this process has, without any setting of ours but those given."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("BOT_", "TELEGRAM_"))}
    ours = {"PYTHONPATH": str(ROOT), "BOT_TRANSLATE_DOWNLOAD": "0"}
    return bare | ours | {name: str(value) for name, value in settings.items()}


def run(*args: str, cwd: Path, given: bytes = b"", **settings: object) -> subprocess.CompletedProcess[bytes]:
    """The program's output when it has ended; `given` is its standard input."""
    return subprocess.run(
        [*COMMAND, *args], cwd=cwd, input=given, env=environment(**settings), capture_output=True, check=False
    )


def outlets(*rows: tuple[str, str, str], language: str = "en") -> str:
    """The text of a catalogue of (country, name, feed)."""
    text = "countries:\n"
    for code in dict.fromkeys(row[0] for row in rows):
        text += f"  {code}:\n"
        for _, name, feed in (row for row in rows if row[0] == code):
            text += f"    - name: {name}\n      site: https://{name.lower().replace(' ', '-')}.example\n"
            text += f"      feed: {feed}\n      language: {language}\n"
    return text
