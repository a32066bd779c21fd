"""The event loop's threads: as good as the standard library's, but nobody waits for one that hangs."""

from __future__ import annotations

from threading import Barrier, Event

import pytest

from bot.threads import MOST, Unattended


def test_calls_are_made_at_the_same_time_and_give_what_comes_of_them():
    pool, together = Unattended(), Barrier(MOST)
    assert sorted(each.result() for each in [pool.submit(together.wait) for _ in range(MOST)]) == list(range(MOST))
    assert list(pool.map(abs, range(-3 * MOST, 0))) == list(range(3 * MOST, 0, -1))
    with pytest.raises(ZeroDivisionError):
        pool.submit(divmod, 1, 0).result()
    pool.shutdown()
    assert not any(each.is_alive() for each in pool._staff)


def test_the_end_does_not_wait_for_a_call_that_hangs(monkeypatch):
    monkeypatch.setattr("bot.threads.LAST", 0)
    pool, begun, never = Unattended(), Event(), Event()
    pool.submit(lambda: begun.set() or never.wait())
    begun.wait()
    pool.shutdown()
    with pytest.raises(RuntimeError):
        pool.submit(print)
    never.set()
