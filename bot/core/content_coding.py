"""The content codings of HTTP (RFC 9110 §8.4) undone, within limits of size and of work."""

from __future__ import annotations

import contextlib
import importlib
import zlib
from collections.abc import Callable
from typing import Any

from bot.errors import FetchError


def _installed(*names: str) -> Any:
    """The first of some modules that there is; None where there is none of them."""
    for name in names:
        with contextlib.suppress(ImportError):
            return importlib.import_module(name)
    return None


_BROTLI = _installed("brotli")
if not hasattr(getattr(_BROTLI, "Decompressor", None), "can_accept_more_data"):
    _BROTLI = None  # before 1.2 it makes as much as a bomb asks for (GHSA-2qfp-q593-8484)
_ZSTD = _installed("compression.zstd", "backports.zstd")  # the former since Python 3.14

ACCEPTED = ", ".join(["gzip", "deflate", *["br"] * bool(_BROTLI), *["zstd"] * bool(_ZSTD)])
"""What to ask for with `Accept-Encoding`: what the standard library undoes, and what the installed ones do."""

RATIO = 100
"""How many times its size a body may become. Feeds become 3 to 8 times as large with gzip and up to 10 times with
brotli (29 feeds of as many countries); a bomb becomes 1,000 times as large with gzip, a million times with brotli."""

SMALL = 1_000_000
"""Bytes up to which the ratio does not count: a list of nothing but blanks is odd and does no harm."""

MAX_MEMBERS = 100
"""Parts in a row of one compressed body. Real ones have one; each costs a copy of what follows it."""

MAX_CODINGS = 3
"""Codings upon each other. Real bodies have one, and two where a cache compresses what is compressed."""

_NAMES = {"x-gzip": "gzip"}
_ELSEWHERE = {"br", "zstd", "compress", "x-compress", "dcb", "dcz"}
_EITHER, _RAW = 47, -15  # zlib's wbits: gzip or zlib by their headers; deflate without a header
_WINDOW_LOG = 23  # RFC 9659: a zstd body in HTTP must not need a window of more than 8 MB
_STEP = 65_536  # brotli makes up to a block more than it is asked for: ask for little at a time


def decoded(body: bytes, *, coding: str | None, limit: int) -> bytes:
    """The body without its codings, as the header `Content-Encoding` lists them.

    Never makes more than `limit` bytes (brotli: and a block of 64 kB) and one, and never more than RATIO times the
    body where this is beyond SMALL. Raises FetchError where there would be more, where the coding is damaged or cut
    off, and for one that was not asked for. Names that are no coding (`utf-8`, which some servers send) mean none.
    """
    codings = [_NAMES.get(name.strip(), name.strip()) for name in (coding or "").lower().split(",")]
    codings = [name for name in codings if name in _DECODERS or name in _ELSEWHERE]
    if len(codings) > MAX_CODINGS:
        raise FetchError(f"encoded {len(codings)} times over")
    room = min(limit, max(SMALL, RATIO * len(body)))
    for name in reversed(codings):
        if name not in _DECODERS:
            raise FetchError(f"encoded as {name}, which was not asked for")
        body = _DECODERS[name](body, room)
        if len(body) > room:
            size = f"{limit / 1e6:g} MB" if room == limit else f"{RATIO} times what was sent"
            raise FetchError(f"larger than {size}")
    return body


# ---------------------------------------------------------------------------- each makes `room` and one byte at most


def _gzip(body: bytes, room: int) -> bytes:
    return _members(body, room, lambda: zlib.decompressobj(_EITHER), starts=(b"\x1f\x8b",), fault=zlib.error)


def _deflate(body: bytes, room: int) -> bytes:
    """Without its header (RFC 1950 §2.2) too, which some servers leave out."""
    has_header = len(body) >= 2 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    wbits = _EITHER if has_header or body.startswith(b"\x1f\x8b") else _RAW
    return _members(body, room, lambda: zlib.decompressobj(wbits), starts=(), fault=zlib.error)


def _zstd(body: bytes, room: int) -> bytes:
    options = {_ZSTD.DecompressionParameter.window_log_max: _WINDOW_LOG}
    starts = (b"\x28\xb5\x2f\xfd", *(bytes([0x50 | low]) + b"\x2a\x4d\x18" for low in range(16)))  # RFC 8878 §3.1
    return _members(body, room, lambda: _ZSTD.ZstdDecompressor(None, options), starts=starts, fault=_ZSTD.ZstdError)


def _members(
    body: bytes, room: int, stream: Callable[[], Any], *, starts: tuple[bytes, ...], fault: type[Exception]
) -> bytes:
    """Of as many members as there are (RFC 1952 §2.2); what follows the last one is no part of it."""
    found, left, rest = list[bytes](), room + 1, body
    while rest and left and (not found or rest.startswith(starts)):
        if len(found) == MAX_MEMBERS:
            raise FetchError(f"its compression has more than {MAX_MEMBERS} parts")
        member = stream()
        try:
            found.append(member.decompress(rest, left))
        except fault as error:
            raise FetchError("its compression is damaged") from error
        left -= len(found[-1])
        if left and not member.eof:
            raise FetchError("its compression is cut off")
        rest = member.unused_data
    return b"".join(found)


def _brotli(body: bytes, room: int) -> bytes:
    found, left, rest, stream = list[bytes](), room + 1, body, _BROTLI.Decompressor()
    while body and left > 0 and not stream.is_finished():
        try:
            found.append(stream.process(rest, output_buffer_limit=_STEP))
        except _BROTLI.error as error:
            raise FetchError("its compression is damaged") from error
        if not found[-1] and not stream.is_finished() and stream.can_accept_more_data():
            raise FetchError("its compression is cut off")
        left -= len(found[-1])
        rest = b""  # the stream has it
    return b"".join(found)


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {"gzip": _gzip, "deflate": _deflate}
if _BROTLI:
    _DECODERS["br"] = _brotli
if _ZSTD:
    _DECODERS["zstd"] = _zstd
