"""When a digest is owed: in every zone, on every kind of day, whatever the reader changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import schedule
from tests.builders import subscription

ZONES = sorted(available_timezones() - {"localtime", "Factory"})


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_a_slot_is_the_local_time_on_the_local_date():
    assert schedule.slot(date(2026, 7, 1), time(8), "America/Argentina/Buenos_Aires") == utc(2026, 7, 1, 11)
    assert schedule.slot(date(2026, 7, 1), time(8), "Asia/Tokyo") == utc(2026, 6, 30, 23)


def test_a_skipped_minute_becomes_the_first_that_exists():
    assert schedule.slot(date(2026, 3, 8), time(2, 30), "America/New_York") == utc(2026, 3, 8, 7)
    assert schedule.slot(date(2026, 4, 24), time(0, 0), "Africa/Cairo") == utc(2026, 4, 23, 22)


def test_a_doubled_minute_is_its_first_occurrence():
    assert schedule.slot(date(2026, 11, 1), time(1, 30), "America/New_York") == utc(2026, 11, 1, 5, 30)


def test_a_date_that_a_zone_skipped_has_the_moment_after_it():
    assert schedule.slot(date(2011, 12, 30), time(8), "Pacific/Apia") == utc(2011, 12, 30, 10)


@given(
    zone=st.sampled_from(ZONES),
    day=st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
@settings(deadline=None, max_examples=300)
def test_a_slot_is_on_its_date_and_never_before_its_time(zone, day, at):
    local = schedule.slot(day, at, zone).astimezone(ZoneInfo(zone))
    assert local.date() == day
    assert local.time() >= at


@given(
    zone=st.sampled_from(ZONES),
    first=st.dates(min_value=date(2024, 1, 1), max_value=date(2027, 1, 1)),
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
)
@settings(deadline=None, max_examples=60)
def test_ticking_through_days_owes_every_local_date_exactly_once(zone, first, at):
    order = subscription(1, "AR", at=at, zone=zone, starts=schedule.slot(first, time(0), zone))
    now, last, owed = order.starts, None, []
    while now < order.starts + timedelta(days=4):
        found = schedule.due(order, now, last=last)
        if found is not None:
            last = found[0]
            owed.append(last)
        now += timedelta(minutes=7)
    assert owed == [owed[0] + timedelta(days=number) for number in range(len(owed))]
    assert len(owed) in {3, 4}


def test_nothing_is_owed_before_the_minute_or_long_after_it():
    order = subscription(1, "AR", at=time(8), zone="UTC", starts=utc(2026, 1, 1))
    assert schedule.due(order, utc(2026, 1, 2, 7, 59), last=date(2026, 1, 1)) is None
    assert schedule.due(order, utc(2026, 1, 2, 8, 0), last=date(2026, 1, 1)) == (date(2026, 1, 2), utc(2026, 1, 2, 8))
    assert schedule.due(order, utc(2026, 1, 2, 14, 0), last=date(2026, 1, 1)) is not None
    assert schedule.due(order, utc(2026, 1, 2, 14, 1), last=date(2026, 1, 1)) is None


def test_a_digest_that_is_late_past_midnight_still_belongs_to_its_date():
    order = subscription(1, "AR", at=time(23, 30), zone="UTC", starts=utc(2026, 1, 1))
    assert schedule.due(order, utc(2026, 1, 3, 1), last=date(2026, 1, 1)) == (
        date(2026, 1, 2),
        utc(2026, 1, 2, 23, 30),
    )


def test_a_slot_before_the_subscription_began_is_not_owed():
    order = subscription(1, "AR", at=time(8), zone="UTC", starts=utc(2026, 1, 2, 9))
    assert schedule.due(order, utc(2026, 1, 2, 9, 1), last=None) is None
    assert schedule.due(order, utc(2026, 1, 3, 8), last=None) is not None


def test_nothing_is_owed_to_a_pause_or_to_no_countries():
    now = utc(2026, 1, 2, 8)
    assert schedule.due(subscription(1, "AR", starts=utc(2026, 1, 1), paused=True), now, last=None) is None
    assert schedule.due(subscription(1, starts=utc(2026, 1, 1)), now, last=None) is not None  # the builder's AR
    empty = subscription(1, starts=utc(2026, 1, 1))
    assert schedule.due(type(empty)(chat=1, countries=(), starts=empty.starts), now, last=None) is None


@given(
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    hours=st.tuples(st.integers(0, 23), st.integers(0, 23)),
    change=st.integers(0, 48 * 60),
)
@settings(deadline=None, max_examples=60)
def test_whatever_the_reader_changes_no_date_comes_twice(zones, hours, change):
    start = utc(2026, 6, 1)
    order = subscription(1, "AR", at=time(hours[0]), zone=zones[0], starts=start)
    seen: list[date] = []
    for minute in range(0, 5 * 24 * 60, 11):
        now = start + timedelta(minutes=minute)
        if change <= minute < change + 11:
            order = subscription(1, "AR", at=time(hours[1]), zone=zones[1], starts=now)
        found = schedule.due(order, now, last=seen[-1] if seen else None)
        if found is not None:
            seen.append(found[0])
    assert len(set(seen)) == len(seen)
    assert seen == sorted(seen)
    assert len(seen) >= 3


def test_a_date_of_a_clock_that_went_wrong_silences_nobody():
    order = subscription(1, "AR", at=time(8), zone="UTC", starts=utc(2026, 1, 1))
    absurd, now = date(2027, 1, 2), utc(2026, 1, 2, 8)
    assert schedule.due(order, now, last=absurd) == (date(2026, 1, 2), now)
    assert schedule.upcoming(order, now, last=absurd) == utc(2026, 1, 3, 8)
    assert schedule.due(order, now, last=date(2026, 1, 3)) is None


@given(
    zones=st.tuples(st.sampled_from(ZONES), st.sampled_from(ZONES)),
    hours=st.tuples(st.integers(0, 23), st.integers(0, 23)),
    late=st.integers(0, 59),
)
@settings(deadline=None, max_examples=200)
def test_what_is_owed_survives_a_change_unless_its_new_slot_is_long_past(zones, hours, late):
    before = subscription(1, "AR", at=time(hours[0]), zone=zones[0], starts=utc(2026, 6, 1))
    day = date(2026, 6, 5)
    now = schedule.slot(day, before.at, before.zone) + timedelta(minutes=late)
    after = replace(before, at=time(hours[1]), zone=zones[1])
    after = replace(after, starts=schedule.restart(before, after, now, last=day - timedelta(days=1)))
    moment = schedule.slot(day, after.at, after.zone)
    then = max(now, moment)
    owed = schedule.due(after, then, last=day - timedelta(days=1))
    assert owed == ((day, moment) if then <= moment + schedule.GRACE else None) or owed[0] > day


def test_the_next_slot_is_the_one_that_will_be_owed():
    order = subscription(1, "AR", at=time(8), zone="UTC", starts=utc(2026, 1, 1))
    assert schedule.upcoming(order, utc(2026, 1, 2, 7), last=date(2026, 1, 1)) == utc(2026, 1, 2, 8)
    assert schedule.upcoming(order, utc(2026, 1, 2, 8), last=date(2026, 1, 2)) == utc(2026, 1, 3, 8)
    assert schedule.upcoming(order, utc(2026, 1, 2, 7), last=date(2026, 1, 2)) == utc(2026, 1, 3, 8)
