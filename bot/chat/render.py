"""News as screens: editions, the world, what is overlooked, one story. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from bot.chat import keyboards
from bot.chat.hours import Wall
from bot.chat.markup import Html, bold, clip, html, italic, link, quote, units
from bot.chat.screen import Screen, Size, fitting, stacked
from bot.chat.texts import en as texts
from bot.core import countries, language
from bot.core.discord import Figure, differences
from bot.core.overlooked import CLOSE, FEWEST, READABLE
from bot.core.spread import spread
from bot.model import ROUGH, UNTRANSLATED, Article, Brief, Claim, Edition, Overlooked, Story

PAGE = 6
"""Stories on one screen: about as many as a reader scrolls through on a phone."""

COUNTED, FIGURES, GIVERS = 3, 5, 3
"""Things whose numbers differ on one screen, numbers for one of them (the latest), and outlets that give one number."""

ARTICLES = 12
"""Articles of a story on one screen."""

HEADLINE, SENTENCES, NAME, NOTE, NEAREST, DIFFERENCE = 300, 600, 60, 300, 120, 400
"""The longest of each, in UTF-16 units: far above what is usual, so that only the hostile is cut."""

RECENT = timedelta(hours=24)
"""What an edition holds (reading.DAY)."""


def edition(value: Edition, *, wall: Wall, note: str | None, following: bool, first: int = 0) -> Screen:
    """A country's edition from its story number `first` (0 is the best); says why where it is thin or empty."""
    shown = value.stories[first : first + PAGE]
    title = texts.edition_title(keyboards.named(value.country), wall.day(value.generated))
    head = stacked(bold(title), health(value, wall=wall))
    blocks = [home_block(story, number=first + place, country=value.country) for place, story in enumerate(shown, 1)]
    text, count = page(head, blocks, hidden=len(value.stories) - first - len(shown), foot=sample(note))
    more = first + count + 1 if first + count < len(value.stories) else None
    under = keyboards.under_edition(value.country, following=following, more=more)
    return Screen(text=text, buttons=(*keyboards.numbers(shown[:count], first=first + 1), *under))


def world(stories: Sequence[Story], *, now: datetime, wall: Wall, note: str | None, first: int = 0) -> Screen:
    """The stories that most countries tell, from number `first` on."""
    head = stacked(bold(texts.world_title(wall.day(now))), "" if stories else texts.NO_WORLD)
    blocks = [world_block(each, number=first + place) for place, each in enumerate(stories[first : first + PAGE], 1)]
    return _paged(head, blocks, stories, note=note, action="world", first=first)


def overlooked(value: Overlooked, *, note: str | None, first: int = 0) -> Screen:
    """The stories that a country's press leaves out, each with what the claim rests on; or why there are none."""
    claims = value.claims[first : first + PAGE]
    blocks = [
        html(world_block(each.story, number=first + place), italic(_evidence(each, value)), sep="\n")
        for place, each in enumerate(claims, 1)
    ]
    head = stacked(bold(texts.overlooked_title(keyboards.named(value.home))), _searched(value))
    stories = [each.story for each in value.claims]
    return _paged(head, blocks, stories, note=note, action="unheard", words=(value.home,), first=first)


def _searched(value: Overlooked) -> str:
    """How far the home press could be searched, and what follows where there is no claim."""
    name, of = countries.country(value.home).name, len(value.searched) + len(value.unread)
    if len(value.searched) < FEWEST or value.share < READABLE:
        return texts.home_unsearched(name, len(value.searched), of, least=FEWEST)
    return texts.searched(len(value.searched), of) if value.claims else texts.no_overlooked(name)


def _evidence(claim: Claim, value: Overlooked) -> str:
    near = claim.nearest if claim.likeness >= CLOSE else None
    named = f"“{clip(near.title, NEAREST)}” ({names([near])})" if near else ""
    return texts.evidence(len(value.searched), nearest=named)


def story(value: Story, *, wall: Wall, now: datetime, note: str | None, first: int = 0) -> Screen:
    """A story with its takes, and every article under its take, from article number `first` on."""
    told = _by_take(value)
    shown = told[first : first + ARTICLES]
    head = stacked(
        bold(clip(value.brief.headline, HEADLINE)),
        sentences(value.brief),
        italic(texts.WRITTEN) if value.brief.by else "",
        italic(texts.spread(flags(value.countries), len(value.outlets)), " · ", wall.stamp(value.last_seen, now=now)),
        html(*([_first(value, wall=wall, now=now), *_differing(value)] if first == 0 else []), sep="\n"),
    )
    blocks = [
        article_block(article, take=take if place == 0 or shown[place - 1][0] is not take else Html())
        for place, (take, article) in enumerate(shown)
    ]
    text, count = page(head, blocks, hidden=len(told) - first - len(shown), foot=sample(note))
    more = keyboards.more_of("story", value.id, str(first + count + 1)) if first + count < len(told) else ()
    return Screen(text=text, buttons=(*more, *keyboards.under_story(value), *keyboards.elsewhere()))


def _first(value: Story, *, wall: Wall, now: datetime) -> str:
    """Who told a story first, and how soon the others did; nothing where one country tells it."""
    found = spread(value)
    if found is None:
        return ""
    return texts.first_told(
        _giver(found.first),
        wall.stamp(found.when, now=now),
        countries=found.countries,
        of=found.of,
        hours=math.ceil(found.within / timedelta(hours=1)),
        seen=found.seen,
    )


def _differing(value: Story) -> list[str]:
    """The numbers in which outlets differ, a line for each thing that is counted."""
    lines = (
        texts.differing(each.what, [_figure(figure) for figure in each.figures[-FIGURES:]], rose=each.rose)
        for each in differences(value)[:COUNTED]
    )
    return [clip(line, DIFFERENCE) for line in lines]


def _figure(figure: Figure) -> str:
    """`at least 14 (Ledger 🇵🇭, Courier 🇸🇬)`."""
    number = texts.at_least(figure.shown) if figure.least else figure.shown
    return f"{number} ({texts.capped([_giver(each) for each in figure.articles], most=GIVERS)})"


def _giver(article: Article) -> str:
    return f"{names([article])} {countries.country(article.country).flag}"


def _paged(
    head: Html,
    blocks: Sequence[Html],
    stories: Sequence[Story],
    *,
    note: str | None,
    action: str,
    words: tuple[str, ...] = (),
    first: int,
) -> Screen:
    """The blocks of `stories` from number `first` on, with buttons to each and to those that follow."""
    text, count = page(head, blocks, hidden=len(stories) - first - len(blocks), foot=sample(note))
    more = keyboards.more_of(action, *words, str(first + count + 1)) if first + count < len(stories) else ()
    numbers = keyboards.numbers(stories[first : first + count], first=first + 1)
    return Screen(text=text, buttons=(*numbers, *more, *keyboards.elsewhere()))


# ---------------------------------------------------------------------------- the parts of a page


def page(
    head: Html, blocks: Sequence[Html], *, foot: Html, hidden: int = 0, where: str = "", room: Size | None = None
) -> tuple[Html, int]:
    """As many blocks as fit between head and foot, and how many these are; `room` is kept free for something else.

    `hidden` more were never given; what is missing is counted, with `where` it can be seen.
    """

    def frame(left: int) -> Html:
        return stacked(head, _rest(hidden + left, where), foot)

    count = fitting(blocks, frame=frame, room=room)
    return stacked(head, *blocks[:count], _rest(hidden + len(blocks) - count, where), foot), count


def _rest(left: int, where: str) -> str:
    return texts.more_stories(left, where) if left > 0 else ""


def sample(note: str | None) -> Html:
    """The catalogue's note, as it stands under everything that shows news."""
    return italic(clip(note, NOTE)) if note else Html()


def health(value: Edition, *, wall: Wall) -> Html:
    """What a reader must know of how an edition came about: thin, old, empty; nothing where all is well."""
    if value.outlets == 0:
        return html(texts.no_longer_read(countries.country(value.country).name))
    if value.attempted is None:
        return html(texts.never_read(countries.country(value.country).name, value.outlets))
    tried = wall.stamp(value.attempted, now=value.generated)
    if value.readable == 0:
        since = wall.stamp(value.down_since, now=value.generated) if value.down_since else tried
        read = texts.none_readable(value.outlets, since, tried)
    else:
        read = texts.some_readable(value.readable, value.outlets) if value.readable < value.outlets else ""
    nothing = "" if value.stories else _nothing(value, tried, wall=wall)
    return html(read, nothing, sep=" ")


def shown_before(value: Edition) -> bool:
    """Whether an edition is empty because its stories stand under other countries of the same digest."""
    fresh = value.newest is not None and value.newest > value.generated - RECENT
    return not value.stories and fresh and value.attempted is not None and value.readable > 0


def _nothing(value: Edition, tried: str, *, wall: Wall) -> str:
    if shown_before(value):
        return texts.SHOWN_BEFORE
    when = wall.stamp(value.newest, now=value.generated) if value.newest else ""
    newest = texts.newest_is(when) if when else texts.NOTHING_HELD
    return f"{texts.nothing_new(tried)} {newest}" if value.readable else newest


def home_block(value: Story, *, number: int, country: str) -> Html:
    """A story as its country's page shows it: with this country's outlets, and who else tells it."""
    told = value.told_by(country) or value.articles
    abroad = [code for code in value.countries if code != country]
    also = texts.also_in(flags(abroad)) if abroad else ""
    return _block(value, number=number, url=told[0].url, small=html(names(told), provenance(told), also, sep=" · "))


def world_block(value: Story, *, number: int) -> Html:
    """A story as the world's page shows it: with the flags of those who tell it."""
    who = texts.spread(flags(value.countries), len(value.outlets))
    small = html(who, provenance(value.articles), sep=" · ")
    return _block(value, number=number, url=value.articles[0].url, small=small)


def _block(value: Story, *, number: int, url: str, small: Html) -> Html:
    headline = html(f"{number}. ", bold(link(clip(value.brief.headline, HEADLINE), url)))
    small = html(small, texts.WRITTEN if value.brief.by else "", sep=" · ")
    return html(headline, quote(sentences(value.brief)), italic(small), sep="\n")


def article_block(value: Article, *, take: Html) -> Html:
    """An article of a story, under the heading of its take where that begins."""
    outlet = html(countries.country(value.country).flag, " ", names([value]), ": ")
    line = html(outlet, link(clip(value.title, HEADLINE), value.url))
    return html(take, line, italic(provenance([value])), sep="\n")


def _by_take(value: Story) -> list[tuple[Html, Article]]:
    """Every article once, with the heading of its take, the most central first; those without a take last."""
    articles = {each.id: each for each in value.articles}
    headings = [(take, html(bold(clip(take.label, NAME)), flags(take.countries), sep=" ")) for take in value.takes]
    told = [(heading, articles.pop(each)) for take, heading in headings for each in take.articles if each in articles]
    rest = html(bold(texts.ARTICLES))
    return told + [(rest, each) for each in articles.values()]


def sentences(brief: Brief, *, limit: int = SENTENCES) -> str:
    """The brief's sentences as one paragraph; the last ones are left out whole where it would be too long."""
    kept: list[str] = []
    for each in brief.sentences:
        if units(" ".join([*kept, each.text])) > limit:
            break
        kept.append(each.text)
    return " ".join(kept)


def names(articles: Collection[Article]) -> str:
    """The outlets of articles, each once: `Clarín, Infobae (state-run)`."""
    told = dict.fromkeys((each.outlet, each.state_run) for each in articles)
    return texts.capped(
        [texts.state_run(clip(name, NAME)) if state_run else clip(name, NAME) for name, state_run in told], most=4
    )


def flags(codes: Sequence[str]) -> str:
    """Flags in a row, at most ten: `🇦🇷 🇫🇷 +3`."""
    rest = [f"+{len(codes) - 10}"] if len(codes) > 10 else []
    return " ".join([*(countries.country(code).flag for code in codes[:10]), *rest])


def provenance(articles: Collection[Article]) -> str:
    """From which languages they were translated and by what; or that it is the original; empty for English."""
    if articles and all(each.translated_by == UNTRANSLATED for each in articles):
        return texts.untranslated(_languages(articles), _reason(articles))
    made = [each for each in articles if each.translated_by not in (None, UNTRANSLATED)]
    by = dict.fromkeys(clip(name, NAME) for each in made for name in (each.translated_by or "").split(", "))
    rough = any(each.verdict == ROUGH for each in made)
    return texts.translated(_languages(made), list(by)[:3], rough=rough) if made else ""


def _reason(articles: Collection[Article]) -> str:
    """Why articles are shown as they came, in few words; empty where each has another reason."""
    known = texts.REASONS
    reasons = {texts.WAITS if each.waits else known.get(each.verdict or "", texts.NOT_TRUSTED) for each in articles}
    return reasons.pop() if len(reasons) == 1 else ""


def _languages(articles: Collection[Article]) -> list[str]:
    return list(dict.fromkeys(clip(language.english_name(each.language), NAME) for each in articles))[:4]
