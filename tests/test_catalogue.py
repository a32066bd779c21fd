"""feeds.yaml: what it may say, every fault at once, and the one we ship."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import catalogue
from bot.core import countries
from bot.errors import CatalogueError, ConfigError
from tests.builders import outlet

ROOT = Path(__file__).parent.parent

GOOD = """\
note: A sample
countries:
  AR:
    - name: El Faro
      site: https://faro.example
      feed: https://faro.example/rss
      language: es
  "NO":
    - name: Dagen
      site: https://dagen.example
      feed: [https://dagen.example/1, https://dagen.example/2]
      language: no
      state_run: true
"""


def faults(text: str) -> tuple[str, ...]:
    with pytest.raises(CatalogueError) as caught:
        catalogue.parse(text, source="feeds.yaml")
    return caught.value.faults


def test_a_good_file_becomes_outlets():
    loaded = catalogue.parse(GOOD, source="feeds.yaml")
    assert loaded.countries == ("AR", "NO")
    assert loaded.note == "A sample"
    faro, dagen = loaded.outlets
    assert (faro.name, faro.feeds, faro.language, faro.state_run) == (
        "El Faro",
        ("https://faro.example/rss",),
        "es",
        False,
    )
    assert (dagen.feeds, dagen.state_run) == (("https://dagen.example/1", "https://dagen.example/2"), True)


def test_norway_is_a_country_and_norwegian_a_language_without_quotation_marks():
    loaded = catalogue.parse(GOOD.replace('"NO"', "NO"), source="feeds.yaml")
    assert loaded.of("NO")[0].language == "no"


def test_every_fault_is_named_with_its_line():
    found = faults(
        "countries:\n"
        "  ar:\n"
        "    - name: El Faro\n"
        "      site: faro.example\n"
        "      feed: ftp://faro.example/rss\n"
        "      language: Spanish language\n"
        "      colour: blue\n"
        "  FR:\n"
        "    - name: Le Jour\n"
        "      state_run: maybe\n"
    )
    lines = [fault.split(": ")[0] for fault in found]
    assert lines == [f"feeds.yaml:{line}" for line in (2, 4, 5, 6, 7, 9, 9, 9, 10)]
    assert "AR" in found[0]
    assert "colour" in found[4]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("El Faro", "''"), "'name' must be a text"),
        (("https://faro.example/rss", "https:///rss"), "no address"),
        (("https://faro.example/rss", "[]"), "empty list"),
        (("https://dagen.example/1", "https://faro.example/rss"), "in line 6 already"),
        (("      language: es\n", ""), "needs 'language'"),
        (("state_run: true", "state_run: 'yes'"), "true or false"),
        (('"NO":', "AR:"), "a second time"),
        (('"NO":', "Argentina:"), "did you mean AR (Argentina)?"),
        (("note: A sample", "notes: A sample"), "known are countries, note"),
        (("    - name: Dagen", "    - name: Dagen\n      name: Dagen"), "has 'name' twice"),
    ],
)
def test_a_fault_says_what_is_wrong(change, says):
    assert says in "\n".join(faults(GOOD.replace(*change)))


def test_a_name_may_not_come_twice_in_a_country():
    twice = (
        GOOD + "    - name: Dagen\n      site: https://x.example\n      feed: https://x.example/r\n      language: nb\n"
    )
    assert "second 'Dagen'" in faults(twice)[0]


@pytest.mark.parametrize("text", ["", "# nothing\n", "countries:\n", "countries: {}\n", "- a\n", "text\n", "note: x\n"])
def test_a_file_without_outlets_is_a_fault(text):
    assert faults(text)


def test_what_is_not_yaml_is_named_with_its_line():
    assert faults("countries:\n  AR: [\n")[0].startswith("feeds.yaml:3: not YAML")


def test_a_bomb_of_aliases_is_harmless():
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert faults(bomb)


@given(st.one_of(st.text(), st.recursive(st.text() | st.booleans() | st.none(), st.lists).map(yaml.safe_dump)))
@settings(deadline=None)
def test_no_text_raises_anything_else(text):
    try:
        catalogue.parse(text, source="feeds.yaml")
    except CatalogueError as error:
        assert error.faults


@given(
    st.dictionaries(
        st.sampled_from(["AR", "FR", "XX", "no", "NO"]),
        st.lists(
            st.dictionaries(
                st.sampled_from(["name", "site", "feed", "language", "state_run", "x"]),
                st.sampled_from(
                    ["https://a.example/1", "https://b.example/2", "es", "true", "", None, True, ["u"], {}]
                ),
            )
        ),
    )
)
@settings(deadline=None)
def test_no_structure_raises_anything_else(countries_):
    try:
        loaded = catalogue.parse(yaml.safe_dump({"countries": countries_}), source="feeds.yaml")
    except CatalogueError as error:
        assert error.faults
    else:
        assert loaded.outlets


@pytest.mark.parametrize("write", [lambda path: None, lambda path: path.write_bytes(b"\xff\xfe\x00"), Path.mkdir])
def test_a_file_that_cannot_be_read_is_a_fault(tmp_path, write):
    write(tmp_path / "feeds.yaml")
    with pytest.raises(CatalogueError, match=r"feeds\.yaml"):
        catalogue.load(tmp_path / "feeds.yaml")


def test_the_catalogue_that_we_ship_is_the_world():
    loaded = catalogue.load(ROOT / "feeds.yaml")
    assert len(loaded.countries) >= 150
    assert len(loaded.outlets) >= 850
    assert list(loaded.countries) == sorted(loaded.countries)
    assert all(countries.country(code).flag for code in loaded.countries)
    assert any(outlet.state_run for outlet in loaded.outlets)
    assert any(len(outlet.feeds) > 1 for outlet in loaded.outlets)


# ---------------------------------------------------------------------------- further outlets


def test_outlets_are_added_to_a_file_that_keeps_its_rights_and_its_comments(tmp_path):
    path = tmp_path / "feeds.yaml"
    path.write_text(f"# mine\n{GOOD}")
    path.chmod(0o640)
    catalogue.extend(path, [outlet("Jour", "FR"), outlet("Sol", "AR")], onto=path, guessed={"FR/Jour"})
    assert path.read_text().startswith("# mine\n")
    assert [each.key for each in catalogue.load(path).outlets] == ["AR/El Faro", "AR/Sol", "FR/Jour", "NO/Dagen"]
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_to_a_catalogue_stays_a_link(tmp_path):
    real, link = tmp_path / "real.yaml", tmp_path / "feeds.yaml"
    real.write_text(GOOD)
    link.symlink_to(real)
    catalogue.extend(link, [outlet("Jour", "FR")], onto=link, guessed=())
    assert link.is_symlink()
    assert "FR" in catalogue.load(real).countries


def test_a_new_catalogue_can_begin_with_the_one_that_we_ship_or_with_nothing(tmp_path):
    shipped, path = tmp_path / "shipped.yaml", tmp_path / "feeds.yaml"
    shipped.write_text(GOOD)
    catalogue.extend(path, [outlet("Jour", "FR")], onto=shipped, guessed=())
    assert catalogue.load(path).countries == ("AR", "FR", "NO")
    catalogue.extend(path, [outlet("Jour", "FR")], onto=None, note="Mine", guessed=())
    assert catalogue.load(path).countries == ("FR",)
    assert catalogue.load(path).note == "Mine"
    assert shipped.read_text() == GOOD


@pytest.mark.parametrize(
    ("text", "added"),
    [
        (GOOD, outlet("El Faro", "AR")),  # the name is taken
        (GOOD, outlet("Jour", "FR", feeds=("https://faro.example/rss",))),  # the feed is
        (GOOD, outlet("Jour", "FR", language="French")),
        (GOOD.replace("  AR:", "  AR: &ar").replace('  "NO":', "  BO: *ar\n  NO:"), outlet("Sol", "BO")),
        (
            "countries: {AR: [{name: A, site: 'https://a.example', feed: 'https://a.example/r', language: es}]}",
            outlet(),
        ),
    ],
)
def test_a_file_that_would_not_say_what_it_should_is_never_written(tmp_path, text, added):
    path = tmp_path / "feeds.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"feeds\.yaml"):
        catalogue.extend(path, [added], onto=path, guessed=())
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    with pytest.raises(ConfigError, match="nothing was written: No such file or directory"):
        catalogue.extend(tmp_path / "none" / "feeds.yaml", [outlet()], onto=None, guessed=())
