"""What operators ask, and what nobody else is told of."""

from __future__ import annotations

from datetime import timedelta

from bot.chat import operators
from bot.chat.screen import size
from bot.chat.texts import en
from bot.model import FeedReport, FeedStatus
from tests.builders import NOON
from tests.chat.stage import OPERATOR, READER, Stage, on_stage, texts, told


def failed(outlet: str, *, days: int, problem: str = "answered 404 Not Found") -> FeedReport:
    return FeedReport(
        outlet=outlet,
        feed="https://x.example/rss",
        status=FeedStatus.FAILED,
        attempted=NOON,
        problem=problem,
        failures=4,
        failing_since=NOON - timedelta(days=days),
        last_good=NOON - timedelta(days=days),
    )


async def ask(stage: Stage, text: str, *, user: int = OPERATOR) -> list[str]:
    return texts(await stage.say(text, chat=user, user=user))


async def test_nobody_else_is_told_of_the_operators_commands(stage: Stage):
    assert await ask(stage, "/feeds", user=READER) == [en.UNKNOWN_COMMAND]
    assert "/feeds" not in (await ask(stage, "/help", user=READER))[0]


async def test_an_overview_names_thin_countries_and_the_longest_failures(stage: Stage):
    await stage.report("FR/Le Jour")
    await stage.feeds.save_reports([failed("AR/Clarion", days=3), failed("AR/Nacional", days=9)])
    [text] = await ask(stage, "/feeds")
    assert "1 of 5 outlets could be read" in text
    assert "Argentina: 0 of 2" in text
    assert text.index(
        "Nacional · failing for 9 days (4 attempts): answered 404 Not Found · last good 9 days ago"
    ) < text.index("Clarion · failing for 3")
    assert "France: " not in text


async def test_a_country_is_shown_outlet_by_outlet(stage: Stage):
    await stage.news.save([told("Budget", ("Clarion", "AR"))])
    await stage.feeds.save_reports(
        [
            FeedReport(
                outlet="AR/Clarion",
                feed="https://x.example/rss",
                status=FeedStatus.OK,
                attempted=NOON,
                newest=NOON - timedelta(hours=3),
                moved="https://y.example/rss",
            )
        ]
    )
    [text] = await ask(stage, "/feeds argentina")
    assert "✓ Clarion · newest 3 hours ago · 0 a day · has moved to https://y.example/rss" in text
    assert "? Nacional · not attempted yet" in text


async def test_a_country_without_outlets_is_said_to_have_none(stage: Stage):
    assert "The catalogue has no outlet from there." in (await ask(stage, "/feeds Fiji"))[0]


async def test_before_the_first_attempt_nothing_is_said_to_have_failed(stage: Stage):
    [text] = await ask(stage, "/feeds")
    assert "5 outlets not attempted yet." in text
    assert "0 of" not in text
    await stage.report("FR/Le Jour")
    [text] = await ask(stage, "/feeds")
    assert "1 of 5 outlets could be read at the last attempt.\n4 outlets not attempted yet." in text
    assert "Argentina" not in text


async def test_an_unknown_country_is_answered_with_the_nearest(stage: Stage):
    assert "Argentin" in (await ask(stage, "/feeds Argentin"))[0]


async def test_an_outlet_that_is_dead_is_named_once_and_again_after_it_was_mended(stage: Stage):
    await stage.feeds.save_reports([failed("AR/Clarion", days=7), failed("XX/Not in the catalogue", days=30)])
    assert [each.outlet for each in await stage.health.newly_dead()] == ["AR/Clarion"]
    assert await stage.health.newly_dead() == ()
    await stage.report("AR/Clarion")
    await stage.feeds.save_reports([failed("AR/Clarion", days=8)])
    assert [each.outlet for each in await stage.health.newly_dead()] == ["AR/Clarion"]


async def test_operators_are_told_and_one_who_never_spoke_to_the_bot_stops_nobody(caplog):
    async with on_stage() as stage:
        stage.local.chat(OPERATOR)
        screen = operators.dead([failed("AR/Clarion", days=7)], now=NOON)
        await operators.tell(stage.answers, {1, OPERATOR}, screen)
        assert stage.seen[-1].chat == OPERATOR
        assert "AR/Clarion · failing for 7 days (4 attempts): answered 404" in stage.seen[-1].marked.text
        assert "could not be told" in caplog.text


async def test_hostile_problems_fit_and_are_escaped():
    reports = [failed(f"AR/<b>{number}</b>{'x' * 500}", days=8, problem="<i>&" * 400) for number in range(200)]
    screen = operators.dead(reports, now=NOON)
    assert size(screen.text).fits
