"""Every name in the tables is found in a text, and speaks of one country."""

from __future__ import annotations

import pytest

from bot.core.places import COUNTRIES, SEATS
from bot.core.words import fold, words

NAMES = {**COUNTRIES, **SEATS}
SHORT = {"us", "un", "uk", "eu", "uae", "usa", "drc", "idf"}


def written(name: str) -> str:
    return name.upper() if name in SHORT or "." in name else name.replace("_", " ").title()


def spoken_of(text: str) -> set[str]:
    return {word.country for word in words(text) if word.country}


@pytest.mark.parametrize("ending", ["", "'s", "’s"])
def test_a_name_of_the_tables_is_found_in_a_text_and_speaks_of_its_country(ending: str):
    texts = {name: f"Crowds gather as {written(name)}{ending} votes are counted" for name in NAMES}
    assert {name: spoken_of(text) for name, text in texts.items()} == {name: {NAMES[name]} for name in NAMES}


def test_no_name_stands_for_two_countries():
    assert not COUNTRIES.keys() & SEATS.keys()


def test_the_names_are_folded_and_the_countries_among_them():
    assert all(fold(name) == name for name in (*COUNTRIES, *SEATS))
    assert {*COUNTRIES.values(), *SEATS.values()} <= COUNTRIES.keys()


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Leaders of Latin America meet", {"latin_america"}),
        ("South American teams play", {"south_america"}),
        ("Wildfire spreads across New Mexico", {"united_states"}),
        ("Gangs hold parts of Port-au-Prince", {"haiti"}),
        ("South Sudan and South Korea agree", {"south_sudan", "south_korea"}),
        ("The Kremlin answers the White House", {"russia", "united_states"}),
        ("Let us polish the turkey and the china", set()),
    ],
)
def test_a_longer_name_is_not_taken_for_a_country_within_it(text: str, countries: set[str]):
    assert spoken_of(text) == countries
