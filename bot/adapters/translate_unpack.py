"""Unpacks an Argos package, in a worker process: the archive may come from anybody.

Names are checked before anything is written, and bytes are counted as they come out, whatever the archive says.
"""

from __future__ import annotations

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from bot.adapters.translate_ct2_worker import Model, translate
from bot.core import argos
from bot.core.argos import Member, Package
from bot.errors import WorldbriefError

PIECE = 1_000_000
"""Bytes that are unpacked at once."""

ROOM = 50_000_000
"""Bytes that stay free on the disk: the bot writes beside it."""


def place(path: Path, into: Path, *, key: str | None = None) -> Package:
    """Put what is of use in a package, an archive or a folder, into a new folder, and try its model; what it is.

    Raises WorldbriefError, in words that go on with the package's name, where it is damaged, dangerous, none or not the
    one with this `key`, or where its model does not work; `into` is then of no use.
    """
    try:
        if path.is_dir():
            _copy(path, into)
        else:
            with zipfile.ZipFile(path) as opened:
                _extract(opened, into)
    except zipfile.BadZipFile as error:
        raise WorldbriefError(f"is damaged or no zip archive ({error})") from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:  # the latter: encrypted
        raise WorldbriefError(f"can't be unpacked ({error})") from error
    except OSError as error:
        raise WorldbriefError(f"can't be unpacked: {error.strerror}") from error
    package = described(into)
    if key and package.key != key:
        raise WorldbriefError(f"is another one: {package.key}")
    if package.source == argos.ENGLISH:
        raise WorldbriefError(f"translates from English (to {package.target}), which is of no use here")
    translate([model(into, package)], ["1."])
    return package


def model(folder: Path, package: Package) -> Model:
    """How the model in a package's folder is used. Raises OSError where it has just gone."""
    source = package.source
    return Model(
        folder=folder / argos.MODEL,
        source=folder / argos.PIECES,
        target=folder / argos.PIECES,
        version=str((folder / argos.METADATA).stat().st_mtime_ns),
        begin=(package.target_prefix,) if package.target_prefix else (),
        mend=f"`translate remove {source}` and `translate install {source}` bring it anew",
    )


def described(folder: Path) -> Package:
    """What the package in a folder is. Raises WorldbriefError where it is none, or lacks something."""
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    if fault := argos.missing(files):
        raise WorldbriefError(fault)
    try:
        return argos.read_metadata((folder / argos.METADATA).read_bytes())
    except OSError as error:
        raise WorldbriefError(f"{argos.METADATA} can't be read: {error.strerror}") from error


def _copy(folder: Path, into: Path) -> None:
    """Links in the folder are not followed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    members = [Member(name=path.relative_to(folder).as_posix(), size=path.stat().st_size) for path in files]
    top = argos.root(members)
    for member, path in zip(members, files, strict=True):
        if there := argos.wanted(member.name, top):
            with path.open("rb") as file:
                _write(file, into / there, most=member.size)


def _extract(archive: zipfile.ZipFile, into: Path) -> None:
    listed = archive.infolist()
    members = [Member(name=each.filename, size=each.file_size, mode=each.external_attr >> 16) for each in listed]
    top = argos.root(members)
    needed = sum(member.size for member in members)
    if needed + ROOM > (free := shutil.disk_usage(into.parent).free):
        raise WorldbriefError(f"needs {needed / 1e6:,.0f} MB, and {free / 1e6:,.0f} MB are free")
    for each in listed:
        there = argos.wanted(each.filename, top)
        if there and not each.is_dir():
            with archive.open(each) as file:
                _write(file, into / there, most=each.file_size)


def _write(file: IO[bytes], there: Path, *, most: int) -> None:
    """A file onto the disk, for good. Raises WorldbriefError where more comes out than was said."""
    there.parent.mkdir(parents=True, exist_ok=True)
    with there.open("xb") as written:
        for piece in _read(file):
            most -= len(piece)
            if most < 0:
                raise WorldbriefError(f"holds a file that is larger than it says: {there.name!r}")
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())


def _read(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece
