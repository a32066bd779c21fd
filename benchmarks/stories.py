"""How well articles are grouped into stories: `python benchmarks/stories.py [FILE [LANGUAGE…]]`.

FILE is JSON Lines with `title` and, as far as known, `cluster` (the truth), `summary` or `lead`, `published`,
`published_at` or `time` (ISO 8601), `outlet`, `country`, `language` or `lang`; without it, tests/eval/day.jsonl.
A text in another language than English is taken as untranslated, unless its row has `title_en` (with `summary_en` or
`lead_en`), or `translated_by` where `title` and the rest are English already.

Prints the throughput and, of the articles whose cluster is known, B-cubed and pairwise precision, recall and F1, over
all of them and over those whose true story has more than one; the same of pairs in two languages; and the worst merges.
Of a file without clusters, the largest stories.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.measures import Partition, across, bcubed, f1, pairwise, told_more_than_once
from bot.core.cluster import Window
from bot.model import UNTRANSLATED, Article

Stories = Mapping[str, Sequence[Article]]  # by Story.id, oldest first

ENGLISH = {"en", "eng"}
OURS = Path(__file__).resolve().parent.parent / "tests" / "eval" / "day.jsonl"


def main() -> None:
    """Read a file, join all its articles at once, print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=OURS)
    parser.add_argument("languages", nargs="*", help="only these, as the file calls them")
    parser.add_argument("--at-once", type=int, help="how many articles come at once; default: all of them")
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if not given.languages or _language(row) in given.languages]
    if not rows:
        parser.error("no article is left")
    print(machine())
    articles = {f"{number:06}": read(row, identity=f"{number:06}") for number, row in enumerate(rows)}
    truth = {key: row["cluster"] for key, row in zip(articles, rows, strict=True) if row.get("cluster")}
    stories = grouped(tuple(articles.values()), at_once=given.at_once or len(articles))
    found = {article.id: key for key, members in stories.items() for article in members}
    if truth:
        evaluate(articles, truth, {key: found[key] for key in truth})
        worst(articles, truth, found)
    else:
        largest(stories)


def grouped(articles: Sequence[Article], *, at_once: int) -> Stories:
    """The stories of these articles as they come, so many at once, oldest first; prints how many and how quickly."""
    ordered = sorted(articles, key=lambda each: (each.published, each.id))
    homes: dict[str, str] = {}
    window, started = Window(), time.perf_counter()
    for start in range(0, len(ordered), at_once):
        batch = ordered[start : start + at_once]
        window.forget(batch[-1].published)
        changes = window.fold(batch)
        homes |= {article: key for key, members in changes.stories.items() for article in members}
    seconds = time.perf_counter() - started
    stories: defaultdict[str, list[Article]] = defaultdict(list)
    for article in ordered:
        stories[homes[article.id]].append(article)
    print(f"{len(articles)} articles, {len(stories)} stories found")
    print(f"{seconds:.2f} s, {len(articles) / seconds:.0f} articles/s")
    return stories


def evaluate(articles: Mapping[str, Article], truth: Partition, found: Partition) -> None:
    """Print the measures over all articles whose story is known, and over those told more than once."""
    print(f"\n{len(truth)} articles of {len(set(truth.values()))} known stories")
    for name, keys in (("all", list(truth)), ("told more than once", told_more_than_once(truth))):
        if keys:
            print(f"\n{name}: {len(keys)} articles")
            for measure in (bcubed, pairwise):
                report(measure.__name__, measure({key: truth[key] for key in keys}, {key: found[key] for key in keys}))
    languages = {key: articles[key].language for key in truth}
    if len(set(languages.values())) > 1:
        print("\npairs of two languages")
        report("pairwise", across(languages)(truth, found))


def report(name: str, measured: tuple[float, float]) -> None:
    """Print one measure in a line."""
    precision, recall = measured
    print(f"  {name:9} P {precision:.3f}  R {recall:.3f}  F1 {f1(precision, recall):.3f}")


def read(row: Mapping[str, Any], *, identity: str) -> Article:
    """An article out of a row of the file."""
    language = _language(row)
    moment = row.get("published") or row.get("published_at") or row.get("time") or "2000-01-01T00:00:00Z"
    published = datetime.fromisoformat(moment)
    published = published if published.tzinfo else published.replace(tzinfo=UTC)
    summary = row.get("summary") or row.get("lead") or ""
    english = row.get("title_en") or (row["title"] if row.get("translated_by") or language in ENGLISH else None)
    return Article(
        id=identity,
        outlet=row.get("outlet") or identity,
        country=row.get("country") or "ZZ",
        language=language,
        title=english or row["title"],
        title_original=row.get("title_original") or row["title"],
        summary=row.get("summary_en") or row.get("lead_en") or summary,
        summary_original=row.get("summary_original") or summary,
        url=row.get("url") or f"https://bench.example/{identity}",
        published=published,
        first_seen=published,
        state_run=bool(row.get("state_run")),
        translated_by=None
        if language in ENGLISH
        else row.get("translated_by") or (english and "given") or UNTRANSLATED,
    )


def _language(row: Mapping[str, Any]) -> str:
    return row.get("language") or row.get("lang") or "en"


def worst(articles: Mapping[str, Article], truth: Partition, found: Partition, *, show: int = 5) -> None:
    """Print the stories with the most pairs of articles that do not belong together."""
    stories: defaultdict[Hashable, list[str]] = defaultdict(list)
    for key in truth:
        stories[found[key]].append(key)
    mixed = [keys for keys in stories.values() if _wrong(truth[key] for key in keys)]
    print("\nworst merges" + ("" if mixed else ": none"))
    for keys in sorted(mixed, key=lambda keys: -_wrong(truth[key] for key in keys))[:show]:
        print(f"  {_wrong(truth[key] for key in keys)} wrong pairs in {len(keys)} articles")
        for event, first in {truth[key]: key for key in reversed(keys)}.items():
            print(f"    {event}: {articles[first].title}")


def largest(stories: Stories, *, show: int = 5) -> None:
    """Print the stories with the most articles, to be read by a person."""
    sizes = Counter(map(len, stories.values()))
    print("articles of a story: " + ", ".join(f"{size} (×{count})" for size, count in sorted(sizes.items())))
    for articles in sorted(stories.values(), key=len, reverse=True)[:show]:
        print(f"\n{len(articles)} articles")
        for article in articles:
            print(f"  {article.country} {article.outlet}: {article.title}")


def _wrong(events: Iterable[Hashable]) -> int:
    counts = Counter(events)
    return math.comb(counts.total(), 2) - sum(math.comb(count, 2) for count in counts.values())


if __name__ == "__main__":
    sys.exit(main())
