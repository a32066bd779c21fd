"""How English news says what a number counts: the words beside it, and those that make it unsure.

Patterns that end in `$` are looked for before a number, the others behind it or in its sentence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType


def _pattern(*pieces: str) -> re.Pattern[str]:
    return re.compile("".join(pieces), re.IGNORECASE)


# ---------------------------------------------------------------------------- what makes a number unsure

AT_LEAST = _pattern(r"\bat least $")

UNSURE = _pattern(
    r"(?:\b(?:more than|over|above|nearly|almost|about|around|some|up to|roughly|approximately|fewer than|less than",
    r"|under|as many as|close to|estimated|of (?:the|its|their|his|her|whom)|from|aged?|not|no|or|to|between|another",
    r"|further|additional|first|last|next|past|every|per|other|than|only|flight|unit|route|highway|number|covid|day|week",
    r"|section|gate|line|train|bus|block|zone|room|phase|level|boeing|airbus|type|top|group)|[-–/]|\bno\.) ?$",
)
"""Before a number that is rough ("more than 50" does not contradict 52), a part, a range, added, an age, a name."""

UNSURE_BEHIND = _pattern(r"\s?(?:[-–/+]\s?\d|(?:or|to) \d|or (?:more|so|\w+ (?:people|dead|killed))\b)")

ANOTHER_TIME = _pattern(
    r"\b(?:since|annual\w*|yearly|daily|weekly|monthly|if|plot\w*|anniversary|commemorat\w+|previous(?:ly)?|earlier",
    r"|history|compared|average|war began|denie[sd]|false\w*|so far this|this year|(?:19|20)\d\ds?",
    r"|(?:last|past|previous|each|every|a|per) (?:year|month|week|decade|day)",
    r"|(?:past|last|previous) \w+ (?:hours|days|weeks|months|years)|half-hour",
    r"|(?:in|within|over) (?:[\w-]+ ){1,2}(?:hours?|minutes|days|weeks|months|period)",
    r"|(?:years?|months?|weeks?|days?|decades?) (?:ago|earlier|before|after))\b",
)
"""In a sentence that may speak of another event, of all of a war, or of what has not happened."""

NOT_DONE = _pattern(r"\b(?:to|may|might|could|would|will|can|not|never) \w+ $")
"""Before a number of people to whom something may be done."""

DOUBT = frozenset({"feared", "presumed", "believed", "thought"})

# ---------------------------------------------------------------------------- people

STATES: Mapping[str, str] = MappingProxyType(
    {
        word: line[0]
        for line in (
            ("dead", "killed", "die", "died", "dies", "deaths", "fatalities", "drown", "drowned", "perish", "perished"),
            ("injured", "hurt", "wounded", "hospitalised", "hospitalized", "injuries"),
            ("missing", "unaccounted"),
            ("arrested", "detained", "arrests"),
            ("evacuated",),
            ("displaced",),
            ("homeless",),
            ("abducted", "kidnapped"),
            ("rescued",),
        )
        for word in line
    }
)
"""What is said of people behind their number: `14 dead`, `14 people were killed`."""

ACTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        what: _pattern(rf"\b(?:{acts}) $")
        for what, acts in (
            ("dead", r"kill(?:s|ed|ing)?|(?:deaths?|killing) of"),
            ("injured", r"injur(?:es?|ed|ing)|wound(?:s|ed|ing)?"),
            ("arrested", r"(?:arrest|detain)(?:s|ed|ing)?|arrests? of"),
            ("abducted", r"(?:abduct|kidnap)(?:s|p?ed|p?ing)?|(?:abduction|kidnapping) of"),
            ("rescued", r"rescu(?:es?|ed|ing)|rescue of"),
            ("evacuated", r"evacuat(?:es?|ed|ing)|evacuation of"),
            ("displaced", r"displac(?:es?|ed|ing)"),
        )
    }
)
"""What is done to people before their number: `kills 14`, `the arrest of 12 protesters`."""

TOLL = _pattern(
    r"\btoll (?:(?:from|in|after) (?:(?!war\b)[\w’'-]+ ){1,5}?)?(?:(?:has|had) )?",
    r"(?:(?:rises|rose|risen|climbs|climbed|jumps|jumped|increases|increased|revised|up|now)(?: from \S+)? (?:to|at)",
    r"|hits|reaches|reached|stands at|stood at|at|of|is|was|now) $",
)
OTHER_TOLL = _pattern(r"\b(?:injury|injured|injuries|missing|financial|road|covid\S*|economic|war) toll\b")
LIVES = _pattern(r"\b(?:claim(?:s|ed|ing)|cost(?:s|ing)?|took|takes|taking) $")

PEOPLE = frozenset({"people", "persons", "person", "individuals", "residents", "inhabitants"})
"""Whoever it is: `14 people dead` counts what `14 dead` counts, `14 soldiers dead` perhaps not."""

BE = frozenset(
    """
    are were was is be been being have has had now still confirmed reported reportedly found declared remain remained
    """.split()  # noqa: SIM905 - a prose list is easier to read and extend
)

CLOSING = BE | {"overnight", "including", "inside", "outside", "despite", "according", "nationwide", "instantly"}
"""Words that are no part of the name of a group."""

UNITS = frozenset(
    """
    year years month months week weeks day days hour hours minute minutes second seconds time times km kilometres
    kilometers metre metres meter meters mile miles feet percent cent degrees points goals houses homes buildings cars
    vehicles tonnes tons kg acres hectares kilos shots runs
    """.split()  # noqa: SIM905 - as above
)
"""What is no people: `killed 14 years ago`."""

# ---------------------------------------------------------------------------- measures

MAGNITUDE = _pattern(r"\bmagnitude(?: of)? $")
MAGNITUDE_BEHIND = _pattern(r"[- ]magnitude\b| (?:on the |degrees )?Richter\b")
SHOCKS = _pattern(r"\b(?:after|fore)shocks?\b")

PERCENT_BEHIND = _pattern(r"\s?%| per ?cent\b")
TURNOUT = _pattern(
    r"\bturnout (?:of|at|was|is|reaches|reached|hits|hit|stands at|stood at",
    r"|(?:rises|rose|falls|fell|drops|dropped) to) $",
)
TURNOUT_BEHIND = _pattern(r"(?:\s?%| per ?cent)(?: voter)? turnout\b")
PARTIAL = _pattern(r"\b(?:by (?:\d|noon|mid)|noon|midday|as of|so far|o'clock|among|exit poll)")
"""In a sentence that tells the turnout of a part of the day or of the voters."""

_DEALS = "fine|ransom|settlement|takeover|merger|acquisition|buyout"  # of packages and contracts a story has several
TAKEOVER = frozenset({"takeover", "merger", "acquisition", "buyout"})
"""Words for one and the same."""

DEAL = _pattern(rf"\b(?P<deal>{_DEALS}) (?:of|worth) $|\b(?P<fined>fine[sd]) (?:[\w.&'’]+ ){{0,3}}$")
DEAL_BEHIND = _pattern(rf"[- ](?:(?!for|in|of|to|on|and|the)\w+[- ]){{0,2}}(?P<deal>{_DEALS})\b")
SIGNED = re.compile(r"(?:\b(?P<whose>US|A|C|HK|NZ|S|NT|R))?(?P<sign>[$€£¥])$")
DEBT = _pattern(r"\bdebts?\b|\bper share\b|\ba share\b")
"""In a sentence that tells a price which another sentence may tell otherwise."""
