"""The jobs that run by the clock: refresh, a tick every minute, and what translation has to catch up with.

The scheduler holds no state: what is due is decided by `core.schedule` and made once by the ledger, so a
run that is late, skipped or doubled does no harm.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import NoReturn

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import BaseScheduler

log = logging.getLogger(__name__)

REFRESH_LIMIT = timedelta(hours=1)
"""850 outlets take minutes; a pass that takes an hour hangs."""

TICK_LIMIT = timedelta(hours=3)
"""100,000 readers of one minute take about an hour at 30 messages a second."""

CATCH_UP_LIMIT = timedelta(hours=3)
"""The first pass brings 25,000 articles, and a small machine translates some 15 a second."""

LOOK = 15.0
"""Seconds between two looks at whether the clock was set, or the machine slept."""

LAST = 1.0
"""Seconds that a job has to end once it was told to."""

Job = Callable[[], Awaitable[object]]


@asynccontextmanager
async def on_schedule(
    *, refresh: Job, tick: Job, catch_up: Job, now: Callable[[], datetime], refresh_minutes: int
) -> AsyncIterator[None]:
    """The jobs run by the clock `now` while the block does; what is under way at its end is cut short."""
    running: set[asyncio.Task[object]] = set()
    scheduler = scheduled(
        refresh=_known(refresh, running),
        tick=_known(tick, running),
        catch_up=_known(catch_up, running),
        now=now(),
        refresh_minutes=refresh_minutes,
    )
    scheduler.start()
    watch = asyncio.create_task(_watch(scheduler, now))
    try:
        yield
    finally:
        watch.cancel()
        scheduler.shutdown(wait=False)
        for each in running:
            each.cancel()
        await asyncio.wait([watch, *running], timeout=LAST)


def scheduled(*, refresh: Job, tick: Job, catch_up: Job, now: datetime, refresh_minutes: int) -> AsyncIOScheduler:
    """A scheduler, not started yet: `refresh` at once and then at its interval, the others at every full minute.

    A job never runs beside itself, and runs that were missed (a busy or sleeping machine) are made up by one.
    """
    scheduler = AsyncIOScheduler(
        timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    scheduler.add_job(
        partial(guarded, refresh, name="refresh", limit=REFRESH_LIMIT),
        trigger="interval",
        minutes=refresh_minutes,
        next_run_time=now,
    )
    next_minute = now.replace(second=0, microsecond=0) + timedelta(minutes=1)
    scheduler.add_job(
        partial(guarded, tick, name="tick", limit=TICK_LIMIT), trigger="interval", minutes=1, start_date=next_minute
    )
    scheduler.add_job(
        partial(guarded, catch_up, name="catching up with translation", limit=CATCH_UP_LIMIT),
        trigger="interval",
        minutes=1,
        start_date=next_minute,
    )
    return scheduler


def bring_forward(scheduler: BaseScheduler, *, now: datetime) -> None:
    """Jobs that lie further ahead than their interval were planned by a clock that was set back since.

    They would stand still for as long as it was set back by; here they run within their interval again.
    """
    for job in scheduler.get_jobs():
        interval: timedelta = job.trigger.interval
        too_far = (job.next_run_time - now) // interval
        if too_far > 0:
            log.warning("the clock was set back: the next run comes %s earlier", too_far * interval)
            job.modify(next_run_time=job.next_run_time - too_far * interval)


async def _watch(scheduler: BaseScheduler, now: Callable[[], datetime]) -> NoReturn:
    """The scheduler waits for a span, not for a moment: it does not notice that its clock was set."""
    while True:
        await asyncio.sleep(LOOK)
        bring_forward(scheduler, now=now())
        scheduler.wakeup()


def _known(job: Job, running: set[asyncio.Task[object]]) -> Job:
    """The job, in the set while it runs."""

    async def run() -> object:
        task = asyncio.current_task()
        if task is None:
            return await job()
        running.add(task)
        try:
            return await job()
        finally:
            running.discard(task)

    return run


async def guarded(job: Job, *, name: str, limit: timedelta) -> None:
    """Run a job within its time limit; whatever goes wrong is logged, and the next run comes."""
    try:
        async with asyncio.timeout(limit.total_seconds()):
            await job()
    except TimeoutError:
        log.exception("job %s was stopped: it ran longer than %s", name, limit)
    except asyncio.CancelledError:  # at the end of the process: there is nobody left to tell
        log.info("job %s was stopped with the program", name)
    except Exception:  # the outermost edge of the job
        log.exception("job %s failed; the next run comes at its time", name)
