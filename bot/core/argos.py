"""Argos packages: what their index and their metadata say, which of them lead to English, which archives are safe.

The formats are those of argos-translate 1.11 (`argostranslate/package.py`): the index is a JSON array of the packages'
metadata with `links`, without sizes or checksums; a package is a zip archive of one folder with `metadata.json`,
`sentencepiece.model` and `model/`, a CTranslate2 model.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.core import language
from bot.errors import WorldbriefError

ENGLISH = "en"

MAX_PACKED = 1_500_000_000
"""Bytes of a package. The published ones have 50 to 300 million."""

MAX_UNPACKED = 3_000_000_000
"""Bytes of a package in a folder. Models hardly compress: what unpacks to much more than it was is a bomb."""

MAX_MEMBERS = 2_000
"""Files in an archive; those that bring data for other sentence splitters have a few dozen."""

METADATA, PIECES, MODEL = "metadata.json", "sentencepiece.model", "model"
BPE = "bpe.model"  # instead of PIECES, in packages that were made of OPUS-MT's models

_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SPECIAL = {"zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt", "zh-mo": "zt", "pt-br": "pb", "no": "nb", "nn": "nb"}
_KINDRED = {"zt": "zh", "pb": "pt", "fil": "tl", "tl": "fil", "nb": "no"}  # what is better than nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """A translation from one language to another, installed or to be had."""

    source: str  # Argos's code, mostly ISO 639-1; `zt` is Chinese in traditional characters, `pb` Brazilian Portuguese
    target: str
    version: str = ""
    name: str = ""  # of the source language, in English
    links: tuple[str, ...] = ()  # http and https, tried in order
    target_prefix: str = ""  # a token that the model wants its output to begin with
    sha256: str | None = None  # of the archive, in hexadecimal; the published index names none

    @property
    def key(self) -> str:
        """Its folder's name: `es_en`."""
        return f"{self.source}_{self.target}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Installed:
    """A package on this machine."""

    package: Package
    folder: Path
    size: int  # bytes
    fault: str | None = None  # why it can't be used


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A file or folder in an archive, as the archive says it is."""

    name: str
    size: int  # bytes when unpacked
    mode: int = 0  # Unix; 0 where the archive does not say


def read_index(document: bytes) -> tuple[Package, ...]:
    """The translation packages of an index, of each pair the newest. Raises WorldbriefError where it is no index.

    Entries that are no translation, have no codes or no address on the web are left out.
    """
    try:
        entries = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise WorldbriefError("the index is no JSON") from error
    if not isinstance(entries, list):
        raise WorldbriefError("the index is no list of packages")
    found: dict[str, Package] = {}
    for package in filter(None, map(_package, entries)):
        known = found.get(package.key)
        if package.links and (known is None or newer(package, known)):
            found[package.key] = package
    return tuple(found.values())


def read_metadata(document: bytes) -> Package:
    """The package that a `metadata.json` describes. Raises WorldbriefError where it describes none."""
    try:
        package = _package(json.loads(document))
    except (ValueError, RecursionError) as error:
        raise WorldbriefError(f"{METADATA} is no JSON") from error
    if package is None:
        raise WorldbriefError(f"{METADATA} names no two languages to translate between")
    return package


def newer(one: Package, other: Package) -> bool:
    """Whether a package has a higher version than another: 1.10 than 1.9."""
    return _number(one.version) > _number(other.version)


def route(wanted: str, packages: Iterable[Package]) -> tuple[Package, ...]:
    """The packages that lead from a language (BCP 47) to English: one, or two through another; none where no way is.

    Of several ways through another language it is the one whose name comes first: the same every time.
    """
    from_abroad = (package for package in packages if package.source != ENGLISH)
    by_key = {package.key: package for package in sorted(from_abroad, key=lambda each: each.key)}
    for code in codes(wanted):
        if direct := by_key.get(f"{code}_{ENGLISH}"):
            return (direct,)
    for code in codes(wanted):
        for first in by_key.values():
            if first.source == code and (second := by_key.get(f"{first.target}_{ENGLISH}")):
                return first, second
    return ()


def codes(wanted: str) -> tuple[str, ...]:
    """Argos's codes for a language tag, the best first: `zh-TW` → `zt`, `zh`; `nn` → `nb`, `nn`, `no`."""
    folded = wanted.replace("_", "-").lower()
    base = language.base(folded)
    named = [_SPECIAL.get(folded), _SPECIAL.get(base), base]
    return tuple(dict.fromkeys(code for each in named if each for code in (each, _KINDRED.get(each)) if code))


def tag(code: str) -> str:
    """The language that one of Argos's codes means, as a base tag: `zt` → `zh`."""
    return {"zt": "zh", "pb": "pt"}.get(code, language.base(code))


def root(members: Sequence[Member]) -> PurePosixPath:
    """The folder in an archive that holds the package. Raises WorldbriefError where the archive must not be unpacked.

    Refused are names that lead out of it, links and devices, too many files or bytes, and what is no package.
    """
    if len(members) > MAX_MEMBERS:
        raise WorldbriefError(f"holds more than {MAX_MEMBERS:,} files")
    if sum(member.size for member in members) > MAX_UNPACKED:
        raise WorldbriefError(f"would unpack to more than {MAX_UNPACKED / 1e9:g} GB")
    for member in members:
        if fault := _fault(member):
            raise WorldbriefError(fault)
    names = {PurePosixPath(member.name) for member in members}
    roots = sorted((name.parent for name in names if name.name == METADATA), key=lambda path: len(path.parts))
    if not roots:
        raise WorldbriefError(f"is no Argos package: there is no {METADATA} in it")
    return roots[0]


def wanted(name: str, top: PurePosixPath) -> PurePosixPath | None:
    """Where in a package's folder a file of its archive belongs; None for one that is of no use here."""
    path = PurePosixPath(name)
    if not path.is_relative_to(top):
        return None
    inside = path.relative_to(top)
    ours = inside.parts[:1] == (MODEL,) and len(inside.parts) > 1
    return inside if ours or str(inside) in {METADATA, PIECES, BPE, "README.md", "LICENSE"} else None


def missing(files: Collection[str]) -> str | None:
    """What a package's folder with these files (`model/model.bin`) lacks, in words; None where it lacks nothing."""
    if PIECES not in files and BPE in files:
        return "it splits words with BPE and Moses rules, which this program does not read; only SentencePiece"
    absent = [name for name in (METADATA, PIECES, f"{MODEL}/model.bin") if name not in files]
    return f"{' and '.join(absent)} missing" if absent else None


def _fault(member: Member) -> str | None:
    name = member.name
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name or not path.parts:
        return f"holds a file that would leave its folder: {name[:80]!r}"
    kind = stat.S_IFMT(member.mode)
    if kind and not stat.S_ISREG(member.mode) and not stat.S_ISDIR(member.mode):
        return f"holds what is neither a file nor a folder: {name[:80]!r}"
    return None


def _package(entry: object) -> Package | None:
    if not isinstance(entry, Mapping) or entry.get("type", "translate") != "translate":
        return None
    source, target = entry.get("from_code"), entry.get("to_code")
    if not (_is_code(source) and _is_code(target)):
        return None
    links = entry.get("links")
    return Package(
        source=str(source),
        target=str(target),
        version=_text(entry.get("package_version")),
        name=_text(entry.get("from_name")),
        links=tuple(each for each in links if _on_the_web(each)) if isinstance(links, list) else (),
        target_prefix=_text(entry.get("target_prefix")),
        sha256=_checksum(entry.get("sha256")),
    )


def _is_code(value: object) -> bool:
    return isinstance(value, str) and bool(_CODE.fullmatch(value))


def _on_the_web(link: object) -> bool:
    return isinstance(link, str) and link.startswith(("https://", "http://"))


def _text(value: object) -> str:
    return value[:60] if isinstance(value, str) and value.isprintable() else ""


def _checksum(value: object) -> str | None:
    return value.lower() if isinstance(value, str) and re.fullmatch(r"[0-9a-fA-F]{64}", value) else None


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,9}", version))
