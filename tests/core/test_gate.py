"""What the gate stops it stops for a reason, and says it; what is right it lets pass."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.gate import Fault, faults, judge


def fault(source: str, english: str, language: str) -> Fault | None:
    return judge(source, english, language=language).fault


@pytest.mark.parametrize(
    ("language", "source", "english"),
    [
        ("es", "Suben 2,5 % las exportaciones", "Exports rise 2.5%"),
        ("es-MX", "Invertirán 1,500 millones de dólares", "They will invest 1.5 billion dollars"),
        ("es", "El siglo XXI empezó así", "The 21st century began like this"),
        ("fr", "Quatre-vingts personnes à la rue", "Eighty people on the street"),
        ("fr", "Rendez-vous à 14 h 30 le 5 mai", "Meeting at 2:30 p.m. on May 5"),
        ("de", "Ab 20 Uhr fahren zweiunddreißig Busse", "From 8 p.m. 32 buses will run"),
        ("de", "1,2 Mio. Euro für 3.400 Schulen", "1.2 million euros for 3,400 schools"),
        ("pl", "Strata wyniosła 3,5 mln zł", "The loss was 3.5 million zlotys"),
        ("ru", "Двадцать пять человек спасены", "25 people rescued"),
        ("ru", "Бюджет вырос до 1,5 трлн рублей", "The budget grew to 1.5 trillion roubles"),
        ("ar", "ارتفع السعر إلى ١٢٫٥ دولار", "The price rose to 12.5 dollars"),
        ("hi", "सरकार 5 लाख घर बनाएगी", "The government will build 500,000 houses"),
        ("hi", "कंपनी को २० करोड़ का घाटा", "The company lost 200 million"),
        ("zh", "今年前三季度产量达到1.2亿吨", "Output reached 120 million tonnes in the first three quarters"),
        ("zh", "二十世纪90年代的故事", "A story of the 1990s"),
        ("ja", "売上高は３１億１６００万円だった", "Sales were 3.116 billion yen"),
        ("ja", "令和6年の選挙", "The 2024 election"),
        ("tr", "Ihracat yüzde 12 arttı", "Exports rose by 12 percent"),
    ],
)
def test_a_number_may_be_written_as_english_writes_it(language: str, source: str, english: str):
    assert fault(source, english, language) is not Fault.NUMBER, judge(source, english, language=language).words


@pytest.mark.parametrize(
    ("language", "source", "english", "words"),
    [
        ("es", "Cinco heridos y 14 detenidos", "Five injured and 41 arrested", "the number 14 is missing"),
        ("de", "Der Preis stieg auf 3.400 Euro", "The price rose to 3.4 euros", "the number 3.400 is missing"),
        ("fr", "Trois morts à Lens", "Four dead in Lens", "the number Trois is missing"),
        ("es", "Varios heridos en Lugo", "17 injured in Lugo", "the number 17 is not in the original"),
        ("zh", "公司投资30亿元建厂", "The company invests 30 billion yuan in a plant", "the number 30 is missing"),
        ("es", "El paro baja un 3 %", "Unemployment falls by 3", "a percentage was lost or made up"),
        (
            "de",
            "Der Bau kostet 20 Euro",
            "The building costs 20 dollars",
            "the currency is another: euro in the original",
        ),
    ],
)
def test_a_number_that_is_lost_or_made_up_is_named(language: str, source: str, english: str, words: str):
    assert judge(source, english, language=language).words == words


@pytest.mark.parametrize(
    ("language", "source", "english"),
    [
        ("es", "El ministro no dimitirá mañana", "The minister will resign tomorrow"),
        ("fr", "Le président ne viendra pas à la réunion", "The president will come to the meeting"),
        ("de", "Der Minister wird morgen nicht zurücktreten", "The minister will resign tomorrow"),
        ("pt", "O ministro não vai renunciar amanhã", "The minister will resign tomorrow"),
        ("it", "Il ministro non si dimetterà domani", "The minister will resign tomorrow"),
        ("nl", "De minister treedt morgen niet af", "The minister will resign tomorrow"),
        ("pl", "Minister nie poda się jutro do dymisji", "The minister will resign tomorrow"),
        ("ru", "Министр завтра не уйдёт в отставку", "The minister will resign tomorrow"),
        ("uk", "Міністр завтра не піде у відставку", "The minister will resign tomorrow"),
        ("tr", "Bakan yarın istifa etmeyecek", "The minister will resign tomorrow"),
        ("ar", "الوزير لن يستقيل غدا", "The minister will resign tomorrow"),
        ("fa", "وزیر فردا استعفا نخواهد داد", "The minister will resign tomorrow"),
        ("hi", "मंत्री कल इस्तीफा नहीं देंगे", "The minister will resign tomorrow"),
        ("ur", "وزیر کل استعفیٰ نہیں دیں گے", "The minister will resign tomorrow"),
        ("bn", "মন্ত্রী আগামীকাল পদত্যাগ করবেন না", "The minister will resign tomorrow"),
        ("id", "Menteri tidak akan mundur besok", "The minister will resign tomorrow"),
        ("vi", "Bộ trưởng sẽ không từ chức vào ngày mai", "The minister will resign tomorrow"),
        ("zh", "部长明天不会辞职", "The minister will resign tomorrow"),
        ("ja", "大臣は明日辞任しない", "The minister will resign tomorrow"),
        ("ko", "장관은 내일 사임하지 않을 것이다", "The minister will resign tomorrow"),
        ("th", "รัฐมนตรีจะไม่ลาออกพรุ่งนี้", "The minister will resign tomorrow"),
        ("he", "השר לא יתפטר מחר", "The minister will resign tomorrow"),
    ],
)
def test_a_lost_not_is_noticed(language: str, source: str, english: str):
    assert judge(source, english, language=language).words == "a “not” was lost"


@pytest.mark.parametrize(
    ("language", "source", "english"),
    [
        ("fr", "Le musée ne rouvrira que dans six mois", "The museum will reopen only in six months"),
        ("es", "Sin embargo, el precio sube", "However, the price is rising"),
        ("es", "El Gobierno no pudo pagar la deuda", "The government was unable to pay the debt"),
        ("de", "Der Nichtregierungsorganisation fehlt Geld", "The non-governmental organisation lacks money"),
        ("zh", "非洲国家不断增加投资", "African countries keep increasing investment"),
        ("ja", "増税かもしれないと専門家が話す", "Taxes may rise, experts say"),
        ("ru", "Тем не менее цены растут", "Nevertheless, prices are rising"),
    ],
)
def test_an_idiom_that_negates_nothing_needs_no_not(language: str, source: str, english: str):
    assert fault(source, english, language) is None


def test_a_not_that_the_original_has_not_is_noticed():
    english = "The minister will not resign tomorrow"
    assert judge("El ministro dimitirá mañana", english, language="es").words == "a “not” was added"


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("", Fault.EMPTY),
        ("…", Fault.EMPTY),
        ("El presidente viaja a Lima para firmar el acuerdo.", Fault.ECHO),
        ("The president viaja a Lima para firmar el agreement.", Fault.ECHO),
        ("Le président se rend à Lima pour signer un accord.", Fault.WRONG_LANGUAGE),
        ("Президент едет в Лиму, чтобы подписать соглашение.", Fault.WRONG_LANGUAGE),
        ("The president travels to Lima to sign the", Fault.TRUNCATED),
        ("The president.", Fault.TRUNCATED),
        (
            "The president travels to Lima to sign the agreement. " + "He signs many of them with joy and pride. " * 3,
            None,
        ),
        ("The president travels travels travels to Lima to sign the agreement.", Fault.DOUBLED),
        ("The president travels to Lima to <b>sign</b> the agreement.", Fault.MARKUP),
        ("Sure, here is the translation: The president travels to Lima to sign the agreement.", Fault.INSTRUCTION),
        ("The president travels to Lima to sign the agreement. See https://x.example/a", Fault.INSTRUCTION),
        ("The prÃ©sident travels to Lima to sign the agreement.", Fault.GARBLED),
        ("The president travels to Lima to sign the � agreement.", Fault.GARBLED),
        ("The president travels to Ottawa to sign the agreement with Trudeau.", Fault.NAME),
    ],
)
def test_each_kind_of_fault_has_its_name(english: str, expected: Fault | None):
    verdict = judge("El presidente viaja a Lima para firmar el acuerdo.", english, language="es")
    assert not verdict.ok
    assert expected is None or verdict.fault is expected, verdict


@pytest.mark.parametrize(
    ("language", "source", "english"),
    [
        ("ru", "Путин встретился с Эрдоганом в Сочи", "Putin met Erdogan in Sochi"),
        ("ar", "ماكرون يزور بيروت", "Macron visits Beirut"),
        ("hi", "नरेन्द्र मोदी लंदन पहुंचे", "Narendra Modi arrives in London"),
        ("zh", "马克龙会见普京", "Macron meets Putin"),
        ("ja", "トランプ大統領がワシントンで演説", "President Trump speaks in Washington"),
        ("de", "München und Genf planen einen Zug", "Munich and Geneva plan a train"),
        ("ko", "트럼프 대통령 연설", "President Trump speaks"),
        ("fa", "زلنسکی به ورشو رفت", "Zelensky went to Warsaw"),
    ],
)
def test_a_name_is_known_in_other_letters(language: str, source: str, english: str):
    assert fault(source, english, language) is None, judge(source, english, language=language)


@pytest.mark.parametrize(
    ("language", "source", "english"),
    [
        ("ru", "Путин встретился с Эрдоганом в Сочи", "Berlusconi met Erdogan in Sochi"),
        ("ar", "ماكرون يزور بيروت", "Berlusconi visits Beirut"),
        ("fr", "Le Japon et la Pologne signent un accord", "Kenya and Poland sign an agreement"),
        ("zh", "马克龙会见普京", "Macron meets Schwarzenegger"),
    ],
)
def test_a_name_that_is_another_is_noticed(language: str, source: str, english: str):
    assert fault(source, english, language) is Fault.NAME


def test_a_headline_of_names_and_figures_may_stay_as_it_is():
    assert judge("Real Madrid 2-1 Barcelona", "Real Madrid 2-1 Barcelona", language="es").ok


def test_markup_that_the_original_talks_about_is_no_fault():
    assert fault("La etiqueta <b> cumple 30 años", "The <b> tag turns 30 years old", "es") is not Fault.MARKUP


def test_every_fault_can_be_had_at_once():
    found = {each.fault for each in faults("Hay 5 muertos", "There are 6 <b>dead</b>", language="es")}
    assert {Fault.MARKUP, Fault.NUMBER} <= found


LANGUAGES = st.sampled_from(["es", "de", "ru", "ar", "hi", "zh", "ja", "ko", "th", "fr-CA", "qqq", ""])


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=200), LANGUAGES)
def test_any_two_texts_have_a_verdict(source: str, english: str, language: str):
    verdict = judge(source, english, language=language)
    assert verdict.ok == (verdict.fault is None)
    assert verdict.words
    assert (next(faults(source, english, language=language), None) is None) == verdict.ok


@pytest.mark.parametrize(
    "text", ["1" * 6000, "1,111" * 2000, "a" * 9000, "²" * 50 + " decades", "令和" + "9" * 6000, "9" * 6000 + " pm"]
)
def test_a_monstrous_figure_is_no_trouble(text: str):
    assert judge(text, "Nothing of the kind", language="ja").words
    assert judge("Nada de eso", text, language="es").words


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,:%一二三万億百 xmillónde-", max_size=60), LANGUAGES)
def test_any_figures_can_be_read(text: str, language: str):
    assert judge(text, text, language=language) == judge(text, text, language=language)
