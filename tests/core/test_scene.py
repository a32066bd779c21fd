"""Where a story happens, as those who tell it say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import scene
from bot.model import UNTRANSLATED, Article
from tests.builders import article


def ours(title: str, lead: str = "", n: int = 0, **changes) -> Article:
    return article(title, country="AR", outlet=f"a{n}", summary=lead, **changes)


def theirs(title: str, country: str = "FR", **changes) -> Article:
    return article(title, country=country, outlet="x", **changes)


@pytest.mark.parametrize(
    ("title", "lead", "says"),
    [
        ("Senate passes pension bill", "", 1.0),  # a paper seldom says in which country it stands
        ("Argentina and Japan sign lithium deal", "", 1.0),
        ("Fire in Mendoza", "Chilean firemen helped.", 1.0),
        ("Argentine wheat beats records", "", 1.0),
        ("Quake shakes Japan", "", 0.0),
        ("Minister resigns", "Tokyo is surprised.", 0.0),
        ("Quake shakes Chile", "It was felt in Mendoza, Argentina.", scene.HALF),
        ("EU and UN sign treaty", "", 1.0),  # unions are no countries
    ],
)
def test_an_article_says_where_it_happens_by_its_title_then_by_its_lead(title, lead, says):
    assert scene.here([ours(title, lead)], "AR") == says


def test_what_is_told_abroad_with_the_countrys_name_happens_there():
    told = [ours("Salcedo vetoes pension bill"), theirs("Argentine president vetoes pensions")]
    assert scene.here(told, "AR") == 1.0
    assert scene.here(told, "FR") == 0.0


def test_what_all_the_world_tells_without_a_place_happens_elsewhere():
    codes = ("FR", "DE", "US", "JP", "BR", "IN", "ZA", "GB", "ES", "IT")
    star = [ours("Singer Mara Vale dies"), *(theirs("Mara Vale is dead", code) for code in codes)]
    assert scene.here(star, "AR") < 0.5
    assert scene.here(star[:2], "AR") > 0.5


def test_towns_are_found_by_whole_names_in_capitals():
    told = theirs("Trial opens")
    named = article("Los Angeles jury frees Japanese driver", country="US", outlet="u")
    assert scene.here([named, told], "US") == 1.0
    common = article("Nice weather for Japan", country="FR", outlet="f")
    assert scene.here([common], "FR") == 0.0


def test_the_silence_of_what_could_not_be_translated_counts_half():
    silent = ours("Terremoto en Japón", translated_by=UNTRANSLATED)
    assert scene.here([silent], "AR") == scene.HALF
    assert scene.scene(silent) == frozenset()


def test_of_two_congos_either_is_meant():
    told = article("Ebola in Congo", country="CD", outlet="c")
    assert scene.here([told], "CD") == 1.0
    assert scene.scene(told) == {"CD", "CG"}


def test_a_country_that_does_not_tell_it_has_no_part_in_it():
    assert scene.here([theirs("Argentina wins")], "AR") == 0.0


def test_the_terms_of_a_country_are_its_name_and_the_parts_of_its_towns():
    assert {"@argentina", "bueno", "mendoza"} <= scene.terms("AR")
    assert "@chile" not in scene.terms("AR")


TITLES = st.sampled_from(["Argentina wins", "Quake shakes Japan", "Senate sits", "Mara Vale dies"])


@settings(deadline=None)
@given(st.lists(st.tuples(TITLES, st.sampled_from(["AR", "FR", "JP"]), st.booleans()), max_size=8))
def test_it_is_a_share_and_the_order_does_not_matter(given_articles):
    told = [
        article(title, country=code, outlet=f"{n}", translated_by=UNTRANSLATED if foreign else None)
        for n, (title, code, foreign) in enumerate(given_articles)
    ]
    share = scene.here(told, "AR")
    assert 0.0 <= share <= 1.0
    assert share == pytest.approx(scene.here(told[::-1], "AR"))
