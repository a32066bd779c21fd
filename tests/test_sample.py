"""The sample edition keeps what it promises: whole, labelled, faithful in its numbers, and like no real outlet."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, date, timedelta
from pathlib import Path

import pytest

from bot import sample
from bot.adapters.fetch_sample import SampleFetcher
from bot.adapters.translate_sample import SampleTranslator
from bot.catalogue import load
from bot.core import dates, extract, language, parse
from bot.core.countries import country as country_named
from bot.english import in_english, originals
from bot.errors import FetchError
from bot.model import UNTRANSLATED, Article, Validators
from tests.folding import Group, join

EVENTS = {
    slug: event
    for event, slugs in {
        "troops for Ukraine": "putin-legitimate-targets trump-putin-call europe-troops-white-house merz-bodentruppen "
        "starmer-reassurance-force russian-oil-pressure putin-tropas-occidentales kremlin-garantias zelensky-krok "
        "putin-paz-ucrania force-de-reassurance europe-divisee-ukraine putin-vladivostok putin-ahdaf-mashrua "
        "putin-forum-kontingenty peskov-garantii zelensky-trump-sanktsii",
        "rice": "india-rice-duty rice-duty-scrapped arroz-india-gauchos india-kome-kanzei aruzz-hindi",
        "railway": "tren-cruz-del-sur cruz-del-sur-cereales ferrovia-cruzeiro-do-sul suedkreuzbahn-lokomotiven "
        "minamijuji-tetsudo",
        "sunken harbor": "alexandria-quay alexandrie-quai-antique amphores-alexandrie alexandria-sonar mina-ghariq",
        "American jobs": "august-jobs jobs-report-farm-states jobs-fed-cut us-jobs-pound emploi-americain-bourse "
        "us-arbeitsmarkt-august bei-koyo-tokei",
        "Messi": "messi-venezuela messi-despedida messi-venezuela-monumental",
        "Thailand": "thailand-anutin thai-anutin",
        "Juniper Flat fire": "juniper-flat-fire juniper-flat-ranchers juniper-flat-smoke",
        "freight railroad": "great-basin-strike-averted rail-deal-grain",
        "data center": "millbrook-data-center millbrook-water",
        "perfect game": "duluth-perfect-game perfect-game-league",
        "election": "veda-electoral-bonaerense eleccion-bonaerense-escuelas",
        "commuter trains": "paro-trenes-oeste-sorpresa paro-trenes-oeste",
        "confidence vote": "vote-de-confiance bayrou-confiance-lundi",
        "storms": "tgv-orage-valence tgv-passagers-valence",
    }.items()
    for slug in slugs.split()
}
"""The event of every article that shares its event with another, by the last part of its URL."""

CATALOGUE = sample.catalogue()
ENGLISH: dict[str, str] = json.loads(sample.english())
FOLDER = Path(sample.__file__).parent
ROOT = Path(__file__).parent.parent

MAGNITUDES = {
    "thousand": 10**3,
    "ألف": 10**3,
    "万": 10**4,
    "million": 10**6,
    "مليون": 10**6,
    "millones": 10**6,
    "milhões": 10**6,
    "billion": 10**9,
    "mil millones": 10**9,
    "bilhões": 10**9,
    "milliards": 10**9,
    "Milliarden": 10**9,
    "миллиард": 10**9,
}
"""Words that stand after a number and multiply it, in the languages of the sample."""

NUMBER = re.compile(
    r"(?P<digits>\d+(?:[.,]\d{3})*(?:[.,]\d{1,2})?)(?![\d月])"  # 月: the name of a month, written out in English
    rf"(?:\s?(?P<word>万|(?:{'|'.join(MAGNITUDES)})\b)(?P<rest>\d*))?"
)


def value(match: re.Match[str]) -> float:
    """What a number in a text is worth: `2.300` and `2,300` are 2300, `4,3` is 4.3, `2万2000` is 22000."""
    plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", match["digits"]).replace(",", ".")
    return round(float(plain) * MAGNITUDES.get(match["word"] or "", 1) + float(match["rest"] or 0), 2)


def numbers(text: str) -> Counter[float]:
    return Counter(value(match) for match in NUMBER.finditer(text))


async def read() -> list[Article]:
    """Every article of the sample with its English, as the pipeline makes it."""
    fetcher, translator = SampleFetcher(), SampleTranslator()
    found: list[Article] = []
    for outlet in CATALOGUE.outlets:
        document = await fetcher.fetch(outlet.feeds[0])
        assert document is not None
        window = timedelta(days=3)
        entries = parse.entries(document, language=outlet.language)
        for each in extract.sightings(entries, outlet, now=sample.MOMENT, window=window)[0]:
            article = each.article
            if language.is_english(article.language):
                found.append(article)
            else:
                texts = originals(article)
                found.append(in_english(article, await translator.translate(texts, language=article.language)))
    return found


async def stories() -> tuple[Group, ...]:
    return join((), await read(), now=sample.MOMENT)


def tells(group: Group, *words: str) -> bool:
    """Whether most articles of a group have these words in their English."""
    texts = [f"{article.title} {article.summary}" for article in group.articles]
    return sum(all(word in text for word in words) for text in texts) * 2 > len(texts)


def test_the_catalogue_is_labelled_as_a_sample_of_invented_outlets():
    assert CATALOGUE.note is not None
    assert {"Sample edition", "invented", "Not news"} <= set(
        re.findall("Sample edition|invented|Not news", CATALOGUE.note)
    )


def test_there_are_outlets_countries_and_languages_enough_to_try_everything():
    outlets = CATALOGUE.outlets
    assert len(outlets) >= 12
    assert len(CATALOGUE.countries) >= 9
    assert len({outlet.language for outlet in outlets} - {"en"}) >= 6
    assert len(CATALOGUE.of("US")) >= 3
    assert any(outlet.state_run for outlet in outlets)


def test_no_outlet_has_the_name_of_a_real_one():
    names = {outlet.name.casefold() for outlet in load(ROOT / "feeds.yaml").outlets}
    assert not {outlet.name.casefold() for outlet in CATALOGUE.outlets} & names


def test_every_address_is_one_that_can_never_answer():
    addresses = [address for outlet in CATALOGUE.outlets for address in (outlet.site, *outlet.feeds)]
    assert all(address.startswith("https://sample.invalid/") for address in addresses)


@pytest.mark.parametrize("outlet", CATALOGUE.outlets, ids=lambda outlet: outlet.key)
async def test_every_feed_has_at_least_five_entries_of_the_day(outlet):
    document = await SampleFetcher().fetch(outlet.feeds[0])
    assert document is not None
    entries = parse.entries(document)
    assert len(entries) >= 5
    for entry in entries:
        published = dates.parse(entry.published)
        assert published is not None
        assert published.astimezone(UTC).date() == date(2025, 9, 5)
        assert published < sample.MOMENT


async def test_there_are_about_ninety_articles_with_ids_of_their_own():
    articles = await read()
    assert len(articles) >= 80
    assert len({article.id for article in articles}) == len(articles)
    assert len({article.url for article in articles}) == len(articles)


async def test_every_country_has_at_least_five_things_to_tell():
    told = Counter(code for group in await stories() for code in {article.country for article in group.articles})
    assert set(told) == set(CATALOGUE.countries)
    assert min(told.values()) >= 5


async def test_every_text_that_is_not_english_has_its_english_and_no_english_is_left_over():
    articles = [article for article in await read() if not language.is_english(article.language)]
    assert not [article.title for article in articles if article.translated_by == UNTRANSLATED]
    originals = {text for article in articles for text in (article.title_original, article.summary_original)}
    assert originals == set(ENGLISH)


async def test_a_summary_is_a_paragraph_that_can_be_condensed():
    for article in await read():
        assert 38 <= len(article.summary.split()) <= 90, article.url
        assert len(article.title) <= 110, article.url


@pytest.mark.parametrize(("original", "english"), ENGLISH.items(), ids=[text[:40] for text in ENGLISH.values()])
def test_the_numbers_of_a_translation_are_those_of_its_original(original: str, english: str):
    assert numbers(original) == numbers(english)


async def test_the_troops_story_is_told_by_at_least_six_countries():
    best = max(await stories(), key=lambda group: len(group.articles))
    assert tells(best, "Ukraine", "troops")
    assert len({article.country for article in best.articles}) >= 6


@pytest.mark.parametrize("words", [("India", "rice"), ("Southern Cross", "railway"), ("Alexandria", "harbo")])
async def test_three_stories_are_told_abroad_and_by_no_american_outlet(words):
    best = max((group for group in await stories() if tells(group, *words)), key=lambda group: len(group.articles))
    countries = {article.country for article in best.articles}
    assert "US" not in countries
    assert len(countries) >= 3
    assert len({(article.country, article.outlet) for article in best.articles}) >= 4
    assert len({country_named(code).region for code in countries}) >= 2


async def test_no_story_holds_two_events():
    for group in await stories():
        slugs = {article.url.rsplit("/", 1)[1] for article in group.articles}
        assert len({EVENTS.get(slug, slug) for slug in slugs}) == 1, sorted(slugs)


async def test_the_fetcher_gives_a_feed_once_and_says_unchanged_to_its_own_etag():
    url = CATALOGUE.outlets[0].feeds[0]
    document = await SampleFetcher().fetch(url)
    assert document is not None
    assert (document.url, document.status) == (url, 200)
    assert document.validators.etag is not None
    assert await SampleFetcher().fetch(url, validators=document.validators) is None
    again = await SampleFetcher().fetch(url, validators=Validators(etag='"another"'))
    assert again == document


@pytest.mark.parametrize(
    "url",
    [
        "https://sample.invalid/ar/no-such-outlet.xml",
        "https://sample.invalid/",
        "https://sample.invalid/../feeds.yaml",
        "https://sample.invalid/ar/../../english.json",
        "https://news.example/ar/el-faro-austral.xml",
        "",
    ],
)
async def test_the_fetcher_knows_no_other_address(url: str):
    with pytest.raises(FetchError, match="no such feed") as caught:
        await SampleFetcher().fetch(url)
    assert caught.value.http == 404


async def test_every_file_of_feeds_belongs_to_an_outlet_and_the_folder_stays_small():
    files = {path.relative_to(FOLDER / "feeds").as_posix() for path in (FOLDER / "feeds").rglob("*.*")}
    assert files == {outlet.feeds[0].removeprefix(sample.ADDRESS) for outlet in CATALOGUE.outlets}
    whole = [path for path in FOLDER.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert sum(path.stat().st_size for path in whole) < 250_000
