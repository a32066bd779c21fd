"""A server on loopback for large files, which understands ranges and misbehaves as it is told.

async with FileServer() as server:
    server.put("/a", body)                       # with ranges and an entity tag
    server.put("/a", body, cuts=[100, 50])       # the first answer breaks off after 100 bytes, the second after 50 more
    server.put("/a", body, ranges=False)         # always all of it
    server.put("/a", body, validators=False)     # without an entity tag
    server.put("/a", body, status=404)
    server.put("/a", body, silent=True)          # its head, and nothing more until the server ends
    server.put("/a", body, announced=99)         # a wrong Content-Length
    server.url("/a")
    server.asked                                 # (path, Range, If-Range) of every request
"""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass, field
from typing import Self

from aiohttp import web


@dataclass(kw_only=True)
class File:
    body: bytes
    status: int = 200
    cuts: list[int] = field(default_factory=list)
    ranges: bool = True
    validators: bool = True
    silent: bool = False
    announced: int | None = None
    redirect: str | None = None
    shifted: int = 0  # by how many bytes too far a part begins


class FileServer:
    """See the module."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None, str | None]] = []
        self._files: dict[str, File] = {}
        self._end = asyncio.Event()

    def put(self, path: str, body: bytes = b"", **file) -> None:
        self._files[path] = File(body=body, **file)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("GET", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_exception) -> None:
        self._end.set()
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path, request.headers.get("Range"), request.headers.get("If-Range")))
        file = self._files.get(request.path, File(body=b"", status=404))
        if file.redirect:
            return web.Response(status=302, headers={"Location": file.redirect})
        if file.status != 200:
            return web.Response(status=file.status)
        return await self._send(request, file)

    async def _send(self, request: web.Request, file: File) -> web.StreamResponse:
        begin, response = _begin(request, file)
        if begin is None:
            return response
        response.content_length = file.announced if file.announced is not None else len(file.body) - begin
        await response.prepare(request)
        if file.silent:
            await self._end.wait()
            return response
        rest = file.body[begin + file.shifted :]
        if file.cuts:
            await response.write(rest[: file.cuts.pop(0)])
            if request.transport is not None:
                request.transport.close()  # once all that was written has left
            return response
        await response.write(rest)
        if file.announced is not None and request.transport is not None:
            request.transport.close()
        return response


def _begin(request: web.Request, file: File) -> tuple[int | None, web.StreamResponse]:
    """Where the body begins, and the answer without it."""
    etag = f'"{hashlib.sha256(file.body).hexdigest()[:16]}"'
    headers = {"ETag": etag} if file.validators else {}
    wanted, condition = request.headers.get("Range"), request.headers.get("If-Range")
    if not wanted or not file.ranges or (condition and condition != etag):
        return 0, web.StreamResponse(headers=headers)
    begin, size = int(wanted.removeprefix("bytes=").removesuffix("-")), len(file.body)
    if begin >= size:
        return None, web.Response(status=416, headers={"Content-Range": f"bytes */{size}"})
    place = f"bytes {begin + file.shifted}-{size - 1}/{size}"
    return begin, web.StreamResponse(status=206, headers=headers | {"Content-Range": place})
