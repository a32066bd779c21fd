"""What Argos's index and packages say, which way leads to English, and which archives are refused."""

from __future__ import annotations

import json
import stat
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core import argos
from bot.core.argos import Member, Package
from bot.errors import WorldbriefError


def entry(source: str = "es", target: str = "en", version: str = "1.0", **more: object) -> dict[str, object]:
    link = f"https://models.example/translate-{source}_{target}.argosmodel"
    return {
        "package_version": version,
        "argos_version": "1.9.0",
        "from_code": source,
        "from_name": source.upper(),
        "to_code": target,
        "to_name": target.upper(),
        "links": [link],
        "code": f"translate-{source}_{target}",
    } | more


def index(*entries: object) -> tuple[Package, ...]:
    return argos.read_index(json.dumps(entries).encode())


def pairs(*keys: str) -> list[Package]:
    return [Package(source=key.split("_")[0], target=key.split("_")[1]) for key in keys]


def way(tag: str, *keys: str) -> list[str]:
    return [package.key for package in argos.route(tag, pairs(*keys))]


def test_an_index_is_a_list_of_what_the_packages_say_of_themselves():
    (package,) = index(entry("es", name="ignored", sha256="AB" * 32))
    assert (package.key, package.version, package.name) == ("es_en", "1.0", "ES")
    assert package.links == ("https://models.example/translate-es_en.argosmodel",)
    assert package.sha256 == "ab" * 32


def test_of_a_pair_the_newest_counts_by_number():
    assert [each.version for each in index(entry(version="1.9"), entry(version="1.10"), entry(version="1.2"))] == [
        "1.10"
    ]


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        "es",
        [],
        {},
        entry(links=[]),
        entry(links=None),
        entry(links=["ipfs://Qm", "ifps://Qm", "file:///etc/passwd", 7]),
        entry(type="sbd"),
        entry(source="../../etc"),
        entry(source="ES"),
        entry(from_code=None),
        entry(to_code=["en"]),
    ],
)
def test_an_entry_that_is_of_no_use_is_left_out(odd: object):
    assert [each.key for each in index(odd, entry("fr"))] == ["fr_en"]


def test_only_addresses_on_the_web_are_kept():
    (package,) = index(entry(links=["ipfs://Qm", "http://a.example/x", "https://b.example/x"]))
    assert package.links == ("http://a.example/x", "https://b.example/x")


@pytest.mark.parametrize("document", [b"", b"{}", b"7", b"<html>", b"\xff", b"[" * 100_000])
def test_what_is_no_index_is_refused(document: bytes):
    with pytest.raises(WorldbriefError, match="the index is no"):
        argos.read_index(document)


@given(st.binary(max_size=200) | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_any_document_is_an_index_or_refused(document: bytes | str):
    raw = document if isinstance(document, bytes) else document.encode()
    try:
        entries = json.loads(raw)
    except ValueError:
        entries = None
    if isinstance(entries, list):
        assert argos.read_index(raw) == ()  # none of these entries is a package
    else:
        with pytest.raises(WorldbriefError, match="the index is no"):
            argos.read_index(raw)


def test_metadata_without_two_languages_are_refused():
    with pytest.raises(WorldbriefError, match="names no two languages"):
        argos.read_metadata(b'{"from_code": "es"}')
    with pytest.raises(WorldbriefError, match="is no JSON"):
        argos.read_metadata(b"\x00")


def test_a_package_may_want_its_output_to_begin_with_a_token():
    assert argos.read_metadata(json.dumps(entry(target_prefix=">>en<<")).encode()).target_prefix == ">>en<<"


def test_the_way_to_english_is_direct_or_through_one_other_language():
    assert way("es", "es_en", "en_es", "ca_es") == ["es_en"]
    assert way("ca", "es_en", "ca_es") == ["ca_es", "es_en"]
    assert way("ca", "fr_en", "es_en", "ca_fr", "ca_es") == ["ca_es", "es_en"]
    assert way("ca", "ca_es") == []
    assert way("ca", "ca_es", "es_pt", "pt_en") == []
    assert way("de") == []
    assert way("en", "en_es", "es_en") == []


@pytest.mark.parametrize(
    ("tag", "first"),
    [("es-AR", "es"), ("zh", "zh"), ("zh-TW", "zt"), ("zh_Hant", "zt"), ("pt-BR", "pb"), ("no", "nb"), ("iw", "he")],
)
def test_the_codes_are_those_of_argos(tag: str, first: str):
    assert argos.codes(tag)[0] == first


def test_what_is_kindred_is_better_than_nothing():
    assert way("zh-TW", "zh_en") == ["zh_en"]
    assert way("pt-BR", "pt_en") == ["pt_en"]
    assert way("zh-TW", "zh_en", "zt_en") == ["zt_en"]


# ---------------------------------------------------------------------------- archives

GOOD = (Member(name="x/metadata.json", size=9), Member(name="x/sentencepiece.model", size=9))


def test_the_package_is_the_topmost_folder_with_metadata():
    inner = Member(name="x/stanza/metadata.json", size=1)
    assert argos.root((inner, *GOOD)) == PurePosixPath("x")
    assert argos.root((Member(name="metadata.json", size=1),)) == PurePosixPath()


@pytest.mark.parametrize(
    "name",
    ["../x", "x/../../y", "/etc/passwd", "..\\x", "C:\\x", "x\\y", "C:x", "x/..", "", "a\0b", "//x", "./.."],
)
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str):
    with pytest.raises(WorldbriefError, match="would leave its folder"):
        argos.root((*GOOD, Member(name=name, size=1)))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_links_and_devices_are_refused(kind: int):
    with pytest.raises(WorldbriefError, match="neither a file nor a folder"):
        argos.root((*GOOD, Member(name="x/y", size=1, mode=kind | 0o777)))


def test_bombs_are_refused():
    with pytest.raises(WorldbriefError, match="would unpack to more"):
        argos.root((*GOOD, Member(name="x/y", size=argos.MAX_UNPACKED)))
    with pytest.raises(WorldbriefError, match="files"):
        argos.root([Member(name=f"x/{number}", size=0) for number in range(argos.MAX_MEMBERS + 1)])


def test_what_has_no_metadata_is_no_package():
    with pytest.raises(WorldbriefError, match="is no Argos package"):
        argos.root((Member(name="x/y", size=1),))


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("x/metadata.json", "metadata.json"),
        ("x/model/model.bin", "model/model.bin"),
        ("x/sentencepiece.model", "sentencepiece.model"),
        ("x/stanza/de/tokenize/gsd.pt", None),
        ("x/model", None),
        ("y/metadata.json", None),
        ("x/README.md", "README.md"),
    ],
)
def test_only_what_is_of_use_is_unpacked(name: str, there: str | None):
    found = argos.wanted(name, PurePosixPath("x"))
    assert (str(found) if found else None) == there


@given(st.lists(st.text(st.sampled_from("./\\:xym"), max_size=8)))
def test_whatever_passes_stays_in_its_folder(names: list[str]):
    members = [*GOOD, *(Member(name=name, size=1) for name in names)]
    try:
        top = argos.root(members)
    except WorldbriefError:
        return
    for member in members:
        there = argos.wanted(member.name, top)
        assert there is None or not (there.is_absolute() or ".." in there.parts)
