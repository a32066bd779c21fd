"""Every screen fits and is accepted, whatever the feeds put into it."""

from __future__ import annotations

import json
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import digests, panels, render, wiring
from bot.chat.hours import Wall
from bot.chat.local import LocalTelegram
from bot.chat.markup import Html, bold, html, parse, units
from bot.chat.refusals import buttons_of, marked_of
from bot.chat.screen import ENTITY_LIMIT, TEXT_LIMIT, Screen, fitting, stacked
from bot.model import Article, Brief, Claim, Digest, Edition, Overlooked, Sentence, Story, Take
from tests.builders import NOON, catalogue, outlet, subscription
from tests.chat.stage import told

COUNTRIES = ("AR", "FR", "JP", "DE", "GB", "US", "BR", "IN", "EG", "CN", "RU", "ZA", "KR", "ES", "IT")

HOSTILE = st.one_of(
    st.text(alphabet=st.characters(), max_size=40),
    st.sampled_from(
        [
            "<b>bold</b> & <a href='x'>link</a></blockquote>",
            "\u202eright to left\u2066",
            "A long title " * 800,
            "語" * 10_000,
            "👩‍👩‍👧‍👦🇦🇷" * 900,
            "x" + "\u0301" * 5000,
            "\ud83d" * 300,
            "&" * 4000,
            "",
            "\n\n\n",
        ]
    ),
)


@st.composite
def articles(draw) -> Article:
    return Article(
        id=draw(st.text(alphabet="abcdefgh234567", min_size=16, max_size=16)),
        outlet=draw(HOSTILE),
        country=draw(st.sampled_from(COUNTRIES)),
        language=draw(st.sampled_from(["es", "zh-Hant", "ar", "xx-nonsense"])),
        title=draw(HOSTILE),
        title_original="",
        url=draw(st.one_of(HOSTILE, st.just("https://x.example/?a=1&b=<2>"))),
        published=NOON - timedelta(hours=draw(st.integers(0, 60))),
        first_seen=NOON,
        state_run=draw(st.booleans()),
        translated_by=draw(st.sampled_from([None, "argos", "untranslated"])),
    )


@st.composite
def stories(draw) -> Story:
    told_by = draw(st.lists(articles(), min_size=1, max_size=6)) * draw(st.sampled_from([1, 1, 30]))
    sentences = tuple(Sentence(text=draw(HOSTILE), article=told_by[0].id) for _ in range(draw(st.integers(0, 3))))
    label = draw(HOSTILE)
    return Story(
        id=draw(st.text(alphabet="abcdefgh234567", min_size=12, max_size=12)),
        articles=tuple(told_by),
        brief=Brief(headline=draw(HOSTILE), sentences=sentences),
        takes=(Take(label=label, articles=(told_by[0].id,), countries=("AR",)),),
    )


NEWS = st.lists(stories(), max_size=5).flatmap(lambda few: st.sampled_from([tuple(few), tuple(few * 12)]))


def edition(country: str, told_here: tuple[Story, ...], **changes) -> Edition:
    defaults = {"generated": NOON, "outlets": 8, "readable": 5, "attempted": NOON, "newest": None}
    return Edition(country=country, stories=told_here, **(defaults | changes))


def accepted(screen: Screen) -> None:
    """Telegram would take it, whole: nothing here may raise Refusal."""
    rows = [[{"text": each.label, "callback_data": each.data} for each in row] for row in screen.buttons]
    marked = marked_of({"text": screen.text, "parse_mode": "HTML"})
    assert 0 < units(marked.text) <= TEXT_LIMIT
    assert len(marked.entities) <= ENTITY_LIMIT
    taken = buttons_of({"reply_markup": {"inline_keyboard": rows}})
    assert taken == tuple(tuple((each.label, each.data) for each in row) for row in screen.buttons)
    json.dumps(screen.text, ensure_ascii=False).encode()


@settings(deadline=None, max_examples=60)
@given(news=NEWS, note=st.one_of(st.none(), HOSTILE), first=st.sampled_from([0, 6]))
def test_news_screens_fit_whatever_the_feeds_say(news: tuple[Story, ...], note: str | None, first: int):
    wall = Wall(zone="Asia/Tokyo", known=True)
    accepted(render.edition(edition("AR", news), wall=wall, note=note, following=False, first=first))
    accepted(render.world(news, now=NOON, wall=wall, note=note, first=first))
    claims = tuple(Claim(story=each, nearest=each.articles[0], likeness=0.1) for each in news)
    missing = Overlooked(home="US", claims=claims, searched=("A", "B", "C"), unread=())
    accepted(render.overlooked(missing, note=note, first=first))
    for each in news[:2]:
        accepted(render.story(each, wall=wall, now=NOON, note=note, first=0))


@settings(deadline=None, max_examples=40)
@given(news=NEWS, note=st.one_of(st.none(), HOSTILE), countries=st.integers(1, len(COUNTRIES)))
def test_a_digest_fits_into_its_messages_whatever_the_feeds_say(news, note, countries: int):
    codes = COUNTRIES[:countries]
    made = Digest(
        subscription=subscription(1, *codes),
        date=NOON.date(),
        editions=tuple(edition(code, news) for code in codes),
        late=timedelta(minutes=75),
    )
    screens = digests.digest(made, note=note)
    for screen in screens:
        accepted(screen)
    shown = "\n".join(parse(screen.text).text for screen in screens)
    assert "75 minutes late" in shown
    assert all(shown.count(render.keyboards.named(code)) >= 1 for code in codes)


@settings(deadline=None, max_examples=60)
@given(words=HOSTILE)
def test_what_a_reader_typed_is_repeated_safely(words: str):
    accepted(panels.unknown_country(words, near=["AR"]))
    accepted(panels.choose_zone(now=NOON, said=render.texts.unknown_zone(render.clip(words, panels.TYPED))))


def test_every_country_of_the_world_fits_into_a_readers_panel():
    codes = tuple(code for code in all_codes())
    mine = subscription(1, *codes)
    accepted(
        panels.mine(mine, next_at=NOON, now=NOON, said=render.texts.added([render.keyboards.named(c) for c in codes]))
    )
    accepted(panels.choose_drop(mine))
    outlets = catalogue(*(outlet(f"P {code}", code) for code in codes))
    for region in panels.present_regions(outlets):
        for page in range(4):
            for purpose in ("read", "choose"):
                accepted(panels.choose_country(outlets, region=region, page=page, purpose=purpose, chosen=codes))


def all_codes() -> list[str]:
    from bot.core import countries

    return [each.code for key in countries.REGIONS for each in countries.in_region(key)]


# ---------------------------------------------------------------------------- fitting


@settings(deadline=None)
@given(st.lists(st.integers(1, 3000), max_size=12))
def test_as_many_blocks_as_fit_are_shown_and_the_others_are_counted(lengths: list[int]):
    blocks = [html(bold("x" * length)) for length in lengths]

    def whole(count: int) -> Html:
        return stacked("head", *blocks[:count], f"… and {len(blocks) - count} more" if count < len(blocks) else "")

    count = fitting(blocks, frame=lambda left: stacked("head", f"… and {left} more" if left else ""))
    assert units(parse(whole(count)).text) <= TEXT_LIMIT
    if count < len(blocks):
        assert units(parse(whole(count + 1)).text) > TEXT_LIMIT - 10  # a gap or two may go to waste


def test_no_more_styles_than_telegram_keeps():
    blocks = [html(bold(str(number))) for number in range(150)]
    assert fitting(blocks, frame=lambda _: html()) == ENTITY_LIMIT


def test_what_does_not_fit_is_left_out_whole_and_leads_to_where_it_is():
    long = [told(f"Event {number} " + "word " * 50) for number in range(20)]
    made = Digest(subscription=subscription(1, "AR", size=20), date=NOON.date(), editions=(edition("AR", tuple(long)),))
    (screen,) = digests.digest(made, note=None)
    marked = parse(screen.text)
    assert "more: /brief Argentina" in marked.text
    assert marked.text.count("Clarion") == len([row for row in screen.buttons for each in row if "📰" in each.label])


def test_a_digest_on_time_does_not_say_when_it_was_made():
    made = Digest(subscription=subscription(1, "AR"), date=NOON.date(), editions=(edition("AR", (told("A"),)),))
    (screen,) = digests.digest(made, note=None)
    assert "late" not in screen.text


def test_a_story_shown_under_an_earlier_country_is_no_reason_to_say_that_nothing_is_new():
    quiet = edition("FR", (), readable=8, newest=NOON - timedelta(hours=1))
    made = Digest(subscription=subscription(1, "FR"), date=NOON.date(), editions=(quiet,))
    (screen,) = digests.digest(made, note=None)
    assert "stands under another country above" in screen.text


def test_several_countries_whose_stories_stand_under_others_are_told_of_once():
    quiet = [edition(code, (), readable=8, newest=NOON - timedelta(hours=1)) for code in ("FR", "DE")]
    mine = subscription(1, "FR", "AR", "DE")
    made = Digest(subscription=mine, date=NOON.date(), editions=(quiet[0], edition("AR", (told("A"),)), quiet[1]))
    (screen,) = digests.digest(made, note=None)
    shown = parse(screen.text).text
    assert "🇫🇷 France and 🇩🇪 Germany: all of it stands under other countries above." in shown
    assert shown.index("1. A") < shown.index("🇫🇷 France")
    assert shown.count("stands under") == 1


def test_a_country_that_left_the_catalogue_says_how_to_take_it_out():
    gone = edition("NL", (told("A"),), outlets=0, readable=0)
    made = Digest(subscription=subscription(1, "NL"), date=NOON.date(), editions=(gone,))
    (screen,) = digests.digest(made, note=None)
    assert "I no longer read any outlet of the Netherlands. To take it out: /unsubscribe Netherlands" in screen.text


async def test_the_bot_api_in_this_process_accepts_what_fits():
    local = LocalTelegram()
    local.chat(1)
    async with wiring.in_process(local) as application:
        long = tuple(told(f"Event {number} " + "語" * 200) for number in range(9))
        screen = render.edition(edition("AR", long), wall=Wall(), note="Note", following=True)
        message = await application.bot.send_message(1, screen.text, parse_mode="HTML")
    assert message.text == parse(screen.text).text
