"""The log: one line an event, in the chosen form, and never a secret."""

from __future__ import annotations

import json
import logging

import pytest
from telegram.error import TelegramError
from telegram.request import BaseRequest

from bot.config import Settings
from bot.logs import JsonLines, TextLines, set_up

SECRETS = ("42:canary-token", "canary-key")


def record(message: str, *args: object, error: Exception | None = None) -> logging.LogRecord:
    info = (type(error), error, None) if error else None
    return logging.LogRecord("bot.test", logging.WARNING, __file__, 1, message, args, info)


def test_a_json_line_is_one_object():
    line = JsonLines(()).format(record("read %d feeds of\n%s", 3, "Ära"))
    assert "\n" not in line
    assert json.loads(line)["message"] == "read 3 feeds of\nÄra"
    assert json.loads(line)["level"] == "WARNING"


def test_no_secret_is_in_a_line_whatever_its_form():
    error = ValueError("https://api.example/bot42:canary-token/getMe")
    for form in (TextLines, JsonLines):
        line = form(SECRETS).format(record("calling %s with %s", SECRETS[0], SECRETS[1], error=error))
        assert "canary" not in line
        assert "***" in line


def test_a_traceback_is_kept():
    line = json.loads(JsonLines(()).format(record("failed", error=KeyError("lost"))))
    assert "KeyError: 'lost'" in line["traceback"]


def test_a_page_that_a_gateway_answers_with_is_no_traceback(capsys):
    root = logging.getLogger()
    level, handlers = root.level, root.handlers[:]
    try:
        root.handlers = []  # those of the tests are not ours to close
        set_up(Settings(), level=logging.INFO)
        with pytest.raises(TelegramError):
            BaseRequest.parse_json_payload(b"<html>502 Bad Gateway</html>")
    finally:
        root.setLevel(level)
        root.handlers = handlers
    assert capsys.readouterr().err == ""
