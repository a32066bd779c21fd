"""Bytes in an encoding that nobody declared, or declared wrongly → the name of the encoding.

feedparser leaves this guess to a detector that knows nothing but the bytes and errs over short texts. We know
the language that an outlet writes, which leaves two to four encodings, told apart by how ordinary the letters are.
"""

from __future__ import annotations

import codecs
import re

_SAMPLE = 200_000  # bytes looked at: enough for any guess, and a bound on its time
_TORN = 0.01  # of the characters beyond ASCII: so many may be broken in a text that still is UTF-8
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""")
_LANGUAGE = re.compile(
    rb"""<(?:dc:)?language[^>]{0,100}>\s*(?:<!\[CDATA\[)?\s*([A-Za-z]{2,3})\b|xml:lang=["']([A-Za-z]{2,3})\b"""
)

_KIN: dict[str, tuple[str, str]] = {  # languages → the encodings they were written in, the letters they use most
    # Only small letters of Cyrillic: its encodings differ by which half of the bytes are the capitals.
    "ru uk be bg mk kk ky tg mn": ("cp1251 koi8_u iso8859_5 cp866", "а-яёіїєґўјљњћђџѓќѕ"),
    "sr": ("cp1251 iso8859_5 cp1250 iso8859_2", "а-яјљњћђџčćžšđČĆŽŠĐ"),
    "el": ("cp1253 iso8859_7", "α-ωάέήίόύώϊϋΐΰς"),
    "he yi": ("cp1255 iso8859_8", "א-ת"),
    "ar fa ur ps ug sd ku": ("cp1256 iso8859_6", "ء-يپچژگکیہے"),
    "th": ("cp874", "ก-๎"),
    "vi": ("cp1258", "ăâđêôơưĂÂĐÊÔƠƯàáãèéìíòóõùúý\u0300\u0301\u0303\u0309\u0323"),
    "tr az": ("cp1254", "ğışöçüĞİŞÖÇÜâî"),
    "pl": ("cp1250 iso8859_2", "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ"),
    "cs": ("cp1250 iso8859_2", "áčďéěíňóřšťúůýžÁČĎÉÍŇÓŘŠŤÚÝŽ"),
    "sk": ("cp1250 iso8859_2", "áäčďéíľĺňóôŕšťúýžÁČĎÉÍĽŇÓŠŤÚÝŽ"),
    "hu": ("cp1250 iso8859_2", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ"),
    "hr sl bs": ("cp1250 iso8859_2", "čćžšđČĆŽŠĐ"),
    "ro": ("cp1250 iso8859_2 iso8859_16", "ăâîșțşţĂÂÎȘȚŞŢ"),
    "lt lv et": ("cp1257 iso8859_13", "ąčęėįšųūžāēģīķļņäöõüĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅÄÖÕÜ"),
    "ko": ("cp949", "가-힣"),
    "ja": ("cp932 euc_jp", "ぁ-んー"),
    "zh": ("gb18030 cp950", "的一是不了在人有我他这这個个们大来来上国國中到说說和地出年日月为為以会會"),
}
_ENCODINGS = {language: names.split() for kin, (names, _) in _KIN.items() for language in kin.split()}
_ORDINARY = {language: re.compile(f"[{letters}]") for kin, (_, letters) in _KIN.items() for language in kin.split()}
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def encoding(body: bytes, *, declared: str | None = None, language: str | None = None) -> str | None:
    """The encoding of a document, or None where what it declares is the best there is to go by.

    `declared` is the charset of its HTTP header, `language` (ISO 639) what its outlet writes, otherwise what the
    document says it is in. Bytes that are valid UTF-8 and more than ASCII are UTF-8, whatever is declared: in
    every other encoding such bytes spell nonsense, while feeds that declare Latin-1 and are UTF-8 are frequent.
    A few torn characters don't make it another encoding. ASCII is ASCII, unless escapes switch it (ISO 2022).
    """
    if _is_wide(body) or b"\x1b" in body:
        return None
    if body.isascii():
        return "us-ascii"
    if _is_utf8(body):
        return "utf-8"
    language = language or _said_language(body)
    ordinary = _ORDINARY.get(language or "")
    if ordinary is None:
        return None
    names = [declared, *_said_encoding(body), *_ENCODINGS[language or ""]]
    scores = {name: _score(body, name, ordinary) for name in names if name}
    best = max(scores, key=lambda name: scores[name])  # the first of the best, so what is declared before a guess
    return best if scores[best] > 0 else None


def _is_wide(body: bytes) -> bool:
    """UTF-16 or UTF-32, which say so themselves."""
    return body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in body[:4]


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        foreign = len(text) - len(_FOREIGN.sub("", text))
        return text.count("\ufffd") <= _TORN * foreign
    return True


def _said_language(body: bytes) -> str | None:
    found = _LANGUAGE.search(body, 0, 5_000)
    return (found[1] or found[2]).decode().lower() if found else None


def _said_encoding(body: bytes) -> list[str]:
    found = _DECLARED.match(body)
    return [found[1].decode()] if found else []


def _score(body: bytes, name: str, ordinary: re.Pattern[str]) -> float:
    """The share of ordinary letters among the characters beyond ASCII; 0 for an encoding these bytes are not in."""
    try:
        b"a".decode(name)  # refuses what is no encoding of text: "zlib" is one of Python's, and would unpack a bomb
        text = codecs.getincrementaldecoder(name)().decode(body[:_SAMPLE])  # its last character may be torn
    except (LookupError, ValueError):
        return 0.0
    foreign = _FOREIGN.findall(text)
    return len(ordinary.findall(text)) / len(foreign) if foreign else 0.0
