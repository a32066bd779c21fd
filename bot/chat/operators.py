"""What operators ask, and what they are told without asking."""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from datetime import datetime

from telegram.error import TelegramError

from bot.chat.answering import Answers, Place
from bot.chat.desk import Asked, Desk, Reply
from bot.chat.keyboards import named
from bot.chat.markup import Html, bold, clip, html
from bot.chat.render import page
from bot.chat.screen import Screen, stacked
from bot.chat.texts import operators as texts
from bot.health import OutletHealth, by_country
from bot.model import FeedReport

log = logging.getLogger(__name__)

SHOWN = 10
"""Outlets and countries in an overview: the worst of them."""

PROBLEM, NAME = 120, 60
"""UTF-16 units shown of a problem and of a name."""


async def feeds(desk: Desk, asked: Asked) -> Reply:
    """How well the press can be read: of all countries, or outlet by outlet of those named."""
    outlets = await desk.health.outlets()
    if not asked.words:
        return (overview(outlets, now=desk.now),)
    codes, unknown = desk.find(asked.words)
    if unknown or not codes:
        return (desk.unknown(unknown or asked.words),)
    return tuple(
        one_country(code, [each for each in outlets if each.outlet.country == code], now=desk.now) for code in codes[:5]
    )


def overview(outlets: tuple[OutletHealth, ...], *, now: datetime) -> Screen:
    """All countries on one screen: how many can be read, who is thin, who has failed for longest."""
    tried = tuple(each for each in outlets if each.report is not None)
    shares = {code: share for code, share in by_country(outlets).items() if 2 * share[0] < share[1]}
    thin = [texts.share(named(code), *share) for code, share in sorted(shares.items(), key=lambda each: each[1])]
    failing = [each for each in outlets if each.report is not None and each.report.failing_since is not None]
    longest = sorted(failing, key=lambda each: (each.report and each.report.failing_since) or now)
    head = stacked(bold(texts.FEEDS_TITLE), _sums(outlets, tried, now=now))
    blocks = []
    if thin:
        blocks.append(html(bold(texts.THIN), *thin[:SHOWN], sep="\n"))
    if longest:
        blocks.append(html(bold(texts.FAILING), *(line(each, now=now) for each in longest[:SHOWN]), sep="\n"))
    text, _ = page(head, blocks, foot=Html())
    return Screen(text=text)


def _sums(outlets: Sequence[OutletHealth], tried: Sequence[OutletHealth], *, now: datetime) -> Html:
    quiet, rest = sum(each.quiet(now) for each in outlets), len(outlets) - len(tried)
    return html(
        texts.could_be_read(sum(each.readable for each in tried), len(outlets)) if tried else "",
        texts.unattempted_yet(rest) if rest else "",
        texts.quiet(quiet) if quiet else "",
        sep="\n",
    )


def one_country(code: str, outlets: Sequence[OutletHealth], *, now: datetime) -> Screen:
    """A country outlet by outlet."""
    lines = [line(each, now=now) for each in outlets] or [html(texts.NO_OUTLET)]
    text, _ = page(html(bold(texts.FEEDS_TITLE, " · ", named(code))), lines, foot=Html())
    return Screen(text=text)


def line(value: OutletHealth, *, now: datetime) -> Html:
    """An outlet: how fresh it is and how much it brings, or since when it fails and why."""
    report, name = value.report, clip(value.outlet.name, NAME)
    if report is None:
        return html(texts.unattempted(name))
    if report.failing_since is not None:
        said = _failing(report, name, now=now)
    else:
        said = texts.fine(name, texts.span_ago(_hours(report.newest, now)) if report.newest else "", value.per_day)
    return html(said, texts.moved(clip(report.moved, PROBLEM)) if report.moved else "", sep=" · ")


def dead(reports: Sequence[FeedReport], *, now: datetime) -> Screen:
    """Outlets that have just been failing for too long."""
    lines = [html(_failing(each, clip(each.outlet, NAME), now=now)) for each in reports]
    text, _ = page(html(texts.dead(len(reports))), lines, foot=Html())
    return Screen(text=text)


async def tell(answers: Answers, operators: Collection[int], screen: Screen) -> None:
    """Send operators a message each. One who never spoke to the bot can't be written to: that is logged."""
    for user in sorted(operators):
        try:
            await answers.give(Place(chat=user, user=user), (screen,))
        except TelegramError as error:
            log.warning("an operator could not be told: %s", error.message)


def _failing(report: FeedReport, name: str, *, now: datetime) -> str:
    good = texts.span_ago(_hours(report.last_good, now)) if report.last_good else ""
    since = _since(report.failing_since or now, now)
    return texts.failing(name, since, report.failures, clip(report.problem or "", PROBLEM), good)


def _since(moment: datetime, now: datetime) -> str:
    return texts.span(_hours(moment, now))


def _hours(moment: datetime, now: datetime) -> float:
    return max((now - moment).total_seconds() / 3600, 0.0)
