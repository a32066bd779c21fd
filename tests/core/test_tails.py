"""What publishing software adds behind a summary is cut, and nothing of the summary with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.tails import cut

LEAD = "The bridge opened ten years late."


@pytest.mark.parametrize(
    "tail",
    [
        " The post Bridge opens appeared first on The Daily.",
        " The post Bridge opens first appeared on The Daily.",
        " La entrada El puente abre se publicó primero en El Diario.",
        " L’article Le pont ouvre est apparu en premier sur Le Journal.",
        " Der Beitrag Brücke offen erschien zuerst auf Der Bote.",
        " O post Ponte abre apareceu primeiro em O Diário.",
        " L'articolo Apre il ponte proviene da Il Giornale.",
        " Сообщение Мост открыт появились сначала на Вестник.",
        " Запис Міст відкрито спершу з’явився на Вісник.",
        " Artykuł Most otwarty pochodzi z serwisu Kurier.",
        " Read more",
        " Read More »",
        " [Read more…]",
        " (Continue reading...)",
        " Leer más",
        " Seguir leyendo",
        " Leia mais...",
        " Lire la suite",
        " [mehr]",
        " Weiterlesen →",
        " Leggi tutto >>",
        " Читать далее",
        " Подробнее...",
        " Читати далі",
        " Devamını oku",
        " Czytaj więcej",
        " Baca selengkapnya",
        " اقرأ المزيد",
        " और पढ़ें",
        " 阅读全文",
        "続きを読む",
        " Read more The post Bridge opens appeared first on The Daily.",
    ],
)
def test_a_tail_is_cut(tail: str):
    assert cut(LEAD + tail) == LEAD


@pytest.mark.parametrize("tail", [" [...]", " […]", "...", " […] Read more", "… Read more", "... [mehr]"])
def test_a_text_that_breaks_off_shows_it(tail: str):
    assert cut(f"The bridge opened ten years{tail}") == "The bridge opened ten years…"


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        "The minister wants children to read more",
        "He asked everyone to continue reading.",
        "Quien lee quiere leer más",
        "Die Stadt will mehr",
        "Nobody needs more",
        "The Post appeared on Monday. The post of mayor is vacant.",
        "",
    ],
)
def test_a_sentence_that_ends_like_a_tail_stays(text: str):
    assert cut(text) == text


def test_a_text_that_is_nothing_but_a_tail_is_empty():
    assert cut("Read more") == ""


@given(st.text(max_size=100))
def test_a_text_only_loses_its_end(text: str):
    assert text.startswith(cut(text).removesuffix("…").rstrip()) or not text.strip()
