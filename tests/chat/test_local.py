"""The Bot API in this process refuses what Telegram would refuse."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, InvalidToken

from bot.chat import wiring
from bot.chat.local import LocalTelegram
from bot.chat.wiring import announce

CHAT = 1


@pytest.fixture
def local() -> LocalTelegram:
    made = LocalTelegram()
    made.chat(CHAT)
    return made


@pytest.fixture
async def bot(local: LocalTelegram):
    async with wiring.in_process(local) as application:
        yield application.bot


def keyboard(*rows: list[tuple[str, str]]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in rows]
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("  ", "text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
        ("<b>x", "can't parse entities"),
        ("a & b", "can't parse entities"),
        ("<b>x</b>" * 101, "too many entities"),
    ],
)
async def test_a_text_that_telegram_refuses(bot, text: str, reason: str):
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(CHAT, text, parse_mode="HTML")


async def test_a_text_is_as_long_as_it_is_shown(bot):
    sent = await bot.send_message(CHAT, "<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    assert sent.text == "&" * 4096


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([[("a", "x" * 65)]], "BUTTON_DATA_INVALID"),
        ([[("a", "é" * 33)]], "BUTTON_DATA_INVALID"),
        ([[(" ", "x")]], "non-empty"),
        ([[("a", "x")] * 9], "ROW_TOO_LONG"),
        ([[("a", "x")]] * 101, "REPLY_MARKUP_TOO_LONG"),
    ],
)
async def test_buttons_that_telegram_refuses(bot, rows, reason: str):
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_message(CHAT, "text", reply_markup=keyboard(*rows))


async def test_a_chat_and_a_message_must_exist(bot):
    with pytest.raises(BadRequest, match=r"(?i)chat not found"):
        await bot.send_message(99, "text")
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("text", CHAT, 99)
    with pytest.raises(BadRequest, match=r"(?i)thread not found"):
        await bot.send_message(CHAT, "text", message_thread_id=3)


async def test_an_edit_must_change_something(bot):
    sent = await bot.send_message(CHAT, "text", reply_markup=keyboard([("a", "x")]))
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_text("text", CHAT, sent.message_id, reply_markup=keyboard([("a", "x")]))
    with pytest.raises(BadRequest, match=r"(?i)not modified"):
        await bot.edit_message_reply_markup(CHAT, sent.message_id, reply_markup=keyboard([("a", "x")]))
    await bot.edit_message_reply_markup(CHAT, sent.message_id, reply_markup=keyboard([("b", "y")]))


async def test_a_press_is_answered_once(bot, local: LocalTelegram):
    sent = await bot.send_message(CHAT, "text", reply_markup=keyboard([("a", "x")]))
    update = local.press(local.messages[CHAT, sent.message_id], "x")
    await bot.answer_callback_query(update["callback_query"]["id"])
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await bot.answer_callback_query(update["callback_query"]["id"])


async def test_a_method_there_is_not_is_not_found(bot):
    with pytest.raises(InvalidToken):  # the library's name for 404
        await bot.get_user_profile_photos(CHAT)


async def test_the_menu_of_commands_is_told_only_when_it_differs(bot, local: LocalTelegram):
    assert await announce(bot)
    assert not await announce(bot)
    assert [name for name, _ in local.calls].count("setMyCommands") == 1
    assert len(local.commands) > 10
