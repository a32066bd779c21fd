"""Workers: a thread of this process. For work on much data of our own, which would be dear to copy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class ThreadWorkers:
    """Runs functions in the event loop's thread pool; the interpreter shares its time fairly between them."""

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)`; its exceptions come through unchanged."""
        return await asyncio.to_thread(function, *args, **kwargs)
