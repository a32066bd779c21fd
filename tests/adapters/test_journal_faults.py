"""A kill or an error of the disk at every step of every kind of change."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from bot.adapters.journal import Journal
from bot.errors import StoreError
from tests.adapters.faults import Disk, Killed

TOKYO, PARIS, OSLO = b'{"zone":"Asia/Tokyo"}', b'{"zone":"Europe/Paris"}', b'{"zone":"Europe/Oslo"}'
BEFORE = {7: TOKYO, 8: PARIS, 9: OSLO}

CHANGES: dict[str, dict[int, bytes | None]] = {
    "append one": {7: OSLO},
    "append two": {7: OSLO, 10: TOKYO},
    "erase": {8: None},
    "erase two and write one": {7: None, 8: None, 10: OSLO},
}


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def prepared(folder: Path, slack: int) -> Journal:
    """A journal with changes behind its snapshot."""
    folder.mkdir()
    journal = Journal(folder / "subscriptions.journal", slack=1_000_000)
    journal.commit({7: PARIS, 8: PARIS, 11: OSLO})
    journal.commit({11: None})
    journal.commit({7: TOKYO})
    journal.commit({9: OSLO})
    journal.close()
    return Journal(journal.path, slack=slack)


def after(changes: dict[int, bytes | None]) -> dict[int, bytes]:
    return {chat: document for chat, document in (BEFORE | changes).items() if document is not None}


def every_step(attempt: Callable[[int], bool]) -> int:
    """Let step 1, 2, 3 … go wrong until an attempt has fewer steps; how many there were."""
    return next(step for step in count(1) if not attempt(step)) - 1


@pytest.mark.parametrize("slack", [-10_000, 1_000_000], ids=["compacting", "appending"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_killed_at_any_step_all_of_a_change_is_there_or_none(tmp_path: Path, disk: Disk, change, slack: int):
    def attempt(step: int) -> bool:
        journal = prepared(tmp_path / str(step), slack)
        disk.fail_at(step, error=None)
        try:
            journal.commit(change)
        except Killed:
            acknowledged = False
        else:
            acknowledged = True
        disk.heal()
        journal.close()
        again = Journal(journal.path)
        assert dict(again) in ([after(change)] if acknowledged else [BEFORE, after(change)])
        assert again.notice is None
        again.commit({12: PARIS})
        again.close()
        _whole(again)
        _erased(again)
        return not acknowledged

    assert every_step(attempt) >= 2


def test_killed_at_any_step_of_a_removal_damage_does_not_bring_back_what_was_removed(tmp_path: Path, disk: Disk):
    def attempt(step: int) -> bool:
        journal = prepared(tmp_path / str(step), 1_000_000)
        disk.fail_at(step, error=None)
        try:
            journal.commit({8: None})
        except Killed:
            killed = True
        else:
            killed = False
        disk.heal()
        journal.close()
        data = journal.path.read_bytes()
        if b"\t8 {" not in data:  # it has happened
            journal.path.write_bytes(data.replace(b"format", b"fermat"))
            again = Journal(journal.path)
            assert 8 not in again
            again.close()
            _erased(again)
        return killed

    assert every_step(attempt) >= 5


@pytest.mark.parametrize("lasting", [True, False], ids=["for good", "once"])
@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO], ids=["full", "broken"])
@pytest.mark.parametrize("slack", [-10_000, 1_000_000], ids=["compacting", "appending"])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_error_of_the_disk_at_any_step_changes_nothing_or_everything(
    tmp_path: Path, disk: Disk, change, slack: int, error: int, *, lasting: bool
):
    def attempt(step: int) -> bool:
        journal = prepared(tmp_path / str(step), slack)
        disk.fail_at(step, error=error, lasting=lasting)
        try:
            journal.commit(change)
        except StoreError:
            possible = [BEFORE, after(change)] if _given_up(journal) else [BEFORE]
        else:
            possible = [after(change)]
        reached = disk.reached
        disk.heal()
        state = dict(journal)
        assert state in possible
        if not _given_up(journal):
            journal.commit({12: PARIS})
            state[12] = PARIS
            _erased(journal)
        journal.close()
        again = Journal(journal.path)
        assert dict(again) == state
        assert again.notice is None
        again.close()
        _whole(again)
        _erased(again)
        return reached

    assert every_step(attempt) >= 2


def test_only_a_folder_that_cannot_be_synced_makes_it_give_up(tmp_path: Path, disk: Disk):
    def attempt(step: int) -> bool:
        journal = prepared(tmp_path / str(step), 1_000_000)
        disk.fail_at(step, error=errno.EIO)
        try:
            journal.commit({8: None})
        except StoreError:
            if _given_up(journal):
                given_up.append(disk.steps)
        reached = disk.reached
        disk.heal()
        journal.close()
        return reached

    given_up: list[list[str]] = []
    every_step(attempt)
    assert len(given_up) == 1


@pytest.mark.parametrize("wrong", ["header", "snapshot", "change", "missing"])
def test_killed_at_any_step_of_mending_it_is_mended_by_the_next_open(tmp_path: Path, disk: Disk, wrong: str):
    def attempt(step: int) -> bool:
        journal = prepared(tmp_path / str(step), 1_000_000)
        journal.close()
        path = journal.path
        damaged = _damage(path, wrong)
        disk.fail_at(step, error=None)
        try:
            Journal(path).close()
        except Killed:
            killed = True
        else:
            killed = False
        disk.heal()
        again = Journal(path)
        assert dict(again) == (BEFORE if wrong in {"header", "snapshot"} else {7: PARIS} | _rest(wrong))
        again.close()
        if damaged is not None:
            assert [each.read_bytes() for each in path.parent.glob("*damaged*")] == [damaged]
        return killed

    assert every_step(attempt) >= 5


def _rest(wrong: str) -> dict[int, bytes]:
    return {8: PARIS, 9: OSLO} if wrong == "change" else {8: PARIS}


def _damage(path: Path, wrong: str) -> bytes | None:
    data = path.read_bytes()
    if wrong == "missing":
        path.unlink()
        return None
    places = {"header": b"format", "snapshot": b"\t8 {", "change": b"Tokyo"}
    assert places[wrong] in data
    path.write_bytes(damaged := data.replace(places[wrong], places[wrong][:-1] + b"#"))
    return damaged


def _given_up(journal: Journal) -> bool:
    try:
        journal.commit({})
    except StoreError:
        return True
    return False


def _whole(journal: Journal) -> None:
    """The spare is the snapshot that the journal begins with, and nothing is left lying about."""
    assert journal.path.read_bytes().startswith(journal.spare.read_bytes())
    assert not list(journal.path.parent.glob("*.new"))


def _erased(journal: Journal) -> None:
    """What the journal has not is in none of its files."""
    for chat in {7, 8, 9, 10, 11} - set(journal):
        for file in journal.path.parent.iterdir():
            assert b"\t%d {" % chat not in file.read_bytes()


SMALL_DISK = """
import pathlib, resource, sys
from bot.adapters.journal import Journal
from bot.errors import StoreError
path = pathlib.Path(sys.argv[1])
journal = Journal(path)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
for number in range(10_000):
    try:
        journal.commit({number: b'{"zone":"Pacific/Auckland","countries":["NZ","AU"]}'})
    except StoreError:
        break
else:
    sys.exit("the limit was never met")
assert len(journal) == number
for again in range(3):
    try:
        journal.commit({number: b'{}' * 100})
    except StoreError as error:
        print(error)
assert len(journal) == number
assert path.read_bytes().endswith(b"\\n")
journal.commit({0: None})  # there is room for a snapshot that is smaller than the limit
print(len(journal))
"""


def test_when_no_more_can_be_written_everything_acknowledged_is_kept(tmp_path: Path):
    path = tmp_path / "subscriptions.journal"
    done = subprocess.run([sys.executable, "-c", SMALL_DISK, path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *refusals, kept = done.stdout.splitlines()
    assert len(refusals) == 3
    assert all("File too large" in each for each in refusals)
    journal = Journal(path)
    journal.close()
    assert len(journal) == int(kept) > 100
    assert 0 not in journal
