"""What the tests of the fetcher share."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Mapping
from contextlib import asynccontextmanager

import pytest

from bot.adapters.fetch_http import HttpFetcher
from bot.errors import FetchError

BODY = b"<rss version='2.0'/>"
LOOPBACK = ("127.0.0.1",)


@asynccontextmanager
async def fetching(*, allow_hosts=LOOPBACK, host_pace=0.0, **options):
    fetcher = HttpFetcher(
        user_agent="Worldbrief/test (+https://contact.example)", allow_hosts=allow_hosts, host_pace=host_pace, **options
    )
    try:
        yield fetcher
    finally:
        await fetcher.close()


async def failure(fetcher: HttpFetcher, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url)
    return caught.value


async def problem(fetcher: HttpFetcher, url: str) -> str:
    return str(await failure(fetcher, url))


def leads_to(*addresses: str):
    """A `socket.getaddrinfo` by which every name leads to these addresses."""

    def getaddrinfo(_host, port, *_args, **_kwargs):
        return [found(address, port) for address in addresses]

    return getaddrinfo


def directory(names: Mapping[str, str]):
    """A `socket.getaddrinfo` that knows these names only."""

    def getaddrinfo(host, port, *_args, **_kwargs):
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [found(names[host], port)]

    return getaddrinfo


def found(address: str, port: int):
    if ":" in address:
        return (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (address, port, 0, 0))
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))


def watch_dialling(monkeypatch) -> list[str]:
    """The addresses that are dialled from now on, in order. None beyond loopback is reached."""
    loop = asyncio.get_running_loop()
    dial, dialled = loop.sock_connect, []

    async def sock_connect(sock, address):
        dialled.append(address[0])
        if address[0] != "127.0.0.1":
            raise ConnectionRefusedError(111, "not in a test")
        await dial(sock, address)

    monkeypatch.setattr(loop, "sock_connect", sock_connect)
    return dialled
