"""Makes bot/core/city_names.py from CLDR, as babel carries it.

usage: PYTHONPATH=. python scripts/make_city_names.py > bot/core/city_names.py

To be run again when babel brings a newer CLDR: a test compares the two.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from bot.core.countries import folded

HEADER = '''\
"""What the cities that zones are named after are called in their own languages, where English says it otherwise.

Made by scripts/make_city_names.py from CLDR. A table, because babel reads two hundred files for these few names.
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
"""By zone, as CLDR names it: in the official languages of its country and those that a fifth of the people speak."""
'''


def names() -> dict[str, tuple[str, ...]]:
    """The names by zone, each once and none that folds to the English one."""
    english = Locale("en").time_zones
    found: dict[str, tuple[str, ...]] = {}
    for zone, code in sorted(get_global("zone_territories").items()):
        known = {folded(english.get(each, {}).get("city", "")) for each in _spellings(zone)}
        known |= {folded(zone.rpartition("/")[2])}
        own = {folded(name): name for name in _own(zone, code)}
        if others := tuple(name for key, name in own.items() if key not in known):
            found[zone] = others
    return found


def _own(zone: str, code: str) -> Iterator[str]:
    for language, facts in get_global("territory_languages").get(code, {}).items():
        if facts["official_status"] or facts["population_percent"] >= 20:
            try:
                cities = Locale.parse(language, sep="_").time_zones
            except (UnknownLocaleError, ValueError):  # a language that CLDR has no texts in
                continue
            yield from (cities[each]["city"] for each in _spellings(zone) if "city" in cities.get(each, {}))


def _spellings(zone: str) -> tuple[str, ...]:
    """A zone's name and those that it had before: CLDR keys some by these."""
    return (zone, *sorted(old for old, new in get_global("zone_aliases").items() if new == zone))


def main() -> None:
    """Print the module."""
    sys.stdout.write(HEADER)
    for zone, own in names().items():
        listed = ", ".join(json.dumps(name, ensure_ascii=False) for name in own)
        sys.stdout.write(f'        "{zone}": ({listed}{"," * (len(own) == 1)}),\n')
    sys.stdout.write(FOOTER)


if __name__ == "__main__":
    main()
