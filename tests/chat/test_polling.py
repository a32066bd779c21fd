"""Serving by long polling: patient with Telegram, never silent about its end, and quick to stop."""

from __future__ import annotations

import asyncio
import json

import pytest
from telegram.error import NetworkError, TimedOut

from bot.chat import ordering, polling, wiring
from bot.chat.local import LocalTelegram
from bot.chat.refusals import Refusal
from bot.chat.texts import en
from bot.errors import ConfigError
from tests.chat.stage import READER, Stage, on_stage, texts


class Server(LocalTelegram):
    """A Bot API whose getUpdates waits for updates, and whose `hanging` methods never answer."""

    def __init__(self) -> None:
        super().__init__()
        self.updates: asyncio.Queue = asyncio.Queue()
        self.kept: list[dict] = []  # what was given and not confirmed
        self.hanging: set[str] = set()
        self.asked: asyncio.Queue[str] = asyncio.Queue()
        self.strange: dict[str, object] = {}  # answers that are no answers, once each

    async def do_request(self, url, method, request_data=None, *args, **kwargs):
        name = url.rsplit("/", 1)[-1]
        self.asked.put_nowait(name)
        for _ in range(5):  # a network is never as quick as a call
            await asyncio.sleep(0)
        if name in self.hanging:
            await asyncio.Event().wait()
        if name in self.strange:
            return 200, json.dumps(self.strange.pop(name)).encode()
        waits = name == "getUpdates" and not self.faults.get(name) and request_data.parameters.get("timeout")
        code, body = await super().do_request(url, method, request_data, *args, **kwargs)
        if name == "getUpdates" and code == 200:
            body = json.dumps({"ok": True, "result": await self._given(request_data.parameters, waits=waits)}).encode()
        return code, body

    async def _given(self, asked, *, waits) -> list[dict]:
        """As Telegram does: what was given is given again until it is confirmed, and then no request is held open."""
        self.kept = [each for each in self.kept if each["update_id"] >= asked.get("offset", 0)]
        if not self.updates.empty() or (waits and not self.kept):
            self.kept.append(await self.updates.get())
        return self.kept[: asked.get("limit", 100)]

    async def until(self, wanted: str) -> None:
        while await self.asked.get() != wanted:
            pass

    def offsets(self) -> list[int | None]:
        return [given.get("offset") for name, given in self.calls if name == "getUpdates"]


class Serving:
    """An application being polled; what it was told to sleep it has slept at once."""

    def __init__(self, stage: Stage, *, sleep=None) -> None:
        self.stop, self.finished, self.slept = asyncio.Event(), asyncio.Event(), []
        self.task = asyncio.ensure_future(
            polling.poll(stage.application, stop=self.stop, finish=self.finish, sleep=sleep or self.sleep)
        )

    async def finish(self) -> None:
        self.finished.set()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        await asyncio.sleep(0)

    async def end(self) -> None:
        self.stop.set()
        await self.task


@pytest.fixture
async def stage():
    """A stage whose application is not running yet, over a server that waits."""
    async with on_stage() as stage:
        pass
    stage.local = Server()
    stage.local.on_message = stage.seen.append
    stage.restart()
    return stage


async def test_a_reader_is_answered_and_what_was_read_is_confirmed_at_the_end(stage: Stage):
    serving = Serving(stage)
    update = stage.local.text(READER, "/help")
    await stage.local.updates.put(update)
    await stage.local.until("sendMessage")
    await serving.end()
    assert len(stage.seen) == 1
    assert serving.finished.is_set()
    assert stage.local.offsets()[0] is None
    assert stage.local.offsets()[-1] == update["update_id"] + 1
    assert stage.local.calls[-1][1].get("timeout", 0) == 0


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of the library, about RetryAfter
async def test_faults_in_the_first_seconds_do_not_end_the_service(stage: Stage):
    faults = [Refusal(description="Bad Gateway", code=502), TimedOut(), NetworkError("gone")]
    for method in ("getMe", "deleteWebhook", "getMyCommands", "setMyCommands", "getUpdates"):
        stage.local.faults[method] = list(faults)
    stage.local.faults["setMyCommands"].append(
        Refusal(description="Too Many Requests", code=429, parameters={"retry_after": 333})
    )
    serving = Serving(stage)
    await stage.local.updates.put(stage.local.text(READER, "/help"))
    await stage.local.until("sendMessage")
    while not stage.local.commands:
        await asyncio.sleep(0)
    await serving.end()
    assert len(stage.seen) == 1
    assert serving.slept[:3] == [2, 4, 8]
    assert 333 in serving.slept


async def test_a_menu_that_telegram_refuses_is_logged_and_no_more(stage: Stage, caplog):
    stage.local.faults["setMyCommands"] = [Refusal(description="Bad Request: BOT_COMMAND_INVALID")]
    serving = Serving(stage)
    await stage.local.until("setMyCommands")
    await stage.local.updates.put(stage.local.text(READER, "/help"))
    await stage.local.until("sendMessage")
    await serving.end()
    assert "menu of commands could not be set" in caplog.text


async def test_an_answer_that_is_not_the_bot_apis_is_asked_for_again(stage: Stage):
    stage.local.strange["getUpdates"] = {"captive": "portal"}
    serving = Serving(stage)
    await stage.local.updates.put(stage.local.text(READER, "/help"))
    await stage.local.until("sendMessage")
    await serving.end()
    assert len(stage.seen) == 1


def unknown() -> Refusal:
    return Refusal(description="Unauthorized", code=401)


async def test_a_token_that_is_not_known_ends_the_service(stage: Stage):
    stage.local.faults["getMe"] = [unknown(), unknown()]
    serving = Serving(stage)
    with pytest.raises(ConfigError, match="does not know this token"):
        await serving.task


async def test_a_token_that_was_revoked_ends_the_service(stage: Stage):
    serving = Serving(stage)
    await stage.local.until("getUpdates")
    stage.local.faults |= {"getMe": [unknown()], "getUpdates": [unknown()]}
    await stage.local.updates.put(stage.local.text(READER, "/help"))
    with pytest.raises(ConfigError, match="does not know this token"):
        await serving.task


@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
async def test_one_answer_that_does_not_know_the_token_is_not_believed(stage: Stage, method: str):
    stage.local.faults[method] = [unknown()]
    serving = Serving(stage)
    await stage.local.updates.put(stage.local.text(READER, "/help"))
    await stage.local.until("sendMessage")
    await serving.end()
    assert len(stage.seen) == 1


async def test_a_second_process_with_the_same_token_is_called_that(stage: Stage, caplog):
    stage.local.faults["getUpdates"] = [Refusal(description="Conflict: terminated by other getUpdates", code=409)]
    serving = Serving(stage)
    await stage.local.updates.put(stage.local.text(READER, "/help"))
    await stage.local.until("sendMessage")
    await serving.end()
    assert "another process" in caplog.text
    assert "can't be reached" not in caplog.text


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook", "getUpdates", "getMyCommands"])
async def test_a_stop_does_not_wait_for_a_request_that_hangs(stage: Stage, monkeypatch, method: str):
    monkeypatch.setattr(polling, "ANSWERS", 0)
    monkeypatch.setattr(polling, "REST", 0)
    stage.local.hanging = {method}
    serving = Serving(stage)
    await stage.local.until(method)
    await serving.end()
    assert serving.finished.is_set() == (method != "getMe")  # before getMe is answered nothing is running
    assert not stage.application.running


async def test_a_stop_does_not_wait_out_the_time_between_two_attempts(stage: Stage):
    pausing = asyncio.Event()

    async def forever(_seconds: float) -> None:
        pausing.set()
        await asyncio.Event().wait()

    stage.local.faults["getMe"] = [TimedOut()]
    serving = Serving(stage, sleep=forever)
    await pausing.wait()
    await serving.end()
    assert stage.local.faults["getMe"] == []
    assert stage.local.asked.qsize() == 1  # there was no second attempt
    assert not stage.application.running


async def test_a_stop_cuts_short_an_answer_that_takes_too_long(stage: Stage, monkeypatch):
    asked, cut = asyncio.Event(), asyncio.Event()

    async def endless(countries) -> None:
        asked.set()
        try:
            await asyncio.Event().wait()
        finally:
            cut.set()

    object.__setattr__(stage.reading, "refresh", endless)
    monkeypatch.setattr(polling, "ANSWERS", 0)
    serving = Serving(stage)
    for words in ("/brief AR", "/help"):  # one is being answered, one waits behind it
        await stage.local.updates.put(stage.local.text(READER, words))
    await asked.wait()
    await serving.end()
    assert cut.is_set()
    assert stage.seen == []


async def test_what_a_stop_cut_short_is_answered_after_the_next_start(stage: Stage, monkeypatch, caplog):
    caplog.set_level("INFO")
    asked, quick = asyncio.Event(), stage.reading.refresh

    async def endless(countries) -> None:
        asked.set()
        await asyncio.Event().wait()

    object.__setattr__(stage.reading, "refresh", endless)
    monkeypatch.setattr(polling, "ANSWERS", 0)
    serving = Serving(stage)
    for chat, words in ((1, "/privacy"), (READER, "/brief AR"), (READER, "/subscribe FR"), (2, "/privacy")):
        await stage.local.updates.put(stage.local.text(chat, words))
    await asked.wait()
    while len(stage.seen) < 2:
        await asyncio.sleep(0)
    await serving.end()
    assert "2 messages will be answered" in caplog.text
    object.__setattr__(stage.reading, "refresh", quick)
    stage.restart()
    serving = Serving(stage)
    while (await stage.store.get(READER)) is None:
        await asyncio.sleep(0)
    await serving.end()
    assert (await stage.store.get(READER)).countries == ("FR",)


async def test_what_stands_behind_an_answer_that_takes_long_is_taken_nevertheless(stage: Stage, monkeypatch, caplog):
    async def endless(countries) -> None:
        await asyncio.Event().wait()

    object.__setattr__(stage.reading, "refresh", endless)
    monkeypatch.setattr(polling, "ANSWERS", 0)
    serving = Serving(stage)
    await stage.local.updates.put(stage.local.text(READER, "/brief AR"))
    for chat in range(1, 2 * polling.OVERLAP):
        await stage.local.updates.put(stage.local.text(100 + chat, "/privacy"))
    while len(stage.seen) < 2 * polling.OVERLAP - 1:
        await asyncio.sleep(0)
    await serving.end()
    assert "1 messages were not answered" in caplog.text


async def test_no_more_updates_are_taken_than_there_is_room_for(stage: Stage, monkeypatch):
    gate, asked = asyncio.Event(), asyncio.Event()

    async def slow(countries) -> None:
        asked.set()
        await gate.wait()

    object.__setattr__(stage.reading, "refresh", slow)
    monkeypatch.setattr(ordering, "WAITING", 1)
    serving = Serving(stage)
    for chat in range(1, 6):
        await stage.local.updates.put(stage.local.text(chat, "/brief AR"))
    await asked.wait()
    for _ in range(50):
        await asyncio.sleep(0)
    waiting = stage.local.updates.qsize()
    assert waiting >= 3  # one is under way, one was asked for before that had begun
    gate.set()
    for _ in range(5):
        await stage.local.until("sendMessage")
    assert stage.local.updates.qsize() == 0
    await serving.end()
    assert len(stage.seen) == 5
    assert en.FAILED not in texts(stage.seen)


async def test_only_an_application_that_is_made_for_it_is_polled():
    application = wiring.in_process(LocalTelegram())
    application._update_processor = None
    with pytest.raises(TypeError):
        await polling.poll(application, stop=asyncio.Event(), finish=asyncio.Event().wait)
