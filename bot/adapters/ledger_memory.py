"""Ledger: in memory. For tests and the sample edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.model import Delivery, DeliveryState

Key = tuple[int, date, int]


class MemoryLedger:
    """The parts by chat, local date and part; gone when the process ends."""

    def __init__(self) -> None:
        self._parts: dict[Key, Delivery] = {}

    async def plan(self, parts: Sequence[Delivery]) -> bool:
        """Write the parts of one digest as planned; False where this chat has any of this date already."""
        if not parts or any((chat, day) == (parts[0].chat, parts[0].date) for chat, day, _part in self._parts):
            return False
        self._parts |= {_key(part): part for part in parts}
        return True

    async def mark(self, delivery: Delivery) -> None:
        """Write the new state, not_before and problem of a part."""
        if (planned := self._parts.get(_key(delivery))) is not None:
            self._parts[_key(delivery)] = replace(
                planned, state=delivery.state, not_before=delivery.not_before, problem=delivery.problem
            )

    async def pending(self, *, now: datetime) -> tuple[Delivery, ...]:
        """The planned parts that may be sent now, longest due first."""
        found = [
            part
            for part in self._parts.values()
            if part.state is DeliveryState.PLANNED and (part.not_before is None or part.not_before <= now)
        ]
        return tuple(sorted(found, key=lambda part: (part.due, part.chat, part.part)))

    async def last_dates(self) -> Mapping[int, date]:
        """The latest local date with any part, of every chat that has one."""
        return {chat: day for chat, day, _part in sorted(self._parts)}

    async def latest(self, chat: int) -> tuple[Delivery, ...]:
        """The parts of the latest date of a chat, in their order."""
        day = (await self.last_dates()).get(chat)
        return tuple(self._parts[key] for key in sorted(self._parts) if key[:2] == (chat, day))

    async def recover(self) -> int:
        """What stood at `sending` becomes `unknown`; how many parts."""
        sending = [part for part in self._parts.values() if part.state is DeliveryState.SENDING]
        self._parts |= {_key(part): replace(part, state=DeliveryState.UNKNOWN) for part in sending}
        return len(sending)

    async def forget(self, chat: int) -> None:
        """Erase every trace of a chat."""
        self._parts = {key: part for key, part in self._parts.items() if key[0] != chat}

    async def prune(self, *, before: date) -> int:
        """Delete parts of dates before `before`; how many went."""
        kept = {key: part for key, part in self._parts.items() if key[1] >= before}
        gone = len(self._parts) - len(kept)
        self._parts = kept
        return gone

    async def close(self) -> None:
        """Nothing to let go of."""


def _key(delivery: Delivery) -> Key:
    return delivery.chat, delivery.date, delivery.part
