"""Fetcher over HTTP, with aiohttp: bounded in time, size, redirects and requests at once.

Where a connection goes is checked at the moment it is dialled, on the very address that is dialled: neither
a redirect nor a name that changes its address between check and use leads anywhere else.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Collection, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from weakref import WeakValueDictionary

import aiohttp
from yarl import URL

from bot.adapters.fetch_dns import ThreadPerName
from bot.core import content_coding
from bot.core.addresses import Allowed
from bot.errors import FetchError
from bot.model import Document, Validators

MAX_BYTES = 5_000_000
"""A feed is 20 to 500 kB; more than this is an archive or an attack."""

MAX_REDIRECTS = 5

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
_dialled_for: ContextVar[str] = ContextVar("_dialled_for", default="")  # the host whose connection is being made


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long a request may take, in seconds. Waiting for its turn does not count."""

    connect: float = 10.0  # for one address to answer
    read: float = 15.0  # for the next bytes
    total: float = 20.0


@dataclass(frozen=True, kw_only=True, slots=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class _RefusedAddress(OSError):
    """An address that must not be talked to; an OSError, so that aiohttp tries the host's next one."""


class HttpFetcher:
    """Reads http and https URLs; one request at a time to a host, `at_once` over all."""

    def __init__(
        self,
        *,
        user_agent: str,
        allow_hosts: Collection[str] = (),  # names, addresses, networks that may be fetched although private
        at_once: int = 50,
        patience: Patience = Patience(),
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._user_agent = user_agent
        self._allowed = Allowed.of(allow_hosts)
        self._patience = patience
        self._max_bytes = max_bytes
        self._slots = asyncio.Semaphore(at_once)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._open: aiohttp.ClientSession | None = None

    async def fetch(self, url: str, *, validators: Validators = _NONE) -> Document | None:
        """The document at `url`, or None where it has not changed since `validators`. Raises FetchError."""
        conditions = _conditions(validators)
        answer = await self._follow(url, {**_FEED, **conditions})
        if answer.status == HTTPStatus.FORBIDDEN:
            answer = await self._follow(url, {**_PAGE, **conditions})
        if answer.status == HTTPStatus.NOT_MODIFIED and conditions:
            return None
        if answer.status != HTTPStatus.OK:
            raise FetchError(_in_words(answer), http=answer.status)
        return Document(
            url=url,
            body=answer.body,
            content_type=answer.headers.get("Content-Type"),
            status=answer.status,
            validators=_validators(answer.headers),
        )

    async def close(self) -> None:
        """Close every connection. Safe to call twice."""
        if self._open is not None:
            await self._open.close()
            self._open = None

    async def _follow(self, url: str, headers: Mapping[str, str]) -> _Answer:
        here = _address(url)
        for _ in range(1 + MAX_REDIRECTS):
            answer = await self._ask(here, headers)
            if answer.status not in _MOVED or "Location" not in answer.headers:
                return answer
            here = _address(answer.headers["Location"], base=here)
        raise FetchError(f"redirected more than {MAX_REDIRECTS} times", http=answer.status)

    async def _ask(self, url: URL, headers: Mapping[str, str]) -> _Answer:
        """One request, when it is its turn."""
        host = (url.host or "").rstrip(".")
        turn = self._turns.setdefault(host, asyncio.Lock())
        async with turn, self._slots:
            _dialled_for.set(host)
            try:
                return await self._exchange(url, headers)
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                raise FetchError(self._reason(error, host)) from error

    async def _exchange(self, url: URL, headers: Mapping[str, str]) -> _Answer:
        async with self._session().get(url, headers=headers, allow_redirects=False) as response:
            if response.status != HTTPStatus.OK:
                return _Answer(status=response.status, headers=response.headers)
            body = await self._body(response)
        if coding := response.headers.get("Content-Encoding"):
            body = await asyncio.to_thread(content_coding.decoded, body, coding=coding, limit=self._max_bytes)
        return _Answer(status=response.status, headers=response.headers, body=body)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """The bytes as they are sent: they are decompressed later, by what cannot be made to make too many."""
        body = bytearray()
        async for piece in response.content.iter_any():
            body += piece
            if len(body) > self._max_bytes:
                raise FetchError(f"larger than {self._max_bytes / 1e6:g} MB", http=response.status)
        return bytes(body)

    def _session(self) -> aiohttp.ClientSession:
        """The one session, opened when it is first needed: it belongs to the running event loop."""
        if self._open is None:
            self._open = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, resolver=ThreadPerName(), socket_factory=self._socket),
                headers={"User-Agent": self._user_agent, "Accept-Encoding": content_coding.ACCEPTED},
                timeout=aiohttp.ClientTimeout(
                    total=self._patience.total, sock_connect=self._patience.connect, sock_read=self._patience.read
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._open

    def _socket(self, info: aiohttp.AddrInfoType) -> socket.socket:
        """The socket for an address that is about to be dialled, unless it must not be."""
        family, kind, protocol, _, address = info
        if refusal := self._allowed.refusal(str(address[0]), host=_dialled_for.get()):
            raise _RefusedAddress(refusal)
        return socket.socket(family, kind, protocol)

    def _reason(self, error: Exception, host: str) -> str:
        """What went wrong, for a person. Names the host and never the URL, which may hold a password."""
        if isinstance(error, aiohttp.ClientConnectorError):
            return _not_connected(error, host)
        reasons: tuple[tuple[type[Exception], str], ...] = (  # the more special ones first
            (aiohttp.ConnectionTimeoutError, f"no connection to {host} within {self._patience.connect:g} s"),
            (aiohttp.SocketTimeoutError, f"sent nothing for {self._patience.read:g} s"),
            (TimeoutError, f"timed out after {self._patience.total:g} s"),
            (aiohttp.ClientResponseError, "answered something that is not HTTP"),
            (ValueError, "not a web address"),
        )
        return next(
            (words for kind, words in reasons if isinstance(error, kind)), f"the connection to {host} broke off"
        )


def _not_connected(error: aiohttp.ClientConnectorError, host: str) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"the certificate of {host} is not valid"
    if isinstance(error, aiohttp.ClientSSLError):
        return f"no secure connection to {host}"
    if isinstance(error.os_error, _RefusedAddress):
        return f"refused: {error.os_error}"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        unknown = error.os_error.errno in {socket.EAI_NONAME, socket.EAI_NODATA}
        return f"no such host: {host}" if unknown else f"the name {host} could not be looked up"
    return f"no connection to {host}: {error.os_error.strerror or error.os_error}"


def _address(url: str, *, base: URL | None = None) -> URL:
    try:
        there = base.join(URL(url)) if base else URL(url)
    except ValueError as error:
        raise FetchError("redirected to what is no web address" if base else "not a web address") from error
    if there.scheme not in {"http", "https"} or not there.host:
        raise FetchError(f"redirected to {there.scheme or 'what is no web address'}" if base else "not a web address")
    return there


def _conditions(validators: Validators) -> dict[str, str]:
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value}


def _validators(headers: Mapping[str, str]) -> Validators:
    return Validators(etag=_sendable(headers.get("ETag")), last_modified=_sendable(headers.get("Last-Modified")))


def _sendable(value: str | None) -> str | None:
    """A header's value, if it can be sent back as it is."""
    return value if value and value.isascii() and value.isprintable() else None


def _in_words(answer: _Answer) -> str:
    phrases = {each.value: each.phrase for each in HTTPStatus}
    words = f"answered {answer.status} {phrases.get(answer.status, '')}".rstrip()
    later = _later(answer.headers.get("Retry-After", "")) if answer.status in {429, 503} else None
    return f"{words}; may be asked again {later}" if later else words


def _later(retry_after: str) -> str | None:
    """`in 120 s` or `after 2025-09-05 12:00 UTC` (RFC 9110 §10.2.3); None where it says neither."""
    if retry_after.isascii() and retry_after.isdigit():
        return f"in {retry_after[:9]} s"
    try:
        return f"after {parsedate_to_datetime(retry_after):%Y-%m-%d %H:%M} UTC"
    except ValueError:
        return None
