from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.adapters.workers_inline import InlineWorkers
from bot.adapters.workers_process import ProcessWorkers
from bot.adapters.workers_thread import ThreadWorkers
from bot.errors import FeedError, FetchError, WorldbriefError

ROOT = Path(__file__).parents[2]


# What the workers are given to do: at the top of a module, so that another process finds it.


def added(left: int, *, right: int) -> int:
    return left + right


def refused(problem: str) -> None:
    raise FetchError(problem, http=404)


def stuck() -> None:
    threading.Event().wait()


def dead() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dead_at_first(trace: Path) -> int:
    """Dies the first time, which it remembers in a file."""
    if not trace.exists():
        trace.touch()
        dead()
    return os.getpid()


def interrupted() -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "still here"


@asynccontextmanager
async def processes(**options):
    workers = ProcessWorkers(**options)
    try:
        yield workers
    finally:
        await workers.close()


@pytest.fixture(params=["inline", "thread", "process"])
async def workers(request):
    if request.param == "process":
        async with processes(count=1) as workers:
            yield workers
    else:
        yield {"inline": InlineWorkers, "thread": ThreadWorkers}[request.param]()


async def test_it_gives_what_the_function_gives(workers):
    assert await workers.run(added, 1, right=2) == 3


async def test_exceptions_of_the_function_come_through_unchanged(workers):
    with pytest.raises(FetchError) as caught:
        await workers.run(refused, "not today")
    assert (str(caught.value), caught.value.http) == ("not today", 404)


async def test_nothing_is_started_before_it_is_needed():
    before = set(multiprocessing.active_children())
    async with processes(count=2) as workers:
        assert set(multiprocessing.active_children()) == before
        await workers.run(added, 1, right=2)
        await workers.run(added, 1, right=2)
        assert len(set(multiprocessing.active_children()) - before) == 1
    assert set(multiprocessing.active_children()) == before


async def test_work_is_done_in_another_process_and_side_by_side():
    async with processes(count=2) as workers:
        pids = await asyncio.gather(*(workers.run(os.getpid) for _ in range(6)))
    assert os.getpid() not in pids
    assert 1 <= len(set(pids)) <= 2


async def test_work_that_takes_too_long_is_ended_and_disturbs_no_other():
    async with processes(count=2, limit=2) as workers:
        slow = asyncio.create_task(workers.run(stuck))
        sums = await asyncio.gather(*(workers.run(added, n, right=1) for n in range(20)))
        assert sums == list(range(1, 21))
        with pytest.raises(WorldbriefError, match=r"^took longer than 2 s$"):
            await slow
        assert await asyncio.gather(workers.run(added, 1, right=1), workers.run(added, 2, right=2)) == [2, 4]


async def test_a_process_that_dies_is_replaced_and_the_work_done_again(tmp_path):
    async with processes(count=1) as workers:
        before = await workers.run(os.getpid)
        assert await workers.run(dead_at_first, tmp_path / "trace") != before


async def test_work_that_kills_its_process_twice_is_given_up():
    async with processes(count=1) as workers:
        with pytest.raises(WorldbriefError, match="died, twice"):
            await workers.run(dead)
        assert await workers.run(added, 1, right=1) == 2


async def test_work_that_nobody_waits_for_any_more_is_ended():
    async with processes(count=1) as workers:
        await workers.run(added, 1, right=1)
        task = asyncio.create_task(workers.run(stuck))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await workers.run(added, 1, right=1) == 2


async def test_a_start_that_nobody_waits_for_any_more_leaves_nothing_behind():
    async with processes(count=1) as workers:
        task = asyncio.create_task(workers.run(added, 1, right=1))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await workers.run(added, 2, right=1) == 3


async def test_closing_ends_what_is_under_way():
    async with processes(count=1) as workers:
        await workers.run(added, 1, right=1)
        task = asyncio.create_task(workers.run(stuck))
        await asyncio.sleep(0)
        await workers.close()
        await workers.close()
        with pytest.raises(WorldbriefError, match="closed"):
            await task
        with pytest.raises(WorldbriefError, match="closed"):
            await workers.run(added, 1, right=1)


async def test_closing_while_a_process_starts_is_said_like_any_closing():
    async with processes(count=1) as workers:
        task = asyncio.create_task(workers.run(added, 1, right=1))
        await asyncio.sleep(0)
        await workers.close()
        with pytest.raises(WorldbriefError, match="closed"):
            await task


async def test_a_thread_at_work_does_not_keep_the_program_from_ending():
    done = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BUSY_THREAD, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE
    )
    out, _ = await done.communicate()
    assert (out, done.returncode) == (b"left\n", 0)


BUSY_THREAD = """
import asyncio, threading
from bot.adapters.workers_thread import ThreadWorkers

async def main():
    started = threading.Event()
    def endless():
        started.set()
        threading.Event().wait()
    task = asyncio.create_task(ThreadWorkers().run(endless))
    await asyncio.to_thread(started.wait)
    print("left")

asyncio.run(main())
"""


async def test_an_interrupt_from_the_keyboard_is_not_for_the_worker():
    async with processes(count=1) as workers:
        assert await workers.run(interrupted) == "still here"


async def test_what_cannot_be_sent_is_a_plain_error_and_disturbs_nothing():
    async with processes(count=1) as workers:
        with pytest.raises(Exception, match="pickle"):
            await workers.run(lambda: None)
        with pytest.raises(FeedError):
            await workers.run(_raise_feed_error)
        assert await workers.run(added, 1, right=1) == 2


def _raise_feed_error() -> None:
    raise FeedError("no feed")


ORPHANS = """
import asyncio, os, signal
from bot.adapters.workers_process import ProcessWorkers

async def main():
    print(await ProcessWorkers().run(os.getpid), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_no_worker_outlives_a_program_that_was_killed(tmp_path):
    script = tmp_path / "main.py"
    script.write_text(ORPHANS)
    # The worker inherits standard output: it can be read to its end only when the worker has ended too.
    program = subprocess.run(
        [sys.executable, script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # Python's resource tracker says there what it tidied up
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert program.returncode == -signal.SIGKILL
    assert int(program.stdout) > 0
