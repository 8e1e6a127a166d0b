"""`make effect` as a user runs it, on the real figures; and what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import regiobeeld
from page import dead_references, loads_from_outside, repeated_ids
from project import run
from regiobeeld.errors import UsageError
from regiobeeld.stats.interval import se_from_margins

PLAN = """
naam = "Gezond gewicht"
gebied = "almelo"
indicator = "overgewicht_enquete"
leeftijd = "65+"
begin = 2018
vergelijking = ["deventer", "zwolle", "apeldoorn", "doetinchem", "emmen", "hoogeveen"]
"""
ALMELO = "GM0141"
OTHERS = ["GM0150", "GM0193", "GM0200", "GM0222", "GM0114", "GM0118"]


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plannen") / "gewicht.toml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def folder(project: Path, plan: Path) -> Path:
    done = run(project, "effect", str(plan))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Klaar: de effectmeting van gewicht.toml staat in outputs/effect/gewicht/")
    return project / "outputs" / "effect" / "gewicht"


def results(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "data" / "effect.parquet").set_index("maat")


def test_the_page_begins_with_what_can_be_seen_and_ends_with_the_source(folder: Path) -> None:
    html = BeautifulSoup((folder / "effect-gewicht.html").read_text(encoding="utf-8"), "html.parser")
    titles = [heading.get_text(" ", strip=True) for heading in html.select("section.hoofdstuk > h2")]
    assert titles[0] == "Hoe groot moet een effect zijn om op te vallen?"
    assert titles[-1] == "Herkomst"
    assert (loads_from_outside(html), repeated_ids(html), dead_references(html)) == ([], [], [])


def test_the_difference_is_that_of_the_published_figures(folder: Path, tables: Path) -> None:
    """Recomputed from the national table: the change in Almelo minus the plain mean of the other changes."""
    rows = pd.read_parquet(tables / "waarneming.parquet")
    rows = rows[(rows["indicator_code"] == "overgewicht_enquete") & (rows["leeftijd"] == "65+")]
    rows = rows[(rows["geslacht"] == "totaal") & (rows["uitsplitsing"] == "totaal")]
    rows = rows.assign(jaar=pd.to_datetime(rows["periode_eind"]).dt.year)
    wide = rows.pivot_table(index="gebied_code", columns="jaar", values="waarde")
    change = wide[2020] - wide[2016]
    found = results(folder).loc["verschil_in_verschillen"]
    assert found["waarde"] == pytest.approx(change[ALMELO] - change[OTHERS].mean())
    se = rows.assign(se=se_from_margins(rows["waarde"], rows["ondergrens"], rows["bovengrens"])).pivot_table(
        index="gebied_code", columns="jaar", values="se"
    )
    square = se[2016] ** 2 + se[2020] ** 2
    tau2 = max(0.0, change[OTHERS].var(ddof=1) - square[OTHERS].mean())
    expected = np.sqrt(square[ALMELO] + tau2 + (square[OTHERS].sum() / 36) + tau2 / 6)
    assert found["se"] == pytest.approx(expected)
    assert results(folder).loc["aantoonbaar_effect", "waarde"] == pytest.approx(2.8 * expected)


def test_a_second_run_does_nothing(project: Path, plan: Path, folder: Path) -> None:
    before = (folder / "run.json").read_bytes()
    done = run(project, "effect", str(plan))
    assert done.stdout.startswith("Er is niets veranderd.")
    assert (folder / "run.json").read_bytes() == before


def test_no_folder_of_this_machine_is_in_what_goes_out(folder: Path, project: Path, plan: Path) -> None:
    for path in folder.rglob("*"):
        if path.suffix in (".html", ".ipynb", ".csv", ".svg", ".json"):
            text = path.read_text(encoding="utf-8")
            assert str(project) not in text and str(plan.parent) not in text, path


REFUSED = [
    (("overgewicht_enquete", "overgewicht"), "Neem liever overgewicht_enquete (65+: 2016 en 2020)"),
    (("begin = 2018", "begin = 2016"), "er is geen meting van vóór 2016"),
    (("65+", "18+"), "er is geen meting van vóór 2018"),
    (('"deventer", ', '"almelo", '), "Almelo hoort zelf bij het plan"),
]


@pytest.mark.parametrize(("change", "told"), REFUSED)
def test_what_cannot_be_measured_is_refused_with_what_would_do(
    tables: Path, tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.replace(*change), encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        regiobeeld.effectmeting(path, data_dir=tables)
    assert told in str(refused.value)


def test_the_command_says_a_refusal_in_one_line(project: Path, tmp_path: Path) -> None:
    change, told = REFUSED[0]
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.replace(*change), encoding="utf-8")
    done = run(project, "effect", str(path))
    lines = [line for line in done.stderr.splitlines() if line.startswith("Fout: ")]
    assert (done.returncode, len(lines)) == (2, 1)
    assert told in lines[0]
    assert "Traceback" not in done.stderr
