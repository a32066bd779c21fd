"""The text of feeds.yaml with further outlets in it: lines are put in, none is changed, comments stay."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from bot.core import countries
from bot.errors import ConfigError
from bot.model import Outlet

_LINE = re.compile(
    r"[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029])|[^\r\n\x85\u2028\u2029]+\Z"
)  # YAML 1.1 §5.4
_PLAIN = re.compile(r"[^\W_](?:[\w .!()&'/?=+%~-]|,(?= )|:(?=\S))*(?<! )")
_SPECIAL = re.compile(r"(?i)yes|no|on|off|true|false|null|[\d.:_e+-]+")  # something else than a text to other readers


@dataclass(frozen=True, kw_only=True, slots=True)
class _Style:
    """How a file is indented, in columns."""

    code: int = 2
    dash: int = 4
    field: int = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class _Country:
    """Where a country stands in a file."""

    style: _Style
    begin: int  # lines before it
    end: int  # lines before what follows it


def made(outlets: Iterable[Outlet], *, note: str | None = None, guessed: Collection[str] = ()) -> str:
    """The text of a new file; `guessed`: the keys of outlets whose language is not certain."""
    head = [f"note: {json.dumps(note, ensure_ascii=False)}"] if note else []
    lines = (line for code, group in _by_country(outlets) for line in _country(code, group, _Style(), guessed))
    return "\n".join([*head, "countries:", *lines]) + "\n"


def extended(text: str, root: Node, outlets: Iterable[Outlet], *, guessed: Collection[str] = ()) -> str:
    """The text of a file with outlets put behind those of their countries, new countries in alphabetical order.

    `root` is the node of `text`, which is a valid catalogue. Raises ConfigError, with the line, where something is
    written in braces or brackets: there are no lines to put anything between.
    """
    lines = _LINE.findall(text)
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    lines[-1] = lines[-1].rstrip("\r\n") + ending
    there = _there(root, lines)
    style = next(iter(there.values())).style
    new: defaultdict[int, list[str]] = defaultdict(list)  # by the number of lines before them
    for code, group in _by_country(outlets):
        before = [each for each in there if each < code]
        if code in there:
            new[there[code].end] += _items(group, there[code].style, guessed)
        elif before:
            new[there[max(before)].end] += _country(code, group, style, guessed)
        else:
            new[min(each.begin for each in there.values())] += _country(code, group, style, guessed)
    parts = ([*(each + ending for each in new[at]), *lines[at : at + 1]] for at in range(len(lines) + 1))
    return "".join(piece for part in parts for piece in part)


def _by_country(outlets: Iterable[Outlet]) -> list[tuple[str, list[Outlet]]]:
    groups: defaultdict[str, list[Outlet]] = defaultdict(list)
    for outlet in outlets:
        groups[outlet.country].append(outlet)
    return sorted(groups.items())


# ---------------------------------------------------------------------------- where


def _there(root: Node, lines: list[str]) -> dict[str, _Country]:
    """Where each country of a valid catalogue stands."""
    [listed] = [node for key, node in _block(root) if key.value == "countries"]
    return {key.value: _place(key, node, lines) for key, node in _block(listed)}


def _block(node: Node) -> list[tuple[ScalarNode, Node]]:
    """The pairs of a mapping that is written in lines."""
    if not isinstance(node, MappingNode) or node.flow_style:
        raise _brackets(node)
    return [(key, value) for key, value in node.value if isinstance(key, ScalarNode)]


def _place(key: ScalarNode, node: Node, lines: list[str]) -> _Country:
    if not isinstance(node, SequenceNode) or node.flow_style or node.value[0].start_mark.line <= key.start_mark.line:
        raise _brackets(node)
    first = node.value[0].start_mark
    dash, field = _indent(lines[first.line]), first.column  # node's own mark may be that of its anchor
    end = _last_line(node) + 1
    # A comment that stands as deep as the last outlet's fields is about that outlet.
    while end < len(lines) and lines[end].lstrip().startswith("#") and _indent(lines[end]) >= field:
        end += 1
    style = _Style(code=key.start_mark.column, dash=dash, field=field)
    return _Country(style=style, begin=key.start_mark.line, end=end)


def _brackets(node: Node) -> ConfigError:
    line = node.start_mark.line + 1
    return ConfigError(f"line {line}: written in brackets, or elsewhere; give each country, outlet and field a line")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _last_line(node: Node) -> int:
    """The last line (from 0) that a node has something in. The end of a block is where the next thing begins."""
    if isinstance(node, CollectionNode) and not node.flow_style:
        last = node.value[-1]
        return max(map(_last_line, last if isinstance(last, tuple) else (last,)))
    mark = node.end_mark
    return int(mark.line if mark.column else mark.line - 1)


# ---------------------------------------------------------------------------- what


def _country(code: str, outlets: Iterable[Outlet], style: _Style, guessed: Collection[str]) -> Iterator[str]:
    yield f"{' ' * style.code}{code}: # {countries.country(code).name}"
    yield from _items(outlets, style, guessed)


def _items(outlets: Iterable[Outlet], style: _Style, guessed: Collection[str]) -> Iterator[str]:
    indent = " " * style.field
    dash = f"{' ' * style.dash}-".ljust(style.field)
    for outlet in outlets:
        yield f"{dash}name: {_scalar(outlet.name)}"
        yield f"{indent}site: {_scalar(outlet.site)}"
        if len(outlet.feeds) == 1:
            yield f"{indent}feed: {_scalar(outlet.feeds[0])}"
        else:
            yield f"{indent}feed:"
            yield from (f"{indent}  - {_scalar(feed)}" for feed in outlet.feeds)
        remark = f" # not given; it is what most people of {outlet.country} speak" if outlet.key in guessed else ""
        yield f"{indent}language: {_scalar(outlet.language)}{remark}"
        if outlet.state_run:
            yield f"{indent}state_run: true"


def _scalar(text: str) -> str:
    """A text as YAML, quoted only where plain would not do (`no` is a language, not a false)."""
    plain = _PLAIN.fullmatch(text) and not _SPECIAL.fullmatch(text)
    return text if plain else json.dumps(text, ensure_ascii=False)
