"""Values as plain text for a terminal or a file; the chat has its own view in `chat/render.py`."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from rich.cells import cell_len, set_cell_size

from bot.core import argos, health, language
from bot.core.argos import Installed, Package
from bot.core.countries import country
from bot.core.discord import Figure, differences
from bot.core.mirror import mirror
from bot.core.overlooked import CLOSE, FEWEST, READABLE
from bot.core.placement import Placement
from bot.core.spread import spread
from bot.model import (
    ROUGH,
    UNTRANSLATED,
    Article,
    Catalogue,
    Claim,
    Edition,
    FeedReport,
    FeedStatus,
    Outlet,
    Overlooked,
    RefreshReport,
    Story,
)

WIDTH = 120
"""Columns of a table of feeds; what doesn't fit stands on a line of its own."""

HEAD = ("", "outlet", "status", "http", "items", "newest", "language", "problem")
NAME = 32  # columns of an outlet's name in a table


def edition(value: Edition) -> str:
    """A country's edition, or why it is empty."""
    heading = f"{country(value.country).name} · {value.generated:%A %d %B %Y, %H:%M} UTC"
    if value.outlets:
        heading += f" · {value.readable} of {value.outlets} outlets could be read"
    return "\n\n".join([heading, *(story(each) for each in value.stories)] if value.stories else [heading, why(value)])


def why(value: Edition) -> str:
    """Why an edition has no stories, and since when."""
    if value.attempted is None:
        return "Its feeds have not been read yet: run `refresh`."
    if value.readable == 0:
        since = value.down_since or value.attempted
        return f"None of its outlets can be read since {since:%d %B, %H:%M} UTC: `feeds check` says why."
    if value.newest is None:
        return "Its feeds were read, and hold no news of the last days."
    return f"Nothing new in 24 hours; its newest article is of {value.newest:%d %B, %H:%M} UTC."


def stories(values: Collection[Story], *, empty: str) -> str:
    """Several stories, or the sentence that says why there are none."""
    return "\n\n".join(story(each) for each in values) or empty


def story(value: Story) -> str:
    """A story: headline, brief, who tells it, its id."""
    written = "written by a language model · " if value.brief.by else ""
    lines = [value.brief.headline, value.brief.text, f"{written}{told_by(value)} · {value.id}"]
    return "\n  ".join(line for line in lines if line)


def overlooked(value: Overlooked) -> str:
    """What a country's press leaves out, or why nothing is claimed."""
    if value.claims:
        return "\n\n".join(f"{story(each.story)}\n  {_evidence(each, value)}" for each in value.claims)
    few = "" if len(value.searched) + len(value.unread) >= FEWEST else f", and at least {FEWEST} of them"
    read = f"{value.share:.0%} of its outlets read ({READABLE:.0%} are needed for a claim{few})"
    return f"Nothing that {value.home} overlooks, with {read}."


def _evidence(claim: Claim, value: Overlooked) -> str:
    found = claim.nearest if claim.likeness >= CLOSE else None
    near = f"nearest: “{found.title}” {_named(found)}" if found else "nothing like it"
    return f"none of {len(value.searched)} outlets of {value.home} has it; {near}"


def whole_story(value: Story) -> str:
    """A story: how it spread, where its numbers differ, its takes, its headlines side by side, every article."""
    takes = [f"Take: {take.label} ({', '.join(take.countries)})" for take in value.takes]
    headlines = [f"Headline: {_headline(each)}" for each in mirror(value)]
    articles = [f"{each.published:%d %b %H:%M} {_named(each)}: {each.title}\n  {each.url}" for each in value.articles]
    return "\n".join([story(value), *_first(value), *_differing(value), *takes, *headlines, *articles])


def _headline(value: Article) -> str:
    """A headline with who wrote it; of one that is not English also how it became so, and what it was."""
    origin = f" ({_origin(value)})" if value.translated_by else ""
    original = "" if value.translated_by in (None, UNTRANSLATED) else f"\n  {value.title_original}"
    return f"{_named(value)}: {value.title}{origin}{original}"


def _first(value: Story) -> list[str]:
    found = spread(value)
    if found is None:
        return []
    hours = math.ceil(found.within / timedelta(hours=1))
    when = f"{'seen by ' if found.seen else ''}{found.when:%d %b %H:%M} UTC"
    told = f"{found.countries} of {found.of}" if found.countries < found.of else f"{found.of}"
    return [f"First: {_named(found.first)}, {when}; {told} countries within {max(hours, 1)} h"]


def _differing(value: Story) -> list[str]:
    return [
        f"They differ: {each.what} " + (", then " if each.rose else " · ").join(map(_figure, each.figures))
        for each in differences(value)
    ]


def _figure(value: Figure) -> str:
    number = f"{'at least ' if value.least else ''}{value.shown}"
    return f"{number} ({', '.join(map(_named, value.articles))})"


def told_by(value: Story) -> str:
    """Who tells a story, with the languages it was translated from."""
    outlets = dict.fromkeys(_named(article) for article in value.articles)
    origins = dict.fromkeys(_origin(article) for article in value.articles if article.translated_by)
    return " · ".join([", ".join(outlets), *origins])


def refresh(value: RefreshReport) -> str:
    """One line on a pass over the feeds."""
    return (
        f"{value.feeds} outlets in {value.seconds:.1f} s: {value.ok} read, {value.not_modified} unchanged, "
        f"{value.failed} failed; {value.articles_new} new articles, {value.stories} new or grown stories"
    )


def feeds(values: Sequence[FeedReport], catalogue: Catalogue, *, now: datetime) -> str:
    """A table of feeds, those that need somebody last, because a terminal shows the end of what it was given.

    First those that are well, then those without news of the last week, then those that failed, each in the order of
    the catalogue. The last line sums it up.
    """
    outlets = {outlet.key: outlet for outlet in catalogue.outlets}
    ordered = sorted(values, key=lambda each: (each.status is FeedStatus.FAILED, health.quiet(each.newest, now)))
    rows = [HEAD, *(_cells(each, outlets[each.outlet], now) for each in ordered)]
    widths = [max(cell_len(row[at]) for row in rows) for at in range(len(HEAD) - 1)]
    return "\n".join([*(line for row in rows for line in _row(row, widths)), _health(values, now)])


def age(span: timedelta) -> str:
    """How old something is, in one unit: `12 min`, `3 h`, `2 d`. A time to come is `0 min`."""
    minutes = max(span // timedelta(minutes=1), 0)
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def placement(value: Placement, path: object) -> str:
    """What an import did to the catalogue at `path`, or why it did nothing."""
    added = [f"+ {_added(each, guessed=each.key in value.guessed)}" for each in value.added]
    left = ["Left out:", *(f"- {each}" for each in value.left)] if value.left else []
    to = f" to {path}, which a running bot reads when it starts next" if value.added else ""
    sums = f"Added: {len(added)}{to}. There already: {value.known}. Left out: {len(value.left)}."
    return "\n".join([*added, *left, sums])


def _added(outlet: Outlet, *, guessed: bool) -> str:
    spares = f" and {len(outlet.feeds) - 1} spare" if len(outlet.feeds) > 1 else ""
    why = f" (not given: what most people of {outlet.country} speak)" if guessed else ""
    return f"{outlet.country} {outlet.name}: {outlet.feeds[0]}{spares}, {language.english_name(outlet.language)}{why}"


def _cells(value: FeedReport, outlet: Outlet, now: datetime) -> tuple[str, ...]:
    mark = "" if value.feed == outlet.feeds[0] else " (spare)"
    name = (
        outlet.name if cell_len(outlet.name + mark) <= NAME else set_cell_size(outlet.name, NAME - 1 - len(mark)) + "…"
    )
    failed = value.status is FeedStatus.FAILED
    old = "nothing of the last 7 days" if not failed and health.quiet(value.newest, now) else ""
    moved = f"has moved for good to {value.moved}" if value.moved else ""
    other = f"{value.other_language} of its articles are in another language" if value.other_language else ""
    about = "; ".join(filter(None, (value.problem, old, moved, other)))
    return (
        outlet.country,
        name + mark,
        "unchanged" if value.status is FeedStatus.NOT_MODIFIED else str(value.status),
        str(value.http or "–"),
        str(value.items) if not failed else "–",
        age(now - value.newest) if value.newest else "–",
        outlet.language,
        f"{about}\n{value.feed}" if about else "",
    )


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """A line; the problem behind it where it fits, and the address below it where there is a problem."""
    *fixed, about = cells
    line = "  ".join(set_cell_size(cell, width) for cell, width in zip(fixed, widths, strict=True))
    problem, _, address = about.partition("\n")
    if cell_len(line) + 2 + cell_len(problem) <= WIDTH:
        yield f"{line}  {problem}".rstrip()
    else:
        yield line.rstrip()
        yield f"    {problem}"
    if address:
        yield f"    {address}"


def _health(values: Collection[FeedReport], now: datetime) -> str:
    """One line: how many outlets can be read, and what is the matter with the others."""
    good = [each for each in values if each.status is not FeedStatus.FAILED]
    outlets, readable = ({each.outlet for each in some} for some in (values, good))
    current = {each.outlet for each in good if not health.quiet(each.newest, now)}
    lost = sorted({key[:2] for key in outlets} - {key[:2] for key in readable})
    parts = [f"{len(readable)} of {len(outlets)} outlets can be read"]
    if readable - current:
        parts.append(f"{len(readable - current)} of them have nothing of the last 7 days")
    if lost:
        parts.append(f"none can be read of {', '.join(lost)}")
    return "; ".join(parts)


def _named(article: Article) -> str:
    return f"{article.outlet} ({article.country}{', state-run' if article.state_run else ''})"


def _origin(article: Article) -> str:
    name = language.english_name(article.language)
    if article.translated_by == UNTRANSLATED:
        return f"original in {name}"
    how = "roughly translated" if article.verdict == ROUGH else "translated"
    return f"{how} from {name} by {article.translated_by}"


def packages(
    installed: Collection[Installed], offered: Collection[Package], *, folder: Path, problem: str | None
) -> str:
    """What is installed in a folder and what else the index offers; `problem` says why that is not known."""
    here = {each.package.key: each for each in installed}
    lines = [f"Installed in {folder}:", *(f"  {_installed(each)}" for each in installed)]
    if not installed:
        lines = ["Nothing is installed."]
    if problem:
        return "\n".join([*lines, "", f"What else there is can't be told: {problem}."])
    others = [each for each in offered if _lacking(each, here) and argos.route(each.source, offered)]
    rows = [f"  {each.source:<4} {package(each)} {each.version}" for each in sorted(others, key=lambda one: one.key)]
    if not rows:
        return "\n".join([*lines, "", "The index offers nothing else."])
    return "\n".join([*lines, "", "To be had with `translate install`:", *rows])


def package(value: Package) -> str:
    """A package as its two languages."""
    return f"{value.name or language.english_name(value.source)} → {language.english_name(value.target)}"


def installation(asked: str, brought: Sequence[Package]) -> str:
    """What installing something brought."""
    if not brought:
        return f"{asked}: the newest is installed already."
    return "Installed " + ", ".join(f"{package(each)} {each.version}".rstrip() for each in brought) + "."


def _installed(value: Installed) -> str:
    source = value.package.source
    head = f"{source:<4} {package(value.package)} {value.package.version}".rstrip()
    if value.fault:
        return f"{head}: can't be used, {value.fault}; `translate install {source}` brings it anew"
    return f"{head}, {value.size / 1e6:,.1f} MB"


def _lacking(value: Package, here: Mapping[str, Installed]) -> bool:
    """Whether it is not installed, or not sound, or not as new."""
    known = here.get(value.key)
    usable = known is not None and known.fault is None and not argos.newer(value, known.package)
    return value.source != argos.ENGLISH and not usable
