"""Makes feeds.yaml from a list of outlets and the README beside it.

usage: python scripts/make_catalogue.py OUTLETS.csv OUTLETS.README.md > feeds.yaml

The list (CSV with a header) has: country_code, country, outlet, site, feed_url, language, kind, state_run. The README
ends in a table of one row per country that names the outlets of high confidence and those of low; only the former are
taken. Several feeds of one site in one language become one outlet with spares.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

Row = dict[str, str]

HEADER = """\
# The outlets that are read, by country. Every one publishes these feeds itself.
#
# Made by scripts/make_catalogue.py from a list of public sources gathered on 22 November 2026. It has the rows of high
# confidence only: an automated check of 2025 or 2026 read the feed, or two independent lists name it. No feed was
# fetched when the list was made: `worldbrief feeds check` says which ones work for you.
#
# state_run: owned or directed by a government or ruling party without legal guarantees of independence. Public-service
# media that have such guarantees are not. Where this is disputed or not known, a comment says so.
#
# {countries} countries, {outlets} outlets, {feeds} feeds.
"""

GRADE = re.compile(r" [A-D]$")
"""Behind the name of an outlet of high confidence stands how it was checked."""


def confident(readme: str) -> dict[str, Counter[str]]:
    """How many rows of each outlet are of high confidence, by country code and name."""
    table = readme[readme.index("## Confidence of every row") :]
    found: dict[str, Counter[str]] = {}
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and re.fullmatch(r"[A-Z]{2}", cells[0]):
            names = (name.strip() for name in cells[1].split(" · "))
            found[cells[0]] = Counter(GRADE.sub("", name) for name in names if name != "–")
    return found


def chosen(rows: Iterable[Row], high: dict[str, Counter[str]]) -> Iterator[Row]:
    """The rows of high confidence, in the order of the list."""
    for row in rows:
        if high.get(row["country_code"], Counter())[row["outlet"]] > 0:
            yield row


def outlets(rows: Iterable[Row]) -> dict[str, list[list[Row]]]:
    """The rows of each outlet together, by country code; an outlet stands where its first row stood.

    Feeds of one site in one language are one outlet's (its front page, its world section): the first is its
    feed, the others are spares. Editions in several languages are several outlets, as the list names them.
    """
    found: defaultdict[str, dict[tuple[str, str], list[Row]]] = defaultdict(dict)
    for row in rows:
        host = (urlsplit(row["site"]).hostname or "").removeprefix("www.")
        found[row["country_code"]].setdefault((host, row["language"]), []).append(row)
    return {code: list(found[code].values()) for code in sorted(found)}


def yaml(catalogue: dict[str, list[list[Row]]]) -> Iterator[str]:
    """The lines of feeds.yaml."""
    groups = [group for each in catalogue.values() for group in each]
    yield HEADER.format(countries=len(catalogue), outlets=len(groups), feeds=sum(map(len, groups)))
    yield "countries:"
    for code, country in catalogue.items():
        yield f"  {code}: # {country[0][0]['country']}"
        for group in country:
            yield from _outlet(group)


def _outlet(group: list[Row]) -> Iterator[str]:
    first = group[0]
    yield f"    - name: {_scalar(first['outlet'])}"
    yield f"      site: {_scalar(first['site'])}"
    if len(group) == 1:
        yield f"      feed: {_scalar(first['feed_url'])}"
    else:
        yield "      feed:"
        yield from (f"        - {_scalar(row['feed_url'])}" for row in group)
    yield f"      language: {_scalar(first['language'])}"
    if first["state_run"] == "yes":
        yield "      state_run: true"
    elif first["state_run"] == "unknown":
        yield "      # state_run: not known"


def _scalar(text: str) -> str:
    """A text as YAML, quoted only where plain would not do (`no` is a language, not a false)."""
    plain = re.fullmatch(r"[\w/][\w .,!()&'/:?=+%~-]*", text) and ": " not in text and not text.endswith((":", " "))
    special = re.fullmatch(r"(?i)yes|no|on|off|true|false|null|~|[\d.:_]+", text)
    return text if plain and not special else json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Read the two files that are named, write the catalogue to standard output."""
    parser = argparse.ArgumentParser(description="Makes feeds.yaml from a list of outlets and its README.")
    parser.add_argument("list", type=Path, help="the list of outlets (CSV)")
    parser.add_argument("readme", type=Path, help="its README, which ends in the table of confidence")
    args = parser.parse_args()
    with args.list.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found = outlets(chosen(rows, confident(args.readme.read_text(encoding="utf-8"))))
    print("\n".join(yaml(found)))
    print(f"{len(found)} countries, {sum(map(len, found.values()))} outlets", file=sys.stderr)


if __name__ == "__main__":
    main()
