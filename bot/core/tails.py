"""What publishing software adds behind a summary: "The post … appeared first on …", "Read more", "[…]"."""

from __future__ import annotations

import re

_OPENING = (
    "The post|La entrada|L[’']article|Der Beitrag|O post|L[’']articolo|Сообщение|Запис|Het bericht|Artykuł"
    "|Articolul|Příspěvek|Το άρθρο"
)
_POST = re.compile(  # WordPress, in the languages that its feeds are most often in
    rf"\s*(?:{_OPENING})\b.{{1,400}}?"
    r"\b(?:appeared first on|first appeared on|se publicó primero en|aparece primero en|est apparu en premier sur"
    r"|erschien zuerst auf|apareceu primeiro em|proviene da|появились сначала на|спершу з[’']явився на"
    r"|verscheen eerst op|pochodzi z serwisu|apare prima dată în|pochází z|εμφανίστηκε πρώτα στο)\b.*$",
    re.DOTALL,
)
_WORDS = """
    Read more|Read More|Read on|Read the full article|Read the full story|Continue reading|Continue Reading
    Keep reading|Full story|Leer más|Seguir leyendo|Sigue leyendo|Continuar leyendo|Leia mais|Continue lendo
    Leia a matéria completa|Continuar a ler|Ler mais|Saiba mais|Lire la suite|Lire plus|Lire l’article
    Weiterlesen|Mehr lesen|Mehr dazu|Leggi tutto|Leggi di più|Leggi l’articolo|Continua a leggere|Lees meer
    Lees verder|Läs mer|Læs mere|Les mer|Les hele saken|Lue lisää|Czytaj więcej|Czytaj dalej|Číst více|Číst dál
    Celý článek|Čítať ďalej|Tovább|Citește mai mult|Citește mai departe|Читать далее|Читать дальше
    Читать полностью|Подробнее|Читати далі|Читати більше|Детальніше|Прочети още|Διαβάστε περισσότερα
    Devamını oku|Haberin devamı|Baca selengkapnya|Selengkapnya|Baca lagi|Xem thêm|Xem tiếp|Đọc tiếp
    اقرأ المزيد|المزيد|ادامه مطلب|مزید پڑھیں|קרא עוד|קראו עוד|और पढ़ें|पूरी खबर पढ़ें|আরও পড়ুন|อ่านต่อ
    続きを読む|全文を読む|阅读全文|查看全文|阅读更多|閱讀全文|閱讀更多|더보기|자세히 보기
"""
_ANY_WORDS = "|".join(
    words.strip().replace("’", "[’']") for line in _WORDS.split("\n") for words in line.split("|") if words.strip()
)
_MORE = re.compile(  # with its capital, where there are any, so that a sentence that ends in such words stays
    rf"(?<!\w)[\[(«<]?\s*(?:{_ANY_WORDS}|(?:mehr|more|mais|más|suite)(?=\]))[\s.…:>»→›)\]]*$"
)
_CUT_SHORT = re.compile(r"\s*(?:\[(?:…|\.\.\.)\]|\.\.\.)$")


_OPENS = tuple(_OPENING.replace("[’']", "’").split("|"))
_LAST = 100
"""Characters at the end of a text in which "Read more" is looked for: more than any of its forms has."""


def cut(text: str) -> str:
    """The text (plain) without such tails; one that breaks off ends with "…"."""
    if any(opening in text.replace("'", "’") for opening in _OPENS):
        text = _POST.sub("", text)
    text = text[:-_LAST] + _MORE.sub("", text[-_LAST:])
    return _CUT_SHORT.sub("…", text.rstrip())
