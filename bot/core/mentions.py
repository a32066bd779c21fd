"""Countries in a sentence: "tell me about France" is no list, but it speaks of one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from bot.core import countries, places
from bot.core.countries import bare
from bot.model import Country

WORDS = 200
"""Words of a text that are looked at: nobody who wants a country writes more."""

# Flags stand alone, and "France's" is France; but a "People's Republic" is no republic of people.
_APART = re.compile("([\U0001f1e6-\U0001f1ff]{2})|(?<!eople)['’]s\\b|[^\\w\\s.'’&-]")
_CODE = re.compile(r"(?:[A-Z]\.?){2,3}")


def mentioned(text: str) -> tuple[Country, ...]:
    """The countries that a sentence speaks of, in its order and once: by name, by its people, by flag.

    A code counts in capitals alone, and not in a text that is all capitals: "can it be us" speaks of none.
    """
    words = _APART.sub(r" \1 ", text).split()[:WORDS]
    codes = {} if text.isupper() else {bare(word): word for word in words if _CODE.fullmatch(word)}
    known = {key: found.code for key, word in codes.items() if (found := countries.find(word))}
    named = countries.taken_apart(words, {**_people(), **countries.spoken(), **known})
    return tuple(dict.fromkeys(each for _, each in named if each is not None))


@cache
def _people() -> Mapping[str, str]:
    """What a country's people and its affairs are called, as news does, to its code: `french`, `north korean`."""
    named = ((word, countries.find(place.replace("_", " "))) for word, place in places.COUNTRIES.items())
    return MappingProxyType({bare(word.replace("_", " ")): found.code for word, found in named if found})
