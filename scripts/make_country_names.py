"""Makes bot/core/country_names.py from CLDR, as babel carries it.

usage: python scripts/make_country_names.py > bot/core/country_names.py

To be run again when babel brings a newer CLDR: a test compares the two.
"""

from __future__ import annotations

import json
import sys

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.core import countries

HEADER = '''\
"""What countries are called, in English and in their own languages: a table of CLDR's.

Made by scripts/make_country_names.py. A table, because babel reads two hundred files for it: half a second and a
hundred megabytes for twenty kilobytes of names.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
'''

FOOTER = '''\
    }
)
"""By code: the name in English, then in the official languages and in those that a fifth of the people speak."""
'''


def names(code: str) -> tuple[str, ...]:
    """A country's English name, then each name in a language of its own, in CLDR's order and once."""
    local: list[str] = []
    for language, facts in get_global("territory_languages").get(code, {}).items():
        if facts["official_status"] or facts["population_percent"] >= 20:
            local += _name_in(language, code)
    return (Locale("en").territories[code], *dict.fromkeys(local))


def _name_in(language: str, code: str) -> list[str]:
    try:
        territories = Locale.parse(language, sep="_").territories
    except (UnknownLocaleError, ValueError):  # a language that CLDR has no texts in
        return []
    return [territories[code]] if code in territories else []


def main() -> None:
    """Print the module."""
    sys.stdout.write(HEADER)
    for code in sorted(countries.codes()):
        listed = [json.dumps(name, ensure_ascii=False) for name in names(code)]
        sys.stdout.write(f'        "{code}": ({", ".join(listed)}{"," * (len(listed) == 1)}),\n')
    sys.stdout.write(FOOTER)


if __name__ == "__main__":
    main()
