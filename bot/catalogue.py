"""feeds.yaml → countries and outlets; every fault in one error, with line numbers."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.core import catalogue_text, countries
from bot.core.language import TAG
from bot.errors import CatalogueError, ConfigError
from bot.model import Catalogue, Outlet

LIMIT = 5_000_000
"""Bytes; the catalogue of the whole world has 250,000."""

TOP_KEYS = ("countries", "note")
REQUIRED = ("name", "site", "feed", "language")
OUTLET_KEYS = (*REQUIRED, "state_run")

Loader: type[yaml.SafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # libyaml, where there is one: 10 × as fast


def load(path: Path) -> Catalogue:
    """The catalogue in a file. Raises CatalogueError with every fault as `file:line: reason`."""
    try:
        if path.stat().st_size > LIMIT:
            raise CatalogueError([f"{path}: larger than {LIMIT // 10**6} MB; is it really a catalogue?"])
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CatalogueError([f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8"]) from error
    except OSError as error:
        mend = "set BOT_FEEDS to the catalogue, or start where feeds.yaml is"
        raise CatalogueError([f"{path}: {error.strerror}; {mend}"]) from error
    return parse(text, source=path.name)


def parse(text: str, *, source: str) -> Catalogue:
    """The catalogue in a text; `source` is its name in faults. Raises CatalogueError."""
    reader = _Reader(source)
    found = reader.catalogue(_root(text, source))
    if reader.faults:
        raise CatalogueError(fault for _line, fault in sorted(reader.faults))
    return found


def extend(
    path: Path,
    outlets: Collection[Outlet],
    *,
    onto: Path | None = None,
    note: str | None = None,
    guessed: Collection[str],
) -> None:
    """Write a catalogue with further outlets: that of `onto` as it stands there, comments and all; a new one for None.

    The file at `path` is replaced when the new one was read back and says what it should, or not at all. `guessed`:
    the keys of outlets whose language gets a remark; `note`: of a new catalogue. Raises ConfigError.
    """
    before = Catalogue(outlets=(), note=note) if onto is None else load(onto)
    try:
        if onto is None:
            text = catalogue_text.made(outlets, note=note, guessed=guessed)
        else:
            with onto.open(encoding="utf-8", newline="") as file:
                old = file.read()
            root = _root(old, onto.name) or MappingNode("", [])
            text = catalogue_text.extended(old, root, outlets, guessed=guessed)
        _replace(path.resolve(), text, expected=(before.note, {*before.outlets, *outlets}))
    except OSError as error:
        raise ConfigError(f"{path}: nothing was written: {error.strerror}") from error
    except ConfigError as error:
        raise ConfigError(f"{path}: nothing was written: {error}") from error


def _replace(path: Path, text: str, *, expected: tuple[str | None, set[Outlet]]) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    file, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    written = Path(name)
    try:
        with os.fdopen(file, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        try:
            loaded = load(written)
        except CatalogueError as error:
            raise ConfigError(f"it would not load any more ({error.faults[0]}); add the outlets by hand") from error
        if (loaded.note, {*loaded.outlets}) != expected:
            raise ConfigError("it would not say what it should any more; add the outlets by hand")
        written.replace(path)
    finally:
        written.unlink(missing_ok=True)


def _root(text: str, source: str) -> Node | None:
    try:
        return yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogueError([f"{source}:{line}: not YAML: {error.problem}"]) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise CatalogueError([f"{source}:1: not YAML: {str(error).splitlines()[0]}"]) from error


class _Reader:
    """Walks the nodes of one file and collects its faults.

    Nodes, not the values that YAML makes of them: they know their lines, and `NO` stays Norway instead of
    becoming false.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.faults: list[tuple[int, str]] = []
        self._feeds: dict[str, int] = {}  # the line of each URL

    def catalogue(self, root: Node | None) -> Catalogue:
        """What the file says; to be used only if there are no faults."""
        if root is None:
            self.faults.append((1, f"{self.source}:1: the file is empty; it needs `countries:`"))
            return Catalogue(outlets=())
        fields = self._fields(root, "the file", allowed=TOP_KEYS, required=("countries",))
        outlets = [outlet for node in [fields.get("countries")] if node for outlet in self._countries(node)]
        note = self._text(fields["note"], "note") if "note" in fields else None
        if "countries" in fields and not outlets and not self.faults:
            self._fault(root, "there is no outlet in it; add one below `countries:`")
        return Catalogue(outlets=tuple(outlets), note=note)

    def _countries(self, node: Node) -> Iterator[Outlet]:
        if not isinstance(node, MappingNode):
            self._fault(node, "`countries` must map country codes to lists of outlets")
            return
        seen: dict[str, int] = {}
        for key, value in node.value:
            code = key.value if isinstance(key, ScalarNode) else ""
            if not countries.exists(code):
                self._fault(key, f"{code!r} is no country code{_meant(code)}")
            elif code in seen:
                self._fault(key, f"{code} stands here a second time; the first is in line {seen[code]}")
            seen.setdefault(code, _line(key))
            yield from self._outlets(value, code)

    def _outlets(self, node: Node, country: str) -> Iterator[Outlet]:
        if not isinstance(node, SequenceNode) or not node.value:
            self._fault(node, f"{country} must have a list of outlets, each beginning with `- name:`")
            return
        names: dict[str, int] = {}
        for item in node.value:
            outlet = self._outlet(item, country)
            if outlet is None:
                continue
            if outlet.name in names:
                self._fault(item, f"{country} has a second {outlet.name!r}; the first is in line {names[outlet.name]}")
            names.setdefault(outlet.name, _line(item))
            yield outlet

    def _outlet(self, node: Node, country: str) -> Outlet | None:
        before = len(self.faults)
        fields = self._fields(node, "an outlet", allowed=OUTLET_KEYS, required=REQUIRED)
        name = self._text(fields.get("name"), "name")
        site = self._address(fields.get("site"), "site")
        feeds = self._addresses(fields.get("feed"))
        language = self._text(fields.get("language"), "language")
        if language and not TAG.fullmatch(language):
            self._fault(fields["language"], f"language {language!r} is no BCP 47 tag, such as es or zh-Hant")
        state_run = self._flag(fields.get("state_run"))
        if len(self.faults) > before:
            return None
        return Outlet(name=name, country=country, site=site, feeds=feeds, language=language, state_run=state_run)

    # ------------------------------------------------------------------ small things

    def _fields(self, node: Node, what: str, *, allowed: tuple[str, ...], required: tuple[str, ...]) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            self._fault(node, f"{what} must be a mapping with {', '.join(required)}")
            return {}
        fields: dict[str, Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, ScalarNode) else "(a structure)"
            if name not in allowed:
                self._fault(key, f"{what} has no {name!r}; known are {', '.join(allowed)}")
            elif name in fields:
                self._fault(key, f"{what} has {name!r} twice")
            else:
                fields[name] = value
        for name in required:
            if name not in fields:
                self._fault(node, f"{what} needs {name!r}")
        return fields

    def _text(self, node: Node | None, name: str) -> str:
        if node is None:
            return ""
        if not isinstance(node, ScalarNode) or not node.value.strip():
            self._fault(node, f"{name!r} must be a text")
            return ""
        return str(node.value).strip()

    def _address(self, node: Node | None, name: str) -> str:
        text = self._text(node, name)
        if node is not None and text and not _is_address(text):
            self._fault(node, f"{name} {text!r} is no address; it must begin with http:// or https:// and have a host")
        return text

    def _addresses(self, node: Node | None) -> tuple[str, ...]:
        if isinstance(node, SequenceNode) and not node.value:
            self._fault(node, "'feed' is an empty list; give at least one address")
        items = node.value if isinstance(node, SequenceNode) else [node]
        found = tuple(self._address(item, "feed") for item in items)
        for item, url in zip(items, found, strict=True):
            if item is not None and url in self._feeds:
                self._fault(item, f"feed {url} is in line {self._feeds[url]} already")
            elif item is not None:
                self._feeds[url] = _line(item)
        return found

    def _flag(self, node: Node | None) -> bool:
        if node is None:
            return False
        text = node.value if isinstance(node, ScalarNode) else ""
        if text not in {"true", "false"}:
            self._fault(node, f"'state_run' must be true or false, not {text!r}")
        return text == "true"

    def _fault(self, node: Node, reason: str) -> None:
        self.faults.append((_line(node), f"{self.source}:{_line(node)}: {reason}"))


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:  # e.g. an unclosed IPv6 bracket
        return False


def _meant(code: str) -> str:
    if countries.exists(code.upper()):
        return f"; codes are in capitals: {code.upper()}"
    near = countries.find(code) or next(iter(countries.suggest(code)), None)
    return f"; did you mean {near.code} ({near.name})?" if near else "; see ISO 3166-1 alpha-2"
