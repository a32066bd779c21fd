"""Workers: right here, in the event loop. For tests, where nothing waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class InlineWorkers:
    """Calls the function, and that is all."""

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """`function(*args, **kwargs)`; its exceptions come through unchanged."""
        return function(*args, **kwargs)
