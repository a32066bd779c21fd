"""Settings: the contract's names and defaults, and clear faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import config
from bot.errors import ConfigError


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    import os

    for name in list(os.environ):
        if name.startswith(("BOT_", "TELEGRAM_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_those_of_the_contract():
    settings = config.load()
    assert settings.token is None
    assert settings.api_url == "https://api.telegram.org"
    assert (settings.data_dir, settings.feeds) == (Path("data"), Path("feeds.yaml"))
    assert (settings.refresh_minutes, settings.send_rate) == (20, 30)
    assert (settings.translator, settings.condenser, settings.log_format) == ("auto", "extractive", "text")
    assert settings.allow_hosts == ()
    assert settings.admin_ids == frozenset()


def test_lists_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("BOT_ALLOW_HOSTS", "127.0.0.1, 10.0.0.0/8,")
    monkeypatch.setenv("BOT_ADMIN_IDS", "12,34")
    settings = config.load()
    assert settings.allow_hosts == ("127.0.0.1", "10.0.0.0/8")
    assert settings.admin_ids == {12, 34}


def test_an_empty_value_is_the_default(monkeypatch):
    monkeypatch.setenv("BOT_SEND_RATE", "")
    assert config.load().send_rate == 30


def test_the_dotenv_file_is_read_and_the_environment_wins(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("BOT_SEND_RATE=5\nBOT_REFRESH_MINUTES=7\n")
    monkeypatch.setenv("BOT_SEND_RATE", "6")
    settings = config.load()
    assert (settings.send_rate, settings.refresh_minutes) == (6, 7)


@pytest.mark.parametrize("source", ["environment", "dotenv"])
def test_an_unknown_name_is_a_fault_that_names_it(monkeypatch, tmp_path, source):
    if source == "dotenv":
        (tmp_path / ".env").write_text("BOT_REFERSH_MINUTES=7\n")
    else:
        monkeypatch.setenv("BOT_REFERSH_MINUTES", "7")
    with pytest.raises(ConfigError, match="BOT_REFERSH_MINUTES"):
        config.load()


def test_every_fault_is_reported_at_once(monkeypatch):
    monkeypatch.setenv("BOT_SEND_RATE", "fast")
    monkeypatch.setenv("BOT_REFRESH_MINUTES", "0")
    monkeypatch.setenv("BOT_LOG_FORMAT", "xml")
    monkeypatch.setenv("BOT_NOVELTY", "1")
    with pytest.raises(ConfigError) as caught:
        config.load()
    for name in ("BOT_SEND_RATE", "BOT_REFRESH_MINUTES", "BOT_LOG_FORMAT", "BOT_NOVELTY"):
        assert name in str(caught.value)


def test_a_bad_value_is_not_printed_for_it_may_be_a_secret(monkeypatch):
    monkeypatch.setenv("BOT_SEND_RATE", "4200:canary-token")
    with pytest.raises(ConfigError) as caught:
        config.load()
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_WEBHOOK_URL", "https://bot.example"),
        ("BOT_HTTP_LISTEN", "127.0.0.1:8080"),
        ("BOT_TRANSLATOR", "babelfish"),
        ("BOT_CONDENSER", "magic"),
    ],
)
def test_what_this_version_cannot_do_is_refused_and_not_ignored(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=f"{name}: .*not available in this version"):
        config.load()


def test_a_secret_does_not_show(monkeypatch):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "42:canary")
    settings = config.load()
    assert "canary" not in repr(settings)
    assert "canary" not in str(settings.token)


def test_a_catalogue_in_the_folder_goes_before_the_one_we_ship(monkeypatch, tmp_path):
    (tmp_path / "feeds.yaml").write_text("countries: {}\n")
    assert config.load().catalogue == Path("feeds.yaml")
    monkeypatch.setenv("BOT_FEEDS", "other.yaml")
    assert config.load().catalogue == Path("other.yaml")


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("ct2", "BOT_CT2_MODEL"),
        ("libretranslate", "BOT_LIBRETRANSLATE_URL"),
        ("deepl", "BOT_DEEPL_KEY"),
        ("llm", "BOT_LLM_URL and BOT_LLM_MODEL"),
    ],
)
def test_a_translator_without_its_settings_names_them(monkeypatch, name, missing):
    monkeypatch.setenv("BOT_TRANSLATOR", name)
    with pytest.raises(ConfigError, match=f"BOT_TRANSLATOR: {name} needs {missing}$"):
        config.load()


def test_with_auto_no_translator_needs_anything(monkeypatch):
    monkeypatch.setenv("BOT_TRANSLATOR", "auto")
    assert config.load().deepl_key is None


def test_every_secret_is_known_to_the_log(monkeypatch):
    names = ("TELEGRAM_BOT_TOKEN", "BOT_LLM_KEY", "BOT_DEEPL_KEY", "BOT_LIBRETRANSLATE_KEY", "BOT_WEBHOOK_SECRET")
    for name in names:
        monkeypatch.setenv(name, f"42:canary-{name}")
    settings = config.load()
    assert set(settings.secrets) == {f"42:canary-{name}" for name in names}
    assert "canary" not in repr(settings)


@pytest.mark.parametrize("token", ["garbage", "42", ":abc", "42:", "4 2/ü", "42:abc def"])
def test_what_no_token_looks_like_is_refused_at_once(monkeypatch, token: str):
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    with pytest.raises(ConfigError, match="TELEGRAM_BOT_TOKEN: no token looks like that"):
        config.load()


def test_a_condenser_that_needs_a_model_says_which_settings_are_missing(monkeypatch):
    monkeypatch.setenv("BOT_CONDENSER", "llm")
    monkeypatch.setenv("BOT_LLM_URL", "http://127.0.0.1:11434/v1")
    with pytest.raises(ConfigError, match=r"BOT_CONDENSER: llm needs BOT_LLM_MODEL$"):
        config.load()
    monkeypatch.setenv("BOT_LLM_MODEL", "tiny")
    assert config.load().condenser == "llm"
