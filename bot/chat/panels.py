"""Everything but news as screens: hello, help, choosing countries, the standing order. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time

from bot.chat import hours, keyboards
from bot.chat.hours import Wall
from bot.chat.markup import Html, bold, clip, html
from bot.chat.render import sample
from bot.chat.screen import Rows, Screen, fitting, stacked
from bot.chat.texts import en as texts
from bot.core import countries, zones
from bot.model import Catalogue, Subscription

PER_PAGE = 24
"""Countries on one page of a picker: twelve rows, what a phone shows without scrolling."""

HOURS = tuple(time(hour) for hour in range(5, 23))
"""The hours offered as buttons; any other can be typed."""

CLOCKS = (
    *("Pacific/Honolulu", "America/Anchorage", "America/Los_Angeles", "America/Denver", "America/Chicago"),
    *("America/New_York", "America/Halifax", "America/Sao_Paulo", "Europe/London", "Europe/Paris", "Africa/Cairo"),
    *("Africa/Nairobi", "Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok", "Asia/Shanghai"),
    *("Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"),
)
"""One zone for nearly every time it can be somewhere: a reader who taps it need not name a city."""

TYPED = 50
"""UTF-16 units of what a reader typed that are repeated to them."""


def notice(*sentences: str, buttons: Rows = ()) -> Screen:
    """A few sentences, one below the other."""
    return Screen(text=html(*sentences, sep="\n"), buttons=buttons)


def start(note: str | None) -> Screen:
    """Hello."""
    return Screen(
        text=stacked(bold(texts.WELCOME_TITLE), texts.WELCOME, sample(note)),
        buttons=keyboards.start(),
    )


def help_screen() -> Screen:
    """Every command with what it does."""
    lines = (f"/{name} – {does}" for name, does in texts.COMMANDS.items())
    return Screen(
        text=stacked(bold(texts.HELP_TITLE), html(*lines, sep="\n"), texts.HELP_END), buttons=keyboards.assist()
    )


def privacy() -> Screen:
    """What is kept of a reader."""
    return Screen(text=stacked(bold(texts.PRIVACY_TITLE), texts.PRIVACY), buttons=keyboards.privacy())


# ---------------------------------------------------------------------------- choosing countries


def present_regions(catalogue: Catalogue) -> tuple[str, ...]:
    """The regions that have a country we read, in the order of REGIONS."""
    present = {countries.country(code).region for code in catalogue.countries}
    return tuple(key for key in countries.REGIONS if key in present)


def region_named(words: str) -> str:
    """The region that a reader calls by its name; empty for any other words."""
    names = {countries.folded(name): key for key, name in countries.REGIONS.items()}
    return names.get(countries.folded(words), "")


def members(catalogue: Catalogue, region: str) -> tuple[str, ...]:
    """The countries we read of a region (or of ALL), by English name; empty for a region there isn't."""
    codes = frozenset(catalogue.countries)
    if region == keyboards.ALL:
        return tuple(sorted(codes, key=lambda code: countries.country(code).name))
    return (
        tuple(each.code for each in countries.in_region(region) if each.code in codes)
        if region in countries.REGIONS
        else ()
    )


def choose_region(catalogue: Catalogue, *, purpose: str, chosen: Collection[str]) -> Screen:
    """The regions; for a catalogue that fits on one page, its countries at once."""
    if len(catalogue.countries) <= PER_PAGE:
        return choose_country(catalogue, region=keyboards.ALL, page=0, purpose=purpose, chosen=chosen)
    size = texts.what_i_read(len(catalogue.outlets), len(catalogue.countries))
    return notice(size, texts.CHOOSE_REGION, buttons=keyboards.regions(present_regions(catalogue), purpose=purpose))


def choose_country(catalogue: Catalogue, *, region: str, page: int, purpose: str, chosen: Collection[str]) -> Screen:
    """One page of the countries of a region, to read one or to choose several."""
    codes = members(catalogue, region)
    pages = max(1, -(-len(codes) // PER_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = codes[page * PER_PAGE : (page + 1) * PER_PAGE]
    choosing = purpose == keyboards.CHOOSING
    rows = keyboards.picker(shown, chosen=chosen, region=region, page=page) if choosing else keyboards.readable(shown)
    title = bold(countries.REGIONS[region]) if region in countries.REGIONS else Html()
    return Screen(
        text=html(title, texts.CHOOSE_COUNTRIES if choosing else texts.CHOOSE_COUNTRY, sep="\n"),
        buttons=(*rows, *keyboards.turning(purpose, region, page=page, pages=pages)),
    )


def unknown_country(words: str, *, near: Sequence[str], action: str = "brief") -> Screen:
    """What was typed is no country; the nearest names are one tap away from what was wanted."""
    sentence = texts.unknown_country(clip(words, TYPED))
    meant = texts.did_you_mean([keyboards.named(code) for code in near]) if near else ""
    return notice(sentence, meant, buttons=(*keyboards.readable(near, action=action), *_all_countries()))


def did_you_mean(codes: Sequence[str]) -> Screen:
    """Countries that what was typed lies in or speaks of."""
    return notice(texts.did_you_mean([keyboards.named(code) for code in codes]), buttons=keyboards.readable(codes))


def what_to_type() -> Screen:
    """The answer to what has nothing to do with a country."""
    return notice(texts.TYPE_A_COUNTRY, buttons=keyboards.country_or_help())


def no_outlets(codes: Sequence[str], *, near: Sequence[str], action: str = "brief") -> Screen:
    """Countries that we read no outlet of; some others are one tap away from what was wanted."""
    sentence = texts.no_outlets([countries.country(code).name for code in codes])
    buttons = (*keyboards.readable(near, action=action), *_all_countries())
    return notice(sentence, texts.NEARBY if near else "", buttons=buttons)


def others(codes: Sequence[str], *, most: int, action: str) -> Screen:
    """The countries that one message asked for too many of; as many as buttons can be."""
    return notice(texts.so_many_at_once(most), buttons=keyboards.readable(codes[:90], action=action))


def _all_countries() -> Rows:
    return keyboards.grid([keyboards.button(texts.COUNTRIES, "countries")], columns=1)


def missed(day: date) -> Screen:
    """A digest that may not have arrived."""
    return notice(texts.missed(hours.day(day)), buttons=keyboards.now())


def linked(codes: Sequence[str]) -> Screen:
    """What a link that names several countries opens: nothing is changed before it is asked."""
    return notice(texts.linked([keyboards.named(code) for code in codes]), buttons=keyboards.both(codes))


# ---------------------------------------------------------------------------- the standing order


def mine(
    subscription: Subscription, *, next_at: datetime | None, now: datetime, missed: date | None = None, said: str = ""
) -> Screen:
    """A subscription: countries, hour, zone, next digest; under what was just done, if anything was.

    `missed` is the date of a digest that may not have arrived: another is offered.
    """
    wall = Wall(zone=subscription.zone, known=True)
    at = hours.hour(subscription.at), zones.label(subscription.zone)
    coming = texts.next_digest(wall.ahead(next_at, now=now)) if next_at else ""
    foot = html(
        texts.hour_and_zone(*at) if subscription.countries else texts.no_countries(*at),
        texts.PAUSED if subscription.paused else coming,
        "" if subscription.zone_chosen else texts.UTC_GUESS,
        texts.missed(hours.day(missed)) if missed else "",
        sep="\n",
    )
    return Screen(
        text=_named_list(html(said, bold(texts.MINE_TITLE), sep="\n\n"), subscription.countries, foot=foot),
        buttons=keyboards.mine(paused=subscription.paused),
    )


def _named_list(head: Html, codes: Sequence[str], *, foot: Html) -> Html:
    lines = [html(keyboards.named(code)) for code in codes]

    def frame(left: int) -> Html:
        return stacked(head, texts.more_stories(left, "") if left else "", foot)

    count = fitting(lines, frame=frame)
    rest = texts.more_stories(len(lines) - count, "") if count < len(lines) else ""
    return stacked(head, html(*lines[:count], rest, sep="\n"), foot)


def no_subscription() -> Screen:
    """There is no standing order yet."""
    return notice(texts.NO_SUBSCRIPTION, buttons=keyboards.begin())


def choose_drop(subscription: Subscription, *, said: str = "") -> Screen:
    """The reader's countries, to take out."""
    return notice(said, texts.CHOOSE_DROP, buttons=keyboards.droppable(subscription.countries))


def choose_hour(subscription: Subscription, *, said: str = "") -> Screen:
    """The hour and the zone, and hours to choose from."""
    when = texts.hour_and_zone(hours.hour(subscription.at), zones.label(subscription.zone))
    guess = "" if subscription.zone_chosen else texts.UTC_GUESS
    return notice(said, when, texts.CHOOSE_HOUR, guess, buttons=keyboards.hours(HOURS, chosen=subscription.at))


def choose_zone(names: Iterable[str] = CLOCKS, *, now: datetime, said: str = texts.CHOOSE_ZONE) -> Screen:
    """Zones to choose from, each with the time it is there, in the order of their days."""
    local = [(Wall(zone=name, known=True).local(now), name) for name in names]
    ordered = sorted(local, key=lambda each: each[0].replace(tzinfo=None))
    labels = [(f"{hours.hour(there.time())} {zones.label(name)}", name) for there, name in ordered[:48]]
    return notice(said, buttons=keyboards.zones(labels))


def forget() -> Screen:
    """The question before everything is erased."""
    return notice(texts.FORGET_ASK, buttons=keyboards.forget())
