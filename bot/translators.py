"""Which translators the settings give, and what they are made of: part of the composition root, like `app`.

chained( gated( cached( Argos ) ), gated( cached( budgeted( DeepL ) ) ), … ): the cache is inside the gate, so that a
refused text is not asked for twice and a better gate judges what is kept; the budget is inside the cache, so that what
is kept costs nothing.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.adapters import translate_deepl
from bot.adapters.model_llm import Model
from bot.adapters.service_http import HttpService, Terms
from bot.adapters.sqlite_file import SqliteFile
from bot.adapters.translate_apertium import Apertium
from bot.adapters.translate_budget import Budgeted
from bot.adapters.translate_cached import Cached
from bot.adapters.translate_chain import Chain
from bot.adapters.translate_ct2 import Ct2Translator, OneModel
from bot.adapters.translate_deepl import DeepL
from bot.adapters.translate_fetching import Fetching, Wanted
from bot.adapters.translate_gated import Gated, Judge
from bot.adapters.translate_libretranslate import LibreTranslate
from bot.adapters.translate_llm import Llm
from bot.adapters.translate_none import NoTranslator
from bot.adapters.translate_packages import Packages
from bot.adapters.translations_file import open_translations
from bot.config import AUTO, NONE, Settings
from bot.doctor import Ability
from bot.errors import ConfigError, ServiceError, StoreError
from bot.ports import Clock, Translator, Workers

MODEL_TERMS = Terms(total=180.0, at_once=2)
"""A language model on a small machine takes minutes for twenty texts."""


class Backend(Translator, Protocol):
    """A translator of its own, not one that takes another."""

    async def languages(self) -> frozenset[str] | None:
        """The base tags of what it translates into English now; None: nobody knows beforehand. Raises ServiceError."""
        ...

    async def close(self) -> None:
        """Let go of everything. Safe to call twice."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """A backend that the settings allow."""

    backend: Backend
    model: str = ""  # what else its answers depend on
    paid: bool = False  # it was given a key, so each character may cost something


@asynccontextmanager
async def translator(
    settings: Settings, *, clock: Clock, workers: Workers, judge: Judge, packages: Packages, wanted: Wanted
) -> AsyncIterator[Translator]:
    """What translates, by the settings. Raises ConfigError, StoreError.

    Packages of the languages that `wanted` gives are fetched when they are first needed, unless the settings forbid it.
    """
    async with AsyncExitStack() as stack:
        offers = _offers(stack, settings, packages, wanted)
        if not offers:
            yield NoTranslator()
            return
        file = await open_translations(settings.data_dir / "translations.sqlite")
        stack.push_async_callback(file.close)
        made: list[Translator] = []
        for offer in offers:
            cached = Cached(_budgeted(offer, settings, file, clock), file, clock=clock, model=offer.model)
            stack.push_async_callback(cached.close)
            made.append(Gated(cached, judge, workers=workers))
        yield Chain(made)


@asynccontextmanager
async def plain(settings: Settings, *, packages: Packages) -> AsyncIterator[Translator]:
    """The backend that the settings name, by itself: neither kept nor judged nor counted. Raises ConfigError."""
    async with AsyncExitStack() as stack:
        offers = _offers(stack, settings, packages, nothing)
        if len(offers) != 1:
            raise ConfigError(f"BOT_TRANSLATOR={settings.translator} is not one backend")
        yield offers[0].backend


async def abilities(settings: Settings, *, clock: Clock, packages: Packages) -> tuple[Ability, ...]:
    """What each backend can do now, in the order in which they are asked. Raises ConfigError."""
    async with AsyncExitStack() as stack:
        offers = _offers(stack, settings, packages, nothing)
        return tuple([await _ability(offer, settings, clock) for offer in offers])


async def nothing() -> frozenset[str]:
    """No language is worth a download."""
    return frozenset()


async def _ability(offer: Offer, settings: Settings, clock: Clock) -> Ability:
    name = offer.backend.name
    try:
        languages = await offer.backend.languages()
        left = await _left(offer, settings, clock) if offer.paid else None
    except (ServiceError, StoreError) as error:
        return Ability(name=name, problem=str(error))
    return Ability(name=name, languages=languages, left=left)


async def _left(offer: Offer, settings: Settings, clock: Clock) -> int:
    async with AsyncExitStack() as stack:
        file = await open_translations(settings.data_dir / "translations.sqlite")
        stack.push_async_callback(file.close)
        budgeted = Budgeted(offer.backend, file, clock=clock, characters=settings.translate_budget)
        return await budgeted.left()


def _budgeted(offer: Offer, settings: Settings, file: SqliteFile, clock: Clock) -> Translator:
    if not offer.paid:
        return offer.backend
    return Budgeted(offer.backend, file, clock=clock, characters=settings.translate_budget)


# ---------------------------------------------------------------------------- by the settings


def _offers(stack: AsyncExitStack, settings: Settings, packages: Packages, wanted: Wanted) -> list[Offer]:
    """The backends that were chosen, the best first; the stack closes them. Raises ConfigError."""
    if settings.translator == NONE:
        return []
    offers = [each for each in _all(settings, packages, wanted) if settings.translator in (AUTO, each.backend.name)]
    for each in offers:
        stack.push_async_callback(each.backend.close)
    return offers


def _all(settings: Settings, packages: Packages, wanted: Wanted) -> Iterator[Offer]:
    """Every backend whose settings are there, in the order of `auto`: first what costs nothing and tells nobody."""
    installed = Ct2Translator(name="argos", ways=packages)
    yield Offer(backend=Fetching(installed, packages, wanted=wanted if settings.translate_download else nothing))
    if settings.ct2_model:
        way = OneModel(
            settings.ct2_model,
            languages=settings.ct2_languages,
            before=settings.ct2_source_token,
            begin=settings.ct2_english_token,
        )
        yield Offer(backend=Ct2Translator(name="ct2", ways=way), model=str(settings.ct2_model))
    if settings.deepl_key:
        key = settings.deepl_key.get_secret_value()
        url = settings.deepl_url or translate_deepl.address(key)
        yield Offer(backend=DeepL(HttpService("deepl", url, headers=translate_deepl.authorized(key))), paid=True)
    if settings.libretranslate_url:
        secret = settings.libretranslate_key
        service = HttpService("libretranslate", settings.libretranslate_url)
        libre = LibreTranslate(service, key=secret.get_secret_value() if secret else None)
        yield Offer(backend=libre, paid=secret is not None)
    if settings.llm_url and settings.llm_model:
        yield _llm(settings, settings.llm_url, settings.llm_model)
    yield Offer(backend=Apertium())


def _llm(settings: Settings, url: str, model: str) -> Offer:
    names = _glossary(settings.glossary) if settings.glossary else {}
    asked = language_model(settings, url, model, name="llm")
    return Offer(backend=Llm(asked, glossary=names), model=model, paid=settings.llm_key is not None)


def language_model(settings: Settings, url: str, model: str, *, name: str) -> Model:
    """The language model of the settings; `name` is what the log calls the service."""
    key = settings.llm_key.get_secret_value() if settings.llm_key else None
    headers = {"Authorization": f"Bearer {key}"} if key else None
    return Model(HttpService(name, url, headers=headers, terms=MODEL_TERMS), name=model)


def _glossary(path: Path) -> Mapping[str, str]:
    """Lines of `original, tab, English`. Raises ConfigError that names a line without."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"BOT_GLOSSARY: {path} can't be read: {error}") from error
    pairs = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip()]
    for number, parts in pairs:
        if len(parts) != 2 or not all(part.strip() for part in parts):
            raise ConfigError(f"BOT_GLOSSARY: {path}:{number}: not a name, a tab and its English")
    return {parts[0].strip(): parts[1].strip() for _, parts in pairs}
