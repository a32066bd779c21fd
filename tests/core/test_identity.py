"""An article keeps its name, whatever its outlet does to its entry."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.core.identity import TITLE_REACH, Known, Resolved, Sighting, apart, lookups, resolve, sighting
from bot.model import Article
from tests.builders import NOON, article

TODAY = NOON.date()
TITLE = "Strong quake shakes the coast of Peru"


def seen(
    title: str = TITLE, *, guid: str | None = "g1", link: str | None = "https://x.example/1", **changes
) -> Sighting:
    return sighting(article(title, **changes), guid=guid, link=link)


class Archive:
    """What a store remembers, pass by pass."""

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}

    def read(self, *sightings: Sighting, today=TODAY) -> Resolved:
        found = apart(sightings)
        wanted = lookups(found)
        resolved = resolve(found, {key: each for key, each in self.known.items() if key in wanted}, today=today)
        self.known |= resolved.keys
        return resolved


def ids(articles: tuple[Article, ...]) -> list[str]:
    return [each.id for each in articles]


def test_an_entry_is_new_once():
    archive = Archive()
    assert len(archive.read(seen()).new) == 1
    assert archive.read(seen()) == Resolved()


def test_a_changed_id_is_no_new_article():
    archive = Archive()
    archive.read(seen(guid="g1"))
    assert archive.read(seen(guid="g2")).new == ()


def test_a_changed_link_is_no_new_article():
    archive = Archive()
    archive.read(seen(link="https://x.example/a"))
    assert archive.read(seen(link="https://x.example/b")).new == ()


def test_tracking_twins_and_schemes_are_one_link():
    archive = Archive()
    archive.read(seen(guid=None, link="https://www.x.example/a?utm_source=rss"))
    for twin in ("http://x.example/a/", "https://m.x.example/a", "https://x.example/amp/a", "https://x.example/a#top"):
        assert archive.read(seen("Another title of five words", guid=None, link=twin)).new == ()


def test_a_second_publication_under_new_id_and_link_is_the_same_within_a_day():
    archive = Archive()
    [first] = archive.read(seen()).new
    again = seen(guid="g9", link="https://x.example/9", published=first.published + TITLE_REACH)
    assert archive.read(again).new == ()


def test_a_daily_column_is_new_every_day():
    archive = Archive()
    archive.read(seen("The week in pictures and words", guid="g1", link="https://x.example/1"))
    tomorrow = seen(
        "The week in pictures and words", guid="g2", link="https://x.example/2", published=NOON + timedelta(hours=23)
    )
    assert len(archive.read(tomorrow).new) == 1


def test_a_short_title_is_no_name():
    archive = Archive()
    archive.read(seen("Morning briefing", guid="g1", link="https://x.example/1"))
    assert len(archive.read(seen("Morning briefing", guid="g2", link="https://x.example/2")).new) == 1


def test_two_outlets_never_share_an_article():
    archive = Archive()
    archive.read(seen(outlet="Clarion", country="AR"))
    assert len(archive.read(seen(outlet="Herald", country="AR")).new) == 1
    assert len(archive.read(seen(outlet="Clarion", country="UY")).new) == 1


def test_an_edit_keeps_id_and_first_publication():
    archive = Archive()
    [first] = archive.read(seen()).new
    later = seen("Strong quake kills four in Peru", published=NOON)
    [edited] = archive.read(later).edited
    assert (edited.id, edited.published, edited.title) == (first.id, first.published, "Strong quake kills four in Peru")
    assert archive.read(later).edited == ()


def test_an_id_that_stands_at_several_links_tells_nothing_apart():
    archive = Archive()
    first = archive.read(
        seen("One title of many words", guid="1", link="https://x.example/a"),
        seen("Two titles of many words", guid="1", link="https://x.example/b"),
    )
    assert len(set(ids(first.new))) == 2
    assert archive.read(seen("Three titles of many words", guid="1", link="https://x.example/c")).edited == ()


def test_a_link_that_stands_at_several_titles_tells_nothing_apart():
    archive = Archive()
    first = archive.read(
        seen("One title of many words", guid=None, link="https://x.example/"),
        seen("Two titles of many words", guid=None, link="https://x.example/"),
        seen("Three titles of many words", guid=None, link="https://x.example/"),
    )
    assert len(set(ids(first.new))) == 3


def test_a_link_that_stands_at_two_titles_is_one_article_told_again():
    archive = Archive()
    first = seen("One title of many words", guid=None, link="https://x.example/a")
    again = seen("Two titles of many words", guid=None, link="https://x.example/a")
    assert [each.title for each in archive.read(first, again).new] == ["One title of many words"]
    assert archive.read(first, again) == Resolved()


def test_ids_that_wander_from_article_to_article_are_dropped_for_good():
    def page(*links: str) -> list[Sighting]:
        """A feed whose ids are the places of its entries."""
        return [
            seen(f"What happened at {link} and after", guid=str(place), link=f"https://x.example/{link}")
            for place, link in enumerate(links)
        ]

    archive = Archive()
    first = archive.read(*page("c", "b", "a"))
    second = archive.read(*page("d", "c", "b"))
    assert (len(first.new), len(second.new), second.edited) == (3, 1, ())
    third = archive.read(*page("f", "e", "d"))
    assert (len(third.new), third.edited) == (2, ())
    assert len(set(ids(first.new + second.new + third.new))) == 6


def test_of_two_entries_that_are_one_article_the_first_counts_every_time():
    archive = Archive()
    twins = [seen(guid=None), seen("Quake in Peru: what we know now", guid=None)]
    assert len(archive.read(*twins[:1]).new) == 1
    apart_again = [seen(guid="g1"), seen("Another telling of the quake", guid="g1")]
    archive.read(*apart_again)
    assert archive.read(*apart_again) == Resolved()


def test_what_is_seen_is_remembered_as_seen_today_and_only_once_a_day():
    archive = Archive()
    archive.read(seen())
    tomorrow = TODAY + timedelta(days=1)
    assert {each.seen for each in archive.read(seen(), today=tomorrow).keys.values()} == {tomorrow}
    assert archive.read(seen(), today=tomorrow).keys == {}


NAMES = st.sampled_from(["1", "2", "3", None])
ENTRIES = st.lists(
    st.tuples(NAMES, NAMES, st.sampled_from([TITLE, "Parliament passes the budget of the year", "Short"])), max_size=6
)


@given(st.lists(ENTRIES, max_size=4))
def test_however_a_feed_behaves_no_article_is_new_twice(passes):
    archive = Archive()
    named: list[str] = []
    for entries in passes:
        sightings = [seen(title, guid=guid, link=link and f"https://x.example/{link}") for guid, link, title in entries]
        resolved = archive.read(*sightings)
        named += ids(resolved.new)
        assert not set(ids(resolved.edited)) & set(ids(resolved.new))
        assert all(len(each) == 16 for each in named)
    assert len(named) == len(set(named))
