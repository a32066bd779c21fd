"""A JSON service of the operator's, over HTTP with aiohttp: bounded in time, size and requests at once.

Its address is a setting, so it may be on this machine or in a private network. A redirect is not followed: it would
take the key somewhere else.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.adapters import fetch_words
from bot.core.politeness import retry_after
from bot.errors import ServiceError

log = logging.getLogger(__name__)

BUSY = frozenset({408, 429, 502, 503, 504, 529})
"""Answers of a service that can't be asked now (529: overloaded, of several model hosts)."""

AGAIN = BUSY | {500}
"""Answers after which the same question may get a better one; 500 may also be the fault of the question."""

USELESS = 10
"""So many questions in a row without a usable answer are no fault of the questions: more than it takes to find the
one text in fifty that a service chokes on."""

CLOSED = frozenset({401, 402, 403, 456})
"""A wrong key, or nothing left of what was paid for (456: DeepL). Asking on would only be rude."""

FIRST = 1.0
"""Seconds before the second try; each further wait is twice as long."""

LONGEST = 30.0
"""Seconds that a question waits for its next try; a server that asks for more is left alone until then."""

REST, MOST_REST = 60.0, 900.0
"""Seconds for which a service that gave no answer is left alone: twice as long each time, up to the latter."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """How a service is asked."""

    total: float = 60.0  # seconds for one answer
    connect: float = 10.0  # of these, to be reached
    tries: int = 3
    at_once: int = 4
    max_bytes: int = 5_000_000


class HttpService:
    """Asks one service and knows whether it is out of reach; then it answers at once that it is."""

    def __init__(
        self,
        name: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        terms: Terms = Terms(),
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._name, self._url = name, url.rstrip("/")
        self._headers = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
        self._terms, self._sleep = terms, sleep
        self._slots = asyncio.Semaphore(terms.at_once)
        self._rest, self._until, self._problem, self._useless = 0.0, 0.0, "", 0
        self._open: aiohttp.ClientSession | None = None

    async def ask(self, path: str, question: object = None) -> Any:
        """The JSON that answers a question (POST), or stands at a path (GET, without one). Raises ServiceError."""
        async with self._slots:
            if self._until > _now():
                raise ServiceError(self._problem, later=True)
            try:
                answer = await self._patiently(path, question)
            except ServiceError as error:
                self._useless += 1
                if error.later or self._useless >= USELESS:
                    self._leave_alone(str(error))
                    raise ServiceError(str(error), later=True) from error
                raise
        self._reached()
        return answer

    async def close(self) -> None:
        """Close every connection. Safe to call twice."""
        session, self._open = self._open, None
        if session is not None:
            await session.close()

    async def _patiently(self, path: str, question: object) -> Any:
        for attempt in range(1, self._terms.tries + 1):
            last = attempt == self._terms.tries
            try:
                status, wait, body = await self._exchange(path, question)
            except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
                if last:
                    raise ServiceError(self._in_words(error), later=True) from error
                wait = None
            else:
                if status == HTTPStatus.OK:
                    return _json(body)
                problem = f"answered {status}{_said(body)}"
                if status in CLOSED:
                    raise ServiceError(problem, later=True)
                if status not in AGAIN:
                    raise ServiceError(problem, later=False, http=status)
                if wait is not None and wait.total_seconds() > LONGEST:
                    self._until = max(self._until, _now() + wait.total_seconds())
                    raise ServiceError(problem, later=True)
                if last:
                    raise ServiceError(problem, later=status in BUSY, http=status)
            await self._sleep(wait.total_seconds() if wait else min(FIRST * 2 ** (attempt - 1), LONGEST))
        raise AssertionError

    async def _exchange(self, path: str, question: object) -> tuple[int, timedelta | None, bytes]:
        async with asyncio.timeout(self._terms.total):
            asked = self._session().request(
                "GET" if question is None else "POST", self._url + path, json=question, allow_redirects=False
            )
            async with asked as response:
                wait = retry_after(response.headers.get("Retry-After"), date=response.headers.get("Date"))
                return response.status, wait, await self._body(response)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        while piece := await response.content.readany():
            body += piece
            if len(body) > self._terms.max_bytes:
                raise ServiceError(f"answered with more than {self._terms.max_bytes / 1e6:g} MB", later=False)
        return bytes(body)

    def _session(self) -> aiohttp.ClientSession:
        if self._open is None:
            self._open = aiohttp.ClientSession(
                headers=self._headers,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=self._terms.connect),
                cookie_jar=aiohttp.DummyCookieJar(),
                trust_env=False,
            )
        return self._open

    def _in_words(self, error: Exception) -> str:
        host = urlsplit(self._url).hostname or ""
        total = self._terms.total
        return fetch_words.of_error(error, host, connect=self._terms.connect, read=total, total=total)

    def _leave_alone(self, problem: str) -> None:
        if not self._rest:
            log.warning("%s can't be asked, and is asked again later: %s", self._name, problem)
        self._rest = min(max(REST, 2 * self._rest), MOST_REST)
        self._until, self._problem = max(self._until, _now() + self._rest), problem

    def _reached(self) -> None:
        if self._rest:
            log.warning("%s answers again", self._name)
        self._rest, self._useless = 0.0, 0


def _now() -> float:
    return asyncio.get_running_loop().time()


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ServiceError("answered with what is no JSON", later=False) from error


def _said(body: bytes) -> str:
    """What a server says of its refusal, in one short line for the log."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    while isinstance(said, dict):
        said = said.get("error") or said.get("message") or said.get("detail") or ""
    if not isinstance(said, str):
        return ""
    line = " ".join("".join(each if each.isprintable() else " " for each in said).split())
    return f": {line[:120]}" if line else ""
