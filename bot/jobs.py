"""The jobs that run by the clock: refresh, a tick every minute, and what translation has to catch up with.

The scheduler holds no state: what is due is decided by `core.schedule` and made once by the ledger, so a
run that is late, skipped or doubled does no harm.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger(__name__)

REFRESH_LIMIT = timedelta(hours=1)
"""850 outlets take minutes; a pass that takes an hour hangs."""

TICK_LIMIT = timedelta(hours=3)
"""100,000 readers of one minute take about an hour at 30 messages a second."""

CATCH_UP_LIMIT = timedelta(hours=3)
"""The first pass brings 25,000 articles, and a small machine translates some 15 a second."""

Job = Callable[[], Awaitable[object]]


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


async def guarded(job: Job, *, name: str, limit: timedelta) -> None:
    """Run a job within its time limit; whatever goes wrong is logged, and the next run comes."""
    try:
        async with asyncio.timeout(limit.total_seconds()):
            await job()
    except TimeoutError:
        log.exception("job %s was stopped: it ran longer than %s", name, limit)
    except asyncio.CancelledError:  # by the scheduler, at the end of the process: there is nobody left to tell
        log.info("job %s was stopped with the program", name)
    except Exception:  # the outermost edge of the job
        log.exception("job %s failed; the next run comes at its time", name)
