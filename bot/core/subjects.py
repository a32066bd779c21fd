"""What a text is about, as far as a claim must know: sport, or a country's own politics."""

from __future__ import annotations

from bot.core.vectors import Profile
from bot.core.words import Kind, same
from bot.model import Article

SPORT, POLITICS, OTHER = "sport", "politics", "other"

ENOUGH = 2
"""Different words of a subject that make a text be about it: one may be a figure of speech."""

_SPORT = frozenset(
    map(
        same,
        """
        match league cup goal scorer coach player tournament champion championship football cricket tennis rugby
        basketball baseball hockey golf olympics athlete semifinal quarterfinal playoff striker midfielder goalkeeper
        wicket innings batsman bowler team club fifa uefa nba nfl ipl medal podium sprint marathon grandslam referee
        stadium relegation transfer derby qualifier cyclist stage jersey batting halftime penalty
        """.split(),  # noqa: SIM905 - a prose list is easier to read and extend
    )
)
_POLITICS = frozenset(
    map(
        same,
        """
        parliament minister cabinet coalition election vote voter party senate senator premier congress lawmaker mp
        reshuffle bill budget opposition candidate campaign ballot referendum impeachment resign deputy constitution
        constitutional ruling governor mayor pension legislation speaker majority confidence motion veto primary poll
        politician presidency presidential
        """.split(),  # noqa: SIM905 - as above
    )
)


def subject(article: Article) -> str:
    """SPORT, POLITICS or OTHER: by how many words of each its title and lead have."""
    terms = {word.term for word in Profile.of(article).words if word.kind is not Kind.STOP}
    sport, politics = len(terms & _SPORT), len(terms & _POLITICS)
    if max(sport, politics) < ENOUGH:
        return OTHER
    return SPORT if sport >= politics else POLITICS
