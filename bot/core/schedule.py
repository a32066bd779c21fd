"""When is a digest due? Pure questions about local dates, times of day and zones."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import Subscription

GRACE = timedelta(hours=6)
"""A digest that is later than this is of no use to a morning reader: it expires."""


def slot(day: date, at: time, zone: str) -> datetime:
    """The moment (UTC) of a time of day on a local date.

    Where clocks go back and the minute comes twice, its first occurrence. Where clocks go forward and
    the minute is skipped, the first minute that exists after it. A whole date that a zone skipped (Samoa,
    30 December 2011) gives the first minute after it.
    """
    tz = ZoneInfo(zone)
    local = datetime.combine(day, at, tzinfo=tz)
    moment = local.astimezone(UTC)
    if moment.astimezone(tz).replace(tzinfo=None) == local.replace(tzinfo=None):
        return moment
    return _end_of_gap(local)


def _end_of_gap(skipped: datetime) -> datetime:
    """The moment at which the gap that contains the local time `skipped` ends.

    PEP 495: inside a gap, fold=0 uses the offset before it and fold=1 the offset after it, so the two
    readings lie on either side of the change, and the change is where the offset differs.
    """
    tz = skipped.tzinfo
    before = skipped.replace(fold=1).astimezone(UTC)
    after = skipped.replace(fold=0).astimezone(UTC)
    old_offset = before.astimezone(tz).utcoffset()
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) // 2
        if middle.astimezone(tz).utcoffset() == old_offset:
            before = middle
        else:
            after = middle
    return after.replace(second=0, microsecond=0)


def due(subscription: Subscription, now: datetime, *, last: date | None) -> tuple[date, datetime] | None:
    """The local date whose digest is owed now, with its slot; None where nothing is owed.

    `last` is the local date that was planned last: no date comes twice, and none before it comes again,
    whatever the reader changes. Nothing is owed before `subscription.starts`, nor more than GRACE after a slot.
    """
    if subscription.paused or not subscription.countries:
        return None
    today = _today(subscription, now)
    last = _believable(last, today)
    for day in (today, today - timedelta(days=1)):
        moment = slot(day, subscription.at, subscription.zone)
        owed = subscription.starts <= moment <= now <= moment + GRACE
        if owed and (last is None or day > last):
            return day, moment
    return None


def upcoming(subscription: Subscription, now: datetime, *, last: date | None) -> datetime:
    """The next slot (UTC) after `now` that will bring a digest."""
    today = _today(subscription, now)
    last, day = _believable(last, today), today - timedelta(days=1)
    while True:
        moment = slot(day, subscription.at, subscription.zone)
        if moment > now and moment >= subscription.starts and (last is None or day > last):
            return moment
        day += timedelta(days=1)


def restart(before: Subscription, after: Subscription, now: datetime, *, last: date | None) -> datetime:
    """`starts` of a subscription whose hour or zone is changed now.

    From now on, so that an hour chosen in the evening brings no digest of this morning. But a digest that is
    owed already and only not planned yet stays owed: by its new slot, unless that was more than GRACE ago.
    """
    owed = due(before, now, last=last)
    return now if owed is None else min(now, slot(owed[0], after.at, after.zone))


def _today(subscription: Subscription, now: datetime) -> date:
    return now.astimezone(ZoneInfo(subscription.zone)).date()


def _believable(last: date | None, today: date) -> date | None:
    """A date beyond tomorrow was planned by a clock that went wrong; it must not silence us until it comes.

    Tomorrow is possible: the reader has moved to a zone further west since.
    """
    return None if last is not None and last > today + timedelta(days=1) else last
