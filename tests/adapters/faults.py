"""A disk that fails, and a process that is killed, at any step of our choice."""

from __future__ import annotations

import errno
import os

import pytest

STEPS = ("open", "write", "fsync", "ftruncate", "replace", "unlink")


class Killed(BaseException):
    """The process is gone: nothing that it would have done afterwards is done."""


class Disk:
    """Stands between the program and `os`, counts its steps, and lets the one numbered `fault_at` go wrong.

    Of a write that goes wrong half the bytes arrive. After a kill every further step raises too.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.fault_at: int | None = None
        self.error: int | None = errno.ENOSPC  # None: the process is killed
        self.lasting = False  # every later step that needs space fails too
        self.steps: list[str] = []
        for name in STEPS:
            patch.setattr(os, name, self._watched(name, getattr(os, name)))

    def _watched(self, name, real):
        def call(*args, **kwargs):
            if name == "open" and not args[1] & os.O_CREAT:
                return real(*args, **kwargs)
            self.steps.append(name)
            if not self._faulty(name):
                return real(*args, **kwargs)
            if name == "write" and len(self.steps) == self.fault_at:
                real(args[0], args[1][: len(args[1]) // 2])
            if self.error is None:
                raise Killed
            raise OSError(self.error, os.strerror(self.error))

        return call

    def _faulty(self, name: str) -> bool:
        if self.fault_at is None or len(self.steps) < self.fault_at:
            return False
        if len(self.steps) == self.fault_at or self.error is None:
            return True
        return self.lasting and name in {"open", "write"}

    def fail_at(self, step: int, *, error: int | None, lasting: bool = False) -> None:
        self.steps.clear()
        self.fault_at, self.error, self.lasting = step, error, lasting

    @property
    def reached(self) -> bool:
        """Whether the step that was to go wrong was taken."""
        return self.fault_at is not None and len(self.steps) >= self.fault_at

    def heal(self) -> None:
        self.fault_at = None
