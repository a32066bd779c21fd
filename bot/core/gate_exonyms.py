"""Places that English calls by another name than their own: CLDR's countries and cities, and those it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale, UnknownLocaleError

from bot.core.places import COUNTRIES
from bot.core.words import fold

_MORE = """
london=londres|londra|londyn|londýn|лондон|伦敦|倫敦|لندن
munich=münchen|múnich|munique|monaco|monachium|慕尼黑|мюнхен
cologne=köln|colonia|kolonia|colônia|科隆|кёльн
geneva=genf|ginebra|genebra|ginevra|genewa|日内瓦|женева|جنيف|ジュネーブ
milan=mailand|milano|milán|mediolan|米兰|милан
florence=florenz|firenze|florencia|florença|佛罗伦萨
venice=venedig|venezia|venecia|veneza|威尼斯
naples=neapel|napoli|nápoles|那不勒斯
turin=torino|turín
genoa=genua|genova|gênes
seville=sevilla|sevilha
antwerp=antwerpen|anvers|amberes
hague=haag|haya|haye|haia|haga|гаага|гааге|гааги|lahey|海牙|لاهاي|ハーグ
bavaria=bayern|baviera|bavière|巴伐利亚|бавари|bayerisch|bayerische
saxony=sachsen|sajonia|saxe|saksonia
swabia=schwaben
franconia=franken|oberfranken|unterfranken|mittelfranken
palatinate=pfalz|oberpfalz
brittany=bretagne|bretaña
burgundy=bourgogne
catalonia=cataluña|catalunya|katalonien|catalogne|каталон
lisbon=lissabon|lisboa|lisbonne|lizbona
nuremberg=nürnberg
hanover=hannover
brunswick=braunschweig
lyon=lione
edinburgh=edimburgo|édimbourg|爱丁堡
wales=gales|galles|威尔士
scotland=schottland|escocia|écosse|szkocja|шотланд|苏格兰|iskoçya|schottlands|schottischen
england=inglaterra|angleterre|inghilterra|anglia|англи|英格兰|ingiltere|إنجلترا
philadelphia=费城
washington=华盛顿|華盛頓|واشنطن
oxford=牛津
cambridge=剑桥
hollywood=好莱坞
texas=德克萨斯|得克萨斯|德州
detroit=底特律
california=加利福尼亚|加州
gaza=غزة|加沙|газ
crimea=krim|krym|крым|كريمي|克里米亚|kırım
kremlin=kreml|кремл|كرملين|克里姆林
jerusalem=القدس|иерусалим|耶路撒冷|kudüs|kudus
mecca=مكة|麦加|мекк
nile=نيل
egypt=مصر|mısır|埃及
sanaa=صنعاء
damascus=دمشق|şam
aleppo=حلب|алеппо
mosul=موصل
beirut=بيروت
ramallah=رام
islam=إسلام
siberia=сибир
danube=donau|danubio|dunaj|дуна|tuna
rhine=rhein|rin|reno
alps=alpen|alpes|alpi
mediterranean=mittelmeer|mediterrán|méditerran|средиземн|地中海|متوسط|akdeniz
baltic=ostsee|báltico|baltique|балти|bałty|bałtyk
aegean=ege
balkans=balkan|balcanes
seoul=汉城|首尔|ソウル
tokyo=東京|东京|токио
osaka=大阪
kyoto=京都
hokkaido=北海道
okinawa=沖縄|冲绳
fukushima=福島|福岛
hiroshima=広島|广岛
nagasaki=長崎|长崎
nagoya=名古屋
yokohama=横浜
kobe=神戸
fukuoka=福岡
sapporo=札幌
sendai=仙台
kumamoto=熊本
niigata=新潟
ishikawa=石川
noto=能登
toyota=豊田|トヨタ|丰田
honda=本田|ホンダ
kishida=岸田
ishiba=石破
takaichi=高市
abe=安倍
suga=菅
sato=佐藤
suzuki=鈴木
takahashi=高橋|髙橋
tanaka=田中
watanabe=渡辺|渡邉
yamamoto=山本
nakamura=中村
kobayashi=小林
kato=加藤
yoshida=吉田
yamada=山田
sasaki=佐々木
yamaguchi=山口
matsumoto=松本
inoue=井上
kimura=木村
shimizu=清水
hayashi=林
saito=斎藤|斉藤
mori=森
ikeda=池田
hashimoto=橋本
ogawa=小川
ito=伊藤
ohtani=大谷
otani=大谷
beijing=北京|pekin|pékin|pequim|peking|пекин|بكين
shanghai=上海
xinjiang=新疆
tibet=西藏|チベット
hong=香港
kong=香港
taipei=台北
tencent=腾讯
huawei=华为
alibaba=阿里巴巴
apple=苹果
google=谷歌
microsoft=微软
tesla=特斯拉
musk=马斯克
boeing=波音
airbus=空客
facebook=脸书
twitter=推特
biden=拜登
trump=特朗普|川普
macron=马克龙
putin=普京
zelensky=泽连斯基
merkel=默克尔
johnson=约翰逊|約翰遜
john=约翰|jean|juan|joão
sunak=苏纳克
modi=莫迪
nato=北约|otan|нато
diwali=दीपावली|दिवाली|दीवाली
ganges=गंगा|gange
delhi=दिल्ली
mumbai=मुंबई|bombay
kolkata=कोलकाता
lok=लोक
bengaluru=बेंगलुरु|बेंगलूर
francis=francisco|franziskus|françois|francesco|franciszek|франциск|方济各
leo=león|leone|léon|лев
nativity=рождеств
easter=ostern|pascua|pâques|пасх
christmas=weihnacht|navidad|noël
antarctica=antarkti
arctic=arkti|ártico
lehman=リーマン
"""

_TABLE: Mapping[str, tuple[str, ...]] = {
    english: tuple(fold(each) for each in names.split("|"))
    for english, _, names in (line.partition("=") for line in _MORE.strip().splitlines())
}


@cache
def exonyms(language: str) -> Mapping[str, tuple[str, ...]]:
    """Folded word of an English place name → how a language calls the place, folded, without the last letters."""
    found: dict[str, set[str]] = {english: set(names) for english, names in _TABLE.items()}
    for here, there in _pairs(language):
        for word in fold(here).replace("-", " ").split():
            found.setdefault(word.strip("()."), set()).add(there)
    return {english: tuple(names) for english, names in found.items()}


def _pairs(language: str) -> list[tuple[str, str]]:
    try:
        local, english = Locale.parse(language), Locale("en")
    except (UnknownLocaleError, ValueError):
        return []
    pairs = [
        (english.territories[code], name) for code, name in local.territories.items() if code in english.territories
    ]
    for zone, names in local.time_zones.items():
        here = english.time_zones.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        pairs.append((here, names.get("city", "")))
    return [(here, stem(fold(there))) for here, there in pairs if len(there) > 1]


@cache
def single_names(language: str) -> Mapping[str, tuple[str, ...]]:
    """What a language of East Asian letters calls a place or person → its folded English names, of one word each."""
    countries = set(COUNTRIES)
    pairs = [(fold(here), there) for here, there in _pairs(language) if " " not in here and len(there) > 1]
    pairs = [(here, there) for here, there in pairs if here not in countries]
    pairs += [(english, name) for english, names in _TABLE.items() for name in names if len(name) > 1]
    found: dict[str, list[str]] = {}
    for english, name in pairs:
        if name > "\u2e80" and english not in ("hong", "kong"):
            found.setdefault(name, []).append(english)
    return {name: tuple(places) for name, places in found.items()}


def stem(name: str) -> str:
    """A name without what its cases and adjectives change: `россия` → `росс`; short and Latin ones stay."""
    return name[: max(4, len(name) - 2)] if name[:1] > "z" and len(name) > 4 and name[0] < "\u2e80" else name


def has(english: str, source: str, *, language: str) -> bool:
    """Whether a folded source has what its language calls a place with this folded word in its English name."""
    return any(name in source for name in exonyms(language).get(english, ()))


@cache
def territories(language: str) -> tuple[tuple[str, str], ...]:
    """Countries that a language has one unmistakable word for: that word's stem, folded, and CLDR's English name."""
    try:
        local, english = Locale.parse(language), Locale("en")
    except (UnknownLocaleError, ValueError):
        return ()
    return tuple(
        (stem(fold(name)), english.territories[code])
        for code, name in local.territories.items()
        if len(code) == 2 and code.isalpha() and " " not in name and len(name) >= (2 if name > "\u2e80" else 5)
    )
