"""How long a stop takes, whatever it interrupts: `python benchmarks/stop.py [--tree FOLDER] [CASE…]`.

Starts the service as a process of its own, with a Bot API and feeds on loopback that hang where the case wants it,
sends SIGTERM in the middle, and prints the seconds until the process has ended, its exit code and whether a traceback
was logged. `--tree`: the checkout whose program is started (default: this one). The contract allows ten seconds.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.adapters.archive_sqlite import open_archive
from bot.adapters.news_sqlite import SqliteNews
from bot.adapters.subscriptions_tinydb import TinyDbSubscriptions
from bot.model import Article, Brief, Story, Subscription

HERE = Path(__file__).parents[1]
NOW = datetime.now(UTC)
OUTLETS, ITEMS, STORIES, READERS = 3, 600, 20_000, 200
ME = {"id": 42, "is_bot": True, "first_name": "Worldbrief", "username": "worldbrief_bot"}
CHAT = {"id": 7, "type": "private", "first_name": "Reader"}

Case = Callable[["World"], Awaitable[None]]


@dataclass
class World:
    """A Bot API and feeds that hang where they are told to, and the folder of the process between them."""

    data: Path
    hanging: set[str] = field(default_factory=set)  # methods of the Bot API, or "feeds"
    refusals: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    updates: list[dict[str, Any]] = field(default_factory=list)
    called: dict[str, asyncio.Event] = field(default_factory=dict)
    never: asyncio.Event = field(default_factory=asyncio.Event)
    prepared: asyncio.Event = field(default_factory=asyncio.Event)  # set when the process may start

    async def answer(self, request: web.Request) -> web.Response:
        """Whatever is asked."""
        name = request.path.rsplit("/", 1)[-1]
        kind = "feeds" if name.endswith(".xml") else name
        self.called.setdefault(kind, asyncio.Event()).set()
        if kind in self.hanging:
            await self.never.wait()
        if kind in self.refusals:
            code, more = self.refusals[kind]
            return web.json_response({"ok": False, "error_code": code, "description": "no"} | more, status=code)
        if kind == "feeds":
            return web.Response(body=_feed(name), content_type="application/rss+xml")
        return web.json_response({"ok": True, "result": await self._result(kind)})

    async def _result(self, method: str) -> Any:
        if method == "getUpdates":
            if not self.updates:
                await asyncio.sleep(1)
            given, self.updates = self.updates, []
            return given
        sent = {"message_id": 1, "date": 0, "chat": CHAT, "text": "x"}
        return {"getMe": ME, "getMyCommands": [], "sendMessage": sent}.get(method, True)

    async def until(self, kind: str) -> None:
        """Until something of this kind was asked for; the process may start now at the latest."""
        self.prepared.set()
        await self.called.setdefault(kind, asyncio.Event()).wait()

    def say(self, text: str) -> None:
        """A reader writes."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
        message = {"message_id": 1, "date": 0, "chat": CHAT, "from": CHAT | {"is_bot": False}, "text": text}
        self.updates.append({"update_id": 1, "message": message | {"entities": entities}})


def _feed(name: str) -> bytes:
    published = format_datetime(NOW - timedelta(minutes=5))
    items = "".join(
        f"<item><title>{_words(10)}</title><description>{_words(30)}</description>"
        f"<link>https://x.example/{name}{n}</link><pubDate>{published}</pubDate></item>"
        for n in range(ITEMS)
    )
    return f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'.encode()


def _words(count: int) -> str:
    return " ".join(f"word{random.randrange(6000)}" for _ in range(count))


# ---------------------------------------------------------------------------- cases


async def idle(world: World) -> None:
    """Nothing is going on."""
    await world.until("getUpdates")
    await asyncio.sleep(3)


async def refresh(world: World) -> None:
    """No feed answers."""
    world.hanging = {"feeds"}
    await world.until("feeds")
    await world.until("getUpdates")


async def start(world: World) -> None:
    """Telegram takes the first request and does not answer."""
    world.hanging = {"getMe"}
    await world.until("getMe")


async def brief(world: World) -> None:
    """A reader is being answered from feeds that don't answer."""
    world.hanging = {"feeds"}
    world.say("/brief US")
    await world.until("sendChatAction")


async def told_to_wait(world: World) -> None:
    """An answer was told to wait for 25 seconds."""
    world.refusals["sendMessage"] = 429, {"parameters": {"retry_after": 25}}
    world.say("/help")
    await world.until("sendMessage")
    await asyncio.sleep(1)


async def tick(world: World) -> None:
    """Digests are on their way, and Telegram does not answer."""
    store = await TinyDbSubscriptions.open(world.data / "subscriptions.journal")
    hour = (NOW - timedelta(hours=1)).time().replace(second=0, microsecond=0)
    for chat in range(1, READERS):
        await store.put(Subscription(chat=chat, countries=("US",), at=hour, starts=NOW - timedelta(days=1)))
    await store.close()
    world.hanging = {"sendMessage"}
    await world.until("sendMessage")


async def clustering(world: World) -> None:
    """New articles are being joined to many stories, in a thread that nobody can stop."""
    archive = await open_archive(world.data / "news.sqlite")
    await SqliteNews(archive).save([_story(number) for number in range(STORIES)])
    await archive.close()
    await world.until("feeds")
    await asyncio.sleep(7)


async def polling_fails(world: World) -> None:
    """Telegram answers getUpdates with faults, and is asked ever more seldom."""
    world.refusals["getUpdates"] = 502, {}
    await world.until("getUpdates")
    await asyncio.sleep(12)


async def revoked(world: World) -> None:
    """The token is not known any more: the process ends by itself, with exit code 2."""
    world.refusals["getUpdates"] = 401, {}
    await world.until("getUpdates")
    await asyncio.sleep(2)


async def first_seconds(world: World) -> None:
    """Faults in the first seconds after connecting don't end the process."""
    world.refusals |= {"deleteWebhook": (502, {}), "getMyCommands": (429, {"parameters": {"retry_after": 1}})}
    await world.until("deleteWebhook")
    await asyncio.sleep(1)
    del world.refusals["deleteWebhook"]
    await world.until("getUpdates")


CASES: Mapping[str, Case] = {
    each.__name__: each
    for each in (*(idle, refresh, start, brief, told_to_wait, tick, clustering, polling_fails, revoked, first_seconds),)
}


def _story(number: int) -> Story:
    words = _words(40)
    article = Article(
        id=f"{number:016}", outlet="x", country="FR", language="en", title=words, title_original=words,
        url="https://x.example", published=NOW - timedelta(hours=1), first_seen=NOW,
    )  # fmt: skip
    return Story(id=f"{number:012}", articles=(article,), brief=Brief(headline=words))


# ---------------------------------------------------------------------------- measure


async def measured(case: Case, tree: Path) -> str:
    """A line about one case."""
    with tempfile.TemporaryDirectory() as folder:
        world = World(data=Path(folder) / "data")
        world.data.mkdir()
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", world.answer)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            return await _measured(case, world, url, Path(folder), tree)
        finally:
            world.never.set()
            await runner.cleanup()


async def _measured(case: Case, world: World, url: str, folder: Path, tree: Path) -> str:
    feeds = "".join(f"    - {{name: O{n}, site: {url}, feed: {url}/{n}.xml, language: en}}\n" for n in range(OUTLETS))
    (folder / "feeds.yaml").write_text(f"countries:\n  US:\n{feeds}")
    waiting = asyncio.create_task(case(world))
    await asyncio.sleep(0)
    await world.prepared.wait()
    environment = {
        **os.environ, "PYTHONPATH": str(tree), "TELEGRAM_BOT_TOKEN": "42:canary", "TELEGRAM_API_URL": url,
        "BOT_FEEDS": str(folder / "feeds.yaml"), "BOT_DATA_DIR": str(world.data), "BOT_ALLOW_HOSTS": "127.0.0.1",
    }  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env=environment, stdout=log, stderr=log
        )
        ended = asyncio.create_task(process.wait())
        await asyncio.wait([waiting, ended], return_when=asyncio.FIRST_COMPLETED)
        alive = not ended.done()
        began = time.perf_counter()
        if alive:
            process.send_signal(signal.SIGTERM)
        await asyncio.wait([ended], timeout=60)
        seconds = time.perf_counter() - began
        if not ended.done():
            process.kill()
        code = await ended
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    said = (folder / "log").read_text()
    how = f"{seconds:5.1f} s after SIGTERM" if alive else "  ended by itself"
    return f"{case.__name__:14} {how}  exit {code}  {'TRACEBACK' if 'Traceback' in said else ''}"


async def main() -> None:
    """Measure the cases that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tree", type=Path, default=HERE)
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    given = parser.parse_args()
    for name in given.cases or CASES:
        print(await measured(CASES[name], given.tree.resolve()), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
