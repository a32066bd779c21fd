"""What operators are told; plain text, as everywhere in texts/."""

from __future__ import annotations

from bot.chat.texts.en import count

COMMANDS = {"feeds": "How well the press can be read: /feeds, /feeds Argentina"}
"""Commands for operators alone; nobody else is told of them."""

FEEDS_TITLE = "📡 Feeds"
THIN = "Countries of which less than half can be read:"
FAILING = "Failing longest:"
NEVER = "not attempted yet"
NO_OUTLET = "The catalogue has no outlet from there."


def could_be_read(readable: int, outlets: int) -> str:
    """The share of all outlets."""
    return f"{readable} of {count(outlets, 'outlet')} could be read at the last attempt."


def unattempted_yet(number: int) -> str:
    """Outlets that nobody has asked yet."""
    return f"{count(number, 'outlet')} {NEVER}."


def quiet(number: int) -> str:
    """Outlets whose feeds work and bring nothing."""
    return f"{count(number, 'outlet')} can be read and had nothing new for a week."


def fine(outlet: str, newest: str, per_day: float) -> str:
    """An outlet that can be read."""
    return f"✓ {outlet} · newest {newest} · {per_day:.0f} a day" if newest else f"✓ {outlet} · no article yet"


def failing(outlet: str, days: str, failures: int, problem: str, last_good: str) -> str:
    """An outlet that can't be read."""
    good = f"last good {last_good}" if last_good else "never good"
    return f"✗ {outlet} · failing for {days} ({count(failures, 'attempt')}): {problem} · {good}"


def unattempted(outlet: str) -> str:
    """An outlet that nobody has asked yet."""
    return f"? {outlet} · {NEVER}"


def moved(address: str) -> str:
    """Where a feed permanently leads to now: the catalogue should say so."""
    return f"has moved to {address}"


def share(country: str, readable: int, outlets: int) -> str:
    """A country of which little can be read."""
    return f"{country}: {readable} of {outlets}"


def dead(number: int) -> str:
    """Heading of a message that operators get by themselves."""
    return f"{count(number, 'outlet')} could not be read for a week. feeds.yaml may need a new address:"


def span(hours: float) -> str:
    """How long something lasts, roughly: `5 hours`, `3 days`."""
    return count(int(hours), "hour") if hours < 48 else count(int(hours / 24), "day")


def span_ago(hours: float) -> str:
    """How long ago something was, roughly."""
    return f"{span(hours)} ago"
