"""Looks names up in threads of their own.

The event loop's thread pool has a handful of threads, and a look-up that nobody answers holds one for up to
half a minute: a few dead name servers would stop everything else that runs there, and the end of the program.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections import Counter
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

MOST_ADDRESSES = 4
"""Of each family, of one name. The answer may hold thousands, and aiohttp tries each of them anew with every one that
fails: 200 that we refuse take seconds of the processor, in which nothing else runs."""


class ThreadPerName(AbstractResolver):
    """An aiohttp resolver over the system's, one daemon thread for each look-up under way."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The first addresses of a host. Raises OSError (socket.gaierror) where there are none."""
        return [
            ResolveResult(
                hostname=host,
                host=_numeric(address),
                port=port,
                family=found,
                proto=proto,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for found, _, proto, _, address in _few(await _look_up(host, port, family))
        ]

    async def close(self) -> None:
        """Nothing to let go of: threads end with their look-up."""


def _few(found: list[Any]) -> list[Any]:
    """The first of each family, in their order."""
    counts = Counter[int]()
    kept = []
    for each in found:
        counts[each[0]] += 1
        if counts[each[0]] <= MOST_ADDRESSES:
            kept.append(each)
    return kept


async def _look_up(host: str, port: int, family: int) -> list[Any]:
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[Any]] = loop.create_future()

    def settle(found: list[Any] | OSError) -> None:
        if answer.done():  # nobody waits any more
            return
        if isinstance(found, OSError):
            answer.set_exception(found)
        else:
            answer.set_result(found)

    def run() -> None:
        found = _asked(host, port, family)
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(settle, found)

    threading.Thread(target=run, name=f"look-up of {host[:60]}", daemon=True).start()
    return await answer


def _asked(host: str, port: int, family: int) -> list[Any] | OSError:
    try:
        return socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    except OSError as error:
        return error
    except UnicodeError:  # a label that is empty or longer than 63 bytes
        return socket.gaierror(socket.EAI_NONAME, "not a host name")


def _numeric(address: tuple[Any, ...]) -> str:
    """With the zone of a link-local IPv6 address, which means nothing without it."""
    return f"{address[0]}%{address[3]}" if len(address) == 4 and address[3] else str(address[0])
