"""Large files: whole or not at all, gone on with where they broke off."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.fetch_file import Downloads, Patience
from bot.errors import FetchError, WorldbriefError
from tests.feedserver import Trap
from tests.fileserver import FileServer

BODY = bytes(range(256)) * 10_000
CUT, UNREAD = 1_200_000, 500_000
"""Bytes after which an answer breaks off, and how many of those may be lost with it: aiohttp reads ahead."""

QUICK = Patience(pause=0.0)


@pytest.fixture
async def server():
    async with FileServer() as running:
        yield running


async def download(url: str, to: Path, *, allow_hosts=("127.0.0.1",), most=10**9, patience=QUICK) -> list:
    seen = []
    downloads = Downloads(user_agent="Worldbrief/test", allow_hosts=allow_hosts, patience=patience)
    await downloads.download(url, to, most=most, watch=lambda done, of: seen.append((done, of)))
    return seen


async def problem(*args, **options) -> str:
    with pytest.raises(FetchError) as caught:
        await download(*args, **options)
    return str(caught.value)


async def test_a_file_comes_whole_and_its_progress_is_told(server, tmp_path):
    server.put("/a", BODY)
    seen = await download(server.url("/a"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == BODY
    assert seen == sorted(seen)
    assert seen[-1] == (len(BODY), len(BODY))
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def begins(server: FileServer) -> list[int]:
    """The first byte that each request asked for."""
    return [int(begin.removeprefix("bytes=").removesuffix("-")) if begin else 0 for _, begin, _ in server.asked]


async def test_what_breaks_off_is_gone_on_with(server, tmp_path):
    server.put("/a", BODY, cuts=[CUT, CUT // 2, 0])
    await download(server.url("/a"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == BODY
    first, second, *_ = begins(server)
    assert first == 0
    assert CUT - UNREAD < second <= CUT
    assert begins(server) == sorted(begins(server))


async def test_another_run_goes_on_where_the_last_one_ended(server, tmp_path):
    server.put("/a", BODY, cuts=[CUT, *[0] * 5])
    assert "broke off" in await problem(server.url("/a"), tmp_path / "a")
    server.asked.clear()
    server.put("/a", BODY)
    await download(server.url("/a"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == BODY
    ((_, _, condition),) = server.asked
    assert CUT - UNREAD < begins(server)[0] <= CUT
    assert condition


async def test_a_file_that_changed_meanwhile_begins_anew(server, tmp_path):
    server.put("/a", BODY, cuts=[CUT, *[0] * 5])
    await problem(server.url("/a"), tmp_path / "a")
    server.put("/a", BODY[::-1])
    await download(server.url("/a"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == BODY[::-1]


async def test_a_part_of_another_address_is_not_gone_on_with(server, tmp_path):
    server.put("/a", BODY, cuts=[CUT, *[0] * 5])
    await problem(server.url("/a"), tmp_path / "a")
    server.put("/b", BODY[::-1])
    await download(server.url("/b"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == BODY[::-1]
    assert server.asked[-1] == ("/b", None, None)


@pytest.mark.parametrize("trouble", [{"ranges": False}, {"validators": False}])
async def test_a_server_that_knows_less_is_no_trouble(server, tmp_path, trouble):
    server.put("/a", BODY, cuts=[CUT], **trouble)
    await download(server.url("/a"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == BODY


async def test_a_part_that_begins_elsewhere_is_not_put_in(server, tmp_path):
    server.put("/a", BODY, cuts=[CUT])
    await problem(server.url("/a"), tmp_path / "a", patience=Patience(pause=0.0, tries=1))
    server.put("/a", BODY, shifted=7)
    words = await problem(server.url("/a"), tmp_path / "a", patience=Patience(pause=0.0, tries=1))
    assert words == "sent another part of the file than asked for"


async def test_what_is_all_there_already_is_not_sent_again(server, tmp_path):
    (tmp_path / "a").write_bytes(BODY)
    (tmp_path / "a.from").write_text(server.url("/a") + "\n")
    server.put("/a", BODY)
    await download(server.url("/a"), tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == BODY
    assert begins(server) == [len(BODY)]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ({"status": 404}, "answered 404 Not Found"),
        ({"status": 503}, "answered 503 Service Unavailable"),
        ({"announced": 10**10}, "larger than 1,000 MB"),
        ({"cuts": [0] * 9}, "the connection to 127.0.0.1 broke off"),
        ({"redirect": "ftp://example.org/x"}, "redirected to ftp"),
        ({"redirect": "/a"}, "redirected more than 5 times"),
    ],
)
async def test_what_cannot_be_had_is_said_in_words(server, tmp_path, file, words):
    server.put("/a", BODY, **file)
    assert await problem(server.url("/a"), tmp_path / "a") == words


async def test_a_server_that_says_nothing_is_left(server, tmp_path):
    server.put("/a", BODY, silent=True)
    short = Patience(pause=0.0, read=0.2, tries=2)
    assert await problem(server.url("/a"), tmp_path / "a", patience=short) == "sent nothing for 0.2 s"
    assert len(server.asked) == 2


async def test_a_file_larger_than_it_said_is_left(server, tmp_path):
    server.put("/a", BODY)
    assert await problem(server.url("/a"), tmp_path / "a", most=1_000) == "larger than 0 MB"


async def test_what_is_for_good_is_asked_for_once_and_what_may_pass_a_few_times(server, tmp_path):
    server.put("/a", status=404)
    await problem(server.url("/a"), tmp_path / "a")
    assert len(server.asked) == 1
    server.put("/a", status=503)
    await problem(server.url("/a"), tmp_path / "a")
    assert len(server.asked) == 1 + QUICK.tries


async def test_a_private_address_is_not_dialled_even_by_a_redirect(server, tmp_path):
    async with Trap() as trap:
        server.put("/a", redirect=trap.url("/x", host="127.0.0.2"))
        assert "refused: 127.0.0.2 is a loopback address" in await problem(server.url("/a"), tmp_path / "a")
        assert "refused" in await problem(trap.url("/x"), tmp_path / "a", allow_hosts=())
        assert not trap.dialled
    assert len(server.asked) == 1  # refused for good


async def test_a_place_that_cannot_be_written_is_no_fault_of_the_server(server, tmp_path):
    server.put("/a", BODY)
    with pytest.raises(WorldbriefError, match="can't be written: No such file"):
        await download(server.url("/a"), tmp_path / "missing" / "a")
