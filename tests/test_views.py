"""The JSON of the contract to the letter, and the same values as text for people."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from rich.cells import cell_len

from bot import json_view, text_view
from bot.core.placement import Placement
from bot.model import UNTRANSLATED, Catalogue, Edition, FeedReport, FeedStatus, RefreshReport, Take
from tests.builders import NOON, article, catalogue, outlet, story

TOLD = story(
    article(
        "Grain is loaded",
        outlet="El Faro",
        country="AR",
        language="es",
        title_original="Cargan el grano",
        summary="In Rosario.",
        summary_original="En Rosario.",
        url="https://faro.example/1",
        published=NOON - timedelta(hours=2),
        state_run=True,
        image="https://faro.example/1.jpg",
        translated_by="argos",
        id="a" * 16,
    ),
    article("Grain leaves Rosario", outlet="The Daily", country="US", url="https://daily.example/2", id="b" * 16),
    id="k3f5abcdefgh",
    headline="Grain is loaded",
    brief="A ship took grain.",
    takes=(Take(label="Grain Leaves", articles=("a" * 16,), countries=("AR",)),),
)

STORY = {
    "id": "k3f5abcdefgh",
    "headline": "Grain is loaded",
    "brief": "A ship took grain.",
    "first_seen": "2025-09-05T10:00:00Z",
    "last_seen": "2025-09-05T11:00:00Z",
    "countries": ["AR", "US"],
    "outlets": 2,
    "takes": [{"label": "Grain Leaves", "countries": ["AR"], "articles": ["a" * 16]}],
    "articles": [
        {
            "id": "a" * 16,
            "outlet": "El Faro",
            "country": "AR",
            "state_run": True,
            "language": "es",
            "title": "Grain is loaded",
            "title_original": "Cargan el grano",
            "summary": "In Rosario.",
            "url": "https://faro.example/1",
            "published": "2025-09-05T10:00:00Z",
            "image": "https://faro.example/1.jpg",
            "translated_by": "argos",
        },
        {
            "id": "b" * 16,
            "outlet": "The Daily",
            "country": "US",
            "state_run": False,
            "language": "en",
            "title": "Grain leaves Rosario",
            "title_original": "Grain leaves Rosario",
            "summary": "",
            "url": "https://daily.example/2",
            "published": "2025-09-05T11:00:00Z",
            "image": None,
            "translated_by": None,
        },
    ],
}


def report(outlet_: str, status: FeedStatus = FeedStatus.OK, **fields) -> FeedReport:
    _country, _, name = outlet_.partition("/")
    slug = name.lower().replace(" ", "-")
    defaults = {"feed": f"https://{slug}.example/rss", "attempted": NOON, "http": 200, "items": 5}
    return FeedReport(outlet=outlet_, status=status, **(defaults | fields))


def failed(outlet_: str, problem: str = "answered 503 Service Unavailable", **fields) -> FeedReport:
    return report(outlet_, FeedStatus.FAILED, **({"http": 503, "items": 0, "problem": problem} | fields))


# ---------------------------------------------------------------------------- JSON


def test_a_story_is_that_of_the_contract_and_its_keys_stand_in_that_order():
    assert json.dumps(json_view.story(TOLD)) == json.dumps(STORY)


def test_an_original_that_no_translation_could_be_trusted_for_says_untranslated():
    [found] = json_view.story(story(article(language="es", translated_by=UNTRANSLATED)))["articles"]
    assert found["translated_by"] == "untranslated"


def test_an_edition_is_that_of_the_contract():
    edition = Edition(country="AR", generated=NOON, stories=(TOLD,), outlets=3, readable=2)
    assert json_view.edition(edition) == {"country": "AR", "generated": "2025-09-05T12:00:00Z", "stories": [STORY]}


def test_a_pass_over_the_feeds_is_that_of_the_contract():
    value = RefreshReport(
        feeds=9, ok=5, not_modified=3, failed=1, articles_seen=80, articles_new=7, stories=4, seconds=1.25
    )
    assert json.dumps(json_view.refresh(value)) == (
        '{"feeds": 9, "ok": 5, "not_modified": 3, "failed": 1, '
        '"articles_seen": 80, "articles_new": 7, "stories": 4, "seconds": 1.25}'
    )


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (
            report("AR/A / B", newest=NOON),
            {"status": "ok", "http": 200, "items": 5, "newest": "2025-09-05T12:00:00Z", "problem": None},
        ),
        (
            report("AR/A / B", FeedStatus.NOT_MODIFIED, http=304, items=0),
            {"status": "not_modified", "http": 304, "items": 0, "newest": None, "problem": None},
        ),
        (
            failed("AR/A / B", "no answer within 20 s", http=None),
            {"status": "failed", "http": None, "items": 0, "newest": None, "problem": "no answer within 20 s"},
        ),
    ],
)
def test_a_feed_is_that_of_the_contract(value, says):
    assert json_view.feed(value) == {"country": "AR", "outlet": "A / B", "feed": value.feed, **says}


# ---------------------------------------------------------------------------- text


def test_a_whole_story_names_its_takes_and_every_article_with_its_address():
    text = text_view.whole_story(TOLD)
    for part in ("A ship took grain.", "El Faro (AR, state-run)", "translated from Spanish by argos", "k3f5abcdefgh"):
        assert part in text
    assert "Take: Grain Leaves (AR)" in text
    assert "05 Sep 10:00 El Faro (AR, state-run): Grain is loaded\n  https://faro.example/1" in text


DIFFERING = story(
    article(
        "Ferry sinks, at least 14 dead",
        title_original="Lumubog ang ferry",
        outlet="Ledger",
        country="PH",
        language="tl",
        translated_by="argos",
        published=NOON - timedelta(hours=6),
    ),
    article("Ferry disaster kills 1,200", outlet="Huanghe", country="CN", state_run=True, published=NOON),
    article("Ferry disaster kills 131", outlet="Courier", country="SG", published=NOON - timedelta(hours=2)),
)


def test_a_whole_story_says_how_it_spread_where_it_differs_and_how_others_head_it():
    text = text_view.whole_story(DIFFERING).splitlines()
    assert "First: Ledger (PH), 05 Sep 06:00 UTC; 3 countries within 6 h" in text
    assert (
        "They differ: dead at least 14 (Ledger (PH)), then 131 (Courier (SG)), then 1,200 (Huanghe (CN, state-run))"
        in text
    )
    at = text.index("Headline: Ledger (PH): Ferry sinks, at least 14 dead (translated from Tagalog by argos)")
    assert text[at + 1] == "  Lumubog ang ferry"


def test_a_whole_story_of_one_country_claims_no_spread():
    text = text_view.whole_story(story(DIFFERING.articles[0]))
    assert "First:" not in text
    assert "Headline:" not in text


def test_how_a_story_spread_and_differs_is_json_too():
    found = json_view.whole_story(DIFFERING, ())
    first, second, third = (each.id for each in DIFFERING.articles)
    assert found["spread"] == {
        "first": first,
        "when": "2025-09-05T06:00:00Z",
        "when_seen": False,
        "countries": 3,
        "of": 3,
        "seconds": 6 * 3600,
    }
    assert found["mirror"] == [first, second, third]
    assert found["differences"] == [
        {
            "what": "dead",
            "rose": True,
            "figures": [
                {"value": "14", "at_least": True, "articles": [first]},
                {"value": "131", "at_least": False, "articles": [second]},
                {"value": "1200", "at_least": False, "articles": [third]},
            ],
        }
    ]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "have not been read yet"),
        ({"attempted": NOON}, "None of its outlets can be read since 05 September, 12:00 UTC"),
        ({"attempted": NOON, "down_since": NOON - timedelta(days=3)}, "since 02 September, 12:00 UTC"),
        ({"attempted": NOON, "readable": 1}, "hold no news of the last days"),
        ({"attempted": NOON, "readable": 1, "newest": NOON}, "newest article is of 05 September, 12:00 UTC"),
    ],
)
def test_an_empty_edition_says_why(fields, says):
    edition = Edition(country="AR", generated=NOON, stories=(), outlets=2, **({"readable": 0} | fields))
    assert says in text_view.edition(edition)


@pytest.mark.parametrize(
    ("span", "says"),
    [
        ({"minutes": -5}, "0 min"),
        ({"seconds": 59}, "0 min"),
        ({"minutes": 59}, "59 min"),
        ({"minutes": 60}, "1 h"),
        ({"hours": 47, "minutes": 59}, "47 h"),
        ({"hours": 48}, "2 d"),
        ({"days": 400}, "400 d"),
    ],
)
def test_an_age_is_in_one_unit(span, says):
    assert text_view.age(timedelta(**span)) == says


PRESS = Catalogue(
    outlets=(
        outlet("El Faro", "AR", language="es", feeds=("https://el-faro.example/rss", "https://el-faro.example/2")),
        outlet("Sleepy", "AR"),
        outlet("Le Jour", "FR", language="fr"),
        outlet("毎日新聞" * 5, "JP", language="ja"),
    )
)


def test_a_table_of_feeds_ends_with_those_that_need_somebody_and_sums_up():
    table = text_view.feeds(
        [
            report("AR/El Faro", newest=NOON - timedelta(hours=3)),
            failed("AR/El Faro", feed="https://el-faro.example/2"),
            report("AR/Sleepy", newest=NOON - timedelta(days=9)),
            failed("FR/Le Jour", "answered 200 with a web page instead of a feed; " + "it says: please log in " * 5),
            report(f"JP/{'毎日新聞' * 5}", newest=NOON - timedelta(minutes=5), items=1),
        ],
        PRESS,
        now=NOON,
    )
    lines = table.splitlines()
    assert [line.split() for line in lines[:2]] == [
        ["outlet", "status", "http", "items", "newest", "language", "problem"],
        ["AR", "El", "Faro", "ok", "200", "5", "3", "h", "es"],
    ]
    assert lines[2].split()[-6:] == ["ok", "200", "1", "5", "min", "ja"]
    assert lines[3].endswith("9 d     en        nothing of the last 7 days")
    assert lines[4] == "    https://sleepy.example/rss"
    assert "El Faro (spare)" in lines[5]
    assert lines[5].endswith("answered 503 Service Unavailable")
    assert lines[6] == "    https://el-faro.example/2"
    assert "Le Jour" in lines[7]
    assert lines[8].startswith("    answered 200 with a web page")
    assert lines[9] == "    https://le-jour.example/rss"
    assert lines[10:] == [
        "3 of 4 outlets can be read; 1 of them have nothing of the last 7 days; none can be read of FR"
    ]
    assert max(cell_len(line) for line in lines if "web page" not in line) <= text_view.WIDTH
    assert len({cell_len(line.partition(" ok ")[0]) for line in lines if " ok " in line}) == 1


def test_an_outlet_whose_spare_can_be_read_can_be_read():
    values = [failed("AR/El Faro"), report("AR/El Faro", feed="https://el-faro.example/2", newest=NOON)]
    assert text_view.feeds(values, PRESS, now=NOON).splitlines()[-1] == "1 of 1 outlets can be read"


def test_a_feed_without_a_single_date_is_none_of_the_last_days():
    assert "nothing of the last 7 days" in text_view.feeds([report("US/The Daily")], catalogue(), now=NOON)


def test_an_import_says_what_was_added_what_was_guessed_and_what_was_left():
    added = outlet("El Faro", "AR", language="es", feeds=("https://a.example/1", "https://a.example/2"))
    text = text_view.placement(
        Placement(
            added=(added,), guessed=frozenset({"AR/El Faro"}), known=2, left=("line 3: X: no country in 'Tech'",)
        ),
        "feeds.yaml",
    )
    assert text.splitlines() == [
        "+ AR El Faro: https://a.example/1 and 1 spare, Spanish (not given: what most people of AR speak)",
        "Left out:",
        "- line 3: X: no country in 'Tech'",
        "Added: 1 to feeds.yaml, which a running bot reads when it starts next. There already: 2. Left out: 1.",
    ]


def test_an_import_that_adds_nothing_says_so():
    nothing = Placement(added=(), guessed=frozenset(), known=0, left=())
    assert text_view.placement(nothing, "feeds.yaml") == "Added: 0. There already: 0. Left out: 0."
