"""Known answers of the embedded figures of 2012-2025, in the national tables.

The totals are those that CBS publishes; the other expected values are added up here from other tables than the
ones that are tested, or stand in the source files as they are.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from regiobeeld import paths
from regiobeeld.areas.indeling import read_lists

TWENTE = "CR12"
KEY = ["gebied_code", "periode_start", "leeftijd", "geslacht"]


def read(tables: Path, name: str, *codes: str) -> pd.DataFrame:
    return pd.read_parquet(tables / f"{name}.parquet", filters=[("indicator_code", "in", list(codes))])


@pytest.fixture(scope="module")
def people(tables: Path) -> pd.DataFrame:
    """Inhabitants of gemeenten and larger areas, men and women together."""
    rows = read(tables, "waarneming", "bevolking")
    rows = rows[rows["geslacht"] == "totaal"]
    return rows.assign(jaar=pd.to_datetime(rows["periode_start"]).dt.year)


def count(people: pd.DataFrame, area: str, year: int, age: str = "totaal") -> float:
    found = people[(people["gebied_code"] == area) & (people["jaar"] == year) & (people["leeftijd"] == age)]
    assert len(found) == 1
    return float(found["waarde"].iloc[0])


# Population


@pytest.mark.parametrize(
    ("area", "year", "number"),
    [
        ("NL", 2015, 16_900_726),
        ("NL", 2021, 17_475_415),
        ("NL", 2022, 17_590_672),
        ("NL", 2023, 17_811_291),
        ("NL", 2024, 17_942_942),
        ("NL", 2025, 18_044_027),
        (TWENTE, 2015, 625_976),
        (TWENTE, 2021, 631_733),
        (TWENTE, 2022, 633_917),
        (TWENTE, 2025, 643_603),
    ],
)
def test_inhabitants_as_published(people: pd.DataFrame, area: str, year: int, number: int) -> None:
    assert count(people, area, year) == number


def test_old_people_of_twente_in_2025(people: pd.DataFrame) -> None:
    assert count(people, TWENTE, 2025, "65-79") == 104_327
    assert count(people, TWENTE, 2025, "80+") == 35_787


@pytest.mark.parametrize("year", [2015, 2025])
def test_the_nine_bands_of_every_area_are_all_its_inhabitants(people: pd.DataFrame, year: int) -> None:
    bands = ["0-4", "5-9", "10-14", "15-19", "20-24", "25-44", "45-64", "65-79", "80+"]
    wide = people[people["jaar"] == year].pivot(index="gebied_code", columns="leeftijd", values="waarde")
    off = (wide[bands].sum(axis=1, skipna=False) - wide["totaal"]).abs()
    # Haaren was divided over four gemeenten in 2021: its parts are whole persons in every band, so rounded.
    haaren = ("CR34", "CR35", "VR20", "VR21", "ZK12", "ZK19") if year < 2021 else ()
    assert off.drop(labels=list(haaren)).max() < 0.01
    assert off.max() <= 1
    assert (wide.index.str.startswith("GM")).sum() == 342


def test_the_bands_of_2025_are_those_of_the_table_by_single_year_of_age(
    tables: Path, people: pd.DataFrame
) -> None:
    single = read(tables, "waarneming", "bevolking_levensjaar")
    single = single[pd.to_datetime(single["periode_start"]).dt.year == 2025]
    age = single["leeftijd"].str.rstrip("+").astype(int)
    for band, low, high in (
        ("0-4", 0, 4),
        ("15-19", 15, 19),
        ("25-44", 25, 44),
        ("65-79", 65, 79),
        ("80+", 80, 200),
    ):
        assert count(people, "NL", 2025, band) == single.loc[age.between(low, high), "waarde"].sum(), band


@pytest.fixture(scope="module")
def wijken(tables: Path) -> pd.DataFrame:
    rows = read(tables, "waarneming_wijk", "bevolking")
    return rows[rows["geslacht"] == "totaal"]


@pytest.mark.parametrize(
    ("year", "areas", "nederland"), [(2022, 3340, 17_590_672), (2023, 3352, 17_811_291), (2024, 3393, 17_942_942)]
)
def test_the_wijken_are_the_country_but_for_rounding(
    wijken: pd.DataFrame, year: int, areas: int, nederland: int
) -> None:
    """Counts per wijk are rounded to five: a wijk is at most 2.5 off, and the errors cancel out."""
    own = wijken[(wijken["gebied_jaar"] == year) & (wijken["leeftijd"] == "totaal")]
    assert (len(own), own["waarde"].isna().sum()) == (areas, 0)
    assert set(own["status"]) == {"definitief"}
    assert own["waarde"].sum() == pytest.approx(nederland, abs=2.5 * areas)
    assert (own["waarde"] % 5 == 0).all()


def test_every_buurt_of_2024_has_its_people_by_age(tables: Path) -> None:
    rows = read(tables, "waarneming_buurt", "bevolking")
    rows = rows[rows["geslacht"] == "totaal"]
    wide = rows.pivot(index="gebied_code", columns="leeftijd", values="waarde")
    assert (len(wide), wide.isna().sum().sum()) == (14_574, 0)
    assert set(rows["gebied_jaar"]) == {2024}
    bands = wide[["0-14", "15-24", "25-44", "45-64", "65+"]].sum(axis=1)
    assert (bands - wide["totaal"]).abs().max() <= 5 * 2.5 + 7.5  # six numbers, each rounded to five


@pytest.fixture(scope="module")
def groups(tables: Path) -> pd.DataFrame:
    return pd.read_parquet(tables / "bevolkingsgroep.parquet")


def test_weights_of_2025_are_the_counts(groups: pd.DataFrame, tables: Path) -> None:
    """65+ is 65-79 and 80+ together: exact in every gemeente."""
    own = groups[groups["gebied_code"].str.startswith("GM") & (groups["jaar"] == 2025)]
    old = own[own["leeftijd"] == "65+"].set_index("gebied_code")["inwoners"]
    members = pd.read_parquet(tables / "gebied_lid.parquet")
    twente = members.loc[members["gebied_code"] == TWENTE, "gemeente_code"]
    assert old.loc[twente].sum() == 104_327 + 35_787
    assert own.loc[own["leeftijd"] == "totaal", "inwoners"].sum() == 18_044_027


@pytest.mark.parametrize("year", [2015, 2021, 2022, 2023, 2024, 2025])
def test_adults_are_within_half_a_percent_of_the_count_by_single_year(
    groups: pd.DataFrame, tables: Path, year: int
) -> None:
    """No table of gemeenten counts 18+: 15-17 is taken to be 3/15 of 0-14, or 3/5 of 10-14 where that is known."""
    own = groups[
        groups["gebied_code"].str.startswith("GM") & (groups["jaar"] == year) & (groups["gebied_jaar"] == year)
    ]
    single = read(tables, "waarneming", "bevolking_levensjaar")
    single = single[pd.to_datetime(single["periode_start"]).dt.year == year]
    age = single["leeftijd"].str.rstrip("+").astype(int)
    for group, low, high in (("18+", 18, 200), ("18-64", 18, 64), ("65+", 65, 200)):
        counted = single.loc[age.between(low, high), "waarde"].sum()
        assert own.loc[own["leeftijd"] == group, "inwoners"].sum() == pytest.approx(counted, rel=0.005), group


def test_wijken_have_weights_in_three_years_under_the_code_of_that_year(groups: pd.DataFrame) -> None:
    own = groups[groups["gebied_code"].str.startswith("WK") & (groups["leeftijd"] == "65+")]
    assert (own["jaar"] == own["gebied_jaar"]).all()
    assert own["jaar"].value_counts().to_dict() == {2022: 3340, 2023: 3352, 2024: 3393}


def test_wijken_that_cbs_says_were_redrawn(tables: Path) -> None:
    """In 2024: 3 179 as a year before, 2 with another code, 212 with other borders."""
    rows = read(tables, "waarneming_wijk", "indelingswijziging")
    assert rows["waarde"].value_counts().to_dict() == {1: 3179, 3: 212, 2: 2}


# Households, care, deaths


def test_living_alone_at_75_and_over(tables: Path) -> None:
    """Almelo: 849 + 820 + 587 + 261 + 50 of 2 696 + 1 791 + 993 + 348 + 70; NL the sum of all gemeenten."""
    rows = read(tables, "waarneming", "alleenwonend", "alleenwonenden", "personen_in_huishoudens")
    wide = rows[rows["leeftijd"] == "75+"].pivot(index="gebied_code", columns="indicator_code", values="waarde")
    assert wide.loc["GM0141", "alleenwonenden"] == 2567
    assert wide.loc["GM0141", "alleenwonend"] == pytest.approx(100 * 2567 / 5898)
    assert wide.loc["NL", "alleenwonenden"] == 572_571
    assert wide.loc["NL", "alleenwonend"] == pytest.approx(100 * 572_571 / 1_345_227)
    parts = wide[wide.index.str.startswith("GM")]
    assert (len(parts), parts.isna().sum().sum()) == (342, 0)


def test_one_person_households_of_2025(tables: Path) -> None:
    rows = read(tables, "waarneming", "eenpersoonshuishoudens_aantal", "huishoudens")
    rows = rows[pd.to_datetime(rows["periode_start"]).dt.year == 2025]
    wide = rows.pivot(index="gebied_code", columns="indicator_code", values="waarde")
    assert wide.loc["NL"].to_dict() == {"eenpersoonshuishoudens_aantal": 3_380_900, "huishoudens": 8_430_352}
    assert wide.loc["GM0141"].to_dict() == {"eenpersoonshuishoudens_aantal": 12_879, "huishoudens": 33_859}


def test_no_suppressed_cell_of_2022_is_a_zero(tables: Path) -> None:
    """Wmo 2022: 21 gemeenten gave no figures; they have a gap, and nobody has 0."""
    rows = read(tables, "waarneming_bron", "wmo_per_1000", "jeugdzorg_aandeel")
    assert (rows["waarde"] > 0).sum() == len(rows) - 21
    gaps = rows[rows["waarde"].isna()]
    assert set(gaps["indicator_code"]) == {"wmo_per_1000"}
    assert set(gaps["ontbreekt"]) == {"te_weinig"}


@pytest.mark.parametrize(
    ("code", "year", "status"),
    [
        ("gestandaardiseerd_inkomen", 2024, "voorlopig"),
        ("gestandaardiseerd_inkomen", 2022, "definitief"),
        ("overledenen", 2021, "voorlopig"),
        ("overledenen", 2020, "definitief"),
        ("bevolking", 2025, "definitief"),
    ],
)
def test_provisional_figures_stay_so_when_added_up(tables: Path, code: str, year: int, status: str) -> None:
    """The marks of CBS in the files (2024*, 2021*), in gemeenten, regions and the country."""
    rows = read(tables, "waarneming", code)
    rows = rows[(pd.to_datetime(rows["periode_start"]).dt.year == year) & rows["waarde"].notna()]
    assert set(rows["status"]) == {status}
    assert {"NL", TWENTE, "GM0141"} <= set(rows["gebied_code"])


def test_deaths_of_the_country_year_by_year(tables: Path) -> None:
    """37230ned against the table by single year of age, and against the number that CBS publishes for 2021."""
    rows = read(tables, "waarneming", "overledenen", "overledenen_levensjaar")
    rows = rows[rows["gebied_code"] == "NL"].assign(jaar=pd.to_datetime(rows["periode_start"]).dt.year)
    deaths = rows[rows["indicator_code"] == "overledenen"].set_index("jaar")["waarde"]
    single = rows[rows["indicator_code"] == "overledenen_levensjaar"].groupby("jaar")["waarde"].sum()
    assert deaths.loc[2021] == 170_802
    for year in range(2015, 2021):
        assert deaths.loc[year] == pytest.approx(single.loc[year], rel=0.002), year


def test_gemeenten_together_have_the_deaths_of_the_country(tables: Path) -> None:
    rows = read(tables, "waarneming_bron", "overledenen")
    rows = rows[rows["gebied_jaar"].between(2015, 2021)]
    is_gm = rows["gebied_code"].str.startswith("GM")
    lists = read_lists(paths.SOURCES).groupby("gebied_jaar")["code"].nunique()
    own = rows[is_gm].groupby("gebied_jaar")["waarde"].agg(["sum", "count"])
    assert own["count"].to_dict() == {year: lists.loc[year] for year in range(2015, 2022)}
    assert own["sum"].to_dict() == rows[~is_gm].set_index("gebied_jaar")["waarde"].to_dict()


# Health estimates of 2024


def test_estimates_of_2024_stand_beside_those_of_2020_and_not_in_their_place(tables: Path) -> None:
    """50150NED: Groningen smoked 21.4 %, 342 gemeenten; 50090NED keeps its years, gemeenten, wijken and 65+."""
    new = read(tables, "waarneming", "roken_schatting")
    gemeenten = new[new["gebied_code"].str.startswith("GM")]
    assert (len(gemeenten), gemeenten["waarde"].isna().sum()) == (342, 0)
    assert gemeenten.set_index("gebied_code").loc["GM0014", "waarde"] == 21.4
    assert {*new["soort"], *new["leeftijd"]} == {"modelschatting", "18+"}
    old = read(tables, "waarneming", "roken")
    assert set(pd.to_datetime(old["periode_start"]).dt.year) == {2012, 2016, 2020}
    assert old.loc[(old["gebied_code"] == "NL") & (old["leeftijd"] == "18+"), "waarde"].tolist() == [
        24.1,
        21.7,
        17.9,
    ]
    per_wijk = read(tables, "waarneming_wijk", "roken")
    assert set(per_wijk["tabel_code"]) == {"50090NED"}


# What is missing stays missing (see also tests/unit/test_facts.py)


def test_every_area_of_a_table_has_a_row_for_every_topic_that_was_measured() -> None:
    """50090NED on the indeling of 2020: 355 gemeenten, 3 177 wijken and 13 808 buurten in every topic."""
    sizes = {"GM": 355, "WK": 3177, "BU": 13_808}
    empty = 0
    for path in sorted(paths.BASIS.glob("gezondheid_wijk_buurt-*.parquet")):
        table = pq.read_table(path, columns=["indicator_code", "leeftijd", "gebied_code", "waarde", "ontbreekt"])
        frame = table.to_pandas()
        counts = frame.groupby(["indicator_code", "leeftijd"]).size()
        level = path.stem.split("-")[1]
        assert set(counts) == {sizes.get(level, 1)}, path.name
        filled = frame.groupby("gebied_code")["waarde"].transform("count")
        empty += int((filled == 0).sum())
        assert set(frame.loc[frame["waarde"].isna(), "ontbreekt"]) <= {"te_weinig"}
    # Areas without a figure in any topic or age of a year: they had no row at all before.
    assert empty == 171_520


def test_gemeenten_without_any_answer_of_young_adults_have_gaps() -> None:
    """50140NED: 15 of 338 gemeenten had too few participants in all 48 topics."""
    table = pq.read_table(paths.BASIS / "jongvolwassenen.parquet")
    frame = table.filter(pc.starts_with(table["gebied_code"], "GM")).to_pandas()
    filled = frame.groupby("gebied_code")["waarde"].count()
    assert (len(filled), int((filled == 0).sum())) == (338, 15)
    assert frame.groupby("gebied_code").size().nunique() == 1


def test_the_day_of_publication_is_empty_where_nobody_knows_it(tables: Path) -> None:
    """The day on which a figure was packed is not its age: it never stands in for the day of publication."""
    sources = pd.read_parquet(tables / "bron.parquet")
    known = sources["gepubliceerd"].dropna()
    assert (known <= sources.loc[known.index, "opgenomen"]).all()
