"""feeds.yaml with further outlets: every line that was there is there, and the file says what it should."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from bot import catalogue
from bot.core import catalogue_text
from bot.errors import ConfigError
from bot.model import Catalogue
from tests.builders import outlet
from tests.core.test_opml import names, outlets

HAND_MADE = """\
# My papers.
note: "Mine"
countries:
    # the south
    CL:
    -   name: La Hora
        site: https://hora.example
        feed: [https://hora.example/1,
               https://hora.example/2]   # the second is slow
        language: es
        # state_run: not known

    # the north
    NO:
    -   name: Dagen   # good
        site: https://dagen.example
        feed: https://dagen.example/rss
        language: no
# the end
"""


def extended(text: str, *added) -> str:
    return catalogue_text.extended(text, catalogue._root(text, "feeds.yaml"), added)


def load(text: str) -> Catalogue:
    return catalogue.parse(text, source="feeds.yaml")


NEW = (
    outlet("Paper", "AR"),
    outlet("El Día", "CL"),
    outlet("Le: Jour", "FR"),
    outlet("Avisa", "NO"),
    outlet("X", "US"),
)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_file_that_a_person_keeps_stays_as_it_is_between_the_new_lines(ending, last):
    old = (
        HAND_MADE.replace("\n", ending) if last else HAND_MADE.replace("\n", ending).removesuffix(f"# the end{ending}")
    )
    old = old if last else old.removesuffix(ending)
    new = extended(old, *NEW)
    assert [line for line in new.split(ending) if line in old.split(ending)] == [
        *old.removesuffix(ending).split(ending),
        "",
    ]
    assert {*load(new).outlets} == {*load(old).outlets, *NEW}
    assert load(new).countries == ("AR", "CL", "FR", "NO", "US")
    assert load(new).note == "Mine"


def test_a_new_outlet_stands_behind_the_comments_of_the_one_before_it_and_in_its_style():
    lines = extended(HAND_MADE, outlet("El Día", "CL", language="es")).splitlines()
    at = lines.index("        # state_run: not known")
    assert lines[at + 1 : at + 6] == [
        "    -   name: El Día",
        "        site: https://el-día.example",
        "        feed: https://el-día.example/rss",
        "        language: es",
        "",
    ]


def test_an_outlet_of_a_country_that_is_written_without_indentation_fits_in():
    text = "countries:\n AR:\n - name: A\n   site: https://a.example\n   feed: https://a.example/rss\n   language: es\n"
    assert " - name: B\n   site: " in extended(text, outlet("B", "AR"))
    assert {each.name for each in load(extended(text, outlet("B", "AR"), outlet("C", "BR"))).outlets} == {"A", "B", "C"}


@pytest.mark.parametrize(
    "change",
    [
        ("countries", "\ufeffcountries"),
        ("countries", "---\ncountries"),
        ("AR:", '"AR":'),
        ("AR:", "AR: &press"),
        ("name: A", "name: !!str A"),
        ("name: A", "name: >\n        A\n        B"),
        ("language: es", "language: es\t# a tab"),
    ],
)
def test_a_file_may_use_what_yaml_has(change):
    text = "countries:\n  AR:\n    - name: A\n      site: https://a.example\n      language: es\n      feed: https://a.example/1\n"
    text = text.replace(*change)
    added = {outlet("B", "AR"), outlet("C", "BR"), outlet("D", "AE")}
    assert {*load(extended(text, *added)).outlets} == {*load(text).outlets, *added}


def test_a_language_that_is_a_guess_says_so():
    assert "language: es # not given" in catalogue_text.made([outlet("A", "AR", language="es")], guessed={"AR/A"})


@pytest.mark.parametrize(
    "text",
    [
        "countries: {AR: [{name: A, site: 'https://a.example', feed: 'https://a.example/r', language: es}]}\n",
        "{countries: {AR: [{name: A, site: 'https://a.example', feed: 'https://a.example/r', language: es}]}}\n",
        "countries:\n  AR: [{name: A, site: 'https://a.example', feed: 'https://a.example/r', language: es}]\n",
    ],
)
def test_what_is_written_in_brackets_is_refused_with_its_line(text):
    with pytest.raises(ConfigError, match=r"line \d: written in brackets"):
        extended(text, outlet("B", "AR"))


@given(outlets(), outlets(), names)
@settings(deadline=None)
def test_any_outlets_can_be_written_and_more_put_to_them(first, second, note):
    first = first or (outlet("Only", "JP"),)
    text = catalogue_text.made(first, note=note)
    assert load(text) == Catalogue(outlets=first, note=note)
    further = tuple(
        outlet(each.name, each.country, site=each.site, feeds=(f"https://more{at}.example/",), language=each.language)
        for at, each in enumerate(second)
        if each.key not in {outlet.key for outlet in first}
    )
    grown = load(extended(text, *further))
    assert {*grown.outlets} == {*first, *further}
    assert [each for each in grown.outlets if each in first] == list(first)
