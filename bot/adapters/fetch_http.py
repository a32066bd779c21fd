"""Fetcher over HTTP, with aiohttp: bounded in time, size, redirects and requests at once.

Where a connection goes is checked at the moment it is dialled, on the very address that is dialled: neither
a redirect nor a name that changes its address between check and use leads anywhere else.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus

import aiohttp
from yarl import URL

from bot.adapters import fetch_words
from bot.adapters.fetch_connection import address, connector, dialled_for
from bot.adapters.fetch_turns import Turns
from bot.core import content_coding
from bot.core.addresses import Allowed
from bot.core.politeness import retry_after
from bot.errors import FetchError
from bot.model import Document, Validators

MAX_BYTES = 5_000_000
"""A feed is 20 to 500 kB; more than this is an archive or an attack."""

MAX_REDIRECTS = 5

MAX_HEADER = 32_768
"""Bytes of one header line. Content-Security-Policy passes the 8 kB of aiohttp's default on some publishers' sites."""

PACE = 1.0
"""Seconds from the end of one request to a host to the begin of the next: what a reader who clicks fast does."""

_NONE = Validators()
_FEED = {
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
}
_PAGE = {  # what a browser asks for: some front doors let nothing else in
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
}
_MOVED = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_WAIT = {403, 429, 503}  # where a server that names a time wants to be left alone until then


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long a fetch may take, in seconds. Waiting for its turn does not count."""

    connect: float = 10.0  # for a host to answer
    read: float = 15.0  # for the next bytes
    total: float = 20.0  # with its redirects


@dataclass(kw_only=True, slots=True)
class _Budget:
    """What is left of `Patience.total` for one fetch."""

    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    wait: timedelta | None = None  # what the server asked for
    moved: URL | None = None  # where the first redirects led to, as long as they were for good


class HttpFetcher:
    """Reads http and https URLs; one request at a time to a host, `at_once` over all."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow_hosts: Collection[str] = (),  # names, addresses, networks that may be fetched although private
        at_once: int = 50,
        host_pace: float = PACE,
        patience: Patience = Patience(),
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._user_agent = user_agent
        self._allowed = Allowed.of(allow_hosts)
        self._patience = patience
        self._max_bytes = max_bytes
        self._slots = asyncio.Semaphore(at_once)
        self._turns = Turns(pace=host_pace)
        self._open: aiohttp.ClientSession | None = None

    async def fetch(self, url: str, *, validators: Validators = _NONE) -> Document | None:
        """The document at `url`, or None where it has not changed since `validators`. Raises FetchError."""
        conditions = _conditions(validators)
        budget = _Budget(seconds=self._patience.total)
        answer = await self._follow(url, {**_FEED, **conditions}, budget)
        if answer.status == HTTPStatus.FORBIDDEN and answer.wait is None:
            answer = await self._follow(url, {**_PAGE, **conditions}, budget)
        if answer.status == HTTPStatus.NOT_MODIFIED and conditions:
            return None
        if answer.status != HTTPStatus.OK:
            problem = fetch_words.of_status(answer.status, answer.headers, wait=answer.wait)
            raise FetchError(problem, http=answer.status, retry_after=answer.wait)
        return Document(
            url=url,
            body=answer.body,
            content_type=answer.headers.get("Content-Type"),
            status=answer.status,
            validators=_validators(answer.headers),
            moved=str(answer.moved.with_user(None)) if answer.moved else None,
        )

    async def close(self) -> None:
        """Close every connection. Safe to call twice."""
        if self._open is not None:
            await self._open.close()
            self._open = None

    async def _follow(self, url: str, headers: Mapping[str, str], budget: _Budget) -> _Answer:
        here, moved, for_good = address(url), None, True
        seen = {here}
        for _ in range(1 + MAX_REDIRECTS):
            answer = await self._ask(here, headers, budget)
            if answer.status not in _MOVED or "Location" not in answer.headers:
                return replace(answer, moved=moved)
            here = address(answer.headers["Location"], base=here)
            if here in seen:  # we keep no cookies, so the same question has the same answer
                raise FetchError("redirected in a circle", http=answer.status)
            seen.add(here)
            for_good = for_good and answer.status in _FOR_GOOD
            moved = here if for_good else moved
        raise FetchError(f"redirected more than {MAX_REDIRECTS} times", http=answer.status)

    async def _ask(self, url: URL, headers: Mapping[str, str], budget: _Budget) -> _Answer:
        """One request, when it is its turn. Whoever waits for a turn holds no slot, so no host stops the others."""
        host = (url.raw_host or "").rstrip(".")
        async with self._turns.at(host), self._slots:
            if wait := self._turns.held(host):
                raise FetchError(f"{url.host} asked us to wait; {fetch_words.again(wait)}", retry_after=wait)
            answer = await self._timed(url, headers, budget, host)
            if answer.wait:
                self._turns.hold(host, answer.wait)
            return answer

    async def _timed(self, url: URL, headers: Mapping[str, str], budget: _Budget, host: str) -> _Answer:
        """An exchange within what is left of the budget. Raises FetchError for whatever goes wrong in it."""
        clock = asyncio.get_running_loop().time
        started = clock()
        dialled_for.set(host)
        try:
            async with asyncio.timeout(budget.seconds):
                return await self._exchange(url, headers)
        except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
            limits = self._patience
            problem = fetch_words.of_error(
                error, url.host or "", connect=limits.connect, read=limits.read, total=limits.total
            )
            raise FetchError(problem) from error
        finally:
            budget.seconds -= clock() - started

    async def _exchange(self, url: URL, headers: Mapping[str, str]) -> _Answer:
        async with self._session().get(url, headers=headers, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                return _Answer(status=response.status, headers=response.headers, wait=_wait(response))
            body = await self._body(response)
        if coding := response.headers.get("Content-Encoding"):
            body = await asyncio.to_thread(content_coding.decoded, body, coding=coding, limit=self._max_bytes)
        return _Answer(status=response.status, headers=response.headers, body=body)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """The bytes as they are sent: they are decompressed later, by what cannot be made to make too many."""
        body = bytearray()
        announced = response.content_length or 0
        while announced <= self._max_bytes and len(body) <= self._max_bytes:
            if not (piece := await response.content.readany()):
                return bytes(body)
            body += piece
        raise FetchError(f"larger than {self._max_bytes / 1e6:g} MB", http=response.status)

    def _session(self) -> aiohttp.ClientSession:
        """The one session, opened when it is first needed: it belongs to the running event loop."""
        if self._open is None:
            self._open = aiohttp.ClientSession(
                connector=connector(self._allowed),  # the slots are the limit
                headers={"User-Agent": self._user_agent, "Accept-Encoding": content_coding.ACCEPTED},
                timeout=aiohttp.ClientTimeout(
                    total=None, sock_connect=self._patience.connect, sock_read=self._patience.read
                ),
                max_line_size=MAX_HEADER,
                max_field_size=MAX_HEADER,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._open


def _conditions(validators: Validators) -> dict[str, str]:
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _validators(headers: Mapping[str, str]) -> Validators:
    return Validators(etag=_sendable(headers.get("ETag")), last_modified=_sendable(headers.get("Last-Modified")))


def _sendable(value: str | None) -> str | None:
    """A header's value, if it can be sent back as it is."""
    return value if value and value.isascii() and value.isprintable() else None


def _wait(response: aiohttp.ClientResponse) -> timedelta | None:
    if response.status not in _WAIT:
        return None
    return retry_after(response.headers.get("Retry-After"), date=response.headers.get("Date"))
