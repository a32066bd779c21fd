"""The journal: what was acknowledged is there, whatever happened to the file."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.adapters.journal import Journal
from bot.errors import StoreError

TOKYO, PARIS, OSLO = b'{"zone":"Asia/Tokyo"}', b'{"zone":"Europe/Paris"}', b'{"zone":"Europe/Oslo"}'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "subscriptions.journal"


def written(path: Path, *changes: dict[int, bytes | None], slack: int = 1_000_000) -> dict[int, bytes]:
    """Commit these changes, close, and say what is there then."""
    journal = Journal(path, slack=slack)
    for each in changes:
        journal.commit(each)
    journal.close()
    return dict(journal)


def found(path: Path) -> dict[int, bytes]:
    journal = Journal(path)
    journal.close()
    return dict(journal)


def everything(folder: Path) -> bytes:
    return b"\n".join(each.read_bytes() for each in sorted(folder.iterdir()))


# ---------------------------------------------------------------------------- keeping


def test_what_was_committed_is_there_after_opening_again(path: Path):
    written(path, {7: TOKYO}, {-100: PARIS}, {7: OSLO}, {8: TOKYO, 9: PARIS})
    assert found(path) == {7: OSLO, -100: PARIS, 8: TOKYO, 9: PARIS}


def test_a_change_appends_one_line_and_touches_nothing_else(path: Path):
    journal = Journal(path)
    journal.commit({7: TOKYO})
    before = path.read_bytes()
    journal.commit({8: PARIS, 9: OSLO})
    after = path.read_bytes()
    assert after.startswith(before)
    assert after[len(before) :].count(b"\n") == 1
    journal.close()


def test_no_change_writes_nothing(path: Path):
    journal = Journal(path)
    before = everything(path.parent)
    journal.commit({})
    journal.commit({7: None})
    assert everything(path.parent) == before
    journal.close()


def test_the_files_are_nobody_elses_business(path: Path):
    written(path, {7: TOKYO}, {7: None})
    assert {each.name: each.stat().st_mode & 0o777 for each in path.parent.iterdir()} == {
        "subscriptions.journal": 0o600,
        "subscriptions.spare.journal": 0o600,
        "subscriptions.journal.lock": 0o600,
    }


def test_an_overwritten_document_does_not_make_the_file_grow_for_ever(path: Path):
    journal = Journal(path, slack=1000)
    for number in range(2000):
        journal.commit({7: b'{"size":%d}' % number})
    assert path.stat().st_size < 2000
    journal.close()
    assert found(path) == {7: b'{"size":1999}'}


def test_a_closed_journal_refuses_changes_and_can_be_closed_again(path: Path):
    journal = Journal(path)
    journal.close()
    journal.close()
    with pytest.raises(StoreError, match="closed"):
        journal.commit({7: TOKYO})


def test_a_file_out_of_reach_is_told_by_name(tmp_path: Path):
    with pytest.raises(StoreError, match=r"nowhere.*No such file"):
        Journal(tmp_path / "nowhere" / "subscriptions.journal")


# ---------------------------------------------------------------------------- one process


def test_a_second_opener_is_told_which_file_and_what_to_do(path: Path):
    journal = Journal(path)
    journal.commit({7: TOKYO})
    with pytest.raises(StoreError, match=r"subscriptions\.journal\.lock: another process .* stop that one first"):
        Journal(path)
    journal.commit({8: PARIS})
    journal.close()
    assert found(path) == {7: TOKYO, 8: PARIS}


def test_another_process_is_refused_too(path: Path):
    journal = Journal(path)
    script = (
        "import pathlib, sys; from bot.adapters.journal import Journal; from bot.errors import StoreError\n"
        "try: Journal(pathlib.Path(sys.argv[1]))\n"
        "except StoreError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True, check=True)
    assert "another process is using these subscriptions" in done.stdout
    journal.close()


def test_a_newer_format_is_refused_and_nothing_is_touched(path: Path):
    body = json.dumps({"format": 2, "codec": "other"}).encode()
    path.write_bytes(b"%08x\t%s\nwhatever follows\n" % (zlib.crc32(body), body))
    left = path.with_name("subscriptions.journal.new")
    left.write_bytes(b"theirs")
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"format 2 .* format 1 only"):
        Journal(path)
    assert (path.read_bytes(), left.read_bytes()) == (before, b"theirs")
    assert {each.name for each in path.parent.iterdir()} == {path.name, left.name, f"{path.name}.lock"}


# ---------------------------------------------------------------------------- torn and damaged


@pytest.mark.parametrize("last", [{9: OSLO}, {7: OSLO, 9: OSLO}], ids=["one document", "two documents"])
def test_a_torn_tail_is_cut_on_open(path: Path, last, caplog: pytest.LogCaptureFixture):
    acknowledged = written(path, {7: TOKYO}, {8: PARIS})
    start = path.stat().st_size
    written(path, last)
    whole = path.read_bytes()
    for end in range(start, len(whole)):
        path.write_bytes(whole[:end])
        caplog.clear()
        assert found(path) == acknowledged
        assert path.read_bytes() == whole[:start]
        assert ("is cut" in caplog.text) == (end > start)
        assert written(path, last) == acknowledged | last
        assert path.read_bytes() == whole
    assert not list(path.parent.glob("*damaged*"))


def test_a_whole_last_line_with_a_wrong_byte_does_not_count_and_is_kept_aside(path: Path):
    acknowledged = written(path, {7: TOKYO}, {8: PARIS})
    start = path.stat().st_size
    written(path, {7: OSLO})
    whole, spare = path.read_bytes(), path.with_name("subscriptions.spare.journal")
    data = spare.read_bytes()
    for place in range(start, len(whole) - 1):
        path.write_bytes(damaged := whole[:place] + bytes([whole[place] ^ 0x04]) + whole[place + 1 :])
        spare.write_bytes(data)
        assert found(path) == acknowledged
        (aside,) = path.parent.glob("*damaged*")
        assert aside.read_bytes() == damaged
        aside.unlink()


def test_zeros_behind_the_last_line_are_cut(path: Path):
    acknowledged = written(path, {7: TOKYO}, {8: PARIS})
    whole = path.read_bytes()
    path.write_bytes(whole + bytes(4096))
    assert found(path) == acknowledged
    assert path.read_bytes() == whole


@pytest.mark.parametrize("flip", [0x01, 0x80, None], ids=["a low bit", "a high bit", "a line break"])
def test_a_wrong_byte_anywhere_costs_at_most_the_change_it_hit(path: Path, flip: int | None):
    versions = {7: {TOKYO, PARIS}, 8: {PARIS, OSLO}, 9: {OSLO}}
    written(path, {7: TOKYO, 8: PARIS, 9: OSLO, 11: OSLO}, {11: None}, {7: PARIS}, {8: OSLO})
    files = {each: each.read_bytes() for each in path.parent.iterdir()}
    whole = path.read_bytes()
    snapshot = len(path.with_name("subscriptions.spare.journal").read_bytes())
    for place in range(len(whole) - 1):
        for each in path.parent.iterdir():
            each.unlink()
        for each, data in files.items():
            each.write_bytes(data)
        wrong = ord("\n") if flip is None else whole[place] ^ flip
        path.write_bytes(damaged := whole[:place] + bytes([wrong]) + whole[place + 1 :])
        journal = Journal(path)
        state = dict(journal)
        assert all(state[chat] in versions[chat] for chat in state)
        assert state.keys() == versions.keys()
        if place < snapshot - 1:  # its last line break joins it with the first change
            assert state[7] == PARIS
        if damaged != whole:
            (aside,) = path.parent.glob("subscriptions.damaged-*.journal")
            assert aside.read_bytes() == damaged
            assert str(aside) in journal.notice
            assert re.fullmatch(r"subscriptions\.damaged-\d{8}T\d{6}\.journal", aside.name)
        journal.close()
        assert found(path) == state


def test_a_damaged_file_is_named_in_the_log_and_the_next_start_is_quiet(path: Path, caplog: pytest.LogCaptureFixture):
    written(path, {7: TOKYO}, {8: PARIS}, {9: OSLO})
    path.write_bytes(path.read_bytes().replace(b"Paris", b"Pariz"))
    os.utime(path, (1767323045, 1767323045))  # 2026-01-02T03:04:05Z
    journal = Journal(path)
    journal.close()
    assert dict(journal) == {7: TOKYO, 9: OSLO}
    assert "1 of its lines could not be read" in caplog.text
    assert str(path.with_name("subscriptions.damaged-20260102T030405.journal")) in caplog.text
    caplog.clear()
    again = Journal(path)
    again.close()
    assert again.notice is None
    assert not caplog.records


def test_an_older_damaged_file_is_never_overwritten(path: Path):
    for text in (b"Pariz", b"Parit"):
        written(path, {8: PARIS}, {9: OSLO})
        path.write_bytes(path.read_bytes().replace(b"Paris", text))
        os.utime(path, (1767323045, 1767323045))
        found(path)
    first, second = sorted(path.parent.glob("*damaged*"), key=lambda each: len(each.name))
    assert (first.name, second.name) == (
        "subscriptions.damaged-20260102T030405.journal",
        "subscriptions.damaged-20260102T030405-2.journal",
    )
    assert b"Pariz" in first.read_bytes()
    assert b"Parit" in second.read_bytes()


def test_half_a_snapshot_is_made_whole_from_its_spare(path: Path):
    written(path, {7: TOKYO, 8: PARIS, 9: OSLO, 10: OSLO}, {10: None})
    whole, spare = path.read_bytes(), path.with_name("subscriptions.spare.journal")
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        spare.write_bytes(whole)
        assert found(path) == {7: TOKYO, 8: PARIS, 9: OSLO}


def test_without_a_spare_damage_costs_only_what_it_hit(path: Path):
    written(path, {7: TOKYO, 8: PARIS, 10: OSLO}, {10: None}, {9: OSLO})
    path.with_name("subscriptions.spare.journal").unlink()
    path.write_bytes(path.read_bytes().replace(b"Asia", b"Asya"))
    assert found(path) == {8: PARIS, 9: OSLO}


@pytest.mark.parametrize(
    ("wrong", "told"),
    [(b"", "was empty"), (b"nothing of ours\n", "could not be read at all")],
    ids=["empty", "something else"],
)
def test_a_journal_that_is_lost_is_made_again_from_its_spare_and_that_is_told(path: Path, wrong: bytes, told: str):
    written(path, {7: TOKYO, 8: PARIS}, {8: None})
    path.write_bytes(wrong)
    journal = Journal(path)
    journal.close()
    assert dict(journal) == {7: TOKYO}
    assert told in journal.notice
    assert "changes made after that was written are lost" in journal.notice
    assert [each.read_bytes() for each in path.parent.glob("*damaged*")] == ([wrong] if wrong else [])


@pytest.mark.parametrize("spare", [b"", None], ids=["empty too", "missing"])
def test_an_empty_file_is_not_an_empty_store(path: Path, spare: bytes | None):
    path.write_bytes(b"")
    if spare is not None:
        path.with_name("subscriptions.spare.journal").write_bytes(spare)
    with pytest.raises(StoreError, match="can't be read at all"):
        Journal(path)


def test_a_missing_journal_is_told_and_its_spare_is_used(path: Path):
    written(path, {7: TOKYO, 8: PARIS}, {8: None})
    path.unlink()
    journal = Journal(path)
    journal.close()
    assert dict(journal) == {7: TOKYO}
    assert "was missing" in journal.notice


def test_a_damaged_or_missing_spare_is_written_again(path: Path):
    state = written(path, {7: TOKYO, 8: PARIS}, {8: None}, {9: OSLO})
    spare = path.with_name("subscriptions.spare.journal")
    whole = spare.read_bytes()
    for wrong in (b"", whole[:-5], whole.replace(b"Asia", b"Asya")):
        spare.write_bytes(wrong)
        assert found(path) == state
        assert spare.read_bytes() == whole
    spare.unlink()
    assert found(path) == state
    assert spare.read_bytes() == whole


def test_a_spare_of_another_generation_brings_nobody_back(path: Path):
    written(path, {7: TOKYO, 8: PARIS, 9: OSLO}, {9: None})
    spare = path.with_name("subscriptions.spare.journal")
    older = spare.read_bytes()
    written(path, {8: None}, {9: OSLO}, {9: PARIS})
    spare.write_bytes(older)
    path.write_bytes(path.read_bytes().replace(b"Oslo", b"Osla"))
    assert found(path) == {7: TOKYO, 9: PARIS}


def test_a_file_of_which_nothing_can_be_read_stops_the_program_and_is_left_alone(path: Path):
    path.write_bytes(b'{"_default": {}}\n')
    with pytest.raises(StoreError, match="can't be read at all: put a backup in its place"):
        Journal(path)
    assert path.read_bytes() == b'{"_default": {}}\n'


# ---------------------------------------------------------------------------- erasing


def test_what_was_removed_is_in_no_file(path: Path):
    journal = Journal(path)
    journal.commit({424242: TOKYO})
    journal.commit({424242: PARIS, 8: OSLO})
    journal.commit({424242: None})
    assert not re.search(rb"424242|Tokyo|Paris", everything(path.parent))
    journal.close()
    assert found(path) == {8: OSLO}


def test_several_are_removed_at_once_and_others_written_with_them(path: Path):
    state = written(path, {7: TOKYO, 8: PARIS, 9: OSLO}, {7: None, 8: None, 10: OSLO})
    assert state == found(path) == {9: OSLO, 10: OSLO}
    assert not re.search(rb"Tokyo|Paris", everything(path.parent))


def test_what_is_removed_leaves_the_damaged_files_too(path: Path):
    written(path, {424242: TOKYO}, {-424242: OSLO}, {4242421: PARIS}, {8: OSLO})
    path.write_bytes(path.read_bytes().replace(b"Tokyo", b"Tokio"))
    written(path, {424242: PARIS}, {424242: None})
    (aside,) = path.parent.glob("*damaged*")
    assert b"Tokio" not in everything(path.parent)
    assert aside.read_bytes().count(b"\n") == 4
    assert not re.search(rb"\b424242\b", aside.read_bytes().replace(b"-424242", b""))


def test_what_an_interrupted_rewriting_left_is_taken_away(path: Path):
    written(path, {7: TOKYO})
    for name in ("subscriptions.journal.new", "subscriptions.spare.journal.new", "subscriptions.damaged-1.journal.new"):
        path.with_name(name).write_bytes(b"half of something")
    other = path.with_name("other.journal.new")
    other.write_bytes(b"not ours")
    found(path)
    assert list(path.parent.glob("*.new")) == [other]


# ---------------------------------------------------------------------------- as a dictionary

CHATS = st.integers(-3, 3)
DOCUMENTS = st.builds(lambda text: json.dumps({"zone": text}).encode(), st.text(max_size=8))


class LikeADictionary(RuleBasedStateMachine):
    """Whatever is committed, reopened, torn or compacted: the journal has what a dictionary would have."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "subscriptions.journal"
        self.model: dict[int, bytes] = {}
        logging.disable(logging.WARNING)

    @initialize(slack=st.sampled_from([0, 200, 1_000_000]))
    def open(self, slack: int):
        self.slack = slack
        self.journal = Journal(self.path, slack=slack)

    @rule(changes=st.dictionaries(CHATS, st.none() | DOCUMENTS, max_size=4))
    def commit(self, changes):
        self.journal.commit(changes)
        self.model = {key: value for key, value in (self.model | changes).items() if value is not None}

    @rule(torn=st.binary(max_size=20).filter(lambda text: b"\n" not in text[:-1]))
    def crash(self, torn: bytes):
        self.journal.close()
        with self.path.open("ab") as file:
            file.write(torn)
        self.journal = Journal(self.path, slack=self.slack)

    @rule()
    def lose_the_spare(self):
        self.journal.close()
        self.journal.spare.unlink()
        self.journal = Journal(self.path, slack=self.slack)

    @invariant()
    def both_have_the_same(self):
        if hasattr(self, "journal"):
            assert dict(self.journal) == self.model
            assert len(self.journal) == len(self.model)

    def teardown(self):
        logging.disable(logging.NOTSET)
        self.journal.close()
        self.folder.cleanup()


TestLikeADictionary = LikeADictionary.TestCase
TestLikeADictionary.settings = settings(deadline=None, max_examples=60, stateful_step_count=20)
