"""The threads of the event loop: names are looked up in them, and some of them may never come back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

MOST = min(32, (os.cpu_count() or 1) + 4)
"""Threads; as many as the event loop would have by itself."""

LAST = 1.0
"""Seconds at the end for what is under way, which may be files that are being moved to their place."""


class Unattended(ThreadPoolExecutor):
    """A pool whose threads end with the process.

    Those of the standard library are waited for, in the event loop's end and in the interpreter's: a look-up of a
    name that nobody answers would hold up a stop for half a minute. (It is a ThreadPoolExecutor because the event
    loop takes nothing else; nothing of that one's own threads is used.)
    """

    def __init__(self) -> None:
        super().__init__(max_workers=MOST)
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._staff: list[Thread] = []
        self._wanted, self._closed, self._lock = 0, False, Lock()  # calls that wait or are being made

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have a call made. Raises RuntimeError after `shutdown`."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError("the pool has been shut down")
            self._calls.put(partial(_made, future, partial(fn, *args, **kwargs)))
            self._wanted += 1
            if len(self._staff) < min(self._wanted, MOST):
                self._staff.append(Thread(target=self._work, daemon=True))
                self._staff[-1].start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - inherited
        """Take no more calls; with `wait`, those under way have LAST seconds."""
        del cancel_futures
        with self._lock:
            self._closed = True
        for _ in self._staff:
            self._calls.put(None)
        until = time.monotonic() + LAST
        for each in self._staff if wait else ():
            each.join(max(0.0, until - time.monotonic()))

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
            with self._lock:
                self._wanted -= 1


def _made(future: Future[Any], call: Callable[[], Any]) -> None:
    """Make the call, and put into the future what comes of it, whatever that is."""
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - it is raised where the result is awaited
        future.set_exception(error)
    else:
        future.set_result(result)
