"""The sentences of /why: each stage that a story or an article went through, in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.chat.texts.en import BACKENDS, capped, count, state_run

Figures = Mapping[str, str | float | None]

WHICH = "Which story? The number of a story stands under it; or send /why and the id of a story or an article."
TITLE = "Why this story"
ARTICLE_TITLE = "Why this article"


def grouped(figures: Figures, least: str) -> str:
    """How alike its articles are; `least` names the one that is least so."""
    told = (
        f"{count(_whole(figures['articles']), 'article')} of {count(_whole(figures['outlets']), 'outlet')}"
        f" in {count(_whole(figures['countries']), 'country', 'countries')}"
    )
    if figures["mean"] is None:
        return f"One story, because nothing else is like it: {told}."
    alike = (
        f"One story, because its articles are alike by {figures['mean']:.2f} ({figures['asked']:.2f} is asked): {told}."
    )
    return f"{alike} Least like the others is {least}, by {figures['least']:.2f}."


def taken(figures: Figures) -> str:
    """Its takes, with the number of articles of each."""
    if len(figures) < 2:
        return "All of them tell it alike."
    return (
        "Told in "
        + count(len(figures), "way")
        + ": "
        + "; ".join(f"{name} ({number})" for name, number in figures.items())
        + "."
    )


def condensed(outlets: Sequence[str], *, by: str, verdict: str) -> str:
    """Who says what its brief says, and who wrote it, if not they."""
    if not outlets:
        return "No article has a sentence for a brief."
    named = capped(list(dict.fromkeys(outlets)), most=3)
    if by:
        return f"The brief was written by {BACKENDS.get(by, by)}; what it says stands in {named}."
    return f"The brief is word for word of {named}" + (f"; {verdict}." if verdict else ".")


def ranked(figures: Figures, page: str) -> str:
    """Its place on a page, and what made it: of the figures those that are not 1."""
    parts = [f"{name}{figures[key]:.2g}" for key, name in PARTS.items() if figures[key] != 1]
    return f"No. {figures['place']} of {figures['of']} in {page} ({', '.join(parts)})."


PARTS = {
    "coverage": "coverage ",
    "abroad": "abroad +",
    "prominence": "prominence ×",
    "freshness": "freshness ×",
    "novelty": "novelty ×",
    "home": "of other countries ×",
    "weight": "kind ×",
}
"""What a score is made of, in the order of the formula."""

THE_WORLD = "the world"


def read(figures: Figures, outlet: str, published: str, seen: str) -> str:
    """Where an article was read."""
    named = state_run(outlet) if figures["state_run"] else outlet
    edits = _whole(figures["edits"])
    again = f" Changed by its outlet {count(edits, 'time')} since." if edits else ""
    where = f"Read in the feed of {named}, at place {figures['place_in_feed']}"
    return f"{where}; published {published}, first seen {seen}.{again}"


def kind(figures: Figures) -> str:
    """What sort of thing it is taken for."""
    return f"Taken for {figures['kind']}, which counts {figures['weight']:g}."


def english(figures: Figures, language: str, verdict: str) -> str:
    """How it came to its English."""
    if figures["by"] is None:
        return "Written in English."
    because = f" ({verdict})" if verdict else ""
    if figures["by"] == "untranslated":
        return f"Shown in {language}{because or ': no translation could be trusted'}."
    names = capped([BACKENDS.get(name, name) for name in str(figures["by"]).split(", ")], most=3)
    return f"Translated from {language} by {names}{because}."


def placed(figures: Figures, nearest: str) -> str:
    """Why it is in its story, or alone; `nearest` names the article that it is likest to."""
    if figures["nearest"] is None:
        return "Nothing else is like it."
    like = f"Likest to {nearest}, by {figures['likeness']:.2f}"
    if figures["mean"] is None:
        return f"{like}; alone, for {figures['asked']:.2f} is asked."
    return f"{like}; like its story by {figures['mean']:.2f} in the mean, where {figures['asked']:.2f} is asked."


def _whole(figure: str | float | None) -> int:
    return int(figure or 0)
