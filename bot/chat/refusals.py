"""What Telegram refuses of a message, with its own words: the rules of sendMessage and of inline keyboards."""

from __future__ import annotations

from typing import Any

from bot.chat.markup import Marked, MarkupError, parse, units
from bot.chat.screen import ENTITY_LIMIT, TEXT_LIMIT

Json = dict[str, Any]


class Refusal(Exception):
    """An answer of the Bot API that is not `ok`."""

    def __init__(self, *, description: str, code: int = 400, parameters: Json | None = None) -> None:
        self.description = description
        self.code = code
        self.parameters = parameters or {}
        super().__init__(description)


def marked_of(given: Json) -> Marked:
    """The text of a message as it would be shown. Raises Refusal."""
    text = given.get("text", "")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise Refusal(description="Bad Request: strings must be encoded in UTF-8")
    try:
        marked = parse(text) if given.get("parse_mode") == "HTML" else Marked(text=text.strip(), entities=())
    except MarkupError as error:
        raise Refusal(description=f"Bad Request: can't parse entities: {error}") from None
    if not marked.text:
        raise Refusal(description="Bad Request: message text is empty")
    if units(marked.text) > TEXT_LIMIT:
        raise Refusal(description="Bad Request: message is too long")
    if len(marked.entities) > ENTITY_LIMIT:  # Telegram drops the rest without a word; here it is seen
        raise Refusal(description="Bad Request: too many entities")
    return marked


def buttons_of(given: Json) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The rows of (label, callback data) under a message. Raises Refusal."""
    rows = (given.get("reply_markup") or {}).get("inline_keyboard", [])
    if sum(len(row) for row in rows) > 100:
        raise Refusal(description="Bad Request: REPLY_MARKUP_TOO_LONG")
    if any(len(row) > 8 for row in rows):
        raise Refusal(description="Bad Request: REPLY_MARKUP_ROW_TOO_LONG")
    return tuple(tuple(_button(each) for each in row) for row in rows)


def _button(given: Json) -> tuple[str, str]:
    if not given["text"].strip():
        raise Refusal(description="Bad Request: inline keyboard button text must be non-empty")
    if not 1 <= len(given.get("callback_data", "").encode()) <= 64:
        raise Refusal(description="Bad Request: BUTTON_DATA_INVALID")
    return given["text"], given["callback_data"]
