"""The subcommands of `translate`: what is installed, what there is, bringing and removing it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from bot import app, text_view
from bot.config import Settings
from bot.core import language
from bot.core.argos import Package
from bot.errors import ConfigError, WorldbriefError


async def show(_args: argparse.Namespace, settings: Settings) -> int:
    """What is installed, and what there is; done also where only the former can be told."""
    async with app.packages(settings) as packages:
        offered: tuple[Package, ...] = ()
        problem = None
        try:
            offered = await packages.available()
        except WorldbriefError as error:
            problem = str(error)
        print(text_view.packages(packages.installed(), offered, folder=packages.folder, problem=problem))
        return _told([], [])


async def install(args: argparse.Namespace, settings: Settings) -> int:
    """Packages from the index or from files; one that fails stops no other."""
    files = {each: Path(each) for each in args.packages if each.endswith(".argosmodel") or "/" in each}
    faults = [f"{each}: no such file or folder" for each, path in files.items() if not path.exists()]
    faults += [f"{each}: English needs no translation" for each in args.packages if language.is_english(each)]
    if faults:
        raise ConfigError("\n".join(faults))
    lines = []
    async with app.packages(settings) as packages:
        with _progress() as watch:
            for each in args.packages:
                try:
                    if each in files:
                        lines.append(text_view.installation(each, [await packages.install_file(files[each])]))
                    else:
                        lines.append(text_view.installation(each, await packages.install(each, watch=watch)))
                except WorldbriefError as error:
                    faults.append(str(error))
    return _told(lines, faults)


async def remove(args: argparse.Namespace, settings: Settings) -> int:
    """Packages from the data folder."""
    lines, faults = [], []
    async with app.packages(settings) as packages:
        for each in args.languages:
            gone = await packages.remove(each)
            lines += [f"Removed {text_view.package(package)}." for package in gone]
            faults += [] if gone else [f"{each}: nothing is installed from it; `translate list` shows what is"]
    return _told(lines, faults)


def _told(lines: Sequence[str], faults: Sequence[str]) -> int:
    """Both, each where it belongs; 0 where there are no faults, else 1."""
    for line in lines:
        print(line)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


@contextmanager
def _progress() -> Iterator[Callable[[Package, int, int | None], None]]:
    """A progress bar for each package on standard error, if that is a terminal."""
    console = Console(file=sys.stderr)
    columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn()
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:

        def watch(package: Package, done: int, of: int | None) -> None:
            if package.key not in tasks:
                tasks[package.key] = bar.add_task(text_view.package(package), total=None)
            bar.update(tasks[package.key], completed=done, total=of)

        yield watch
