"""Files that are written whole or not at all, and are on disk when the call returns. Every call raises OSError."""

from __future__ import annotations

import errno
import fcntl
import os
from contextlib import suppress
from pathlib import Path

NEW = ".new"
"""Ends the name of a file that is being written and will be renamed."""

PRIVATE = 0o600
"""Readers' choices are nobody else's business."""

NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP})
"""How a file system says that it can't sync a folder; there is nothing more to be done there."""


def lock(path: Path) -> int:
    """An exclusive lock that goes with the process, however it ends. BlockingIOError: somebody else has it."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        raise
    return file


def read(path: Path) -> bytes | None:
    """The content; None where there is no such file."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def append(file: int, data: bytes) -> None:
    """Write all of it at the end. After an OSError any part of it may be there."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)


def cut(file: int, size: int) -> None:
    """Take away what is behind the first `size` bytes."""
    os.ftruncate(file, size)
    os.fsync(file)


def new(path: Path) -> Path:
    """Where the file is written that will take the place of `path`."""
    return path.with_name(path.name + NEW)


def write_new(path: Path, data: bytes) -> int:
    """Write the file that will take the place of `path`, and leave it open for appending.

    After an OSError there is no such file.
    """
    file = os.open(new(path), os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND, PRIVATE)
    try:
        append(file, data)
    except OSError:
        os.close(file)
        discard_new(path)
        raise
    return file


def discard_new(path: Path) -> None:
    """Take the file away that was to take the place of `path`, if that can be done."""
    with suppress(OSError):
        new(path).unlink()


def take_place(path: Path) -> None:
    """Rename the new file over `path`. After an OSError nothing has changed, and there is no new file."""
    try:
        new(path).replace(path)
    except OSError:
        discard_new(path)
        raise


def replace(path: Path, data: bytes) -> None:
    """Make `data` the content of a file."""
    os.close(write_new(path, data))
    take_place(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Names are on disk when their folder is."""
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in NO_SYNC:
            raise
    finally:
        os.close(folder)
