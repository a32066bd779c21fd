"""The content codings of HTTP (RFC 9110 §8.4) undone, within a limit of size."""

from __future__ import annotations

import zlib

from bot.errors import FetchError

ACCEPTED = "gzip, deflate"
"""What to ask for with `Accept-Encoding`."""

_UNASKED = {"br", "zstd", "compress", "x-compress", "dcb", "dcz"}
_EITHER, _RAW = 47, -15  # zlib's wbits: gzip or zlib by their headers; deflate without a header


def decoded(body: bytes, *, coding: str | None, limit: int) -> bytes:
    """The body without its codings, as the header `Content-Encoding` lists them.

    Never makes more than `limit` bytes and one, however small the bytes it is made from. Raises FetchError
    where there would be more, where the coding is damaged or cut off, and for one that was not asked for.
    Names that are no coding (`utf-8`, which some servers send) mean none.
    """
    for name in reversed((coding or "").lower().split(",")):
        match name.strip():
            case "gzip" | "x-gzip":
                body = _inflated(body, wbits=_EITHER, limit=limit)
            case "deflate":
                body = _inflated(body, wbits=_EITHER if _has_zlib_header(body) else _RAW, limit=limit)
            case unasked if unasked in _UNASKED:
                raise FetchError(f"encoded as {unasked}, which was not asked for")
    return body


def _inflated(body: bytes, *, wbits: int, limit: int) -> bytes:
    """Of as many members as there are (RFC 1952 §2.2); what follows the last one is no part of it."""
    found, rest = bytearray(), body
    while rest and (not found or rest.startswith(b"\x1f\x8b")):
        stream = zlib.decompressobj(wbits)
        try:
            found += stream.decompress(rest, limit + 1 - len(found))
        except zlib.error as error:
            raise FetchError("its compression is damaged") from error
        if len(found) > limit:
            raise FetchError(f"larger than {limit / 1e6:g} MB")
        if not stream.eof:
            raise FetchError("its compression is cut off")
        rest = stream.unused_data
    return bytes(found)


def _has_zlib_header(body: bytes) -> bool:
    """RFC 1950 §2.2; "deflate" is meant to have it, and some servers leave it out."""
    return len(body) >= 2 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
