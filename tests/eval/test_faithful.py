"""A checker of sentences must stop what the articles do not say, and let pass what they do: floors under both.

`faithful.tsv`: sentences as a good editor would write them from the articles of an event of the invented day. Faults
are seeded into them: another number, a name from elsewhere, a "not" lost or added, words that nobody said, another
weekday; names that have changed places are asked for apart.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from bot.core.faithful import Source, fault

FOLDER = Path(__file__).parent

CAUGHT, FALSE_ALARMS = 0.95, 0.03
"""The floors. When they were set 0.979 of 238 were caught and none of 60 was a false alarm."""

STRANGERS = ("Halvorsen", "Lindqvist", "Tangshan", "Okonkwo", "Bratislava", "Vellore")
QUOTES = ("a disgrace to us all", "we will never give up", "the worst day of my life")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
VERB = re.compile(r"\b(will|was|were|is|are|has|had|said|killed|held|met|hit|died|survived|signed|ruled|resigned)\b")


def sources() -> dict[str, Source]:
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for name in ("day.jsonl", "overlooked.jsonl", "stories.jsonl"):
        for line in (FOLDER / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            texts[row["cluster"]] += [row["title"], row["lead"]]
    return {event: Source.of(each) for event, each in texts.items()}


SOURCES = sources()
LINES = [line.split("\t") for line in (FOLDER / "faithful.tsv").read_text("utf-8").splitlines()]
FAITHFUL = [(SOURCES[event], sentence) for event, sentence in LINES]


def seeded() -> Iterator[tuple[str, Source, str]]:
    """(kind of fault, source, sentence)."""
    dice = random.Random(7)
    for source, sentence in FAITHFUL:
        numbers = re.findall(r"(?<![\w.,])\d+(?:,\d{3})*(?![\w%]*\d)", sentence)
        if numbers:
            old = dice.choice(numbers)
            new = str(int(old.replace(",", "")) * 3 + 7)
            yield "number", source, sentence.replace(old, new, 1)
        names = re.findall(r"(?<=[a-z,] )[A-Z][a-zé]{3,}(?: [A-Z][a-zé]{3,})?", sentence)
        if names:
            yield "name", source, sentence.replace(dice.choice(names), dice.choice(STRANGERS), 1)
        if verb := VERB.search(sentence):
            if " not " in sentence or " no " in sentence:
                yield "negation", source, re.sub(r"\b(?:did |do |does )?(?:not|no) ", "", sentence, count=1)
            else:
                yield "negation", source, _negated(sentence, verb)
        quote = dice.choice(QUOTES)
        yield "quote", source, f'{sentence.rstrip(".")}, and said it was "{quote}".'
        day = dice.choice([each for each in DAYS if each.lower() not in source.text.lower()])
        known = next((each for each in DAYS if each in sentence), None)
        wrong = sentence.replace(known, day) if known else f"{sentence.rstrip('.')} on {day}."
        yield "day", source, wrong


def _negated(sentence: str, verb: re.Match[str]) -> str:
    word = verb[0]
    if word in {"will", "was", "were", "is", "are", "has", "had"}:
        return f"{sentence[: verb.end()]} not{sentence[verb.end() :]}"
    return f"{sentence[: verb.start()]}never {word}{sentence[verb.end() :]}"


SWAPPED = [
    ("football2", "Goals from Duffy and Okoro gave Ajax a 2-0 win over Northport in Amsterdam."),
    ("merger", "Telcorp will buy its rival Orbis for $34 billion in cash and shares."),
    ("ceo", "Hiroshi Kuroda will succeed Emi Tanabe as head of Hoshino Motors on April 1."),
    ("drone", "Osmeria denied that it had launched the drones."),
    ("copa", "Two goals from Bravo won Deportivo Lima the Copa against Ríos del Sur."),
]
"""Two names that have changed places: the hardest, of which a floor is asked apart."""


def test_what_the_articles_do_not_say_is_stopped():
    cases = list(seeded())
    missed = [(kind, sentence) for kind, source, sentence in cases if fault(sentence, source) is None]
    assert len(cases) >= 230
    assert len(missed) <= (1 - CAUGHT) * len(cases), Counter(kind for kind, _ in missed)


def test_what_the_articles_say_passes():
    alarms = [(sentence, words) for source, sentence in FAITHFUL if (words := fault(sentence, source))]
    assert len(alarms) <= FALSE_ALARMS * len(FAITHFUL), alarms


def test_some_swapped_names_are_noticed():
    assert sum(fault(sentence, SOURCES[event]) is not None for event, sentence in SWAPPED) >= 2
