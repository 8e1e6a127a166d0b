"""From the service to the profile: refresh, changed value, service away, build; as the analyst runs it.

In the made-up country: it has every declaration of the project, and its tables are built in seconds.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from declared_example import declared
from living_example import RISE, make_health_table
from project import run
from regiobeeld.areas.regions import resolve_region
from regiobeeld.areas.register import load_register
from regiobeeld.blocks.text import kruisingbron, leefstijl_jaar
from regiobeeld.chapters_method.caveats import list_gaps
from regiobeeld.outline.chapters import load_chapters
from regiobeeld.outline.method_blocks import Gaten
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.report.declared import declared_chapter
from small_country import GEMEENTEN, REGION
from statline.faults import Fault
from statline.service import StatlineService

SOURCE = "gezondheid_wijk_buurt"
DATA = ("TypedDataSet", "UntypedDataSet")


@pytest.fixture(scope="module")
def renewed(small_country: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the country that fetched 50150NED, and fetched it again after smoking in NL was revised to 25."""
    own = tmp_path_factory.mktemp("levend") / "project"
    shutil.copytree(small_country, own, symlinks=True)
    table = make_health_table(small_country / "outputs" / "parquet")
    with StatlineService([table]) as service:
        there = {"REGIOBEELD_STATLINE": f"http://{service.host}"}
        first = run(own, "bronnen", SOURCE, **there)
        assert first.returncode == 0, first.stderr
        place = next(i for i, row in enumerate(table.rows) if _is_national(row))
        service.publish(table.edit("2025-11-28T02:00:00", {(place, "RooktTabak_35"): 25.0}))
        assert "vernieuwd" in run(own, "bronnen", SOURCE, **there).stderr
        service.requests.clear()
        assert "ongewijzigd" in run(own, "bronnen", SOURCE, **there).stderr
        assert not [asked for asked in service.requests if any(name in asked for name in DATA)]
        # A service that is not there at all is asked six times; this one sends us away at once.
        service.faults.append(Fault("429", "TableInfos", times=None, seconds=900))
        away = run(own, "bronnen", SOURCE, **there)
    assert away.returncode == 3
    assert "De cijfers die op" in away.stderr
    built = run(own, "gegevens")
    assert built.returncode == 0, built.stderr
    return own


def _is_national(row: object) -> bool:
    wanted = {"WijkenEnBuurten": "NL01", "Leeftijd": "20300", "Perioden": "2024JJ00"}
    return isinstance(row, dict) and all(str(row[name]).strip() == value for name, value in wanted.items())


@pytest.fixture(scope="module")
def profile(renewed: Path) -> Profile:
    sources = renewed / "sources"
    region = resolve_region(REGION, load_register(sources))
    return load_profile(region, renewed / "outputs" / "parquet", sources=sources)


def test_the_new_edition_takes_the_place_of_the_old(renewed: Path, small_country: Path) -> None:
    before, after = (
        pd.read_parquet(folder / "outputs" / "parquet" / "waarneming.parquet").query(
            f"indicator_code == 'roken' and gebied_code == '{GEMEENTEN[1]}'"
        )
        for folder in (small_country, renewed)
    )
    assert set(after["tabel_code"]) == {"50150NED"}
    by_year = after.assign(jaar=pd.to_datetime(after["periode_start"]).dt.year).set_index(["jaar", "leeftijd"])
    assert sorted({year for year, _ in by_year.index}) == [2020, 2024]
    old = before[pd.to_datetime(before["periode_start"]).dt.year == 2020].set_index("leeftijd")["waarde"]
    assert by_year["waarde"][2020, "65+"] == old["65+"]
    assert by_year["waarde"][2024, "65+"] == pytest.approx(old["65+"] + RISE)


def test_what_the_new_edition_does_not_hold_stays(renewed: Path) -> None:
    rows = pd.read_parquet(renewed / "outputs" / "parquet" / "waarneming.parquet")
    assert "50090NED" in set(rows.loc[rows["indicator_code"] == "mantelzorger", "tabel_code"])


def test_the_crossing_uses_the_new_year_and_says_so(profile: Profile) -> None:
    # Weekly sports is not among the columns of the new edition that are known by name.
    assert leefstijl_jaar(profile) == "2020 en 2024"
    assert "tabel 50150NED, 2024" in kruisingbron(profile.herkomst_wijken, ["roken"])
    assert profile.kruising.query("niveau == 'WK' and leeftijd == '65+'")["leefstijl_gemeten"].max() == 5


def test_the_report_says_what_is_fetched_and_what_could_not_be_renewed(profile: Profile) -> None:
    page = declared_chapter(profile, load_chapters()["herkomst"])._repr_html_()
    assert "1 tabel is opgehaald bij de bron" in page
    assert f"want de dienst was niet bereikbaar: {SOURCE} 50150NED. Gebruikt zijn de cijfers die op" in page
    assert 'href="versiebericht.html"' in page
    assert not [gap for gap in list_gaps(*declared(profile, Gaten)) if "cijfers per wijk" in gap]


def test_the_message_beside_the_report_has_the_revised_value(renewed: Path, profile: Profile) -> None:
    page = (renewed / "outputs" / "parquet" / "versiebericht.html").read_text(encoding="utf-8")
    (national,) = (
        f
        for f in profile.waarneming.query(
            "indicator_code == 'roken' and gebied_code == 'NL' and leeftijd == '18+' and jaar == 2024"
        )["waarde"]
    )
    assert national == 25.0
    assert "<td>NL</td><td>2024</td><td>18+</td>" in page
    assert "<td>25</td>" in page
