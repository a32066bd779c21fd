"""English text is cut where its sentences end, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.sentences import balanced, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain fell. Roads closed! Why? Nobody knew…", ["Rain fell.", "Roads closed!", "Why?", "Nobody knew…"]),
        ("Mr. Lind met Dr. Osei on Jan. 5 in Bergen.", ["Mr. Lind met Dr. Osei on Jan. 5 in Bergen."]),
        ("J. R. Moss won 3.5 percent. He left.", ["J. R. Moss won 3.5 percent.", "He left."]),
        ("The U.S. Senate voted. The bill passed.", ["The U.S. Senate voted.", "The bill passed."]),
        ("Troops left the U.S. They sailed at 5 p.m. The sea was calm.", None),
        ("She asked: “Who pays? Nobody knows.” Then she left.", None),
        ('"We will stay. We must," the mayor said. Crowds cheered.', None),
        ("The firm Oak Inc. The deal is off.", ["The firm Oak Inc.", "The deal is off."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("会議は終わった。次は五月。", ["会議は終わった。", "次は五月。"]),
        ("Prices rose by 4.2% (from 3.9%). Wages did not.", ["Prices rose by 4.2% (from 3.9%).", "Wages did not."]),
        ("The app yahoo! is older. Fine.", ["The app yahoo! is older.", "Fine."]),
        ("A stray “mark stays. The rest goes on.", ["A stray “mark stays.", "The rest goes on."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_a_text_is_cut_at_the_ends_of_its_sentences(text: str, expected: list[str] | None):
    if expected is None:
        expected = {
            "T": ["Troops left the U.S.", "They sailed at 5 p.m.", "The sea was calm."],
            "S": ["She asked: “Who pays? Nobody knows.”", "Then she left."],
            '"': ['"We will stay. We must," the mayor said.', "Crowds cheered."],
        }[text[0]]
    assert list(sentences(text)) == expected


@settings(deadline=None)
@given(st.text(alphabet="aB .!?\n“”\"'’()3,…", max_size=80))
def test_sentences_together_are_the_whole_text_without_its_white_space(text: str):
    found = sentences(text)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(each == each.strip() and each in text for each in found)


@settings(deadline=None)
@given(st.text(max_size=120))
def test_any_text_at_all_has_sentences_in_it_verbatim(text: str):
    end = 0
    for sentence in sentences(text):
        start = text.index(sentence, end)
        assert sentence
        assert not text[end:start].strip()
        end = start + len(sentence)
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("He said “no” twice.", True),
        ("It won't (he says) do.", True),
        ("The workers' union called it 'a scandal'.", True),
        ("She said “we will stay.", False),
        ('We must," the mayor said.', False),
        ("The plan (of June failed.", False),
        ("‘We will stay, the mayor said.", False),
    ],
)
def test_half_a_quotation_is_told_from_a_whole_one(text: str, whole: bool):
    assert balanced(text) is whole


@pytest.mark.parametrize(
    "told",
    [
        ("政府は予算を決定した。", "野党は反対した。"),
        ("सरकार ने बजट पेश किया।", "विपक्ष ने विरोध किया।"),
        ("সরকার বাজেট দিয়েছে।", "বিরোধীরা প্রতিবাদ করেছে।"),
        ("حکومت نے بجٹ پیش کیا۔", "اپوزیشن نے احتجاج کیا۔"),
        ("هل توافق الحكومة؟", "المعارضة ترفض."),
        ("መንግሥት በጀቱን አቀረበ።", "ተቃዋሚዎች ተቃወሙ።"),
        ("အစိုးရက ဘတ်ဂျက်တင်သည်။", "အတိုက်အခံက ကန့်ကွက်သည်။"),
        ("រដ្ឋាភិបាលបានដាក់ថវិកា។", "គណបក្សប្រឆាំងបានជំទាស់។"),
        ("Կառավարությունը ներկայացրեց բյուջեն։", "Ընդդիմությունը դեմ է։"),
        ("Правительство внесло бюджет.", "Оппозиция против."),
        ("Η κυβέρνηση κατέθεσε προϋπολογισμό.", "Η αντιπολίτευση διαφωνεί."),
        ("Die Regierung legte den Haushalt vor.", "Die Opposition ist dagegen."),
    ],
)
def test_the_stops_of_other_scripts_end_sentences(told):
    assert sentences(" ".join(told)) == told


def test_who_said_it_belongs_to_a_quotation_with_a_stop_in_it():
    assert sentences("首相は「反対だ。」と述べた。野党は黙った。") == ("首相は「反対だ。」と述べた。", "野党は黙った。")
