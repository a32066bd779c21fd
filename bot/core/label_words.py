"""Words at which a headline may not be cut: what follows them, or stands before them, belongs to them."""

from __future__ import annotations

_VERBS = """
accept accuse acquire admit agree allow announce appear appoint approve arrive beat become begin bolster brace
bring build buy cancel clear condemn confirm consider continue criticise criticize declare defend defy deliver
deny deploy die discuss dismiss drive elect embrace enter evacuate evict expand expect extend fail feel find
flee foil get give grant grow hail ignore impose impress include insist intend join keep kill lose make mean
meet mourn mull oppose oust outlaw overtake overturn pledge postpone prepare propose prove publish pull put
quit reach receive refuse reject relax remain resign respond restore restrict resume reveal reverse say secure
seek seize sell send serve slam slap soar speak spend survive swear take tell threaten topple trigger trim try
tumble unite unveil urge warn weigh welcome widen withdraw worry wound yield
"""

_NOUNS_TOO = """
answer appeal ask attack back ban bar blame block boost call charge claim close crash cross cut deal delay
demand drop end face fall fear fight fire force gain guarantee halt help hit hold honour hope hunt jail launch
lead leave lift limit lower mark move name need note offer open order pass pause pay pick plan plunge praise
press probe promise protest push question raise rally recall release report rescue return rise risk rule sack
scrap set share sign sink slash stand start step stop strike struggle study sue support target test top turn
view visit vote vow walk win
"""

_PAST = """
became began brought built bought came fell felt fought found gave got grew held hit kept knew led left lost made met
paid rose said sank saw sent shot sold spent spoke stood struck sued swept took told won withdrew wrote
"""


def _forms(verb: str) -> tuple[str, str, str, str]:
    """A verb as headlines have it: `try`, `tries`, `tried`, `trying`; what is irregular stands in _PAST."""
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    root = verb.removesuffix("e")
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return verb, third, f"{root}ed", f"{root}ing"


VERBS = (
    frozenset(form for verb in _VERBS.split() for form in _forms(verb))
    | frozenset(form for verb in _NOUNS_TOO.split() for form in _forms(verb)[2:])
    | frozenset(_PAST.split())
)
"""Verbs of headlines in their forms: `Heliara Probe Sends` lacks its end, `Worries Growers` its beginning."""

BASES, THIRDS = (frozenset(_forms(verb)[at] for verb in _NOUNS_TOO.split()) for at in (0, 1))
"""Verbs that are nouns too, as they stand behind several (`allies demand`) and behind one (`Washington orders`)."""

SMALL = frozenset(
    "a an and as at but by for from in into nor of on or over per the to under upon vs with".split()  # noqa: SIM905 - prose
)
"""Words without a capital inside a headline."""

DETERMINERS = frozenset(
    "a an the all its his her their our your this these some any no more another".split()  # noqa: SIM905 - a prose list
)

PARTICLES = frozenset("to back up out off down".split())  # noqa: SIM905 - as above
"""What follows a verb and belongs to it: `sends | back`."""

HOLDS_NEXT = frozenset("of and or & than that whether not".split())  # noqa: SIM905 - as above
"""Before one of these a phrase has no end: `Number | of Students`."""

AUXILIARIES = frozenset(
    """
    to not is are was were be been being will would could can may might must should has have had do does did
    """.split()  # noqa: SIM905 - as above
)
HOLDS_LAST = AUXILIARIES | {"of", "and", "or", "&"}
"""Behind one of these a phrase has no beginning: `must | Leave at Once`."""

REPORTING = frozenset("say says said".split())  # noqa: SIM905 - as above
"""Behind one of these a whole sentence follows, seldom within a few words."""

ORDINALS = frozenset("first second third fourth fifth former key main".split())  # noqa: SIM905 - as above
"""No phrase ends with one of these."""

GOVERNING = frozenset("of in at on from near off into with for by over and or &".split())  # noqa: SIM905 - as above
"""What stands behind one of these does nothing, or not alone: `crash in | Karvia leaves 179 dead`."""

PLACING = frozenset("in at on from near off into".split())  # noqa: SIM905 - as above
"""Behind one of these stands a place, and what follows belongs to something before it: `meet in | Geneva for Talks`."""
