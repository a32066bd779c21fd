"""Bad hosts beside good ones: the good ones are read, the bad ones are named, and nothing forbidden is dialled."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import socket
import tracemalloc

import pytest

from bot.adapters.fetch_http import MAX_BYTES, MAX_HEADER, Patience
from bot.errors import FetchError
from tests.adapters.fetching import BODY, directory, fetching, problem, watch_dialling
from tests.feedserver import FeedServer, Trap, encoded

GOOD = [f"good{number}.example" for number in range(20)]
PAGE = b"<rss version='2.0'><channel>" + b"<item><title>What was said</title></item>" * 500 + b"</channel></rss>"
CONNECTED = {"127.0.0.1"}

NAMED = {
    "bomb": "larger than 100 times what was sent",
    "bomb-in-bomb": "larger than 100 times what was sent",
    "members": "its compression has more than 100 parts",
    "large": "larger than 5 MB",
    "endless": "larger than 5 MB",
    "drip": "timed out after 2 s",
    "silent": "timed out after 2 s",
    "circle": "redirected in a circle",
    "far": "redirected more than 5 times",
    "loopback": "refused: 127.0.0.1 is a loopback address",
    "metadata": "refused: 169.254.169.254 is a link-local address",
    "private": "refused: 10.0.0.1 is a private address",
    "mapped": "refused: ::ffff:7f00:1 is a loopback address",
    "nat64": "refused: 64:ff9b::7f00:1 is a loopback address",
    "decimal": "not a web address",
    "named": "refused: 127.0.0.1 is a loopback address",
    "port": "refused: port 25 is not one of the web",
    "file": "redirected to file",
    "headers": "sent larger headers than any page needs",
    "damaged": "its compression is damaged",
    "challenge": "answered 403 Forbidden; Cloudflare lets only browsers in",
    "busy": "answered 429 Too Many Requests; may be asked again in 3600 s",
    "nowhere": "no such host: nowhere.example",
    "inside": "refused: 192.168.0.1 is a private address",
}


@pytest.fixture
async def server():
    async with FeedServer() as server:
        for name in GOOD:
            server.put(f"/{name}", PAGE, coding="gzip", etag='"1"')
        server.put("/bomb", bytes(20_000_000), coding="gzip")
        server.put("/bomb-in-bomb", gzip.compress(gzip.compress(bytes(20_000_000))), headers=coding("gzip, gzip"))
        server.put("/members", gzip.compress(b"") * 5_000, headers=coding("gzip"))
        server.put("/large", b"x" * 65_536, endless=True, headers={"Content-Length": "200000000"})
        server.put("/endless", b"x" * 65_536, endless=True)
        server.put("/drip", b"x", endless=True, every=0.01)
        server.put("/silent", gate=asyncio.Event())
        server.put("/circle", redirect="/circle")
        for number in range(7):
            server.put("/far" + "+" * number, redirect="/far" + "+" * (number + 1))
        server.put("/headers", headers={"X-Large": "x" * (MAX_HEADER + 1)})
        server.put("/damaged", b"no gzip", headers=coding("gzip"))
        server.put("/challenge", b"<html>", status=403, headers={"cf-mitigated": "challenge"})
        server.put("/busy", status=429, headers={"Retry-After": "3600"})
        yield server


@pytest.fixture
async def trap(server):
    async with Trap() as trap:
        targets = {
            "loopback": trap.url("/"),
            "metadata": "http://169.254.169.254/latest/meta-data/",
            "private": "http://10.0.0.1/",
            "mapped": trap.url("/", host="[::ffff:127.0.0.1]"),
            "nat64": trap.url("/", host="[64:ff9b::127.0.0.1]"),
            "decimal": trap.url("/", host="2130706433"),
            "named": trap.url("/", host="trap.example"),
            "port": "http://good0.example:25/",
            "file": "file:///etc/passwd",
        }
        for name, target in targets.items():
            server.put(f"/{name}", redirect=target)
        yield trap


def coding(names: str) -> dict[str, str]:
    return {"Content-Encoding": names}


def names() -> dict[str, str]:
    served = {f"{name}.example": "127.0.0.1" for name in NAMED if name not in {"nowhere", "inside"}}
    return {
        **served,
        **dict.fromkeys(GOOD, "127.0.0.1"),
        "trap.example": "127.0.0.1",
        "inside.example": "192.168.0.1",
    }


async def test_good_outlets_are_read_beside_bad_ones_and_the_bad_ones_are_named(server, trap, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", directory(names()))
    dialled = watch_dialling(monkeypatch)
    allowed = [*GOOD, *(f"{name}.example" for name in NAMED if name != "inside")]
    async with fetching(allow_hosts=allowed, patience=Patience(total=2.0)) as fetcher:
        bad = {
            name: asyncio.create_task(problem(fetcher, server.url(f"/{name}", host=f"{name}.example")))
            for name in NAMED
        }
        good = await asyncio.gather(*(fetcher.fetch(server.url(f"/{name}", host=name)) for name in GOOD))
        assert not bad["silent"].done()  # nobody waited for the slow ones
        assert not bad["drip"].done()
        named = {name: await task for name, task in bad.items()}
    assert [document.body for document in good] == 20 * [PAGE]
    assert named == NAMED
    assert set(dialled) == CONNECTED
    assert trap.dialled == 0


async def test_bad_outlets_do_not_fill_the_memory(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", directory(names()))
    large = ["bomb", "bomb-in-bomb", "members", "large", "endless"]
    async with fetching(allow_hosts=["127.0.0.1"], at_once=2) as fetcher:
        tracemalloc.start()
        try:
            for _ in range(4):
                await asyncio.gather(*(given_up(fetcher, server.url(f"/{n}", host=f"{n}.example")) for n in large))
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert peak < 2 * 3 * MAX_BYTES  # two at once, each as it came and as it grew


async def given_up(fetcher, url: str) -> None:
    with contextlib.suppress(FetchError):  # `pytest.raises` would keep it, and its frames, for a while
        await fetcher.fetch(url)
        raise AssertionError(url)


@pytest.mark.parametrize("name", ["br", "zstd"])
async def test_a_bomb_of_another_coding_is_named_too(server, name):
    server.put("/a", bytes(20_000_000), coding=name)
    server.put("/b", BODY, coding=name)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "larger than 100 times what was sent"
        assert (await fetcher.fetch(server.url("/b"))).body == BODY
    assert encoded(BODY, name) != BODY
