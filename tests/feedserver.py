"""A web server on loopback for tests: serves what it is given, and misbehaves as it is told.

    async with FeedServer() as server:
        server.put("/a.xml", body, etag='"1"')           # a page, with conditional GET
        server.put("/b.xml", status=503, headers={"Retry-After": "60"})
        server.put("/c.xml", redirect="/a.xml")
        server.put("/d.xml", body, gate=event)           # answers when the event is set, or the server ends
        server.put("/e.xml", body, drip=event)           # its head at once, its body when the event is set
        server.put("/f.xml", b"x" * 1000, endless=True)  # its body again and again, until nobody listens
        server.put("/g.xml", b"x", endless=True, every=0.01)  # … and so many seconds apart
        server.url("/a.xml")                             # http://127.0.0.1:<port>/a.xml
        server.requests                                  # what was asked, in order: .path, .headers, .began, .ended
        server.sent                                      # bytes of endless bodies, by path
        await server.asked(2)                            # returns when as many requests have come in

A fetcher that is to reach it needs `allow_hosts={"127.0.0.1"}`.

    async with Trap() as trap:                           # a port on loopback that must not be dialled
        trap.url("/a.xml")
        trap.dialled                                     # how often it was
"""

from __future__ import annotations

import asyncio
import gzip
import importlib
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

import pytest
from aiohttp import web


@dataclass(frozen=True, kw_only=True)
class Page:
    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    gate: asyncio.Event | None = None
    drip: asyncio.Event | None = None
    endless: bool = False
    every: float = 0.0


@dataclass(kw_only=True)
class Request:
    path: str
    headers: Mapping[str, str]
    began: float  # by the event loop's clock
    ended: float | None = None


class FeedServer:
    """See the module. Pages may be put, replaced and read about at any time."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.most_at_once: Counter[str] = Counter()  # by the host of the request, "" over all
        self.sent: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._pages: dict[str, Page] = {}
        self._held: list[asyncio.Event] = []
        self._arrival = asyncio.Condition()

    def put(
        self,
        path: str,
        body: bytes = b"",
        *,
        content_type: str = "application/xml",
        coding: str | None = None,  # "gzip", "deflate", "br", "zstd": the body is sent so
        redirect: str | None = None,
        headers: Mapping[str, str] | None = None,
        **page,  # see Page
    ) -> None:
        extra = {"Content-Type": content_type, **(headers or {})}
        if coding:
            body = encoded(body, coding)
            extra["Content-Encoding"] = coding
        if redirect is not None:
            extra["Location"] = redirect
            page.setdefault("status", 302)
        self._pages[path] = Page(body=body, headers=extra, **page)
        self._held += [event for event in (page.get("gate"), page.get("drip")) if event]

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def asked(self, count: int) -> None:
        async with self._arrival:
            await self._arrival.wait_for(lambda: len(self.requests) >= count)

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(_app(self._answer), access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_exception) -> None:
        for event in self._held:  # whoever still waits for an answer has left
            event.set()
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        clock = asyncio.get_running_loop().time
        asked = Request(path=request.path_qs, headers=request.headers.copy(), began=clock())
        self.requests.append(asked)
        hosts = ("", request.url.host or "")
        self._now.update(hosts)
        self.most_at_once |= self._now
        async with self._arrival:
            self._arrival.notify_all()
        try:
            return await self._respond(request, self._pages.get(request.path_qs, Page(status=404)))
        finally:
            asked.ended = clock()
            self._now.subtract(hosts)

    async def _respond(self, request: web.Request, page: Page) -> web.StreamResponse:
        if page.gate:
            await page.gate.wait()
        validators = {"ETag": page.etag, "Last-Modified": page.last_modified}
        headers = {**page.headers, **{name: value for name, value in validators.items() if value}}
        if _unchanged(request, page):
            return web.Response(status=304, headers=headers)
        if not page.drip and not page.endless:
            return web.Response(status=page.status, body=page.body, headers=headers)
        response = web.StreamResponse(status=page.status, headers=headers)
        await response.prepare(request)
        if page.drip:
            await page.drip.wait()
        await self._write(response, page, request.path_qs)
        return response

    async def _write(self, response: web.StreamResponse, page: Page, path: str) -> None:
        try:
            await response.write(page.body)
            while page.endless:
                self.sent[path] += len(page.body)
                await asyncio.sleep(page.every)
                await response.write(page.body)
        except ConnectionError:  # nobody listens any more
            pass


class Trap:
    """A port on loopback that counts who dials it and answers nothing."""

    def __init__(self) -> None:
        self.dialled = 0

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._caught, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_exception) -> None:
        self._server.close()
        await self._server.wait_closed()

    def _caught(self, _reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.dialled += 1
        writer.close()


def encoded(body: bytes, coding: str) -> bytes:
    """Skips the test where there is no library for the coding."""
    if coding == "br":
        return pytest.importorskip("brotli").compress(body, quality=5)
    if coding == "zstd":
        return zstd().compress(body)
    return {"gzip": gzip.compress, "deflate": zlib.compress}[coding](body)


def zstd():
    """The library for zstd; without one the test is skipped."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return pytest.skip("no library for zstd")


def _unchanged(request: web.Request, page: Page) -> bool:
    """RFC 9110 §13.2.2: the entity tag decides where there is one."""
    if page.etag and "If-None-Match" in request.headers:
        return request.headers["If-None-Match"] == page.etag
    return bool(page.last_modified) and request.headers.get("If-Modified-Since") == page.last_modified


def _app(handler) -> web.Application:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    return app
