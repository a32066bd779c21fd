"""The answers that show or change the standing order: countries, hour, zone, pause, forget."""

from __future__ import annotations

from bot.chat import hours, lost, panels
from bot.chat.desk import Asked, Desk, Reply, number
from bot.chat.hours import Wall
from bot.chat.keyboards import ALL, CHOOSING, named
from bot.chat.markup import clip
from bot.chat.texts import en as texts
from bot.core import zones
from bot.model import Subscription


async def subscribe(desk: Desk, asked: Asked) -> Reply:
    """Adds the countries named; without any, a place to choose them."""
    if not asked.words:
        return await add(desk, asked)
    if region := desk.region(asked.words, purpose=CHOOSING, chosen=await desk.chosen(asked.chat)):
        return region
    codes, unknown = desk.find(asked.words)
    readable = [code for code in codes if desk.reads(code)]
    unread = [code for code in codes if code not in readable]
    wrong = [desk.unread(*unread, action="subscribe")] if unread else []
    wrong += [desk.unknown(unknown, action="subscribe")] if unknown else []
    if not readable:
        return tuple(wrong)
    current = await desk.subscriptions.add(asked.chat, readable)
    said = texts.added([named(code) for code in readable], paused=current.paused)
    return (*wrong, *await desk.mine(current, said=said))


async def add(desk: Desk, asked: Asked) -> Reply:
    """A place to choose countries."""
    chosen = await desk.chosen(asked.chat)
    return (panels.choose_region(desk.catalogue, purpose=CHOOSING, chosen=chosen),)


async def unsubscribe(desk: Desk, asked: Asked) -> Reply:
    """Takes the countries named out, or all; without any, the reader's countries to choose from."""
    current = await desk.subscriptions.of(asked.chat)
    if current is None or not current.countries or not asked.words:
        return await less(desk, asked)
    everything = asked.words.strip().casefold() in texts.ALL_OF_THEM
    codes, unknown = (current.countries, "") if everything else desk.find(asked.words)
    wrong = [desk.unknown(unknown, action="unsubscribe", among=current.countries)] if unknown else []
    gone = [code for code in codes if code in current.countries]
    if not codes:
        return tuple(wrong)
    if not gone:
        said = texts.not_subscribed([named(code) for code in codes])
        return (*wrong, *await desk.mine(current, said=said))
    changed = await desk.subscriptions.remove(asked.chat, gone)
    return (*wrong, *await desk.mine(changed, said=texts.dropped([named(code) for code in gone])))


async def less(desk: Desk, asked: Asked) -> Reply:
    """The reader's countries, to take some out."""
    current = await desk.subscriptions.of(asked.chat)
    if current is None or not current.countries:
        return await desk.mine(current)
    return (panels.choose_drop(current),)


async def pick(desk: Desk, asked: Asked) -> Reply:
    """A tick set or taken in the picker: `+AR asia 0`, `-AR asia 0`."""
    choice, region, page = (*asked.words.split(), "", "", "")[:3]
    code = choice[1:]
    if choice[:1] == "+" and desk.reads(code):
        await desk.subscriptions.add(asked.chat, [code])
    elif choice[:1] == "-":
        await desk.subscriptions.remove(asked.chat, [code])
    chosen = await desk.chosen(asked.chat)
    shown = panels.choose_country(desk.catalogue, region=region, page=number(page), purpose=CHOOSING, chosen=chosen)
    return (shown,)


async def drop(desk: Desk, asked: Asked) -> Reply:
    """A country taken out in the list of the reader's own, or all of them."""
    before = await desk.chosen(asked.chat)
    gone = [code for code in before if asked.words in (code, ALL)]
    current = await desk.subscriptions.remove(asked.chat, gone)
    if current is None or not current.countries:
        return await desk.mine(current)
    return (panels.choose_drop(current, said=texts.dropped([named(code) for code in gone]) if gone else ""),)


async def subscriptions(desk: Desk, asked: Asked) -> Reply:
    """What the reader gets, and when."""
    current = await desk.subscriptions.of(asked.chat)
    await lost.offer(desk, asked.chat)  # the panel makes the same offer
    return await desk.mine(current)


async def choose_hours(desk: Desk, asked: Asked) -> Reply:
    """The hours to choose from, also for somebody who has chosen nothing."""
    current = await desk.subscriptions.of(asked.chat)
    return (panels.choose_hour(current) if current else panels.no_subscription(),)


async def choose_zones(desk: Desk, asked: Asked) -> Reply:
    """The zones to choose from."""
    del asked
    return (panels.choose_zone(now=desk.now),)


async def set_time(desk: Desk, asked: Asked) -> Reply:
    """Sets the hour, in any of the forms people write."""
    if not asked.words:
        return await choose_hours(desk, asked)
    at = hours.parse(asked.words)
    if at is None:
        return (panels.notice(texts.TIME_FORMS),)
    current = await desk.subscriptions.set_time(asked.chat, at)
    return await desk.mine(current, said=texts.time_set(hours.hour(at)))


async def set_zone(desk: Desk, asked: Asked) -> Reply:
    """Sets the zone of a city; several candidates become buttons with the time it is there."""
    if not asked.words:
        return await choose_zones(desk, asked)
    words = clip(asked.words, panels.TYPED)
    found = zones.find(asked.words)
    if not found:
        return (panels.choose_zone(now=desk.now, said=texts.unknown_zone(words)),)
    if len(found) > 1:
        return (panels.choose_zone(found, now=desk.now, said=texts.which_zone(words)),)
    current = await desk.subscriptions.set_zone(asked.chat, found[0])
    there = Wall(zone=found[0], known=True).clock(desk.now)
    return await desk.mine(current, said=texts.zone_set(zones.label(found[0]), there))


async def pause(desk: Desk, asked: Asked) -> Reply:
    """Stops the digests and keeps everything."""
    return await desk.mine(await desk.subscriptions.pause(asked.chat), said=texts.PAUSE_SET)


async def resume(desk: Desk, asked: Asked) -> Reply:
    """Goes on."""
    before = await desk.subscriptions.of(asked.chat)
    return await desk.mine(await desk.subscriptions.resume(asked.chat), said=_greeting(before))


def _greeting(before: Subscription | None) -> str:
    return texts.RESUMED if before and before.paused else texts.NOT_PAUSED


async def forget(desk: Desk, asked: Asked) -> Reply:
    """Asks once; nothing is erased yet."""
    del desk, asked
    return (panels.forget(),)


async def erase(desk: Desk, asked: Asked) -> Reply:
    """Erases all that is known of the chat."""
    known = await desk.subscriptions.forget(asked.chat)
    return (panels.notice(texts.FORGOTTEN if known else texts.NOTHING_KNOWN),)


async def keep(desk: Desk, asked: Asked) -> Reply:
    """Erases nothing."""
    del desk, asked
    return (panels.notice(texts.KEPT),)
