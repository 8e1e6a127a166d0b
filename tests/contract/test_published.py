"""What we compute from gemeenten against what the source published for the same area.

The survey of 2020 (85012NED) publishes gemeenten, GGD-regio's, provincies and the country. Published figures
are rounded to 0.1 and weighted per respondent; ours are weighted with derived populations of 18+. They must
agree to 0.15 for every GGD-regio with the gemeenten it had in 2020, and to 0.1 for Twente.
"""

from __future__ import annotations

import pandas as pd
import pytest

from regiobeeld import paths
from regiobeeld.catalog.load import load_catalog
from regiobeeld.catalog.models import Indicator
from regiobeeld.harmonise.aggregate import aggregate, aggregate_levels
from regiobeeld.harmonise.areas import Indeling, load_indeling
from regiobeeld.harmonise.convert import to_target
from regiobeeld.harmonise.population import derive_population

MAIN = (
    "roken_enquete",
    "overgewicht_enquete",
    "ernstig_overgewicht_enquete",
    "beweegrichtlijn_enquete",
    "wekelijks_sporten_enquete",
    "ervaren_gezondheid_enquete",
    "langdurige_aandoening_enquete",
    "alcoholrichtlijn_enquete",
    "zwaar_drinken_enquete",
)
# Weesp (18 000 adults) went from Gooi en Vechtstreek to Amsterdam on 24 March 2022.
CHANGED = {"GG3406", "GG3606"}


@pytest.fixture(scope="module")
def indeling() -> Indeling:
    return load_indeling(paths.SOURCES / "indeling")


@pytest.fixture(scope="module")
def indicators() -> dict[str, Indicator]:
    return load_catalog(paths.SOURCES).indicators


@pytest.fixture(scope="module")
def figures() -> pd.DataFrame:
    names = ("bevolking", "kerncijfers", "gezondheidsmonitor")
    files = [path for name in names for path in sorted(paths.BASIS.glob(f"{name}*.parquet"))]
    rows = pd.concat([pd.read_parquet(path) for path in files], ignore_index=True)
    return rows[~rows["gebied_code"].str.startswith(("WK", "BU"))]


@pytest.fixture(scope="module")
def population(figures: pd.DataFrame) -> pd.DataFrame:
    return derive_population(figures)


@pytest.fixture(scope="module")
def gemeenten(
    figures: pd.DataFrame, indeling: Indeling, population: pd.DataFrame, indicators: dict[str, Indicator]
) -> pd.DataFrame:
    return to_target(figures, indeling, population, indicators)[0]


@pytest.fixture(scope="module")
def compared(
    figures: pd.DataFrame,
    gemeenten: pd.DataFrame,
    indeling: Indeling,
    population: pd.DataFrame,
    indicators: dict[str, Indicator],
) -> pd.DataFrame:
    """Computed beside published, GG, PV and NL, survey 2020."""
    survey = figures[(figures["tabel_code"] == "85012NED") & figures["indicator_code"].isin(MAIN)]
    rows, _ = aggregate(
        gemeenten[gemeenten["tabel_code"].isin(["85012NED"])], indeling.members(), population, indicators, indeling
    )
    key = ["indicator_code", "gebied_code", "leeftijd"]
    both = rows.merge(survey, on=key, suffixes=("", "_bron"), validate="one_to_one")
    both["verschil"] = (both["waarde"] - both["waarde_bron"]).abs()
    return both[both["waarde_bron"].notna()]


@pytest.mark.parametrize(
    ("indicator", "by_hand", "published"),
    [
        ("roken_enquete", 17.27, 17.3),
        ("overgewicht_enquete", 53.24, 53.2),
        ("beweegrichtlijn_enquete", 52.09, 52.1),
    ],
)
def test_twente_as_computed_by_hand(
    compared: pd.DataFrame, indicator: str, by_hand: float, published: float
) -> None:
    rows = compared[(compared["gebied_code"] == "GG1106") & (compared["leeftijd"] == "18+")]
    row = rows[rows["indicator_code"] == indicator].iloc[0]
    assert row["waarde"] == pytest.approx(by_hand, abs=0.03)
    assert row["waarde_bron"] == published
    assert row["verschil"] < 0.1


def test_all_ggd_regios_on_the_main_indicators(compared: pd.DataFrame) -> None:
    adults = compared[compared["gebied_code"].str.startswith("GG") & (compared["leeftijd"] == "18+")]
    assert adults["gebied_code"].nunique() == 25
    same = adults[~adults["gebied_code"].isin(CHANGED)]
    worst = same.sort_values("verschil").tail(3)[["indicator_code", "gebied_code", "verschil"]]
    assert same["verschil"].max() < 0.15, worst.to_string()


def test_the_two_that_exchanged_weesp_agree_with_their_gemeenten_of_2020(
    figures: pd.DataFrame, indeling: Indeling, population: pd.DataFrame
) -> None:
    """By another route: a plain weighted mean over the gemeenten of 2020."""
    survey = figures[(figures["tabel_code"] == "85012NED") & (figures["leeftijd"] == "18+")]
    adults = population[(population["jaar"] == 2020) & (population["leeftijd"] == "18+")]
    people = adults.drop_duplicates("gebied_code").set_index("gebied_code")["inwoners"]
    for area in sorted(CHANGED):
        inside = indeling.leden_per_jaar[2020].query("gebied_code == @area")["gemeente_code"]
        for code in MAIN:
            values = survey[survey["indicator_code"] == code].set_index("gebied_code")["waarde"]
            weight = people[inside]
            mean = (values[inside] * weight).sum() / weight.sum()
            assert mean == pytest.approx(values[area], abs=0.15), (area, code)


def test_the_country_agrees_in_every_age_group(compared: pd.DataFrame) -> None:
    national = compared[compared["gebied_code"] == "NL"]
    assert set(national["leeftijd"]) == {"18+", "18-64", "65+"}
    assert national["verschil"].max() < 0.1


def test_the_margin_of_twente_is_about_the_published_one(compared: pd.DataFrame) -> None:
    """Published 16.3-18.3 for roken: ours, from the margins of fourteen gemeenten, must be that wide too."""
    rows = compared[(compared["gebied_code"] == "GG1106") & (compared["leeftijd"] == "18+")]
    row = rows[rows["indicator_code"] == "roken_enquete"].iloc[0]
    assert row["ondergrens"] == pytest.approx(row["ondergrens_bron"], abs=0.15)
    assert row["bovengrens"] == pytest.approx(row["bovengrens_bron"], abs=0.15)


def test_inhabitants_of_twente_and_the_country(
    gemeenten: pd.DataFrame,
    figures: pd.DataFrame,
    indeling: Indeling,
    population: pd.DataFrame,
    indicators: dict[str, Indicator],
) -> None:
    people = gemeenten[gemeenten["indicator_code"] == "bevolking"]
    rows, _ = aggregate_levels(people, figures.iloc[:0], population, indicators, indeling)
    total = rows[(rows["leeftijd"] == "totaal") & (rows["geslacht"] == "totaal")]
    start = pd.to_datetime(total["periode_start"])
    found = {
        (area, year): total.loc[(total["gebied_code"] == area) & (start == f"{year}-01-01"), "waarde"].item()
        for area in ("GG1106", "NL")
        for year in (2013, 2020, 2022)
    }
    assert found["GG1106", 2020] == 631_064
    assert found["GG1106", 2022] == 633_917
    assert found["NL", 2020] == 17_407_585
    assert found["NL", 2022] == 17_590_672
    assert found["NL", 2013] == pytest.approx(16_779_185, abs=1e-3)


def test_land_van_cuijk_is_the_sum_of_its_five_gemeenten(gemeenten: pd.DataFrame, figures: pd.DataFrame) -> None:
    five = ["GM0756", "GM0786", "GM0815", "GM1684", "GM1702"]
    published = figures[(figures["tabel_code"] == "84799NED") & (figures["indicator_code"] == "huishoudens")]
    new = gemeenten[(gemeenten["gebied_code"] == "GM1982") & (gemeenten["indicator_code"] == "huishoudens")]
    households = new.loc[new["tabel_code"] == "84799NED", "waarde"].item()
    assert households == published.set_index("gebied_code").loc[five, "waarde"].sum()


def test_almelo_2016_as_published(gemeenten: pd.DataFrame) -> None:
    rows = gemeenten[(gemeenten["gebied_code"] == "GM0141") & (gemeenten["tabel_code"] == "83674NED")]
    found = rows[rows["leeftijd"] == "19+"].set_index("indicator_code")["waarde"]
    assert found["ervaren_gezondheid_enquete"] == 72.3
    assert found["overgewicht_enquete"] == 55.0
