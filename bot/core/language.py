"""Language tags (BCP 47): which language one means, and what English calls it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from babel import Locale

T = TypeVar("T")

_TODAY = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}  # withdrawn from ISO 639-1
_SAME = {"no": ("nb",), "nb": ("no",), "fil": ("tl",), "tl": ("fil",)} | dict.fromkeys(
    ("sr", "hr", "bs", "cnr"), ("sh",)
)


def base(tag: str) -> str:
    """The language of a tag without script, region or variant: `pt-BR` and `pt_BR` → `pt`, `iw` → `he`."""
    first = tag.replace("_", "-").split("-", 1)[0].strip().lower()
    return _TODAY.get(first, first)


def is_english(tag: str) -> bool:
    """Whether a tag means English, of any country."""
    return base(tag) == "en"


def english_name(tag: str) -> str:
    """What English calls the language of a tag: `es-AR` → `Spanish`. An unknown tag stays as it is."""
    return str(Locale("en").languages.get(base(tag), tag))


def among(tag: str, codes: Mapping[str, T]) -> T | None:
    """What stands in a table of languages under the one of a tag, or under another code of the same; None: nothing.

    Norwegian news is Bokmål unless it says otherwise; what is said of Serbo-Croatian holds for what it is called now.
    """
    wanted = base(tag)
    return next((codes[each] for each in (wanted, *_SAME.get(wanted, ())) if each in codes), None)
