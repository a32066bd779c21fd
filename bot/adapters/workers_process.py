"""Workers: processes beside this one, for bytes that may be hostile. What takes too long is killed."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from typing import ParamSpec, TypeVar

from bot.errors import WorldbriefError

P = ParamSpec("P")
T = TypeVar("T")

CLOSED = "the workers are closed"


class ProcessWorkers:
    """Up to `count` processes, each started when it is first needed, each doing one thing at a time.

    They are spawned, not forked: a fork of a process with threads may inherit a lock that nobody opens.
    One executor for each process, so that killing one disturbs no other's work.
    """

    def __init__(self, *, count: int = 2, limit: float = 10.0) -> None:
        self._all = tuple(_Process(limit=limit) for _ in range(count))
        self._idle: asyncio.LifoQueue[_Process] = asyncio.LifoQueue()  # first the one used last: it is running
        for each in self._all:
            self._idle.put_nowait(each)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)` in another process, within `limit` seconds from when one takes it up.

        Exceptions of the function come through unchanged. A process that dies is replaced and the work done
        once more. Raises WorldbriefError where it died twice, ran out of time, or the workers are closed.
        """
        process = await self._idle.get()
        try:
            return await process.do(partial(function, *args, **kwargs))
        finally:
            self._idle.put_nowait(process)

    async def close(self) -> None:
        """End every process, whatever it is doing. Safe to call twice."""
        await asyncio.gather(*(process.close() for process in self._all))


class _Process:
    """One process at a time; another one after a fault."""

    def __init__(self, *, limit: float) -> None:
        self._limit = limit
        self._executor: ProcessPoolExecutor | None = None
        self._pid: int | None = None
        self._closed = False

    async def do(self, work: Callable[[], T]) -> T:
        for _ in range(2):
            try:
                return await self._attempt(work)
            except BrokenProcessPool:
                await self._end()
        raise WorldbriefError("the process that worked on it died, twice")

    async def close(self) -> None:
        self._closed = True
        await self._end()

    async def _attempt(self, work: Callable[[], T]) -> T:
        executor = await self._started()
        result = asyncio.wrap_future(executor.submit(work))
        try:
            done, _ = await asyncio.wait([result], timeout=self._limit)
        finally:
            if not result.done():  # out of time, or nobody waits for it any more
                result.cancel()
                await self._end()
        if not done:
            raise WorldbriefError(f"took longer than {self._limit:g} s")
        if result.cancelled():  # by `close`, before the process had taken it up
            raise WorldbriefError(CLOSED)
        return result.result()

    async def _started(self) -> ProcessPoolExecutor:
        if self._closed:
            raise WorldbriefError(CLOSED)
        if self._executor is None:
            executor = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)
            self._executor = executor
            start = asyncio.wrap_future(executor.submit(os.getpid))
            try:
                await asyncio.wait([start])
            finally:
                if not start.done():  # nobody waits for it any more
                    start.cancel()
                    await self._end()
            if self._closed:  # meanwhile, and `close` has shut the executor down
                raise WorldbriefError(CLOSED) from (None if start.cancelled() else start.exception())
            self._pid = start.result()
        return self._executor

    async def _end(self) -> None:
        executor, self._executor = self._executor, None
        pid, self._pid = self._pid, None
        for child in multiprocessing.active_children():  # which never has a pid that was given to another since
            if child.pid == pid:
                child.kill()
        if executor is not None:
            await asyncio.to_thread(executor.shutdown, cancel_futures=True)


def _begin() -> None:
    """In the new process: Ctrl-C is the parent's business, and without the parent there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="end with parent", daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
