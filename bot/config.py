"""Settings from the environment and `.env`, read once at start; every fault in one ConfigError."""

from __future__ import annotations

import os
import re
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import ConfigError

DOTENV = ".env"
DEFAULT_FEEDS = Path("feeds.yaml")

AUTO, NONE = "auto", "none"
"""BOT_TRANSLATOR: the best that there is for each language, or none."""

TRANSLATORS = {
    # what can be chosen by name, and the settings that it needs
    "argos": (),
    "ct2": ("BOT_CT2_MODEL",),
    "apertium": (),
    "libretranslate": ("BOT_LIBRETRANSLATE_URL",),
    "deepl": ("BOT_DEEPL_KEY",),
    "llm": ("BOT_LLM_URL", "BOT_LLM_MODEL"),
}

EXTRACTIVE, LLM = "extractive", "llm"
"""BOT_CONDENSER: the articles' own sentences, or a language model's where the articles say the same."""

WEB = r"^https?://[^\s/]+\S*$"
ARGOS_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"
"""Where the Argos project lists its packages, as its documentation says."""

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")

Words = Annotated[tuple[str, ...], NoDecode]  # comma-separated in the environment


class Settings(BaseSettings):
    """Everything an operator can set. Field comments give the unit; names and defaults are the contract's."""

    model_config = SettingsConfigDict(
        env_file=DOTENV, env_ignore_empty=True, case_sensitive=True, extra="ignore", frozen=True
    )

    token: SecretStr | None = Field(default=None, alias="TELEGRAM_BOT_TOKEN")
    api_url: str = Field(default="https://api.telegram.org", alias="TELEGRAM_API_URL", pattern=r"^https?://[^\s/]+")
    data_dir: Path = Field(default=Path("data"), alias="BOT_DATA_DIR")
    feeds: Path = Field(default=DEFAULT_FEEDS, alias="BOT_FEEDS")
    refresh_minutes: int = Field(default=20, alias="BOT_REFRESH_MINUTES", ge=1, le=1440)  # minutes
    translator: str = Field(default=AUTO, alias="BOT_TRANSLATOR")
    translate_budget: int = Field(default=16_000, alias="BOT_TRANSLATE_BUDGET", ge=0)  # characters a day
    translate_download: bool = Field(default=True, alias="BOT_TRANSLATE_DOWNLOAD")
    ct2_model: Path | None = Field(default=None, alias="BOT_CT2_MODEL")
    ct2_languages: Words = Field(default=(), alias="BOT_CT2_LANGUAGES")
    ct2_source_token: str = Field(default="", alias="BOT_CT2_SOURCE_TOKEN")
    ct2_english_token: str = Field(default="", alias="BOT_CT2_ENGLISH_TOKEN")
    libretranslate_url: str | None = Field(default=None, alias="BOT_LIBRETRANSLATE_URL", pattern=WEB)
    libretranslate_key: SecretStr | None = Field(default=None, alias="BOT_LIBRETRANSLATE_KEY", min_length=3)
    deepl_url: str | None = Field(default=None, alias="BOT_DEEPL_URL", pattern=WEB)
    deepl_key: SecretStr | None = Field(default=None, alias="BOT_DEEPL_KEY", min_length=3)
    glossary: Path | None = Field(default=None, alias="BOT_GLOSSARY")
    translate_index: str = Field(default=ARGOS_INDEX, alias="BOT_TRANSLATE_INDEX", pattern=r"^https?://[^\s/]+")
    condenser: str = Field(default=EXTRACTIVE, alias="BOT_CONDENSER")
    condense_budget: int = Field(default=500_000, alias="BOT_CONDENSE_BUDGET", ge=0)  # characters of questions a day
    llm_url: str | None = Field(default=None, alias="BOT_LLM_URL", pattern=WEB)
    llm_model: str | None = Field(default=None, alias="BOT_LLM_MODEL")
    llm_key: SecretStr | None = Field(default=None, alias="BOT_LLM_KEY", min_length=3)
    admin_ids: Annotated[frozenset[int], NoDecode] = Field(default=frozenset(), alias="BOT_ADMIN_IDS")
    webhook_url: str | None = Field(default=None, alias="BOT_WEBHOOK_URL")
    webhook_secret: SecretStr | None = Field(default=None, alias="BOT_WEBHOOK_SECRET")
    http_listen: str | None = Field(default=None, alias="BOT_HTTP_LISTEN")
    allow_hosts: Words = Field(default=(), alias="BOT_ALLOW_HOSTS")
    send_rate: float = Field(default=30, alias="BOT_SEND_RATE", gt=0, le=1000)  # messages a second over all chats
    log_format: Literal["text", "json"] = Field(default="text", alias="BOT_LOG_FORMAT")
    contact_url: str | None = Field(default=None, alias="BOT_CONTACT_URL", pattern=r"^(https?://|mailto:)\S+$")

    @field_validator("allow_hosts", "admin_ids", "ct2_languages", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("token")
    @classmethod
    def _looks_like_a_token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("no token looks like that: `123456789:AA…`, as @BotFather gives it")
        return value

    @field_validator("translator")
    @classmethod
    def _known_translator(cls, value: str) -> str:
        return _available(value, AUTO, NONE, *TRANSLATORS)

    @field_validator("condenser")
    @classmethod
    def _known_condenser(cls, value: str) -> str:
        return _available(value, EXTRACTIVE, LLM)

    @field_validator("webhook_url", "http_listen")
    @classmethod
    def _polling_only(cls, value: str | None) -> str | None:
        if value:
            raise ValueError("not available in this version, which polls Telegram; unset it")
        return value

    @property
    def secrets(self) -> tuple[str, ...]:
        """Everything that no log may show."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return tuple(each.get_secret_value() for each in values if isinstance(each, SecretStr))

    @property
    def catalogue(self) -> Path:
        """The catalogue to read: the one named; where none is and the folder has none, the one we ship."""
        if self.feeds == DEFAULT_FEEDS and not self.feeds.exists():
            package = Path(str(resources.files("bot")))
            shipped = (package / "feeds.yaml", package.parent / "feeds.yaml")  # of a wheel, of a source tree
            return next((each for each in shipped if each.exists()), self.feeds)
        return self.feeds


def load() -> Settings:
    """The settings of this process. Raises ConfigError that names every unknown name and bad value."""
    faults = _unknown_names()
    try:
        settings = Settings()
        faults += _needed(settings)
    except ValidationError as error:
        # The bad value itself is left out: it may be a secret in the wrong place.
        faults += [_in_words(fault) for fault in error.errors(include_input=False)]
    if faults:
        raise ConfigError("\n".join(faults))
    return settings


def _unknown_names() -> list[str]:
    known = {field.alias for field in Settings.model_fields.values()}
    given = {*os.environ, *dotenv_values(DOTENV)}
    unknown = sorted(name for name in given if name.startswith("BOT_") and name not in known)
    return [f"{name}: there is no such setting; the README lists those there are" for name in unknown]


def _needed(settings: Settings) -> list[str]:
    """What the translator and the condenser that were chosen by name can't do without."""
    given = {each.alias for name, each in Settings.model_fields.items() if getattr(settings, name) is not None}
    missing = [name for name in TRANSLATORS.get(settings.translator, ()) if name not in given]
    faults = [f"BOT_TRANSLATOR: {settings.translator} needs {' and '.join(missing)}"] if missing else []
    if settings.condenser == LLM and (missing := [name for name in TRANSLATORS[LLM] if name not in given]):
        faults.append(f"BOT_CONDENSER: {LLM} needs {' and '.join(missing)}")
    return faults


def _in_words(fault: ErrorDetails) -> str:
    return f"{fault['loc'][0]}: {fault['msg'].removeprefix('Value error, ')}"


def _available(value: str, *choices: str) -> str:
    if value not in choices:
        raise ValueError(f"{value!r} is not available in this version; choose {' or '.join(choices)}")
    return value
