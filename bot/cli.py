"""The subcommands: read arguments, call a use case, print. Results on stdout, all else on stderr."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot import __version__, app, doctor, json_view, text_view
from bot.config import Settings
from bot.core import countries as world_countries
from bot.errors import ConfigError
from bot.intake import Watch
from bot.model import Catalogue, FeedStatus

DONE, FAILED, USAGE = 0, 1, 2

Command = Callable[[argparse.Namespace, Settings], Coroutine[Any, Any, int]]


async def run(_args: argparse.Namespace, settings: Settings) -> int:
    """Serve Telegram until told to stop."""
    await app.serve(settings)
    return DONE


async def chat(args: argparse.Namespace, settings: Settings) -> int:
    """Talk to the bot in this terminal."""
    await app.converse(settings, sample=args.sample)
    return DONE


async def refresh(args: argparse.Namespace, settings: Settings) -> int:
    """One pass over the feeds."""
    async with app.newsroom(settings) as room:
        chosen = _codes(args.country, room.catalogue) if args.country else None
        with _progress("Reading feeds") as progress:
            report = await room.pipeline.refresh(chosen, watch=progress)
        _print(args, json_view.refresh(report), text_view.refresh(report))
        return FAILED if report.failed == report.feeds else DONE


async def brief(args: argparse.Namespace, settings: Settings) -> int:
    """The editions of some countries."""
    async with app.newsroom(settings) as room:
        chosen = _codes(args.countries, room.catalogue)
        editions = [await room.reading.edition(code) for code in chosen]
        _print(args, [json_view.edition(each) for each in editions], "\n\n\n".join(map(text_view.edition, editions)))
        return DONE


async def world(args: argparse.Namespace, settings: Settings) -> int:
    """The world's current takes."""
    async with app.newsroom(settings) as room:
        found = await room.reading.world()
        text = text_view.stories(found, empty="No story of the last 24 hours: run `refresh`, or see `feeds check`.")
        _print(args, [json_view.story(each) for each in found], text)
        return DONE


async def overlooked(args: argparse.Namespace, settings: Settings) -> int:
    """Stories told abroad that the home country's outlets don't tell."""
    async with app.newsroom(settings) as room:
        [home] = _codes([args.home], room.catalogue)
        found, healthy = await room.reading.overlooked(home)
        claim = {"home": home, "home_feeds_healthy": round(healthy, 2)}
        empty = f"Nothing that {home} overlooks, with {healthy:.0%} of its outlets read (80% are needed for a claim)."
        _print(args, [json_view.story(each) | claim for each in found], text_view.stories(found, empty=empty))
        return DONE


async def stories(args: argparse.Namespace, settings: Settings) -> int:
    """Every story in the window."""
    async with app.newsroom(settings) as room:
        found = await room.reading.stories()
        text = text_view.stories(found, empty="No stories yet: run `refresh`.")
        _print(args, [json_view.story(each) for each in found], text)
        return DONE


async def story(args: argparse.Namespace, settings: Settings) -> int:
    """One story with its takes and every article."""
    async with app.newsroom(settings) as room:
        found = await room.reading.story(args.id)
        if found is None:
            print(f"There is no story {args.id!r}: `stories` lists those there are.", file=sys.stderr)
            return FAILED
        _print(args, json_view.story(found), text_view.whole_story(found))
        return DONE


async def feeds_check(args: argparse.Namespace, settings: Settings) -> int:
    """Fetch every feed and report."""
    async with app.newsroom(settings) as room:
        chosen = _codes(args.country, room.catalogue) if args.country else None
        with _progress("Checking feeds") as progress:
            reports = await room.pipeline.intake.check(chosen, watch=progress)
        _print(args, [json_view.feed(each) for each in reports], text_view.feeds(reports))
        return FAILED if all(each.status is FeedStatus.FAILED for each in reports) else DONE


async def diagnose(_args: argparse.Namespace, settings: Settings) -> int:
    """Check everything that can be checked."""
    findings = await doctor.examine(settings, clock=app.RealClock(), whoami=app.whoami)
    print("\n".join(map(str, findings)))
    return FAILED if any(each.level == "fault" for each in findings) else DONE


def parser() -> argparse.ArgumentParser:
    """The command line of the contract."""
    top = argparse.ArgumentParser(
        prog="worldbrief",
        description="What the press of the countries you choose is saying, in English, every morning on Telegram.",
        epilog="Without a subcommand: serves Telegram if TELEGRAM_BOT_TOKEN is set, else opens the terminal chat.",
    )
    top.add_argument("--version", action="version", version=f"worldbrief {__version__}")
    commands = top.add_subparsers(title="subcommands", metavar="SUBCOMMAND")
    _add(commands, "run", run, "serve Telegram; refresh, digest and deliver on schedule")
    each = _add(commands, "chat", chat, "the same bot in this terminal; no account, no token")
    each.add_argument("--sample", action="store_true", help="use the sample edition that ships with the package")
    each = _with_json(_add(commands, "refresh", refresh, "one pass over the feeds"))
    _with_countries(each)
    each = _with_json(_add(commands, "brief", brief, "the brief of one or more countries"))
    each.add_argument("countries", nargs="+", metavar="COUNTRY", help="ISO code, English name, local name or flag")
    _with_json(_add(commands, "world", world, "the stories that most countries tell now"))
    each = _with_json(_add(commands, "overlooked", overlooked, "stories that a country's own outlets don't tell"))
    each.add_argument("--home", default="US", metavar="CC", help="the home country (default: US)")
    each = _with_json(_add(commands, "story", story, "one story with its takes and every article"))
    each.add_argument("id", metavar="ID", help="a story's id, as `stories` shows it")
    _with_json(_add(commands, "stories", stories, "every story in the window"))
    feeds = commands.add_parser("feeds", help="look after the feeds").add_subparsers(required=True, metavar="ACTION")
    _with_countries(_with_json(_add(feeds, "check", feeds_check, "fetch every feed and report what is wrong with it")))
    _add(commands, "doctor", diagnose, "check configuration, folders, catalogue, clock and token; with the mend")
    return top


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, command: Command, does: str
) -> argparse.ArgumentParser:
    each = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
    each.set_defaults(command=command)
    return each


def _with_json(each: argparse.ArgumentParser) -> argparse.ArgumentParser:
    each.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else")
    return each


def _with_countries(each: argparse.ArgumentParser) -> None:
    each.add_argument("--country", nargs="+", action="extend", metavar="CC", help="only these countries")


def _codes(texts: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The codes of countries as people write them. Raises ConfigError (exit 2) that offers the nearest names."""
    found, unknown = world_countries.find_all(" ".join(texts))
    unknown += tuple(each.name for each in found if each.code not in catalogue.countries)
    if unknown:
        raise ConfigError("\n".join(_unknown(text, catalogue) for text in unknown))
    return [each.code for each in found]


def _unknown(text: str, catalogue: Catalogue) -> str:
    near = ", ".join(each.name for each in world_countries.suggest(text, among=catalogue.countries))
    return f"{text!r} is no country that we read." + (f" Did you mean {near}?" if near else "")


@contextmanager
def _progress(title: str) -> Iterator[Watch]:
    """A progress bar on standard error, if that is a terminal."""
    console = Console(file=sys.stderr)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title)
        yield lambda now: bar.update(task, completed=now.read, total=now.of)


def _print(args: argparse.Namespace, document: object, text: str) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=2) if args.json else text)
