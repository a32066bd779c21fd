"""Of the numbers that are said to differ, nearly all do: floors under two invented days.

`differences.jsonl` was made for this: 36 stories with tolls that rise, outlets that disagree, and as many numbers that
merely stand in the same story (a war's toll beside a raid's, two towns, a part and the whole, fines in two currencies).
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from benchmarks.stories import read
from bot.core.discord import differences
from bot.model import Article
from tests.builders import story
from tests.eval.test_overlooked import ARTICLES, EVENTS

DIFFER = {
    ("ferry", "dead", ("14", "15", "17")),
    ("quake", "dead", ("4", "6")),
    ("day2 bus", "dead", ("18", "21", "22")),
    ("day2 bus", "injured", ("14", "17")),
    ("day2 quake", "magnitude", ("5.9", "6.1")),
    ("day2 war", "dead", ("6", "8")),
    ("day2 raid", "arrested", ("31", "33")),
    ("day2 ferry", "dead", ("5", "7")),
    ("day2 vote", "turnout", ("58", "61")),
    ("day2 factory", "dead", ("9", "11")),  # missed: the nine are "workers"
    ("day2 kidnap", "abducted: worshippers", ("27", "30")),
    ("day2 protest", "arrested", ("12", "19")),
    ("day2 protest", "injured: policemen", ("3", "2")),
    ("day2 storm", "dead", ("12", "16")),
    ("day2 bridge", "dead", ("9", "13")),
    ("day2 crowd", "dead", ("3", "4")),
    ("day2 crowd", "injured", ("49", "52")),
    ("day2 raid2", "dead", ("11", "9")),  # missed: the nine are "militants"
    ("day2 plane", "dead", ("179", "177")),
    ("day2 heat", "injured: firefighters", ("5", "4")),
    ("day2 vote2", "turnout", ("71", "67.3")),
    ("day2 acc", "dead", ("5", "6")),
    ("day2 acc", "injured", ("30", "28")),
    ("day2 wolf", "arrested", ("40", "43")),
}
"""What an editor finds on reading all of it: the event, what is counted, and the numbers as they came up."""

PRECISION, RECALL = 0.95, 0.9
"""The floors. When they were set the code reached 1.0 and 0.92. The last 14 stories were written when it was done, and
first found it wrong twice: it paired two packages of aid, and a turnout with itself rounded."""


def events() -> dict[str, list[Article]]:
    found: defaultdict[str, list[Article]] = defaultdict(list)
    for key, each in ARTICLES.items():
        found[EVENTS[key]].append(each)
    lines = (Path(__file__).parent / "differences.jsonl").read_text("utf-8").splitlines()
    for number, row in enumerate(map(json.loads, lines)):
        found[f"day2 {row['cluster']}"].append(read(row, identity=f"differences-{number:03}"))
    return found


def test_what_is_said_to_differ_does():
    found = {
        (event, each.what, tuple(figure.value for figure in each.figures))
        for event, articles in events().items()
        for each in differences(story(*articles))
    }
    assert len(found & DIFFER) >= PRECISION * len(found), found - DIFFER
    assert len(found & DIFFER) >= RECALL * len(DIFFER), DIFFER - found
