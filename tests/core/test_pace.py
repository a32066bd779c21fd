"""Whatever happens on the way, no stretch of a window's seconds holds more messages than it allows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.pace import GROUP, PRIVATE, Window

TICK = 1 / 64
"""Seconds; exact in binary, so that the tests need no tolerance."""

STEPS = st.lists(
    st.tuples(st.sampled_from(["begin", "begin", "answer the oldest", "answer the newest"]), st.integers(0, 80)),
    max_size=80,
)
"""What happens, and ticks after what happened before."""


def played(window: Window, steps: list[tuple[str, int]]) -> tuple[Window, float, list[list[float]]]:
    """The window after some steps, the moment, and of each message when it left and when its answer came."""
    now, spans, open_spans = 0.0, [], []
    for what, ticks in steps:
        now += ticks * TICK
        if what == "begin" and not window.wait(now):
            window = window.begun(now)
            spans.append([now, float("inf")])
            open_spans.append(spans[-1])
        elif what != "begin" and open_spans:
            window = window.over(now)
            open_spans.pop(0 if what == "answer the oldest" else -1)[1] = now
    return window, now, spans


def most_within(moments: list[float], seconds: float) -> int:
    """The most moments in any half-open stretch of so many seconds."""
    return max((sum(start <= each < start + seconds for each in moments) for start in moments), default=0)


LIMITS = st.tuples(st.integers(1, 5), st.sampled_from([0.5, 1.0, 3.0]))


@settings(deadline=None)
@given(LIMITS, STEPS)
def test_no_stretch_sees_more_messages_leave_than_are_allowed(limit: tuple[int, float], steps):
    count, seconds = limit
    _, _, spans = played(Window(count=count, seconds=seconds), steps)
    assert most_within([begun for begun, _ in spans], seconds) <= count


@settings(deadline=None)
@given(LIMITS, STEPS, st.lists(st.integers(0, 4), min_size=80, max_size=80))
def test_no_stretch_sees_more_messages_arrive_than_are_allowed_wherever_between_they_do(
    limit: tuple[int, float], steps, shares: list[int]
):
    """A message arrives at some moment from its leaving (0) to its answer (4), both included."""
    count, seconds = limit
    _, now, spans = played(Window(count=count, seconds=seconds), steps)
    arrived = [
        begun + (min(over, now) - begun) * share / 4 for (begun, over), share in zip(spans, shares, strict=False)
    ]
    assert most_within(arrived, seconds) <= count


@settings(deadline=None)
@given(LIMITS, STEPS)
def test_a_place_is_taken_from_the_leaving_until_the_seconds_after_the_answer(limit: tuple[int, float], steps):
    count, seconds = limit
    window, now, spans = played(Window(count=count, seconds=seconds), steps)
    held = [span for span in spans if span[1] + seconds > now]
    assert len(held) <= count
    assert (window.wait(now) == 0) == (len(held) < count)
    assert window.idle(now) == (not held)


@settings(deadline=None)
@given(LIMITS, STEPS)
def test_who_waits_as_told_gets_a_place_once_all_answers_came_and_never_before_its_time(
    limit: tuple[int, float], steps
):
    window, now, _ = played(Window(count=limit[0], seconds=limit[1]), steps)
    while window.under_way:
        window = window.over(now)
    wait = window.wait(now)
    assert 0 <= wait <= window.seconds
    assert window.wait(now + wait) == 0
    assert not wait or window.wait(now + wait - TICK) > 0
    assert window.begun(now + wait).under_way == 1


@settings(deadline=None)
@given(LIMITS, STEPS)
def test_what_no_longer_counts_is_not_kept(limit: tuple[int, float], steps):
    window, now, _ = played(Window(count=limit[0], seconds=limit[1]), steps)
    kept = window if not window.under_way else window.over(now)
    assert len(kept.ended) <= limit[0]
    assert kept.ended == tuple(sorted(kept.ended))


def test_a_full_window_lets_nothing_begin():
    full = Window(count=1, seconds=1.0).begun(0.0)
    assert full.wait(0.5) == 1.0
    with pytest.raises(ValueError, match="no place"):
        full.begun(0.5)
    assert full.over(0.5).wait(1.0) == 0.5
    assert full.over(0.5).idle(1.5)


def test_no_answer_comes_to_a_message_that_never_left():
    with pytest.raises(ValueError, match="under way"):
        Window(count=1, seconds=1.0).over(0.0)


@pytest.mark.parametrize(
    ("rate", "count", "seconds"), [(0.5, 1, 2.0), (1, 1, 1.0), (28.9, 28, 1.0), (30, 30, 1.0), (0.1, 1, 10.0)]
)
def test_a_rate_is_never_exceeded_by_its_window(rate: float, count: int, seconds: float):
    window = Window.at_rate(rate)
    assert (window.count, window.seconds) == (count, seconds)
    assert window.count / window.seconds <= rate


def test_a_chat_is_written_to_as_often_as_the_faq_says():
    assert (PRIVATE, GROUP) == ((1, 1.0), (20, 60.0))
