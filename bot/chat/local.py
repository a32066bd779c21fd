"""A Bot API in this process, for one application: what the terminal and the tests talk to in Telegram's place.

It stands at the library's own seam (`telegram.request.BaseRequest`), keeps the messages it was sent and refuses what
Telegram would refuse, with the same codes and words. Descriptions: as the live service gives them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from telegram.request import BaseRequest, RequestData

from bot.chat.markup import Marked, units
from bot.chat.refusals import Json, Refusal, buttons_of, marked_of

Answer = tuple[int, Json]

ME: Json = {
    "id": 4200000042,
    "is_bot": True,
    "first_name": "Worldbrief",
    "username": "worldbrief_bot",
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class LocalMessage:
    """A message that the bot sent, as it stands now."""

    chat: int
    id: int
    thread: int | None
    marked: Marked
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()  # rows of (label, callback data)
    edited: bool = False


@dataclass(kw_only=True, slots=True)
class LocalChat:
    """A chat that exists."""

    id: int
    kind: str = "private"
    administrators: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()  # of a forum

    @property
    def json(self) -> Json:
        """As updates carry it."""
        base: Json = {"id": self.id, "type": self.kind}
        if self.kind == "private":
            return base | {"first_name": "Reader"}
        return base | {"title": "Readers"} | ({"is_forum": True} if self.topics else {})


class LocalTelegram(BaseRequest):
    """Answers Bot API calls from memory.

    `messages` holds what the bot sent, by (chat, message); `calls` every call, in order. `on_message` is called with
    each message when it is sent and when it is edited, `on_notice` with the text of an answered press. A test may put
    an answer or an exception into `faults` for the next call of a method.
    """

    def __init__(self) -> None:
        self.chats: dict[int, LocalChat] = {}
        self.messages: dict[tuple[int, int], LocalMessage] = {}
        self.calls: list[tuple[str, Json]] = []
        self.commands: list[Json] = []
        self.open_presses: set[str] = set()
        self.faults: dict[str, list[Refusal | Exception]] = {}
        self.on_message: Callable[[LocalMessage], None] = lambda _: None
        self.on_notice: Callable[[str], None] = lambda _: None
        self._last = 0  # the last number given to an update, a message or a press

    # ------------------------------------------------------------------ what a reader does

    def chat(self, number: int, **changes: Any) -> LocalChat:
        """A chat that may be written to from now on; negative numbers are groups."""
        kind = "private" if number > 0 else "supergroup"
        self.chats[number] = LocalChat(id=number, **({"kind": kind} | changes))
        return self.chats[number]

    def text(self, chat: int, text: str, *, user: int | None = None, thread: int | None = None) -> Json:
        """The update of a reader who writes; a private chat comes into being by it."""
        where = self.chats.get(chat) or self.chat(chat)
        message: Json = {
            "message_id": self._next(),
            "date": 0,
            "chat": where.json,
            "from": _person(user if user is not None else chat),
            "text": text,
        }
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        if text.startswith("/"):
            command = units(text.split(maxsplit=1)[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": command}]
        return {"update_id": self._next(), "message": message}

    def press(self, message: LocalMessage, data: str, *, user: int | None = None) -> Json:
        """The update of a reader who presses the button with this data under a message."""
        press = str(self._next())
        self.open_presses.add(press)
        query = {
            "id": press,
            "from": _person(user if user is not None else message.chat),
            "message": self._as_json(message),
            "chat_instance": "1",
            "data": data,
        }
        return {"update_id": self._next(), "callback_query": query}

    def _next(self) -> int:
        self._last += 1
        return self._last

    # ------------------------------------------------------------------ the library's seam

    @property
    def read_timeout(self) -> float | None:
        """Nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """Answer one call as the Bot API would."""
        del method
        name = url.rsplit("/", 1)[-1]
        given = dict(request_data.parameters) if request_data else {}
        self.calls.append((name, given))
        code, answer = self._answered(name, given)
        return code, json.dumps(answer).encode()

    def _answered(self, name: str, given: Json) -> Answer:
        try:
            if self.faults.get(name):
                raise self.faults[name].pop(0)
            return 200, {"ok": True, "result": self._method(name)(given)}
        except Refusal as refusal:
            refused = {"ok": False, "error_code": refusal.code, "description": refusal.description}
            return refusal.code, refused | ({"parameters": refusal.parameters} if refusal.parameters else {})

    def _method(self, name: str) -> Callable[[Json], Any]:
        methods: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda _: ME,
            "getUpdates": lambda _: [],
            "deleteWebhook": lambda _: True,
            "getMyCommands": lambda _: self.commands,
            "setMyCommands": self._set_my_commands,
            "sendChatAction": self._send_chat_action,
            "sendMessage": self._send_message,
            "editMessageText": self._edit_message_text,
            "editMessageReplyMarkup": self._edit_message_reply_markup,
            "answerCallbackQuery": self._answer_callback_query,
            "getChatMember": self._get_chat_member,
        }
        if name not in methods:
            raise Refusal(description="Not Found: method not found", code=404)
        return methods[name]

    # ------------------------------------------------------------------ the methods

    def _set_my_commands(self, given: Json) -> bool:
        self.commands = given["commands"]
        return True

    def _send_chat_action(self, given: Json) -> bool:
        self._known(given)
        return True

    def _send_message(self, given: Json) -> Json:
        chat = self._known(given)
        thread = given.get("message_thread_id")
        if thread is not None and thread not in chat.topics:
            raise Refusal(description="Bad Request: message thread not found")
        message = LocalMessage(
            chat=chat.id, id=self._next(), thread=thread, marked=marked_of(given), buttons=buttons_of(given)
        )
        return self._kept(message)

    def _edit_message_text(self, given: Json) -> Json:
        old = self._existing(given)
        return self._kept(replace(old, marked=marked_of(given), buttons=buttons_of(given), edited=True), old=old)

    def _edit_message_reply_markup(self, given: Json) -> Json:
        old = self._existing(given)
        return self._kept(replace(old, buttons=buttons_of(given), edited=True), old=old)

    def _answer_callback_query(self, given: Json) -> bool:
        if given["callback_query_id"] not in self.open_presses:
            raise Refusal(
                description="Bad Request: query is too old and response timeout expired or query ID is invalid"
            )
        self.open_presses.discard(given["callback_query_id"])
        if given.get("text"):
            self.on_notice(given["text"])
        return True

    def _get_chat_member(self, given: Json) -> Json:
        administrator = given["user_id"] in self._known(given).administrators
        member: Json = {"user": _person(given["user_id"]), "status": "creator" if administrator else "member"}
        return member | ({"is_anonymous": False} if administrator else {})

    def _known(self, given: Json) -> LocalChat:
        if given.get("chat_id") not in self.chats:
            raise Refusal(description="Bad Request: chat not found")
        return self.chats[given["chat_id"]]

    def _existing(self, given: Json) -> LocalMessage:
        key = (self._known(given).id, given["message_id"])
        if key not in self.messages:
            raise Refusal(description="Bad Request: message to edit not found")
        return self.messages[key]

    def _kept(self, message: LocalMessage, *, old: LocalMessage | None = None) -> Json:
        if old is not None and (old.marked, old.buttons) == (message.marked, message.buttons):
            raise Refusal(
                description="Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        self.messages[message.chat, message.id] = message
        self.on_message(message)
        return self._as_json(message)

    def _as_json(self, message: LocalMessage) -> Json:
        answer: Json = {
            "message_id": message.id,
            "date": 1,
            "chat": self.chats[message.chat].json,
            "from": {key: ME[key] for key in ("id", "is_bot", "first_name", "username")},
            "text": message.marked.text,
        }
        if message.thread is not None:
            answer |= {"message_thread_id": message.thread, "is_topic_message": True}
        if message.buttons:
            rows = [[{"text": label, "callback_data": data} for label, data in row] for row in message.buttons]
            answer["reply_markup"] = {"inline_keyboard": rows}
        return answer


def _person(number: int) -> Json:
    return {"id": number, "is_bot": False, "first_name": "Reader"}
