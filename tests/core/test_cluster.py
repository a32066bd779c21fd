"""Articles that tell one event become one story, others don't, and a story keeps its id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.cluster import JOIN, WINDOW, Changes, Window
from bot.core.vocabulary import Count, Learnt
from bot.model import UNTRANSLATED, Article, Brief, Story
from tests.builders import NOON, article, story
from tests.folding import Group, changed, join


def at(hours: float) -> dict:
    moment = NOON - timedelta(hours=hours)
    return {"published": moment, "first_seen": moment}


def stories_of(*groups: Group) -> tuple[Story, ...]:
    return tuple(
        Story(id=group.id, articles=group.articles, brief=Brief(headline=group.articles[0].title)) for group in groups
    )


def partition(*groups: Group) -> set[frozenset[str]]:
    return {frozenset(each.id for each in group.articles) for group in groups}


def joined(*articles: Article, stories=()) -> tuple[Group, ...]:
    return join(stories, articles, now=NOON)


DAM = article("Dam above Valparín bursts, 40 villagers missing", outlet="Clarion", country="CL", **at(5))
DAM_AGAIN = article("40 missing in Chile after Valparín dam bursts", outlet="Le Jour", country="FR", **at(4))
BANK = article("Norges Bank lowers its rate to 4 percent", outlet="Fjord", country="NO", **at(3))


def test_two_outlets_that_tell_one_event_make_one_story():
    assert partition(*joined(DAM, DAM_AGAIN, BANK)) == {frozenset({DAM.id, DAM_AGAIN.id}), frozenset({BANK.id})}


def test_two_quakes_are_two_stories():
    chile = article(
        "Magnitude 6.4 earthquake shakes northern Chile",
        outlet="A",
        summary="A strong earthquake shook houses near Iquique; no deaths were reported.",
    )
    japan = article(
        "Magnitude 6.1 earthquake shakes northern Japan",
        outlet="B",
        summary="A strong earthquake shook houses near Aomori; no deaths were reported.",
    )
    assert len(joined(chile, japan)) == 2


def test_two_elections_with_the_same_words_are_two_stories():
    ghana = article("President wins second term in Ghana election", outlet="A")
    serbia = article("President wins second term in Serbia election", outlet="B")
    assert len(joined(ghana, serbia)) == 2


def test_the_events_of_one_politician_are_not_one_story():
    visit = article("Premier Halvorsen visits flooded farms in Trøndelag", outlet="A")
    budget = article("Premier Halvorsen defends pension cuts in budget debate", outlet="B")
    assert len(joined(visit, budget)) == 2


def test_an_article_joins_the_story_that_exists_and_the_story_keeps_its_id():
    (first,) = joined(DAM)
    (grown,) = joined(DAM_AGAIN, stories=stories_of(first))
    assert grown.id == first.id
    assert [each.id for each in grown.articles] == [DAM.id, DAM_AGAIN.id]


def test_a_late_article_that_is_older_does_not_change_the_id():
    (first,) = joined(DAM_AGAIN)
    (grown,) = joined(DAM, stories=stories_of(first))
    assert grown.id == first.id
    assert grown.articles[0].id == DAM.id


def test_only_stories_that_are_new_or_have_grown_come_back():
    before = stories_of(*joined(DAM, BANK))
    (grown,) = joined(DAM_AGAIN, stories=before)
    assert DAM in grown.articles


def test_an_article_that_is_known_changes_nothing():
    before = stories_of(*joined(DAM, BANK))
    assert joined(DAM, BANK, stories=before) == ()


def test_nothing_new_is_no_group():
    assert joined() == ()


def test_a_story_that_fell_silent_does_not_grow():
    old = replace(DAM, **at(WINDOW.total_seconds() / 3600 + 5))
    assert len(joined(DAM_AGAIN, stories=stories_of(*join((), [old], now=old.published)))) == 1
    assert joined(DAM_AGAIN, stories=stories_of(*join((), [old], now=old.published)))[0].articles == (DAM_AGAIN,)


def test_one_address_is_one_story_whatever_its_titles():
    one = article("Ministers gather", outlet="A", url="https://wire.example/1")
    two = article("Fish prices fall in Lagos", outlet="B", url="https://wire.example/1")
    assert len(joined(one, two)) == 1


def test_one_shared_word_joins_nothing():
    assert len(joined(article("Weather", outlet="A"), article("Weather", outlet="B"))) == 2


def test_a_chain_of_likenesses_does_not_tie_its_ends_together():
    chain = [
        "Harbour strike stops ferries in Tromsø and Bodø",
        "Ferries in Bodø stand still while islanders wait for medicine",
        "Islanders wait for medicine as hospital in Narvik closes ward",
        "Hospital in Narvik closes ward after nurses resign over pay",
    ]
    groups = joined(*(article(title, outlet=f"Outlet {n}") for n, title in enumerate(chain)))
    assert not any(len(group.articles) == len(chain) for group in groups)


def foreign(title: str, outlet: str, language: str = "es", **changes) -> Article:
    return article(title, outlet=outlet, country="ES", language=language, translated_by=UNTRANSLATED, **changes)


def english_of(each: Article, title: str, **changes) -> Article:
    return replace(each, title=title, translated_by="argos", verdict=None, **changes)


WAITS = "waiting: its turn has not come yet"


def test_an_article_that_gets_its_english_joins_those_that_tell_the_same():
    held = stories_of(*joined(DAM, foreign("Se rompe una presa cerca de Porto Velho", "El Faro", verdict=WAITS)))
    assert len(held) == 2
    [alone] = [each for each in held if each.articles[0].waits]
    told = english_of(alone.articles[0], DAM_AGAIN.title)
    [group], changes = changed(held, [told])
    assert {each.title for each in group.articles} == {DAM.title, DAM_AGAIN.title}
    assert changes.aliases == {alone.id: group.id}


def test_an_article_that_gets_its_english_and_joins_nothing_keeps_its_story():
    held = stories_of(*joined(DAM, foreign("Sube el precio del pan en Cádiz", "El Faro", verdict=WAITS)))
    [alone] = [each for each in held if each.articles[0].waits]
    groups, changes = changed(held, [english_of(alone.articles[0], "Bread grows dearer in Cadiz")])
    assert [(group.id, group.articles[0].title) for group in groups] == [(alone.id, "Bread grows dearer in Cadiz")]
    assert changes.aliases == {}


def test_an_article_that_gets_its_english_leaves_a_story_that_it_does_not_fit():
    spanish = foreign("Sube el precio del pan", "El Faro", verdict=WAITS)
    held = story(DAM, DAM_AGAIN, spanish)
    dam, bread = join((held,), [english_of(spanish, "Bread grows dearer")])
    assert (dam.id, dam.articles) == (held.id, (DAM, DAM_AGAIN))
    assert [each.title for each in bread.articles] == ["Bread grows dearer"]


def test_a_verdict_takes_the_place_of_waiting_and_waiting_of_nothing():
    spanish = foreign("Sube el precio del pan", "El Faro", verdict=WAITS)
    refused = replace(spanish, verdict="number 5 lost")
    [group] = joined(refused, stories=(story(spanish),))
    assert group.articles == (refused,)
    for settled in (refused, english_of(spanish, "Bread grows dearer")):
        assert joined(spanish, stories=(story(settled),)) == ()


def test_untranslated_articles_of_one_language_join_by_names_and_numbers():
    one = foreign("Se hunde el ferry Estrella Polar frente a Vigo con 120 pasajeros", "Uno")
    two = foreign("Rescatan a 120 pasajeros del ferry Estrella Polar hundido ante Vigo", "Dos")
    assert len(joined(one, two)) == 1


def test_untranslated_articles_with_common_words_only_stay_apart():
    one = foreign("El gobierno anuncia nuevas medidas para la economía del país", "Uno")
    two = foreign("El gobierno anuncia nuevas ayudas para las familias del país", "Dos")
    assert len(joined(one, two)) == 2


def test_untranslated_articles_never_meet_another_language():
    same = "Estrella Polar Vigo ferry 120"
    found = joined(foreign(same, "Uno"), foreign(same, "Dois", language="pt"), article(same, outlet="Third"))
    assert len(found) == 3


# ---------------------------------------------------------------------------- a window that lives on


def test_an_untaught_window_learns_from_all_that_it_takes_in():
    window = Window()
    for each in stories_of(*joined(DAM, BANK)):
        window.hold([each])
    assert window.fold([DAM_AGAIN]).learnt.articles == 3


def test_an_article_in_between_makes_one_story_of_two_and_the_younger_id_leads_to_the_older():
    one = article("Ferry Aurora runs aground off Bodø", outlet="A", summary="The ferry Aurora hit a reef.", **at(9))
    two = article("120 passengers rescued from stranded ship", outlet="B", summary="All 120 are safe in Bodø.", **at(8))
    before = joined(one, two)
    assert len(before) == 2
    between = [
        article(
            f"Ferry Aurora aground off Bodø: 120 passengers rescued, says {name}",
            outlet=name,
            summary="The ferry Aurora hit a reef; all 120 passengers are safe in Bodø.",
            **at(7),
        )
        for name in ("C", "D")
    ]
    [group], changes = changed(stories_of(*before), between)
    older = next(group.id for group in before if one in group.articles)
    assert group.id == older
    assert changes.aliases == {next(group.id for group in before if two in group.articles): older}


def test_an_article_that_says_something_else_after_an_edit_leaves_its_story():
    before = stories_of(*joined(DAM, DAM_AGAIN, BANK))
    other = "Norges Bank: rate lowered to 4 percent"
    edited = replace(DAM_AGAIN, title=other, title_original=other)
    found = {group.id: {each.id for each in group.articles} for group in join(before, [edited])}
    assert found == {
        next(each.id for each in before if DAM in each.articles): {DAM.id},
        next(each.id for each in before if BANK in each.articles): {BANK.id, edited.id},
    }


def test_an_id_that_was_merged_away_is_not_given_again():
    [alone] = joined(DAM)
    assert [group.id for group in joined(DAM)] == [alone.id]
    window = Window(gone={alone.id})
    [again] = window.fold([DAM]).stories
    assert again != alone.id
    assert re.fullmatch("[a-z2-7]{12}", again)


def test_a_window_lets_go_of_a_story_that_fell_silent():
    window = Window()
    window.fold([DAM, BANK])
    window.forget(BANK.published + WINDOW)
    assert (DAM.id in window, BANK.id in window, len(window)) == (False, True, 1)
    window.forget(BANK.published + 2 * WINDOW)
    assert len(window) == 0
    assert len(window.fold([DAM_AGAIN]).stories) == 1


def test_each_article_has_the_figures_that_decided():
    _, changes = changed((), [DAM, DAM_AGAIN, BANK])
    assert changes.fits[DAM.id].nearest == DAM_AGAIN.id
    assert changes.fits[DAM.id].mean == changes.fits[DAM.id].likeness >= JOIN
    assert changes.fits[BANK.id].mean is None
    assert changes.fits[BANK.id].likeness < JOIN


PLACES = ["Bergen", "Accra", "Lima", "Osaka"]
EVENTS = ["bridge collapses, 12 hurt", "museum returns 30 bronze masks", "nurses strike over pay", "mine floods"]
ARTICLES = st.lists(
    st.builds(
        lambda place, event, outlet, hours: article(f"{place} {event}", outlet=f"Outlet {outlet}", **at(hours)),
        st.sampled_from(PLACES),
        st.sampled_from(EVENTS),
        st.integers(0, 5),
        st.floats(0, 60),
    ),
    max_size=14,
    unique_by=lambda each: each.id,
)


NEWS = [
    article(f"{place} {event}", outlet=f"Outlet {number}", summary=f"{event} in {place}, says {number}.", **at(number))
    for place in PLACES
    for event in EVENTS
    for number in range(4)
]


@settings(deadline=None)
@given(ARTICLES)
def test_every_new_article_is_in_exactly_one_group_and_oldest_first(articles: list[Article]):
    groups = joined(*articles)
    assert sorted(each.id for group in groups for each in group.articles) == sorted(each.id for each in articles)
    for group in groups:
        assert list(group.articles) == sorted(group.articles, key=lambda each: (each.published, each.id))
        assert re.fullmatch("[a-z2-7]{12}", group.id)
    assert len({group.id for group in groups}) == len(groups)


@settings(deadline=None)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(articles: list[Article], random):
    shuffled = random.sample(articles, len(articles))
    assert joined(*articles) == joined(*shuffled)


@settings(deadline=None)
@given(ARTICLES, st.integers(0, 14))
def test_two_batches_lose_no_article_and_no_story(articles: list[Article], cut: int):
    before = joined(*articles[:cut])
    after, changes = changed(stories_of(*before), articles[cut:])
    kept = {group.id: {each.id for each in group.articles} for group in before if group.id not in changes.aliases}
    kept |= {group.id: {each.id for each in group.articles} for group in after}
    assert sorted(each for ids in kept.values() for each in ids) == sorted(each.id for each in articles)
    for group in before:
        assert changes.aliases.get(group.id, group.id) in kept


def test_an_edited_article_takes_the_place_of_what_it_said():
    before = stories_of(*joined(DAM, DAM_AGAIN, BANK))
    edited = replace(DAM, title="Dam bursts: twelve dead", title_original="Dam bursts: twelve dead", position=9)
    [group] = joined(edited, stories=before)
    assert group.id in {story.id for story in before}
    assert {each.title for each in group.articles} == {edited.title, DAM_AGAIN.title}
    assert {each.position for each in group.articles} == {DAM.position, DAM_AGAIN.position}


def test_an_edit_and_a_new_article_are_one_change_of_a_story():
    before = stories_of(*joined(DAM, BANK))
    edited = replace(DAM, summary=f"{DAM.summary} Twelve died.", summary_original=f"{DAM.summary} Twelve died.")
    [group] = joined(edited, DAM_AGAIN, stories=before)
    assert {each.summary for each in group.articles} == {edited.summary, DAM_AGAIN.summary}


@settings(deadline=None, max_examples=25)
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_a_restart_changes_no_story_and_no_id(random, size: int):
    articles = random.sample(NEWS, len(NEWS))
    batches = [articles[start : start + size] for start in range(0, len(articles), size)]
    assert restarted(batches) == unbroken(batches)


def unbroken(batches: Iterable[Sequence[Article]]) -> list[Changes]:
    window = Window()
    return [window.fold(batch) for batch in batches]


def restarted(batches: Iterable[Sequence[Article]]) -> list[Changes]:
    """The same with a new window before each batch, made of what a store would have kept."""
    homes: dict[str, str] = {}
    told: dict[str, Article] = {}
    gone: set[str] = set()
    counts: dict[str, Count] = {}
    learnt, found = Learnt(), []
    for batch in batches:
        window = Window(learnt, gone=gone)
        members = [(key, [told[each] for each, home in homes.items() if home == key]) for key in set(homes.values())]
        window.hold(Story(id=key, articles=tuple(each), brief=Brief(headline="")) for key, each in members)
        changes = window.fold(batch)
        found.append(changes)
        told |= {each.id: each for each in batch}
        homes |= {each: key for key, ids in changes.stories.items() for each in ids}
        gone |= changes.aliases.keys()
        counts |= changes.learnt.counts
        learnt = Learnt(articles=changes.learnt.articles, counts=dict(sorted(counts.items())))
    return found
