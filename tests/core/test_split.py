"""What a translation model reads at once: sentences of any script, long ones in parts, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.split import LONGEST, joined, pieces


def sentences(text: str) -> list[str]:
    return [piece for paragraph in pieces(text) for piece in paragraph]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("El presidente habló hoy. La ley sigue en pie.", "El presidente habló hoy.", "La ley sigue en pie."),
        ("¿Quién ganó? Nadie lo sabe.", "¿Quién ganó?", "Nadie lo sabe."),
        ("Er sagte: „Nein.“ Dann ging er.", "Er sagte: „Nein.“", "Dann ging er."),
        ("Президент приехал. Завтра он уедет.", "Президент приехал.", "Завтра он уедет."),
        ("首相は辞任した。後任は未定だ。", "首相は辞任した。", "後任は未定だ。"),
        ("他说：“不。”然后走了。", "他说：“不。”", "然后走了。"),
        ("هل فاز؟ لا أحد يعلم.", "هل فاز؟", "لا أحد يعلم."),
        ("وزیر اعظم آئے۔ وہ کل جائیں گے۔", "وزیر اعظم آئے۔", "وہ کل جائیں گے۔"),
        ("प्रधानमंत्री आए। वे कल जाएंगे।", "प्रधानमंत्री आए।", "वे कल जाएंगे।"),
        ("ဝန်ကြီးချုပ် လာသည်။ မနက်ဖြန် သွားမည်။", "ဝန်ကြီးချုပ် လာသည်။", "မနက်ဖြန် သွားမည်။"),
        ("ጠቅላይ ሚኒስትሩ መጡ። ነገ ይሄዳሉ።", "ጠቅላይ ሚኒስትሩ መጡ።", "ነገ ይሄዳሉ።"),
        ("Llovió... Nadie salió.", "Llovió...", "Nadie salió."),
        ("Ganó en 2024. Perdió después.", "Ganó en 2024.", "Perdió después."),
    ],
)
def test_a_sentence_ends_at_the_stops_of_its_script(text: str, first: str, second: str):
    assert sentences(text) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "El Sr. Pérez visitó a la Dra. Gómez en la Av. Corrientes",
        "Am 3. Oktober feiert Deutschland",
        "J. M. Coetzee y G. García escriben",
        "Цена выросла до 3 тыс. Рублей стало меньше",
        "Precios suben 3.5 por ciento y llegan a 1.200 pesos",
        "visite example.com o infobae.com.ar hoy",
        "«¡No!» dijo ella",
        "Bkz. Ankara",
    ],
)
def test_a_full_stop_of_a_word_or_a_number_ends_nothing(text: str):
    assert sentences(text) == [text]


def test_paragraphs_stay_apart_and_are_joined_as_they_were():
    assert pieces("Uno. Dos.\n\nTres.") == (("Uno.", "Dos."), ("Tres.",))
    assert joined([["One.", "Two."], ["Three."]]) == "One. Two.\nThree."


def test_a_long_sentence_is_cut_at_a_clause_then_at_a_space_then_anywhere():
    clauses = "palabra otra, " * 100
    assert all(part.endswith(",") for part in sentences(clauses))
    words = "palabra " * 200
    assert {word for part in sentences(words) for word in part.split()} == {"palabra"}
    assert [len(part) for part in sentences("x" * (2 * LONGEST + 1))] == [LONGEST, LONGEST, 1]


def test_what_is_no_character_becomes_a_space():
    assert pieces("a\x00b\ud800c") == (("a b c",),)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00\ud800"])
def test_white_space_has_no_paragraphs(text: str):
    assert pieces(text) == ()


LETTERS = st.text(st.sampled_from('aÁñ .,!?…。！؟۔।።\n"”»)3Sr國ü\u0301'), max_size=300)


@given(LETTERS | st.text(st.characters(exclude_categories=["Cs", "Cc"])), st.integers(5, 50))
def test_nothing_is_lost_but_white_space(text: str, longest: int):
    found = pieces(text, longest=longest)
    assert "".join("".join(p) for p in found).replace(" ", "") == "".join(
        "".join(text.split()).replace("\ufffe", "").replace("\uffff", "").split()
    )
    assert all(piece and piece == piece.strip() and len(piece) <= longest for p in found for piece in p)
