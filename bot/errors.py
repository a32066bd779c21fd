"""The exceptions raised on purpose, one tree. A class exists only if somebody catches it.

WorldbriefError
├── ConfigError            what the operator gave us is wrong           → exit 2
│   └── CatalogueError     … in feeds.yaml
├── FetchError             a URL could not be read                      → the outlet's next spare, then its report
├── FeedError              what was read is no feed, or an empty one    → the same
├── ServiceError           a service of the operator's gave no answer   → the next translator, or later
├── StoreError             something could not be saved or read         → "could not be saved" in chat, exit 1
└── SendError              a message did not get through
    ├── ChatGone           blocked, kicked, deleted: stop writing there
    ├── ChatMoved          a group became a supergroup: write to its new id
    ├── SendLater          told to wait, or no connection: nothing was sent
    ├── SendUnknown        the request left and no answer came
    └── SendRefused        refused for good (our fault or the chat's rules)
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta


class WorldbriefError(Exception):
    """The root: `str()` of it is a sentence for the person who reads it, with the mend."""


class ConfigError(WorldbriefError):
    """A setting, a file or a combination of both that the program cannot run with."""


class CatalogueError(ConfigError):
    """Every fault of a catalogue file at once, each with its file and line."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class FetchError(WorldbriefError):
    """A URL could not be read.

    `http` is the status code where there was an answer; `retry_after` is how long the server asked us to wait, where
    it did, at most a day.
    """

    def __init__(self, problem: str, *, http: int | None = None, retry_after: timedelta | None = None) -> None:
        self.http = http
        self.retry_after = retry_after
        super().__init__(problem)


class FeedError(WorldbriefError):
    """The bytes are no feed: a web page, an empty body, no entries, or too much of something."""


class ServiceError(WorldbriefError):
    """A service that the operator named gave no answer that can be used.

    `later`: the same question may get one later; otherwise it was this question that got none. `http` is the status
    code where that was the reason.
    """

    def __init__(self, problem: str, *, later: bool, http: int | None = None) -> None:
        self.later = later
        self.http = http
        super().__init__(problem)


class StoreError(WorldbriefError):
    """A change could not be made durable, or what is stored cannot be read. Nothing was half-done."""


class SendError(WorldbriefError):
    """A message did not (or may not) have reached its chat."""


class ChatGone(SendError):
    """The chat blocked or removed the bot, or no longer exists."""


class ChatMoved(SendError):
    """The group has become a supergroup; nothing was sent, and what belongs to it belongs to `chat` now."""

    def __init__(self, problem: str, *, chat: int) -> None:
        self.chat = chat
        super().__init__(problem)


class SendLater(SendError):
    """Nothing was sent; try again after `wait`."""

    def __init__(self, problem: str, *, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(problem)


class SendUnknown(SendError):
    """The request left and no answer came: it may have arrived. Never repeat it by itself."""


class SendRefused(SendError):
    """Refused for good; repeating the same content cannot help."""
