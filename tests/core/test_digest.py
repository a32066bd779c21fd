"""A digest keeps the reader's order and size, and shows no story twice."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.digest import make
from bot.model import Digest, Edition
from tests.builders import NOON, article, story, subscription

DAY = date(2025, 9, 5)
STORIES = {name: story(article(f"Story {name}")) for name in "abcdefgh"}


def edition(country: str, names: str) -> Edition:
    return Edition(
        country=country, generated=NOON, stories=tuple(STORIES[name] for name in names), outlets=3, readable=3
    )


def shown(digest: Digest) -> dict[str, str]:
    names = {each.id: name for name, each in STORIES.items()}
    return {each.country: "".join(names[one.id] for one in each.stories) for each in digest.editions}


def digest(editions: dict[str, str], *countries: str, size: int = 3) -> Digest:
    order = subscription(1, *countries, size=size)
    return make(order, [edition(country, names) for country, names in editions.items()], day=DAY)


def test_the_countries_stand_in_the_order_of_the_reader():
    assert list(shown(digest({"AR": "a", "FR": "b", "JP": "c"}, "JP", "AR", "FR"))) == ["JP", "AR", "FR"]


def test_a_country_has_so_many_stories_as_the_reader_asked_for():
    assert shown(digest({"AR": "abcdef"}, "AR", size=2)) == {"AR": "ab"}


def test_a_story_shown_before_is_skipped_and_the_next_takes_its_place():
    assert shown(digest({"AR": "abc", "FR": "bade"}, "AR", "FR", size=2)) == {"AR": "ab", "FR": "de"}


def test_a_story_that_was_cut_off_under_an_earlier_country_is_shown_under_a_later_one():
    assert shown(digest({"AR": "abc", "FR": "c"}, "AR", "FR", size=2)) == {"AR": "ab", "FR": "c"}


def test_a_country_with_nothing_left_stays_to_say_so():
    made = digest({"AR": "ab", "FR": "ba"}, "AR", "FR")
    assert shown(made) == {"AR": "ab", "FR": ""}
    assert made.editions[1].outlets == 3


def test_a_country_without_an_edition_is_left_out():
    assert shown(digest({"AR": "a"}, "AR", "FR")) == {"AR": "a"}


def test_the_digest_names_its_reader_and_its_date():
    made = digest({"AR": "a"}, "AR")
    assert (made.subscription.chat, made.date) == (1, DAY)


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["AR", "FR", "JP", "US"]), st.text(alphabet="abcdefgh", max_size=10)),
    st.lists(st.sampled_from(["AR", "FR", "JP", "US"]), min_size=1),
    st.integers(0, 5),
)
def test_a_digest_has_no_story_twice_and_none_beyond_its_size(editions, countries, size):
    made = shown(digest(editions, *countries, size=size))
    everything = "".join(made.values())
    assert len(set(everything)) == len(everything)
    assert all(len(names) <= size for names in made.values())
    assert list(made) == [country for country in dict.fromkeys(countries) if country in editions]
    for country, names in made.items():
        assert set(names) <= set(editions[country])
