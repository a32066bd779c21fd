from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.politeness import AFTERMATH, FIRST, LONGEST, MOST, SPREAD, jitter, not_before, offset, retry_after
from tests.builders import NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
PASS = 20 * MINUTE
JITTERS = st.floats(0, 1)
DATE = "Fri, 05 Sep 2025 10:00:00 GMT"


def wait(failures: int, *, asked: timedelta | None = None, jitter: float = 0.0) -> timedelta:
    until = not_before(attempted=NOON, failures=failures, retry_after=asked, jitter=jitter)
    return until - NOON if until else timedelta(0)


# ---------------------------------------------------------------------------- back-off


@given(JITTERS)
def test_what_was_read_may_be_asked_at_the_next_pass(jitter):
    assert not_before(attempted=NOON, failures=0, retry_after=None, jitter=jitter) is None


@given(JITTERS)
def test_a_single_failure_skips_nothing(jitter):
    assert not_before(attempted=NOON, failures=1, retry_after=None, jitter=jitter) is None


@given(JITTERS)
def test_a_second_failure_skips_the_next_pass_and_not_the_one_after(jitter):
    assert PASS < wait(2, jitter=jitter) <= 2 * PASS


def test_the_wait_doubles_up_to_its_most():
    assert [wait(failures) / HOUR for failures in range(2, 10)] == [0.5, 1, 2, 4, 8, 16, 23, 23]


@given(st.integers(2, 7), JITTERS, JITTERS)
def test_each_wait_is_longer_than_the_one_before_until_it_is_the_most(failures, one, other):
    assert wait(failures, jitter=one) < wait(failures + 1, jitter=other)


@given(st.integers(0, 10**9), JITTERS)
def test_a_dead_feed_is_asked_at_least_daily(failures, jitter):
    assert wait(failures, jitter=jitter) + HOUR <= DAY


@given(st.integers(2, 50))
def test_jitter_shortens_a_back_off_by_its_share_at_most(failures):
    assert wait(failures, jitter=1.0) >= wait(failures) * (1 - SPREAD)
    assert min(FIRST, MOST) * (1 - SPREAD) <= wait(failures, jitter=1.0) < wait(failures)


def test_a_dead_server_gets_few_requests():
    now, asked = timedelta(0), []
    until = timedelta(0)
    for number in range(7 * 24 * 3):  # a week of passes
        now = number * PASS
        if now >= until:
            asked.append(now)
            until = now + wait(len(asked))
    assert len([each for each in asked if each < DAY]) == 7
    assert len(asked) <= 15
    assert max(later - earlier for earlier, later in pairwise(asked)) <= DAY


# ---------------------------------------------------------------------------- what the server asks for


@given(st.integers(0, 30), st.integers(1, 86_400), JITTERS)
def test_a_server_is_never_asked_before_it_allows(failures, seconds, jitter):
    asked = timedelta(seconds=seconds)
    assert asked <= wait(failures, asked=asked, jitter=jitter) <= max(asked * (1 + AFTERMATH), MOST)


@given(st.integers(0, 30), st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=3000)), JITTERS)
def test_no_wait_is_longer_than_a_day(failures, asked, jitter):
    assert wait(failures, asked=asked, jitter=jitter) <= LONGEST


def test_the_longer_of_both_waits_counts():
    assert wait(1, asked=5 * MINUTE) == 5 * MINUTE
    assert wait(2, asked=5 * MINUTE) == FIRST
    assert wait(2, asked=3 * HOUR) == 3 * HOUR


@pytest.mark.parametrize("asked", [timedelta(0), -HOUR])
def test_a_wait_of_nothing_is_none(asked):
    assert not_before(attempted=NOON, failures=1, retry_after=asked, jitter=0.5) is None


@pytest.mark.parametrize(
    ("value", "date", "asked"),
    [
        ("120", None, timedelta(seconds=120)),
        (" 120 ", DATE, timedelta(seconds=120)),
        ("86401", None, LONGEST),
        ("9" * 400, None, LONGEST),
        ("Fri, 05 Sep 2025 10:05:00 GMT", DATE, 5 * MINUTE),
        ("Fri, 05 Sep 2025 12:05:00 +0200", DATE, 5 * MINUTE),
        ("Friday, 05-Sep-25 10:05:00 GMT", DATE, 5 * MINUTE),  # RFC 850
        ("Fri Sep  5 10:05:00 2025", DATE, 5 * MINUTE),  # asctime
        ("Fri, 05 Sep 2031 10:05:00 GMT", DATE, LONGEST),
        ("Fri, 05 Sep 2025 10:05:00 GMT", None, None),
        ("Fri, 05 Sep 2025 10:05:00 GMT", "now", None),
        ("Fri, 05 Sep 2025 09:55:00 GMT", DATE, None),
        *((value, DATE, None) for value in (None, "", "0", "000", "-5", "1.5", "soon", "１２", "120 s", DATE)),
    ],
)
def test_retry_after_is_read_in_both_its_forms(value, date, asked):
    assert retry_after(value, date=date) == asked


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_header_is_read_or_is_none(value, date):
    asked = retry_after(value, date=date)
    assert asked is None or timedelta(0) < asked <= LONGEST


# ---------------------------------------------------------------------------- spreading


@given(st.text(max_size=80), st.integers(0, 10**6))
def test_jitter_is_from_0_to_below_1_and_always_the_same(key, failures):
    assert 0 <= jitter(key, failures=failures) < 1
    assert jitter(key, failures=failures) == jitter(key, failures=failures)


@given(st.text(max_size=80), st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=30)))
def test_an_offset_lies_inside_the_interval(key, over):
    assert timedelta(0) <= offset(key, over=over) < (over or timedelta(microseconds=1))


def test_hosts_are_spread_evenly_over_the_interval():
    minutes = [offset(f"news{number}.example", over=PASS) // MINUTE for number in range(900)]
    counts = [minutes.count(minute) for minute in range(20)]
    assert sum(counts) == 900
    assert 20 <= min(counts) <= max(counts) <= 75  # 45 each, were it even


def test_the_number_of_failures_moves_the_jitter():
    assert len({jitter("https://news.example/rss", failures=failures) for failures in range(50)}) == 50


def test_an_offset_is_the_same_in_every_process():
    command = "from datetime import timedelta; from bot.core.politeness import offset, jitter; "
    command += "print(offset('news.example', over=timedelta(minutes=20)), jitter('news.example', failures=3))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{offset('news.example', over=PASS)} {jitter('news.example', failures=3)}"
