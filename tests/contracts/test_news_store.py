"""One suite for every NewsStore: the sentences of the port's docstrings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.adapters.archive_sqlite import open_archive
from bot.adapters.news_memory import MemoryNews
from bot.adapters.news_sqlite import SqliteNews
from bot.core.identity import Known, Resolved
from bot.core.vocabulary import Count, Learnt
from bot.errors import StoreError
from bot.model import UNTRANSLATED, Edit, Fit, Take
from bot.ports import EDITS
from tests.builders import NOON, article, story

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture(params=["memory", "sqlite"])
async def news(request, tmp_path):
    store = MemoryNews() if request.param == "memory" else SqliteNews(await open_archive(tmp_path / "news.sqlite"))
    yield store
    await store.close()


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
        verdict="number 5 lost",
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


async def test_pages_of_stories_hold_each_once_in_the_order_of_their_ids(news):
    told = [story(article(f"Story {n}"), id=f"s{n}") for n in (3, 1, 2)]
    old = story(article("Old", published=NOON - timedelta(days=9)), id="s0")
    await news.save([*told, old])
    since = NOON - timedelta(days=1)
    first = await news.page(since=since, after="", limit=2)
    assert [each.id for each in first] == ["s1", "s2"]
    assert await news.page(since=since, after="s2", limit=2) == (told[0],)
    assert await news.page(since=since, after="s3", limit=2) == ()


async def test_stories_of_a_country_are_whole(news):
    both = story(article("Here", country="AR", outlet="Clarion"), article("There", country="FR", outlet="Le Jour"))
    await news.save([both, story(article("Elsewhere", country="JP"))])
    assert await news.stories(since=LONG_AGO, country="AR") == (both,)
    assert await news.stories(since=LONG_AGO, country="XX") == ()


async def test_articles_are_those_that_a_story_holds(news):
    articles = [article(f"Number {number}") for number in range(1200)]
    await news.save([story(each) for each in articles])
    assert set(await news.articles([*(each.id for each in articles), "another"])) == set(articles)
    assert await news.articles([]) == ()


async def test_stories_are_found_by_any_of_their_articles(news):
    one, two, three = article("One"), article("Two"), article("Three")
    both, other = story(one, two, id="both"), story(three, id="other")
    await news.save([both, other])
    assert await news.holding([two.id, one.id, "another"]) == (both,)
    assert set(await news.holding([two.id, three.id])) == {both, other}
    assert await news.holding([]) == ()


async def test_each_save_is_a_revision(news):
    before = await news.revision()
    assert await news.save([story(article("One"))]) == before + 1
    assert await news.revision() == before + 1


async def test_what_was_learnt_of_words_is_kept_and_replaced_term_by_term(news):
    assert await news.learnt() == Learnt()
    await news.save([], learnt=Learnt(articles=3, counts={"quake": Count(2, 0, 1), "lima": Count(1, 1, 0)}))
    await news.save([], learnt=Learnt(articles=4, counts={"lima": Count(2, 2, 0), "rare": Count(1, 0, 0)}))
    assert await news.learnt() == Learnt(
        articles=4, counts={"quake": Count(2, 0, 1), "lima": Count(2, 2, 0), "rare": Count(1, 0, 0)}
    )
    await news.save([], learnt=Learnt(articles=2, counts={"quake": Count(1, 0, 0), "rare": Count(0, 0, 0)}))
    assert await news.learnt() == Learnt(articles=2, counts={"quake": Count(1, 0, 0), "lima": Count(2, 2, 0)})
    await news.save([])
    assert (await news.learnt()).articles == 2


async def test_ids_that_were_merged_away_are_known(news):
    a, b = (story(article(name), id=name) for name in "ab")
    await news.save([a, b])
    assert await news.gone() == frozenset()
    await news.save([story(*a.articles, *b.articles, id="b")], aliases={"a": "b"})
    assert await news.gone() == {"a"}


async def test_the_figures_of_a_placing_are_kept_as_long_as_their_article(news):
    kept, old = article("Kept"), article("Old", published=NOON - timedelta(days=40))
    alone, like = Fit(nearest=None, likeness=0.0, asked=0.2), Fit(nearest=kept.id, likeness=0.4, mean=0.3, asked=0.2)
    await news.save([story(kept), story(old)], fits={kept.id: alone, old.id: like})
    assert await news.fits([kept.id, old.id, "another"]) == {kept.id: alone, old.id: like}
    await news.save([], fits={kept.id: like})
    await news.prune(before=NOON - timedelta(days=30))
    assert await news.fits([kept.id, old.id]) == {kept.id: like}


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


async def test_the_newest_article_of_each_country_is_known(news):
    await news.save(
        [
            story(article("Old", country="AR", published=NOON - timedelta(hours=9))),
            story(article("New", country="AR", published=NOON - timedelta(hours=1)), article("There", country="FR")),
        ]
    )
    assert await news.newest() == {"AR": NOON - timedelta(hours=1), "FR": NOON - timedelta(hours=1)}


def found(*new, edited=(), keys=()) -> Resolved:
    known = {key: Known(article=owner, text="t", published=NOON, seen=day) for key, owner, day in keys}
    return Resolved(new=new, edited=edited, keys=known)


async def test_what_a_pass_found_waits_until_it_is_folded(news):
    old = article("Old", country="AR", published=NOON - timedelta(hours=2), language="es", translated_by=UNTRANSLATED)
    new = article("New", country="FR", published=NOON)
    await news.add(found(new, old), now=NOON)
    assert await news.pending(limit=9) == (old, new)
    assert await news.pending(limit=1) == (old,)
    assert await news.pending(limit=9, countries=["FR", "JP"]) == (new,)
    assert await news.pending(limit=9, countries=[]) == ()
    await news.save([story(old)], folded=[old])
    assert await news.pending(limit=9) == (new,)
    assert await news.articles([old.id, new.id]) == (old,)


async def test_what_was_edited_while_it_was_folded_is_still_pending(news):
    first = article("Three dead in fire")
    await news.add(found(first), now=NOON)
    second = replace(first, title_original="Four dead in fire")
    await news.add(found(edited=[second]), now=NOON)
    await news.save([story(first)], folded=[first])
    assert await news.pending(limit=9) == (second,)


def waits(title: str, verdict: str = "waiting: its model is being fetched", **changes):
    return article(title, **({"language": "es", "translated_by": UNTRANSLATED, "verdict": verdict} | changes))


async def test_what_waits_for_its_english_is_given_newest_first(news):
    old = waits("Old", country="AR", published=NOON - timedelta(hours=3))
    new = waits("New", country="MX", published=NOON - timedelta(hours=1))
    french = waits("French", country="FR", language="fr", published=NOON - timedelta(hours=2))
    refused = waits("Refused", verdict="number 5 lost")
    rough = waits("Rough", verdict="rough", translated_by="apertium")
    english = article("English")
    await news.save([story(each) for each in (old, new, french, refused, rough, english)])
    everything = {"since": LONG_AGO, "limit": 9}
    assert await news.waiting(**everything) == (new, french, old)
    assert await news.waiting(**(everything | {"limit": 2})) == (new, french)
    assert await news.waiting(**(everything | {"since": french.published})) == (new, french)
    assert await news.waiting(**everything, countries=["AR", "FR"]) == (french, old)
    assert await news.waiting(**everything, countries=[]) == ()
    assert await news.waiting(**everything, without={"es"}) == (french,)
    assert await news.waiting(**everything, countries=["AR"], without={"es", "fr"}) == ()


async def test_keys_lead_to_the_article_they_were_last_remembered_for(news):
    day = NOON.date()
    await news.add(found(keys=[("k1", "one", day), ("k2", "two", day)]), now=NOON)
    await news.add(found(keys=[("k1", "three", day + timedelta(days=1))]), now=NOON)
    seen = await news.seen(["k1", "k2", "k3"])
    assert {key: (each.article, each.seen) for key, each in seen.items()} == {
        "k1": ("three", day + timedelta(days=1)),
        "k2": ("two", day),
    }
    assert seen["k2"].published == NOON
    assert await news.seen([]) == {}


async def test_an_edit_keeps_what_was_said_before(news):
    first = article("Three dead in fire", summary_original="In Lima.")
    await news.save([story(first)])
    second = replace(first, title="Four dead in fire", title_original="Four dead in fire")
    await news.add(found(edited=[second]), now=NOON)
    assert await news.pending(limit=9) == (second,)
    third = replace(first, title_original="Five dead in fire")
    await news.add(found(edited=[third]), now=NOON + timedelta(hours=1))
    assert await news.pending(limit=9) == (third,)
    assert await news.edits(first.id) == (
        Edit(until=NOON, title="Three dead in fire", summary="In Lima."),
        Edit(until=NOON + timedelta(hours=1), title="Four dead in fire", summary="In Lima."),
    )
    assert await news.edits("nobody") == ()


async def test_an_article_that_is_edited_without_end_is_left_alone(news):
    first = article("It is 08:00")
    await news.save([story(first)])
    for minute in range(EDITS + 5):
        edit = replace(first, title_original=f"It is 08:{minute:02}")
        await news.add(found(edited=[edit]), now=NOON + timedelta(minutes=minute))
        await news.save([story(edit)], folded=[edit] if minute < EDITS else [])
    assert len(await news.edits(first.id)) == EDITS
    assert await news.pending(limit=9) == ()


async def test_an_edit_of_what_is_gone_brings_nothing_back(news):
    await news.add(found(edited=[article("Gone")]), now=NOON)
    assert await news.pending(limit=9) == ()


async def test_articles_are_counted_by_outlet(news):
    await news.save(
        [
            story(article("One", outlet="Clarion", country="AR"), article("Two", outlet="Clarion", country="AR")),
            story(article("Three"), article("Old", outlet="Herald", published=NOON - timedelta(days=8))),
        ]
    )
    assert await news.per_day(since=NOON - timedelta(days=7)) == {"AR/Clarion": 2, "US/The Daily": 1}


async def test_pruning_forgets_what_was_not_seen_for_as_long(news):
    long_ago = NOON - timedelta(days=40)
    day = timedelta(days=1)
    kept, gone = article("Kept"), article("Gone", published=long_ago)
    keys = [("old", "x", long_ago.date()), ("new", "y", NOON.date())]
    await news.add(found(kept, gone, keys=keys), now=NOON)
    await news.save([story(kept), story(gone)])
    await news.add(found(edited=[replace(each, title_original="!") for each in (kept, gone)]), now=NOON)
    await news.prune(before=NOON - 30 * day)
    assert set(await news.seen(["old", "new"])) == {"new"}
    assert [each.id for each in await news.pending(limit=9)] == [kept.id]
    assert await news.edits(gone.id) == ()
    assert len(await news.edits(kept.id)) == 1


async def test_pruning_takes_stories_whose_newest_article_is_older(news):
    old, new = story(article("Old", published=NOON - timedelta(days=40)), id="old"), story(article("New"), id="new")
    await news.save([old, new], aliases={"older": "old"})
    assert await news.prune(before=NOON - timedelta(days=30)) == 1
    assert await news.story("old") is None
    assert await news.story("older") is None
    assert await news.articles([old.articles[0].id]) == ()
    assert await news.story("new") == new


async def test_closing_twice_is_no_fault(news, tmp_path):
    await news.save([saved := story(article("Kept"))])
    await news.close()
    await news.close()
    again = SqliteNews(await open_archive(tmp_path / "news.sqlite")) if isinstance(news, SqliteNews) else news
    assert await again.stories(since=LONG_AGO) == (saved,)
    await again.close()


async def test_the_sqlite_archive_survives_its_process(tmp_path):
    store = SqliteNews(await open_archive(tmp_path / "news.sqlite"))
    await store.save([saved := story(article("Kept"))])
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.stories(since=LONG_AGO)
    again = SqliteNews(await open_archive(tmp_path / "news.sqlite"))
    assert await again.stories(since=LONG_AGO) == (saved,)
    await again.close()
