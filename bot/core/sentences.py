"""Plain text as its sentences: English with its abbreviations, other languages by the stops of their scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator

TITLES = frozenset(
    """
    mr mrs ms dr prof gen lt col sgt capt cmdr adm maj gov sen rep rev hon st pres sec fr sr messrs
    mt ft no nos fig vs approx est dept jan feb mar apr jun jul aug sept sep oct nov dec
    mon tue tues wed thu thur thurs fri sat sun e.g i.e cf viz al
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)
"""Abbreviations after which a sentence goes on."""

ENDINGS = frozenset(
    """
    a.m p.m u.s u.k u.n e.u u.s.a u.a.e d.c etc inc ltd co corp plc jr sr bros ph.d
    """.split()  # noqa: SIM905 - as above
)
"""Abbreviations after which it may go on or end: the next word decides."""

OPENERS = frozenset(
    """
    a an the this that these those it he she they we i you his her its their our in on at by for from with as
    but and or if when while after before since although though however meanwhile there here what who why how
    """.split()  # noqa: SIM905 - as above
)
"""Words that have a capital only where a sentence begins."""

_FULL = "。！？．।॥۔؟።፧။។៕։"
"""Stops that end a sentence whatever follows: ideographic, Devanagari (and Bengali), Urdu, Arabic, Ethiopic, Burmese,
Khmer, Armenian. Thai and Lao have none, and their sentences are told by line breaks alone."""

_END = re.compile(rf"[.!?…]+[\"”’'»)\]]*(?=\s)|[{_FULL}]+[」』”\"’»)\]]*|\n+")
_GOES_ON = re.compile(r"[\u3041-\u309f、]")  # hiragana behind a quotation: who said it follows
_LAST_WORD = re.compile(r"[^\s(\"“‘'«\[]+$")
_NEXT_WORD = re.compile(r"\s*[\"“‘'«(\[]*([^\s.,;:!?]*)")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, each verbatim and stripped, in their order; together they are all of it.

    Abbreviations, initials and decimals end none; a quotation of several sentences stays whole; a line break
    always ends one. A text without words gives none.
    """
    return tuple(piece for piece in (text[start:end].strip() for start, end in _spans(text)) if piece)


def balanced(text: str) -> bool:
    """Whether every quotation and parenthesis that opens in a text closes in it, and the other way round."""
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("«") == text.count("»")
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and len(_SINGLE_OPEN.findall(text)) <= len(_SINGLE_CLOSE.findall(text))
    )


_SINGLE_OPEN = re.compile(r"(?<!\w)[‘'](?=\w)(?!\d\ds?\b)(?!(?:em|til|tis|twas|cause|n)\b)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match[0].startswith("\n") or _ends(text, start, match):
            yield start, match.end()
            start = match.end()
    yield start, len(text)


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a mark that may end a sentence does."""
    if match[0][0] in _FULL:
        return not ("」" in match[0] and _GOES_ON.match(text, match.end()))  # 「…。」と述べた
    following = _NEXT_WORD.match(text, match.end())
    word = following[1] if following else ""
    if not word or word[0].islower() or _inside_quotation(text, start, match.end()):
        return False
    return match[0][0] != "." or _full_stop(text[start : match.start()], following=word)


def _full_stop(before: str, *, following: str) -> bool:
    """Whether a dot ends the sentence, or only the word before it."""
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    plain = word.lower()
    if plain in ENDINGS:
        return following.lower() in OPENERS
    return not (plain in TITLES or (_INITIAL.fullmatch(word) and word != "I"))


def _inside_quotation(text: str, start: int, end: int) -> bool:
    """Whether a quotation that opened in this sentence is still open and will be closed in its paragraph."""
    so_far = text[start:end]
    paragraph_end = text.find("\n", end)
    rest = text[end : None if paragraph_end < 0 else paragraph_end]
    if so_far.count("“") > so_far.count("”"):
        return _closes(rest, "“", "”")
    return so_far.count('"') % 2 == 1 and '"' in rest


def _closes(rest: str, opening: str, closing: str) -> bool:
    """Whether the next such mark in a text is a closing one."""
    closes, opens = rest.find(closing), rest.find(opening)
    return closes >= 0 and (opens < 0 or closes < opens)
