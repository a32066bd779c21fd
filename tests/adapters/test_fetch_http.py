from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from contextlib import asynccontextmanager

import pytest

from bot.adapters.fetch_http import HttpFetcher, Patience
from bot.errors import FetchError
from bot.model import Validators
from tests.feedserver import FeedServer

BODY = b"<rss version='2.0'/>"
LOOPBACK = ("127.0.0.1",)


@asynccontextmanager
async def fetching(*, allow_hosts=LOOPBACK, **options):
    fetcher = HttpFetcher(user_agent="Worldbrief/test (+https://contact.example)", allow_hosts=allow_hosts, **options)
    try:
        yield fetcher
    finally:
        await fetcher.close()


@pytest.fixture
async def server():
    async with FeedServer() as server:
        yield server


async def problem(fetcher: HttpFetcher, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url)
    return str(caught.value)


# ---------------------------------------------------------------------------- what is read


async def test_a_document_has_the_bytes_the_type_and_the_validators(server):
    server.put("/a", BODY, content_type="application/rss+xml; charset=x", etag='"1"', last_modified="yesterday")
    async with fetching() as fetcher:
        document = await fetcher.fetch(server.url("/a"))
    assert document.body == BODY
    assert document.url == server.url("/a")
    assert document.content_type == "application/rss+xml; charset=x"
    assert document.validators == Validators(etag='"1"', last_modified="yesterday")


async def test_what_has_not_changed_is_none(server):
    server.put("/etag", BODY, etag='"1"')
    server.put("/date", BODY, last_modified="Fri, 05 Sep 2025 10:00:00 GMT")
    async with fetching() as fetcher:
        assert await fetcher.fetch(server.url("/etag"), validators=Validators(etag='"1"')) is None
        since = Validators(last_modified="Fri, 05 Sep 2025 10:00:00 GMT")
        assert await fetcher.fetch(server.url("/date"), validators=since) is None
        assert (await fetcher.fetch(server.url("/etag"), validators=Validators(etag='"0"'))).body == BODY


async def test_not_modified_is_a_failure_where_nothing_was_known(server):
    server.put("/a", status=304)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "answered 304 Not Modified"


async def test_validators_that_cannot_be_sent_back_are_not_kept(server):
    server.put("/a", BODY, headers={"ETag": '"é"'})
    async with fetching() as fetcher:
        assert (await fetcher.fetch(server.url("/a"))).validators == Validators()


async def test_it_says_who_it_is_and_keeps_no_cookies(server):
    server.put("/a", BODY, headers={"Set-Cookie": "seen=1"})
    async with fetching() as fetcher:
        await fetcher.fetch(server.url("/a"))
        await fetcher.fetch(server.url("/a"))
    assert [request.headers["User-Agent"] for request in server.requests] == 2 * [
        "Worldbrief/test (+https://contact.example)"
    ]
    assert "Cookie" not in server.requests[1].headers


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_compressed_body_is_decompressed(server, coding):
    server.put("/a", BODY, coding=coding)
    async with fetching() as fetcher:
        assert (await fetcher.fetch(server.url("/a"))).body == BODY


async def test_a_refusal_is_asked_again_the_way_a_browser_asks(server):
    server.put("/a", status=403)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "answered 403 Forbidden"
    first, second = server.requests
    assert first.headers["Accept"].startswith("application/rss+xml")
    assert second.headers["Accept"].startswith("text/html")
    assert first.headers["User-Agent"] == second.headers["User-Agent"]


async def test_it_works_again_after_it_was_closed(server):
    server.put("/a", BODY)
    async with fetching() as fetcher:
        await fetcher.fetch(server.url("/a"))
        await fetcher.close()
        await fetcher.close()
        assert (await fetcher.fetch(server.url("/a"))).body == BODY


# ---------------------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "answered 404 Not Found"), (500, "answered 500 Internal Server Error"), (599, "answered 599")],
)
async def test_a_status_is_told_with_its_meaning(server, status, words):
    server.put("/a", BODY, status=status)
    async with fetching() as fetcher:
        with pytest.raises(FetchError) as caught:
            await fetcher.fetch(server.url("/a"))
    assert str(caught.value) == words
    assert caught.value.http == status


@pytest.mark.parametrize(
    ("status", "header", "words"),
    [
        (429, "120", "answered 429 Too Many Requests; may be asked again in 120 s"),
        (
            503,
            "Fri, 05 Sep 2025 10:00:00 GMT",
            "answered 503 Service Unavailable; may be asked again after 2025-09-05 10:00 UTC",
        ),
        (503, "soon", "answered 503 Service Unavailable"),
        (404, "120", "answered 404 Not Found"),
    ],
)
async def test_a_server_that_names_a_time_is_quoted(server, status, header, words):
    server.put("/a", status=status, headers={"Retry-After": header})
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == words


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "ftp://host.example/a", "file:///etc/passwd", "http://", "http://[::1", "http://a:b:c/", "//x"],
)
async def test_what_is_no_web_address_is_not_asked_for(url):
    async with fetching() as fetcher:
        assert await problem(fetcher, url) == "not a web address"


async def test_a_server_that_says_nothing_is_left(server):
    server.put("/a", BODY, gate=asyncio.Event())
    async with fetching(patience=Patience(total=0.05)) as fetcher:
        assert await problem(fetcher, server.url("/a")) == "timed out after 0.05 s"


async def test_a_server_that_stops_in_the_middle_is_left(server):
    server.put("/a", BODY, drip=asyncio.Event())
    async with fetching(patience=Patience(read=0.05)) as fetcher:
        assert await problem(fetcher, server.url("/a")) == "sent nothing for 0.05 s"


async def test_a_name_that_does_not_exist_is_said_to_be_none(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    async with fetching() as fetcher:
        assert await problem(fetcher, "http://nowhere.example/a") == "no such host: nowhere.example"


def unknown(*_args, **_kwargs):
    raise socket.gaierror(socket.EAI_NONAME, "unknown")


async def test_a_name_that_cannot_be_looked_up_may_exist(monkeypatch):
    def offline(*_args, **_kwargs):
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    monkeypatch.setattr(socket, "getaddrinfo", offline)
    async with fetching() as fetcher:
        assert await problem(fetcher, "http://news.example/a") == "the name news.example could not be looked up"


async def test_a_port_that_nobody_listens_on_is_no_connection():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and never listening: nobody else gets it meanwhile
        port = taken.getsockname()[1]
        async with fetching() as fetcher:
            assert (await problem(fetcher, f"http://127.0.0.1:{port}/")).startswith("no connection to 127.0.0.1: ")


async def test_an_answer_that_is_not_http_is_said_to_be_none():
    async def babble(_reader, writer):
        writer.write(b"SSH-2.0-OpenSSH_9.6\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(babble, "127.0.0.1", 0) as other:
        port = other.sockets[0].getsockname()[1]
        async with fetching() as fetcher:
            assert await problem(fetcher, f"http://127.0.0.1:{port}/") == "answered something that is not HTTP"
            assert await problem(fetcher, f"https://127.0.0.1:{port}/") == "no secure connection to 127.0.0.1"


async def test_a_body_that_is_cut_off_is_no_document():
    async def cut(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<rss")
        writer.close()

    async with await asyncio.start_server(cut, "127.0.0.1", 0) as other:
        port = other.sockets[0].getsockname()[1]
        async with fetching() as fetcher:
            assert await problem(fetcher, f"http://127.0.0.1:{port}/") == "the connection to 127.0.0.1 broke off"


async def test_a_password_in_a_url_is_not_repeated():
    async with fetching() as fetcher:
        for url in ("http://me:secret@10.0.0.1/", "ftp://me:secret@x.example/", "http://me:secret@[bad/"):
            assert "secret" not in await problem(fetcher, url)


# ---------------------------------------------------------------------------- sizes


async def test_a_body_may_be_as_large_as_the_limit_and_no_larger(server):
    server.put("/full", b"x" * 1000)
    server.put("/over", b"x" * 1001)
    async with fetching(max_bytes=1000) as fetcher:
        assert len((await fetcher.fetch(server.url("/full"))).body) == 1000
        assert await problem(fetcher, server.url("/over")) == "larger than 0.001 MB"


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_small_body_that_swells_beyond_the_limit_is_refused(server, coding):
    server.put("/a", b"\0" * 20_000_000, coding=coding)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "larger than 5 MB"


async def test_damaged_and_unknown_compression_is_refused(server):
    server.put("/damaged", b"no gzip", headers={"Content-Encoding": "gzip"})
    server.put("/cut", gzip.compress(BODY)[:-9], headers={"Content-Encoding": "gzip"})
    server.put("/unasked", BODY, headers={"Content-Encoding": "br"})
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/damaged")) == "its compression is damaged"
        assert await problem(fetcher, server.url("/cut")) == "its compression is cut off"
        assert await problem(fetcher, server.url("/unasked")) == "encoded as br, which was not asked for"


async def test_deflate_without_its_header_is_understood(server):
    raw = zlib.compress(BODY)[2:-4]
    server.put("/a", raw, headers={"Content-Encoding": "deflate"})
    async with fetching() as fetcher:
        assert (await fetcher.fetch(server.url("/a"))).body == BODY


# ---------------------------------------------------------------------------- redirects


async def test_redirects_are_followed_with_the_validators(server):
    server.put("/a", redirect="/b")
    server.put("/b", redirect=server.url("/c"), status=308)
    server.put("/c", BODY, etag='"1"')
    async with fetching() as fetcher:
        document = await fetcher.fetch(server.url("/a"))
        assert document.body == BODY
        assert document.url == server.url("/a")
        assert await fetcher.fetch(server.url("/a"), validators=document.validators) is None


async def test_five_redirects_are_followed_and_a_sixth_is_not(server):
    for number in range(6):
        server.put(f"/{number}", redirect=f"/{number + 1}")
    server.put("/6", BODY)
    async with fetching() as fetcher:
        assert (await fetcher.fetch(server.url("/1"))).body == BODY
        assert await problem(fetcher, server.url("/0")) == "redirected more than 5 times"


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("ftp://127.0.0.1/a", "redirected to ftp"),
        ("file:///etc/passwd", "redirected to file"),
        ("http://[bad/", "redirected to what is no web address"),
        ("http://10.1.2.3/", "refused: 10.1.2.3 is a private address"),
        ("http://169.254.169.254/latest/meta-data/", "refused: 169.254.169.254 is a link-local address"),
    ],
)
async def test_a_redirect_leads_nowhere_that_a_url_may_not(server, location, words):
    server.put("/a", redirect=location)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == words


# ---------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "0", "localhost", "localhost.", "１２７.0.0.1"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
    ],
)
async def test_no_way_of_writing_it_reaches_loopback(server, host):
    server.put("/a", BODY)
    async with fetching(allow_hosts=()) as fetcher:
        await problem(fetcher, server.url("/a", host=host))
    assert server.requests == []


async def test_a_name_that_leads_to_a_private_address_is_refused(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/a", BODY)
    async with fetching(allow_hosts=()) as fetcher:
        words = await problem(fetcher, server.url("/a", host="feeds.example"))
    assert words == "refused: 127.0.0.1 is a loopback address"
    assert server.requests == []


def leads_to(*addresses: str):
    def getaddrinfo(_host, port, *_args, **_kwargs):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    return getaddrinfo


async def test_a_name_that_leads_to_several_private_addresses_is_refused(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("10.0.0.1", "127.0.0.1", "192.168.0.1"))
    async with fetching(allow_hosts=()) as fetcher:
        assert (await problem(fetcher, server.url("/a", host="feeds.example"))).startswith("refused: ")
    assert server.requests == []


@pytest.mark.parametrize("allowed", ["feeds.example", "FEEDS.example.", "127.0.0.1", "127.0.0.0/8"])
async def test_what_is_allowed_is_reached(server, monkeypatch, allowed):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/a", BODY)
    async with fetching(allow_hosts=(allowed,)) as fetcher:
        assert (await fetcher.fetch(server.url("/a", host="feeds.example"))).body == BODY


async def test_an_allowed_name_opens_the_door_to_no_other(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/a", BODY)
    async with fetching(allow_hosts=("feeds.example",)) as fetcher:
        await fetcher.fetch(server.url("/a", host="feeds.example"))
        assert (await problem(fetcher, server.url("/a", host="other.example"))).startswith("refused: ")
        assert (await problem(fetcher, server.url("/a"))).startswith("refused: ")


# ---------------------------------------------------------------------------- at once


async def test_a_host_is_asked_one_thing_at_a_time(server):
    for number in range(8):
        server.put(f"/{number}", BODY)
    async with fetching() as fetcher:
        await asyncio.gather(*(fetcher.fetch(server.url(f"/{number}")) for number in range(8)))
    assert server.most_at_once["127.0.0.1"] == 1


async def test_hosts_are_asked_at_once_up_to_the_cap(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    gate = asyncio.Event()
    server.put("/a", BODY, gate=gate)
    async with fetching(at_once=3) as fetcher:
        tasks = [asyncio.create_task(fetcher.fetch(server.url("/a", host=f"h{n}.example"))) for n in range(6)]
        await server.asked(3)
        gate.set()
        await asyncio.gather(*tasks)
    assert server.most_at_once[""] == 3


async def test_a_fetch_that_is_given_up_lets_the_next_one_in(server):
    server.put("/stuck", BODY, gate=asyncio.Event())
    server.put("/a", BODY)
    async with fetching() as fetcher:
        stuck = asyncio.create_task(fetcher.fetch(server.url("/stuck")))
        await server.asked(1)
        stuck.cancel()
        assert (await fetcher.fetch(server.url("/a"))).body == BODY
