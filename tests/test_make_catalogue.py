"""scripts/make_catalogue.py: a list of outlets becomes feeds.yaml, the same bytes each time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot import catalogue

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

LIST = """\
country_code,country,outlet,site,feed_url,language,kind,state_run
NO,Norway,Dagen,https://www.dagen.example,https://dagen.example/rss,no,newspaper,no
AR,Argentina,El Faro,https://faro.example,https://faro.example/front,es,newspaper,unknown
AR,Argentina,Télam: noticias,https://telam.example,https://telam.example/rss,es,agency,yes
AR,Argentina,El Faro Mundo,https://www.faro.example/mundo,https://faro.example/world,es,newspaper,unknown
AR,Argentina,El Faro (English),https://faro.example,https://faro.example/en,en,newspaper,no
AR,Argentina,Rumor,https://rumor.example,https://rumor.example/rss,es,newspaper,no
BR,Brazil,Nada,https://nada.example,https://nada.example/rss,pt,newspaper,no
"""

README = """\
Text before, with a table that is not meant:

| AR | Rumor A | – |

## Confidence of every row

| | high | low |
|---|---|---|
| AR | El Faro A · Télam: noticias B · El Faro Mundo C · El Faro (English) A | Rumor |
| BR | – | Nada |
| NO | Dagen B | – |
"""

MADE = """\
countries:
  AR: # Argentina
    - name: El Faro
      site: https://faro.example
      feed:
        - https://faro.example/front
        - https://faro.example/world
      language: es
      # state_run: not known
    - name: "Télam: noticias"
      site: https://telam.example
      feed: https://telam.example/rss
      language: es
      state_run: true
    - name: El Faro (English)
      site: https://faro.example
      feed: https://faro.example/en
      language: en
  NO: # Norway
    - name: Dagen
      site: https://www.dagen.example
      feed: https://dagen.example/rss
      language: "no"
"""


def make(rows: Path, readme: Path) -> bytes:
    command = [sys.executable, "-W", "error", str(ROOT / "scripts" / "make_catalogue.py"), str(rows), str(readme)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture
def files(tmp_path) -> tuple[Path, Path]:
    rows, readme = tmp_path / "outlets.csv", tmp_path / "outlets.README.md"
    rows.write_text(LIST)
    readme.write_text(README)
    return rows, readme


def test_rows_of_high_confidence_become_outlets_by_country_with_spares_and_what_is_known_of_their_owners(files):
    head, _, body = make(*files).decode().partition("\ncountries:")
    assert f"countries:{body}" == MADE
    assert head.splitlines()[-1] == "# 2 countries, 4 outlets, 5 feeds."


def test_what_is_made_can_be_loaded_and_is_the_same_each_time(files, tmp_path):
    made = make(*files)
    assert make(*files) == made
    (tmp_path / "feeds.yaml").write_bytes(made)
    loaded = catalogue.load(tmp_path / "feeds.yaml")
    assert [outlet.key for outlet in loaded.outlets] == [
        "AR/El Faro",
        "AR/Télam: noticias",
        "AR/El Faro (English)",
        "NO/Dagen",
    ]
    assert [outlet.state_run for outlet in loaded.outlets] == [False, True, False, False]
    assert loaded.outlets[3].language == "no"


@pytest.mark.samples
@pytest.mark.skipif(not (SHARED / "outlets.csv").exists(), reason="the list of outlets is not beside the project")
def test_the_catalogue_that_we_ship_is_what_the_script_makes_of_the_list():
    made = make(SHARED / "outlets.csv", SHARED / "outlets.README.md")
    assert made == (ROOT / "feeds.yaml").read_bytes()
