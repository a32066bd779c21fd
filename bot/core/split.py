"""Text of any language as what a translation model reads at once: a sentence, or a part of a long one.

Models are trained on sentences. What is longer than they have seen they cut short or repeat, and a text of several
sentences loses some. `sentences.py` is for English that is shown, and knows English abbreviations; this is for input
in whatever language, where a sentence too short costs quality and one too long costs content.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

LONGEST = 400
"""Characters of a piece: about 130 tokens of a Latin script, 400 of Chinese at most, where models know 256 and more."""

ABBREVIATIONS = frozenset(
    """
    sr sra srta dr dra d dña prof profa ing lic arq gral núm nº art arts pág págs av avda aprox etc ee uu cía
    mr mrs ms st mme mlle mgr chap env cf av sig sigg sra dott avv geom rag gen col cap ten lt sgt
    nr bzw ca z.b u.a d.h usw evtl ggf inkl hr fr str abs mio mrd tsd jh dipl hl u.s u.k e.g i.e vs
    t.o.v m.b.t o.a d.w.z bv bijv mevr dhr resp min max tel
    г гг стр ул д кв им тыс млн млрд руб коп см др пр т.е т.д т.п проф акад доц гр об обл р св
    tzn tzw np m.in prof inż mgr ul pl al św tys mln mld zł gr im godz wg br ub pt tj itd itp
    č č.p např tzv tj apod atd mj str vyd popř resp kpt plk gen ing mudr judr phdr
    bl.a t.ex s.k f.d dvs osv kl ca milj mkr nr bl.a f.eks o.l ifm iht pga
    dr doç yrd av müh sn vb vs örn bkz
    s.a dll dst yth tn
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)
"""Words after which a full stop ends nothing, of Romance, Germanic and Slavic languages, Turkish and Indonesian.

Collected by hand. One that is missing cuts a sentence; one too many leaves two together, which costs less."""

_STOP = re.compile(
    r"[.!?…]+[\"“”’'»)\]]*(?=\s)"  # scripts with spaces
    r"|[。！？｡]+[」』”’）】\"]*"  # Chinese and Japanese: no space follows
    r"|[؟۔।॥።፧༎။។]+[\"“”’'»)\]]*"  # Arabic, Urdu, Hindi and its neighbours, Amharic, Tibetan, Burmese, Khmer
)
_CLAUSE = re.compile(r"[,;:،؛、，；：፣፤–—]\s*|\s[-–—]\s")
_SPACE = re.compile(r"\s+")
_LAST_WORD = re.compile(r"[^\s(\"“„‘'«\[¿¡]+$")
_FIRST = re.compile(r"\s*[\"“”„‘’'«»(\[¿¡–—-]*\s*(\S?)")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_ORDINAL = re.compile(r"\d{1,2}")
_DROPPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def pieces(text: str, *, longest: int = LONGEST) -> tuple[tuple[str, ...], ...]:
    """The paragraphs of a text, each as its sentences; long sentences in parts of at most `longest` characters.

    All but white space and what is no character is kept, in its order. A text of white space has no paragraphs.
    """
    lines = (_SPACE.sub(" ", line).strip() for line in _DROPPED.sub(" ", text).splitlines())
    return tuple(
        tuple(part for sentence in _sentences(line) for part in _parts(sentence, longest)) for line in lines if line
    )


def joined(paragraphs: Sequence[Sequence[str]]) -> str:
    """What was made of each piece, as one text again: English, so with spaces between sentences."""
    return "\n".join(" ".join(part for part in parts if part) for parts in paragraphs)


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for match in _STOP.finditer(line):
        if _ends(line, start, match):
            yield line[start : match.end()].strip()
            start = match.end()
    if rest := line[start:].strip():
        yield rest


def _ends(line: str, start: int, match: re.Match[str]) -> bool:
    """Whether a mark that may end a sentence does."""
    if match[0][0] not in ".!?…":
        return True
    following = _FIRST.match(line, match.end())
    first = following[1] if following else ""
    if first.islower():
        return False
    return match[0][0] != "." or len(match[0].rstrip("\"“”’'»)]")) > 1 or not _shortened(line[start : match.start()])


def _shortened(before: str) -> bool:
    """Whether a full stop belongs to the word before it: an abbreviation, an initial, the ordinal of a day (`3.`)."""
    last = _LAST_WORD.search(before)
    word = last[0] if last else ""
    return word.lower() in ABBREVIATIONS or bool(_INITIAL.fullmatch(word) or _ORDINAL.fullmatch(word))


def _parts(sentence: str, longest: int) -> Iterator[str]:
    """A sentence in parts that are short enough, cut where it hurts least."""
    while len(sentence) > longest:
        cut = _cut(sentence, longest)
        if part := sentence[:cut].strip():
            yield part
        sentence = sentence[cut:].strip()
    if sentence:
        yield sentence


def _cut(sentence: str, longest: int) -> int:
    """Where to cut: after the last clause that fits and is not tiny, else after the last space, else anywhere."""
    for mark in (_CLAUSE, _SPACE):
        ends = [match.end() for match in mark.finditer(sentence, longest // 3, longest)]
        if ends:
            return ends[-1]
    cut = longest
    while cut > longest // 2 and unicodedata.combining(sentence[cut]):  # an accent stays with its letter
        cut -= 1
    return cut
