"""Digests on their way: composed, paced, and every failure named."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

from bot.chat import wiring
from bot.chat.local import LocalTelegram
from bot.chat.messenger import TelegramMessenger
from bot.chat.pacing import Pacer
from bot.chat.refusals import Refusal
from bot.errors import ChatGone, ChatMoved, SendLater, SendRefused, SendUnknown
from bot.model import Digest, Edition
from tests.builders import NOON, subscription
from tests.chat.stage import told
from tests.virtual_time import VirtualTime

CHAT = 1


def digest(*countries: str) -> Digest:
    editions = tuple(
        Edition(
            country=code,
            generated=NOON,
            stories=(told(f"News of {code}", ("Paper", code)),),
            outlets=1,
            readable=1,
            attempted=NOON,
        )
        for code in countries or ("AR",)
    )
    return Digest(subscription=subscription(CHAT, *countries), date=NOON.date(), editions=editions)


@pytest.fixture
async def local():
    made = LocalTelegram()
    made.chat(CHAT)
    return made


@pytest.fixture
async def messenger(local: LocalTelegram):
    async with wiring.in_process(local) as application:
        yield TelegramMessenger(application.bot, pacer=Pacer(rate=100_000), note="Sample.")


async def send(messenger: TelegramMessenger, content: str) -> None:
    async with messenger.turn(CHAT) as sends:
        await sends(content)


def from_http(error: httpx.HTTPError, named: NetworkError) -> NetworkError:
    """What the library makes of an error of its HTTP client."""
    named.__cause__ = error
    return named


async def test_what_was_composed_is_what_is_sent(local: LocalTelegram, messenger: TelegramMessenger):
    (content,) = messenger.compose(digest())
    await send(messenger, content)
    (message,) = local.messages.values()
    assert "1. News of AR" in message.marked.text
    assert message.marked.text.endswith("Sample.")
    assert message.buttons[0][0][1].startswith("1:story:")


async def test_composed_content_is_json_with_its_version(messenger: TelegramMessenger):
    (content,) = messenger.compose(digest())
    assert json.loads(content)["v"] == 1


async def test_a_digest_without_countries_is_no_message(messenger: TelegramMessenger):
    assert messenger.compose(replace(digest(), editions=())) == ()


FAILURES = [
    (Refusal(code=403, description="Forbidden: bot was blocked by the user"), ChatGone),
    (Refusal(code=403, description="Forbidden: bot was kicked from the supergroup chat"), ChatGone),
    (Refusal(description="Bad Request: chat not found"), ChatGone),
    (Refusal(description="Bad Request: not enough rights to send text messages to the chat"), SendRefused),
    (
        Refusal(description="Bad Request: group chat was upgraded", parameters={"migrate_to_chat_id": -1007}),
        ChatMoved,
    ),
    (Refusal(description="Bad Request: group chat was deactivated"), ChatGone),
    (Refusal(description="Bad Request: PEER_ID_INVALID"), ChatGone),
    (Refusal(code=413, description="Request Entity Too Large"), SendRefused),
    (Refusal(code=504, description="Gateway Timeout"), SendUnknown),
    (Refusal(code=503, description="Service Unavailable"), SendLater),
    (Refusal(code=429, description="Too Many Requests", parameters={"retry_after": 17}), SendLater),
    (Refusal(code=500, description="Internal Server Error"), SendLater),
    (Refusal(code=502, description="Bad Gateway"), SendUnknown),
    (Refusal(code=401, description="Unauthorized"), SendLater),
    (from_http(httpx.ConnectError("no route"), NetworkError("httpx.ConnectError")), SendLater),
    (from_http(httpx.ConnectTimeout("slow"), TimedOut()), SendLater),
    (from_http(httpx.PoolTimeout("full"), TimedOut()), SendLater),
    (from_http(httpx.ReadTimeout("slow"), TimedOut()), SendUnknown),
    (from_http(httpx.WriteTimeout("slow"), TimedOut()), SendUnknown),
    (from_http(httpx.ReadError("reset"), NetworkError("httpx.ReadError")), SendUnknown),
    (from_http(httpx.RemoteProtocolError("closed"), NetworkError("httpx.RemoteProtocolError")), SendUnknown),
]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of the library, about RetryAfter
@pytest.mark.parametrize(("fault", "named"), FAILURES, ids=lambda each: str(getattr(each, "__name__", each))[:50])
async def test_a_failure_has_its_name_in_our_words(local: LocalTelegram, messenger: TelegramMessenger, fault, named):
    (content,) = messenger.compose(digest())
    local.faults["sendMessage"] = [fault]
    with pytest.raises(named) as raised:
        await send(messenger, content)
    assert str(raised.value)
    assert not local.messages


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_what_telegram_tells_us_to_wait_is_what_we_wait(local: LocalTelegram, messenger: TelegramMessenger):
    local.faults["sendMessage"] = [Refusal(code=429, description="Too Many Requests", parameters={"retry_after": 17})]
    with pytest.raises(SendLater) as raised:
        await send(messenger, messenger.compose(digest())[0])
    assert raised.value.wait == timedelta(seconds=17)


ANSWERS = [
    (200, b'{"ok": false, "description": "odd"}', SendUnknown),
    (200, b"<html>a captive portal</html>", SendUnknown),
    (200, b'{"ok": true, "result": "odd"}', SendUnknown),
    (302, b"", SendRefused),
    (403, b"<html>a proxy's word</html>", SendRefused),
    (429, b'{"ok": false, "description": "Too Many Requests"}', SendLater),
    (407, b"<html>Proxy Authentication Required</html>", SendRefused),
    (500, b"", SendLater),
    (502, b"<html>502 Bad Gateway</html>", SendUnknown),
    (504, b"", SendUnknown),
    (599, b"", SendLater),
]


@pytest.mark.parametrize("answered", ANSWERS, ids=lambda each: str(each[:2])[:30])
async def test_an_answer_that_is_none_of_telegrams_has_its_name_too(local, messenger, monkeypatch, answered):
    *answer, named = answered

    async def do_request(*_args, **_kwargs):
        return tuple(answer)

    monkeypatch.setattr(local, "do_request", do_request)
    with pytest.raises(named):
        await send(messenger, messenger.compose(digest())[0])


async def test_a_group_that_moved_is_named_with_its_new_id(local: LocalTelegram, messenger: TelegramMessenger):
    local.faults["sendMessage"] = [Refusal(description="Bad Request", parameters={"migrate_to_chat_id": -1007})]
    with pytest.raises(ChatMoved) as raised:
        await send(messenger, messenger.compose(digest())[0])
    assert raised.value.chat == -1007


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_the_pacer_knows_who_was_told_to_wait(local: LocalTelegram):
    async with wiring.in_process(local) as application:
        time = VirtualTime()
        messenger = TelegramMessenger(application.bot, pacer=time.pacer(30))
        (content,) = messenger.compose(digest())
        flood = Refusal(code=429, description="Too Many Requests", parameters={"retry_after": 17})
        local.faults["sendMessage"] = [flood] * 3
        for chat in (1, 2, 3):
            local.chat(chat)
            with pytest.raises(SendLater):
                async with messenger.turn(chat) as sends:
                    await sends(content)
        await time.run(send(messenger, content))
        assert time.now == 17.0


async def test_going_out_plain_takes_a_turn_of_its_own(local: LocalTelegram):
    async with wiring.in_process(local) as application:
        time = VirtualTime()
        messenger = TelegramMessenger(application.bot, pacer=time.pacer(30))
        local.faults["sendMessage"] = [Refusal(description="Bad Request: can't parse entities: Unsupported start tag")]
        await time.run(send(messenger, messenger.compose(digest())[0]))
        assert time.now == 1.0
        assert len(local.messages) == 1


async def test_markup_that_telegram_cannot_read_goes_out_plain_once(local, messenger, caplog):
    local.faults["sendMessage"] = [Refusal(description="Bad Request: can't parse entities: Unsupported start tag")]
    await send(messenger, messenger.compose(digest())[0])
    (message,) = local.messages.values()
    assert "1. News of AR" in message.marked.text
    assert message.marked.entities == ()
    assert "goes out plain" in caplog.text


async def test_what_fails_plain_too_is_named(local: LocalTelegram, messenger: TelegramMessenger):
    parse = Refusal(description="Bad Request: can't parse entities: Unsupported start tag")
    local.faults["sendMessage"] = [parse, Refusal(code=403, description="Forbidden: bot was blocked by the user")]
    with pytest.raises(ChatGone):
        await send(messenger, messenger.compose(digest())[0])


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", "null", '{"v": 2}', '{"v": 1, "html": "x"}', '{"v":1,"html":"x","buttons":[1]}']
)
async def test_content_that_no_version_composed_is_refused(messenger: TelegramMessenger, content: str):
    with pytest.raises(SendRefused):
        await send(messenger, content)


async def test_a_broken_send_gives_its_place_back(local: LocalTelegram):
    async with wiring.in_process(local) as application:
        time = VirtualTime()
        messenger = TelegramMessenger(application.bot, pacer=time.pacer(1))
        (content,) = messenger.compose(digest())
        local.faults["sendMessage"] = [Refusal(code=500, description="Internal Server Error")]
        with pytest.raises(SendLater):
            await send(messenger, content)
        await time.run(send(messenger, content))
        assert time.now == 1.0
