"""Columns of numbers that grow: numpy arrays with room at the end."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)

_ROOM = 64


class Column(Generic[Scalar]):
    """An array that can be appended to; `values` is a view of what is in it, good until the next change."""

    def __init__(self, kind: type[Scalar], values: Any = ()) -> None:
        """A column of numbers of one kind, with these in it."""
        given = np.asarray(values, dtype=kind)
        self._held: NDArray[Scalar] = given.copy() if len(given) else np.zeros(_ROOM, dtype=kind)
        self._size = len(given)

    def __len__(self) -> int:
        return self._size

    @property
    def values(self) -> NDArray[Scalar]:
        """All numbers, in their order."""
        return self._held[: self._size]

    def extend(self, values: Any) -> None:
        """Append numbers; each costs the same on the mean, for the room doubles."""
        more = np.asarray(values, dtype=self._held.dtype)
        size = self._size + len(more)
        if size > len(self._held):
            grown = np.zeros(max(size, 2 * len(self._held)), dtype=self._held.dtype)
            grown[: self._size] = self.values
            self._held = grown
        self._held[self._size : size] = more
        self._size = size
