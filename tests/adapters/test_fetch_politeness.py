from __future__ import annotations

import asyncio
import socket
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.adapters.fetch_turns import HELD_AT_MOST, Turns
from bot.core.politeness import LONGEST
from tests.adapters.fetching import BODY, failure, fetching, leads_to, problem
from tests.feedserver import FeedServer

DATE = "Fri, 05 Sep 2025 10:00:00 GMT"
LATER = "Fri, 05 Sep 2025 10:02:00 GMT"


@pytest.fixture
async def server():
    async with FeedServer() as server:
        yield server


# ---------------------------------------------------------------------------- what the server asks for


@pytest.mark.parametrize(
    ("status", "headers", "words", "wait"),
    [
        (429, {"Retry-After": "120"}, "answered 429 Too Many Requests; may be asked again in 120 s", 120),
        (
            503,
            {"Retry-After": LATER, "Date": DATE},
            "answered 503 Service Unavailable; may be asked again in 120 s",
            120,
        ),
        (403, {"Retry-After": "5"}, "answered 403 Forbidden; may be asked again in 5 s", 5),
        (429, {"Retry-After": "99999999"}, "answered 429 Too Many Requests; may be asked again in 86400 s", 86_400),
        (503, {"Retry-After": DATE}, "answered 503 Service Unavailable", None),
        (503, {"Retry-After": "soon"}, "answered 503 Service Unavailable", None),
        (503, {}, "answered 503 Service Unavailable", None),
        (404, {"Retry-After": "120"}, "answered 404 Not Found", None),
    ],
)
async def test_a_server_that_names_a_time_is_quoted(server, status, headers, words, wait):
    server.put("/a", status=status, headers=headers)
    async with fetching() as fetcher:
        error = await failure(fetcher, server.url("/a"))
    assert str(error) == words
    assert error.http == status
    assert error.retry_after == (None if wait is None else timedelta(seconds=wait))
    assert error.retry_after is None or error.retry_after <= LONGEST


async def test_a_host_that_asked_us_to_wait_is_not_asked_for_anything(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/busy", status=429, headers={"Retry-After": "120"})
    server.put("/a", BODY)
    async with fetching() as fetcher:
        urls = [server.url(path, host="feeds.example") for path in ("/busy", "/a", "/a")]
        errors = await asyncio.gather(*(failure(fetcher, url) for url in urls))
        assert (await fetcher.fetch(server.url("/a", host="other.example"))).body == BODY
    assert [str(error) for error in errors[1:]] == 2 * [
        "feeds.example asked us to wait; may be asked again in 120 s",
    ]
    assert timedelta(seconds=100) < errors[1].retry_after <= timedelta(seconds=120)
    assert [request.path for request in server.requests] == ["/busy", "/a"]


async def test_who_waits_for_a_host_that_asked_us_to_wait_is_told_at_once(server):
    server.put("/busy", status=503, headers={"Retry-After": "120"})
    async with fetching(host_pace=3600) as fetcher:
        words = await asyncio.gather(*(problem(fetcher, server.url("/busy")) for _ in range(50)))
    assert len(server.requests) == 1
    assert sum("asked us to wait" in each for each in words) == 49


async def test_a_host_is_asked_again_when_its_time_is_over():
    turns = Turns(pace=0)
    turns.hold("feeds.example", timedelta(milliseconds=20))
    assert turns.held("feeds.example")
    while turns.held("feeds.example"):
        await asyncio.sleep(0)
    turns.hold("feeds.example", timedelta(days=1))
    turns.hold("feeds.example", timedelta(seconds=1))
    assert timedelta(minutes=59) < turns.held("feeds.example") <= HELD_AT_MOST
    assert turns.held("other.example") is None


async def test_a_refusal_is_asked_again_once_the_way_a_browser_asks(server):
    server.put("/a", status=403)
    async with fetching() as fetcher:
        assert await problem(fetcher, server.url("/a")) == "answered 403 Forbidden"
    first, second = server.requests
    assert first.headers["Accept"].startswith("application/rss+xml")
    assert second.headers["Accept"].startswith("text/html")
    assert first.headers["User-Agent"] == second.headers["User-Agent"]


async def test_a_refusal_that_names_a_time_is_not_asked_again(server):
    server.put("/a", status=403, headers={"Retry-After": "60"})
    async with fetching() as fetcher:
        await problem(fetcher, server.url("/a"))
    assert len(server.requests) == 1


# ---------------------------------------------------------------------------- validators


async def test_a_second_pass_sends_its_validators_to_every_host_that_gave_them(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/etag", BODY, etag='"1"')
    server.put("/date", BODY, last_modified=DATE)
    server.put("/both", BODY, etag='W/"2"', last_modified=DATE)
    server.put("/none", BODY)
    urls = [server.url(path, host=f"h{n}.example") for n in range(5) for path in ("/etag", "/date", "/both", "/none")]
    async with fetching() as fetcher:
        first = await asyncio.gather(*(fetcher.fetch(url) for url in urls))
        known = {document.url: document.validators for document in first}
        second = await asyncio.gather(*(fetcher.fetch(url, validators=known[url]) for url in urls))
    assert [document is None for document in second] == 5 * [True, True, True, False]
    assert server.most_at_once.total() - server.most_at_once[""] == 5  # one at a host


# ---------------------------------------------------------------------------- turns


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


async def test_a_host_rests_between_two_requests(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/0", redirect="/a")
    server.put("/a", BODY)
    server.put("/refused", status=403)
    async with fetching(host_pace=0.05) as fetcher:
        urls = [server.url(path, host="feeds.example") for path in ("/0", "/refused", "/a")]
        await asyncio.gather(*(fetcher.fetch(url) for url in urls), return_exceptions=True)
    assert len(server.requests) == 5
    rests = [later.began - earlier.ended for earlier, later in pairwise(server.requests)]
    assert min(rests) >= 0.05 - 0.001  # the loop's clock has a grain


async def test_a_host_that_rests_holds_up_no_other(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/a", BODY)
    async with fetching(at_once=1, host_pace=3600) as fetcher:
        await fetcher.fetch(server.url("/a", host="resting.example"))
        waiting = asyncio.create_task(fetcher.fetch(server.url("/a", host="resting.example")))
        await asyncio.gather(*(fetcher.fetch(server.url("/a", host=f"h{n}.example")) for n in range(20)))
        assert not waiting.done()
        waiting.cancel()
    assert len(server.requests) == 21


async def test_many_urls_of_one_slow_host_hold_up_no_other(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    gate = asyncio.Event()
    server.put("/a", BODY)
    server.put("/slow", BODY, gate=gate)
    async with fetching(at_once=2) as fetcher:
        slow = [asyncio.create_task(fetcher.fetch(server.url("/slow", host="slow.example"))) for _ in range(300)]
        await server.asked(1)
        others = [fetcher.fetch(server.url("/a", host=f"h{n}.example")) for n in range(20)]
        assert [document.body for document in await asyncio.gather(*others)] == 20 * [BODY]
        assert not any(task.done() for task in slow)
        gate.set()
        await asyncio.gather(*slow)
    assert server.most_at_once["slow.example"] == 1


async def test_one_host_is_one_host_however_it_is_written(server, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", leads_to("127.0.0.1"))
    server.put("/a", BODY)
    hosts = ["feeds.example", "FEEDS.example", "feeds.example.", "me:secret@feeds.example"]
    async with fetching() as fetcher:
        await asyncio.gather(*(fetcher.fetch(server.url("/a", host=host)) for host in hosts))
    assert server.most_at_once[""] == 1
