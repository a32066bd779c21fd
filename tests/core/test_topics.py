"""Stories of one war, election or scandal are of one topic; a name, a country or a phrase in common is none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.topics import topics
from bot.model import UNTRANSLATED, Story
from tests.builders import article, story


def told(title: str, lead: str = "", *, by: int = 2, **changes) -> Story:
    articles = [article(title, outlet=f"o{n}", summary=lead, **changes) for n in range(by)]
    return story(*articles, id=title)


def groups(*stories: Story, home: str | None = None) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for each, topic in zip(stories, topics(stories, home=home), strict=True):
        found.setdefault(topic, []).append(each.id)
    return [each for each in found.values() if len(each) > 1]


WAR = (
    told("Drone attack on Odesa port kills six", "Russia struck the port of Odesa in Ukraine overnight."),
    told("Ukraine strikes oil refinery in Samara", "The Russian refinery burned for hours after drones hit it."),
    told("EU agrees more money for Ukraine", "Leaders approved a loan backed by frozen Russian assets."),
    told("Prisoners come home in swap between Russia and Ukraine", "Two hundred soldiers returned on each side."),
    told("Russian troops enter Pokrovsk, Kyiv denies it", "Fighting goes on in the Ukrainian town."),
    told("Poland shuts airspace as drones cross border", "Warsaw says they were Russian and bound for Ukraine."),
)
ELSE = (
    told("Floods in Kenya force thousands from homes", "Rivers burst their banks near Nairobi."),
    told("Central bank of Chile cuts rates", "Inflation in Chile has slowed."),
    told("Australia bans social media for children", "Canberra wants firms to check ages."),
    told("Mars probe sends first pictures", "The European craft landed in a crater."),
    told("Farmers block roads in France over trade pact", "Tractors stood before Paris."),
)


def test_the_stories_of_a_war_are_of_one_topic_and_no_others_are():
    assert groups(*WAR, *ELSE) == [[each.id for each in WAR]]


def test_a_topic_bears_the_place_of_its_first_story():
    assert topics([ELSE[0], WAR[0], ELSE[1], WAR[1]]) == (0, 1, 2, 1)


def test_a_premiers_name_in_common_is_no_topic():
    law = told("Salcedo sends labour reform to Congress", "Unions call the notice periods too short for builders.")
    visit = told("Salcedo opens hospital wing in Mendoza", "The children's ward has ninety beds and a garden.")
    assert groups(law, visit, home="AR") == []


def test_a_name_that_is_most_of_two_titles_is_a_topic():
    assert groups(told("Halvorsen resigns"), told("Banks shun Halvorsen"))


def test_parliament_beside_a_premier_is_no_topic():
    wheat = told("Salcedo scolds Congress over wheat harbour", "The quay at Quequén was to be ready in spring.")
    lunch = told("Congress hears Salcedo on school lunches", "Cooks want fresh vegetables three times a week.")
    assert groups(wheat, lunch, home="AR") == []


def test_a_country_in_common_is_no_topic_and_its_capital_is_the_same_country():
    assert groups(told("Chile cuts rates", "Santiago"), told("Wine festival opens in Chile", "Santiago")) == []


def test_on_its_own_page_a_countrys_name_and_its_towns_join_nothing():
    port = told("Dockers strike in Port Louis, Mauritius")
    treaty = told("Treaty signed in Port Louis, Mauritius")
    assert groups(port, treaty, home="MU") == []
    assert groups(port, treaty) != []


def test_untranslated_stories_meet_only_their_own_language():
    spanish = [
        told(title, language="es", translated_by=UNTRANSLATED) for title in ("Halvorsen renuncia", "Cae Halvorsen")
    ]
    assert groups(*spanish)
    assert groups(spanish[0], told("Halvorsen resigns")) == []


def test_no_stories_have_no_topics():
    assert topics([]) == ()


@settings(deadline=None)
@given(st.lists(st.sampled_from([*WAR, *ELSE]), max_size=8, unique=True))
def test_each_story_has_one_topic_and_each_topic_begins_with_its_first(stories):
    found = topics(stories)
    assert len(found) == len(stories)
    assert all(found[topic] == topic <= place for place, topic in enumerate(found))
    assert topics(stories) == found
