"""Documents in an append-only file that survives a crash at any moment, a torn line, damage and a full disk.

Beside `subscriptions.journal` stand `subscriptions.spare.journal` (a second copy of the snapshot that the
journal begins with), `subscriptions.journal.lock` and, after damage, `subscriptions.damaged-….journal`.
`journal_lines.py` describes a line.

- A change is one line, appended and fsynced. One line is one write, so a crash can tear only the last
  line, and nobody was told yet that it is kept: it is cut on open.
- A removal, a journal that has grown to several times its snapshot, and the end of the program write a new
  snapshot beside the journal, fsync it and rename it over the journal; then the same for its spare. Killed
  before the first rename, nothing has happened; after it, everything has, and the next open sees by its
  generation that the spare is an old one and writes it anew. A removal deletes the spare before the first
  rename: were it left, damage to the new journal would bring back from it what was removed. So nothing that
  was removed is in any file when `commit` returns, and there is no line of a removal that damage could undo.
- A line in the middle that can't be read is damage. The documents of the spare, with every readable line
  of the journal on top, lose least: nothing where the snapshot was hit, and where a change was hit that
  change alone (its document is then as it was before). The damaged file is kept beside the new one.
- An error of the disk while appending cuts the half-written line off again.

One process at a time (the lock), one thread at a time (the caller's business).
"""

from __future__ import annotations

import logging
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot.adapters import journal_files, journal_lines
from bot.adapters.journal_lines import FORMAT, Scan
from bot.errors import StoreError

log = logging.getLogger(__name__)

GROWTH = 4
"""A journal that is this many times as large as its snapshot is compacted: a byte of change then costs at most
1 + 2 / (GROWTH - 1) bytes written (its own line, and its share of the next snapshot and spare)."""

SLACK = 16 * 1024
"""Bytes of changes (some hundred) that never cause a compaction, so that a small journal is not compacted all the
time: and no more, because a journal that is destroyed whole is as old as its spare."""


class Journal(Mapping[int, bytes]):
    """Documents (JSON, by number) as the file has them. Reading never touches the disk."""

    def __init__(self, path: Path, *, slack: int = SLACK) -> None:
        """Open or make the journal. Raises StoreError: in use, of an unknown format, or out of reach."""
        self.path = path
        self._slack = slack
        self.spare = path.with_name(f"{path.stem}.spare{path.suffix}")
        self.notice: str | None = None  # what the operator should know of the files as they were found
        self._lines: dict[int, bytes] = {}
        self._generation = 0
        self._size = 0  # bytes of the journal that count, …
        self._snapshot = 0  # … and of those that it began with
        self._compact_at = 0
        self._file: int | None = None  # None: closed, or given up after an error
        self._lock: int | None = None
        with ExitStack() as failed, self._errors_told():
            failed.callback(self.close)
            self._lock = self._locked()
            self._recover()
            failed.pop_all()

    def __getitem__(self, number: int) -> bytes:
        return journal_lines.document(self._lines[number])

    def __iter__(self) -> Iterator[int]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def commit(self, changes: Mapping[int, bytes | None]) -> None:
        """Write these documents and remove those given as None, all or none; returns when it is on disk.

        Raises StoreError, and nothing has changed. (After an error that leaves open what the disk has, every
        later commit raises too, and the next open finds out.)
        """
        if self._file is None:
            raise StoreError(f"{self.path} is closed, by an error or by us: start the program again")
        lines = {number: journal_lines.line(number, new) for number, new in changes.items() if new is not None}
        gone = {number for number, new in changes.items() if new is None and number in self._lines}
        with self._errors_told():
            if gone:
                self._erase(gone, lines)
            elif lines:
                self._append(self._file, lines)

    def tidy(self) -> None:
        """Bring the snapshot and its spare up to date, where there were changes since. Never raises."""
        if self._file is not None and self._size > self._snapshot:
            self._compact()

    def close(self) -> None:
        """Let go of the files. Everything is on disk already. Safe to call twice."""
        self._give_up()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    # ------------------------------------------------------------------------ writing

    def _append(self, file: int, lines: Mapping[int, bytes]) -> None:
        data = journal_lines.change(lines)
        try:
            journal_files.append(file, data)
        except OSError:
            self._cut(file)
            raise
        self._size += len(data)
        self._lines.update(lines)
        if self._size > self._compact_at:
            self._compact()

    def _cut(self, file: int) -> None:
        try:
            journal_files.cut(file, self._size)
        except OSError:
            self._give_up()
            raise

    def _compact(self) -> None:
        """Write a new snapshot. What is to be kept is on disk already, so that a failure only costs space."""
        try:
            self._rewrite(self._lines)
        except OSError as error:
            log.warning("%s could not be compacted and goes on growing: %s", self.path, error.strerror)
            self._compact_at = 2 * self._size

    def _erase(self, gone: Collection[int], lines: Mapping[int, bytes]) -> None:
        for path in self._beside(".damaged-"):
            journal_files.replace(path, journal_lines.without(path.read_bytes(), gone))
        kept = {number: line for number, line in self._lines.items() if number not in gone}
        self._rewrite(kept | dict(lines), erasing=True)

    def _rewrite(self, lines: dict[int, bytes], *, erasing: bool = False) -> None:
        """Make a new generation, with these documents, the journal, and then its spare."""
        data = journal_lines.snapshot(lines, generation=self._generation + 1)
        file = journal_files.write_new(self.path, data)
        try:
            if erasing:
                self._delete_spare()
            journal_files.take_place(self.path)
        except OSError:
            os.close(file)
            journal_files.discard_new(self.path)
            raise
        self._give_up()
        self._began(file, lines, generation=self._generation + 1, snapshot=len(data), size=len(data))
        try:
            journal_files.sync_folder(self.path.parent)
            self._write_spare(data)
        except OSError:
            self._give_up()
            raise

    def _write_spare(self, snapshot: bytes) -> None:
        """Without room for a spare there is none; an old one may have what was removed, so it must go."""
        try:
            journal_files.replace(self.spare, snapshot)
        except OSError as error:
            log.warning("%s could not be written (tried again at the next start): %s", self.spare, error.strerror)
            self._delete_spare()

    def _delete_spare(self) -> None:
        self.spare.unlink(missing_ok=True)
        journal_files.sync_folder(self.path.parent)

    def _began(self, file: int, lines: dict[int, bytes], *, generation: int, snapshot: int, size: int) -> None:
        self._file, self._lines, self._generation, self._size = file, lines, generation, size
        self._snapshot, self._compact_at = snapshot, GROWTH * snapshot + self._slack

    def _give_up(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    # ------------------------------------------------------------------------ opening

    def _locked(self) -> int:
        path = self.path.with_name(f"{self.path.name}.lock")
        try:
            return journal_files.lock(path)
        except BlockingIOError as error:
            raise StoreError(
                f"{path}: another process is using these subscriptions; stop that one first, or give this one a "
                "data folder of its own"
            ) from error

    def _recover(self) -> None:
        data, spare = journal_files.read(self.path), journal_files.read(self.spare)
        main, kept = journal_lines.scan(data or b""), journal_lines.scan(spare or b"")
        self._refuse_unknown(main, kept)
        for path in self._beside("."):
            if path.name.endswith(journal_files.NEW):
                path.unlink()
        if main.sound:
            self._resume(main, data or b"", spare=spare)
        elif data is None and spare is None:
            self._rewrite({})
        else:
            self._salvage(main, kept, data)

    def _refuse_unknown(self, *scans: Scan) -> None:
        for each in scans:
            if each.header is not None and each.header.format != FORMAT:
                raise StoreError(
                    f"{self.path} has format {each.header.format} and this version knows format {FORMAT} only: use "
                    "the version that wrote it, or a newer one (nothing was changed)"
                )

    def _resume(self, main: Scan, data: bytes, *, spare: bytes | None) -> None:
        file = os.open(self.path, os.O_RDWR | os.O_APPEND)
        self._began(file, dict(main.lines), generation=main.generation, snapshot=main.snapshot, size=main.end)
        if main.torn:
            log.warning("%s: its last line was never finished and is cut", self.path)
            self._cut(file)
        if spare != data[: main.snapshot]:
            self._write_spare(data[: main.snapshot])

    def _salvage(self, main: Scan, kept: Scan, data: bytes | None) -> None:
        """Go on with what can be read.

        A spare of another generation does not count beside a journal whose header can be read: somebody has put
        a file back, and the spare may have what was removed since.
        """
        pair = kept.generation == main.generation or main.header is None
        lines = {**(kept.lines if pair else {}), **main.lines}
        if not lines and main.header is None and kept.header is None:
            raise StoreError(
                f"{self.path} can't be read at all: put a backup in its place, or move it away to begin without "
                "subscriptions (nothing was changed)"
            )
        aside = self._set_aside(data) if data else None
        self._generation = max(main.generation, kept.generation)
        self._rewrite(lines)
        self.notice = self._story(main, data, aside)
        log.warning("%s", self.notice)

    def _story(self, main: Scan, data: bytes | None, aside: Path | None) -> str:
        if main.header is None and not main.lines:
            what = "was missing" if data is None else "was empty" if not data else "could not be read at all"
            kept = f"; the damaged file is {aside}" if aside else ""
            return f"{self.path} {what}; {self.spare} was used, and changes made after that was written are lost{kept}"
        return (
            f"{self.path} was damaged: {main.bad} of its lines could not be read, everything else was kept; "
            f"the damaged file is {aside}"
        )

    def _set_aside(self, data: bytes) -> Path:
        """Keep a copy of a damaged journal, named after the moment (UTC) at which it was last written to."""
        moment = datetime.fromtimestamp(self.path.stat().st_mtime, UTC)
        name = f"{self.path.stem}.damaged-{moment:%Y%m%dT%H%M%S}"
        paths = (self.path.with_name(f"{name}{more}{self.path.suffix}") for more in _numbers())
        path = next(path for path in paths if journal_files.read(path) in (None, data))
        journal_files.replace(path, data)
        return path

    def _beside(self, infix: str) -> list[Path]:
        """Our files whose names begin like this."""
        return [path for path in self.path.parent.iterdir() if path.name.startswith(f"{self.path.stem}{infix}")]

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{error.filename or self.path} can't be read or written: {error.strerror}") from error


def _numbers() -> Iterator[str]:
    """What makes a name that is taken another one: nothing at first, then -2, -3 and so on."""
    yield ""
    yield from (f"-{number}" for number in count(2))
