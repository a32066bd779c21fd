"""A Bot API on loopback for a `run` in another process: as much of Telegram as a start and an end need.

async with BotApi(down={"getMyCommands"}) as api:
    api.url                          # for TELEGRAM_API_URL
    await api.called("getUpdates")   # returns when that was called
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Self

from aiohttp import web

ANSWERS = {
    "getMe": {"id": 42, "is_bot": True, "first_name": "World", "username": "world_bot"},
    "deleteWebhook": True,
    "getMyCommands": [],
    "setMyCommands": True,
    "getUpdates": [],
}


class BotApi:
    """Answers, but for the methods that are `down`; a poll lasts as long as the one who asks stays."""

    def __init__(self, *, down: Collection[str] = ()) -> None:
        self._down = down
        self._called: dict[str, asyncio.Event] = {}
        self._ends = asyncio.Event()

    async def called(self, method: str) -> None:
        await self._called.setdefault(method, asyncio.Event()).wait()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_exception) -> None:
        self._ends.set()
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        asked = await request.post()
        self._called.setdefault(method, asyncio.Event()).set()
        if method in self._down or method not in ANSWERS:
            fault = {"ok": False, "error_code": 503, "description": "Service Unavailable"}
            return web.json_response(fault, status=503)
        if int(asked.get("timeout", 0)) > 0:
            await self._ends.wait()
        return web.json_response({"ok": True, "result": ANSWERS[method]})
