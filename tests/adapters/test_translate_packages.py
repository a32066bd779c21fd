"""Packages of translation models: found, brought, tried, and put where they belong as a whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import stat
import zipfile
from pathlib import Path

import pytest

from bot.adapters.fetch_file import Downloads, Patience
from bot.adapters.fetch_http import HttpFetcher
from bot.adapters.translate_ct2 import Ct2Translator
from bot.adapters.translate_packages import Packages
from bot.errors import WorldbriefError
from tests import toymodel
from tests.fileserver import FileServer

GAT = {"▁gat": "▁gato", "▁gato": "▁gato"}


@pytest.fixture
async def server():
    async with FileServer() as running:
        yield running


@pytest.fixture
async def packages(server, tmp_path):
    """The packages of a folder, and of an index on the server."""
    fetcher = HttpFetcher(user_agent="test", allow_hosts=("127.0.0.1",), host_pace=0.0)
    downloads = Downloads(user_agent="test", allow_hosts=("127.0.0.1",), patience=Patience(pause=0.0, tries=2))
    yield Packages(tmp_path / "translate", index=server.url("/index.json"), fetcher=fetcher, downloads=downloads)
    await fetcher.close()


def offer(server: FileServer, *keys: str, **more: object) -> None:
    """An index of packages, which are served at their key unless something else is."""
    entries = []
    for key in keys:
        source, target = key.split("_")
        entry = {"from_code": source, "to_code": target, "package_version": "1.0", "from_name": source.upper()}
        entries.append(entry | {"links": [server.url(f"/{key}")]} | more)
    server.put("/index.json", json.dumps(entries).encode())


def archive(*files: tuple[str, bytes], mode: int = 0) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as opened:
        for name, body in files:
            opened.NameToInfo.pop(name, None)  # or zipfile would warn of a name that stands twice, which is meant
            about = zipfile.ZipInfo(name)
            about.external_attr = mode << 16
            opened.writestr(about, body)
    return buffer.getvalue()


def names(packages: Packages) -> list[str]:
    return sorted(path.name for path in packages.folder.iterdir() if not path.name.startswith("."))


def leftovers(packages: Packages) -> list[str]:
    return sorted(path.name for path in packages.folder.rglob(".*") if path.name not in {".lock", ".parts"})


async def complaint(doing) -> str:
    with pytest.raises(WorldbriefError) as caught:
        await doing
    return str(caught.value)


async def test_a_language_is_installed_from_the_index_and_translates(server, packages):
    offer(server, "es_en", "fr_en")
    server.put("/es_en", toymodel.packed())
    seen = []
    (installed,) = await packages.install("es", watch=lambda package, done, of: seen.append((package.key, done, of)))
    size = len(toymodel.packed())
    assert installed.key == "es_en"
    assert seen[-1] == ("es_en", size, size)
    assert (names(packages), leftovers(packages)) == (["es_en"], [])
    assert not list((packages.folder / ".parts").iterdir())
    toy = Ct2Translator(name="argos", ways=packages)
    (answer,) = await toy.translate(["el gato"], language="es-AR")
    await toy.close()
    assert (answer.text, answer.by) == ("the cat", "argos")
    assert packages.languages() == {"es"}


async def test_what_is_there_is_not_brought_again_unless_there_is_a_newer_one(server, packages):
    offer(server, "es_en")
    server.put("/es_en", toymodel.packed())
    await packages.install("es")
    assert await packages.install("ES") == ()
    offer(server, "es_en", package_version="1.10")
    server.put("/es_en", toymodel.packed(package_version="1.10"))
    assert [each.version for each in await packages.install("es")] == ["1.10"]
    assert [each.package.version for each in packages.installed()] == ["1.10"]


async def test_a_newer_model_is_another_one_to_those_who_have_the_old_in_memory(packages, tmp_path):
    await packages.install_file(toymodel.package(tmp_path / "x.argosmodel"))
    toy = Ct2Translator(name="argos", ways=packages)
    (answer,) = await toy.translate(["el gato"], language="es")
    newer = toymodel.package(tmp_path / "y.argosmodel", english=toymodel.ENGLISH | {"▁gato": "▁dog"})
    await packages.install_file(newer)
    (other,) = await toy.translate(["el gato"], language="es")
    await toy.close()
    assert (answer.text, other.text) == ("the cat", "the dog")


async def test_a_way_through_another_language_brings_both_packages(server, packages):
    offer(server, "ca_es", "es_en")
    server.put("/ca_es", toymodel.packed(source="ca", target="es", english=GAT))
    server.put("/es_en", toymodel.packed())
    assert [each.key for each in await packages.install("ca")] == ["ca_es", "es_en"]
    assert len(packages.route("ca")) == 2
    assert len(packages.route("es")) == 1


async def test_a_language_may_be_called_by_its_english_name(server, packages):
    offer(server, "es_en", from_name="Spanish")
    server.put("/es_en", toymodel.packed())
    assert await packages.install("spanish")


async def test_a_language_that_the_index_does_not_have_is_refused_with_those_it_has(server, packages):
    offer(server, "es_en", "en_fr", "ca_es")
    words = "there is no package from German to English; there are: ca, es"
    assert await complaint(packages.install("de")) == words


@pytest.mark.parametrize(
    ("index", "words"),
    [({"status": 404}, "answered 404 Not Found"), ({"body": b"<html>"}, "the index is no JSON")],
)
async def test_an_index_that_cannot_be_read_is_named(server, packages, index, words):
    server.put("/index.json", **index)
    expected = f"the package index at 127.0.0.1 can't be read: {words}"
    assert await complaint(packages.install("es")) == expected
    assert await complaint(packages.available()) == expected


def heavy() -> bytes:
    """A package of some size, as real ones are."""
    buffer = io.BytesIO(toymodel.packed())
    with zipfile.ZipFile(buffer, "a") as opened:
        opened.writestr("translate-es_en-1_0/README.md", os.urandom(2_000_000))
    return buffer.getvalue()


async def test_a_download_that_broke_off_is_gone_on_with_by_the_next_installation(server, packages):
    offer(server, "es_en")
    body = heavy()
    server.put("/es_en", body, cuts=[1_200_000, 0, 0])
    assert "broke off" in await complaint(packages.install("es"))
    assert names(packages) == []
    server.put("/es_en", body)
    await packages.install("es")
    assert int(server.asked[-1][1].removeprefix("bytes=").removesuffix("-")) > 500_000
    assert names(packages) == ["es_en"]


async def test_the_next_address_is_tried_where_the_first_has_nothing_sound(server, packages):
    offer(server, "es_en", links=[server.url("/gone"), server.url("/page"), server.url("/es_en")])
    server.put("/page", b"<html>please log in</html>")
    server.put("/es_en", toymodel.packed())
    assert await packages.install("es")


def lying(body: bytes, size: int) -> bytes:
    """A zip archive whose first file says it is smaller than it is; both places where its size stands."""
    honest = len(b"x" * 5_000).to_bytes(4, "little")
    return body.replace(honest, size.to_bytes(4, "little"))


GOOD_HEAD = ("x/metadata.json", b'{"from_code": "es", "to_code": "en"}')


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html>", "is damaged or no zip archive"),
        (b"", "is damaged or no zip archive"),
        (toymodel.packed()[:-100], "is damaged or no zip archive"),
        (archive(("x/y", b"")), "is no Argos package"),
        (archive(GOOD_HEAD, ("../../evil", b"x")), "would leave its folder"),
        (archive(GOOD_HEAD, ("/tmp/evil", b"x")), "would leave its folder"),
        (archive(GOOD_HEAD, ("x/model/y", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), "neither a file nor a folder"),
        (archive(GOOD_HEAD), "sentencepiece.model and model/model.bin missing"),
        (archive(GOOD_HEAD, ("x/bpe.model", b""), ("x/model/model.bin", b"")), "splits words with BPE"),
        (archive(GOOD_HEAD, GOOD_HEAD, ("x/model/y", b"")), "can't be unpacked: File exists"),
        (
            archive(GOOD_HEAD, ("x/sentencepiece.model", b"garbage"), ("x/model/model.bin", b"garbage")),
            "does not work",
        ),
        (lying(archive(GOOD_HEAD, ("x/model/model.bin", b"x" * 5_000)), 10), "is damaged"),
        (toymodel.packed(source="fr"), "is another one: fr_en"),
    ],
    ids=range(13),
)
async def test_a_package_that_is_not_sound_leaves_nothing(server, packages, body, words):
    offer(server, "es_en")
    server.put("/es_en", body)
    found = await complaint(packages.install("es"))
    assert found.startswith("the package es_en from 127.0.0.1: ")
    assert words in found
    assert (names(packages), leftovers(packages)) == ([], [])
    assert not list((packages.folder / ".parts").iterdir())


async def test_a_checksum_of_the_index_is_kept(server, packages):
    body = toymodel.packed()
    server.put("/es_en", body)
    offer(server, "es_en", sha256="0" * 64)
    assert "checksum" in await complaint(packages.install("es"))
    offer(server, "es_en", sha256=hashlib.sha256(body).hexdigest())
    assert await packages.install("es")


async def test_a_package_that_fails_leaves_the_one_before(server, packages):
    offer(server, "es_en")
    server.put("/es_en", toymodel.packed())
    await packages.install("es")
    offer(server, "es_en", package_version="2.0")
    server.put("/es_en", b"no")
    await complaint(packages.install("es"))
    assert [each.package.version for each in packages.installed()] == ["1.0"]


# ---------------------------------------------------------------------------- from files


async def test_a_file_and_a_folder_can_be_installed_without_any_index(packages, tmp_path):
    file = toymodel.package(tmp_path / "any name.argosmodel")
    assert (await packages.install_file(file)).key == "es_en"
    with zipfile.ZipFile(toymodel.package(tmp_path / "ca", source="ca", target="es", english=GAT)) as opened:
        opened.extractall(tmp_path / "unpacked")
    (folder,) = (tmp_path / "unpacked").iterdir()
    (folder / "model" / "link").symlink_to("/etc/passwd")
    assert (await packages.install_file(folder)).key == "ca_es"
    assert names(packages) == ["ca_es", "es_en"]
    assert not (packages.folder / "ca_es" / "model" / "link").exists()
    assert file.exists()


@pytest.mark.parametrize("name", ["missing.argosmodel", "empty"])
async def test_what_is_no_package_is_refused_by_its_path(packages, tmp_path, name):
    (tmp_path / "empty").mkdir()
    assert (await complaint(packages.install_file(tmp_path / name))).startswith(f"{tmp_path / name}: ")


async def test_a_package_from_english_is_of_no_use(packages, tmp_path):
    file = toymodel.package(tmp_path / "x.argosmodel", source="en", target="es")
    assert "translates from English (to es)" in await complaint(packages.install_file(file))


# ---------------------------------------------------------------------------- the folder


async def test_a_removed_language_is_gone(packages, tmp_path):
    await packages.install_file(toymodel.package(tmp_path / "x.argosmodel"))
    assert [each.key for each in await packages.remove("es-AR")] == ["es_en"]
    assert (names(packages), leftovers(packages)) == ([], [])
    assert await packages.remove("es") == ()


def test_a_folder_that_is_not_there_has_no_packages(packages):
    assert packages.installed() == ()
    assert packages.route("es") == ()


async def test_a_damaged_package_is_listed_with_its_fault_and_not_used(packages, tmp_path):
    await packages.install_file(toymodel.package(tmp_path / "x.argosmodel"))
    (packages.folder / "es_en" / "model" / "model.bin").unlink()
    (found,) = packages.installed()
    assert (found.package.key, found.fault) == ("es_en", "model/model.bin missing")
    assert packages.route("es") == ()
    assert await packages.remove("es")


async def test_what_a_crash_left_is_mended_or_cleared_away(packages, tmp_path):
    file = toymodel.package(tmp_path / "x.argosmodel")
    await packages.install_file(file)
    (packages.folder / "es_en").rename(packages.folder / ".old-es_en")  # between the two renames
    (packages.folder / ".new-abc" / "it").mkdir(parents=True)
    assert packages.installed() == ()
    await packages.remove("fr")
    assert [each.package.key for each in packages.installed()] == ["es_en"]
    assert leftovers(packages) == []


async def test_two_do_not_change_the_folder_at_once(packages, tmp_path):
    await packages.remove("es")
    with (packages.folder / ".lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "elsewhere" in await complaint(packages.install_file(tmp_path))
    assert await packages.remove("es") == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
async def test_a_folder_that_cannot_be_written_is_named(packages, tmp_path):
    tmp_path.chmod(0o500)
    assert "can't be written" in await complaint(packages.remove("es"))
    tmp_path.chmod(0o700)


async def test_a_place_for_the_folder_that_is_a_file_is_named(packages):
    packages.folder.write_text("x")
    assert str(packages.folder) in await complaint(packages.remove("es"))


def test_the_toy_is_a_package_as_the_published_ones_are():
    with zipfile.ZipFile(io.BytesIO(toymodel.packed())) as opened:
        assert {Path(name).parts[0] for name in opened.namelist()} == {"translate-es_en-1_0"}
