"""When may a server be asked again? Pure: what is remembered of a URL in, a moment or a length of time out."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(hours=24)
"""The longest that a server's word is taken for: a feed that asks for more is asked daily all the same."""

FIRST = timedelta(minutes=30)
"""The wait after the second failure in a row. More than one refresh interval (20 minutes), so that it skips one pass.

After a single failure nothing is skipped: most are a lost packet or a server being restarted. From the second on the
wait doubles (truncated binary exponential back-off, IEEE 802.3), so that a feed that comes back is read again after no
longer than it was away: 30 minutes, 1, 2, 4, 8, 16 hours, then MOST. The 72 requests a day to a dead server become
seven on the first day and one on each further day.
"""

MOST = timedelta(hours=23)
"""The longest back-off. A pass comes after it within an hour, so that a dead feed is still asked once a day."""

SPREAD = 0.25
"""The share of a back-off that jitter may take away: all feeds of a server that was down failed in the same minute and
would all come back in the same minute (Brooker, "Exponential Backoff And Jitter", AWS 2015). A quarter of the shortest
wait is several minutes, and each wait stays longer than the one before it and than a refresh interval."""

AFTERMATH = 0.1
"""The share of a server's own wait that jitter may add. Nothing is taken away from that: its end is the server's."""


def not_before(
    *, attempted: datetime, failures: int, retry_after: timedelta | None, jitter: float, busy: bool = False
) -> datetime | None:
    """The moment before which a URL must not be asked again; None where the next pass may.

    `attempted`: when the last answer came, or was given up. `failures`: how many failures in a row, that one too; 0
    where it was none. `retry_after`: what the server asked for in it, if it did. `jitter`: from 0 to 1, see `jitter`.
    `busy`: it said that it has too much to do (429, 503), which a first failure is enough for.
    """
    waits = [_backed_off(failures + busy, jitter)]
    if retry_after is not None and retry_after > timedelta(0):
        waits.append(min(retry_after * (1 + AFTERMATH * jitter), LONGEST))
    longest = max(waits)
    return attempted + longest if longest else None


def jitter(key: str, *, failures: int) -> float:
    """From 0 to below 1: the same for the same URL and number of failures, and spread evenly over others."""
    return _fraction(f"{failures} {key}")


def offset(key: str, *, over: timedelta) -> timedelta:
    """The place of an outlet, by its key, in an interval: from 0 to below `over`, always and everywhere the same.

    A service that asks each host at its own place spreads its requests over the interval, and each host hears from
    it at a steady pace. `over` must not be negative.
    """
    return timedelta(microseconds=int(_fraction(key) * (over // timedelta(microseconds=1))))


def retry_after(value: str | None, *, date: str | None) -> timedelta | None:
    """How long a server asks us to wait, of its header `Retry-After` (RFC 9110 §10.2.3), LONGEST at most.

    Seconds, or a moment, which is compared with the answer's own header `date`: the server's clock and ours may
    differ. None where it says neither, a moment that is over, or one that there is no date to compare with.
    """
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        seconds = int(value[:9])
        return min(timedelta(seconds=seconds), LONGEST) if seconds else None
    until, now = _moment(value), _moment(date or "")
    if until is None or now is None or until <= now:
        return None
    return min(until - now, LONGEST)


def _backed_off(failures: int, jitter: float) -> timedelta:
    if failures < 2:
        return timedelta(0)
    times = 1 << min(failures - 2, 10)  # far beyond MOST
    return min(FIRST * times, MOST) * (1 - SPREAD * jitter)


def _fraction(key: str) -> float:
    """Not `hash()`, which differs between processes; 53 bits, which is what a float holds."""
    return (int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 11) / 2**53


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
