"""The headline mirror shows what several countries make of one event."""

from __future__ import annotations

from datetime import timedelta

from bot.core.mirror import MOST, mirror
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
