"""Why something is shown as it is: each stage has the figures that decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.core import why
from bot.core.rank import Score
from bot.model import Edit, Fit, Kind, Take
from tests.builders import NOON, article, story

DAM = article("Dam bursts", outlet="Clarion", country="CL", position=2, summary="Forty are missing.")
AGAIN = article("Dam bursts, 40 missing", outlet="Le Jour", country="FR", language="fr", translated_by="argos")
FITS = {
    DAM.id: Fit(nearest=AGAIN.id, likeness=0.5, mean=0.41, asked=0.2),
    AGAIN.id: Fit(nearest=DAM.id, likeness=0.5, mean=0.33, asked=0.2),
}
SCORE = Score(coverage=1.5, abroad=0.15, prominence=1.2, freshness=0.9, novelty=0.75, weight=1.0)
PLACE = why.Place(place=1, of=9, score=SCORE)
TOLD = story(
    DAM,
    AGAIN,
    brief="Forty are missing.",
    takes=(Take(label="Dam Bursts", articles=(DAM.id, AGAIN.id), countries=("CL", "FR")),),
)


def figures(stages, name: str):
    return [dict(each.figures) for each in stages if each.name == name]


def test_an_article_tells_where_it_was_read_how_it_came_to_its_english_and_why_it_is_in_its_story():
    edit = Edit(until=NOON, title="Dam in danger", summary="")
    stages = why.of_article(DAM, fit=FITS[DAM.id], edits=[edit])
    [read] = figures(stages, why.READ)
    assert (read["outlet"], read["place_in_feed"], read["edits"]) == ("Clarion", 3, 1)
    assert read["published"] == (NOON - timedelta(hours=1)).isoformat()
    assert figures(stages, why.ENGLISH) == [{"language": "en", "by": None, "verdict": None}]
    assert figures(stages, why.PLACED) == [{"nearest": AGAIN.id, "likeness": 0.5, "mean": 0.41, "asked": 0.2}]


def test_a_kind_tells_what_it_counts():
    opinion = article("Why dams burst", kind=Kind.OPINION)
    assert figures(why.of_article(opinion, fit=None, edits=()), why.KIND) == [{"kind": "opinion", "weight": 0.3}]


def test_nothing_is_said_of_a_placing_that_was_not_noted():
    assert figures(why.of_article(DAM, fit=None, edits=()), why.PLACED) == []


def test_a_story_tells_how_alike_its_articles_are_and_which_is_least_so():
    [grouped] = figures(why.of_story(TOLD, fits=FITS, places={}), why.GROUPED)
    assert (grouped["articles"], grouped["outlets"], grouped["countries"]) == (2, 2, 2)
    assert (grouped["mean"], grouped["least"], grouped["least_like"], grouped["asked"]) == (0.37, 0.33, AGAIN.id, 0.2)


def test_a_story_of_one_article_is_like_nothing():
    [grouped] = figures(why.of_story(story(DAM), fits={}, places={}), why.GROUPED)
    assert (grouped["articles"], grouped["mean"], grouped["least"]) == (1, None, None)


def test_a_story_tells_its_takes_who_says_its_brief_and_where_it_stands():
    stages = why.of_story(TOLD, fits=FITS, places={"CL": PLACE, why.WORLD: replace(PLACE, place=4, of=20)})
    assert figures(stages, why.TAKEN) == [{"Dam Bursts": 2}]
    assert figures(stages, why.CONDENSED) == [{"Forty are missing.": "Clarion"}]
    home, abroad = figures(stages, why.RANKED)
    assert (home["page"], home["place"], home["of"]) == ("CL", 1, 9)
    assert (abroad["page"], abroad["place"], abroad["of"]) == ("world", 4, 20)
    assert home["score"] == round(PLACE.score.total, 3)
    assert (home["coverage"], home["novelty"]) == (1.5, 0.75)
