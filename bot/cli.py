"""The subcommands: read arguments, call a use case, print. Results on stdout, all else on stderr."""

from __future__ import annotations

import argparse
import codecs
import json
import sys
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot import __version__, app, catalogue, cli_packages, doctor, json_view, text_view
from bot.config import Settings
from bot.core import countries as world_countries
from bot.core import opml, placement
from bot.errors import ConfigError
from bot.intake import Watch
from bot.model import Catalogue, FeedReport, FeedStatus

DONE, FAILED, USAGE = 0, 1, 2

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse has no other name for it
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
        await room.catch_up()
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
        home, *others = _codes([args.home], room.catalogue)
        if others:
            raise ConfigError(f"--home takes one country, and {args.home!r} is {len(others) + 1}")
        found = await room.reading.overlooked(home)
        _print(args, json_view.overlooked(found), text_view.overlooked(found))
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
        reasons = [await room.reading.why(each) for each in (found.id, *(article.id for article in found.articles))]
        _print(args, json_view.whole_story(found, reasons), text_view.whole_story(found))
        return DONE


async def feeds_check(args: argparse.Namespace, settings: Settings) -> int:
    """Fetch every feed and report."""
    async with app.newsroom(settings) as room:
        chosen = _codes(args.country, room.catalogue) if args.country else None
        with _progress("Checking feeds") as progress:
            reports = await room.pipeline.intake.check(chosen, watch=progress)
        _print(
            args,
            [json_view.feed(each) for each in reports],
            text_view.feeds(reports, room.catalogue, now=room.clock.now()),
        )
        return FAILED if all(each.status is FeedStatus.FAILED for each in reports) else DONE


async def feeds_export(_args: argparse.Namespace, settings: Settings) -> int:
    """The catalogue as OPML."""
    document = opml.write(catalogue.load(settings.catalogue))
    # XML can say any character in ASCII, for an output that is no UTF-8 as the document says it is.
    print(document if _utf8() else document.encode("ascii", "xmlcharrefreplace").decode(), end="")
    return DONE


async def feeds_import(args: argparse.Namespace, settings: Settings) -> int:
    """Outlets of an OPML file into the catalogue."""
    try:
        with args.file.open("rb") as file:
            listing = opml.read(file.read(opml.LIMIT + 1))
    except OSError as error:
        raise ConfigError(f"{args.file}: {error.strerror}") from error
    except ConfigError as error:
        raise ConfigError(f"{args.file}: {error}") from error
    there = settings.catalogue if settings.catalogue.exists() else None  # the one we ship, or none yet
    found = placement.place(listing, catalogue.load(there) if there else Catalogue(outlets=()))
    if found.added:
        catalogue.extend(settings.feeds, found.added, onto=there, note=listing.note, guessed=found.guessed)
    print(text_view.placement(found, settings.feeds))
    return DONE if found.added or (found.known and not found.left) else FAILED


async def diagnose(_args: argparse.Namespace, settings: Settings) -> int:
    """Check everything that can be checked."""

    async def reports(settings: Settings) -> Mapping[str, FeedReport]:
        async with app.newsroom(settings) as room:
            return await room.pipeline.intake.feeds.reports()

    findings = await doctor.examine(
        settings,
        clock=app.RealClock(),
        whoami=app.whoami,
        readers=app.readers,
        reports=reports,
        abilities=app.abilities,
    )
    print("\n".join(map(str, findings)))
    return FAILED if any(each.level == "fault" for each in findings) else DONE


def parser() -> argparse.ArgumentParser:
    """The command line of the contract."""
    top = argparse.ArgumentParser(
        prog="worldbrief",
        description="What the press of the countries you choose is saying, in English, every morning on Telegram.",
        epilog="Without a subcommand: serves Telegram if TELEGRAM_BOT_TOKEN is set, else opens the terminal chat. "
        "Exit 0: done; 1: ran but failed; 2: bad usage or configuration.",
    )
    top.add_argument("--version", action="version", version=f"worldbrief {__version__}")
    commands = top.add_subparsers(title="subcommands", metavar="SUBCOMMAND")
    _add(commands, "run", run, "serve Telegram; refresh, digest and deliver on schedule", "TELEGRAM_BOT_TOKEN=42:… %s")
    each = _add(commands, "chat", chat, "the same bot in this terminal; no account, no token", "%s --sample")
    each.add_argument("--sample", action="store_true", help="use the sample edition that ships with the package")
    _with_countries(_with_json(_add(commands, "refresh", refresh, "one pass over the feeds", "%s --country AR France")))
    each = _with_json(_add(commands, "brief", brief, "the brief of one or more countries", "%s argentina 🇫🇷 日本"))
    each.add_argument("countries", nargs="+", metavar="COUNTRY", help="ISO code, English name, local name or flag")
    _with_json(_add(commands, "world", world, "the stories that most countries tell now", "%s --json"))
    does = "stories told abroad that a country's own outlets don't tell"
    each = _with_json(_add(commands, "overlooked", overlooked, does, "%s --home France"))
    each.add_argument("--home", default="US", metavar="CC", help="the home country (default: US)")
    each = _with_json(_add(commands, "story", story, "one story with its takes and every article", "%s k3f5abcdefgh"))
    each.add_argument("id", type=_text, metavar="ID", help="a story's id, as `stories` shows it")
    _with_json(_add(commands, "stories", stories, "every story in the window", "%s --json > stories.json"))
    _feeds(commands)
    _translate(commands)
    does = "check settings, folders, stores, catalogue, feeds, clock and token, each with its mend"
    _add(commands, "doctor", diagnose, does, "%s")
    return top


def _feeds(commands: Commands) -> None:
    does = "look after the feeds"
    feeds = commands.add_parser("feeds", help=does, description=f"{does.capitalize()}.")
    actions = feeds.add_subparsers(required=True, metavar="ACTION")
    does = "fetch every feed, spares too, and report what is wrong with it"
    _with_countries(_with_json(_add(actions, "check", feeds_check, does, "%s --country AR France")))
    does = "add the outlets of an OPML file, from folders named like countries, to the catalogue"
    each = _add(actions, "import", feeds_import, does, "BOT_FEEDS=feeds.yaml %s subscriptions.opml")
    each.add_argument("file", type=Path, metavar="FILE.opml", help="what another feed reader, or `export`, wrote")
    does = "print the catalogue as OPML, for other feed readers and for `import`"
    _add(actions, "export", feeds_export, does, "%s > worldbrief.opml")


def _translate(commands: Commands) -> None:
    does = "look after the offline translation packages"
    packages = commands.add_parser("translate", help=does, description=f"{does.capitalize()}.")
    actions = packages.add_subparsers(required=True, metavar="ACTION")
    _add(actions, "list", cli_packages.show, "list what is installed and, from the index, what there is", "%s")
    does = "download what leads from languages to English, go on with what broke off, or take it from a file"
    each = _add(actions, "install", cli_packages.install, does, "%s es zh-TW, or: %s translate-es_en-1_0.argosmodel")
    takes = "a language (`es`, `Spanish`), or an .argosmodel file or its folder by a path with a slash (`./es_en`)"
    each.add_argument("packages", nargs="+", type=_text, metavar="LANG|FILE", help=takes)
    does = "remove the packages from some languages"
    each = _add(actions, "remove", cli_packages.remove, does, "%s es ca")
    each.add_argument("languages", nargs="+", type=_text, metavar="LANG", help="as `list` shows it")


def _add(commands: Commands, name: str, command: Command, does: str, example: str) -> argparse.ArgumentParser:
    """A subcommand; `example` has `%s` for its own name."""
    each = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
    each.epilog = f"For example: {example.replace('%s', each.prog)}"
    each.set_defaults(command=command)
    return each


def _with_json(each: argparse.ArgumentParser) -> argparse.ArgumentParser:
    each.add_argument("--json", action="store_true", help="one JSON document on standard output, nothing else")
    return each


def _with_countries(each: argparse.ArgumentParser) -> None:
    each.add_argument("--country", nargs="+", action="extend", metavar="CC", help="only these countries")


def _codes(texts: Sequence[str], outlets: Catalogue) -> list[str]:
    """The codes of countries as people write them. Raises ConfigError (exit 2) that offers the nearest names."""
    given = " ".join(texts)
    found, unknown = world_countries.find_all(given)
    faults = [_unknown(text, outlets) for text in (unknown if found or unknown else [given])]
    faults += [f"The catalogue has no outlet of {each.name}." for each in found if each.code not in outlets.countries]
    if faults:
        raise ConfigError("\n".join(faults))
    return [each.code for each in found]


def _unknown(text: str, outlets: Catalogue) -> str:
    near = ", ".join(each.name for each in world_countries.suggest(text, among=outlets.countries))
    return f"{text!r} is no country that we know." + (f" Did you mean {near}?" if near else "")


def _text(argument: str) -> str:
    """An argument without the bytes that are no text; the operating system allows them, a database does not."""
    return argument.encode(errors="replace").decode()


@contextmanager
def _progress(title: str) -> Iterator[Watch]:
    """A progress bar on standard error, if that is a terminal."""
    console = Console(file=sys.stderr)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task(title)
        yield lambda now: bar.update(task, completed=now.read, total=now.of)


def _print(args: argparse.Namespace, document: object, text: str) -> None:
    print(json.dumps(document, ensure_ascii=not _utf8(), indent=2) if args.json else text)


def _utf8() -> bool:
    """Whether standard output can show every character."""
    return codecs.lookup(sys.stdout.encoding).name == "utf-8"
