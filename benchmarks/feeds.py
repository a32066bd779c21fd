"""What reading the world's press costs: `python benchmarks/feeds.py [--outlets 900] [--items 50]`.

Serves so many outlets from loopback addresses of their own, in another process, each with so many items with full
content (some 180 KB a feed) and 50 ms of latency. Then measures four passes of the intake (fetch, parse, identify,
store) into an archive on disk:

    new      everything is new
    304      every feed answers "not modified" to its validators
    same     every feed answers with the same bytes and gives no validators
    broken   one outlet in ten fails (an error, a web page, an empty answer, a document cut off)

and beside them, in the same run, plain feedparser over the same bytes in two processes with both of its cleaning
options off, which is what `ratio` is to. While each pass runs, /help is asked of the bot in this process every 50 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import multiprocessing
import os
import platform
import random
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import feedparser
from telegram import Update

from bot.adapters.archive_sqlite import open_archive
from bot.adapters.feeds_memory import MemoryFeeds
from bot.adapters.feeds_sqlite import SqliteFeeds
from bot.adapters.fetch_http import HttpFetcher
from bot.adapters.ledger_memory import MemoryLedger
from bot.adapters.news_memory import MemoryNews
from bot.adapters.news_sqlite import SqliteNews
from bot.adapters.subscriptions_memory import MemorySubscriptions
from bot.adapters.workers_inline import InlineWorkers
from bot.adapters.workers_process import ProcessWorkers
from bot.adapters.workers_thread import ThreadWorkers
from bot.chat import wiring
from bot.chat.desk import Desk
from bot.chat.local import LocalTelegram
from bot.chat.terminal import unhurried
from bot.health import Health
from bot.intake import Intake, Kept, read_document
from bot.model import Catalogue, Document, Outlet
from bot.reading import Reading
from bot.subscriptions import Subscriptions

LATENCY = 0.05
"""Seconds until the server answers."""

ASKED_EVERY = 0.05
"""Seconds between two questions of the reader."""

COUNTRIES = ("AR", "BR", "DE", "EG", "FR", "GB", "IN", "JP", "UA", "US", "ZA", "NZ")
WORDS = """
    minister council river bridge vote strike harvest museum budget court election storm port railway hospital border
    treaty inquiry verdict film league festival reactor satellite vaccine pension drought tariff embassy mayor senate
    opens closes delays approves rejects reviews expands warns praises investigates rebuilds announces postpones
    northern southern coastal rural former new early late major small historic disputed annual national regional
    Lisbon Nairobi Osaka Lima Oslo Quito Hanoi Tunis Perth Accra Dhaka Sofia Turin Malmo Gdansk Izmir Cebu Salta
""".split()  # noqa: SIM905 - a prose list is easier to read
GLUE = "the the the the of of and and to to in in a a for on with from by after before at as".split()  # noqa: SIM905
"""As often as English has them: two words in five."""


class RealClock:
    """The time of this machine."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


# ---------------------------------------------------------------------------- the press


def feed(number: int, items: int, now: datetime) -> bytes:
    """An RSS document of its own for every number, of about 3.6 KB an item."""
    chance = random.Random(number)

    def prose(count: int) -> str:
        return " ".join(chance.choice(GLUE if chance.random() < 0.4 else WORDS) for _ in range(count))

    def item(place: int) -> str:
        link = f"https://outlet{number}.example/news/{chance.getrandbits(48):x}"
        content = "".join(f"<p>{prose(60)} <a href='{link}'>{prose(3)}</a>.</p>" for _ in range(8))
        return (
            f"<item><title>{prose(9).capitalize()}</title><link>{link}</link><guid isPermaLink='true'>{link}</guid>"
            f"<pubDate>{format_datetime(now - timedelta(minutes=20 * place + number % 20))}</pubDate>"
            f"<category>{prose(1)}</category><dc:creator>{prose(2)}</dc:creator>"
            f"<media:content url='{link}.jpg' medium='image'/>"
            f"<description><![CDATA[<p>{prose(30)}.</p>]]></description>"
            f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
        )

    names = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:media="http://search.yahoo.com/mrss/"'
    )
    body = "".join(map(item, range(items)))
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {names}><channel>{body}</channel></rss>'.encode()


def address(number: int) -> str:
    """A loopback address for every number: to the fetcher each is a host of its own."""
    return f"127.1.{number // 250}.{number % 250 + 1}"


def serve(pipe: Connection, outlets: int, items: int, now: datetime) -> None:
    """Run the press until the pipe says so; it says which of the four passes comes next."""
    asyncio.run(_serve(pipe, outlets, items, now))


async def _serve(pipe: Connection, outlets: int, items: int, now: datetime) -> None:
    bodies = {address(number): feed(number, items, now) for number in range(outlets)}
    mode = ["new"]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One request, one answer: the press is not what is measured, so it costs next to nothing."""
        head = await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(LATENCY)
        host = writer.get_extra_info("sockname")[0]
        for piece in response(mode[0], host, bodies[host], asked_for=head):
            writer.write(piece)
        await writer.drain()
        writer.close()

    listening = []
    port = 0
    for host in bodies:
        listening.append(await asyncio.start_server(answer, host, port, backlog=16))
        port = port or int(listening[0].sockets[0].getsockname()[1])
    pipe.send(port)
    while (said := await asyncio.to_thread(pipe.recv)) != "end":
        mode[0] = said
        pipe.send("ready")
    for each in listening:
        each.close()


def response(mode: str, host: str, body: bytes, *, asked_for: bytes) -> tuple[bytes, ...]:
    """What an outlet answers: head and body."""
    number = int(host.rpartition(".")[2])
    etag = f'"{hash(body)}"'.encode()
    if mode == "broken" and number % 10 == 0:
        return broken(number // 10, body)
    if mode == "same":
        return sent(b"200 OK", body)
    if etag in asked_for:
        return sent(b"304 Not Modified", b"")
    return sent(b"200 OK", body, etag)


def sent(status: bytes, body: bytes, etag: bytes = b"", kind: bytes = b"application/rss+xml") -> tuple[bytes, ...]:
    """An answer of HTTP, after which the connection closes."""
    validators = b"ETag: " + etag + b"\r\n" if etag else b""
    size = str(len(body)).encode()
    head = b"HTTP/1.1 %b\r\nContent-Type: %b\r\nContent-Length: %b\r\n%bConnection: close\r\n\r\n"
    return head % (status, kind, size, validators), body


def broken(kind: int, body: bytes) -> tuple[bytes, ...]:
    """One of the ways in which a feed fails."""
    match kind % 4:
        case 0:
            return sent(b"503 Service Unavailable", b"")
        case 1:
            return sent(b"200 OK", b"<!doctype html><title>Just a moment...</title>", kind=b"text/html")
        case 2:
            return sent(b"200 OK", b"")
        case _:
            return sent(b"200 OK", body[:200])


# ---------------------------------------------------------------------------- the reader


@dataclass
class Reader:
    """Somebody who asks for /help all the time."""

    waits: list[float] = field(default_factory=list)  # seconds

    async def ask(self) -> None:
        """Until cancelled."""
        local, clock = LocalTelegram(), RealClock()
        local.chat(1)
        application = wiring.in_process(local)
        catalogue, feeds, news = Catalogue(outlets=()), MemoryFeeds(), MemoryNews()

        async def nothing(_countries: object) -> None:
            """Read no feed."""

        desk = Desk(
            reading=Reading(
                catalogue=catalogue,
                feeds=feeds,
                news=news,
                clock=clock,
                refresh=nothing,  # type: ignore[arg-type]
                workers=InlineWorkers(),
                fresh_for=timedelta(days=9),
            ),
            subscriptions=Subscriptions(store=MemorySubscriptions(), ledger=MemoryLedger(), clock=clock),
            health=Health(catalogue=catalogue, feeds=feeds, news=news, clock=clock),
            catalogue=catalogue,
        )
        wiring.register(application, desk, unhurried())
        async with application:
            while True:
                due = time.perf_counter() + ASKED_EVERY
                await asyncio.sleep(ASKED_EVERY)
                await application.process_update(Update.de_json(local.text(1, "/help"), application.bot))
                self.waits.append(time.perf_counter() - due)

    def percentile(self, share: float) -> float:
        """Milliseconds within which this share of the questions was answered, from when they were due."""
        ordered = sorted(self.waits) or [float("nan")]
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


# ---------------------------------------------------------------------------- measuring


def processor() -> float:
    """Seconds of processor that this process and its children (not the press) have used so far."""
    return sum(_used(each) for each in (os.getpid(), *_workers()))


def _workers() -> list[int]:
    return [child.pid for child in multiprocessing.active_children() if child.pid and child.name != "press"]


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def forget_peak() -> None:
    """Count the peak of memory from here on: what the measurement itself needed before is not the program's."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")


def peak() -> float:
    """MB of memory that this process has had at the most."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def plain(body: bytes) -> int:
    """The entries of a document, as feedparser alone finds them."""
    return len(feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False).entries)


def baseline(bodies: list[bytes]) -> float:
    """Seconds for plain feedparser over all bodies in two processes."""
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        list(pool.map(plain, bodies[:2]))  # started and imported
        started = time.perf_counter()
        entries = sum(pool.map(plain, bodies, chunksize=4))
        seconds = time.perf_counter() - started
    print(f"plain feedparser, 2 processes: {entries:,} entries of {len(bodies)} feeds in {seconds:.1f} s\n")
    return seconds


def warmed() -> None:
    """In a worker: read something, so that all is imported that reading needs."""
    read_document(
        Document(url="https://x.example/", body=feed(0, 1, datetime.now(UTC))),
        Outlet(name="X", country="AR", site="https://x.example", feeds=("https://x.example/",), language="es"),
        datetime.now(UTC),
        frozenset({"en", "es"}),
    )


async def one_pass(intake: Intake) -> tuple[Kept, float, float, Reader]:
    """A pass of the intake, with a reader: what it kept, wall and processor seconds."""
    reader = Reader()
    asking = asyncio.create_task(reader.ask())
    await asyncio.sleep(0.2)
    used, started = processor(), time.perf_counter()
    kept = Kept()
    async for batch in intake.gather():
        kept += batch
    wall = time.perf_counter() - started
    used = processor() - used
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    return kept, wall, used, reader


async def measured(folder: Path, port: int, pipe: Connection, outlets: int, plain_seconds: float) -> None:
    """Print a line for each pass."""
    print(
        "pass | wall, s | ratio | processor, s | peak memory, MB | ok / unchanged / failed | new | /help p50 / p99, ms"
    )
    press = tuple(
        Outlet(
            name=f"Outlet {number}",
            country=COUNTRIES[number % len(COUNTRIES)],
            site=f"https://outlet{number}.example",
            feeds=(f"http://{address(number)}:{port}/rss",),
            language="en",
        )
        for number in range(outlets)
    )
    for name in ("new", "304", "same", "broken"):
        pipe.send(name)
        pipe.recv()
        path = folder / ("broken.sqlite" if name == "broken" else "news.sqlite")
        archive = await open_archive(path)
        workers, fetcher = ProcessWorkers(), HttpFetcher(user_agent="Worldbrief", allow_hosts={"127.0.0.0/8"})
        intake = Intake(
            catalogue=Catalogue(outlets=press),
            fetcher=fetcher,
            feeds=SqliteFeeds(archive),
            news=SqliteNews(archive),
            clock=RealClock(),
            workers=workers,
            threads=ThreadWorkers(),
        )
        await asyncio.gather(*(workers.run(warmed) for _ in range(2)))  # started and imported, as the baseline is
        forget_peak()
        kept, wall, used, reader = await one_pass(intake)
        ok, unchanged, failed = (kept.statuses[each] for each in ("ok", "not_modified", "failed"))
        print(
            f"{name} | {wall:.1f} | {wall / plain_seconds:.2f} | {used:.1f} | {peak():.0f} |"
            f" {ok} / {unchanged} / {failed} | {kept.new:,} |"
            f" {reader.percentile(0.5):.0f} / {reader.percentile(0.99):.0f}"
        )
        for each in (fetcher, workers, archive):
            await each.close()


@contextmanager
def press(outlets: int, items: int, now: datetime) -> Iterator[tuple[int, Connection]]:
    """The press in a process of its own: its port, and the pipe that tells it what comes next."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=serve, args=(there, outlets, items, now), name="press", daemon=True
    )
    process.start()
    try:
        yield here.recv(), here
    finally:
        here.send("end")
        process.join(10)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--outlets", type=int, default=900)
    parser.add_argument("--items", type=int, default=50)
    given = parser.parse_args()
    print(
        f"Python {platform.python_version()}, feedparser {version('feedparser')}, aiohttp {version('aiohttp')}, "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {platform.system()} {platform.release()}"
    )
    now = datetime.now(UTC)
    seconds = baseline([feed(number, given.items, now) for number in range(given.outlets)])
    with press(given.outlets, given.items, now) as (port, pipe), TemporaryDirectory() as folder:
        asyncio.run(measured(Path(folder), port, pipe, given.outlets, seconds))


if __name__ == "__main__":
    main()
