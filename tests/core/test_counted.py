"""A number counts something only where it stands beside what it counts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.counted import counts
from bot.core.gate_figures import placed, plain_figures


def told(text: str) -> list[tuple[str, str, float]]:
    return [(each.what, each.who, float(each.value)) for each in counts(text)]


@pytest.mark.parametrize(
    ("text", "what", "value"),
    [
        ("Ferry sinks, at least 14 dead", "dead", 14),
        ("Fourteen people were killed when a ferry sank", "dead", 14),
        ("Thirty-two killed in hotel fire", "dead", 32),
        ("Ferry disaster kills 1,200 off Romblon", "dead", 1200),
        ("Drones kill five in Nymark", "dead", 5),
        ("Ferry: death toll rises to 17", "dead", 17),
        ("Ferry: death toll rises from 14 to 17", "dead", 17),
        ("Death toll from Typhoon Lando climbs to 17", "dead", 17),
        ("Storm claims 12 lives", "dead", 12),
        ("The death of 11 people shocks Lagos", "dead", 11),
        ("Nine drown as launch collides", "dead", 9),
        ("25 people are still missing", "missing", 25),
        ("Bus crash leaves 31 injured", "injured", 31),
        ("Police arrest 12 after riot", "arrested", 12),
        ("The arrest of 12 people in Tbilisi", "arrested", 12),
        ("20,000 residents evacuated as volcano erupts", "evacuated", 20000),
        ("Typhoon displaces 45,000", "displaced", 45000),
        ("Magnitude 6.8 earthquake shakes Arequipa", "magnitude", 6.8),
        ("A 6.7-magnitude quake struck", "magnitude", 6.7),
        ("Earthquake of 5.2 Richter", "magnitude", 5.2),
        ("Karvia votes: turnout of 58 percent", "turnout", 58),
        ("Turnout was 61.5%, the commission said", "turnout", 61.5),
        ("Novamart fined €2.95 billion by Brussels", "fine in euros", 2.95e9),
        ("Europe hits Novamart with $480 million fine", "fine in dollars", 480e6),
        ("Harbeck agrees £12bn takeover of Sundry Foods", "takeover in pounds", 12e9),
        ("Shipowner pays ransom of €5 million", "ransom in euros", 5e6),
    ],
)
def test_a_number_is_read_beside_what_it_counts(text: str, what: str, value: float):
    assert told(text) == [(what, "", value)]


def test_several_numbers_of_a_sentence_each_count_their_own():
    assert told("Raid kills four and injures nine; 31 arrested") == [
        ("dead", "", 4),
        ("injured", "", 9),
        ("arrested", "", 31),
    ]


def test_whoever_is_counted_is_named_and_people_in_general_are_not():
    assert told("Three Russian border guards were killed") == [("dead", "Russian border guards", 3)]
    assert told("Three people were killed") == [("dead", "", 3)]


def test_forms_of_one_word_count_the_same_group():
    (one,), (two,) = counts("Gunmen abduct 52 worshippers"), counts("52 worshippers kidnapped")
    assert one.key == two.key
    (child,), (kid,) = counts("Blast kills 5 children"), counts("5 kids killed")
    assert child.key == kid.key


def test_a_lower_bound_is_known_as_one():
    assert [each.least for each in counts("At least 14 dead, 9 injured")] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "More than 50 killed in attack",  # no number to compare
        "About 200 people injured",
        "Dozens dead, hundreds injured",
        "14 or 15 dead in crash",
        "Attack kills 12-14 people",
        "Two more killed in second blast",  # an addition
        "14 new deaths from cholera",
        "80 feared dead in landslide",  # nobody counted them
        "14,000 babies could die without aid",
        "Man wanted to kill 30 people",
        "3 of the 12 detained were freed",  # a part
        "Two of the four killed were from Leeds",
        "43,000 killed since the war began",  # another time
        "In 2021, 52 people died in a similar blaze",
        "Typhoon killed 150 people last year",
        "An earlier blast killed nine",
        "Turnout of 18 percent by noon",
        "Man killed 14 years ago is named",  # other things
        "Boy, 14, killed in fire",
        "14-year-old killed",
        "Woman aged 34 injured",
        "Flight 370 missing",
        "Police have 14 missing pistols registered",
        "Prices are dead flat at 3.2 percent",
        "Strikes kill 20% of the harvest",
        "Injury toll rises to 30",
        "Toll in Karvia war reaches 40,000",
        "A 5.8-magnitude aftershock followed",
        "Magnitude 6 reform shakes ministry",
        "Orbis in $34 billion takeover including debt",
        "Sundry Foods in A$17bn takeover",  # nobody else's dollars
        "Parliament approves €50 billion aid package",  # there may be several
        "1.234 dead",  # a thousand, or a decimal
        "",
    ],
)
def test_other_numbers_are_left_alone(text: str):
    assert told(text) == []


def test_who_kills_is_not_who_is_killed():
    assert told("Two gunmen killed ten people") == [("dead", "", 10)]


PIECES = st.sampled_from(
    (
        *("14", "1,200", "three", "at least", "people", "soldiers", "were", "killed", "dead", "injures", "magnitude"),
        *("6.8", "to", "toll", "rises", "%", "$", "billion", "fine", "turnout", "of", ",", ".", "-", "2019", "thirty"),
    )
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join))
def test_every_count_is_a_number_of_its_own_sentence(text: str):
    for each in counts(text):
        assert each.sentence in plain_figures(text)
        assert any(each.value in number.number.readings for number in placed(each.sentence, "en"))


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text_can_be_read(text: str):
    assert all(each.value >= Fraction(0) for each in counts(text))
