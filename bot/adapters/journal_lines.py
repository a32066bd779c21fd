r"""The text of a journal: bytes to documents and back. Pure; `journal.py` does the reading and writing.

    ⟨checksum⟩ TAB {"format":1,"generation":7,"documents":2} NL      the header
    ⟨checksum⟩ TAB 1042 {"zone":"Asia/Tokyo",…} NL                   the snapshot: one document a line …
    ⟨checksum⟩ TAB -100 {"zone":"UTC",…} NL                          … as many as the header says
    ⟨checksum⟩ TAB 1042 {…} NL                                       a change: the document as it now is
    ⟨checksum⟩ TAB 7 {…} TAB 8 {…} NL                                a change of two documents, all or none

The checksum is the CRC-32 of what follows the first TAB, as eight hexadecimal digits. JSON is written in
ASCII without white space between its tokens, and JSON escapes control characters, so a TAB or NL never
stands inside a document. There is no line for a removal: removing writes a new file (see `journal.py`).
Of the first line, checksum, TAB and the key `format` stay as they are in every later format.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from io import BytesIO

FORMAT = 1
"""The format that this version writes, and the only one that it reads."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Header:
    """What the first line says."""

    format: int
    generation: int = 0  # counts up with every snapshot; a journal and its spare share it
    documents: int = 0  # lines of the snapshot


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """What could be read of a journal."""

    header: Header | None  # None: the first line can't be read
    lines: Mapping[int, bytes]  # by document id: the line that a snapshot has for it
    bad: int  # lines that can't be read, the header included
    torn: bool  # the only fault is that the last line, a change, was not written to its end: it has no NL
    sound: bool  # no fault at all, or torn
    snapshot: int  # bytes of header and snapshot; means something only where `sound`
    end: int  # bytes that count: all of them, less a torn line

    @property
    def generation(self) -> int:
        """As the header says; 0, which no journal has, where it can't be read."""
        return self.header.generation if self.header else 0


def line(number: int, document: bytes) -> bytes:
    """The line of one document, given as JSON."""
    return _line(b"%d %s" % (number, document))


def change(lines: Mapping[int, bytes]) -> bytes:
    """One line for several documents (at least one), each given as its own line: all of them count or none."""
    bodies = [_body(each) for each in lines.values()]
    return next(iter(lines.values())) if len(bodies) == 1 else _line(b"\t".join(bodies))


def document(line: bytes) -> bytes:
    """The JSON of a line of one document."""
    return _body(line).partition(b" ")[2]


def snapshot(lines: Mapping[int, bytes], *, generation: int) -> bytes:
    """A whole journal that has these documents and no changes yet."""
    header = {"format": FORMAT, "generation": generation, "documents": len(lines)}
    return _line(json.dumps(header, separators=(",", ":")).encode()) + b"".join(lines.values())


def scan(data: bytes) -> Scan:
    """Read as much of a journal as can be read: a line that can't be is passed over, what follows counts.

    Every line gives documents as they are after it, so the lines that can be read are right in themselves,
    and only what the others said is missing.
    """
    rows = list(BytesIO(data))
    header = _header(rows[0]) if rows else None
    found = [_documents(row) for row in rows[1:]]
    bad = [number for number, each in enumerate(found) if each is None]
    torn = bad == [len(found) - 1] and not data.endswith(b"\n")
    complete = header is not None and len(found) - torn >= header.documents
    lines: dict[int, bytes] = {}
    for each in found:
        lines.update(each or {})
    return Scan(
        header=header,
        lines=lines,
        bad=len(bad) + (header is None),
        torn=torn and complete,
        sound=complete and (torn or not bad),
        snapshot=sum(map(len, rows[: 1 + (header.documents if header else 0)])),
        end=len(data) - (len(rows[-1]) if torn else 0),
    )


def without(data: bytes, numbers: Collection[int]) -> bytes:
    """The same file less every line, readable or not, in which one of these document ids stands."""
    ids = b"|".join(b"%d" % number for number in numbers)
    named = re.compile(rb"(?<![\d-])(?:" + ids + rb")(?!\d)")
    return b"".join(row for row in BytesIO(data) if not named.search(row))


def _line(body: bytes) -> bytes:
    return b"%08x\t%s\n" % (zlib.crc32(body), body)


def _body(row: bytes) -> bytes:
    return row[9:-1]


def _good(row: bytes) -> bool:
    return len(row) > 9 and row == _line(_body(row))


def _header(row: bytes) -> Header | None:
    if not _good(row):
        return None
    try:
        found = json.loads(_body(row))
        return Header(**found) if found["format"] == FORMAT else Header(format=found["format"])
    except (ValueError, TypeError, KeyError):
        return None


def _documents(row: bytes) -> dict[int, bytes] | None:
    """The documents of a line, each as a line of its own; None where it can't be read."""
    if not _good(row):
        return None
    try:
        fields = [field.partition(b" ") for field in _body(row).split(b"\t")]
        if len(fields) == 1:
            return {int(fields[0][0]): row}
        return {int(number): line(int(number), text) for number, _, text in fields}
    except ValueError:
        return None
