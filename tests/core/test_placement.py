"""Where the feeds of a list go: country, language, name, spares; and what is said of those that go nowhere."""

from __future__ import annotations

import pytest

from bot.core.opml import Listing, Outline
from bot.core.placement import Placement, place
from bot.model import Catalogue
from tests.builders import outlet

NOTHING = Catalogue(outlets=())


def feed(name: str = "El Faro", *folders: str, url: str = "", **fields) -> Outline:
    slug = name.lower().replace(" ", "-") or "none"
    return Outline(line=7, name=name, feed=url or f"https://{slug}.example/rss", folders=folders or ("Peru",), **fields)


def placed(*outlines: Outline, into: Catalogue = NOTHING) -> Placement:
    return place(Listing(outlines=outlines), into)


@pytest.mark.parametrize(
    ("folders", "country"),
    [
        (("Argentina",), "AR"),
        (("AR",), "AR"),
        (("🇦🇷",), "AR"),
        (("🇦🇷 Argentina",), "AR"),
        (("Deutschland",), "DE"),
        (("日本",), "JP"),
        (("UK",), "GB"),
        (("Daily", "France", "Europe"), "FR"),
        (("France", "Germany"), "FR"),
        (("<b>Chile</b>",), "CL"),
    ],
)
def test_the_innermost_folder_that_is_a_country_is_its_country(folders, country):
    [added] = placed(feed("Paper", *folders)).added
    assert added.country == country


@pytest.mark.parametrize("folder", ["Tech", "it", "Tv", "No", "France and Germany", "News from Peru", "", "\u202e"])
def test_a_feed_without_a_country_is_left_with_its_line_and_the_mend(folder):
    result = placed(feed("Paper", folder))
    assert result.added == ()
    assert len(result.left) == 1
    assert result.left[0].startswith("line 7: Paper: no country in ")
    assert "put it into a folder" in result.left[0]


@pytest.mark.parametrize(
    ("given", "language", "guess"),
    [
        ("es", "es", False),
        ("ES_ar", "es-ar", False),
        ("zh-Hant", "zh-Hant", False),
        ("", "es", True),
        ("Spanish!", "es", True),
    ],
)
def test_the_language_is_the_feeds_own_or_that_of_most_people_there(given, language, guess):
    result = placed(feed(language=given))
    assert result.added[0].language == language
    assert result.guessed == ({"PE/El Faro"} if guess else set())


@pytest.mark.parametrize(
    ("country", "language"), [("Norway", "no"), ("Taiwan", "zh-Hant"), ("Belgium", "nl"), ("Antarctica", "en")]
)
def test_a_country_has_a_main_language(country, language):
    assert placed(feed("Paper", country)).added[0].language == language


def test_a_feed_that_is_there_is_passed_over_in_any_of_its_spellings():
    there = Catalogue(
        outlets=(outlet("Paper", "PE", feeds=("https://www.paper.example/rss", "https://b.example/rss")),)
    )
    result = placed(
        feed("A", url="http://paper.example/rss/"),
        feed("B", url="https://b.example/rss"),
        feed("C"),
        feed("C"),
        into=there,
    )
    assert [each.name for each in result.added] == ["C"]
    assert (result.known, result.left) == (3, ())


def test_further_feeds_of_the_same_name_and_site_are_spares():
    result = placed(
        feed(url="https://faro.example/1"), feed(url="https://faro.example/2"), feed(url="https://other.example/3")
    )
    assert [(each.name, each.feeds) for each in result.added] == [
        ("El Faro", ("https://faro.example/1", "https://faro.example/2")),
        ("El Faro (other.example)", ("https://other.example/3",)),
    ]


def test_another_feed_of_an_outlet_that_is_there_is_left_for_a_person_to_add():
    there = Catalogue(
        outlets=(outlet("El Faro", "PE", site="https://faro.example", feeds=("https://faro.example/1",)),)
    )
    result = placed(feed(url="https://www.faro.example/2"), into=there)
    assert result.added == ()
    assert "PE/El Faro is there with another feed" in result.left[0]


def test_the_editions_of_an_outlet_in_several_languages_are_several_outlets():
    result = placed(*(feed(url=f"https://faro.example/{each}", language=each) for each in ("es", "qu", "ay")))
    assert [(each.name, each.language) for each in result.added] == [
        ("El Faro", "es"),
        ("El Faro (qu)", "qu"),
        ("El Faro (ay)", "ay"),
    ]


def test_a_name_that_is_taken_twice_over_is_left():
    first, second, third = (feed(url=f"https://{host}.example/{at}") for at, host in enumerate("abb"))
    result = placed(first, second, third)
    assert [each.name for each in result.added] == ["El Faro", "El Faro (b.example)"]
    assert result.left[0].endswith("give it another")


@pytest.mark.parametrize(
    ("url", "feed_", "site"),
    [
        ("feed://a.example/rss", "http://a.example/rss", "http://a.example"),
        ("feed:https://a.example/rss", "https://a.example/rss", "https://a.example"),
        ("https://u:p@a.example:8080/rss", "https://u:p@a.example:8080/rss", "https://a.example:8080"),
    ],
)
def test_an_address_is_one_that_can_be_fetched_and_a_site_is_its_root(url, feed_, site):
    [added] = placed(feed(url=url)).added
    assert (added.feeds, added.site) == ((feed_,), site)


@pytest.mark.parametrize(
    "url", ["ftp://a.example/x", "file:///etc/passwd", "javascript:alert(1)", "https:///x", "http://[::1", "x"]
)
def test_what_cannot_be_fetched_is_left(url):
    result = placed(feed(url=url))
    assert result.added == ()
    assert "is no http address" in result.left[0]


def test_a_feed_without_a_name_is_called_after_its_host():
    [added] = placed(feed("", url="https://www.a.example/rss")).added
    assert added.name == "a.example"
