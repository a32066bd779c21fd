"""News is never taken for something else, and what newspapers print beside it mostly shows what it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import kind_words
from bot.core.kinds import WEIGHT, Kind, kind

LINES = (Path(__file__).parent.parent / "data" / "kinds.txt").read_text("utf-8").splitlines()


def row(line: str) -> tuple[str, str, str, str, str]:
    """Kind, language, title, path, categories; a title may hold the divider."""
    name, language, *title, path, categories = line.removesuffix("|").split(" | ") + [""] * line.endswith("|")
    return name.strip(), language.strip(), " | ".join(title).strip(), path.strip(), categories.strip()


ROWS = [row(line.strip()) for line in LINES if line and line[0] != "#"]


@pytest.mark.parametrize(("name", "language", "title", "path", "categories"), ROWS)
def test_an_article_is_known_for_what_it_is(name: str, language: str, title: str, path: str, categories: str):
    filed = [each.strip() for each in categories.split(",") if each.strip()]
    assert (
        kind(title=title, url=f"https://outlet.example{path}", categories=filed, language=language)
        == Kind[name.upper()]
    )


def test_the_table_is_long_enough_to_mean_something():
    counts = Counter(name for name, *_ in ROWS)
    assert sum(counts.values()) >= 200
    assert counts["news"] >= 60
    assert set(counts) == {each.name.lower() for each in Kind}


def test_every_language_with_rules_is_in_the_table():
    assert set(kind_words.TITLES) <= {language for _, language, *_ in ROWS}


@pytest.mark.parametrize("table", [kind_words.SECTIONS, kind_words.CATEGORIES, *kind_words.TITLES.values()])
def test_every_rule_is_of_a_kind(table: dict[str, tuple[str, ...]]):
    assert {each.upper() for each in table} <= set(Kind.__members__) - {"NEWS"}
    assert all(isinstance(words, tuple) and any(words) and all(words[1:]) for words in table.values())


def test_every_kind_has_a_weight():
    assert set(WEIGHT) == set(Kind)
    assert WEIGHT[Kind.NEWS] == 1.0
    assert all(0 <= weight < 1 for each, weight in WEIGHT.items() if each is not Kind.NEWS)


def test_of_several_kinds_the_one_that_weighs_less_counts():
    found = kind(title="Your daily horoscope", url="https://o.example/opinion/x", categories=(), language="en")
    assert found is Kind.HOROSCOPE


def test_the_region_of_a_language_makes_no_difference():
    assert kind(title="Opinião: A ponte", url="", categories=(), language="pt-BR") is Kind.OPINION


def test_an_articles_own_name_in_the_path_is_no_section():
    assert kind(title="x", url="https://o.example/news/opinion", categories=(), language="en") is Kind.NEWS


@settings(deadline=None)
@given(
    st.text(max_size=300),
    st.text(max_size=60),
    st.lists(st.text(max_size=20)),
    st.sampled_from([*kind_words.TITLES, "", "x"]),
)
def test_any_text_has_a_kind(title: str, url: str, categories: list[str], language: str):
    assert kind(title=title, url=url, categories=categories, language=language) in Kind


@pytest.mark.parametrize("language", kind_words.TITLES)
def test_a_name_of_several_words_is_news(language: str):
    assert (
        kind(title="Ayşe Demir, Łódź, Ürümqi", url="https://o.example/a/b", categories=["A"], language=language)
        is Kind.NEWS
    )
