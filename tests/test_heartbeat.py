"""The sign of life: there as long as work gets on, and never gone without a word."""

from __future__ import annotations

import asyncio

import pytest

from bot.heartbeat import EVERY, PATIENCE, Heartbeat, WatchedClock
from tests.builders import NOON, FakeClock


class Beating:
    """A heartbeat whose beats a test makes one by one."""

    def __init__(self, path) -> None:
        self.path, self.now = path, 0.0
        self.heartbeat = Heartbeat(path, monotonic=lambda: self.now, sleep=self.sleep)
        self._next, self._slept = asyncio.Event(), asyncio.Event()
        self.task = asyncio.ensure_future(self.heartbeat.beat())

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        self._slept.set()
        await self._next.wait()
        self._next.clear()

    async def beats(self, *, seconds: float = EVERY) -> bool:
        """Whether the file is touched in the beat after so many seconds."""
        await self._slept.wait()
        self.now += seconds - EVERY
        self.path.unlink(missing_ok=True)
        self._slept.clear()
        self._next.set()
        await self._slept.wait()
        return self.path.exists()


@pytest.fixture
async def beating(tmp_path):
    beating = Beating(tmp_path / "heartbeat")
    yield beating
    beating.task.cancel()
    await asyncio.wait([beating.task])


async def test_it_beats_while_a_tick_takes_an_hour_and_sends(beating: Beating):
    clock = WatchedClock(clock=FakeClock(), heartbeat=beating.heartbeat)
    for _minute in range(60):
        assert clock.now() == NOON  # the dispatcher looks at the clock with each message
        assert await beating.beats(seconds=60)


async def test_it_stops_with_a_word_where_no_tick_gets_on_and_goes_on_with_one(beating: Beating, caplog):
    assert await beating.beats()
    assert not await beating.beats(seconds=PATIENCE)
    assert not await beating.beats()
    assert caplog.text.count("the heartbeat stops") == 1
    beating.heartbeat.sign()
    assert await beating.beats()
    assert caplog.text.count("the heartbeat goes on") == 1


async def test_a_file_that_cannot_be_touched_is_logged_and_tried_again(beating: Beating, caplog):
    beating.path.parent.chmod(0o700)
    moved = beating.path.parent.rename(beating.path.parent.with_name("elsewhere"))
    assert not await beating.beats()
    assert "can't be touched" in caplog.text
    moved.rename(beating.path.parent)
    assert await beating.beats()
