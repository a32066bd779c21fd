"""OPML: our own comes back whole, other readers' is understood, hostile ones are refused quickly."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import catalogue
from bot.core import opml
from bot.core.extract import plain
from bot.core.placement import place
from bot.errors import ConfigError
from bot.model import Catalogue, Outlet
from tests.builders import outlet

ROOT = Path(__file__).parent.parent.parent
NOTHING = Catalogue(outlets=())

FEEDLY = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0">
  <head><title>Subscriptions</title></head>
  <body>
    <outline text="Argentina" title="Argentina">
      <outline type="rss" text="El Faro" title="El Faro" xmlUrl="https://faro.example/rss" htmlUrl="https://faro.example"/>
    </outline>
    <outline text="Europe">
      <outline text="France">
        <outline text="Le &amp;lt;b&amp;gt;Jour&amp;lt;/b&amp;gt;" XMLURL="https://jour.example/rss" language="fr"/>
      </outline>
    </outline>
    <outline text="Loose" xmlUrl="https://loose.example/rss" category="/Press/Peru,/Daily"/>
  </body>
</opml>
"""


def listed(body: str, head: str = "") -> tuple[opml.Outline, ...]:
    return opml.read(f"<opml version='2.0'><head>{head}</head><body>{body}</body></opml>".encode()).outlines


def test_what_other_readers_write_is_understood():
    faro, jour, loose = opml.read(FEEDLY).outlines
    assert (faro.name, faro.feed, faro.site, faro.language) == (
        "El Faro",
        "https://faro.example/rss",
        "https://faro.example",
        "",
    )
    assert (faro.folders, faro.line) == (("Argentina",), 6)
    assert (jour.name, jour.language, jour.folders) == ("Le Jour", "fr", ("France", "Europe"))
    assert "Peru" in loose.folders


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_every_encoding_that_a_file_names_is_read(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?><opml><body><outline text="Día" xmlUrl="http://a.example"/></body></opml>'
    [found] = opml.read(text.encode(encoding)).outlines
    assert found.name == "Día"


def test_an_attribute_of_ours_counts_under_any_prefix_and_no_other():
    ours, theirs = listed(
        '<outline xmlns:w="urn:worldbrief:opml" w:stateRun="true" text="A" xmlUrl="http://a.example"/>'
        '<outline stateRun="true" text="B" xmlUrl="http://b.example"/>'
    )
    assert (ours.state_run, theirs.state_run) == (True, False)


def test_what_is_a_comment_is_passed_over_with_all_in_it():
    commented = '<outline text="Old" isComment="true"><outline text="A" xmlUrl="http://a.example"/></outline>'
    assert [each.name for each in listed(commented + '<outline text="B" xmlUrl="http://b.example"/>')] == ["B"]


def test_a_name_is_plain_and_bounded():
    bold, long = listed(
        '<outline text="&lt;script&gt;x&lt;/script&gt;&#x202e;News" xmlUrl="http://a.example"/>'
        f'<outline text="{"word " * 200}" xmlUrl="http://b.example"/>'
    )
    assert bold.name == "News"
    assert len(long.name) <= opml.NAME


BOMB = "<!DOCTYPE opml [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {name} '{f'&{before};' * 10}'>" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no OPML"),
        (b"countries:\n  AR: []\n", "no OPML"),
        (b"\x00\x01\x02\x03", "no OPML"),
        (b"<html><body/></html>", "begins with <html>"),
        (b"<rss version='2.0'><channel/></rss>", "begins with <rss>"),
        (b"<opml><body><outline text='x'></body></opml>", "line 1: no OPML: mismatched tag"),
        (b"<opml><body>\n<outline text='\xe9'/></body></opml>", "line 2: no OPML: not well-formed .*save it as UTF-8"),
        (b"<?xml version='1.0' encoding='gb2312'?><opml/>", "no OPML: .*save it as UTF-8"),
        (b"<?xml version='1.0' encoding='rot13'?><opml/>", "no OPML: .*save it as UTF-8"),
        (b"<?xml version='1.0' encoding='nonsense'?><opml/>", "no OPML: .*save it as UTF-8"),
        (f"{BOMB}]><opml><head><title>&i;</title></head></opml>".encode(), "DOCTYPE"),
        (b"<!DOCTYPE opml [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><opml><title>&x;</title></opml>", "DOCTYPE"),
        (b"<!DOCTYPE opml SYSTEM 'http://127.0.0.1:9/x.dtd'><opml/>", "DOCTYPE"),
        (b"<opml>" + b"<outline text='x'>" * 100_000, "deep"),
        (b"<opml><body>" + b" " * opml.LIMIT, "larger than 5 MB"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_list_of_feeds_is_refused_with_its_line_and_the_mend(data, says):
    with pytest.raises(ConfigError, match=says):
        opml.read(data)


def test_a_document_of_ours_has_a_folder_a_country_and_says_what_opml_has_no_word_for():
    spare = outlet("El Faro", "AR", feeds=("https://a.example/1", "https://a.example/2?x=1&y=2"), language="es")
    site = "https://telam.example"
    state = outlet('Télam "AR"', "AR", site=site, feeds=(f"{site}/rss",), state_run=True, language="es")
    text = opml.write(Catalogue(outlets=(spare, state, outlet("The Daily", "US")), note="Mine & yours"))
    assert text.count('<outline text="Argentina" title="Argentina">') == 1
    assert 'xmlUrl="https://a.example/2?x=1&amp;y=2"' in text
    assert text.count('type="rss" text="El Faro" title="El Faro"') == 2
    assert text.count('worldbrief:stateRun="true"') == 1
    read = opml.read(text.encode())
    assert read.note == "Mine & yours"
    assert place(read, NOTHING).added == (spare, state, outlet("The Daily", "US"))


def test_the_catalogue_that_we_ship_comes_back_whole():
    shipped = catalogue.load(ROOT / "feeds.yaml")
    placed = place(opml.read(opml.write(shipped).encode()), NOTHING)
    assert placed.added == shipped.outlets
    assert (placed.left, placed.guessed, placed.known) == ((), frozenset(), 0)


names = st.text(min_size=1, max_size=60).map(lambda text: plain(text, limit=60)).filter(bool)


@st.composite
def outlets(draw: st.DrawFn) -> tuple[Outlet, ...]:
    """Some outlets with names of any letters, in the order of a catalogue."""
    keys = draw(st.lists(st.tuples(st.sampled_from(["AR", "FR", "KR", "US"]), names), unique=True, max_size=6))
    return tuple(
        outlet(
            name,
            code,
            site=f"https://site{at}.example",
            feeds=tuple(f"https://site{at}.example/{feed}?a=1&b=2" for feed in range(draw(st.integers(1, 3)))),
            language=draw(st.sampled_from(["es", "zh-Hant", "no"])),
            state_run=draw(st.booleans()),
        )
        for at, (code, name) in enumerate(sorted(keys, key=lambda key: key[0]))
    )


@given(outlets(), st.none() | names)
@settings(deadline=None)
def test_any_catalogue_comes_back_whole(some, note):
    read = opml.read(opml.write(Catalogue(outlets=some, note=note)).encode())
    assert place(read, NOTHING).added == some
    assert read.note == note


@given(st.binary(max_size=200) | st.text(alphabet='<>/="& opmlutineADOCTYPE!-?[]', max_size=200).map(str.encode))
@settings(deadline=None)
def test_no_bytes_raise_anything_else(data):
    for document in (data, b"<opml><body>" + data):
        try:
            assert isinstance(opml.read(document), opml.Listing)
        except ConfigError as error:
            assert "line " in str(error)
