"""/why: the stages that a story or an article went through, in sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.chat import reasons
from bot.chat.hours import Wall
from bot.core import why
from bot.core.rank import Score
from bot.model import Fit, Take, Why
from tests.builders import NOON, article, story
from tests.chat.stage import Stage
from tests.chat.test_screens import HOSTILE, accepted, stories

DAM = article("Dam bursts above Valparin", outlet="Clarion", country="AR", state_run=True, summary="Forty are missing.")
AGAIN = article(
    "Dam bursts, 40 missing", outlet="Le Jour", country="FR", language="fr", translated_by="argos", title_original="…"
)
LIKE = Fit(nearest=AGAIN.id, likeness=0.51, mean=0.42, asked=0.2)
ALONE = Fit(nearest=DAM.id, likeness=0.11, asked=0.2)
SCORE = Score(coverage=1.5, abroad=0.15, prominence=1.2, freshness=0.9, novelty=0.75, weight=1.0)
PLACE = why.Place(place=1, of=9, score=SCORE)
TOLD = story(
    DAM,
    AGAIN,
    brief="Forty are missing.",
    takes=(Take(label="Dam Bursts", articles=(DAM.id, AGAIN.id), countries=("AR", "FR")),),
)


async def save(stage: Stage, *stories, **fits: Fit) -> None:
    await stage.news.save(stories, fits=fits)


async def test_from_a_story_to_its_reasons_and_back(stage: Stage):
    await save(stage, TOLD, **{DAM.id: LIKE, AGAIN.id: LIKE})
    (whole,) = await stage.say(f"/story {TOLD.id}")
    (reasons,) = await stage.press(whole, "Why")
    text = reasons.marked.text
    assert "alike by 0.42 (0.20 is asked): 2 articles of 2 outlets in 2 countries" in text
    assert "Least like the others is “Dam bursts" in text
    assert "The brief is word for word of Clarion (state-run)." in text
    assert "No. 1 of 1 in Argentina (abroad +0.1" in text
    assert "No. 1 of 1 in the world (coverage" in text
    (again,) = await stage.press(reasons, "The story")
    assert again.marked.text == whole.marked.text


async def test_an_article_has_reasons_of_its_own(stage: Stage):
    await save(stage, TOLD, **{DAM.id: LIKE})
    (found,) = await stage.say(f"/why {DAM.id}")
    text = found.marked.text
    assert "Read in the feed of Clarion (state-run), at place 1" in text
    assert "Written in English." in text
    assert "Likest to “Dam bursts, 40 missing” (Le Jour), by 0.51" in text
    assert "where 0.20 is asked" in text


async def test_one_that_joined_nothing_says_what_it_came_closest_to(stage: Stage):
    alone = story(AGAIN)
    await save(stage, alone, **{AGAIN.id: ALONE})
    (found,) = await stage.say(f"/why {AGAIN.id}")
    assert f"Likest to article {DAM.id}, by 0.11; alone, for 0.20 is asked." in found.marked.text
    assert "Translated from French by Argos." in found.marked.text
    (whole,) = await stage.say(f"/why {alone.id}")
    assert "One story, because nothing else is like it: 1 article of 1 outlet in 1 country." in whole.marked.text


async def test_no_id_and_no_such_id_are_told(stage: Stage):
    (which,) = await stage.say("/why")
    assert "/why and the id" in which.marked.text
    (none,) = await stage.say("/why nothing")
    assert "no story with this id" in none.marked.text


@given(stories(), HOSTILE, st.booleans())
def test_the_reasons_of_any_story_are_a_message_that_telegram_takes(value, note, one):
    fits = {each.id: LIKE for each in value.articles}
    article = value.articles[0]
    stages = (
        why.of_article(article, fit=ALONE, edits=())
        if one
        else why.of_story(value, fits=fits, places={"AR": PLACE, why.WORLD: PLACE})
    )
    found = Why(story=value, article=article if one else None, stages=stages)
    accepted(reasons.screen(found, wall=Wall(zone="UTC", known=True), now=NOON, note=note))
