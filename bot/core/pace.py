"""How fast may messages leave? Pure windows: no stretch of some seconds holds more than a number of messages."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

PRIVATE = (1, 1.0)
"""Messages and seconds: what Telegram takes in a private chat (Bot FAQ, "My bot is hitting limits")."""

BURST = (3, 3.0)
"""The same for answers: one a second over a short while, for "short bursts" pass (ibid.), and an answer of two messages
or a second press must not wait."""

GROUP = (20, 60.0)
"""Messages and seconds: what Telegram takes in a group (the same)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Window:
    """At most `count` messages in any `seconds`, wherever the receiver lets them begin.

    We know when a message left and when its answer came, not when it was received in between. So a message takes a
    place from the moment it leaves until `seconds` after its answer: whatever the line does, no more than `count` are
    received in any such stretch.
    """

    count: int
    seconds: float
    under_way: int = 0
    ended: tuple[float, ...] = ()  # when the answers came that still count, oldest first

    @classmethod
    def at_rate(cls, rate: float) -> Window:
        """Of `rate` messages a second; below one, a single message per 1/rate seconds."""
        return cls(count=int(rate), seconds=1.0) if rate >= 1 else cls(count=1, seconds=1.0 / rate)

    def wait(self, now: float) -> float:
        """Seconds until a place can be free: 0 where one is; ask again after it."""
        window = self._at(now)
        if window.under_way + len(window.ended) < self.count:
            return 0.0
        return window.ended[0] + self.seconds - now if window.ended else self.seconds

    def begun(self, now: float) -> Window:
        """A message leaves. Raises ValueError where no place is free."""
        if self.wait(now) > 0:
            raise ValueError("no place is free in this window")
        return replace(self._at(now), under_way=self.under_way + 1)

    def over(self, now: float) -> Window:
        """The answer to a message came, or nobody waits for it any more. Raises ValueError where none is under way."""
        if not self.under_way:
            raise ValueError("no message is under way in this window")
        window = self._at(now)
        return replace(window, under_way=self.under_way - 1, ended=(*window.ended, now))

    def idle(self, now: float) -> bool:
        """Whether nothing counts any more, so that it can be forgotten."""
        return not self.under_way and not self._at(now).ended

    def _at(self, now: float) -> Window:
        gone = bisect_right(self.ended, now, key=lambda each: each + self.seconds)
        return replace(self, ended=self.ended[gone:]) if gone else self
