"""A brief is found, never written: a clear headline and a few whole sentences, each in its article word for word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.condense import SENTENCES, WORDS, condense, stands_alone
from bot.core.headlines import clean
from bot.core.sentences import balanced
from bot.model import UNTRANSLATED, Article, Brief
from tests.builders import NOON, article

FERRY = (
    article(
        "Ferry Northern Star sinks off Vardø, all 120 aboard rescued | The Fjord",
        outlet="The Fjord",
        country="NO",
        summary="The ferry Northern Star sank off Vardø on Tuesday and all 120 people aboard were rescued. "
        "He called it a miracle. “We heard a bang. Then the lights went out,” passenger Siri Moe said.",
    ),
    article(
        "You won't believe how 120 people escaped a sinking ferry",
        outlet="Daily Wow",
        country="GB",
        summary="All 120 people aboard the Northern Star were saved when the ferry sank off Vardø. Read more…",
    ),
    article(
        "Northern Star had failed an engine inspection in May",
        outlet="Le Jour",
        country="FR",
        summary="Inspectors had found cracks in the engine of the Northern Star in May, the owner admitted. "
        "However, the ship was allowed to sail. The owner, Polar Lines, runs six other ferries and has",
    ),
)


def verbatim(brief: Brief, articles) -> bool:
    summaries = {each.id: each.summary for each in articles}
    return all(sentence.text in summaries[sentence.article] for sentence in brief.sentences)


def test_the_headline_is_the_clearest_one_without_the_tag_of_its_outlet():
    assert condense(FERRY).headline == "Ferry Northern Star sinks off Vardø, all 120 aboard rescued"


def test_the_sentences_tell_the_event_then_what_is_new_in_other_articles():
    first, second = (sentence.text for sentence in condense(FERRY).sentences[:2])
    assert "120 people aboard" in first
    assert "cracks in the engine" in first + second or "cracks in the engine" in condense(FERRY).text


def test_every_sentence_is_found_in_the_article_it_names():
    assert verbatim(condense(FERRY), FERRY)


def test_the_order_of_the_articles_does_not_matter():
    assert condense(FERRY) == condense(FERRY[::-1])


def test_two_articles_that_say_the_same_say_it_once():
    assert sum("aboard" in sentence.text for sentence in condense(FERRY).sentences) == 1


def test_an_article_without_a_summary_makes_a_brief_of_its_headline():
    assert condense([article("Ministers meet in Oslo")]) == Brief(headline="Ministers meet in Oslo")


def test_a_sentence_that_only_repeats_the_headline_gives_way_to_any_other():
    title = "Lake Orta freezes for the first time since 1985"
    one = article(title, outlet="A", summary=f"{title}. Skaters came from Milan by the trainload on Sunday.")
    assert [each.text for each in condense([one]).sentences] == ["Skaters came from Milan by the trainload on Sunday."]


def test_a_sentence_that_repeats_the_headline_stands_where_there_is_nothing_else():
    title = "Lake Orta freezes for the first time since 1985"
    assert condense([article(title, summary=f"{title}.")]).text == f"{title}."


def test_an_untranslated_article_says_nothing_in_an_english_brief():
    spanish = article(
        "Se hunde el ferry Estrella Polar frente a Vardø",
        outlet="Uno",
        country="ES",
        language="es",
        translated_by=UNTRANSLATED,
        summary="El ferry Estrella Polar se hundió el martes frente a Vardø con 120 personas a bordo.",
    )
    brief = condense([spanish, FERRY[0]])
    assert brief.headline.startswith("Ferry Northern Star")
    assert all(sentence.article == FERRY[0].id for sentence in brief.sentences)


def test_where_nothing_is_translated_the_headline_is_an_original_and_its_language_is_not_mixed():
    spanish = article(
        "Se hunde el ferry Estrella Polar frente a Vardø",
        outlet="Uno",
        language="es",
        translated_by=UNTRANSLATED,
        summary="El ferry se hundió el martes con 120 personas.",
    )
    german = article(
        "Fähre sinkt",
        outlet="Zwei",
        language="de",
        translated_by=UNTRANSLATED,
        summary="Die Fähre sank am Dienstag vor Vardø.",
    )
    brief = condense([spanish, german])
    assert brief.headline == "Se hunde el ferry Estrella Polar frente a Vardø"
    assert {sentence.article for sentence in brief.sentences} == {spanish.id}


def test_a_dateline_is_cut_and_the_rest_is_still_verbatim():
    wire = article("Rain floods Lyon", summary="LYON (Wire) - Heavy rain flooded four districts of Lyon on Monday.")
    assert condense([wire]).text == "Heavy rain flooded four districts of Lyon on Monday."


def test_a_sentence_without_a_full_stop_comes_last_and_alone():
    one = article(
        "Miners in Kiruna find gold",
        outlet="A",
        summary="Miners in Kiruna found gold at a depth of 900 metres on Monday",
    )
    two = article(
        "Gold found in Kiruna mine",
        outlet="B",
        summary="Shares of the Kiruna company rose by 14 percent in Stockholm.",
    )
    texts = [sentence.text for sentence in condense([one, two]).sentences]
    assert all(text.endswith(".") for text in texts[:-1])


@pytest.mark.parametrize(
    "text",
    [
        "He said that the harbour would open again.",
        "However, the harbour will open again in May.",
        "But the harbour will open again in May.",
        "It is the third such accident this year.",
        "The incident happened near the old lighthouse.",
        "“We will rebuild it, the mayor of Vardø said.",
        "We will rebuild it,” the mayor of Vardø said.",
        "The owner, Polar Lines, runs six ferries and…",
        "The owner of the ship runs six ferries and [...]",
        "and runs six other ferries in the north.",
        "Will the harbour ever open again for ferries?",
        "Too short to tell.",
        "The post Ferry sinks appeared first on The Fjord.",
        "More than 4,000 people cheered him in the harbour.",
        "Subscribe to our newsletter for the best of Norway.",
    ],
)
def test_a_sentence_that_leans_on_another_or_is_cut_does_not_stand_alone(text: str):
    assert not stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Vardø said he would rebuild the harbour.",
        "“We will rebuild it,” the mayor of Vardø said.",
        "Polar Lines, which owns six ferries, didn't comment.",
        "Some 4,000 people came to the harbour on Sunday.",
    ],
)
def test_a_whole_sentence_stands_alone(text: str):
    assert stands_alone(text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Storm hits Cork harbour | The Fjord", "Storm hits Cork harbour"),
        ("Storm hits Cork harbour - The Fjord", "Storm hits Cork harbour"),
        ("Storm hits Cork harbour — Fjord", "Storm hits Cork harbour"),
        ("BREAKING: Storm hits Cork harbour", "Storm hits Cork harbour"),
        ("World News | Storm hits Cork harbour", "Storm hits Cork harbour"),
        ("UPDATE 2-Storm hits Cork harbour", "Storm hits Cork harbour"),
        ("Storm hits Cork harbour (VIDEO)", "Storm hits Cork harbour"),
        ("Storm hits Cork harbour.", "Storm hits Cork harbour"),
        ("Storm may hit Cork — weather service", "Storm may hit Cork — weather service"),
        ("Storm hits U.S.", "Storm hits U.S."),
        ("Live", "Live"),
        ("The Fjord", "The Fjord"),
    ],
)
def test_a_headline_loses_its_tags_and_nothing_else(title: str, expected: str):
    assert clean(title, "The Fjord") == expected


PIECES = st.lists(
    st.sampled_from(
        [
            "The dam above Valparín burst on Monday night.",
            "Forty people are missing, the mayor said.",
            "He blamed the owner.",
            "“We warned them. Nobody came,” a farmer said.",
            "Engineers had asked for repairs since 2019",
            "The owner, a bank in Santiago, did not answer questions about the wall…",
            "Read more",
            "Water reached the hospital " + "and the school " * 20 + "within an hour.",
            "“Half a quotation.",
            "U.S. engineers arrived at 5 p.m. on Tuesday with pumps.",
            "\n",
        ]
    ),
    max_size=8,
)
ARTICLES = st.lists(
    st.builds(
        lambda title, pieces, outlet, hours, by: article(
            title,
            outlet=f"Outlet {outlet}",
            summary=" ".join(pieces),
            published=NOON - timedelta(hours=hours),
            translated_by=by,
        ),
        st.sampled_from(["Dam bursts above Valparín", "Forty missing after dam bursts in Chile", "Dam", "Why?", ""]),
        PIECES,
        st.integers(0, 20),
        st.integers(0, 20),
        st.sampled_from([None, "argos", UNTRANSLATED]),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda each: each.id,
)


@settings(deadline=None)
@given(ARTICLES)
def test_a_brief_keeps_its_limits_and_its_word(articles: list[Article]):
    brief = condense(articles)
    assert len(brief.sentences) <= SENTENCES
    assert len(brief.text.split()) <= WORDS
    assert verbatim(brief, articles)
    assert all(balanced(sentence.text) for sentence in brief.sentences)
    assert any(brief.headline in each.title for each in articles)
    assert len({sentence.text for sentence in brief.sentences}) == len(brief.sentences)


@settings(deadline=None)
@given(ARTICLES)
def test_translated_and_untranslated_never_stand_in_one_brief(articles: list[Article]):
    quoted = {sentence.article for sentence in condense(articles).sentences}
    kinds = {each.translated_by == UNTRANSLATED for each in articles if each.id in quoted}
    assert len(kinds) <= 1
    if any(each.translated_by != UNTRANSLATED for each in articles):
        assert True not in kinds
