"""Jobs that run by the clock: they end, they are logged, and the next run comes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot import jobs
from tests.builders import NOON


async def nothing() -> None:
    return None


async def test_a_job_that_fails_is_logged_and_does_no_harm(caplog):
    async def failing() -> None:
        raise KeyError("a bug")

    await jobs.guarded(failing, name="refresh", limit=timedelta(minutes=1))
    assert "job refresh failed" in caplog.text
    assert "a bug" in caplog.text


async def test_a_job_that_hangs_is_ended(caplog):
    ended: list[bool] = []

    async def hanging() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(True)

    await jobs.guarded(hanging, name="tick", limit=timedelta(0))
    assert ended == [True]
    assert "job tick was stopped" in caplog.text


async def test_a_job_that_is_cancelled_with_the_program_ends_quietly(caplog):
    task = asyncio.create_task(jobs.guarded(asyncio.Event().wait, name="refresh", limit=timedelta(minutes=1)))
    await asyncio.sleep(0)
    task.cancel()
    await task
    assert caplog.text == ""


def test_the_refresh_comes_at_once_and_the_others_at_full_minutes():
    scheduler = jobs.scheduled(
        refresh=nothing, tick=nothing, catch_up=nothing, now=NOON.replace(second=17), refresh_minutes=20
    )
    refresh, tick, catch_up = (job for job, *_rest in scheduler._pending_jobs)
    assert refresh.next_run_time == NOON.replace(second=17)
    assert refresh.trigger.interval == timedelta(minutes=20)
    for each in (tick, catch_up):
        assert each.trigger.start_date == NOON.replace(minute=1)
        assert each.trigger.interval == timedelta(minutes=1)


def test_runs_that_were_missed_are_made_up_by_one_and_never_skipped():
    scheduler = jobs.scheduled(refresh=nothing, tick=nothing, catch_up=nothing, now=NOON, refresh_minutes=20)
    assert scheduler._job_defaults == {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}


async def test_a_clock_that_is_set_back_stops_no_job():
    scheduler = jobs.scheduled(refresh=nothing, tick=nothing, catch_up=nothing, now=NOON, refresh_minutes=20)
    scheduler.start(paused=True)
    refresh, tick, _catch_up = scheduler.get_jobs()
    refresh.modify(next_run_time=NOON + timedelta(minutes=17))
    tick.modify(next_run_time=NOON + timedelta(minutes=1))
    jobs.bring_forward(scheduler, now=NOON + timedelta(seconds=20))
    assert (refresh.next_run_time, tick.next_run_time) == (NOON + timedelta(minutes=17), NOON + timedelta(minutes=1))

    hours_ago = NOON - timedelta(hours=5, seconds=30)
    jobs.bring_forward(scheduler, now=hours_ago)
    assert hours_ago <= refresh.next_run_time < hours_ago + timedelta(minutes=20)
    assert hours_ago <= tick.next_run_time < hours_ago + timedelta(minutes=1)
    assert tick.next_run_time.second == 0  # still at full minutes
    scheduler.shutdown()
    await asyncio.sleep(0)


async def test_jobs_run_while_the_block_does_and_are_cut_short_at_its_end():
    began, ended = asyncio.Event(), asyncio.Event()

    async def endless() -> None:
        began.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with jobs.on_schedule(
        refresh=endless, tick=nothing, catch_up=nothing, now=lambda: datetime.now(UTC), refresh_minutes=20
    ):
        await began.wait()
        assert not ended.is_set()
    assert ended.is_set()


async def test_a_job_that_does_not_end_does_not_keep_the_program(monkeypatch):
    began, let_go, told, ended = asyncio.Event(), asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def stubborn() -> None:
        began.set()
        while not let_go.is_set():
            try:
                await let_go.wait()
            except asyncio.CancelledError:
                told.set()
        ended.set()

    monkeypatch.setattr(jobs, "LAST", 0)
    async with jobs.on_schedule(
        refresh=stubborn, tick=nothing, catch_up=nothing, now=lambda: datetime.now(UTC), refresh_minutes=20
    ):
        await began.wait()
    assert told.is_set()
    assert not ended.is_set()
    let_go.set()
    while len(asyncio.all_tasks()) > 1:
        await asyncio.sleep(0)
    assert ended.is_set()
