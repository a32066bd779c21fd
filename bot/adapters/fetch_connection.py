"""Connections to web servers and to nothing else.

Where a connection goes is checked at the moment it is dialled, on the very address that is dialled: neither
a redirect nor a name that changes its address between check and use leads anywhere else.
"""

from __future__ import annotations

import socket
from contextvars import ContextVar

import aiohttp
from yarl import URL

from bot.adapters import fetch_words
from bot.adapters.fetch_dns import ThreadPerName
from bot.core.addresses import Allowed, refused_port
from bot.errors import FetchError

dialled_for: ContextVar[str] = ContextVar("dialled_for", default="")
"""The host whose connection is being made: to be set before every request."""


def connector(allowed: Allowed) -> aiohttp.TCPConnector:
    """A connector without a limit that refuses to dial what `allowed` does, with RefusedAddress."""

    def checked(info: aiohttp.AddrInfoType) -> socket.socket:
        """The socket for an address that is about to be dialled, unless it must not be."""
        family, kind, protocol, _, there = info
        if refusal := allowed.refusal(str(there[0]), host=dialled_for.get()):
            raise fetch_words.RefusedAddress(refusal)
        return socket.socket(family, kind, protocol)

    return aiohttp.TCPConnector(
        limit=0,
        # A pass meets most hosts once (884 hosts of 905 feeds): what is kept open is of no use, and as
        # many as there are hosts come near the 1,024 open files that most systems allow.
        force_close=True,
        # Long enough for the redirects and the next turn of a host. It can't lead astray: what is
        # checked is the address that is dialled, wherever it comes from.
        ttl_dns_cache=10,
        resolver=ThreadPerName(),
        socket_factory=checked,
    )


def address(url: str, *, base: URL | None = None) -> URL:
    """Where to go (from `base`, by a redirect): nowhere but to a web server. Raises FetchError."""
    try:
        there = (base.join(URL(url)) if base else URL(url)).with_fragment(None)
    except (ValueError, IndexError) as error:  # the latter: yarl on `http://[]@`
        raise FetchError("redirected to what is no web address" if base else "not a web address") from error
    if there.scheme not in {"http", "https"} or not there.host:
        raise FetchError(f"redirected to {there.scheme or 'what is no web address'}" if base else "not a web address")
    if refusal := refused_port(there.port):
        raise FetchError(f"refused: {refusal}")
    return _with_password_of(base, there) if base else there


def _with_password_of(base: URL, there: URL) -> URL:
    """A password goes where it was given for and nowhere else, and a redirect brings none of its own."""
    if base.user is None or there.origin() != base.origin():
        return there.with_user(None)
    return there.with_user(base.user).with_password(base.password)
