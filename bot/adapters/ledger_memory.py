"""Ledger: in memory. For tests and the sample edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.model import LOST, NOT_BEHIND, SETTLED, Delivery, DeliveryState
from bot.ports import ChatDate

Key = tuple[int, date, int]


class MemoryLedger:
    """The parts by chat, local date and part; gone when the process ends."""

    def __init__(self) -> None:
        self._parts: dict[Key, Delivery] = {}
        self._last: dict[int, date] = {}

    async def plan(self, parts: Sequence[Delivery]) -> tuple[ChatDate, ...]:
        """Write the parts of digests as planned; the digests that were written, which are new ones only."""
        there = {(chat, day) for chat, day, _part in self._parts}
        written = [part for part in parts if (part.chat, part.date) not in there]
        self._parts |= {_key(part): part for part in written}
        self._last |= {part.chat: part.date for part in written}
        return tuple(dict.fromkeys((part.chat, part.date) for part in written))

    async def mark(self, delivery: Delivery) -> bool:
        """Write the new state, not_before and problem of a part; whether it was written."""
        found = self._parts.get(_key(delivery))
        begins = delivery.state is DeliveryState.SENDING
        if found is None or (begins and found.state is not DeliveryState.PLANNED):
            return False
        self._write(replace(found, state=delivery.state, not_before=delivery.not_before, problem=delivery.problem))
        return True

    async def pending(self, *, now: datetime) -> tuple[ChatDate, ...]:
        """The digests whose next part may be sent now, longest due first."""
        found = [part for part in self._next_parts() if part.not_before is None or part.not_before <= now]
        return tuple((part.chat, part.date) for part in sorted(found, key=lambda part: (part.due, part.chat)))

    async def parts(self, chat: int, day: date) -> tuple[Delivery, ...]:
        """The parts of a digest in their order."""
        return tuple(self._parts[key] for key in sorted(self._parts) if key[:2] == (chat, day))

    async def last_dates(self) -> Mapping[int, date]:
        """The local date that was planned last, of every chat that has any part."""
        return dict(self._last)

    async def latest(self, chat: int) -> tuple[Delivery, ...]:
        """The parts of the date that was planned last, in their order."""
        return await self.parts(chat, self._last[chat]) if chat in self._last else ()

    async def recover(self) -> int:
        """What stood at `sending` becomes `unknown`; how many parts."""
        sending = [part for part in self._parts.values() if part.state is DeliveryState.SENDING]
        for part in sending:
            self._write(replace(part, state=DeliveryState.UNKNOWN))
        return len(sending)

    async def copy(self, old: int, new: int) -> None:
        """Write all parts of a chat under its new id too; what that has already stays."""
        mine = [self._parts[key] for key in sorted(self._parts) if key[0] == old]
        there = {day for chat, day, _part in self._parts if chat == new}
        self._parts |= {(new, part.date, part.part): replace(part, chat=new) for part in mine if part.date not in there}
        dates = [self._last.get(old), self._last.get(new)]
        if any(dates):
            self._last[new] = max(filter(None, dates))

    async def forget(self, chat: int) -> bool:
        """Erase every trace of a chat; whether there was any."""
        kept = {key: part for key, part in self._parts.items() if key[0] != chat}
        existed = len(kept) < len(self._parts)
        self._parts = kept
        return self._last.pop(chat, None) is not None or existed

    async def prune(self, *, before: date) -> int:
        """Delete parts of dates before `before`; how many went."""
        kept = {key: part for key, part in self._parts.items() if key[1] >= before}
        gone = len(self._parts) - len(kept)
        self._parts = kept
        chats = {chat for chat, _day, _part in kept}
        self._last = {chat: day for chat, day in self._last.items() if chat in chats}
        return gone

    async def close(self) -> None:
        """Nothing to let go of."""

    def _write(self, part: Delivery) -> None:
        self._parts[_key(part)] = replace(part, content="") if part.state in SETTLED else part
        if part.state in LOST:
            for each in [each for each in self._parts.values() if _behind(each, part)]:
                self._parts[_key(each)] = replace(each, state=DeliveryState.FAILED, content="", problem=NOT_BEHIND)

    def _next_parts(self) -> list[Delivery]:
        """Of every digest the first part that is not sent, where it is planned."""
        first: dict[ChatDate, Delivery] = {}
        for key in sorted(self._parts):
            if self._parts[key].state is not DeliveryState.SENT:
                first.setdefault(key[:2], self._parts[key])
        return [part for part in first.values() if part.state is DeliveryState.PLANNED]


def _key(delivery: Delivery) -> Key:
    return delivery.chat, delivery.date, delivery.part


def _behind(part: Delivery, other: Delivery) -> bool:
    same = (part.chat, part.date) == (other.chat, other.date)
    return same and part.part > other.part and part.state is DeliveryState.PLANNED
