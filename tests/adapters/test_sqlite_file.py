"""A SQLite file of ours: transactions, damage, versions, full disks."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.sqlite_file import SqliteFile, micros, moment
from bot.errors import StoreError

ONE = ("CREATE TABLE thing (name TEXT PRIMARY KEY);",)
TWO = (*ONE, "ALTER TABLE thing ADD COLUMN size INTEGER NOT NULL DEFAULT 1;")


async def opened(path, migrations=ONE) -> SqliteFile:
    return await SqliteFile.open(path / "things.sqlite", migrations=migrations, synchronous="FULL")


def adding(name: str):
    return lambda db: db.execute("INSERT INTO thing (name) VALUES (?)", (name,)).rowcount


def names(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT name FROM thing ORDER BY name")]


async def test_a_transaction_is_all_or_nothing(tmp_path):
    file = await opened(tmp_path)
    await file.run(adding("kept"))

    def half(db):
        adding("lost")(db)
        adding("kept")(db)

    with pytest.raises(StoreError, match=r"things\.sqlite"):
        await file.run(half)
    assert await file.run(names) == ["kept"]
    await file.close()


async def test_a_fault_of_the_caller_comes_through_and_changes_nothing(tmp_path):
    file = await opened(tmp_path)

    def faulty(db):
        adding("lost")(db)
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        await file.run(faulty)
    assert await file.run(names) == []
    await file.close()


async def test_many_at_once_are_done_one_after_the_other(tmp_path):
    file = await opened(tmp_path)
    await asyncio.gather(*(file.run(adding(f"{number:03}")) for number in range(200)))
    assert await file.run(names) == [f"{number:03}" for number in range(200)]
    await file.close()


async def test_a_caller_that_is_cancelled_leaves_no_transaction_open(tmp_path):
    file = await opened(tmp_path)
    task = asyncio.create_task(file.run(adding("either way")))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    assert await file.run(adding("next")) == 1
    await file.close()


async def test_an_older_file_is_brought_to_the_newest_form(tmp_path):
    file = await opened(tmp_path, ONE)
    await file.run(adding("old"))
    await file.close()
    file = await opened(tmp_path, TWO)
    assert await file.run(lambda db: db.execute("SELECT name, size FROM thing").fetchall()) == [("old", 1)]
    await file.close()


async def test_a_newer_file_is_left_alone(tmp_path):
    file = await opened(tmp_path, TWO)
    await file.close()
    with pytest.raises(StoreError, match="newer version"):
        await opened(tmp_path, ONE)
    file = await opened(tmp_path, TWO)
    await file.close()


@pytest.mark.parametrize(
    "damage", [b"this is no database, it only has its name" * 200, b"SQLite format 3\0" + b"\xff" * 5000]
)
async def test_a_damaged_file_is_set_aside_and_named(tmp_path, caplog, damage):
    (tmp_path / "things.sqlite").write_bytes(damage)
    file = await opened(tmp_path)
    await file.run(adding("new"))
    await file.close()
    [aside] = tmp_path.glob("things.damaged-*.sqlite")
    assert aside.read_bytes() == damage
    assert aside.name in caplog.text


async def test_a_step_to_a_newer_form_that_fails_is_no_damage(tmp_path):
    file = await opened(tmp_path, ONE)
    await file.run(adding("kept"))
    await file.close()
    with pytest.raises(StoreError, match="UNIQUE"):
        await opened(tmp_path, (*ONE, "INSERT INTO thing (name) VALUES ('kept');"))
    assert [path.name for path in tmp_path.iterdir()] == ["things.sqlite"]
    file = await opened(tmp_path, ONE)
    assert await file.run(names) == ["kept"]
    await file.close()


async def test_a_full_disk_is_an_error_and_nothing_is_lost(tmp_path):
    file = await opened(tmp_path)
    await file.run(adding("kept"))
    await file.run(lambda db: db.execute("SELECT 1"))
    file._connection.execute("PRAGMA max_page_count = 1")
    with pytest.raises(StoreError, match="full"):
        await file.run(
            lambda db: db.executemany("INSERT INTO thing VALUES (?)", [(f"{n} " * 100,) for n in range(999)])
        )
    assert await file.run(names) == ["kept"]
    await file.close()


async def test_nobody_else_may_read_it(tmp_path):
    file = await opened(tmp_path)
    assert (tmp_path / "things.sqlite").stat().st_mode & 0o777 == 0o600
    await file.close()


async def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(StoreError, match=r"things\.sqlite"):
        await opened(tmp_path / "nowhere")


async def test_after_closing_nothing_is_done(tmp_path):
    file = await opened(tmp_path)
    await file.close()
    await file.close()
    with pytest.raises(StoreError, match="closed"):
        await file.run(names)
    with pytest.raises(StoreError, match="closed"):
        await file.checkpoint()


@given(st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45))])))
def test_moments_come_back_exactly(value: datetime):
    assert moment(micros(value)) == value
