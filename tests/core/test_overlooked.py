"""Overlooked is a claim: it is made only of what is told widely, and only where home could be searched."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.overlooked import DOWN, FAR, FEWEST, LATELY, overlooked
from bot.model import UNTRANSLATED, Article, FeedReport, FeedStatus, Overlooked, Story
from tests.builders import NOON, article, outlet, story

HOME = tuple(outlet(name, "US") for name in ("Ledger", "Herald", "Courier", "Post", "Star"))
WELL = FeedReport(outlet="", feed="", status=FeedStatus.OK, attempted=NOON, last_good=NOON)
LEADS = ("Forty are missing.", "A village is under water.", "The army sends boats.", "Rain had fallen for weeks.")


def told(*outlets: str, title: str = "Dam bursts above Valparin", state_run: str = "") -> Story:
    return story(
        *(
            article(
                title,
                country=name[:2],
                outlet=name[3:],
                summary=LEADS[at % len(LEADS)],
                state_run=name[:2] in state_run.split(),
            )
            for at, name in enumerate(outlets)
        )
    )


WIDE = told("AR/a", "BR/b", "FR/c", "JP/d")


def found(*stories: Story, ill: int = 0, articles: tuple[Article, ...] = (), outlets=HOME, **report) -> Overlooked:
    """What HOME leaves out, where its first `ill` outlets have been read as `report` says."""
    return overlooked(
        stories,
        home="US",
        outlets=outlets,
        reports={each.key: replace(WELL, **report) if at < ill else WELL for at, each in enumerate(outlets)},
        articles=articles,
        now=NOON,
    )


def claimed(*stories: Story, **given) -> tuple[Story, ...]:
    return tuple(claim.story for claim in found(*stories, **given).claims)


def test_a_story_told_widely_abroad_and_not_at_home_is_overlooked():
    assert claimed(WIDE) == (WIDE,)


@pytest.mark.parametrize(
    "outlets",
    [
        ("AR/a", "BR/b", "FR/c"),  # three outlets
        ("AR/a", "AR/b", "AR/c", "FR/d"),  # two countries
        ("FR/a", "DE/b", "IT/c", "ES/d"),  # one region
        ("AR/a", "BR/b", "FR/c", "JP/d", "US/Ledger"),  # home tells it
        ("AR/a", "AR/a", "BR/b", "FR/c"),  # one outlet twice
    ],
)
def test_a_story_that_falls_short_is_not_overlooked(outlets: tuple[str, ...]):
    assert claimed(told(*outlets)) == ()


def test_state_run_outlets_make_no_claim_by_themselves():
    assert claimed(told("CN/a", "RU/b", "IR/c", "FR/d", state_run="CN RU IR")) == ()
    assert len(claimed(told("CN/a", "RU/b", "JP/c", "FR/d", state_run="CN RU"))) == 1


def test_sport_is_not_overlooked():
    assert claimed(told("AR/a", "BR/b", "FR/c", "JP/d", title="Striker scores twice as team wins cup final")) == ()


def test_one_countrys_politics_are_not_overlooked_unless_the_whole_world_tells_them():
    title = "Peru: prime minister resigns before vote of parliament"
    assert claimed(told("PE/a", "CL/b", "AR/c", "ES/d", title=title)) == ()
    far = ("PE/a", "CL/b", "AR/c", "ES/d", "FR/e", "JP/f", "ZA/g", "IN/h")
    assert len({name[:2] for name in far}) > 2 * FAR
    assert len(claimed(told(*far, title=title))) == 1


def test_the_politics_of_several_countries_can_be_overlooked():
    title = "Peru and Chile: parliament votes on border treaty, ministers say"
    assert len(claimed(told("PE/a", "CL/b", "FR/c", "JP/d", title=title))) == 1


def test_no_claim_is_made_where_something_at_home_may_be_the_same_event():
    maybe = article("Hundreds flee after dam bursts above Valparin", outlet="Ledger", summary="The army sends boats.")
    assert claimed(WIDE, articles=(maybe,)) == ()


def test_a_claim_names_the_nearest_that_home_had():
    near = article("Dam above Oroville is safe, engineers say", outlet="Ledger")
    far = article("Zoo welcomes pandas", outlet="Herald")
    [claim] = found(WIDE, articles=(near, far)).claims
    assert claim.nearest == near
    assert 0 < claim.likeness < 1
    [claim] = found(WIDE, articles=(far,)).claims
    assert (claim.nearest, claim.likeness) == (None, 0.0)


def test_searched_and_unread_outlets_are_named():
    said = found(WIDE, ill=1, status=FeedStatus.FAILED, failing_since=NOON - DOWN - timedelta(minutes=1))
    assert said.unread == ("Ledger",)
    assert said.searched == ("Herald", "Courier", "Post", "Star")
    assert said.share == 0.8
    assert len(said.claims) == 1


@pytest.mark.parametrize(
    "report",
    [
        {"last_good": None},
        {"last_good": NOON - LATELY - timedelta(minutes=1)},
        {"status": FeedStatus.FAILED, "failing_since": NOON - DOWN - timedelta(minutes=1)},
    ],
)
def test_no_claim_is_made_where_too_few_home_outlets_could_be_searched(report):
    assert found(WIDE, ill=2, **report).claims == ()
    assert found(WIDE, ill=1, **report).share == 0.8


def test_an_outlet_that_failed_once_just_now_was_searched():
    assert claimed(WIDE, ill=5, status=FeedStatus.FAILED, failing_since=NOON - timedelta(hours=1)) == (WIDE,)


def test_an_outlet_whose_articles_have_no_english_was_not_searched():
    strange = tuple(
        article(f"Titulo {n}", outlet=each.name, language="es", translated_by=UNTRANSLATED)
        for n, each in enumerate(HOME[:2])
    )
    said = found(WIDE, articles=strange)
    assert said.unread == ("Ledger", "Herald")
    assert said.claims == ()


def test_no_claim_is_made_of_a_country_of_which_we_read_too_little():
    assert claimed(WIDE, outlets=HOME[: FEWEST - 1]) == ()
    assert claimed(WIDE, outlets=HOME[:FEWEST]) == (WIDE,)
    assert found(WIDE, outlets=()).share == 0.0


def test_the_order_is_kept():
    other = told("GB/a", "IN/b", "NG/c", "KE/d", title="Cholera outbreak ends in Zambia")
    assert claimed(WIDE, other) == (WIDE, other)
    assert claimed(other, WIDE) == (other, WIDE)
