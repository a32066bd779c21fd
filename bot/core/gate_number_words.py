"""Numbers as words, and the words that scale them, in the languages of the press.

A cardinal that a translation must keep stands in CARDINALS; those that mean something else as often ("on", "once",
"do", "sei", "neuf") and all ordinals, tens and fractions stand in LOOSE: they may be what a figure in the English
comes from, and are not asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _table(text: str) -> Mapping[str, Mapping[str, int]]:
    """`es 2=dos|ambos 3=tres` a line → language → word → number."""
    table: dict[str, dict[str, int]] = {}
    for line in text.strip().splitlines():
        language, *cells = line.split()
        words = table.setdefault(language, {})
        for cell in cells:
            number, _, names = cell.partition("=")
            words.update(dict.fromkeys((name.replace("_", " ") for name in names.split("|")), int(number)))
    return MappingProxyType({language: MappingProxyType(words) for language, words in table.items()})


CARDINALS = _table(
    """
    en 2=two 3=three 4=four 5=five 6=six 7=seven 8=eight 9=nine 10=ten 11=eleven 12=twelve
    es 2=dos 3=tres 4=cuatro 5=cinco 6=seis 7=siete 8=ocho 9=nueve 10=diez 12=doce
    pt 2=dois|duas 3=três|tres 4=quatro 5=cinco 7=sete 8=oito 9=nove 10=dez 11=onze 12=doze
    fr 2=deux 3=trois 4=quatre 5=cinq 6=six 7=sept 8=huit 10=dix 11=onze 12=douze
    it 2=due 3=tre 4=quattro 5=cinque 7=sette 8=otto 9=nove 10=dieci 11=undici 12=dodici
    ca 2=dues 3=tres 4=quatre 5=cinc 7=set 8=vuit 10=deu 12=dotze
    ro 2=doi|două 3=trei 4=patru 5=cinci 6=șase|şase 7=șapte|şapte 8=opt 9=nouă 10=zece
    de 2=zwei 3=drei 4=vier 5=fünf 6=sechs 7=sieben 9=neun 10=zehn 11=elf 12=zwölf
    nl 2=twee 3=drie 4=vier 5=vijf 6=zes 7=zeven 8=acht 9=negen 10=tien 11=elf 12=twaalf
    sv 2=två 3=tre 4=fyra 5=fem 6=sex 7=sju 8=åtta 9=nio 10=tio 11=elva 12=tolv
    da 2=to 3=tre 4=fire 5=fem 6=seks 7=syv 8=otte 10=ti 11=elleve 12=tolv
    no 2=to 3=tre 4=fire 5=fem 6=seks 7=sju|syv 8=åtte 10=ti 11=elleve 12=tolv
    ru 2=два|две|двух|двум|двумя|двое|двоих 3=три|трех|трёх|трем|тремя|трое|троих
    ru 4=четыре|четырех|четырёх|четырьмя|четверо|четверых 5=пять|пяти|пятью|пятеро|пятерых 6=шесть|шести|шестеро
    ru 7=семь|семи 8=восемь|восьми 9=девять|девяти 10=десять|десяти 11=одиннадцать|одиннадцати
    ru 12=двенадцать|двенадцати
    uk 2=два|дві|двох|двоє 3=три|трьох|троє 4=чотири|чотирьох|четверо 5=п'ять|п’ять|п’яти|п'яти 6=шість|шести
    uk 7=сім|семи 8=вісім|восьми 9=дев'ять|дев’ять 10=десять|десяти 12=дванадцять
    pl 2=dwa|dwie|dwóch|dwoje|dwaj|dwiema 3=trzy|trzech|troje|trzej 4=cztery|czterech|czworo 5=pięć|pięciu|pięcioro
    pl 6=sześć|sześciu 7=siedem|siedmiu 8=osiem|ośmiu 9=dziewięć|dziewięciu 10=dziesięć|dziesięciu 12=dwanaście
    cs 2=dva|dvě|dvou 3=tři|tří 4=čtyři|čtyř 5=pět|pěti 6=šest|šesti 7=sedm|sedmi 8=osm|osmi 9=devět 10=deset
    tr 2=iki 3=üç 4=dört 5=beş 6=altı 8=sekiz 9=dokuz 12=on_iki
    ar 2=اثنان|اثنين|اثنتان|اثنتين 3=ثلاث|ثلاثة 4=أربع|أربعة|اربعة 5=خمس|خمسة 6=ست|ستة 7=سبع|سبعة 8=ثماني|ثمانية|ثمان
    ar 9=تسع|تسعة 10=عشر|عشرة
    fa 2=دو 3=سه 4=چهار 5=پنج 6=شش 7=هفت 8=هشت 9=نه‌تن 10=ده‌تن
    ur 3=تین 4=چار 5=پانچ 6=چھ 7=سات 8=آٹھ 10=دس
    hi 3=तीन|तीनों 4=चार|चारों 5=पांच|पाँच|पांचों 6=छह|छः 7=सात 8=आठ 10=दस 12=बारह
    bn 2=দুই 3=তিন 4=চার 5=পাঁচ 6=ছয় 7=সাত 8=আট 10=দশ
    id 2=dua 3=tiga 4=empat 5=lima 6=enam 7=tujuh 8=delapan 9=sembilan 10=sepuluh
    ms 2=dua 3=tiga 4=empat 5=lima 6=enam 7=tujuh 8=lapan 9=sembilan 10=sepuluh
    vi 2=hai 4=bốn 6=sáu 8=tám 9=chín
    el 2=δύο|δυο 3=τρεις|τρία 4=τέσσερις|τέσσερα 5=πέντε 6=έξι 7=επτά|εφτά 8=οκτώ|οχτώ 9=εννέα|εννιά 10=δέκα
    hu 2=két|kettő 3=három 4=négy 5=öt 6=hat 7=hét 8=nyolc 9=kilenc 10=tíz
    sw 2=wawili|mbili 3=watatu|tatu 4=wanne 5=watano|tano 6=sita 7=saba 8=wanane|nane 9=tisa 10=kumi
    """
)

LOOSE = _table(
    """
    en 1=one|first|single|once|1st
    en 2=second|twice|double|both|pair|couple|twin|twins|doubles|duo|half|two-time|dual|two
    en 3=third|thrice|triple|trio|thirds|triplets 4=fourth|quarter|quarters|quadruple|four-time 5=fifth|quintuple
    en 6=sixth 7=seventh 8=eighth 9=ninth 10=tenth|decade|tens 11=eleventh 12=twelfth|dozen|dozens 0=zero|no|nil
    en 13=thirteen|thirteenth 14=fourteen|fourteenth|fortnight 15=fifteen|fifteenth 16=sixteen 17=seventeen
    en 18=eighteen 19=nineteen 20=twenty|twentieth 30=thirty|thirtieth 40=forty 50=fifty|fiftieth|half 60=sixty
    en 70=seventy 80=eighty 90=ninety 100=century|hundred
    es 1=uno|una|un|primer|primero|primera 2=segundo|segunda|ambos|ambas|doble|mitad|par|medio|media 3=tercer|tercero
    es 3=tercera|triple|tercio 4=cuarto|cuarta 5=quinto|quinta 6=sexto|sexta 7=séptimo|séptima 8=octavo|octava
    es 9=noveno|novena 10=décimo|década|decena 11=once|undécimo 12=docena 13=trece 14=catorce 15=quince|quincena
    es 16=dieciséis 17=diecisiete 18=dieciocho 19=diecinueve 20=veinte 21=veintiún|veintiuno 22=veintidós
    es 23=veintitrés 24=veinticuatro 25=veinticinco 30=treinta 40=cuarenta 50=cincuenta|mitad 60=sesenta
    es 70=setenta 80=ochenta 90=noventa 100=cien|ciento|centenar|siglo 200=doscientos|doscientas
    es 300=trescientos|trescientas 400=cuatrocientos 500=quinientos|quinientas
    pt 1=um|uma|primeiro|primeira 2=segundo|segunda|ambos|dobro|metade|par|meio|meia 3=terceiro|terceira|triplo|terço
    pt 4=quarto|quarta 5=quinto|quinta 6=sexto|sexta|seis|meia 7=sétimo|sétima 8=oitavo|oitava 9=nono|nona
    pt 10=décimo|década 12=dúzia 13=treze 14=catorze|quatorze 15=quinze|quinzena 16=dezesseis|dezasseis 20=vinte
    pt 30=trinta 40=quarenta 50=cinquenta|metade 60=sessenta 70=setenta 80=oitenta 90=noventa 100=cem|cento|século
    pt 200=duzentos|duzentas 300=trezentos 500=quinhentos
    fr 1=un|une|premier|première|1er|1re 2=second|seconde|deuxième|double|moitié|demi|paire 3=troisième|triple|tiers
    fr 4=quatrième|quart 5=cinquième 6=sixième 7=septième 8=huitième 9=neuf|neuvième 10=dixième|décennie|dizaine
    fr 12=douzaine 13=treize 14=quatorze 15=quinze|quinzaine 16=seize 20=vingt|vingtaine 30=trente|trentaine
    fr 40=quarante 70=septante 80=huitante 90=nonante 50=cinquante|moitié|cinquantaine 60=soixante
    fr 100=cent|centaine|siècle
    it 1=uno|una|un|primo|prima 2=secondo|seconda|entrambi|doppio|metà|coppia|mezzo 3=terzo|terza|triplo
    it 4=quarto|quarta
    it 5=quinto 6=sei|sesto 7=settimo 8=ottavo 9=nono 10=decimo|decennio|decina 12=dozzina 13=tredici 15=quindici
    it 20=venti 30=trenta 40=quaranta 50=cinquanta|metà 60=sessanta 70=settanta 80=ottanta 90=novanta 100=cento|secolo
    de 1=ein|eine|einen|einem|einer|eins|erste|ersten|erster|erstes
    de 2=zweite|zweiten|zweiter|zweites|beide|beiden|doppelt
    de 2=hälfte|halb|halbe|zwo|zweimal|zweit 3=dritte|dritten|dritter|drittes|drittel|dreimal|dreifach|dreimalige
    de 4=vierte|vierten|vierter|viertel|viermal 5=fünfte|fünften|fünfter|fünfmal 6=sechste|sechsten|sechsmal
    de 7=siebte|siebten 8=acht|achte|achten|achtmal 9=neunte|neunten 10=zehnte|zehnten|jahrzehnt
    de 12=dutzend 13=dreizehn
    de 14=vierzehn 15=fünfzehn 16=sechzehn 17=siebzehn 18=achtzehn 19=neunzehn 20=zwanzig|zwanziger
    de 30=dreißig|dreißiger
    de 40=vierzig 50=fünfzig|hälfte 60=sechzig 70=siebzig 80=achtzig|achtziger 90=neunzig|neunziger
    de 100=hundert|jahrhundert
    nl 1=een|één|eerste 2=tweede|beide|helft|half|dubbel 3=derde 4=vierde|kwart 5=vijfde 10=tiende
    nl 12=dozijn 20=twintig
    nl 15=vijftien 30=dertig 40=veertig 50=vijftig|helft 60=zestig 70=zeventig 80=tachtig 90=negentig 100=honderd|eeuw
    sv 1=ett|en|första 2=andra|båda|hälften|halv|dubbelt 3=tredje 9=nio 20=tjugo 30=trettio 40=fyrtio 50=femtio
    sv 100=hundra
    da 1=en|et|første 2=anden|begge|halv 3=tredje 9=ni 20=tyve 30=tredive 100=hundrede
    no 1=en|et|første 2=andre|begge|halv 3=tredje 9=ni 20=tjue 30=tretti 50=femti 100=hundre
    ru 1=один|одна|одно|одного|одной|первый|первая|первое|первого|первой|впервые
    ru 2=второй|вторая|второе|второго|оба|обе
    ru 2=обоих|вдвое|дважды|половина|половины|половину|пара|пары|полтора
    ru 3=третий|третья|третье|третьего|третьей|трижды
    ru 3=треть|трети 4=четвертый|четвёртый|четверть|четверти 5=пятый|пятого|пятая 6=шестой 7=седьмой 8=восьмой
    ru 9=девятый 10=десятый|десятилетие|десяток|десятков|десятилетия 12=дюжина 13=тринадцать 14=четырнадцать
    ru 15=пятнадцать 16=шестнадцать 17=семнадцать 18=восемнадцать 19=девятнадцать 20=двадцать|двадцати
    ru 30=тридцать|тридцати 40=сорок|сорока 50=пятьдесят|пятидесяти|половина 60=шестьдесят|шестидесяти
    ru 70=семьдесят 80=восемьдесят 90=девяносто 100=сто|ста|век|века|веке|сотня 200=двести|двухсот 300=триста|трехсот
    ru 400=четыреста 500=пятьсот|пятисот
    uk 1=один|одна|перший|перша 2=другий|друга|обидва|половина|пара|двічі 3=третій|третина 20=двадцять 30=тридцять
    uk 40=сорок 50=п’ятдесят|п'ятдесят 100=сто|століття
    pl 1=jeden|jedna|pierwszy|pierwsza 2=drugi|druga|oba|obie|połowa|połowy|para|dwukrotnie 3=trzeci|trzecia 4=czwarty
    pl 5=piąty 10=dekada|dziesiąty 11=jedenaście 13=trzynaście 15=piętnaście 20=dwadzieścia|dwudziestu 30=trzydzieści
    pl 40=czterdzieści 50=pięćdziesiąt|połowa 60=sześćdziesiąt 100=sto|stu|wiek|wieku 200=dwieście 300=trzysta
    cs 1=jeden|jedna|první 2=druhý|druhá|oba|polovina|pár 3=třetí 20=dvacet 30=třicet 40=čtyřicet 50=padesát 100=sto
    tr 1=bir|ilk|birinci 2=ikinci|çift|yarı|yarısı|yarım|iki 3=üçüncü 4=dördüncü|çeyrek 5=beşinci 6=altıncı
    tr 7=yedi|yedinci
    tr 8=sekizinci 9=dokuzuncu 10=on|onuncu 11=on_bir 13=on_üç 14=on_dört 15=on_beş 16=on_altı 17=on_yedi 18=on_sekiz
    tr 20=yirmi 30=otuz 40=kırk 50=elli|yarısı 60=altmış 70=yetmiş 80=seksen 90=doksan 100=yüz|yüzyıl
    ar 1=واحد|واحدة|أول|أولى|الأول|الأولى 2=ثاني|ثانية|الثاني|الثانية|نصف|كلا|زوج|مرتين|ضعف
    ar 3=ثالث|ثالثة|الثالث|الثالثة|ثلث
    ar 4=رابع|رابعة|الرابع|الرابعة|ربع 5=خامس|الخامس|الخامسة 10=عقد|عشرية|عشرات 11=أحد_عشر 12=اثني_عشر|اثنا_عشر|دزينة
    ar 15=خمسة_عشر 20=عشرون|عشرين 30=ثلاثون|ثلاثين 40=أربعون|أربعين 50=خمسون|خمسين|نصف 60=ستون|ستين
    ar 70=سبعون|سبعين 80=ثمانون|ثمانين 90=تسعون|تسعين 100=مئة|مائة|قرن|القرن 200=مئتين|مئتان|مائتي
    ar 2000=ألفين|ألفي|ألفا 2000000=مليوني|مليونين|مليونا 2000000000=ملياري|مليارين
    fa 1=یک|اول 2=دوم|نصف|نیم 3=سوم 9=نه 10=ده 20=بیست 30=سی 40=چهل 50=پنجاه 100=صد
    ur 1=ایک|پہلا 2=دو|دونوں|دوسرا|نصف 9=نو 20=بیس 50=پچاس 100=سو
    hi 1=एक|पहला|पहली|पहले 2=दो|दोनों|दूसरा|दूसरी|दूसरे|आधा|आधे|डबल|दोहरा 3=तीसरा|तीसरी|तीसरे|तिहाई
    hi 4=चौथा|चौथी|चौथे|चौथाई 5=पांचवां|पांचवें|पांचवीं 6=छठा|छठी|छठे 7=सातवें|सातवां|सातवीं 8=आठवें|आठवां|आठवीं
    hi 9=नौ|नौवें|नौवां|नौवीं 10=दशक 11=ग्यारह 13=तेरह 14=चौदह 15=पंद्रह 20=बीस 25=पच्चीस 30=तीस 40=चालीस 50=पचास|आधा
    hi 60=साठ 100=सौ|सदी
    bn 1=এক|প্রথম 2=দুটি|দুজন|দ্বিতীয়|অর্ধেক 20=বিশ 50=পঞ্চাশ 100=একশ
    id 1=satu|pertama|se 2=kedua|setengah|sepasang|dua 3=ketiga 4=keempat|seperempat 11=sebelas 12=belas 20=puluh
    id 100=ratus|abad
    vi 1=một|nhất 3=ba 5=năm 7=bảy 10=mười 2=đôi|nửa 20=hai_mươi 100=trăm
    el 1=ένα|ένας|μία|πρώτη|πρώτος 2=δεύτερη|δεύτερος|μισό 20=είκοσι 30=τριάντα 100=εκατό
    """
)

SCALES = _table(
    """
    en 1000=thousand|thousands|k 1000000=million|millions|mn|mln 1000000000=billion|billions|bn
    en 1000000000000=trillion|trillions|tn
    en 100=hundred|hundreds 100000=lakh|lakhs 10000000=crore|crores
    es 1000=mil|miles 1000000=millón|millones|mill 1000000000000=billón|billones
    pt 1000=mil 1000000=milhão|milhões|mi 1000000000=bilhão|bilhões|bi 1000000000000=trilhão|trilhões|bilião|biliões
    fr 1000=mille|milliers 1000000=million|millions 1000000000=milliard|milliards|mds|md
    fr 1000000000000=billion|billions
    it 1000=mila|mille|migliaia 1000000=milione|milioni|mln 1000000000=miliardo|miliardi|mld|mrd
    ca 1000=mil 1000000=milió|milions
    ro 1000=mii|mie 1000000=milion|milioane|mil 1000000000=miliard|miliarde|mld
    de 1000=tausend|tsd 1000000=million|millionen|mio 1000000000=milliarde|milliarden|mrd
    de 1000000000000=billion|billionen
    nl 1000=duizend 1000000=miljoen|mln 1000000000=miljard|mld
    sv 1000=tusen 1000000=miljon|miljoner 1000000000=miljard|miljarder
    da 1000=tusind 1000000=million|millioner|mio 1000000000=milliard|milliarder|mia
    no 1000=tusen 1000000=million|millioner|mill 1000000000=milliard|milliarder|mrd
    ru 1000=тыс|тысяч|тысяча|тысячи|тысячу|тысячами 1000000=млн|миллион|миллиона|миллионов|миллионах
    ru 1000000000=млрд|миллиард|миллиарда|миллиардов 1000000000000=трлн|триллион|триллиона|триллионов
    uk 1000=тис|тисяч|тисячі|тисяча 1000000=млн|мільйон|мільйона|мільйонів|мільйони
    uk 1000000000=млрд|мільярд|мільярда|мільярдів|мільярди
    pl 1000=tys|tysiąc|tysiące|tysięcy 1000000=mln|milion|miliona|milionów|miliony
    pl 1000000000=mld|miliard|miliarda|miliardów|miliardy
    cs 1000=tis|tisíc|tisíce 1000000=mil|milion|milionu|milionů|miliony 1000000000=mld|miliarda|miliardy|miliard
    tr 1000=bin 1000000=milyon 1000000000=milyar 1000000000000=trilyon
    ar 1000=ألف|آلاف|الف|ألفا|ألفاً 1000000=مليون|ملايين|مليونا 1000000000=مليار|مليارات|مليارا|بليون
    ar 1000000000000=تريليون
    fa 1000=هزار 1000000=میلیون 1000000000=میلیارد 1000000000000=تریلیون
    ur 1000=ہزار 100000=لاکھ 10000000=کروڑ 1000000000=ارب
    hi 1000=हजार|हज़ार 100000=लाख 10000000=करोड़|करोड 1000000000=अरब 1000000=मिलियन
    bn 1000=হাজার 100000=লাখ|লক্ষ 10000000=কোটি
    id 1000=ribu 1000000=juta 1000000000=miliar 1000000000000=triliun
    ms 1000=ribu 1000000=juta 1000000000=bilion|billion
    vi 1000=nghìn|ngàn 1000000=triệu 1000000000=tỷ|tỉ
    el 1000=χιλιάδες|χιλ 1000000=εκατομμύρια|εκατ 1000000000=δισεκατομμύρια|δισ
    hu 1000=ezer 1000000=millió 1000000000=milliárd
    sw 1000=elfu 1000000=milioni 1000000000=bilioni
    """
)

EASTERN = MappingProxyType(
    {
        "万": 10**4,
        "萬": 10**4,
        "亿": 10**8,
        "億": 10**8,
        "兆": 10**12,
        "만": 10**4,
        "억": 10**8,
        "조": 10**12,
        "千": 1000,
    }
)
"""Scales of East Asia, written straight after the figure."""

HAN = MappingProxyType(
    dict(zip("〇零一二三四五六七八九两兩壱弐参", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2, 2, 1, 2, 3), strict=True))
)
COUNTED = (
    "个個名人位年月日天岁歲次起家件场場条條项項台辆艘架小時时倍届届只座部支所册座匹回度目つ種"
    "种隻週周分成カヶか歳枚本校軒"
)
"""What stands after a number in Chinese and Japanese where it is a number and not a part of a name."""
