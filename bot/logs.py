"""Logging: text or JSON lines on standard error, third parties tamed, secrets blotted out."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from bot.config import Settings

QUIET = ("httpx", "httpcore", "apscheduler", "telegram", "asyncio", "aiohttp")
"""Third-party loggers: httpx logs every URL at INFO, and Telegram's URLs contain the token."""


SILENT = ("telegram.request.BaseRequest",)
"""It logs a traceback for every page that a gateway answers with; who asked is given an exception as well."""


def set_up(settings: Settings, *, level: int) -> None:
    """Send this process's log, from `level` on, to standard error in the chosen form."""
    handler = logging.StreamHandler(sys.stderr)
    form = JsonLines if settings.log_format == "json" else TextLines
    handler.setFormatter(form(settings.secrets))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)


class TextLines(logging.Formatter):
    """`2026-01-02 03:04:05 INFO bot.pipeline: …`, with every secret replaced by `***`."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S")
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record, its traceback included."""
        return self._without_secrets(super().format(record))

    def _without_secrets(self, line: str) -> str:
        for secret in self._secrets:
            line = line.replace(secret, "***")
        return line


class JsonLines(TextLines):
    """One JSON object a line: time, level, logger, message and, where there is one, the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return self._without_secrets(json.dumps(line, ensure_ascii=False))
