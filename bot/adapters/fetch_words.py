"""What went wrong with a request, in words for a person.

They name the host and never the URL, which may hold a password.
"""

from __future__ import annotations

import math
import socket
from collections.abc import Iterator, Mapping
from datetime import timedelta
from http import HTTPStatus

import aiohttp
from aiohttp.http_exceptions import LineTooLong


class RefusedAddress(OSError):
    """An address that must not be talked to; an OSError, so that aiohttp tries the host's next one."""


def of_error(error: Exception, host: str, *, connect: float, read: float, total: float) -> str:
    """Why there was no answer; `connect`, `read` and `total` are the time limits in seconds."""
    if isinstance(error, aiohttp.ClientConnectorError):
        return _not_connected(error, host)
    if any(isinstance(cause, LineTooLong) for cause in _causes(error)):
        return "sent larger headers than any page needs"
    reasons: tuple[tuple[type[Exception], str], ...] = (  # the more special ones first
        (aiohttp.ConnectionTimeoutError, f"no connection to {host} within {connect:g} s"),
        (aiohttp.SocketTimeoutError, f"sent nothing for {read:g} s"),
        (TimeoutError, f"timed out after {total:g} s"),
        (aiohttp.ClientResponseError, "answered something that is not HTTP"),
        (ValueError, "not a web address"),
    )
    return next((words for kind, words in reasons if isinstance(error, kind)), f"the connection to {host} broke off")


def of_status(status: int, headers: Mapping[str, str], *, wait: timedelta | None) -> str:
    """What an answer other than a page says; `wait` is what the server asked for."""
    phrases = {each.value: each.phrase for each in HTTPStatus}
    words = f"answered {status} {phrases.get(status, '')}".rstrip()
    if headers.get("cf-mitigated", "").lower() == "challenge":  # Cloudflare's own word for its puzzle
        words += "; Cloudflare lets only browsers in"
    return f"{words}; {again(wait)}" if wait else words


def again(wait: timedelta) -> str:
    """When a server may be asked again."""
    return f"may be asked again in {math.ceil(wait.total_seconds())} s"


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause = error.__cause__
    while cause is not None:
        yield cause
        cause = cause.__cause__


def _not_connected(error: aiohttp.ClientConnectorError, host: str) -> str:
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return f"the certificate of {host} is not valid"
    if isinstance(error, aiohttp.ClientSSLError):
        return f"no secure connection to {host}"
    if isinstance(error.os_error, RefusedAddress):
        return f"refused: {error.os_error}"
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        unknown = error.os_error.errno in {socket.EAI_NONAME, socket.EAI_NODATA}
        return f"no such host: {host}" if unknown else f"the name {host} could not be looked up"
    return f"no connection to {host}: {error.os_error.strerror or error.os_error}"
