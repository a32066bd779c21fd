"""Translator: another one, whose answers are kept in a file, so that nothing is translated twice."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import sqlite3
from collections.abc import Mapping, Sequence

from bot.adapters.sqlite_file import SqliteFile, among
from bot.errors import StoreError
from bot.model import Translation
from bot.ports import Clock, Translator

log = logging.getLogger(__name__)

KEPT = 45
"""Days after its last use for which a translation is kept: an article can be edited as long as its story is kept."""

FAILURE = 1
"""Days for which a text that a backend could not translate is not tried again."""

KEPT_AMONG = """
    SELECT key, text, by, verdict, rough, used FROM answer WHERE (text IS NOT NULL OR made > ?) AND key IN
"""

Key = bytes


class Cached:
    """Asks only for what is not in the file.

    What is being asked for goes on when nobody waits for it any more, and is in the file afterwards; whoever asks for
    the same text meanwhile waits for that answer. A file that fails costs time and no translation.
    """

    def __init__(self, translator: Translator, file: SqliteFile, *, clock: Clock, model: str = "") -> None:
        """`model` tells apart what a backend of the same name was before: its answers are not these."""
        self.name = translator.name
        self._translator, self._file, self._clock, self._model = translator, file, clock, model
        self._asking: dict[Key, asyncio.Task[Mapping[Key, Translation]]] = {}
        self._pruned = 0

    async def translate(self, texts: Sequence[str], *, language: str) -> tuple[Translation, ...]:
        """The kept answer to each text, or the translator's own."""
        keys = {text: self._key(text, language) for text in texts}
        asked = {self._asking[key] for key in keys.values() if key in self._asking}
        found = await self._kept(list(keys.values()))
        known = found.keys() | self._asking.keys()
        if missing := {text: key for text, key in keys.items() if key not in known}:
            self._begin(missing, language)
        for task in asked | {self._asking[key] for key in keys.values() if key in self._asking}:
            found |= await asyncio.shield(task)
        return tuple(found[keys[text]] for text in texts)

    async def close(self) -> None:
        """Stop what is being asked for; what was answered is kept."""
        tasks = set(self._asking.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _key(self, text: str, language: str) -> Key:
        parts = f"{self.name}\0{self._model}\0{language}\0{text}"
        return hashlib.blake2b(parts.encode(errors="surrogatepass"), digest_size=16).digest()

    def _begin(self, missing: Mapping[str, Key], language: str) -> None:
        task = asyncio.create_task(self._asked(missing, language))
        self._asking |= dict.fromkeys(missing.values(), task)

        def ended(_task: object) -> None:
            for key in missing.values():
                del self._asking[key]

        task.add_done_callback(ended)

    async def _asked(self, missing: Mapping[str, Key], language: str) -> Mapping[Key, Translation]:
        answers = await self._translator.translate(list(missing), language=language)
        found = dict(zip(missing.values(), answers, strict=True))
        await self._keep({key: each for key, each in found.items() if each.by})
        return found

    # ------------------------------------------------------------------ the file

    @property
    def _today(self) -> int:
        return self._clock.now().date().toordinal()

    async def _kept(self, keys: Sequence[Key]) -> dict[Key, Translation]:
        today = self._today

        def work(db: sqlite3.Connection) -> dict[Key, Translation]:
            rows = list(among(db, KEPT_AMONG, keys, today - FAILURE))
            old = [(today, row[0]) for row in rows if row[5] < today]
            db.executemany("UPDATE answer SET used = ? WHERE key = ?", old)
            return {row[0]: Translation(text=row[1], by=row[2], verdict=row[3], rough=bool(row[4])) for row in rows}

        try:
            return await self._file.run(work)
        except StoreError as error:
            log.error("translations can't be looked up: %s", error)  # noqa: TRY400 - expected, no traceback needed
            return {}

    async def _keep(self, answers: Mapping[Key, Translation]) -> None:
        today = self._today

        def work(db: sqlite3.Connection) -> None:
            db.executemany(
                "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(key, each.text, each.by, each.verdict, each.rough, today, today) for key, each in answers.items()],
            )
            if self._pruned != today:
                db.execute("DELETE FROM answer WHERE used < ?", (today - KEPT,))

        try:
            await self._file.run(work)
            self._pruned = today
        except StoreError as error:
            log.error("translations can't be kept: %s", error)  # noqa: TRY400 - expected, no traceback needed
