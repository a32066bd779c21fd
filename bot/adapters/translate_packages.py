"""The Argos packages of this machine: a folder of folders, `es_en` and so on, and what the index has beside them.

What is being made stands under names that begin with a dot: a folder of a package is whole from the moment it has its
name. Whoever changes anything holds the lock of the folder.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from pathlib import Path

from bot.adapters import translate_unpack
from bot.adapters.fetch_file import Downloads, named
from bot.adapters.translate_ct2_worker import Model
from bot.adapters.workers_process import ProcessWorkers
from bot.core import argos
from bot.core import language as tags
from bot.core.argos import Installed, Package
from bot.errors import FetchError, WorldbriefError
from bot.ports import Fetcher

LIMIT = 900.0
"""Seconds for unpacking and trying a package; 300 MB take some ten."""

_LOCK, _PARTS, _NEW, _OLD = ".lock", ".parts", ".new-", ".old-"

Watch = Callable[[Package, int, int | None], None]
"""Called with a package that is downloaded, the bytes that are there and, once known, those that there will be."""


class Packages:
    """Finds, installs and removes packages."""

    def __init__(self, folder: Path, *, index: str, fetcher: Fetcher, downloads: Downloads) -> None:
        self.folder = folder
        self.index = index
        self._fetcher = fetcher
        self._downloads = downloads

    def installed(self) -> tuple[Installed, ...]:
        """What is in the folder, by name; damaged ones with their fault."""
        return tuple(_installed(path) for path in self._folders())

    def route(self, language: str) -> tuple[Model, ...]:
        """The models that lead from a language (BCP 47) to English; none where they are not installed."""
        here = self._sound()
        try:
            return tuple(translate_unpack.model(here[package], package) for package in argos.route(language, here))
        except FileNotFoundError:  # removed meanwhile
            return ()

    def languages(self) -> frozenset[str]:
        """The base tags of the languages that installed packages lead to English from."""
        here = self._sound()
        return frozenset(argos.tag(each.source) for each in here if argos.route(each.source, here))

    async def available(self) -> tuple[Package, ...]:
        """What the index offers. Raises WorldbriefError that names the index where it can't be read."""
        try:
            document = await self._fetcher.fetch(self.index)
            return argos.read_index(document.body if document else b"")
        except WorldbriefError as error:
            raise WorldbriefError(f"the package index at {named(self.index)} can't be read: {error}") from error

    async def install(self, language: str, *, watch: Watch = lambda *_: None) -> tuple[Package, ...]:
        """Install what leads from a language to English and is missing or older than the index's; what was installed.

        A language is its tag (`es`, `zh-TW`) or its English name as the index has it. Raises WorldbriefError where
        there is no way, or a package can't be had or does not work; packages that were complete before stay.
        """
        offered = await self.available()
        tag = next((each.source for each in offered if each.name.casefold() == language.casefold()), language)
        way = argos.route(tag, offered)
        if not way:
            known = ", ".join(sorted({each.source for each in offered if argos.route(each.source, offered)}))
            name = tags.english_name(tag)
            raise WorldbriefError(f"there is no package from {name} to English; there are: {known or 'none'}")
        async with self._changing():
            here = {each.key: each for each in self._sound()}
            missing = [each for each in way if each.key not in here or argos.newer(each, here[each.key])]
            for package in missing:
                await self._fetch(package, watch)
        return tuple(missing)

    async def install_file(self, path: Path) -> Package:
        """Install an `.argosmodel` file, or a folder that one was unpacked to; what it is. Raises WorldbriefError."""
        async with self._changing():
            return await self._placed(path, called=str(path))

    async def remove(self, language: str) -> tuple[Package, ...]:
        """Remove the packages from a language; what was removed, which is nothing where there was none."""
        async with self._changing():
            for code in argos.codes(language):
                if found := [each for each in self.installed() if each.package.source == code]:
                    await asyncio.to_thread(self._discard, [each.folder for each in found])
                    return tuple(each.package for each in found)
        return ()

    async def _fetch(self, package: Package, watch: Watch) -> None:
        """Download and install one package, from the first of its addresses that has it whole and sound."""
        archive = self.folder / _PARTS / f"{package.key}.argosmodel"
        problem = WorldbriefError(f"the package {package.key}: no address")
        for link in package.links:
            try:
                await self._downloads.download(
                    link, archive, most=argos.MAX_PACKED, watch=lambda done, of: watch(package, done, of)
                )
                try:
                    await self._placed(archive, called=f"the package {package.key} from {named(link)}", known=package)
                finally:
                    archive.unlink(missing_ok=True)
            except FetchError as error:
                problem = WorldbriefError(f"the package {package.key} can't be had from {named(link)}: {error}")
            except WorldbriefError as error:
                problem = error
            else:
                return
        raise problem

    async def _placed(self, path: Path, *, called: str, known: Package | None = None) -> Package:
        """A package, unpacked and tried, in its folder. Raises WorldbriefError that calls it so."""
        new = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix=_NEW, dir=self.folder))
        workers = ProcessWorkers(count=1, limit=LIMIT)
        try:
            if known and known.sha256:
                await asyncio.to_thread(_verify, path, known.sha256)
            package = await workers.run(translate_unpack.place, path, new / "it", key=known.key if known else None)
            await asyncio.to_thread(self._replace, package.key, new / "it")
        except WorldbriefError as error:
            raise WorldbriefError(f"{called}: {error}") from error
        except OSError as error:
            raise WorldbriefError(f"{self.folder} can't be written: {error.strerror}") from error
        finally:
            await workers.close()
            await asyncio.to_thread(shutil.rmtree, new, ignore_errors=True)
        return package

    def _replace(self, key: str, new: Path) -> None:
        """Give a whole folder its name; the one that had it goes."""
        there = self.folder / key
        if there.exists():
            there.rename(self.folder / f"{_OLD}{key}")
        new.rename(there)
        shutil.rmtree(self.folder / f"{_OLD}{key}", ignore_errors=True)

    def _discard(self, folders: Sequence[Path]) -> None:
        for folder in folders:
            gone = folder.with_name(f"{_NEW}gone-{folder.name}")  # what a crash leaves of it is no package
            folder.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)

    @contextlib.asynccontextmanager
    async def _changing(self) -> AsyncIterator[None]:
        """The folder, made if it is missing, for this process alone and without what a crash left in it."""
        with contextlib.ExitStack() as stack:
            try:
                await asyncio.to_thread(self.folder.mkdir, parents=True, exist_ok=True)
                await asyncio.to_thread(lambda: stack.enter_context(_locked(self.folder / _LOCK)))
                await asyncio.to_thread((self.folder / _PARTS).mkdir, exist_ok=True)
                await asyncio.to_thread(self._tidy)
            except BlockingIOError as error:
                raise WorldbriefError("packages are being installed or removed elsewhere; wait for that") from error
            except OSError as error:
                raise WorldbriefError(f"{self.folder} can't be written: {error.strerror}") from error
            yield

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return sorted(path for path in self.folder.iterdir() if path.is_dir() and not path.name.startswith("."))

    def _sound(self) -> dict[Package, Path]:
        """The packages that are whole, and where; without their sizes, for every translation asks."""
        sound: dict[Package, Path] = {}
        for folder in self._folders():
            with contextlib.suppress(WorldbriefError, OSError):  # as _installed: damaged, or just being removed
                sound[translate_unpack.described(folder)] = folder
        return sound

    def _tidy(self) -> None:
        for old in self.folder.glob(f"{_OLD}*"):
            there = self.folder / old.name.removeprefix(_OLD)
            if there.exists():
                shutil.rmtree(old, ignore_errors=True)
            else:  # a crash between the two renames
                old.rename(there)
        for new in self.folder.glob(f"{_NEW}*"):
            shutil.rmtree(new, ignore_errors=True)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def _installed(folder: Path) -> Installed:
    try:
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return Installed(package=translate_unpack.described(folder), folder=folder, size=size)
    except (WorldbriefError, OSError) as error:  # the latter: it is just being removed, or may not be read
        source, _, target = folder.name.partition("_")
        package = Package(source=source, target=target or argos.ENGLISH)
        return Installed(package=package, folder=folder, size=0, fault=str(error))


def _verify(path: Path, sha256: str) -> None:
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise WorldbriefError("its checksum is not the one in the index")
