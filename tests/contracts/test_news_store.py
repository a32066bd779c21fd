"""One suite for every NewsStore: the sentences of the port's docstrings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.news_memory import MemoryNews
from bot.adapters.news_sqlite import SqliteNews
from bot.errors import StoreError
from bot.model import UNTRANSLATED, FeedReport, FeedStatus, Take, Validators
from tests.builders import NOON, article, story

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite"])
async def news(request, tmp_path):
    store = MemoryNews() if request.param == "memory" else await SqliteNews.open(tmp_path / "news.sqlite")
    yield store
    await store.close()


def report(outlet: str = "AR/Clarion", **changes) -> FeedReport:
    defaults = {"feed": "https://x.example/rss", "status": FeedStatus.OK, "attempted": NOON}
    return FeedReport(outlet=outlet, **(defaults | changes))


async def test_a_story_comes_back_as_it_was_saved(news):
    first = article(
        "Ψ title",
        country="AR",
        outlet="Clarion",
        language="es",
        title_original="El título",
        summary="A “summary”.",
        summary_original="Un resumen.",
        published=NOON - timedelta(hours=3, microseconds=7),
        state_run=True,
        image="https://x.example/1.jpg",
        translated_by=UNTRANSLATED,
        position=4,
    )
    second = article("Second", published=NOON - timedelta(hours=2))
    take = Take(label="A take", articles=(first.id,), countries=("AR",))
    saved = story(second, first, brief="A “summary”.", takes=(take,))
    await news.save([saved])
    assert await news.story(saved.id) == saved
    assert await news.stories(since=LONG_AGO) == (saved,)


async def test_a_story_that_is_not_there_is_none(news):
    assert await news.story("nothing") is None
    assert await news.stories(since=LONG_AGO) == ()


async def test_saving_again_replaces(news):
    before = story(article("One"), id="s")
    await news.save([before])
    after = story(article("One"), article("Two"), id="s", headline="Both")
    await news.save([after])
    assert await news.stories(since=LONG_AGO) == (after,)


async def test_stories_are_those_whose_newest_article_is_not_older(news):
    old, new = story(article("Old", published=NOON - timedelta(hours=5))), story(article("New", published=NOON))
    grown = story(
        article("First", published=NOON - timedelta(days=2)), article("Then", published=NOON - timedelta(hours=1))
    )
    await news.save([old, new, grown])
    assert await news.stories(since=NOON - timedelta(hours=4)) == (new, grown)
    assert await news.stories(since=NOON) == (new,)
    assert await news.stories(since=NOON - timedelta(hours=5)) == (new, grown, old)


async def test_stories_of_a_country_are_whole(news):
    both = story(article("Here", country="AR", outlet="Clarion"), article("There", country="FR", outlet="Le Jour"))
    await news.save([both, story(article("Elsewhere", country="JP"))])
    assert await news.stories(since=LONG_AGO, country="AR") == (both,)
    assert await news.stories(since=LONG_AGO, country="XX") == ()


async def test_known_are_the_articles_that_are_stored(news):
    articles = [article(f"Number {number}") for number in range(1200)]
    await news.save([story(each) for each in articles])
    ids = [each.id for each in articles]
    assert await news.known([*ids, "another"]) == frozenset(ids)
    assert await news.known([]) == frozenset()


async def test_an_article_belongs_to_the_story_that_was_saved_last(news):
    one, two = article("One"), article("Two", published=NOON)
    await news.save([story(one, two, id="old")])
    await news.save([story(two, id="new")])
    old, new = await news.story("old"), await news.story("new")
    assert [each.title for each in old.articles] == ["One"]
    assert [each.title for each in new.articles] == ["Two"]
    assert [each.id for each in await news.stories(since=NOON)] == ["new"]


async def test_a_story_without_articles_is_none(news):
    only = article("Only")
    await news.save([story(only, id="old")])
    await news.save([story(only, id="new")])
    assert await news.story("old") is None
    assert len(await news.stories(since=LONG_AGO)) == 1


async def test_an_alias_leads_to_the_story_that_lives_ever_after(news):
    a, b, c = (story(article(name), id=name) for name in "abc")
    await news.save([a, b, c])
    merged = story(*a.articles, *b.articles, id="b")
    await news.save([merged], aliases={"a": "b"})
    assert await news.story("a") == merged
    all_three = story(*merged.articles, *c.articles, id="c")
    await news.save([all_three], aliases={"b": "c"})
    assert await news.story("a") == await news.story("b") == all_three
    assert [each.id for each in await news.stories(since=LONG_AGO)] == ["c"]


async def test_validators_come_back_and_the_last_ones_count(news):
    assert await news.validators() == {}
    await news.save_validators({"u": Validators(etag='"1"'), "v": Validators(last_modified="Fri")})
    await news.save_validators({"u": Validators(etag='"2"')})
    assert await news.validators() == {"u": Validators(etag='"2"'), "v": Validators(last_modified="Fri")}


async def test_the_last_report_of_an_outlet_counts(news):
    await news.save_reports([report(items=3, newest=NOON, last_good=NOON, http=200), report("FR/Le Jour")])
    later = NOON + timedelta(hours=1)
    await news.save_reports([report(items=4, attempted=later, newest=later, last_good=later)])
    found = await news.reports()
    assert set(found) == {"AR/Clarion", "FR/Le Jour"}
    assert found["AR/Clarion"] == report(items=4, attempted=later, newest=later, last_good=later)


async def test_a_failed_report_keeps_when_the_feed_was_last_good(news):
    await news.save_reports([report(newest=NOON - timedelta(hours=2), last_good=NOON)])
    failed = report(status=FeedStatus.FAILED, attempted=NOON + timedelta(hours=1), problem="no such host")
    await news.save_reports([failed])
    assert (await news.reports())["AR/Clarion"] == replace(failed, newest=NOON - timedelta(hours=2), last_good=NOON)


async def test_the_newest_article_of_each_country_is_known(news):
    await news.save(
        [
            story(article("Old", country="AR", published=NOON - timedelta(hours=9))),
            story(article("New", country="AR", published=NOON - timedelta(hours=1)), article("There", country="FR")),
        ]
    )
    assert await news.newest() == {"AR": NOON - timedelta(hours=1), "FR": NOON - timedelta(hours=1)}


async def test_pruning_takes_stories_whose_newest_article_is_older(news):
    old, new = story(article("Old", published=NOON - timedelta(days=40)), id="old"), story(article("New"), id="new")
    await news.save([old, new], aliases={"older": "old"})
    assert await news.prune(before=NOON - timedelta(days=30)) == 1
    assert await news.story("old") is None
    assert await news.story("older") is None
    assert await news.known([old.articles[0].id]) == frozenset()
    assert await news.story("new") == new


async def test_closing_twice_is_no_fault(news):
    await news.close()
    await news.close()


async def test_the_sqlite_archive_survives_its_process(tmp_path):
    store = await SqliteNews.open(tmp_path / "news.sqlite")
    await store.save([saved := story(article("Kept"))])
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.stories(since=LONG_AGO)
    again = await SqliteNews.open(tmp_path / "news.sqlite")
    assert await again.stories(since=LONG_AGO) == (saved,)
    await again.close()
