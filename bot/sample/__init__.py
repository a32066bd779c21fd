"""The sample edition: feeds of outlets that do not exist, with their English, for a try without network or token.

`feeds.yaml` is its catalogue, `feeds/` holds one document per outlet, `english.json` the English of every
text that is in another language. The files are the source; nothing generates them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from importlib.resources import as_file, files

from bot.catalogue import load
from bot.model import Catalogue

MOMENT = datetime(2025, 9, 5, 18, 0, tzinfo=UTC)
"""The time at which the sample edition is read: just after its last article was published."""

ADDRESS = "https://sample.invalid/"
"""What every feed's URL begins with. RFC 2606 §2 reserves `.invalid`: no host can ever answer there."""


def catalogue() -> Catalogue:
    """Its outlets, with the note that labels everything shown of them."""
    with as_file(files(__name__) / "feeds.yaml") as path:
        return load(path)


def english() -> str:
    """The JSON text of one object: an original, title or summary, to its English."""
    return (files(__name__) / "english.json").read_text(encoding="utf-8")


def feed(path: str) -> bytes:
    """The document of one outlet, e.g. `ar/el-faro-austral.xml`. Raises FileNotFoundError where there is none."""
    return (files(__name__) / "feeds" / path).read_bytes()
