"""Everything that can be asked for in the chat, by command, by button or both."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.chat import mirror, news, onboarding, operators, orders, originals, reasons
from bot.chat.desk import Asked, Desk, Reply
from bot.chat.lost import then_lost


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """Something a reader can ask for, by command, by button or both."""

    reply: Callable[[Desk, Asked], Awaitable[Reply]]
    changes: bool = False  # the order, or the panel it is changed in: in groups for administrators
    in_place: bool = False  # its button changes the message it stands under
    operators: bool = False  # to anybody else it does not exist


ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        # commands, which buttons may press too
        "start": Action(reply=onboarding.start),
        "help": Action(reply=then_lost(onboarding.assist)),
        "privacy": Action(reply=onboarding.privacy),
        "brief": Action(reply=then_lost(news.brief)),
        "world": Action(reply=then_lost(news.world)),
        "overlooked": Action(reply=then_lost(news.overlooked)),
        "story": Action(reply=then_lost(news.story)),
        "why": Action(reply=then_lost(reasons.explain)),
        "countries": Action(reply=then_lost(onboarding.choose)),
        "digest": Action(reply=news.digest),
        "subscriptions": Action(reply=orders.subscriptions),
        "subscribe": Action(reply=orders.subscribe, changes=True),
        "unsubscribe": Action(reply=orders.unsubscribe, changes=True),
        "time": Action(reply=orders.set_time, changes=True, in_place=True),
        "timezone": Action(reply=orders.set_zone, changes=True, in_place=True),
        "pause": Action(reply=orders.pause, changes=True, in_place=True),
        "resume": Action(reply=orders.resume, changes=True, in_place=True),
        "forget": Action(reply=orders.forget, changes=True),
        "feeds": Action(reply=operators.feeds, operators=True),
        # buttons only
        "page": Action(reply=news.page),
        "mirror": Action(reply=mirror.side_by_side),
        "original": Action(reply=originals.original),
        "unheard": Action(reply=news.more_overlooked),
        "regions": Action(reply=onboarding.choose, in_place=True),
        "region": Action(reply=onboarding.region, in_place=True),
        "pick": Action(reply=orders.pick, changes=True, in_place=True),
        "drop": Action(reply=orders.drop, changes=True, in_place=True),
        "mine": Action(reply=orders.subscriptions, changes=True, in_place=True),
        "add": Action(reply=orders.add, changes=True, in_place=True),
        "less": Action(reply=orders.less, changes=True, in_place=True),
        "hours": Action(reply=orders.choose_hours, changes=True, in_place=True),
        "zones": Action(reply=orders.choose_zones, changes=True, in_place=True),
        "erase": Action(reply=orders.erase, changes=True, in_place=True),
        "keep": Action(reply=orders.keep, changes=True, in_place=True),
    }
)

PLAIN_TEXT = Action(reply=then_lost(news.typed))
