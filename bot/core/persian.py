"""Iran's calendar → ours."""

from __future__ import annotations

from datetime import date

YEARS = range(1349, 1430)
"""Those that begin in 1970 to 2050. Later ones are now the Islamic calendar's, and would be taken for these."""


def gregorian(year: int, month: int, day: int) -> tuple[int, int, int]:
    """1404, 6, 14 → 2025, 9, 5. A month or a day that doesn't exist gives month 0, which is no date either.

    In the years above every fourth year is a leap year, and after eight of them the fifth.
    """
    if not (1 <= month <= 12 and 1 <= day <= (31 if month <= 6 else 30)):
        return year, 0, 0
    cycles, rest = divmod(year + 1595, 33)  # so that a cycle starts at 0, long before
    months = 31 * (month - 1) if month <= 6 else 30 * (month - 7) + 186
    found = date.fromordinal(365 * (year + 1595) + 8 * cycles + (rest + 3) // 4 + months + day - 356_033)
    return found.year, found.month, found.day
