"""On the embedded figures: no wijk of the map shows the figures of another wijk, and a refused link is a gap.

What is right is derived here from the basis files: the row of the old code, and weighted means by hand.
"""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from regiobeeld.areas.regions import resolve_region
from regiobeeld.areas.register import load_register
from regiobeeld.chapters_people.mapping import wijk_map
from regiobeeld.harmonise.areas import load_indeling
from regiobeeld.paths import BASIS, SOURCES
from regiobeeld.profile.load import load_profile
from regiobeeld.profile.model import Profile
from regiobeeld.profile.select import wijk_values

FAILING = ("GM1911", "GM1723", "GM1901", "GM0575", "GM0233")
MENDED = ("GM0744", "GM0784", "GM1700", "GM1719", "GM1966")
# wijk of the map, old code of 2020, indicator, age, and what the source publishes for the old code.
RIGHT = [
    ("WK170001", "WK170000", "roken", "18+", 16.3),
    ("WK170001", "WK170000", "ernstig_overgewicht", "18+", 18.7),
    ("WK170001", "WK170000", "beperking_bewegen", "65+", 21.7),
    ("WK170001", "WK170000", "eenzaam", "65+", 49.8),
    ("WK078401", "WK078400", "roken", "18+", 16.2),
    ("WK078401", "WK078400", "angst_depressie_hoog", "18+", 6.9),
    ("WK078402", "WK078401", "roken", "18+", 13.9),
    ("WK078404", "WK078402", "roken", "18+", 13.2),
    ("WK074401", "WK074400", "roken", "18+", 13.5),
    ("WK171902", "WK171900", "roken", "18+", 14.4),
    ("WK196608", "WK196600", "roken", "18+", 15.9),
]


@pytest.fixture(scope="module")
def raw() -> pd.Series:
    rows = pd.read_parquet(BASIS / "gezondheid_wijk_buurt-WK-2020.parquet")
    return rows.set_index(["gebied_code", "indicator_code", "leeftijd"])["waarde"].sort_index()


@pytest.fixture(scope="module")
def links(tables: Path) -> pd.DataFrame:
    rows = pd.read_parquet(tables / "wijkkoppeling.parquet")
    return rows[rows["proef"] == "gezondheidscijfers"].set_index("gemeente_code")


def profile_of(tables: Path, code: str) -> Profile:
    return load_profile(resolve_region(code, load_register(SOURCES)), tables)


@pytest.fixture(scope="module")
def profiles(tables: Path) -> dict[str, Profile]:
    return {code: profile_of(tables, code) for code in (*MENDED, "GM0233")}


@pytest.mark.parametrize(("wijk", "old", "indicator", "age", "expected"), RIGHT)
def test_a_mended_wijk_has_the_figure_of_its_own_old_code(
    profiles: dict[str, Profile], raw: pd.Series, wijk: str, old: str, indicator: str, age: str, expected: float
) -> None:
    assert raw[(old, indicator, age)] == expected
    shown = wijk_values(profiles[f"GM{wijk[2:6]}"], indicator, age, 2020)
    assert shown[wijk] == expected


def test_reproduction_by_hand_gives_the_published_outcome(links: pd.DataFrame, tables: Path) -> None:
    """Twenterand: the five wijken by code, and then with Vriezenveen (kern) = 00, by plain arithmetic."""
    people = pd.read_parquet(tables / "bevolkingsgroep.parquet")
    people = people[(people["gebied_jaar"] == 2022) & (people["jaar"] == 2022)]
    n = people.set_index(["gebied_code", "leeftijd"])["inwoners"]
    wijken = pd.read_parquet(BASIS / "gezondheid_wijk_buurt-WK-2020.parquet")
    gemeente = pd.read_parquet(BASIS / "gezondheid_wijk_buurt-GM-2020.parquet")

    def rms(codes: dict[str, str]) -> float:
        squares = []
        own = gemeente[(gemeente["gebied_code"] == "GM1700") & gemeente["waarde"].notna()]
        values = wijken.set_index(["gebied_code", "indicator_code", "leeftijd"])["waarde"]
        for row in own.itertuples():
            key = (row.indicator_code, row.leeftijd)
            pairs = [(n[(new, row.leeftijd)], values.get((old, *key))) for new, old in codes.items()]
            weight = sum(people for people, value in pairs if pd.notna(value))
            mean = sum(people * value for people, value in pairs if pd.notna(value)) / weight
            squares.append((mean - row.waarde) ** 2)
        return math.sqrt(sum(squares) / len(squares))

    same = {f"WK17000{i}": f"WK17000{i}" for i in (1, 2, 3, 4)}
    assert rms(same) > 0.9
    assert rms(same | {"WK170001": "WK170000"}) < 0.1
    # The build takes the indicators of the crossing only.
    assert links.loc["GM1700", "rms"] == pytest.approx(rms(same | {"WK170001": "WK170000"}), abs=0.03)


def test_what_fails_is_refused_and_what_holds_is_not(links: pd.DataFrame) -> None:
    assert (links.loc[list(FAILING), "uitkomst"] == "geweigerd").all()
    assert (links.loc[list(MENDED), "uitkomst"] == "hersteld").all()
    kept = links[links["uitkomst"].isin(["gekoppeld", "hersteld"])]
    assert len(kept) >= 295
    assert kept["rms"].max() <= 0.15
    assert (links.loc[links["uitkomst"] == "geweigerd", "gekoppeld"] == 0).all()
    assert all(row.naam in row.reden for row in links[links["uitkomst"] == "geweigerd"].itertuples())


def test_a_refused_gemeente_is_a_gap_with_a_reason_in_map_table_and_count(
    tables: Path, profiles: dict[str, Profile], links: pd.DataFrame
) -> None:
    ermelo = profiles["GM0233"]
    assert wijk_values(ermelo, "roken", "18+", 2020).empty
    assert wijk_map(ermelo, "roken", "18+") is None
    crossing = pd.read_parquet(tables / "kruising.parquet")
    refused = set(links.index[links["uitkomst"] == "geweigerd"])
    rows = crossing[(crossing["niveau"] == "WK") & crossing["gebied_code"].str[2:6].radd("GM").isin(refused)]
    assert rows["leefstijl_ongunstig"].isna().all()
    assert (rows["leefstijl_gemeten"] == 0).all()
    poor = rows[(rows["ses_kwintiel"] == 1) & rows["inwoners"].notna()]
    assert poor["is_groep"].isna().all()
    assert poor["reden"].str.contains("van een andere wijkindeling: ").all()
    findings = pd.read_parquet(tables / "bevinding.parquet")
    told = findings[findings["code"] == "wijken_geweigerd"].set_index("gebied_code")["tekst"]
    assert set(told.index) == refused
    assert told["GM0233"].startswith("Ermelo heeft geen wijkcijfers van 2020 over gezondheid: ")


def test_the_rest_of_a_region_keeps_its_map_with_the_gap_named(tables: Path) -> None:
    region = profile_of(tables, "GM0233,GM0243")
    drawn = wijk_map(region, "roken", "18+")
    assert drawn is not None
    shown = drawn.tabel.set_index("Gemeente").iloc[:, -1]
    assert shown["Ermelo"].isna().all()
    assert shown["Harderwijk"].notna().any()
    assert "Ermelo heeft geen wijkcijfers van 2020" in drawn.toelichting


def test_no_figure_of_2020_stands_on_an_unlinked_wijk(tables: Path) -> None:
    per_wijk = pd.read_parquet(tables / "wijkkoppeling_wijk.parquet")
    whole = profile_of(tables, "NL")
    health = whole.wijk_waarneming[whole.wijk_waarneming["indeling"] == 2020]
    linked = per_wijk[(per_wijk["jaar_cijfers"] == 2020) & per_wijk["gekoppeld"]]
    assert set(health["gebied_code"]) <= set(linked["wijk_code"])
    assert linked["wijk_oud"].is_unique


def test_residents_are_of_one_year_per_gemeente_and_of_the_newest_that_holds(tables: Path) -> None:
    crossing = pd.read_parquet(tables / "kruising.parquet")
    rows = crossing[(crossing["niveau"] == "WK") & (crossing["leeftijd"] == "65+")]
    gemeente = "GM" + rows["gebied_code"].str[2:6]
    years = rows.groupby(gemeente)["inwoners_jaar"].agg(["min", "max"])
    assert (years["min"] == years["max"]).all()
    assert years.loc["GM0855", "max"] == 2024  # Tilburg: nothing changed
    assert years.loc["GM1742", "max"] == 2022  # Rijssen-Holten: other codes in 2023
    assert years.loc["GM0183", "max"] == 2023  # Tubbergen: other codes in 2024
    counts = pd.concat([pd.read_parquet(path) for path in sorted(BASIS.glob("bevolking[-.]*parquet"))])
    counts = counts[(counts["indicator_code"] == "bevolking") & (counts["leeftijd"] == "65+")]
    counts = counts[(counts["geslacht"] == "totaal") & counts["gebied_code"].str.startswith("WK")]
    raw = counts.set_index(["gebied_code", "gebied_jaar"])["waarde"]
    expected = [raw[(row.gebied_code, row.inwoners_jaar)] for row in rows.dropna(subset=["inwoners"]).itertuples()]
    assert rows["inwoners"].dropna().tolist() == expected


def test_the_origin_names_every_year_that_meets(tables: Path) -> None:
    origin = pd.read_parquet(tables / "kruising_bron.parquet")
    people = origin[(origin["niveau"] == "WK") & (origin["indicator_code"] == "bevolking")]
    crossing = pd.read_parquet(tables / "kruising.parquet")
    used = crossing.loc[crossing["niveau"] == "WK", "inwoners_jaar"].dropna().unique()
    assert set(people["jaar"]) == {int(year) for year in used} == {2022, 2023, 2024}


def test_the_indeling_knows_every_gemeente_of_the_table(links: pd.DataFrame) -> None:
    codes = set(load_indeling(SOURCES / "indeling").codes(2022))
    assert set(links.index) == codes
