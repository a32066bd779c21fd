"""Whether a "not" was lost or found in translation: cues of negation in twenty languages and in English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bot.core.gate_scripts import LETTER


class _Cues(NamedTuple):
    words: str  # alternatives of a regular expression, each a whole word where words are spaced
    idioms: str  # what contains a cue and negates nothing


_CUES: Mapping[str, _Cues] = {
    "es": _Cues(
        "no|nunca|jamás|ningún|ninguna|ninguno|nadie|nada|tampoco|ni",
        r"no (?:solo|sólo|solamente|únicamente)|no obstante|sin embargo|nada más|sin duda|ni siquiera|como si nada"
        r"|¿no\?"
        r"|no\.? ?\d+|no (?:\w{1,30} ){1,3}(?:más que|sino|solo|sólo|solamente)|no para\w{0,20} de"
        r"|no cabe (?:un alfiler"
        r"|duda)|por no hablar|sin precedentes|sin duda alguna|no sin|más que nada|a no ser|no bien|hasta que no",
    ),
    "pt": _Cues(
        "não|nunca|jamais|nenhum|nenhuma|ninguém|nada|tampouco|nem",
        r"não (?:só|somente|apenas)|não obstante|sem dúvida|nada mais|sem precedentes|não é\?|nem sequer",
    ),
    "fr": _Cues(
        "ne|n'|n’|non|jamais|aucun|aucune|personne ne|rien|pas|ni",
        r"non (?:seulement|plus)|sans (?:doute|cesse|précédent)|pas (?:à pas|seulement|mal)|(?:ne"
        r"|n['’])\s?(?:\w{1,30} ){0,3}qu[e'’]|(?:ne|n['’])\s?(?:\w{1,30} ){1,5}seulement"
        r"|rien qu|rien à (?:faire|voir)|plus que jamais|à moins qu\w{0,20} \w{1,30} (?:ne|n['’])|pas-de-calais"
        r"|pas de la porte|premiers? pas|un pas|non loin|"
        r"on (?:ne peut|n['’]est jamais) (?:plus|mieux)",
    ),
    "it": _Cues(
        "non|mai|nessun|nessuna|nessuno|niente|nulla|né|neanche|nemmeno|neppure",
        r"non (?:solo|soltanto|solamente|appena)|nonostante|senza dubbio|mai come|più che mai|senza precedenti"
        r"|finché non",
    ),
    "ca": _Cues("no|mai|cap|ningú|res|ni|tampoc", r"no (?:només|obstant)|sense dubte"),
    "ro": _Cues("nu|niciodată|niciun|nicio|nimeni|nimic|nici", r"nu (?:doar|numai)|fără îndoială"),
    "de": _Cues(
        "nicht|kein|keine|keinen|keinem|keiner|keines|nie|niemals|niemand|niemanden|nichts|weder|nirgends|keineswegs"
        "|keinerlei|nein",
        r"nicht (?:nur|allein|bloß|zuletzt|wahr|des eindrucks)|ohne(?:hin|dies| zweifel)|nichtregierung\w{0,20}"
        r"|nichtsdestotrotz|wenn nicht gar"
        r"|wenn nicht sogar|nichts als|nicht mehr (?:lange|weit)|nicht einmal (?=\d)|nie zuvor|so viel\w{0,20} wie nie"
        r"|gar nicht erst",
    ),
    "nl": _Cues(
        "niet|geen|nooit|niemand|niets|nergens|nee",
        r"niet (?:alleen|enkel|slechts)|zonder twijfel|niettemin",
    ),
    "sv": _Cues(
        "inte|ej|aldrig|ingen|inget|inga|varken|icke|ingenting",
        r"inte (?:bara|endast|minst)|utan tvekan|utan även|utan också",
    ),
    "da": _Cues("ikke|aldrig|ingen|intet|hverken|ej", r"ikke (?:kun|bare|mindst)|uden tvivl|uden for"),
    "no": _Cues("ikke|aldri|ingen|intet|verken|ei", r"ikke (?:bare|minst)|uten tvil|uten for"),
    "ru": _Cues(
        "не|нет|ни|никогда|никто|никого|никому|ничего|ничто|нельзя|нигде|никакой|никаких|никакого|никак|невозможно",
        r"не (?:только|менее|более|раз|позднее|просто)|ни (?:раз|при чём|при чем)|без сомнения|тем не менее"
        r"|вряд ли не|чуть не"
        r"|едва не|пока не|как ни|что ни|кто бы ни|как бы ни|не мог\w{0,20} не|не исключ\w{1,30}|без исключения"
        r"|во что бы то ни стало"
        r"|нет-нет|не говоря|не без",
    ),
    "uk": _Cues(
        "не|ні|немає|нема|ніколи|ніхто|нікого|нічого|ніде|жоден|жодного|жодної|неможливо",
        r"не (?:тільки|лише|менше|більше|раз)|тим не менш|без сумніву|ледь не|мало не|поки не",
    ),
    "pl": _Cues(
        "nie|nigdy|nikt|nikogo|nic|niczego|żaden|żadnej|żadnego|żadnych|ani|nigdzie",
        r"nie (?:tylko|mniej|mówiąc)|bez wątpienia|niemniej|o mało nie|dopóki nie",
    ),
    "cs": _Cues(
        r"ne|nikdy|nikdo|nic|žádný|žádná|žádné|ani|není|nejsou|nebyl\w{0,20}|nebude\w{0,20}|nemá|nechce|nemůže"
        r"|nelze|nesmí",
        r"nejen|nicméně",
    ),
    "tr": _Cues(
        r"\w{2,30}(?:mayaca|meyece|mıyor|miyor)\w{0,20}|değil\w{0,20}|yok|yoktu|hiç|hiçbir|asla|yoksun"
        r"|\w{2,30}(?:ma|me)(?:dı|di"
        r"|yacak|yecek|z|mış|miş|sı gerek)\w{0,20}"
        r"|\w{2,30}(?:mıyor|miyor|muyor|müyor|maz|mez|madı|medi|mayacak|meyecek|mamış|memiş|maması|memesi|madan|meden"
        r"|mayan|meyen|mayı reddet|amayan|emeyen|amıyor|emiyor)\w{0,20}|\w{1,30}(?:sız|siz|suz|süz)",
        r"yalnızca|sadece .{0,40}değil|temsilci\w{0,20}|\w{0,20}olmazsa olmaz|hükümet\w{0,20}|değilse|durmadan"
        r"|en geç|mesi\w{0,20}"
        r"|kalmadı mı|ekmez"
        r"|merkez\w{0,20}|cumhurbaşkan\w{0,20}|temmuz\w{0,20}|kuşkusuz|şüphesiz|denizsiz|\w{0,20}metli\w{0,20}"
        r"|elmas\w{0,20}|almaz\w{0,20} olma|henüz"
        r"|gündüz|"
        r"domuz\w{0,20}|omuz\w{0,20}|mısır\w{0,20}|pazar\w{0,20}|yazısız",
    ),
    "ar": _Cues(
        "لا|لم|لن|ليس|ليست|ليسوا|لست|بلا|ولا|ولم|ولن|وليس|فلا|فلم|فلن|ما زال لا|أبدا|أبداً",
        r"لا (?:يزال|تزال|يزالون|سيما|بد|شك|سي)|لا فقط|ليس فقط|ليس فحسب|غير أن|ولا (?:يزال|تزال|سيما|شك)"
        r"|غير مسبوق\w{0,20}|دون شك|ما لا يقل|لا يقل"
        r"|لم يعد سوى|ليس إلا|لا ي\w{1,30} إلا|دون سن",
    ),
    "fa": _Cues(
        r"نیست|نیستند|نبود|نبودند|هیچ|هرگز|نمی\w{0,20}|نمی‌\w{1,30}|نشد\w{0,20}|نکرد\w{0,20}|نخواهد|نخواهند|نخواهیم"
        r"|ندار\w{1,30}|نداشت\w{0,20}"
        r"|نباید|نیامد|نشده",
        r"نه تنها|نه فقط|بدون شک|هیچ چیز جز",
    ),
    "ur": _Cues(r"نہیں|نہ|مت|کبھی نہیں", r"نہ صرف|بلا شبہ|غیر ملکی|نہ صرف"),
    "hi": _Cues(
        r"नहीं|न|ना|मत|कभी नहीं|कोई नहीं|नही",
        r"न (?:केवल|सिर्फ)|ना केवल|नहीं तो|न जाने|क्यों न|कोई न कोई|कुछ न कुछ|कहीं न कहीं|ही नहीं|एक न एक"
        r"|किसी न किसी|गैर-?सरकारी",
    ),
    "bn": _Cues(r"না|নয়|নেই|নি|নাই|ছাড়া|বিনা|\w{0,20}নি|\w{1,30}না", r"শুধু নয়|কেবল নয়|জানা|ঘটনা|না হলে"),
    "mr": _Cues(r"नाही|नाहीत|नको|नये|न|विना|नसल्याने|नव्हते|नव्हता", r"केवळ नाही"),
    "te": _Cues(r"లేదు|కాదు|లేరు|వద్దు|లేకుండా|కాని", "మాత్రమే కాదు"),
    "ta": _Cues(r"இல்லை|அல்ல|இல்லாமல்|வேண்டாம்|கூடாது", "மட்டுமல்ல"),
    "id": _Cues(
        r"tidak|tak|bukan|belum|jangan|tiada|enggan|nggak",
        r"tidak hanya|bukan hanya|tak hanya|tidak lain|tak lain|tanpa ragu|bukan cuma",
    ),
    "ms": _Cues(r"tidak|tak|bukan|belum|jangan|tiada", r"tidak hanya|bukan sahaja|tanpa ragu"),
    "vi": _Cues(
        r"không|chưa|chẳng|đừng|chớ|không ai",
        r"không chỉ|không những|không quân|không gian|hàng không|không khí|chưa kể",
    ),
    "ja": _Cues(
        r"な(?:い|かっ|けれ|く(?!す|し|な))|ませ(?:ん|ぬ)|(?<=[かがさたなまらわばせれけめべきぎえねげ])ず(?!つ|っ"
        r"|れ)|ぬ(?=まま|うち)",
        r"少な\w?|かもしれな\w|に(?:違い|ちがい)な\w|(?:なけれ|なくて?)は?ばな?ら?な?|なければ(?:なら|いけ)な\w"
        r"|ざるを得な\w"
        r"|だけで(?:は)?な(?:く|い)|のみならず|ではないか|じゃないか|しか.{0,20}な[いか]|危な\w|切な\w|とんでもな\w"
        r"|間もな\w|まもな\w"
        r"|何気な\w|つな\w|みな\w|かな\w|相次\w|必ず|まず|少なからず|やむを得\w{0,20}|余儀な\w|行方不明|共に|ともな\w"
        r"|絶えず|相変わらず"
        r"|問わず|わずか|はず|ずっと|限ら|思わず|ないと(?:いけ|なら)\w{0,20}|にほかなら\w{0,20}|おなか|ななめ|心な"
        r"|でな(?:く"
        r"|くて)",
    ),
    "zh": _Cues(
        r"不|没|沒|未|别(?=[^人的处處墅名样種种])|并非|絕非|绝非|勿|从无|毫无|並無|并无",
        r"不(?:同|过|過|仅|僅|但|只|少|断|斷|久|管|如|论|論|止|料|禁|妨|得不|满|滿|安|幸|足|可思议|一样|一樣|光|单"
        r"|由得|知不觉|乏|愧|外乎"
        r"|错|錯|锈|动产|動產|住|良|公|法|明|容|约而同|遗余力|均|利|便|惜|甘|时|時|日|计|計|等|分|懈|必|再|已|多"
        r"|可或缺|得已)|对不起|差不多"
        r"|了不起|要不|未(?:来|來|婚|成年|知|必|经|遂)|没收|沒收|沉没|出没|淹没|埋没|特别|特別|分别|级别|性别|区别"
        r"|个别|告别|忍不住|毫不"
        r"|无不|说不定|并非不|不得|毫无疑问|出其不意",
    ),
    "ko": _Cues(
        r"\S{0,15}않\S{0,15}|\S{0,15}없\S{0,15}|아니\S{0,15}|안|못|못하\S{0,15}|\S{0,15}지 말\S{0,15}|불가\S{0,15}"
        r"|미정|비\S{0}",
        r"뿐(?:만)? 아니라|틀림없\S{0,15}|끊임없\S{0,15}|뿐만",
    ),
    "th": _Cues(r"ไม่|มิ|ไร้|ปราศจาก|ห้าม", r"ไม่เพียง|ไม่ใช่แค่|ไม้"),
    "he": _Cues(r"לא|אין|מעולם|איש לא|איננו|אינה|אינו|אינם", r"לא רק|ללא ספק|אין ספק|אל־"),
    "el": _Cues(
        r"δεν|δε|μην|μη|ποτέ|κανείς|κανένας|καμία|κανένα|ούτε|όχι|τίποτα",
        r"όχι μόνο|δεν .{0,20}μόνο|χωρίς αμφιβολία",
    ),
    "hu": _Cues(r"nem|ne|nincs|nincsenek|soha|sem|senki|semmi|sehol", r"nem(?:csak| csak|zet\w{0,20}|rég)"),
    "sw": _Cues(r"si|hakuna|hapana|kamwe|hawa\w{1,30}|haku\w{1,30}|hai\w{1,30}|ha\w{0}|hata", r"si tu"),
}
_UNSPACED = frozenset(("zh", "ja", "th", "ko"))

_SOFT = re.compile(
    r"(?<!\w)(?:sin|sem|sans|senza|sense|fără|ohne|zonder|utan|uden|uten|без|bez|غير|دون|بدون|عدم|بلا|बिना|बगैर"
    r"|tanpa|ללא|בלי|χωρίς)(?!\w)"
)
"""Words for "without" in many languages: so often put otherwise in English that only "with" contradicts them."""

_STRONG = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|no-one)\b|n['’]t\b", re.IGNORECASE
)
_STRONG_IDIOMS = re.compile(
    r"\b(?:not|n['’]t) (?:\w+ ){0,3}until\b|\bnot (?:perfectly|exactly|quite|entirely|fully|really|particularly"
    r"|very|that|only|just|merely|simply|least|to mention|so much|until)\b|n['’]t (?:just|only|merely|simply)\b"
    r"|\bno (?:doubt|later than|less than|sooner|fewer|matter|difference|man['’]s)\b"
    r"|n['’]t (?:take|be) long\b|\bnothing but\b|\bno\.? ?\d|\bwithout (?:a )?doubt|whether or not|leav\w+ no stone",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"\b(?:do|does|did|is|are|was|were|will|would|has|have|had|can|could|should|must|may|might)(?:n['’]t| not)\b"
    r"|\bcannot\b"
    r"|\bwon['’]t\b|\bcan['’]t\b|\bnever\b|\bto not\b|\bnot (?:to|be|have)\b",
    re.IGNORECASE,
)
_WEAK = re.compile(
    r"\b(?:un(?!i[tvofqlc]|der|til|less|cle|anim|u)\w{4,}|(?:in(?:complete|valid|capable|abilit|sufficient|visible"
    r"|correct|adequate"
    r"|secure|stab|effective|tolera|efficien|consisten|conclusive|evitabl)|im(?:possible|perfect|practical|moral"
    r"|proper|mun)"
    r"|il(?:legal|logical|legitima)|ir(?:regular|relevan|responsib))\w*|dis(?:agree|approv|continu|like|allow"
    r"|appear|satisf|trust|obey)\w*"
    r"|non-?\w{4,}|fail\w*|lack\w*|refus\w*|deny|denies|denied|denying|reject\w*|declin\w*|hardly|barely|scarcely"
    r"|rarely|seldom|rather than|instead"
    r"|far from|unless|absence|absent|free of|regardless|forbid\w*|forbade|exempt\w*|\w+less|lost count|very little"
    r"|less than|(?<!a )few"
    r"|impunity|empty|void|out of|anything but|thwart\w*|stops? short|likeable)\b",
    re.IGNORECASE,
)
_SOURCE_WEAK: Mapping[str, str] = {
    # words of the source that the English's weak ones come from already
    **dict.fromkeys(
        ("es", "pt", "it", "ca", "fr", "ro"),
        r"\b(?:[iî][nmrl]|d[eé]s|dis|mal|sin|sem|sans|senza)\w{4,}|rec?ha[zç]|rejei|refus|rifiut|fraca[s]|[eé]chou"
        r"|falt[aó]|manqu|manca|neg[aóo]u?|d[eé]ment|\b(?:poco|poca|pouc|peu|poch)",
    ),
    "de": (
        r"\bun\w{4,}|\w+los\w*|ablehn|abgelehnt|lehnt|weiger|verweiger|scheiter|mangel|fehl|kaum|selten"
        r"|bestreit|bestritt|verbot"
    ),
    "nl": r"\bon\w{4,}|weiger|afgewezen|mislukt|gebrek|nauwelijks",
    "ru": r"(?<!\w)(?:не|без|бес)\w{3,}|отказ|отверг|отклон|провал|отсутств|запре|мало|немног",
    "uk": r"(?<!\w)(?:не|без)\w{3,}|відмов|відхил|відсутн|заборон",
    "pl": r"\b(?:nie|bez)\w{4,}|odm[oó]wi|odrzuc|brak|mało|niewiel",
    "tr": r"\w+s[ıiuü]z\w*|redd?|başarısız|eksik|\baz\b",
    "ar": r"رفض|يرفض|ترفض|فشل|نف[ىي]|حظر|منع|نقص|غير|عدم|قليل",
    "hi": r"इनकार|इंकार|खारिज|असफल|विफल|नाकाम|कमी|\bअ\w{4,}|कम",
    "zh": r"拒绝|否认|失败|缺乏|非法|禁止|不多|很少|罕",
    "ja": r"拒否|否定|失敗|違法|禁止|不足|少な|わずか|まれ",
    "id": r"menolak|gagal|kurang|ilegal",
}


_ASIDE = re.compile(r"[(（][^()（）]*[)）]")  # what stands in parentheses is often told otherwise


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    given = _CUES.get(language)
    if given is None:
        return None
    cues, idioms = given
    whole = cues if language in _UNSPACED else rf"(?<!{LETTER})(?:{cues})(?!{LETTER})"
    if language == "fr":
        whole = r"(?<![\w-])(?:(?:ne|non|jamais|aucune?|rien|sans|pas|ni)(?![\w-])|n['’](?=\w))"
    return re.compile(whole, re.IGNORECASE), re.compile(idioms, re.IGNORECASE)


def cues(source: str, language: str) -> int | None:
    """How many cues of negation a text has, idioms that negate nothing left out; None for a language unknown here."""
    patterns = _patterns(language)
    if patterns is None:
        return None
    cue, idiom = patterns
    return len(cue.findall(idiom.sub(" ", _ASIDE.sub(" ", source))))


def strong(english: str) -> int:
    """How many plain negations an English text has: not, no, never, without and the like."""
    return len(_STRONG.findall(_STRONG_IDIOMS.sub(" ", english)))


def weak(english: str) -> int:
    """How many words an English text has that can stand for a negation of another language: unable, lacks, rarely."""
    return len(_WEAK.findall(english))


@cache
def _source_weak(language: str) -> re.Pattern[str]:
    return re.compile(_SOURCE_WEAK.get(language, r"(?!)"), re.IGNORECASE)


def lost(source: str, english: str, *, language: str) -> bool:
    """Whether the source negates and the English does not, neither plainly nor by another word."""
    count = cues(source, language)
    if count is None or _STRONG.search(english):
        return False
    if _ONLY.search(source) and not _ALSO.search(english):
        return True
    if count == 0:
        return bool(_SOFT.search(source.lower())) and bool(_WITH.search(english)) and not weak(english)
    return weak(english) <= len(_source_weak(language).findall(source))


_ONLY = re.compile(
    r"\bno s[oó]lo\b|\bnão (?:só|apenas)|\bnon (?:seulement|solo)|\bnicht nur|не только|не лише|nie tylko|niet alleen"
    r"|ليس فقط|न केवल|न सिर्फ|不仅|不只|だけでなく|tidak hanya|\binte bara",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"\b(?:also|as well|even|both|too|besides|addition|beyond|apart|more than|along with)\b", re.IGNORECASE
)
_WITH = re.compile(r"\bwith\b(?! (?:ease|impunity))", re.IGNORECASE)


def found(source: str, english: str, *, language: str) -> bool:
    """Whether the English negates a verb and nothing in the source negates."""
    patterns = _patterns(language)
    if patterns is None or language == "ja" or patterns[0].search(source) or _SOFT.search(source.lower()):
        return False
    plainly = _PLAIN.search(_STRONG_IDIOMS.sub(" ", english)) is not None
    return plainly and not _source_weak(language).search(source)
