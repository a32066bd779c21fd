"""Every sentence a reader sees, in English. Plain text: markup is added, and escaped, by whoever shows it."""

from __future__ import annotations

import re
from collections.abc import Sequence

# ---------------------------------------------------------------------------- small grammar


def count(number: int, one: str, many: str = "") -> str:
    """`1 outlet`, `2 outlets`; `many` where the plural is not an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """`France`, `France and Japan`, `France, Japan and Peru`."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def several(names: Sequence[str]) -> str:
    """Countries by name, or how many where that would be a long list."""
    return listed(names) if len(names) <= 8 else count(len(names), "country", "countries")


def either(items: Sequence[str]) -> str:
    """`France`, `France or Japan`, `France, Japan or Peru`."""
    return " or ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


_WITH_ARTICLE = re.compile(
    r"United |British |French S|U\.S\. |DR Congo|Isle of|.* (Islands|Republic|Territory|Territories)$"
    r"|(Bahamas|Caribbean Netherlands|Comoros|Congo|Gambia|Maldives|Netherlands|Philippines|Seychelles)$"
)


def the(place: str) -> str:
    """A country's name as it stands in a sentence: `the Netherlands`, `France`."""
    return f"the {place}" if _WITH_ARTICLE.match(place) else place


def capped(items: Sequence[str], most: int) -> str:
    """At most so many items, comma-separated, and how many more there are: `Clarín, Infobae +3`."""
    rest = f" +{len(items) - most}" if len(items) > most else ""
    return ", ".join(items[:most]) + rest


# ---------------------------------------------------------------------------- commands

COMMANDS = {
    "brief": "What a country's press says: /brief Argentina",
    "world": "What most of the world tells now",
    "overlooked": "Told abroad, not at home: /overlooked US",
    "story": "Who tells a story, and how: /story ID",
    "why": "Why a story is as it is: /why ID",
    "countries": "The countries I read",
    "subscribe": "A brief every day: /subscribe France Japan",
    "unsubscribe": "Fewer countries, or none",
    "subscriptions": "What you get, and when",
    "digest": "Your brief, now",
    "time": "Your hour: /time 7:30, 730, 7am or noon",
    "timezone": "Your clock: /timezone Lisbon, or a country, or UTC+3",
    "pause": "Stop for a while",
    "resume": "Go on",
    "privacy": "What I know about you",
    "forget": "Erase what I know about you",
    "help": "What I can do",
    "start": "Begin",
}
"""Every command and what it does, in the order of the menu; at most 256 characters each (Bot API)."""

# ---------------------------------------------------------------------------- buttons

READ = "📖 Read a country"
WORLD = "🌍 The world now"
OVERLOOKED = "🔭 Overlooked"
FOLLOW = "📬 Every day"
HELP = "❔ Help"
PRIVATE = "🔒 Privacy"
FORGET = "Forget me"
MINE = "⚙️ My brief"
COUNTRIES = "🗺 Countries"
MORE = "More ▾"
ORIGINAL = "🗣 Original"
IN_ENGLISH = "‹ In English"
WHY = "❓ Why"
MIRROR = "🪞 Side by side"
THE_STORY = "‹ The story"
DONE = "✓ Done"
BACK = "‹ Regions"
PREVIOUS = "‹"
NEXT = "›"
ADD = "➕ Add countries"
DROP = "➖ Remove some"
DROP_ALL = "Remove all"
HOUR = "🕗 Hour"
ZONE = "🌐 Time zone"
PAUSE = "⏸ Pause"
RESUME = "▶️ Resume"
DIGEST = "📬 Send it now"
ERASE = "Erase everything"
KEEP = "Keep it"


def number(value: int) -> str:
    """The button that opens a numbered story."""
    return f"📰 {value}"


def follow(flag: str) -> str:
    """The button that adds the country on screen to the daily brief."""
    return f"➕ {flag} every day"


def unfollow(flag: str) -> str:
    """The button that takes the country on screen out of the daily brief."""
    return f"✓ {flag} every day"


def all_of(countries: int) -> str:
    """The button that subscribes to all countries of a link."""
    return "➕ All of them, every day" if countries > 2 else "➕ Both, every day"


# ---------------------------------------------------------------------------- hello and help

WELCOME_TITLE = "Worldbrief"
WELCOME = (
    "I read the world's newspapers and tell you what they say: in English where I have a translation, "
    "else in their own words.\n\n"
    "Type the name of a country, like Argentina. Or choose the countries you want to hear from every day."
)
HELP_TITLE = "What I can do"
HELP_END = "Or just type a country: its name, its code or its flag."
PRIVACY_TITLE = "What I know about you"
PRIVACY = (
    "I keep the number of this chat, the countries you chose, your hour, your time zone and whether you paused. "
    "So that no brief comes twice, I keep the ones I sent you for some weeks.\n\n"
    "I do not keep your name, what you type or what you read, and I give nothing to anybody. "
    "/forget erases all of it at once."
)

# ---------------------------------------------------------------------------- news


def edition_title(place: str, day: str) -> str:
    """The heading of a country's edition."""
    return f"{place} · {day}"


def world_title(day: str) -> str:
    """The heading of the world's takes."""
    return f"🌍 The world · {day}"


def overlooked_title(place: str) -> str:
    """The heading of the stories that a country's press does not tell."""
    return f"Told abroad, not in {place}"


def digest_title(day: str) -> str:
    """The heading of a digest."""
    return f"Your brief · {day}"


def missed(day: str) -> str:
    """A digest that was on its way when something broke."""
    return f"Your brief of {day} may not have arrived. Missed it? /digest"


def late(minutes: int) -> str:
    """Under the heading of a digest that was made well after its minute."""
    if minutes < 120:
        return f"{count(minutes, 'minute')} late. Sorry."
    return f"{count(round(minutes / 60), 'hour')} late. Sorry."


def state_run(outlet: str) -> str:
    """An outlet that a state runs."""
    return f"{outlet} (state-run)"


BACKENDS = {
    "argos": "Argos",
    "ct2": "a model of our own",
    "apertium": "Apertium",
    "libretranslate": "LibreTranslate",
    "deepl": "DeepL",
    "llm": "a language model",
}
"""What translates, as its makers write it."""


def translated(languages: Sequence[str], by: Sequence[str], *, rough: bool = False) -> str:
    """Which languages were translated, and by what; whether that gives more than the gist."""
    names = ", ".join(BACKENDS.get(name, name) for name in by)
    return f"{'rough translation' if rough else 'translated'} from {listed(languages)} · {names}"


WRITTEN = "written by a language model, checked against the articles"
"""A brief whose sentences are not the articles' own."""

NOT_TRUSTED = "no translation could be trusted"
WAITS = "its English is to follow"
REASONS = {"no translator": "no translator for it", "today's budget is used up": "today's translations are used up"}
"""Why something was not even tried, by the verdict of the translators."""


def untranslated(languages: Sequence[str], reason: str) -> str:
    """The original is shown."""
    return f"original in {listed(languages)}" + (f", {reason}" if reason else "")


def original_title(headline: str) -> str:
    """Over what a story's outlets wrote themselves."""
    return f"In their own words: {headline}"


ALL_ENGLISH = "All of it was written in English."


def spread(flags: str, outlets: int) -> str:
    """Who tells a story, for the world's takes."""
    return f"{flags} · {count(outlets, 'outlet')}"


def first_told(outlet: str, when: str, *, countries: int, of: int, hours: int, seen: bool) -> str:
    """Who told a story first, and in how many of its countries it was told so many hours later.

    `seen`: its feed gives no time, so that only the moment is known at which it was read.
    """
    first = f"First seen at {outlet}, by {when}" if seen else f"First told by {outlet}, {when}"
    told = count(countries, "country", "countries") if countries == of else f"{countries} of {of} countries"
    return f"{first}; {told} within {'the hour' if hours <= 1 else count(hours, 'hour')}."


def at_least(number: str) -> str:
    """A number that may be higher."""
    return f"at least {number}"


def differing(what: str, figures: Sequence[str], *, rose: bool) -> str:
    """Numbers that outlets give for the same thing, each with who gives it, in the order in which they came up.

    `rose`: each came up when nobody gave the one before any more.
    """
    return f"They differ: {what} " + (", then " if rose else " · ").join(figures)


SIDE_BY_SIDE = "Headlines side by side"
ONE_COUNTRY = "The press of one country tells this story, so there is nothing to set beside it."


def also_in(flags: str) -> str:
    """Other countries that tell a story of an edition."""
    return f"also told in {flags}"


def more_stories(number: int, where: str) -> str:
    """What did not fit; `where` is the command that shows it, empty where a button does."""
    return f"… and {number} more" + (f": {where}" if where else "")


def no_outlets(places: Sequence[str]) -> str:
    """Countries without outlets in the catalogue."""
    return f"I read no outlet of {several([the(place) for place in places])} yet."


def no_longer_read(place: str) -> str:
    """A reader's country whose outlets have left the catalogue."""
    return f"I no longer read any outlet of {the(place)}. To take it out: /unsubscribe {place}"


def never_read(place: str, outlets: int) -> str:
    """No attempt was made yet to read a country's press."""
    return f"I have not read the {count(outlets, 'outlet')} of {the(place)} yet. Please ask again in a few minutes."


def none_readable(outlets: int, since: str, tried: str) -> str:
    """All outlets failed at the last attempt, and for how long."""
    if outlets == 1:
        return f"Its only outlet can't be read since {since}, last tried at {tried}."
    return f"None of its {outlets} outlets can be read since {since}, last tried at {tried}."


def some_readable(readable: int, outlets: int) -> str:
    """Some outlets failed at the last attempt."""
    return f"{readable} of {count(outlets, 'outlet')} could be read."


def nothing_new(since: str) -> str:
    """The outlets were read and told nothing within a day."""
    return f"Read at {since}, and nothing new in 24 hours."


def newest_is(when: str) -> str:
    """How old the newest article is that we hold."""
    return f"Its newest article is of {when}."


NOTHING_HELD = "I hold no article from there."
SHOWN_BEFORE = "All of it stands under another country above."


def all_shown_before(places: Sequence[str]) -> str:
    """The countries of a digest whose stories all stand under others."""
    return f"{several(places)}: all of it stands under other countries above."


NO_WORLD = "No story is told by several countries right now. That happens when I have just started reading."
NO_SUCH_STORY = "I have no story with this id. Old ones are deleted after a while."
WHICH_STORY = "Which one? Say /story and its id, or use the numbers under a brief."
ARTICLES = "Who tells it"


def no_overlooked(place: str) -> str:
    """The home press could be read, and nothing qualifies."""
    return f"Nothing that several countries tell is missing in {the(place)} right now."


def home_unsearched(place: str, searched: int, of: int, *, least: int) -> str:
    """Too few home outlets could be searched for a claim about what they don't tell."""
    why = f"I could search {searched} of its {count(of, 'outlet')}"
    if of < least:
        why = f"I read {count(of, 'outlet')} of it, and below {least} silence means nothing"
    return f"I can't say what the press of {the(place)} leaves out: {why}."


def searched(searched: int, of: int) -> str:
    """How many home outlets a claim rests on."""
    return f"{searched} of {count(of, 'outlet')} searched."


def evidence(searched: int, *, nearest: str) -> str:
    """What a claim rests on; `nearest` is what the home press had that comes closest."""
    none = f"not in any of {count(searched, 'outlet')}"
    return f"{none}; nearest: {nearest}" if nearest else f"{none}, nor anything like it"


# ---------------------------------------------------------------------------- countries


def unknown_country(words: str) -> str:
    """What was typed is no country."""
    return f"I know no country called {words}" + ("" if words.endswith((".", "…", "!", "?")) else ".")


def did_you_mean(names: Sequence[str]) -> str:
    """Countries that what was typed is near to, lies in or speaks of."""
    return f"Did you mean {either(names)}?"


TYPE_A_COUNTRY = "Type a country, like Argentina, AR or 🇦🇷, and I show you what its press says."
ALL_OF_THEM = frozenset({"all", "everything", "all of them", "*"})
"""What people type behind /unsubscribe, in lower case."""


def so_many_at_once(most: int) -> str:
    """More countries were asked for than are answered; the others are buttons."""
    return f"{most} at a time. The others:"


NEARBY = "Not far from there I do read:"
CHOOSE_REGION = "Choose a region."
CHOOSE_COUNTRY = "Choose a country."
CHOOSE_COUNTRIES = "Tap the countries you want every day, then Done."


def what_i_read(outlets: int, countries: int) -> str:
    """How much there is to choose from."""
    return f"I read {count(outlets, 'outlet')} of {count(countries, 'country', 'countries')}."


def linked(names: Sequence[str]) -> str:
    """The screen behind a link that names several countries."""
    return f"{several(names)}: every day, or one of them now?"


# ---------------------------------------------------------------------------- the standing order

MINE_TITLE = "Your brief"
NO_SUBSCRIPTION = "You get no daily brief yet. Choose a country and it comes every day."
PAUSED = "Paused: nothing comes until you resume."
PAUSE_SET = "✓ Paused. Your countries and your hour are kept."
RESUMED = "✓ Welcome back."
NOT_PAUSED = "It is not paused."
UTC_GUESS = "I don't know your time zone and use UTC. Tell me your city, like /timezone Lisbon, or tap Time zone."
CHOOSE_HOUR = "When shall it come? Tap an hour, or type one, like /time 7:30."
CHOOSE_ZONE = "What time is it where you are? Tap it, or name your city, like /timezone Lisbon."
CHOOSE_DROP = "Tap the countries you no longer want."
TIME_FORMS = "I did not understand that hour. Write it like 7, 7:30, 07.30, 730, 7am, 19h30, noon or midnight."


def no_countries(hour: str, zone: str) -> str:
    """Nothing comes, but hour and zone are known."""
    return f"No country is chosen, so nothing comes. I keep your hour: {hour} ({zone} time)."


def time_set(hour: str) -> str:
    """The hour was chosen."""
    return f"✓ {hour} from now on" + (": midnight, when a day begins." if hour == "00:00" else ".")


def hour_and_zone(hour: str, zone: str) -> str:
    """When a digest comes."""
    return f"Every day at {hour} ({zone} time)"


def next_digest(when: str) -> str:
    """When the next one comes."""
    return f"The next one comes {when}."


def today(hour: str) -> str:
    """A moment of today."""
    return f"today at {hour}"


def tomorrow(hour: str) -> str:
    """A moment of tomorrow."""
    return f"tomorrow at {hour}"


def on_day(day: str, hour: str) -> str:
    """A moment of a later day."""
    return f"on {day} at {hour}"


def added(names: Sequence[str], *, paused: bool = False) -> str:
    """Countries that are in the daily brief now."""
    return f"✓ {several(names)}: every day {'once you resume' if paused else 'from now on'}."


def dropped(names: Sequence[str]) -> str:
    """Countries that are no longer in it."""
    return f"✓ {several(names)}: no longer in your brief."


def not_subscribed(names: Sequence[str]) -> str:
    """Countries that were not in it."""
    return f"{several(names)}: not in your brief anyway."


def zone_set(zone: str, clock: str) -> str:
    """The zone was chosen."""
    return f"✓ {zone} time. It is {clock} there now."


def unknown_zone(words: str) -> str:
    """What was typed is no city."""
    return f"I know no city or time zone called {words}. Try the largest city of your country, or tap the time it is:"


def which_zone(words: str) -> str:
    """What was typed has several zones."""
    return f"{words} can mean several clocks. What time is it where you are?"


# ---------------------------------------------------------------------------- forgetting

FORGET_ASK = (
    "Erase everything I know about this chat: countries, hour, time zone and what I sent? This can't be undone."
)
FORGOTTEN = "✓ Erased. I know nothing about this chat any more. /start begins again."
NOTHING_KNOWN = "There is nothing to erase: I know nothing about this chat."
KEPT = "✓ Nothing was erased."

# ---------------------------------------------------------------------------- when it doesn't work

UNKNOWN_COMMAND = "I don't know this command. /help lists those I do."
STALE_BUTTON = "This button is from an older version. Please ask again: /help"
NO_MAPS = "I can't read places on a map yet. Name your city instead, like /timezone Lisbon."
TOO_MUCH = "Too much was asked here at once. Please press again in a moment."
UNSURE = "My answer to this may not have arrived. /subscriptions shows what you get every day."
NOT_SAVED = "That could not be saved, and nothing was changed. Please try again."
NOT_READ = "I can't get at the news right now. Please try again in a moment."
FAILED = "Something went wrong, and it is not your fault. It is noted; please try again."
ADMINS_ONLY = "Only administrators of this group can change what it gets."

# ---------------------------------------------------------------------------- in the terminal

TERMINAL_HELLO = "Type what you would type to the bot; a number presses a button; quit leaves."
EDITED = "(changed)"
NO_FEED_REACHED = "No feed can be reached from here. Type sample for the sample edition, which needs no network."
