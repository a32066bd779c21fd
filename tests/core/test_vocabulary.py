"""A vocabulary learns how common terms are and which are names, and what it learnt can be kept."""

from __future__ import annotations

import pytest

from bot.core import vocabulary
from bot.core.vectors import Lexicon, Profile
from bot.core.vocabulary import NEVER, Learnt, Vocabulary
from tests.builders import article

TEXTS = (
    ("Premier Halvorsen visits flooded farms in Trøndelag", "The premier spoke with 40 farmers near Steinkjer."),
    ("Farmers in Trøndelag ask Halvorsen for help", "They want 300 million kroner from the state."),
    ("Quake of magnitude 6.1 shakes Chile", "The quake was felt in Peru in 2021 as well."),
)


def profiles() -> list[Profile]:
    return [Profile.of(article(title, summary=lead)) for title, lead in TEXTS]


def taught(*read: Profile) -> Vocabulary:
    found = Vocabulary()
    for each in read or profiles():
        found.learn(each)
    return found


def test_a_term_is_worth_what_a_lexicon_of_the_same_articles_says():
    words, lexicon = taught(), Lexicon.of(profiles())
    terms = sorted(lexicon.worth)
    assert words.worth[words.indices(terms)].tolist() == pytest.approx([lexicon.worth[term] for term in terms])


def test_names_and_long_numbers_are_facts():
    words = taught()
    terms = ("halvorsen", "40", "6.1", "farm", "2021")
    at = words.indices(terms)
    assert dict(zip(terms, words.facts[at].tolist(), strict=True)) == {
        "halvorsen": True,
        "40": True,
        "6.1": True,
        "farm": False,
        "2021": False,
    }
    assert words.decimals[at].tolist() == [False, False, True, False, False]


def test_countries_and_what_all_news_shares_are_known_by_the_term():
    words = taught()
    at = words.indices(("@chile", "minister", "halvorsen"))
    assert words.countries[at].tolist() == [True, False, False]
    assert words.telling[at].tolist() == [True, False, True]


def test_what_was_learnt_is_the_same_after_it_was_kept():
    words = taught()
    kept = words.news()
    again = Vocabulary(kept)
    terms = sorted(kept.counts)
    assert again.articles == 3
    assert again.worth[again.indices(terms)].tolist() == words.worth[words.indices(terms)].tolist()
    assert again.facts[again.indices(terms)].tolist() == words.facts[words.indices(terms)].tolist()


def test_news_is_what_has_changed_since_it_was_asked_last():
    words = taught()
    words.news()
    assert words.news() == Learnt(articles=3)
    words.learn(Profile.of(article("Halvorsen resigns")))
    news = words.news()
    assert (news.articles, set(news.counts)) == (4, {"halvorsen", "resign"})
    assert news.counts["halvorsen"].articles == 3


def test_an_unknown_term_is_worth_most_and_counts_nothing():
    words = taught()
    [at] = words.indices(["zugzwang"])
    assert words.counts[at] == 0
    assert words.worth[at] == max(words.worth[~words.facts])


def test_at_more_articles_than_it_remembers_all_counts_are_halved(monkeypatch):
    monkeypatch.setattr(vocabulary, "MOST", 5)
    words = taught(*profiles(), *profiles())
    counts = words.news().counts
    assert words.articles == 3
    assert counts["halvorsen"].articles == 2
    assert counts["@chile"].articles == 1


def test_a_term_that_is_halved_away_is_given_as_forgotten(monkeypatch):
    monkeypatch.setattr(vocabulary, "MOST", 2)
    words = taught()
    assert words.news().counts["kroner"] == NEVER
    assert words.faded
