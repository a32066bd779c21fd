"""The encoding of a feed is what its outlet's language reads best in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.encodings import encoding

TEXTS = {  # a sentence of an invented story, as the press of each language would put it
    "ru": "Наводнение в долине: спасатели вывезли жителей трёх деревень, дороги перекрыты до утра.",
    "uk": "Повінь у долині: рятувальники вивезли мешканців трьох сіл, дороги перекрито до ранку.",
    "bg": "Наводнение в долината: спасители изведоха жителите на три села, пътищата са затворени.",
    "sr": "Поплава у долини: спасиоци су извели становнике три села, путеви су затворени до јутра.",
    "el": "Πλημμύρα στην κοιλάδα: οι διασώστες απομάκρυναν τους κατοίκους τριών χωριών.",
    "he": "שיטפון בעמק: כוחות ההצלה פינו את תושבי שלושת הכפרים והכבישים נחסמו.",
    "ar": "فيضان في الوادي: فرق الإنقاذ أجلت سكان ثلاث قرى وأغلقت الطرق حتى الصباح",
    "fa": "سيل در دره: امدادگران ساکنان سه روستا را تخليه کردند",
    "th": "น้ำท่วมในหุบเขา หน่วยกู้ภัยอพยพชาวบ้านสามหมู่บ้าน ถนนปิดถึงเช้า",
    "tr": "Vadide sel: kurtarma ekipleri üç köyün sakinlerini tahliye etti, yollar sabaha kadar kapalı, ığdır şehri.",
    "pl": "Powódź w dolinie: ratownicy wywieźli mieszkańców trzech wsi, drogi są zamknięte aż do świtu.",
    "cs": "Povodeň v údolí: záchranáři odvezli obyvatele tří vesnic, silnice jsou uzavřeny až do úsvitu.",
    "hu": "Árvíz a völgyben: a mentők három falu lakóit vitték el, az utak reggelig lezárva, erős eső jön, őszi idő.",
    "ro": "Inundaţie în vale: salvatorii au evacuat locuitorii a trei sate, drumurile sunt închise până dimineaţa.",
    "hr": "Poplava u dolini: spašavatelji su odvezli žitelje triju sela, ceste su zatvorene još večeras, kažu češće.",
    "lt": "Potvynis slėnyje: gelbėtojai išvežė trijų kaimų gyventojus, keliai uždaryti iki ryto, žmonės šąla.",
    "ko": "계곡에 홍수가 나 구조대가 세 마을 주민을 대피시켰고 도로는 아침까지 통제된다.",
    "ja": "谷で洪水があり、救助隊は三つの村の住民を避難させた。道路は朝まで閉鎖される。",
    "zh": "山谷发生洪水，救援人员转移了三个村庄的居民，道路在早上之前都不能通行。",
}
WRITTEN = [
    ("ru", "cp1251"),
    ("ru", "koi8-r"),
    ("ru", "iso8859-5"),
    ("ru", "cp866"),
    ("uk", "cp1251"),
    ("uk", "koi8-u"),
    ("bg", "cp1251"),
    ("sr", "cp1251"),
    ("el", "cp1253"),
    ("el", "iso8859-7"),
    ("he", "cp1255"),
    ("ar", "cp1256"),
    ("ar", "iso8859-6"),
    ("fa", "cp1256"),
    ("th", "cp874"),
    ("tr", "cp1254"),
    ("pl", "cp1250"),
    ("pl", "iso8859-2"),
    ("cs", "cp1250"),
    ("cs", "iso8859-2"),
    ("hu", "cp1250"),
    ("ro", "cp1250"),
    ("hr", "cp1250"),
    ("hr", "iso8859-2"),
    ("lt", "cp1257"),
    ("ko", "cp949"),
    ("ja", "cp932"),
    ("ja", "euc-jp"),
    ("zh", "gb18030"),
]


def feed(text: str, *, charset: str, head: str = "") -> bytes:
    return f"{head}<rss><channel><item><title>{text}</title></item></channel></rss>".encode(charset)


@pytest.mark.parametrize(("language", "charset"), WRITTEN)
def test_an_undeclared_encoding_is_found_by_the_outlets_language(language: str, charset: str):
    text = TEXTS[language]
    body = feed(text, charset=charset)
    found = encoding(body, language=language)
    assert found is not None
    assert text in body.decode(found)


@pytest.mark.parametrize(("language", "charset"), WRITTEN)
@pytest.mark.parametrize("lie", ["iso-8859-1", "utf-8", "us-ascii", "x-nonsense"])
def test_a_wrong_declaration_does_not_mislead(language: str, charset: str, lie: str):
    text = TEXTS[language]
    body = feed(text, charset=charset, head=f'<?xml version="1.0" encoding="{lie}"?>')
    found = encoding(body, declared=lie, language=language)
    assert found is not None
    assert text in body.decode(found)


@pytest.mark.parametrize("language", TEXTS)
def test_utf8_is_utf8_whatever_is_declared(language: str):
    body = feed(TEXTS[language], charset="utf-8", head='<?xml version="1.0" encoding="windows-1251"?>')
    assert encoding(body, declared="iso-8859-1", language=language) == "utf-8"


def test_a_torn_character_does_not_make_utf8_another_encoding():
    body = feed(TEXTS["ar"] * 3, charset="utf-8").replace("ي".encode(), b"\xd9", 1)
    assert encoding(body, language="ar") == "utf-8"


def test_traditional_chinese_is_told_from_simplified():
    text = "山谷發生洪水，救援人員轉移了三個村莊的居民，道路在早上之前都不能通行，這是今年的第二次。"
    body = feed(text, charset="big5")
    assert text in body.decode(encoding(body, language="zh") or "")


@pytest.mark.parametrize("tag", ["<language>ru-RU</language>", "<dc:language>ru</dc:language>", '<a xml:lang="ru"/>'])
def test_without_an_outlets_language_the_documents_own_is_used(tag: str):
    assert encoding(feed(tag + TEXTS["ru"], charset="koi8-r")) in {"koi8_u", "koi8-u"}


def test_without_any_language_the_encoding_stays_open():
    assert encoding(feed(TEXTS["ko"], charset="cp949")) is None


def test_ascii_is_ascii_so_that_no_odd_codec_is_asked():
    assert encoding(b'<?xml version="1.0" encoding="punycode"?><rss/>', declared="idna") == "us-ascii"


@pytest.mark.parametrize("charset", ["utf-16", "utf-32", "iso2022_jp"])
def test_an_encoding_that_shows_by_itself_is_left_to_the_parser(charset: str):
    assert encoding(feed(TEXTS["ja"], charset=charset), language="ja") is None


def test_a_codec_that_unpacks_is_never_asked():
    assert encoding(b"\xe9\xe8", declared="zlib", language="ru") != "zlib"


@given(st.binary(max_size=300), st.sampled_from([None, *TEXTS, "en"]), st.text(max_size=12) | st.sampled_from(["idna"]))
def test_any_bytes_have_an_answer(body: bytes, language: str | None, declared: str):
    found = encoding(body, declared=declared, language=language)
    assert found is None or b"<rss/>".decode(found)
