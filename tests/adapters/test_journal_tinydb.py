"""TinyDB over the journal does what TinyDB does, and writes only what changed."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where
from tinydb.operations import delete, increment
from tinydb.storages import MemoryStorage
from tinydb.table import Document

from bot.adapters.journal_tinydb import JournalDB
from bot.errors import StoreError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "subscriptions.journal"


def contents(db: TinyDB) -> dict[int, dict]:
    return {document.doc_id: dict(document) for document in db.all()}


FIELDS = st.fixed_dictionaries({"n": st.integers(0, 3)}, optional={"zone": st.sampled_from(["UTC", "Asia/Tokyo"])})
IDS = st.integers(-3, 3)
DOCUMENTS = st.builds(Document, FIELDS, IDS)
CONDITIONS = st.builds(lambda n: where("n") == n, st.integers(0, 3))


def _retagged(document: dict) -> None:
    document["tags"] = [*document.get("tags", []), "seen"]


OPERATIONS = st.one_of(
    st.tuples(st.just("insert"), st.one_of(FIELDS, DOCUMENTS)),
    st.tuples(st.just("insert_multiple"), st.lists(st.one_of(FIELDS, DOCUMENTS), max_size=3)),
    st.tuples(st.just("upsert"), DOCUMENTS),
    st.tuples(st.just("upsert"), FIELDS, CONDITIONS),
    st.tuples(st.just("update"), FIELDS),
    st.tuples(st.just("update"), FIELDS, CONDITIONS),
    st.tuples(st.just("update"), st.sampled_from([increment("n"), _retagged]), CONDITIONS),
    st.tuples(st.just("update"), FIELDS, st.none(), st.lists(IDS, max_size=2, unique=True)),
    st.tuples(st.just("update_multiple"), st.lists(st.tuples(FIELDS, CONDITIONS), max_size=2)),
    st.tuples(st.just("update"), st.just(delete("zone")), st.just(where("zone").exists())),
    st.tuples(st.just("remove"), CONDITIONS),
    st.tuples(st.just("remove"), st.none(), st.lists(IDS, max_size=2, unique=True)),
    st.tuples(st.just("truncate")),
    st.tuples(st.just("drop_tables")),
    st.tuples(st.just("drop_table"), st.just("_default")),
    st.tuples(st.just("search"), CONDITIONS),
    st.tuples(st.just("count"), CONDITIONS),
    st.tuples(st.just("contains"), CONDITIONS),
    st.tuples(st.just("contains"), st.none(), IDS),
    st.tuples(st.just("get"), st.none(), IDS),
    st.tuples(st.just("get"), st.none(), st.none(), st.lists(IDS, max_size=2)),
    st.tuples(st.just("__len__")),
)


def answer(db: TinyDB, name: str, *arguments):
    try:
        found = getattr(db, name)(*arguments)
    except ValueError as error:
        return str(error)
    return sorted(found, key=repr) if isinstance(found, list) else found


@settings(deadline=None)
@given(operations=st.lists(OPERATIONS, max_size=12))
def test_every_stock_operation_does_what_it_does_in_memory(operations):
    with TemporaryDirectory() as folder:
        ours, stock = JournalDB(Path(folder) / "x.journal"), TinyDB(storage=MemoryStorage)
        for name, *arguments in operations:
            assert answer(ours, name, *arguments) == answer(stock, name, *arguments)
            assert contents(ours) == contents(stock)
        before = contents(ours)
        ours.close()
        again = JournalDB(Path(folder) / "x.journal")
        assert contents(again) == before
        again.close()


def test_an_update_of_one_appends_only_that_one(path: Path):
    with JournalDB(path) as db:
        db.insert_multiple({"n": number, "zone": "UTC"} for number in range(100))
        before = path.stat().st_size
        db.update({"zone": "Asia/Tokyo"}, where("n") == 50)
        assert path.stat().st_size - before < 60
        db.update({"zone": "Asia/Tokyo"}, where("n") == 50)
        assert path.read_bytes().count(b"Tokyo") == 1


def test_a_document_that_was_read_can_be_changed_without_changing_the_database(path: Path):
    with JournalDB(path) as db:
        db.insert(Document({"countries": ["FR"]}, -7))
        db.get(doc_id=-7)["countries"].append("JP")
        db.all()[0]["countries"].append("JP")
        assert db.get(doc_id=-7) == {"countries": ["FR"]}


def test_a_change_that_fails_half_way_changes_nothing(path: Path):
    with JournalDB(path) as db:
        db.insert(Document({"n": 1}, 1))
        with pytest.raises(ValueError, match="already exists"):
            db.insert_multiple([Document({"n": 2}, 2), Document({"n": 3}, 1)])
        with pytest.raises(TypeError):
            db.documents.apply({1: {"n": 4}, 3: {"n": {1, 2}}})
        assert contents(db) == {1: {"n": 1}}


def test_writing_and_removing_several_is_one_step(path: Path):
    with JournalDB(path) as db:
        db.documents.apply({1: {"n": 1}, -2: {"n": 2}, 5: None})
        db.documents.apply({1: None, -2: {"n": 3}})
        assert contents(db) == {-2: {"n": 3}}


def test_there_is_one_table(path: Path):
    with JournalDB(path) as db:
        with pytest.raises(ValueError, match="one table"):
            db.table("other")
        with pytest.raises(ValueError, match="one table"):
            db.storage.write({"other": {}})
        assert db.tables() == {"_default"}


def test_a_closed_database_refuses_changes_and_can_be_closed_again(path: Path):
    db = JournalDB(path)
    db.close()
    db.close()
    with pytest.raises(StoreError):
        db.insert({"n": 1})
