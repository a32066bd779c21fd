"""The headline mirror shows what several countries make of one event."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.mirror import MOST, mirror
from bot.core.takes import takes
from bot.model import UNTRANSLATED, Take
from tests.builders import NOON, article, story


def told(country: str, title: str = "Dam bursts above Valparin, forty missing", hours: float = 1, **changes):
    return article(title, country=country, outlet=f"O {country}", published=NOON - timedelta(hours=hours), **changes)


def test_each_country_has_one_headline_in_the_order_in_which_it_told_the_story():
    first, second = told("CL", hours=9), told("FR", hours=5)
    again = told("CL", "Dam: live updates, watch the video here", hours=2)
    assert mirror(story(second, first, again)) == (first, second)


def test_one_country_mirrors_nothing():
    assert mirror(story(told("CL"), told("CL", "Dam: more"))) == ()


def test_of_a_country_the_headline_that_stands_alone_best_in_english_where_there_is_one():
    strange = told("FR", "Rupture d’un barrage", hours=1, language="fr", translated_by=UNTRANSLATED)
    clear = told("FR", "Forty missing after dam bursts in Chile", hours=3, language="fr", translated_by="argos")
    teaser = told("FR", "What you need to know about the dam?", hours=2)
    assert mirror(story(told("CL", hours=9), strange, clear, teaser))[1] == clear


def test_at_most_so_many_and_among_them_every_take_and_region():
    europe = [told(code, hours=20 - n) for n, code in enumerate(("FR", "DE", "IT", "ES", "PT", "AT", "CH", "BE", "NL"))]
    asia, africa = told("JP", hours=3), told("ZA", hours=2)
    angle = told("SE", "Engineers had warned of the dam", hours=1)
    take = Take(label="Engineers Had Warned", articles=(angle.id,), countries=("SE",))
    shown = mirror(story(*europe, asia, africa, angle, takes=(take,)))
    assert len(shown) == MOST
    assert {asia, africa, angle} <= set(shown)
    assert shown[-3:] == (asia, africa, angle)


def test_every_take_is_represented_although_its_countries_tell_others_too():
    main = [told(code, f"Dam bursts above Valparin, says {code}", hours=9) for code in ("CL", "FR", "JP")]
    edge = told("CL", "Engineers had warned of cracks in the dam", hours=1)
    takes = (
        Take(label="Dam Bursts", articles=tuple(each.id for each in main), countries=("CL", "FR", "JP")),
        Take(label="Engineers Had Warned", articles=(edge.id,), countries=("CL",)),
    )
    assert set(mirror(story(*main, edge, takes=takes))) == {edge, main[1], main[2]}


def test_of_equally_clear_headlines_the_one_at_the_heart_of_its_take():
    heart = told("FR", "Forty missing after dam bursts in Chile", hours=5)
    edge = told("FR", "Forty villagers missing below dam in Chile", hours=1)
    other = told("CL", hours=9)
    take = Take(label="Dam Bursts", articles=(heart.id, other.id, edge.id), countries=("FR", "CL"))
    assert mirror(story(other, heart, edge, takes=(take,))) == (other, heart)


TOLD = st.builds(
    lambda code, title, hours, foreign: told(
        code, title, hours, translated_by=UNTRANSLATED if foreign else None, language="fr" if foreign else "en"
    ),
    st.sampled_from(["CL", "FR", "JP", "ZA", "US", "DE", "IT", "ES", "PT", "AT", "EG", "AU"]),
    st.sampled_from(["Dam bursts", "Forty missing after dam bursts", "What you need to know?", "Engineers had warned"]),
    st.integers(1, 60),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(TOLD, min_size=1, max_size=20, unique_by=lambda each: each.id))
def test_the_mirror_is_one_article_of_each_of_as_many_countries_as_there_are(articles):
    whole = story(*articles, takes=takes(articles))
    shown = mirror(whole)
    codes = [each.country for each in shown]
    assert len(codes) == (0 if len(whole.countries) < 2 else min(MOST, len(whole.countries)))
    assert codes == [code for code in whole.countries if code in codes]
    assert set(shown) <= set(articles)
    assert mirror(story(*articles[::-1], takes=takes(articles))) == shown
