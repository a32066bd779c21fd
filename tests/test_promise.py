"""The daily promise as a property: whatever goes wrong in whatever order, nothing twice, out of order or unwanted."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import ChatGone, ChatMoved, SendLater, SendRefused, SendUnknown
from tests.test_delivery import EIGHT, Scene

GROUP, MOVED = -3, -1003
CHATS = (1, 2, GROUP)

FAULTS = {
    "fine": None,
    "killed": None,
    "gone": ChatGone("blocked"),
    "later": SendLater("flood", wait=timedelta(minutes=3)),
    "lost": SendUnknown("no answer"),
    "arrived without an answer": SendUnknown("no answer"),
    "refused": SendRefused("no"),
}
ARRIVES = {"fine", "arrived without an answer"}

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["tick"] * 6 + ["hour", "day", "upgrade", "forget", "pause", "resume", "subscribe"]),
        st.sampled_from(CHATS),
        st.lists(st.sampled_from(["fine"] * 4 + sorted(FAULTS)), max_size=9),
    ),
    min_size=5,
    max_size=40,
)


class World:
    """Readers, and a Telegram that does with each message what was planned for it."""

    def __init__(self) -> None:
        self.scene = Scene()
        self.scene.messenger.send, self.scene.messenger.parts = self.send, 3
        self.plan: list[str] = []
        self.arrived: defaultdict[tuple[int, str], list[str]] = defaultdict(list)  # by chat and date
        self.wanted: set[int] = set()
        self.upgraded = False
        self.process: asyncio.Task | None = None
        self.faults: list[AssertionError] = []

    async def send(self, chat: int, content: str) -> None:
        if chat == GROUP and self.upgraded:
            raise ChatMoved("upgraded", chat=MOVED)
        what = self.plan.pop(0) if self.plan else "fine"
        if what == "killed":
            self.process.cancel()
            await asyncio.sleep(0)
        if what in ARRIVES:
            chat = GROUP if chat == MOVED else chat
            date = f"{self.scene.clock.now():%F}"
            self.arrived[chat, date].append(content.removeprefix(date).split(" late")[0])
            if chat not in self.wanted:
                self.faults.append(AssertionError("a message after /forget or /pause"))
        if FAULTS[what]:
            raise FAULTS[what]

    async def tick(self) -> None:
        orders = await self.scene.store.all()
        self.wanted = {GROUP if each.chat == MOVED else each.chat for each in orders if not each.paused}
        self.process = asyncio.create_task(self.scene.dispatcher.tick())
        await asyncio.wait([self.process])
        if self.process.cancelled():
            await self.scene.restarted().start()
        self.scene.clock.advance(minutes=1)

    async def step(self, step: str, chat: int) -> None:
        orders, now = self.scene.orders(), await self.scene.store.get(MOVED)
        chat = MOVED if chat == GROUP and now else chat
        match step:
            case "tick":
                await self.tick()
            case "hour" | "day":
                self.scene.clock.advance(**{f"{step}s": 1})
            case "upgrade":
                self.upgraded = True
            case "forget":
                await orders.forget(chat)
                assert chat not in await self.scene.ledger.last_dates()
                for key in [key for key in self.arrived if key[0] == (GROUP if chat == MOVED else chat)]:
                    del self.arrived[key]  # we know as little of it as the bot
            case "subscribe":
                await orders.add(chat, ["AR"])
            case _:
                await getattr(orders, step)(chat)


@settings(deadline=None, max_examples=150)
@given(steps=STEPS)
async def test_no_message_comes_twice_or_out_of_order_or_unwanted(steps):
    world = World()
    await world.scene.tell("Ministers agree on a budget")
    for chat in CHATS:
        await world.scene.subscribe(chat, "AR", starts=EIGHT - timedelta(days=1))
    for step, chat, plan in steps:
        world.plan = list(plan)
        await world.step(step, chat)
    assert not world.faults
    for parts in world.arrived.values():
        assert parts == ["", "part 1", "part 2"][: len(parts)]
