from __future__ import annotations

import asyncio
import base64
import contextlib
import gzip
import itertools
import socket
import threading
import zlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from yarl import URL

from bot.adapters import fetch_connection
from bot.adapters.fetch_dns import MOST_ADDRESSES
from bot.adapters.fetch_http import MAX_HEADER, Patience
from bot.core.addresses import refused_port
from bot.errors import FetchError
from bot.model import Validators
from tests.adapters.fetching import BODY, fetching, leads_to, problem, watch_dialling
from tests.feedserver import FeedServer, Trap


@pytest.fixture
async def server():
    async with FeedServer() as server:
        yield server


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


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
async def test_a_compressed_body_is_decompressed(server, coding):
    server.put("/a", BODY, coding=coding)
    async with fetching() as fetcher:
        assert (await fetcher.fetch(server.url("/a"))).body == BODY


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


async def test_a_server_that_never_ends_is_left_in_the_total_time(server):
    server.put("/a", b"x", endless=True, every=0.01)
    async with fetching(patience=Patience(read=5.0, total=0.2)) as fetcher:
        assert await problem(fetcher, server.url("/a")) == "timed out after 0.2 s"


async def test_the_total_time_is_that_of_all_redirects(server):
    gates = [asyncio.Event() for _ in range(3)]
    server.put("/0", redirect="/1", gate=gates[0])
    server.put("/1", redirect="/2", gate=gates[1])
    server.put("/2", BODY, gate=gates[2])
    loop = asyncio.get_running_loop()
    for number, gate in enumerate(gates, 1):
        loop.call_later(0.12 * number, gate.set)
    async with fetching(patience=Patience(total=0.3)) as fetcher:
        assert await problem(fetcher, server.url("/0")) == "timed out after 0.3 s"
    assert [request.path for request in server.requests] == ["/0", "/1", "/2"]


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


@pytest.mark.parametrize("name", ["X-Large", "Location"])
async def test_headers_larger_than_any_page_needs_are_refused(server, name):
    server.put("/large", BODY, headers={name: "x" * (MAX_HEADER - 100)})
    server.put("/larger", BODY, headers={name: "x" * (MAX_HEADER + 1)})
    async with fetching() as fetcher:
        assert (await fetcher.fetch(server.url("/large"))).body == BODY
        assert await problem(fetcher, server.url("/larger")) == "sent larger headers than any page needs"


async def test_headers_without_end_are_left():
    async def flood(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\n")
        with contextlib.suppress(ConnectionError):
            for number in itertools.count():
                writer.write(b"X-%d: x\r\n" % number)
                await writer.drain()

    async with await asyncio.start_server(flood, "127.0.0.1", 0) as other:
        port = other.sockets[0].getsockname()[1]
        async with fetching() as fetcher:
            assert await problem(fetcher, f"http://127.0.0.1:{port}/") == "answered something that is not HTTP"


async def test_a_puzzle_of_cloudflare_is_named(server):
    server.put("/a", b"<html>", status=503, headers={"cf-mitigated": "challenge"})
    async with fetching() as fetcher:
        words = await problem(fetcher, server.url("/a"))
    assert words == "answered 503 Service Unavailable; Cloudflare lets only browsers in"


async def test_no_proxy_is_used_that_nobody_asked_for(server, monkeypatch):
    server.put("/a", BODY)
    async with Trap() as trap, fetching() as fetcher:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, trap.url(""))
        assert (await fetcher.fetch(server.url("/a"))).body == BODY
        assert trap.dialled == 0


async def test_a_password_is_sent_where_it_is_for_and_nowhere_else(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/a", redirect="/b")
    server.put("/b", redirect=server.url("/c", host="one.example"))
    server.put("/c", redirect=server.url("/d", host="it:told@two.example"))
    server.put("/d", BODY)
    async with fetching() as fetcher:
        await fetcher.fetch(server.url("/a", host="me:secret@one.example"))
    sent = [request.headers.get("Authorization") for request in server.requests]
    assert sent == [*["Basic " + base64.b64encode(b"me:secret").decode()] * 3, None]


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


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
async def test_a_small_body_that_swells_is_refused(server, coding):
    server.put("/a", b"\0" * 20_000_000, coding=coding)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "larger than 100 times what was sent"


async def test_a_body_that_says_it_is_too_large_is_not_read(server):
    server.put("/a", b"x" * 65_536, endless=True, headers={"Content-Length": "200000000"})
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "larger than 5 MB"
    assert server.sent["/a"] < 10_000_000  # what the buffers between us hold


async def test_a_body_without_end_is_left_at_the_limit(server):
    server.put("/a", b"x" * 65_536, endless=True)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "larger than 5 MB"
    assert server.sent["/a"] < 20_000_000


async def test_damaged_and_unknown_compression_is_refused(server):
    server.put("/damaged", b"no gzip", headers={"Content-Encoding": "gzip"})
    server.put("/cut", gzip.compress(BODY)[:-9], headers={"Content-Encoding": "gzip"})
    server.put("/unasked", BODY, headers={"Content-Encoding": "compress"})
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/damaged")) == "its compression is damaged"
        assert await problem(fetcher, server.url("/cut")) == "its compression is cut off"
        assert await problem(fetcher, server.url("/unasked")) == "encoded as compress, which was not asked for"


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


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [
        ([301], "/1"),
        ([308], "/1"),
        ([301, 308, 301], "/3"),
        ([302], None),
        ([303], None),
        ([307], None),
        ([301, 302], "/1"),
        ([308, 301, 307, 301], "/2"),
        ([302, 301], None),
        ([], None),
    ],
)
async def test_only_the_first_redirects_and_only_those_for_good_are_a_move(server, statuses, moved):
    for number, status in enumerate(statuses):
        server.put(f"/{number}", redirect=f"/{number + 1}", status=status)
    server.put(f"/{len(statuses)}", BODY)
    async with fetching() as fetcher:
        document = await fetcher.fetch(server.url("/0"))
    assert document.url == server.url("/0")
    assert document.moved == (moved and server.url(moved))


async def test_a_move_to_another_host_is_told_without_a_password(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/a", redirect="/b#part", status=301)
    server.put("/b", BODY)
    async with fetching() as fetcher:
        document = await fetcher.fetch(server.url("/a", host="me:secret@feeds.example"))
    assert document.moved == server.url("/b", host="feeds.example")


async def test_redirects_in_a_circle_are_noticed_at_once(server):
    server.put("/a", redirect="/b")
    server.put("/b", redirect="/a#again")
    server.put("/self", redirect="")
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "redirected in a circle"
        assert await problem(fetcher, server.url("/self")) == "redirected in a circle"
    assert [request.path for request in server.requests] == ["/a", "/b", "/self"]


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
        ("http://[fd00::1]/", "refused: fd00::1 is a private address"),
        ("http://good.example@10.1.2.3/", "refused: 10.1.2.3 is a private address"),
        ("//10.1.2.3/a", "refused: 10.1.2.3 is a private address"),
        ("http://good.example\\@10.1.2.3/", "redirected to what is no web address"),
        ("http://news.example:25/", "refused: port 25 is not one of the web"),
        ("https://news.example:0/", "refused: port 0 is not one of the web"),
        ("http://news.example:99999/", "redirected to what is no web address"),
        ("data:text/xml,<rss/>", "redirected to data"),
        ("javascript:alert(1)", "redirected to javascript"),
    ],
)
async def test_a_redirect_leads_nowhere_that_a_url_may_not(server, location, words):
    server.put("/a", redirect=location)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == words


HOSTS = st.sampled_from(["news.example", "[::1]", "127.1", "a@b", "x:0", "[", "münchen.example", "..", "x:y@z:25", ""])
LOCATIONS = st.one_of(
    st.text(max_size=40),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["http://", "https:", "//", "HTTP:\\\\", "ftp://"]),
        HOSTS,
        st.text(max_size=20),
    ),
)


@given(LOCATIONS)
@example("http://[]@")
def test_any_location_leads_to_a_web_server_or_is_refused_in_words(location):
    for base in (None, URL("https://me:secret@news.example/rss?x#y")):
        try:
            there = fetch_connection.address(location, base=base)
        except FetchError as error:
            assert str(error)
        else:
            assert there.scheme in {"http", "https"}
            assert there.raw_host
            assert refused_port(there.port) is None
            assert not there.raw_fragment
            own = base is not None and there.origin() == base.origin()
            assert base is None or there.password == ("secret" if own else None)


# ---------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "0", "localhost", "localhost.", "１２７.0.0.1"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[::127.0.0.1]"),
        *(
            "[::ffff:0:127.0.0.1]",
            "[::1%25lo]",
            "[::]",
            "0x7f000001",
            "0177.0.0.1",
            "127.0.1",
            "news.example@127.0.0.1",
        ),
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


async def test_of_several_addresses_only_the_public_ones_are_dialled(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("10.0.0.1", "1.1.1.1", "127.0.0.1", "2606:4700::1", "fd00::1"))
    dialled = watch_dialling(monkeypatch)
    async with fetching(allow_hosts=()) as fetcher:
        assert (await problem(fetcher, "http://feeds.example/a")).startswith(("no connection to", "refused: "))
    assert set(dialled) == {"1.1.1.1", "2606:4700::1"}


async def test_of_thousands_of_addresses_a_few_are_tried(monkeypatch):
    addresses = [f"1.0.{n // 250}.{n % 250}" for n in range(2000)] + [f"2606:4700::{n:x}" for n in range(2000)]
    monkeypatch.setattr(socket, "getaddrinfo", leads_to(*addresses))
    dialled = watch_dialling(monkeypatch)
    async with fetching(allow_hosts=()) as fetcher:
        assert (await problem(fetcher, "http://feeds.example/a")).startswith("no connection to")
    assert set(dialled) == {*addresses[:MOST_ADDRESSES], *addresses[2000 : 2000 + MOST_ADDRESSES]}


async def test_a_name_that_changes_its_address_gains_nothing(server, monkeypatch):
    answers = iter(["1.1.1.1", *["127.0.0.1"] * 9])
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, port, *_a, **_k: leads_to(next(answers))(_host, port))
    dialled = watch_dialling(monkeypatch)
    async with fetching(allow_hosts=()) as fetcher:
        assert (await problem(fetcher, server.url("/a", host="feeds.example"))).startswith("no connection to")
        await fetcher.close()  # forgets the names
        words = await problem(fetcher, server.url("/a", host="feeds.example"))
    assert words == "refused: 127.0.0.1 is a loopback address"
    assert dialled == ["1.1.1.1"]
    assert server.requests == []


async def test_a_name_is_looked_up_as_it_is_dialled(server, monkeypatch):
    asked = []

    def getaddrinfo(host, port, *_args, **_kwargs):
        asked.append(host)
        return leads_to("127.0.0.1")(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    server.put("/a", BODY)
    async with fetching(allow_hosts=("münchen.example",)) as fetcher:
        assert (await fetcher.fetch(server.url("/a", host="MÜNCHEN.example"))).body == BODY
    assert asked == ["xn--mnchen-3ya.example"]
    assert server.requests[0].headers["Host"] == f"xn--mnchen-3ya.example:{server.port}"


async def test_a_host_may_be_an_ipv6_address():
    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<rss/>")
        writer.close()

    try:
        other = await asyncio.start_server(answer, "::1", 0)
    except OSError:
        pytest.skip("no IPv6 here")
    async with other:
        url = f"http://[::1]:{other.sockets[0].getsockname()[1]}/"
        async with fetching(allow_hosts=("::1",)) as fetcher:
            assert (await fetcher.fetch(url)).body == b"<rss/>"
        async with fetching(allow_hosts=()) as fetcher:
            assert await problem(fetcher, url) == "refused: ::1 is a loopback address"


async def test_names_that_nobody_answers_for_hold_up_no_other(server, monkeypatch):
    never = threading.Event()

    def getaddrinfo(host, port, *_args, **_kwargs):
        if host.startswith("dead"):
            never.wait()
        return leads_to("127.0.0.1")(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    server.put("/a", BODY)
    async with fetching(at_once=100) as fetcher:
        dead = [asyncio.create_task(fetcher.fetch(server.url("/a", host=f"dead{n}.example"))) for n in range(99)]
        assert (await fetcher.fetch(server.url("/a", host="alive.example"))).body == BODY
        assert not any(task.done() for task in dead)
        never.set()
        await asyncio.gather(*dead)
