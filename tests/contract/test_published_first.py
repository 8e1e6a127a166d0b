"""A figure that a source publishes for an area with the borders of now is in the national table as published.

Derived from the raw rows of the embedded figures and the lists of gemeenten, without the code of the pipeline.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from regiobeeld import paths

INDELING = paths.SOURCES / "indeling"
KEY = ["indicator_code", "gebied_code", "periode_start", "leeftijd", "geslacht", "uitsplitsing"]
FIGURES = ["waarde", "ondergrens", "bovengrens"]


def _members(name: str) -> dict[str, set[str]]:
    areas = pd.read_csv(INDELING / name, dtype=str)
    found: dict[str, set[str]] = {}
    for column in ("ggd_code", "pv_code"):
        for code, some in areas.groupby(column)["gemeente_code"]:
            found[str(code)] = set(some)
    return found


def _same_borders(year: int) -> set[str]:
    """Areas whose gemeenten of 1 January, followed by hand through every later change, are those of now."""
    changes = pd.read_csv(INDELING / "herindelingen.csv", dtype=str).sort_values("datum")
    later = changes[changes["datum"] > f"{year}-01-01"]
    then, now = _members(f"gebieden_{year}.csv"), _members("gebieden.csv")
    reached: dict[str, set[str]] = {}
    for area, gemeenten in then.items():
        here = set(gemeenten)
        for _, day in later.groupby("datum"):
            ended = here & set(day["oud"])
            here = (here - ended) | set(day.loc[day["oud"].isin(ended), "nieuw"])
        reached[area] = here
    level = {area: [other for other in then if other[:2] == area[:2] and other != area] for area in then}
    return {
        area
        for area in then
        if reached[area] == now.get(area) and not any(reached[area] & reached[other] for other in level[area])
    }


@pytest.fixture(scope="module")
def raw() -> pd.DataFrame:
    rows = pd.read_parquet(paths.BASIS / "gezondheidsmonitor.parquet")
    return rows[rows["gebied_code"].str.startswith(("GG", "PV", "NL")) & rows["waarde"].notna()]


@pytest.fixture(scope="module")
def national(tables: Path) -> pd.DataFrame:
    return pd.read_parquet(tables / "waarneming.parquet")


@pytest.mark.parametrize(("year", "areas"), [(2016, 31), (2020, 35)])
def test_what_is_published_for_the_same_area_is_shown_as_published(
    raw: pd.DataFrame, national: pd.DataFrame, year: int, areas: int
) -> None:
    """37 GGD-regio's and provincies; Leerdam and Zederik moved since 2016 (4 areas), Weesp since 2020 (2)."""
    same = _same_borders(year)
    assert len(same) == areas
    published = raw[(raw["gebied_jaar"] == year) & raw["gebied_code"].isin({*same, "NL"})]
    found = published.merge(national, on=KEY, how="left", suffixes=("_bron", ""), validate="one_to_one")
    for name in FIGURES:
        wrong = found[(found[name] != found[f"{name}_bron"]) & found[f"{name}_bron"].notna()]
        assert wrong.empty, wrong[[*KEY, name, f"{name}_bron"]].head().to_string()
    assert set(found["afleiding"]) == {"bron"}


@pytest.mark.parametrize(
    ("indicator", "leeftijd", "figure"),
    [
        ("beperkt_door_gezondheid_enquete", "19-64", 28.3),
        ("wekelijks_sporten_enquete", "65+", 37.7),
        ("zwaar_belaste_mantelzorgers_enquete", "19+", 11.0),
    ],
)
def test_twente_in_2016_under_each_of_its_codes(
    national: pd.DataFrame, indicator: str, leeftijd: str, figure: float
) -> None:
    """GGD-regio, COROP-gebied and veiligheidsregio Twente have the same fourteen gemeenten."""
    rows = national[(national["indicator_code"] == indicator) & (national["leeftijd"] == leeftijd)]
    rows = rows[rows["tabel_code"] == "83674NED"].set_index("gebied_code")["waarde"]
    assert rows.reindex(["GG1106", "CR12", "VR05"]).tolist() == [figure] * 3


def test_an_area_with_other_borders_tells_so(national: pd.DataFrame, tables: Path) -> None:
    rows = national[(national["gebied_code"] == "GG2514") & (national["tabel_code"] == "83674NED")]
    assert set(rows["afleiding"]) == {"opgeteld"}
    findings = pd.read_parquet(tables / "bevinding.parquet")
    told = findings[(findings["code"] == "gebied_berekend") & (findings["gebied_code"] == "GG2514")]
    assert told["tekst"].str.contains("Leerdam en Zederik").all()
    assert len(told) == 1
