"""The command line as the contract has it: exit codes, one JSON document, clear faults, no secrets."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Thread

import pytest

from bot import cli
from bot.__main__ import main
from bot.core import opml
from tests.fakes import rss
from tests.feedserver import FeedServer
from tests.program import outlets, run

CANARY = "42:canary-of-the-token"
PRESS = {  # whose outlet each country has, and which bill it tells of besides what all tell
    "AR": ("El Faro", "pension"),
    "BR": ("Serra", "railway"),
    "DE": ("Lindenbote", "school"),
    "FR": ("Le Jour", "forest"),
    "JP": ("Aoba", "harbour"),
    "US": ("The Daily", "tax"),
}

GET_ME = {"id": 42, "is_bot": True, "first_name": "World", "username": "world_bot"}


def hours_ago(hours: float) -> str:
    return format_datetime(datetime.now(UTC) - timedelta(hours=hours))


def pages() -> dict[str, bytes]:
    """A quake that everybody tells of but the United States, and one story of each country's own."""
    quake = (
        "Magnitude 6.1 quake shakes the coast of Peru near Lima",
        "A strong quake shook the coast of Peru near Lima.",
    )
    own = {
        code: (f"{name} reports on the {bill} bill", f"Deputies voted for the {bill} bill.")
        for code, (name, bill) in PRESS.items()
    }
    second = ("The Harbor has a new ferry", "It runs to the islands.", hours_ago(4))
    return {
        f"/{code.lower()}.xml": rss(*([] if code == "US" else [(*quake, hours_ago(2))]), (*own[code], hours_ago(3)))
        for code in PRESS
    } | {"/us2.xml": rss(second)}


@contextmanager
def serving() -> Iterator[FeedServer]:
    """A server with a thread of its own, so that the program under test can have this one."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    server = FeedServer()
    try:
        asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
        for path, body in pages().items():
            server.put(path, body, etag=f'"{path}"')
        yield server
        asyncio.run_coroutine_threadsafe(server.__aexit__(), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def catalogue(server: FeedServer, *more: tuple[str, str, str]) -> str:
    return outlets(*((code, name, server.url(f"/{code.lower()}.xml")) for code, (name, _) in PRESS.items()), *more)


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """A folder with a catalogue and with the news of one pass over it; the feeds are gone since."""
    folder = tmp_path_factory.mktemp("archive")
    with serving() as server:
        second = ("US", "The Harbor", server.url("/us2.xml"))  # one outlet's silence says nothing
        (folder / "feeds.yaml").write_text(catalogue(server, second))
        done = run("refresh", cwd=folder, BOT_ALLOW_HOSTS="127.0.0.1")
        assert (done.returncode, done.stderr) == (0, b"")
    return folder


@pytest.fixture(autouse=True)
def surroundings(tmp_path, monkeypatch):
    """A bare environment with secrets that must never show, an empty folder, and the log as it was."""
    for name in [name for name in os.environ if name.startswith(("BOT_", "TELEGRAM_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", CANARY)
    monkeypatch.setenv("BOT_LLM_KEY", "canary-of-the-key")
    monkeypatch.setenv("BOT_WEBHOOK_SECRET", "canary-of-the-hook")
    monkeypatch.setenv("TELEGRAM_API_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("BOT_ALLOW_HOSTS", "127.0.0.1")
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@dataclass(frozen=True)
class Done:
    """What a subcommand came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> object:
        """The one document on standard output, of a subcommand that was done."""
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)


@pytest.fixture
def worldbrief(capfd):
    """The program, in this process; whatever it prints is looked through for secrets."""

    def call(*args: str) -> Done:
        try:
            code = main(args)
        except SystemExit as leaving:  # argparse's
            code = leaving.code
        out, err = capfd.readouterr()
        assert "canary" not in out + err
        return Done(code, out, err)

    return call


@pytest.fixture
def read(archive, tmp_path, worldbrief):
    """The program over a copy of the archive."""
    shutil.copytree(archive, tmp_path, dirs_exist_ok=True)
    return worldbrief


# ---------------------------------------------------------------------------- the shapes of the contract

MOMENT = object()
OPTIONAL = (str, type(None))
ARTICLE = {
    "id": str, "outlet": str, "country": str, "state_run": bool, "language": str, "title": str, "title_original": str,
    "summary": str, "url": str, "published": MOMENT, "image": OPTIONAL, "translated_by": OPTIONAL,
}  # fmt: skip
STORY = {
    "id": str, "headline": str, "brief": str, "first_seen": MOMENT, "last_seen": MOMENT, "countries": [str],
    "outlets": int, "takes": [{"label": str, "countries": [str], "articles": [str]}], "articles": [ARTICLE],
}  # fmt: skip
NEAREST = (ARTICLE, type(None))
EVIDENCE = {"searched": [str], "unread": [str], "nearest": NEAREST, "likeness": float}
OVERLOOKED = STORY | {"home": str, "home_feeds_healthy": float, "why": EVIDENCE}
EDITION = {"country": str, "generated": MOMENT, "stories": [STORY]}
REFRESH = {
    "feeds": int, "ok": int, "not_modified": int, "failed": int, "articles_seen": int, "articles_new": int,
    "stories": int, "seconds": float,
}  # fmt: skip
FEED = {
    "country": str, "outlet": str, "feed": str, "status": str, "http": (int, type(None)), "items": int,
    "newest": (MOMENT, type(None)), "problem": OPTIONAL,
}  # fmt: skip


def fits(value: object, shape: object) -> bool:
    """Whether a value has exactly this shape: these keys, these types, times with seconds and a Z."""
    if isinstance(shape, dict):
        return isinstance(value, dict) and list(value) == list(shape) and all(fits(value[k], shape[k]) for k in shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(each, shape[0]) for each in value)
    if isinstance(shape, tuple):
        return any(fits(value, each) for each in shape)
    if shape is MOMENT:
        return isinstance(value, str) and bool(datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ"))  # noqa: DTZ007
    return type(value) is shape


# ---------------------------------------------------------------------------- reading


def test_refresh_reads_every_feed_and_the_second_time_only_asks_what_has_changed(server, worldbrief):
    Path("feeds.yaml").write_text(catalogue(server, ("PE", "Gone", server.url("/gone.xml"))))
    first, second = worldbrief("refresh", "--json").json, worldbrief("refresh", "--json").json
    assert fits(first, REFRESH)
    assert fits(second, REFRESH)
    assert (first["feeds"], first["ok"], first["failed"], first["articles_seen"], first["articles_new"]) == (
        7,
        6,
        1,
        11,
        11,
    )
    assert (second["ok"], second["not_modified"], second["failed"], second["articles_new"]) == (0, 6, 1, 0)


def test_refresh_fails_only_if_every_feed_failed(server, worldbrief):
    gone = ("PE", "Gone", server.url("/gone.xml"))
    Path("feeds.yaml").write_text(catalogue(server, gone))
    done = worldbrief("refresh", "--country", "PE", "argentina")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("2 outlets in ")
    assert worldbrief("refresh", "--country", "PE").code == cli.FAILED
    done = worldbrief("refresh", "--country", "PE", "--json")
    assert done.code == cli.FAILED
    assert json.loads(done.out)["failed"] == 1


def test_brief_gives_an_edition_a_country_in_the_order_they_were_asked_for(read):
    found = read("brief", "France", "AR", "--json").json
    assert fits(found, [EDITION])
    assert [each["country"] for each in found] == ["FR", "AR"]
    assert all(each["stories"] for each in found)
    text = read("brief", "🇫🇷").out
    assert text.startswith("France · ")
    assert "1 of 1 outlets could be read" in text
    assert "forest bill" in text


def test_brief_reads_a_country_that_was_never_read(server, worldbrief):
    Path("feeds.yaml").write_text(catalogue(server))
    [found] = worldbrief("brief", "Japan", "--json").json
    assert len(found["stories"]) == 2
    assert {request.path for request in server.requests} == {"/jp.xml"}


def test_brief_of_a_country_whose_feeds_fail_says_so_and_is_done(server, worldbrief):
    Path("feeds.yaml").write_text(catalogue(server, ("PE", "Gone", server.url("/gone.xml"))))
    done = worldbrief("brief", "Peru")
    assert done.code == cli.DONE
    assert "None of its outlets can be read since" in done.out
    assert worldbrief("brief", "Peru", "--json").json[0]["stories"] == []


def test_world_stories_and_story_are_of_one_kind(read):
    world, everything = read("world", "--json").json, read("stories", "--json").json
    assert fits(world, [STORY])
    assert fits(everything, [STORY])
    assert len(world[0]["countries"]) == 5
    assert {each["id"] for each in world} <= {each["id"] for each in everything}
    alone = read("story", world[0]["id"], "--json").json
    why, spread, mirror, differences = (alone.pop(key) for key in ("why", "spread", "mirror", "differences"))
    assert alone == world[0]
    articles = {each["id"] for each in alone["articles"]}
    assert (spread["first"] in articles, spread["countries"], spread["of"], spread["seconds"]) == (True, 5, 5, 0)
    assert set(mirror) == articles
    assert differences == []
    assert set(why) == {alone["id"], *(each["id"] for each in alone["articles"])}
    assert {each["stage"] for each in why[alone["id"]]} == {"grouped", "taken", "condensed", "ranked"}
    assert {each["stage"] for each in why[alone["articles"][0]["id"]]} == {"read", "kind", "english", "placed"}
    text = read("story", world[0]["id"]).out
    assert "quake" in text
    assert text.count("https://news.example/") == 5
    assert world[0]["headline"] in read("world").out
    assert world[0]["headline"] in read("stories").out


def test_what_a_country_overlooks_says_whose_and_how_well_it_was_read(read):
    found = read("overlooked", "--json").json
    assert fits(found, [OVERLOOKED])
    assert [(each["home"], each["home_feeds_healthy"]) for each in found] == [("US", 1.0)]
    assert "quake" in read("overlooked").out
    assert read("overlooked", "--home", "Japan", "--json").json == []
    assert "Nothing that JP overlooks" in read("overlooked", "--home", "🇯🇵").out


def test_without_any_news_a_reader_is_told_what_to_do(server, worldbrief):
    Path("feeds.yaml").write_text(catalogue(server))
    for command in ("world", "stories"):
        assert "`refresh`" in worldbrief(command).out
        assert worldbrief(command, "--json").json == []
    assert worldbrief("overlooked", "--json").json == []
    assert "0% of its outlets read" in worldbrief("overlooked").out


@pytest.mark.parametrize("name", ["aaaaaaaaaaaa", "", "\udcff", "' OR 1=1"])
def test_a_story_that_there_is_not_is_a_failure_and_no_json(read, name):
    done = read("story", name, "--json")
    assert (done.code, done.out) == (cli.FAILED, "")
    assert done.err.startswith("There is no story ")
    assert "`stories` lists" in done.err


# ---------------------------------------------------------------------------- bad usage


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("brief", "Argentinia"), "'Argentinia' is no country that we know. Did you mean Argentina?"),
        (("brief", "AR", "Qwxz"), "'Qwxz' is no country that we know."),
        (("brief", "Chile"), "The catalogue has no outlet of Chile."),
        (("brief", "!?"), "'!?' is no country that we know."),
        (("brief", "\udcff"), "is no country that we know."),
        (("refresh", "--country", "Frence"), "Did you mean France?"),
        (("refresh", "--country", "and"), "'and' is no country that we know."),
        (("feeds", "check", "--country", "Jpan"), "Did you mean Japan?"),
        (("overlooked", "--home", "Brasill"), "Did you mean Brazil?"),
        (("overlooked", "--home", "AR, FR"), "--home takes one country, and 'AR, FR' is 2"),
        (("overlooked", "--home", "-"), "'-' is no country that we know."),
    ],
)
def test_what_is_no_country_of_ours_is_bad_usage_with_the_nearest_names(read, args, says):
    done = read(*args)
    assert (done.code, done.out) == (cli.USAGE, "")
    assert says in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "args",
    [
        ("brief",),
        ("story",),
        ("feeds",),
        ("feeds", "import"),
        ("refresh", "--country"),
        ("nonsense",),
        ("run", "--json"),
    ],
)
def test_bad_usage_shows_how_it_is_meant(worldbrief, args):
    done = worldbrief(*args)
    assert (done.code, done.out) == (cli.USAGE, "")
    assert done.err.startswith("usage: worldbrief")


@pytest.mark.parametrize(
    "command",
    [
        "run", "chat", "refresh", "brief", "world", "overlooked", "story", "stories", "doctor",
        "feeds", "feeds check", "feeds import", "feeds export",
    ],
)  # fmt: skip
def test_help_explains_each_subcommand(worldbrief, command):
    done = worldbrief(*command.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"usage: worldbrief {command} ")
    assert "\n\n" in done.out
    if command != "feeds":
        assert "For example: " in done.out
    assert command.split()[-1] in worldbrief(*command.split()[:-1], "--help").out


def test_the_version_is_said(worldbrief):
    assert worldbrief("--version").out.startswith("worldbrief ")


@pytest.mark.parametrize("args", [("refresh", "--json"), ("brief", "AR"), ("feeds", "export"), ("doctor",), ("run",)])
def test_every_wrong_setting_is_named_before_anything_is_done(server, worldbrief, monkeypatch, args):
    Path("feeds.yaml").write_text(catalogue(server))
    monkeypatch.setenv("BOT_REFERSH_MINUTES", "5")
    monkeypatch.setenv("BOT_SEND_RATE", "canary-in-the-wrong-place")
    monkeypatch.setenv("BOT_LOG_FORMAT", "xml")
    done = worldbrief(*args)
    assert (done.code, done.out) == (cli.USAGE, "")
    assert [line.partition(":")[0] for line in done.err.splitlines()] == [
        "BOT_REFERSH_MINUTES",
        "BOT_SEND_RATE",
        "BOT_LOG_FORMAT",
    ]
    assert not Path("data").exists()


@pytest.mark.parametrize(
    "args", [("refresh",), ("world", "--json"), ("feeds", "check"), ("feeds", "export"), ("chat",), ("run",)]
)
def test_every_fault_of_the_catalogue_is_named_with_its_line(worldbrief, args):
    Path("feeds.yaml").write_text("countries:\n  XX:\n    - name: A\n  ar: []\n")
    done = worldbrief(*args)
    assert (done.code, done.out) == (cli.USAGE, "")
    assert [line.split(": ")[0] for line in done.err.splitlines()] == [
        "feeds.yaml:2", "feeds.yaml:3", "feeds.yaml:3", "feeds.yaml:3", "feeds.yaml:4", "feeds.yaml:4",
    ]  # fmt: skip


def test_a_data_folder_that_cannot_be_made_is_a_wrong_setting(server, worldbrief, monkeypatch):
    Path("feeds.yaml").write_text(catalogue(server))
    monkeypatch.setenv("BOT_DATA_DIR", "feeds.yaml/data")
    done = worldbrief("world", "--json")
    assert (done.code, done.out) == (cli.USAGE, "")
    assert done.err.startswith("BOT_DATA_DIR: ")


# ---------------------------------------------------------------------------- Telegram


def test_run_without_a_token_says_where_to_get_one(worldbrief, monkeypatch):
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN")
    done = worldbrief("run")
    assert (done.code, done.out, done.err.count("\n")) == (cli.USAGE, "", 1)
    assert "@BotFather" in done.err
    assert "`chat`" in done.err


@pytest.mark.parametrize(("status", "description"), [(401, "Unauthorized"), (404, "Not Found")])
def test_a_token_that_telegram_does_not_know_ends_the_start_with_one_line(
    server, worldbrief, monkeypatch, status, description
):
    Path("feeds.yaml").write_text(catalogue(server))
    monkeypatch.setenv("TELEGRAM_API_URL", server.url(""))
    answer = json.dumps({"ok": False, "error_code": status, "description": description}).encode()
    server.put(f"/bot{CANARY}/getMe", answer, status=status, content_type="application/json")
    done = worldbrief("run")
    assert (done.code, done.out) == (cli.USAGE, "")
    *log, last = done.err.splitlines()  # what the service did meanwhile, and why it ended
    assert all(" INFO bot." in line for line in log)
    assert last == "TELEGRAM_BOT_TOKEN: Telegram does not know this token; get one from @BotFather"
    done = worldbrief("doctor")
    assert done.code == cli.FAILED
    assert "fault    token: TELEGRAM_BOT_TOKEN: Telegram does not know this token" in done.out


def test_doctor_is_content_where_all_is_well(read, server, monkeypatch):
    monkeypatch.setenv("TELEGRAM_API_URL", server.url(""))
    answer = json.dumps({"ok": True, "result": GET_ME}).encode()
    server.put(f"/bot{CANARY}/getMe", answer, content_type="application/json")
    done = read("doctor")
    assert (done.code, done.err) == (cli.DONE, "")
    assert {line.split()[0] for line in done.out.splitlines()} == {"ok"}
    assert "ok       token: belongs to @world_bot" in done.out
    assert "7 of 7 outlets could be read" in done.out


def test_doctor_goes_on_where_telegram_cannot_be_reached_and_fails_for_a_fault_alone(read):
    done = read("doctor")
    assert done.code == cli.DONE
    assert "warning  token: could not be checked" in done.out
    Path("feeds.yaml").write_text("countries: {}\n")
    done = read("doctor")
    assert done.code == cli.FAILED
    assert "fault    catalogue: feeds.yaml:1: " in done.out


# ---------------------------------------------------------------------------- feeds


def test_feeds_check_reports_each_feed_and_fails_only_if_none_can_be_read(server, worldbrief):
    Path("feeds.yaml").write_text(catalogue(server, ("PE", "Gone", server.url("/gone.xml"))))
    found = worldbrief("feeds", "check", "--country", "PE", "FR", "--json").json
    assert fits(found, [FEED])
    assert [(each["country"], each["status"], each["http"], each["items"]) for each in found] == [
        ("FR", "ok", 200, 2),
        ("PE", "failed", 404, 0),
    ]
    assert (found[0]["problem"], found[1]["newest"]) == (None, None)
    done = worldbrief("feeds", "check")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "6 of 7 outlets can be read; none can be read of PE"
    assert worldbrief("feeds", "check", "--country", "PE").code == cli.FAILED


def test_a_catalogue_goes_out_as_opml_and_comes_back_the_same(read, monkeypatch):
    exported = read("feeds", "export")
    assert (exported.code, exported.err) == (0, "")
    assert len(opml.read(exported.out.encode()).outlines) == 7
    Path("all.opml").write_text(exported.out)
    again = read("feeds", "import", "all.opml")
    assert (again.code, again.out) == (cli.DONE, "Added: 0. There already: 7. Left out: 0.\n")
    monkeypatch.setenv("BOT_FEEDS", "new.yaml")
    done = read("feeds", "import", "all.opml")
    assert (done.code, done.err) == (cli.DONE, "")
    assert done.out.count("+ ") == 7
    assert read("feeds", "export").out == exported.out


def test_an_import_into_a_folder_without_a_catalogue_adds_to_a_copy_of_the_one_that_we_ship(
    worldbrief, tmp_path, monkeypatch
):
    shipped = tmp_path / "shipped" / "feeds.yaml"
    shipped.parent.mkdir()
    shipped.write_text(outlets(("AR", "El Faro", "https://faro.example/rss")))
    monkeypatch.setattr("bot.config.resources.files", lambda _package: shipped.parent)
    before = shipped.read_text()
    Path("one.opml").write_text(
        '<opml><body><outline text="Chile"><outline text="Sol" xmlUrl="https://sol.example/rss"/></outline></body></opml>'
    )
    assert worldbrief("feeds", "import", "one.opml").code == cli.DONE
    assert "Sol" in Path("feeds.yaml").read_text()
    assert "El Faro" in Path("feeds.yaml").read_text()
    assert shipped.read_text() == before


def test_an_import_that_can_place_nothing_fails_and_changes_nothing(read):
    before = Path("feeds.yaml").read_bytes()
    Path("tech.opml").write_text('<opml><body><outline text="Tech" xmlUrl="https://tech.example/rss"/></body></opml>')
    done = read("feeds", "import", "tech.opml")
    assert done.code == cli.FAILED
    assert "- line 1: Tech: no country in 'no folder'; put it into a folder named like Argentina" in done.out
    Path("none.opml").write_text("<opml><body/></opml>")
    assert read("feeds", "import", "none.opml").code == cli.FAILED
    assert Path("feeds.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "No such file or directory"),
        (b"<html></html>", "no OPML: it begins with <html>"),
        (b"\x89PNG", "no OPML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>', "DOCTYPE"),
    ],
)
def test_what_is_no_opml_is_bad_usage(read, content, says):
    if content is not None:
        Path("x.opml").write_bytes(content)
    done = read("feeds", "import", "x.opml")
    assert (done.code, done.out) == (cli.USAGE, "")
    assert done.err.startswith("x.opml: ")
    assert says in done.err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_output_that_is_no_utf8_gets_json_and_opml_that_say_the_same(archive, tmp_path, encoding):
    shutil.copytree(archive, tmp_path, dirs_exist_ok=True)
    Path("feeds.yaml").write_text(outlets(("AR", "Día 日本 🇦🇷", "https://dia.example/rss")))
    exported = run("feeds", "export", cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert opml.read(exported.stdout).outlines[0].name == "Día 日本 🇦🇷"
    done = run("stories", "--json", cwd=tmp_path, PYTHONIOENCODING=encoding)
    assert json.loads(done.stdout.decode("ascii"))
