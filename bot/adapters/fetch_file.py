"""Large files from the web to the disk: what broke off is gone on with, and nothing is trusted to be of its size."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

import aiohttp
from yarl import URL

from bot.adapters import fetch_words
from bot.adapters.fetch_connection import address, connector, dialled_for
from bot.core.addresses import Allowed
from bot.errors import FetchError, WorldbriefError

MAX_REDIRECTS = 5

PIECE = 1_000_000
"""Bytes that are gathered before they are written."""

_MOVED = {301, 302, 303, 307, 308}
_AGAIN = {408, 429, 500, 502, 503, 504}  # what may be better in a moment
_PART = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")

Watch = Callable[[int, int | None], None]
"""Called with the bytes that are there and, where the server says so, those that there will be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long a download may take, in seconds."""

    connect: float = 15.0  # for a host to answer
    read: float = 30.0  # for the next bytes
    total: float = 7200.0  # with everything: 300 MB over a line of 40 kB/s
    tries: int = 5  # that bring no byte, one after the other
    pause: float = 1.0  # before the second of these, and twice as much before each further one


class _BrokeOffError(FetchError):
    """Worth another try."""


class Downloads:
    """Downloads files; each with a connection of its own, whose address is checked as it is dialled."""

    def __init__(self, *, user_agent: str, allow_hosts: Collection[str] = (), patience: Patience = Patience()) -> None:
        self._user_agent = user_agent
        self._allowed = Allowed.of(allow_hosts)
        self._patience = patience

    async def download(self, url: str, to: Path, *, most: int, watch: Watch) -> None:
        """The file at `url`, whole, at `to`; goes on where an earlier download to the same place broke off.

        `to` without its end, and beside it the mark of what it is a part of (`.from`), stay where the download fails,
        for the next one. Raises FetchError for what is wrong with the server or the line, also where the file is
        larger than `most` bytes, and WorldbriefError where it can't be written. What came is not checked: whoever
        knows what it should be does that.
        """
        mark = to.with_name(to.name + ".from")
        part = _Part(to=to, mark=mark, url=url, most=most, watch=watch)
        try:
            async with asyncio.timeout(self._patience.total):
                await asyncio.to_thread(part.begin)
                await self._persist(part)
        except TimeoutError as error:
            raise FetchError(f"timed out after {self._patience.total:g} s") from error
        except OSError as error:
            raise WorldbriefError(f"{to} can't be written: {error.strerror}") from error
        mark.unlink(missing_ok=True)

    async def _persist(self, part: _Part) -> None:
        """Ask until all of it is there."""
        fruitless = 0
        while True:
            had = part.have
            try:
                async with self._answer(part) as response:
                    await _receive(response, part)
            except _BrokeOffError:
                fruitless = 1 if part.have > had else fruitless + 1
                if fruitless >= self._patience.tries:
                    raise
                await asyncio.sleep(self._patience.pause * 2 ** (fruitless - 1))
            else:
                return

    @contextlib.asynccontextmanager
    async def _answer(self, part: _Part) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer to a request for what is missing, after its redirects. Raises FetchError for what goes wrong."""
        limits = self._patience
        host = ""
        try:
            async with self._session() as session:
                here = address(part.url)
                for _ in range(1 + MAX_REDIRECTS):
                    host = here.host or ""
                    dialled_for.set((here.raw_host or "").rstrip("."))
                    async with session.get(here, headers=part.asking(), allow_redirects=False) as response:
                        if response.status not in _MOVED or "Location" not in response.headers:
                            yield response
                            return
                        here = address(response.headers["Location"], base=here)
                raise FetchError(f"redirected more than {MAX_REDIRECTS} times")
        except (aiohttp.ClientError, TimeoutError, ConnectionError, ValueError) as error:
            words = fetch_words.of_error(error, host, connect=limits.connect, read=limits.read, total=limits.total)
            kind = FetchError if _for_good(error) else _BrokeOffError
            raise kind(words) from error

    def _session(self) -> aiohttp.ClientSession:
        limits = self._patience
        return aiohttp.ClientSession(
            connector=connector(self._allowed),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": "identity"},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=limits.connect, sock_read=limits.read),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
        )


@dataclass(kw_only=True, slots=True)
class _Part:
    """What is there of a file, and of which."""

    to: Path
    mark: Path
    url: str
    most: int
    watch: Watch
    have: int = 0  # bytes
    whole: int | None = None  # bytes, as the server says
    version: str = ""  # the server's name for these very bytes: a strong entity tag, or the time of their change

    def begin(self) -> None:
        """Find what an earlier download left, unless it was of something else."""
        with contextlib.suppress(FileNotFoundError):
            url, _, self.version = self.mark.read_text(encoding="utf-8", errors="replace").partition("\n")
            if url == self.url:
                self.have = self.to.stat().st_size
                return
        self.version = ""

    def asking(self) -> dict[str, str]:
        """Headers by which a server sends what is missing, or all of it if it is not the same file any more."""
        if not self.have:
            return {}
        return {"Range": f"bytes={self.have}-"} | ({"If-Range": self.version} if self.version else {})

    def open(self, response: aiohttp.ClientResponse) -> BinaryIO:
        """The file, ready for what the answer brings, which begins where it says."""
        if self.have and response.status == HTTPStatus.PARTIAL_CONTENT:
            return self.to.open("r+b")
        etag = response.headers.get("ETag", "")
        self.version = response.headers.get("Last-Modified", "") if not etag or etag.startswith("W/") else etag
        self.have = 0
        self.mark.write_text(f"{self.url}\n{self.version}", encoding="utf-8")
        return self.to.open("wb")

    def add(self, file: BinaryIO, body: bytes) -> None:
        file.write(body)
        file.flush()
        self.have += len(body)


async def _receive(response: aiohttp.ClientResponse, part: _Part) -> None:
    """Write what an answer brings. Raises FetchError where that is not the file, or not the rest of it."""
    if response.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE and part.have:
        if response.headers.get("Content-Range") == f"bytes */{part.have}":
            return  # it was all there
        part.have = 0
        raise _BrokeOffError("the file has changed since its download began")
    if response.status not in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT}:
        kind = _BrokeOffError if response.status in _AGAIN else FetchError
        raise kind(fetch_words.of_status(response.status, response.headers, wait=None), http=response.status)
    part.whole = _whole(response, part)
    if part.whole is not None and part.whole > part.most:
        raise _too_large(part)
    file = await asyncio.to_thread(part.open, response)
    try:
        await asyncio.to_thread(file.seek, part.have)
        await _write(response, file, part)
    finally:
        await asyncio.to_thread(file.close)
    if part.whole is not None and part.have < part.whole:
        raise _BrokeOffError(f"broke off after {part.have:,} of {part.whole:,} bytes")


def _whole(response: aiohttp.ClientResponse, part: _Part) -> int | None:
    """How many bytes the whole file has, if the answer says so. Raises FetchError where it is no sequel to ours."""
    if response.status == HTTPStatus.OK:
        return response.content_length
    found = _PART.fullmatch(response.headers.get("Content-Range", ""))
    if found is None or int(found[1]) != part.have:
        part.have = 0
        raise _BrokeOffError("sent another part of the file than asked for")
    return None if found[2] == "*" else int(found[2])


async def _write(response: aiohttp.ClientResponse, file: BinaryIO, part: _Part) -> None:
    """The body to the file, also what came of it before it broke off."""
    gathered = bytearray()
    try:
        while body := await response.content.readany():
            gathered += body
            if part.have + len(gathered) > part.most:
                raise _too_large(part)
            if len(gathered) >= PIECE:
                taken, gathered = bytes(gathered), bytearray()
                await asyncio.to_thread(part.add, file, taken)
                part.watch(part.have, part.whole)
    finally:
        part.add(file, bytes(gathered))  # in a moment, and also where nobody waits any more
        part.watch(part.have, part.whole)


def _for_good(error: Exception) -> bool:
    """Whether another try would end in the same way."""
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return error.os_error.errno in {socket.EAI_NONAME, socket.EAI_NODATA}
    refused = isinstance(error, aiohttp.ClientConnectorError) and isinstance(error.os_error, fetch_words.RefusedAddress)
    return refused or isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.InvalidURL)


def _too_large(part: _Part) -> FetchError:
    return FetchError(f"larger than {part.most / 1e6:,.0f} MB")


def named(url: str) -> str:
    """What a person calls the place of a URL: its host."""
    return URL(url).host or url
