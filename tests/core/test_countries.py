"""Countries: every one has a name, a flag and a region, and is found by whatever people call it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core import countries, country_names

ROOT = Path(__file__).parents[2]

CODES = sorted(each.code for region in countries.REGIONS for each in countries.in_region(region))


def test_every_country_stands_in_one_region():
    assert len(CODES) == len(set(CODES)) == 250
    assert {"AR", "XK", "TW", "PS", "VA"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_country_is_found_by_code_name_and_flag(code):
    country = countries.country(code)
    for text in (code, code.lower(), country.name, country.name.upper(), f" {country.flag} "):
        assert countries.find(text) == country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USA", "US"),
        ("uk", "GB"),
        ("the Netherlands", "NL"),
        ("Holland", "NL"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("España", "ES"),
        ("Espana", "ES"),
        ("Deutschland", "DE"),
        ("日本", "JP"),
        ("Россия", "RU"),
        ("مصر", "EG"),
        ("भारत", "IN"),
        ("ARG", "AR"),
        ("Bosnia and Herzegovina", "BA"),
        ("DR Congo", "CD"),
        ("Burma", "MM"),
        ("Czech Republic", "CZ"),
        ("U.S.", "US"),
        ("U. S. A.", "US"),
        ("U.K.", "GB"),
        ("U.A.E.", "AE"),
        ("Saint Lucia", "LC"),
        ("Saint Kitts and Nevis", "KN"),
        ("St Vincent and the Grenadines", "VC"),
        ("Republic of Ireland", "IE"),
        ("Korea, South", "KR"),
        ("Congo, Democratic Republic of the", "CD"),
        ("Saudi", "SA"),
        ("한국", "KR"),
        ("中國", "CN"),
        ("السعودية", "SA"),
        ("Shqipëria", "AL"),
    ],
)
def test_people_have_many_names_for_a_country(text, code):
    found = countries.find(text)
    assert found is not None
    assert found.code == code


def test_a_guess_is_never_a_find():
    assert countries.find("Argentinia") is None
    assert countries.find("") is None
    assert countries.find("🇦🇦") is None
    assert countries.suggest("Argentinia")[0].code == "AR"
    assert countries.suggest("Frnace", among=["FR", "DE"])[0].code == "FR"
    assert countries.suggest("Frnace", among=["DE"]) == ()
    assert countries.suggest("qwertz") == ()


@pytest.mark.parametrize("text", ["XX", "Spain", "thanks!", "hello", "how are you", "news", "France " * 600])
def test_what_is_not_near_is_not_suggested(text):
    """A code is near to every short word, and Spain is not a misspelt Japan."""
    assert countries.suggest(text, among=["FR", "JP", "AR"]) == ()


@pytest.mark.parametrize(
    ("words", "codes", "unknown"),
    [
        ("France Japan", ["FR", "JP"], ()),
        ("France, Japan and South Korea", ["FR", "JP", "KR"], ()),
        ("south korea us", ["KR", "US"], ()),
        ("🇫🇷🇯🇵", ["FR", "JP"], ()),
        ("fr fr FR", ["FR"], ()),
        ("France Atlantis", ["FR"], ("Atlantis",)),
        ("St Vincent and the Grenadines, St Lucia", ["VC", "LC"], ()),
        ("France/Japan", ["FR", "JP"], ()),
        ("<b>x</b> & y", [], ("<b>x</b>", "y")),
        ("it is me", [], ("it", "is", "me")),
        ("How are you", [], ("How", "are", "you")),
        ("tell me about France", ["FR"], ("tell", "me", "about")),
        ("IT NO", ["IT", "NO"], ()),
        ("no se dk", ["NO", "SE", "DK"], ()),
        ("no", ["NO"], ()),
        ("", [], ()),
    ],
)
def test_a_list_of_countries_is_taken_apart(words, codes, unknown):
    found, rest = countries.find_all(words)
    assert ([each.code for each in found], rest) == (codes, unknown)


@given(st.text())
@settings(deadline=None)
def test_no_text_is_too_odd(text):
    found, unknown = countries.find_all(text)
    assert isinstance(found, tuple)
    assert all(countries.find(word) is None or countries.everyday(word) for word in unknown)  # `0 bY`
    countries.find(text)


def test_a_code_there_is_not_is_an_error():
    with pytest.raises(ValueError, match="'ZZ'"):
        countries.country("ZZ")


@pytest.mark.parametrize("word", ["Fr ", "south ", "a ", "🇫🇷", "qwertz/"])
def test_a_text_as_long_as_the_patience_of_no_reader_is_taken_apart(word):
    """Time that grows faster than the text would keep this one waiting for hours."""
    found, unknown = countries.find_all(word * 20_000)
    assert len(found) <= 1
    assert len(found) + len(unknown) >= 1


def test_the_table_of_names_is_that_of_cldr():
    made = subprocess.run(
        [sys.executable, "scripts/make_country_names.py"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    table: dict[str, object] = {}
    exec(made.stdout, table)  # it is a module
    assert table["NAMES"] == country_names.NAMES


def test_a_long_list_does_not_look_at_all_names_for_each_of_its_parts(monkeypatch):
    looks = []

    class Names(dict):
        def __iter__(self):
            looks.append(self)
            return super().__iter__()

    names = Names(countries._codes_by_name())
    monkeypatch.setattr(countries, "_codes_by_name", lambda: names)
    found, _ = countries.find_all("AR," * 1000)
    assert [each.code for each in found] == ["AR"]
    assert len(looks) <= 1
