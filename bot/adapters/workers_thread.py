"""Workers: threads of this process. For work on much data of our own, which would be dear to copy."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class ThreadWorkers:
    """Runs each function in a thread of its own; the interpreter shares its time fairly between them.

    Not in the event loop's pool: the end of the program waits for what runs there, and clustering takes seconds that
    nobody can cut short. What these threads are at when the program ends is lost.
    """

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)`; its exceptions come through unchanged."""
        result: Future[T] = Future()

        def work() -> None:
            try:
                result.set_result(function(*args, **kwargs))
            except BaseException as error:  # noqa: BLE001 - whoever waits for it gets it
                result.set_exception(error)

        result.set_running_or_notify_cancel()  # from here on it can't be called off
        threading.Thread(target=work, name=f"work: {function!r:.60}", daemon=True).start()
        return await asyncio.wrap_future(result)
