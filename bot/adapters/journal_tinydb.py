"""TinyDB over a journal: every stock operation, one appended line for each change.

TinyDB's own `Table` reads the whole state, changes it and writes it all back. This one gives the change a
draft of the documents instead, and commits what became different.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from bot.adapters.journal import Journal

NAME = TinyDB.default_table_name
"""The only table that there is."""


class JournalStorage(Storage):
    """The state as TinyDB wants to see it. Raises StoreError like the journal does."""

    def __init__(self, path: Path) -> None:
        self.journal = Journal(path)

    def read(self) -> dict[str, dict[str, Any]]:
        """Everything, from memory."""
        return {NAME: dict(Documents(self.journal))}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Make this the state; what is the same already is not written. Raises ValueError for a second table."""
        if data.keys() - {NAME}:
            raise ValueError(f"this database has one table, {NAME}")
        draft = Draft(self.journal)
        draft.clear()
        draft.update({int(number): document for number, document in data.get(NAME, {}).items()})
        self.journal.commit(draft.changes())

    def close(self) -> None:
        """Let go of the files."""
        self.journal.close()


class JournalTable(Table):
    """The table whose changes are lines of a journal."""

    def __init__(self, storage: JournalStorage, name: str, **options: Any) -> None:
        if name != NAME:
            raise ValueError(f"this database has one table, {NAME}")
        self._journal = storage.journal
        super().__init__(storage, name, **options)

    def apply(self, documents: Mapping[int, Mapping[str, Any] | None]) -> None:
        """Write these documents, and remove those given as None if they are there, all or none."""

        def change(table: dict[int, Mapping[str, Any]]) -> None:
            for number, document in documents.items():
                if document is not None:
                    table[number] = document
                elif number in table:
                    del table[number]

        self._update_table(change)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        # TinyDB says dict and only ever uses what a Mapping has.
        return cast("dict[str, Mapping[str, Any]]", Documents(self._journal))

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        draft = Draft(self._journal)
        updater(cast("dict[int, Mapping[str, Any]]", draft))
        self._journal.commit(draft.changes())
        self.clear_cache()


class JournalDB(TinyDB):
    """`JournalDB(path)`: a TinyDB that must not lose anything."""

    table_class: type[Table] = JournalTable

    def __init__(self, path: Path) -> None:
        super().__init__(path, storage=JournalStorage)

    @property
    def journal(self) -> Journal:
        """What all is kept in."""
        return cast("JournalStorage", self.storage).journal

    @property
    def documents(self) -> JournalTable:
        """The one table."""
        return cast("JournalTable", self.table(NAME))


class Documents(Mapping[str, dict[str, Any]]):
    """A journal as TinyDB reads it: ids are texts. Every document is made anew, so it may be changed freely."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __getitem__(self, number: str) -> dict[str, Any]:
        return cast("dict[str, Any]", json.loads(self._journal[int(number)]))

    def __iter__(self) -> Iterator[str]:
        return map(str, self._journal)

    def __len__(self) -> int:
        return len(self._journal)


class Draft(MutableMapping[int, Mapping[str, Any]]):
    """A journal's documents with changes that are not in it yet."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._touched: dict[int, Mapping[str, Any] | None] = {}  # None: removed

    def changes(self) -> dict[int, bytes | None]:
        """What is not as the journal has it: JSON by id, None for removed. Raises TypeError for what JSON has not."""
        wanted = {number: None if each is None else _json(each) for number, each in self._touched.items()}
        return {number: each for number, each in wanted.items() if each != self._journal.get(number)}

    def __getitem__(self, number: int) -> Mapping[str, Any]:
        if number not in self._touched:
            self._touched[number] = json.loads(self._journal[number])  # it may be changed in place
        document = self._touched[number]
        if document is None:
            raise KeyError(number)
        return document

    def __setitem__(self, number: int, document: Mapping[str, Any]) -> None:
        self._touched[number] = document

    def __delitem__(self, number: int) -> None:
        if number not in self:
            raise KeyError(number)
        self._touched[number] = None

    def __contains__(self, number: object) -> bool:
        if number in self._touched:
            return self._touched[number] is not None
        return number in self._journal

    def __iter__(self) -> Iterator[int]:
        yield from (number for number in self._journal if number in self)
        yield from (
            number for number, each in self._touched.items() if each is not None and number not in self._journal
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Remove every document."""
        self._touched = dict.fromkeys(self._journal)


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(dict(document), separators=(",", ":")).encode()
