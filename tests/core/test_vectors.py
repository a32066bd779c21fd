"""Articles that say the same lie close together, and what is rare or a name weighs more than what all news says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.vectors import COMMON, LEAD, Lexicon, Profile, Vector
from bot.core.words import same
from bot.model import UNTRANSLATED, Article
from tests.builders import article


def learnt(*articles: Article) -> tuple[Lexicon, list[Vector]]:
    profiles = [Profile.of(each) for each in articles]
    lexicon = Lexicon.of(profiles)
    return lexicon, [lexicon.vector(profile) for profile in profiles]


def vectors(*articles: Article) -> list[Vector]:
    return learnt(*articles)[1]


def cosine(one: Article, other: Article) -> float:
    first, second = vectors(one, other)
    return first.dot(second.weights)


def test_the_same_words_in_another_order_are_the_same():
    one, other = article("Ferry sinks off Bergen", outlet="A"), article("Off Bergen, ferry sinks", outlet="B")
    assert cosine(one, other) == pytest.approx(1.0, abs=0.02)


def test_nothing_in_common_is_no_likeness():
    assert cosine(article("Ferry sinks off Bergen"), article("Nurses strike over wages")) == 0


def test_a_paraphrase_is_likelier_than_news_of_the_same_sort():
    told = article("Quake kills 40 in Iquique")
    assert cosine(told, article("Forty dead as tremor shakes Iquique")) > cosine(
        told, article("Quake kills 12 in Nagano")
    )


def test_a_word_that_few_articles_use_weighs_more_than_one_that_many_use():
    crowd = [article(f"A lighthouse on day {at}00") for at in range(20)]
    _, (first, *_) = learnt(article("A lighthouse and a zeppelin"), *crowd)
    assert first.weights["zeppelin"] > first.weights[same("lighthouse")]


def test_a_word_that_tells_the_sort_of_event_weighs_less_than_another_as_rare():
    [vector] = vectors(article("Police find a zeppelin"))
    assert same("police") in COMMON
    assert vector.weights[same("police")] < vector.weights["zeppelin"]


def test_a_name_weighs_more_than_a_word_as_rare():
    [vector] = vectors(article("The zeppelin of Larsen lands"))
    assert vector.weights["larsen"] > vector.weights["zeppelin"]
    assert "larsen" in vector.facts


def test_a_word_is_no_name_where_others_write_it_small():
    lexicon, _ = learnt(
        article("Anna sees the Comet again tonight"), *(article(f"a comet passes {at}") for at in "abc")
    )
    assert "comet" not in lexicon.names
    assert "anna" not in lexicon.names  # the first word of a sentence proves nothing


def test_a_title_counts_more_than_a_summary_and_repetition_has_an_end():
    [vector] = vectors(article("A zeppelin", summary="lands by a pontoon. " + "an airship " * 9))
    assert vector.weights["zeppelin"] > vector.weights["pontoon"]
    [often] = vectors(article("A zeppelin", summary="the zeppelin " * 9 + "and an airship"))
    ratio = often.weights["zeppelin"] / often.weights["airship"]
    assert ratio == pytest.approx(math.sqrt(3), abs=0.01)


def test_only_the_beginning_of_a_summary_is_compared():
    [vector] = vectors(article("A zeppelin", summary="an airship " + "a " * LEAD + "pontoon"))
    assert "airship" in vector.weights
    assert "pontoon" not in vector.weights


def test_a_seat_of_power_is_half_its_country():
    [vector] = vectors(article("Talks at the Kremlin end"))
    assert vector.countries == vector.theatre == {"russia"}
    assert 0 < vector.weights["@russia"] < vector.weights["kremlin"]


def test_the_theatre_is_where_the_title_says():
    [vector] = vectors(article("Chile asks for help", summary="Peru and Bolivia send aid."))
    assert vector.theatre == {"chile"}
    assert vector.countries == {"chile", "peru", "bolivia"}


def test_numbers_of_more_than_a_digit_are_facts():
    [vector] = vectors(article("the 14,000 march for 3 hours"))
    assert "14000" in vector.facts
    assert "3" not in vector.facts


SPANISH = {"language": "es", "country": "CL", "translated_by": UNTRANSLATED}


def test_an_untranslated_article_meets_only_those_of_its_language():
    told = article("Terremoto en Iquique, Chile", **SPANISH)
    assert cosine(told, article("Terremoto en Iquique, Chile", language="pt", translated_by=UNTRANSLATED)) == 0
    assert cosine(told, article("Terremoto en Iquique, Chile")) == 0
    assert cosine(told, article("Chile: terremoto en Iquique", outlet="B", **SPANISH | {"language": "es-CL"})) > 0.9


def test_what_is_untranslated_says_so_and_leaves_its_short_small_words_out():
    [vector] = vectors(article("fue la paz en Chile", **SPANISH))
    assert vector.foreign
    assert vector.countries == {"es:chile"}
    assert set(vector.weights) == {"es:@chile"}


def test_an_article_without_words_is_no_point_and_like_nothing():
    empty, full = vectors(article("the of and"), article("Ferry sinks"))
    assert empty.weights == {}
    assert full.dot(empty.weights) == empty.dot(full.weights) == 0


def test_words_that_nobody_has_used_yet_are_the_rarest():
    lexicon, _ = learnt(article("A lighthouse sinks"))
    vector = lexicon.vector(Profile.of(article("A lighthouse and a zeppelin")))
    assert vector.weights["zeppelin"] >= vector.weights[same("lighthouse")] > 0


# ---------------------------------------------------------------------- for any articles

WORDS = st.sampled_from(
    (
        *("Storm", "storm", "Cork", "harbour", "quake", "the", "of", "mayor", "Larsen", "larsen", "police"),
        *("40", "three", "3", "2021", "2,021", "Chile", "Kremlin", "Russia", "U.S.", "us", "South Korea", "terremoto"),
    )
)
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)
ARTICLES = st.lists(
    st.builds(
        lambda title, summary, by: article(title, summary=summary, translated_by=by, language="es" if by else "en"),
        TEXTS,
        TEXTS,
        st.sampled_from([None, None, "sample", UNTRANSLATED]),
    ),
    min_size=1,
    max_size=8,
)


@settings(deadline=None)
@given(ARTICLES)
def test_a_vector_has_the_length_of_one_or_none_and_no_weight_below_zero(articles: list[Article]):
    for vector in vectors(*articles):
        assert vector.dot(vector.weights) == pytest.approx(1.0 if vector.weights else 0.0)
        assert all(weight > 0 for weight in vector.weights.values())
        assert vector.theatre <= vector.countries


@settings(deadline=None)
@given(ARTICLES)
def test_likeness_is_mutual_and_never_more_than_that_with_itself(articles: list[Article]):
    found = vectors(*articles)
    for one in found:
        for other in found:
            likeness = one.dot(other.weights)
            assert likeness == pytest.approx(other.dot(one.weights))
            assert 0 <= likeness <= 1 + 1e-9


@settings(deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_what_is_learnt_does_not_depend_on_the_order_of_the_articles(articles: list[Article], dice):
    before, _ = learnt(*articles)
    dice.shuffle(articles)
    assert learnt(*articles)[0] == before


@settings(deadline=None)
@given(ARTICLES, st.text(max_size=60))
def test_any_text_can_be_compared(articles: list[Article], text: str):
    lexicon, _ = learnt(*articles)
    vector = lexicon.vector(Profile.of(article(text)))
    assert vector.dot(vector.weights) == pytest.approx(1.0 if vector.weights else 0.0)


def russian(title: str, original: str) -> Article:
    return article(title, title_original=original, language="ru", translated_by="argos")


def test_a_name_that_was_spelt_in_two_ways_is_one_in_its_own_script():
    one = russian("Trial of Solzhenikin begins", "Сегодня начался громкий процесс над Солженикиным")
    two = russian("Solschenikin in court", "Присяжные займутся Солженикиным")
    shared = {word.term for word in Profile.of(one).title} & {word.term for word in Profile.of(two).title}
    assert any(term.startswith("ru:") for term in shared)


def test_a_name_in_latin_letters_counts_once():
    spanish = article("Milei visits Cadiz", title_original="Milei visita Cádiz", language="es", translated_by="argos")
    assert [word.term for word in Profile.of(spanish).title].count("milei") == 1
