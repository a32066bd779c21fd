from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.content_coding import ACCEPTED, MAX_MEMBERS, RATIO, SMALL, decoded
from bot.errors import FetchError
from tests.feedserver import zstd

TEXT = "".join(f"<item><title>Новости {number}: what was said</title></item>" for number in range(500)).encode()
LIMIT = 5_000_000


def raw_deflate(body: bytes) -> bytes:
    return zlib.compress(body)[2:-4]


ENCODERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "deflate, raw": raw_deflate,
    "br": lambda body: pytest.importorskip("brotli").compress(body, quality=5),
    "zstd": lambda body: zstd().compress(body),
}
codings = pytest.mark.parametrize("coding", ENCODERS)


def encoded(body: bytes, coding: str) -> tuple[bytes, str]:
    return ENCODERS[coding](body), coding.removesuffix(", raw")


def undone(body: bytes, coding: str | None, *, limit: int = LIMIT) -> bytes:
    return decoded(body, coding=coding, limit=limit)


def problem(body: bytes, coding: str, *, limit: int = LIMIT) -> str:
    with pytest.raises(FetchError) as caught:
        undone(body, coding, limit=limit)
    return str(caught.value)


@codings
@pytest.mark.parametrize("body", [b"", b"<rss/>", TEXT], ids=["empty", "short", "long"])
def test_what_was_encoded_is_decoded(coding, body):
    assert undone(*encoded(body, coding)) == body


@codings
def test_an_empty_body_needs_no_decoding(coding):
    ENCODERS[coding](b"")  # skips where there is no library
    assert undone(b"", coding.removesuffix(", raw")) == b""


@pytest.mark.parametrize("coding", [None, "", "identity", "utf-8", "none", ",", "identity, utf-8"])
def test_what_is_no_coding_changes_nothing(coding):
    assert undone(TEXT, coding) == TEXT


@pytest.mark.parametrize("coding", ["GZip", " gzip ", "gzip,", "identity, gzip"])
def test_names_are_read_as_servers_write_them(coding):
    assert undone(gzip.compress(TEXT), coding) == TEXT


def test_codings_are_undone_last_first():
    assert undone(gzip.compress(zlib.compress(TEXT)), "deflate, gzip") == TEXT


@codings
def test_a_body_may_be_as_large_as_the_limit_and_no_larger(coding):
    assert undone(*encoded(TEXT, coding), limit=len(TEXT)) == TEXT
    assert problem(*encoded(TEXT, coding), limit=len(TEXT) - 1).startswith("larger than ")


@codings
def test_a_bomb_is_refused_and_never_unpacked(coding):
    bomb, name = encoded(bytes(60_000_000), coding)
    tracemalloc.start()
    try:
        words = problem(bomb, name)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert words == ("larger than 5 MB" if len(bomb) * RATIO > LIMIT else f"larger than {RATIO} times what was sent")
    assert peak < 3 * LIMIT


def test_a_bomb_in_a_bomb_is_measured_by_what_was_sent():
    bomb = gzip.compress(gzip.compress(bytes(60_000_000)))
    assert problem(bomb, "gzip, gzip") == f"larger than {RATIO} times what was sent"


@codings
def test_a_small_body_may_be_of_nothing_but_blanks(coding):
    assert undone(*encoded(b" " * SMALL, coding)) == b" " * SMALL


@codings
def test_what_is_cut_off_is_refused(coding):
    body, name = encoded(TEXT, coding)
    assert problem(body[: len(body) // 2], name) == "its compression is cut off"


@codings
def test_what_is_damaged_is_refused(coding):
    ENCODERS[coding](b"")
    assert problem(b"\xff" * 40, coding.removesuffix(", raw")) == "its compression is damaged"


@pytest.mark.parametrize("coding", ["compress", "dcb", "x-compress", "gzip, dcz"])
def test_what_was_not_asked_for_is_named(coding):
    name = coding.split()[-1]
    assert problem(TEXT, coding) == f"encoded as {name}, which was not asked for"


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_members_are_joined_and_what_follows_them_is_left_out(coding):
    first, second = encoded(b"<rss>", coding)[0], encoded(b"</rss>", coding)[0]
    assert undone(first + second + b"\0\0", coding) == b"<rss></rss>"
    assert undone(encoded(b"", coding)[0] + b"rest", coding) == b""


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_more_members_than_any_real_body_has_are_refused(coding):
    empty = encoded(b"", coding)[0]
    assert undone(empty * MAX_MEMBERS, coding) == b""
    assert problem(empty * (MAX_MEMBERS + 1), coding) == f"its compression has more than {MAX_MEMBERS} parts"


def test_codings_piled_up_are_refused():
    assert problem(TEXT, ", ".join(["gzip"] * 400)) == "encoded 400 times over"


def test_a_zstd_window_larger_than_http_allows_is_refused():
    library = zstd()
    options = {library.CompressionParameter.window_log: 27}
    body = random.Random(1).randbytes(300_000)
    stream = library.ZstdCompressor(options=options)
    parts = [stream.compress(body, stream.FLUSH_BLOCK), stream.compress(body), stream.flush()]
    assert problem(b"".join(parts), "zstd") == "its compression is damaged"


def test_only_what_can_be_undone_is_asked_for():
    assert ACCEPTED.startswith("gzip, deflate")
    for name in ACCEPTED.split(", "):
        assert undone(*encoded(TEXT, name)) == TEXT


@given(st.binary(max_size=2000), st.sampled_from(ACCEPTED.split(", ")))
def test_any_bytes_are_decoded_or_refused_in_words(body, coding):
    try:
        assert len(undone(body, coding, limit=10_000)) <= 10_000
    except FetchError as error:
        assert str(error)


@given(st.binary(max_size=2000), st.sampled_from(ACCEPTED.split(", ")), st.integers(0, 5000), st.integers(0, 255))
def test_a_changed_byte_is_decoded_or_refused_in_words(body, coding, place, value):
    sent = bytearray(encoded(body, coding)[0])
    sent[place % len(sent)] = value
    try:
        assert len(undone(bytes(sent), coding, limit=10_000)) <= 10_000
    except FetchError as error:
        assert str(error)
