"""Whether percentages stay percentages, and which currency an amount is in."""

from __future__ import annotations

import re
from collections.abc import Mapping


def percent(source: str, english: str) -> bool:
    """Whether the English has percentages where the source has, and the other way round."""
    there, here = bool(_PERCENT.search(source)), bool(_PERCENT.search(english))
    return there == here or bool(_SHARE.search(english if there else source))


_PERCENT = re.compile(
    r"\d\s?[%％٪﹪]|\d\)?[ -](?:per\s?cent|pct\b|por ?ciento|por cento|pour cent|prozent"
    r"|per cento|procent|persen|percen)"
    r"|%\d|\d (?:процент|відсот|بالمئة|بالمائة|في المئة|في المائة|درصد|فیصد|प्रतिशत|फीसद|फ़ीसद"
    r"|শতাংশ|phần trăm)|百分之|\dパーセント"
    r"|\d퍼센트|yüzde \d",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"[%％٪]|percent|per cent|percentage|points?\b|\b(?:half|third|quarter)"
    r"|процент|відсот|procent|prozent|ciento|cento\b"
    r"|yüzde|المئة|المائة|प्रतिशत|फीसद|百分|成|割|パーセント|persen|درصد",
    re.IGNORECASE,
)

_CURRENCIES: Mapping[str, re.Pattern[str]] = {
    "euro": re.compile(r"€|\beuros?\b|\beur\b|евро|євро|यूरो|يورو|欧元|ユーロ|ευρώ", re.IGNORECASE),
    "dollar": re.compile(
        r"\$|dólar|dolar|dollar|\busd\b|доллар|долар|डॉलर|دولار|美元|ドル|달러|美金|\bbucks\b", re.IGNORECASE
    ),
    "pound": re.compile(
        r"£|\bpounds?\b|sterling|libras? esterlina|\bpfund\b|фунт|पाउंड|英镑|ポンド|\bquid\b", re.IGNORECASE
    ),
    "yen": re.compile(r"¥|\byen\b|円|日元|иен", re.IGNORECASE),
    "rouble": re.compile(r"₽|\bro?ubles?\b|рубл", re.IGNORECASE),
}


_MONEY = re.compile("|".join(each.pattern for each in _CURRENCIES.values()), re.IGNORECASE)


def currencies(text: str) -> frozenset[str]:
    """The currencies that a text names: `euro`, `dollar`, `pound`, `yen`, `rouble`."""
    return frozenset(name for name, sign in _CURRENCIES.items() if sign.search(text))


def currency(source: str, english: str) -> str | None:
    """The currency of the source that became another one in the English."""
    if not _MONEY.search(source):
        return None
    have, told = currencies(english), currencies(source)
    lost, new = told - have, have - told
    return min(lost) if lost and new else None
