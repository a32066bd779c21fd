"""The takes of a story are its angles: few, whole, labelled in its own words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.takes import MOST, takes
from bot.core.words import fold
from bot.model import UNTRANSLATED, Article
from tests.builders import article

BRIDGE = (
    article("Rope bridge of Kestrel Gorge falls, nine hikers rescued", outlet="A", country="NZ"),
    article("Kestrel Gorge bridge falls: nine hikers rescued by helicopter", outlet="B", country="AU"),
    article("Nine hikers rescued as Kestrel Gorge bridge gives way", outlet="C", country="GB"),
    article("Kestrel Gorge bridge had failed safety inspection last spring", outlet="D", country="NZ"),
    article("Safety inspection of Kestrel Gorge bridge was ignored, engineer says", outlet="E", country="US"),
)


def test_a_story_of_two_articles_has_one_take():
    (take,) = takes(BRIDGE[:2])
    assert set(take.articles) == {each.id for each in BRIDGE[:2]}


def test_articles_that_tell_the_same_alike_are_one_take():
    same = [article("Rope bridge of Kestrel Gorge falls", outlet=name) for name in "ABCDE"]
    assert len(takes(same)) == 1


def test_two_angles_are_two_takes_and_the_larger_one_comes_first():
    rescue, inspection = takes(BRIDGE)
    assert set(rescue.articles) == {each.id for each in BRIDGE[:3]}
    assert set(inspection.articles) == {each.id for each in BRIDGE[3:]}
    assert set(inspection.countries) == {"NZ", "US"}


def test_a_label_is_made_of_what_its_take_alone_says():
    rescue, inspection = takes(BRIDGE)
    assert "Hikers Rescued" in rescue.label
    assert "Safety Inspection" in inspection.label


def test_a_label_has_capitals_where_a_headline_has_them():
    (take,) = takes([article("talks on the iPhone of the president", outlet="A")])
    assert take.label.replace("iPhone", "Iphone").istitle() or " on " in take.label or " of " in take.label
    assert take.label[0].isupper() or take.label.startswith("iPhone")


def test_a_label_is_english_where_any_article_of_the_take_is():
    spanish = article(
        "Cae el puente colgante del desfiladero", outlet="F", country="ES", language="es", translated_by=UNTRANSLATED
    )
    (take,) = takes([spanish, BRIDGE[0]])
    assert "puente" not in take.label.lower()


def test_a_title_of_one_word_is_its_own_label():
    (take,) = takes([article("Rain", outlet="A")])
    assert take.label == "Rain"


def test_the_order_of_the_articles_does_not_matter():
    assert takes(BRIDGE) == takes(BRIDGE[::-1])


TITLES = st.lists(
    st.sampled_from(["Rain", "Bergen", "floods", "bridge", "mayor", "resigns", "nurses", "strike", "40", "hurt"]),
    max_size=7,
)
ARTICLES = st.lists(
    st.builds(
        lambda title, outlet, country: article(" ".join(title), outlet=f"Outlet {outlet}", country=country),
        TITLES,
        st.integers(0, 40),
        st.sampled_from(["AR", "FR", "JP"]),
    ),
    min_size=1,
    max_size=30,
    unique_by=lambda each: each.id,
)


@settings(deadline=None)
@given(ARTICLES)
def test_every_article_is_in_exactly_one_take_and_takes_are_few(articles: list[Article]):
    found = takes(articles)
    assert sorted(each for take in found for each in take.articles) == sorted(each.id for each in articles)
    assert 1 <= len(found) <= max(1, min(MOST, (len(articles) + 1) // 2))
    country = {each.id: each.country for each in articles}
    for take in found:
        assert set(take.countries) == {country[each] for each in take.articles}
        assert take.label
        assert len(take.label.split()) <= 6


@settings(deadline=None)
@given(ARTICLES)
def test_a_label_is_a_piece_of_a_title_of_its_take(articles: list[Article]):
    titles = {each.id: each.title or each.outlet for each in articles}
    for take in takes(articles):
        assert any(fold(take.label) in fold(titles[each]) for each in take.articles)


def test_more_articles_than_are_compared_are_all_in_a_take():
    many = [article(f"{BRIDGE[n % 5].title} {n}", outlet=f"Outlet {n}") for n in range(150)]
    assert sum(len(take.articles) for take in takes(many)) == 150
