"""Numbers inside longer words or runs of characters, and Roman ones → their values."""

from __future__ import annotations

from bot.core.gate_number_words import CARDINALS, EASTERN, HAN, LOOSE


def han_value(run: str) -> int | None:
    """三十五万 → 350000; None for what is no number, such as 万 alone."""
    if all(each in HAN for each in run):
        return int("".join(str(HAN[each]) for each in run)) if len(run) == 1 or len(run) == 4 else HAN[run[0]]
    total = section = digit = 0
    seen = False
    for each in run:
        if each in HAN:
            digit, seen = HAN[each], True
        elif each in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[each]
            digit, seen = 0, seen or each == "十"
        else:
            total = (
                (total + section + digit) * EASTERN[each]
                if each in "亿億"
                else total + (section + digit) * EASTERN[each]
            )
            section = digit = 0
    return total + section + digit if seen else None


_SLAVIC = {"двух": 2, "двох": 2, "трех": 3, "трёх": 3, "трьох": 3, "четырех": 4, "четырёх": 4, "пяти": 5, "шести": 6,
           "семи": 7, "восьми": 8, "девяти": 9, "десяти": 10}  # fmt: skip


def slavic(word: str) -> int:
    """трехкратный → 3; 0 for any other word."""
    return next((value for name, value in _SLAVIC.items() if word.startswith(name) and len(word) > len(name) + 2), 0)


def german(word: str) -> int:
    """zweiunddreißig → 32; 0 for any other word."""
    units, und, tens = word.partition("und")
    names = {**CARDINALS["de"], "ein": 1, "acht": 8}
    if und and units in names and LOOSE["de"].get(tens, 0) in range(20, 100, 10):
        return names[units] + LOOSE["de"][tens]
    for name, value in names.items():  # dreimal, fünfköpfig, zweistündig, dreiköpfige, siebenjährig
        if value > 1 and word.startswith(name) and len(word) > len(name) + 2:
            return value
    return 0


_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "І": 1, "Х": 10}


def roman(text: str) -> int:
    """XXI → 21, in Latin or Cyrillic capitals; only letters that are such numerals."""
    values = [_ROMAN_VALUES[each] for each in text]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
