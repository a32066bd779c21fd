"""Language tags (BCP 47): which language one means, and what English calls it."""

from __future__ import annotations

from babel import Locale

_TODAY = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}  # withdrawn from ISO 639-1


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
