"""doctor: every check says what it found and, unless all is well, the mend."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot import app, doctor
from bot.config import Settings
from bot.doctor import Ability
from bot.errors import ConfigError, StoreError, WorldbriefError
from bot.model import FeedReport, FeedStatus
from tests.builders import NOON, FakeClock
from tests.program import outlets

NOW = NOON + timedelta(days=365)
CATALOGUE = outlets(*(("AR", f"Paper {number}", f"https://paper{number}.example/rss") for number in range(5)))


@pytest.fixture
def settings(tmp_path) -> Settings:
    (tmp_path / "feeds.yaml").write_text(CATALOGUE)
    return Settings(BOT_FEEDS=tmp_path / "feeds.yaml", BOT_DATA_DIR=tmp_path / "data", TELEGRAM_BOT_TOKEN="42:canary")


def reports(*statuses: FeedStatus, age: timedelta = timedelta(minutes=5)):
    async def read(_settings: Settings):
        keys = [f"AR/Paper {number}" for number in range(len(statuses))]
        return {
            key: FeedReport(outlet=key, feed="https://a.example", status=status, attempted=NOW - age)
            for key, status in zip(keys, statuses, strict=True)
        }

    return read


def able(*found: Ability):
    async def look(_settings: Settings):
        return found

    return look


def raising(error: Exception):
    async def fail(_settings: Settings):
        raise error

    return fail


@asynccontextmanager
async def opens(_folder):
    yield


async def known(_settings: Settings) -> str:
    return "world_bot"


OK, FAILED = FeedStatus.OK, FeedStatus.FAILED


async def found(settings: Settings, about: str, **parts) -> doctor.Finding:
    defaults = {
        "clock": FakeClock(NOW),
        "whoami": known,
        "readers": opens,
        "reports": reports(*[OK] * 5),
        "abilities": able(),
    }
    findings = await doctor.examine(settings, **(defaults | parts))
    [finding] = [each for each in findings if each.about == about]
    return finding


async def test_where_all_is_well_everything_is_ok(settings):
    findings = await doctor.examine(
        settings, clock=FakeClock(NOW), whoami=known, readers=opens, reports=reports(*[OK] * 5), abilities=able()
    )
    assert {each.about for each in findings if each.level != "ok"} == set()
    assert len({each.about for each in findings}) == len(findings)
    assert all(str(each).startswith(each.level) for each in findings)


async def test_a_data_folder_that_cannot_be_made_is_a_fault(tmp_path, settings):
    (tmp_path / "file").write_text("")
    bad = settings.model_copy(update={"data_dir": tmp_path / "file" / "data"})
    finding = await found(bad, "data folder", readers=app.readers)
    assert finding.level == "fault"
    assert "set BOT_DATA_DIR" in finding.says
    assert (await found(bad, "disk")).level == "fault"
    assert (await found(bad, "subscriptions and ledger", readers=app.readers)).level == "fault"


async def test_a_full_disk_is_a_warning(settings, monkeypatch):
    monkeypatch.setattr(doctor, "FREE_SPACE", 10**18)
    finding = await found(settings, "disk")
    assert finding.level == "warning"
    assert "make room" in finding.says


async def test_the_stores_are_opened_and_let_go_of(settings):
    for _ in range(2):
        assert (await found(settings, "subscriptions and ledger", readers=app.readers)).level == "ok"
    async with app.readers(settings.data_dir):
        pass


async def test_a_running_bot_keeps_its_lock_and_is_no_fault(settings):
    async with app.readers(settings.data_dir) as kept:
        finding = await found(settings, "subscriptions and ledger", readers=app.readers)
        assert (finding.level, finding.says) == ("ok", "in use by a running bot")
        assert not await kept.store.delete(1)  # it can still write


async def test_subscriptions_that_cannot_be_read_are_a_fault_that_changes_nothing(settings):
    settings.data_dir.mkdir()
    journal = settings.data_dir / "subscriptions.journal"
    journal.write_bytes(b"nothing that we wrote\n" * 3)
    finding = await found(settings, "subscriptions and ledger", readers=app.readers)
    assert finding.level == "fault"
    assert "backup" in finding.says
    assert journal.read_bytes() == b"nothing that we wrote\n" * 3


async def test_every_fault_of_the_catalogue_is_named(settings):
    settings.feeds.write_text("countries:\n  XX: []\n  YY: []\n")
    finding = await found(settings, "catalogue", reports=raising(ConfigError("the same again")))
    assert finding.level == "fault"
    for line in (2, 3):
        assert f"feeds.yaml:{line}: " in finding.says
    assert str(finding).count(f"\n{'':9}feeds.yaml") == len(finding.says.splitlines()) - 1
    assert (
        "mend what stands above"
        in (await found(settings, "feeds", reports=raising(ConfigError("the same again")))).says
    )


@pytest.mark.parametrize(
    ("given", "level", "says"),
    [
        (reports(), "warning", "not read yet; `refresh`"),
        (reports(*[OK] * 5), "ok", "5 of 5 outlets could be read"),
        (reports(OK, OK, OK, OK, FAILED), "ok", "4 of 5 outlets could be read"),
        (reports(OK, OK, OK, FAILED, FAILED), "warning", "`feeds check`"),
        (reports(OK, OK), "warning", "2 of 5"),
        (reports(*[OK] * 5, age=timedelta(hours=1)), "warning", "no bot seems to be running"),
        (raising(StoreError("news.sqlite: disk full")), "fault", "disk full"),
    ],
)
async def test_feeds_say_when_they_were_read_and_how_many(settings, given, level, says):
    finding = await found(settings, "feeds", reports=given)
    assert finding.level == level
    assert says in finding.says


async def test_a_clock_before_this_version_was_made_is_a_fault(settings):
    finding = await found(settings, "clock", clock=FakeClock(datetime(1970, 1, 2, tzinfo=UTC)))
    assert finding.level == "fault"
    assert "set the machine's clock" in finding.says


async def test_missing_zone_data_is_a_fault(settings, monkeypatch):
    def missing(_name):
        raise doctor.ZoneInfoNotFoundError

    monkeypatch.setattr(doctor, "ZoneInfo", missing)
    finding = await found(settings, "time-zone data")
    assert finding.level == "fault"
    assert "tzdata" in finding.says


@pytest.mark.parametrize(
    ("whoami", "level", "says"),
    [
        (known, "ok", "@world_bot"),
        (raising(ConfigError("TELEGRAM_BOT_TOKEN: unknown; get one from @BotFather")), "fault", "@BotFather"),
        (raising(WorldbriefError("Telegram can't be reached")), "warning", "could not be checked"),
    ],
)
async def test_the_token_is_shown_to_telegram(settings, whoami, level, says):
    finding = await found(settings, "token", whoami=whoami)
    assert finding.level == level
    assert says in finding.says
    assert "canary" not in finding.says


async def test_without_a_token_the_chat_is_offered(settings):
    finding = await found(settings.model_copy(update={"token": None}), "token")
    assert finding.level == "warning"
    assert "`chat` works" in finding.says


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_data_folder_that_cannot_be_written_to_is_a_fault(settings):
    settings.data_dir.mkdir(mode=0o500)
    assert (await found(settings, "data folder")).level == "fault"


THREE = "countries:\n" + "".join(
    outlets((country, f"Paper {tag}", f"https://{tag}.example/rss"), language=tag).removeprefix("countries:\n")
    for country, tag in (("AR", "es"), ("ES", "eu"), ("NO", "no"))
)


@pytest.mark.parametrize(
    ("given", "level", "says"),
    [
        ((), "warning", "stay untranslated: Spanish, Basque, Norwegian"),
        ((Ability(name="llm", languages=None),), "ok", "llm: any language"),
        (
            (Ability(name="deepl", languages=frozenset({"es", "nb"}), left=1234),),
            "warning",
            "stay untranslated: Basque",
        ),
        (
            (Ability(name="deepl", languages=frozenset({"es", "nb"}), left=1234),),
            "warning",
            "2 of 3 languages (es, no)",
        ),
        ((Ability(name="deepl", languages=frozenset({"es"}), left=1234),), "warning", "1,234 characters left today"),
        ((Ability(name="deepl", problem="answered 403"),), "warning", "deepl can't be asked: answered 403"),
        (
            (Ability(name="deepl", problem="answered 403"), Ability(name="llm", languages=None)),
            "warning",
            "deepl can't be asked",
        ),
    ],
)
async def test_the_translator_says_which_languages_stay_untranslated(settings, given, level, says):
    settings.feeds.write_text(THREE)
    finding = await found(settings, "translator", abilities=able(*given))
    assert finding.level == level
    assert says in finding.says
