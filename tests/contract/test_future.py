"""The published projection adds up, starts at the counts, and its errors are those that can be recomputed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from regiobeeld import paths
from regiobeeld.projection.declared import load_projection
from regiobeeld.projection.tables import AANBOD

RULES = load_projection()
METHODS = {
    "own projection": "projectie",
    "growth of the group": "groei_van_de_groep",
    "group that came before": "vorige_groep",
    "shares of 2015": "gelijke_aandelen",
}
SIZES = {"all": (0, None), "under 10 000": (0, 10_000), "250 000+": (250_000, None)}
FIVES, COUNTED = list(RULES.cijfers.vijfjaar), list(RULES.cijfers.geteld)


@pytest.fixture(scope="module")
def people(tables: Path) -> pd.DataFrame:
    """Both sexes: index gebied_code and jaar, one column per age group."""
    rows = pd.read_parquet(tables / "prognose.parquet")
    both = rows[rows["geslacht"] == "totaal"]
    return both.pivot(index=["gebied_code", "jaar"], columns="leeftijd", values="inwoners")


@pytest.fixture(scope="module")
def tested(tables: Path) -> pd.DataFrame:
    return pd.read_parquet(tables / "toetsing_gebied.parquet")


def gemeenten(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame.index.get_level_values(0).str.startswith("GM")]


def test_every_gemeente_has_every_declared_year(people: pd.DataFrame) -> None:
    counts = gemeenten(people).reset_index().groupby("jaar").size()
    assert counts.to_dict() == dict.fromkeys(RULES.jaren, 342)
    assert people.notna().all().all()


def test_ages_add_up_to_everybody(people: pd.DataFrame) -> None:
    for groups in (FIVES, COUNTED):
        np.testing.assert_allclose(people[groups].sum(axis=1), people["totaal"], rtol=1e-9)
    np.testing.assert_allclose(people["75-79"] + people["80+"], people["75+"], rtol=1e-9)


def test_men_and_women_add_up_to_everybody(tables: Path, people: pd.DataFrame) -> None:
    rows = pd.read_parquet(tables / "prognose.parquet")
    sexes = rows[rows["geslacht"] != "totaal"].groupby(["gebied_code", "jaar", "leeftijd"])["inwoners"].sum()
    wide = sexes.unstack()[FIVES].reindex(people.index)
    np.testing.assert_allclose(wide, people[FIVES], rtol=1e-9, atol=1e-9)


def test_gemeenten_add_up_to_every_area(tables: Path, people: pd.DataFrame) -> None:
    members = pd.read_parquet(tables / "gebied_lid.parquet")
    for area in ("NL", "CR12", "GG1106", "PV24"):
        codes = members.loc[members["gebied_code"] == area, "gemeente_code"]
        parts = people[people.index.get_level_values(0).isin(codes)].groupby("jaar").sum()
        np.testing.assert_allclose(parts, people.loc[area], rtol=1e-9)


def test_the_base_year_is_what_was_counted(tables: Path, people: pd.DataFrame) -> None:
    rows = pd.read_parquet(tables / "waarneming.parquet")
    base = rows[
        (rows["indicator_code"] == RULES.cijfers.indicator)
        & (rows["gebied_code"].str.startswith("GM"))
        & (rows["geslacht"] == "totaal")
        & rows["leeftijd"].isin(COUNTED)
        & (pd.to_datetime(rows["periode_eind"]).dt.year == RULES.basisjaar)
    ].pivot(index="gebied_code", columns="leeftijd", values="waarde")
    ours = gemeenten(people).xs(RULES.basisjaar, level="jaar")[COUNTED]
    np.testing.assert_allclose(ours.loc[base.index], base[COUNTED], atol=1e-6)


def test_nothing_absurd_happens(people: pd.DataFrame) -> None:
    assert (people >= 0).all().all()
    now, soon, late = (gemeenten(people).xs(year, level="jaar") for year in (2025, 2030, 2050))
    # Where many are about to turn 80, the number of those over 80 does not fall.
    many = now["65-79"] > 2.5 * now["80+"]
    assert many.sum() > 200
    assert (soon.loc[many, "80+"] > now.loc[many, "80+"]).all()
    # Where students live they keep coming and going: neither gone nor grown old in twenty-five years.
    nation = people.loc["NL"]
    share = {year: frame["20-24"] / nation.loc[year, "20-24"] for year, frame in ((2025, now), (2050, late))}
    towns = now["20-24"] / now["totaal"] > 1.4 * nation.loc[2025, "20-24"] / nation.loc[2025, "totaal"]
    assert towns.sum() >= 8
    assert (share[2050] / share[2025])[towns].between(0.75, 1.35).all()


def test_the_band_holds_the_projection_and_widens(tables: Path) -> None:
    rows = pd.read_parquet(tables / "prognose.parquet")
    rows = rows[(rows["geslacht"] == "totaal") & (rows["jaar"] > RULES.basisjaar) & (rows["inwoners"] > 0)]
    assert rows["ondergrens"].notna().all()
    assert (rows["ondergrens"] < rows["inwoners"]).all()
    assert (rows["bovengrens"] > rows["inwoners"]).all()
    old = rows[(rows["gebied_code"] == "NL") & (rows["leeftijd"] == "80+")].set_index("jaar")
    width = np.log(old["bovengrens"] / old["ondergrens"])
    ahead = width.index.to_numpy() - RULES.basisjaar
    np.testing.assert_allclose(width / width.iloc[0], np.sqrt(ahead / ahead[0]), rtol=1e-6)


def test_scores_can_be_recomputed_from_the_areas(tables: Path, tested: pd.DataFrame) -> None:
    own = tested[
        tested["gebied_code"].str.startswith("GM")
        & (tested["van"] == 2015)
        & tested["landelijk_bekend"]
        & (tested["leeftijd"] == "80+")
    ]
    off = 100 * (own["verwacht"] / own["geteld"] - 1)
    rows = pd.read_parquet(tables / "toetsing.parquet")
    row = rows[
        (rows["niveau"] == "GM")
        & (rows["van"] == 2015)
        & rows["landelijk_bekend"]
        & (rows["leeftijd"] == "80+")
        & (rows["methode"] == "projectie")
        & (rows["grootte_vanaf"] == 0)
        & rows["grootte_tot"].isna()
    ].iloc[0]
    assert row["mape"] == pytest.approx(off.abs().mean())
    assert row["bias"] == pytest.approx(off.mean())
    assert row["raak"] == pytest.approx(100 * (off.abs() < 5).mean())


@pytest.mark.parametrize("leeftijd", ["65-79", "80+"])
def test_the_projection_beats_every_simple_rule_in_every_class_of_some_size(tables: Path, leeftijd: str) -> None:
    rows = pd.read_parquet(tables / "toetsing.parquet")
    known = rows[
        (rows["niveau"] == "GM")
        & (rows["van"] == 2015)
        & rows["landelijk_bekend"]
        & (rows["leeftijd"] == leeftijd)
    ]
    known = known[known["gebieden"] >= 10]
    wide = known.pivot_table(index=["grootte_vanaf", "gebieden"], columns="methode", values="mape", aggfunc="max")
    assert len(wide) >= 5
    assert (wide["projectie"] < wide.drop(columns="projectie").min(axis=1)).all()


@pytest.mark.parametrize("leeftijd", ["65-79", "80+"])
def test_above_twenty_thousand_inhabitants_the_mean_error_is_at_most_five_percent(
    tested: pd.DataFrame, leeftijd: str
) -> None:
    own = tested[tested["gebied_code"].str.startswith("GM") & (tested["van"] == 2015) & tested["landelijk_bekend"]]
    size = own[own["leeftijd"] == "totaal"].set_index("gebied_code")["geteld"]
    group = own[own["leeftijd"] == leeftijd].set_index("gebied_code")
    off = 100 * (group["verwacht"] / group["geteld"] - 1).abs()
    assert off[size > 20_000].mean() <= 5


def test_care_is_the_sum_of_its_laws_and_growth_the_product_of_its_parts(tables: Path) -> None:
    rows = pd.read_parquet(tables / "zorgvraag.parquet")
    euros = rows[rows["eenheid"] == "euro"]
    wide = euros.pivot(index=["gebied_code", "jaar", "scenario_code"], columns="onderdeel_code", values="waarde")
    np.testing.assert_allclose(wide.drop(columns="totaal").sum(axis=1), wide["totaal"], rtol=1e-9)
    now = euros[euros["jaar"] == RULES.basisjaar].set_index(["gebied_code", "onderdeel_code", "scenario_code"])
    later = euros[euros["jaar"] == RULES.eindjaar].set_index(["gebied_code", "onderdeel_code", "scenario_code"])
    grown = later["waarde"] / now["waarde"].reindex(later.index)
    parts = (1 + later["volume"] / 100) * (1 + later["vergrijzing"] / 100)
    np.testing.assert_allclose(parts, grown, rtol=1e-9)
    assert (now[["volume", "vergrijzing"]] == 0).all().all()


def test_national_care_now_is_people_by_age_times_euros_by_age(tables: Path) -> None:
    figures = pd.read_parquet(tables / "waarneming.parquet")
    nation = figures[(figures["gebied_code"] == "NL") & figures["waarde"].notna()]
    nation = nation.assign(age=nation["leeftijd"].str.extract(r"^(\d+)\+?$")[0]).dropna(subset=["age"])
    nation["age"] = nation["age"].astype(int)
    year = pd.to_datetime(nation["periode_eind"]).dt.year
    single = nation[
        (nation["indicator_code"] == RULES.cijfers.levensjaar)
        & nation["geslacht"].isin(["man", "vrouw"])
        & (year == RULES.basisjaar)
    ]
    people = single.groupby("age")["waarde"].sum()
    euros = nation[nation["indicator_code"] == "uitgaven_wlz"].set_index("age")["waarde"]
    expected = sum(count * euros[min(age, euros.index.max())] for age, count in people.items())
    rows = pd.read_parquet(tables / "zorgvraag.parquet").set_index(
        ["gebied_code", "jaar", "onderdeel_code", "scenario_code"]
    )
    assert rows.loc[("NL", RULES.basisjaar, "wlz", "basis"), "waarde"] == pytest.approx(expected, rel=1e-6)


def test_the_need_for_a_profession_is_on_average_one_per_inhabitant(tables: Path, people: pd.DataFrame) -> None:
    rows = pd.read_parquet(tables / "zorgvraag.parquet")
    need = rows[(rows["eenheid"] == "gewogen inwoners") & (rows["gebied_code"] == "NL")]
    now = need[need["jaar"] == RULES.basisjaar]
    assert len(now) >= 5
    np.testing.assert_allclose(now["waarde"], people.loc[("NL", RULES.basisjaar), "totaal"], rtol=1e-9)


def test_the_part_that_works_in_care_follows_from_demand_and_working_age(
    tables: Path, people: pd.DataFrame
) -> None:
    rows = pd.read_parquet(tables / "zorgvraag.parquet")
    base = (
        rows[rows["scenario_code"] == "basis"]
        .set_index(["onderdeel_code", "gebied_code", "jaar"])["waarde"]
        .sort_index()
    )
    workers, care = people.loc["CR12"]["20-64"], base.loc[("totaal", "CR12")]
    grown = (care[2040] / care[2025]) / (workers[2040] / workers[2025])
    assert base.loc[("deel_in_de_zorg", "CR12", 2040)] == pytest.approx(grown)
    assert base.loc[("deel_in_de_zorg", "CR12", 2025)] == 1


def test_without_a_file_of_the_analyst_nobody_is_said_to_work_in_care(tables: Path) -> None:
    table = pq.read_table(tables / "aanbod.parquet")
    assert table.num_rows == 0
    assert table.schema.equals(AANBOD.arrow())


def test_the_readme_prints_the_errors_that_were_found(tables: Path) -> None:
    """Every number of its table; the errors themselves are recomputed from the areas above."""
    found = pd.read_parquet(tables / "toetsing.parquet")
    found = found[(found["van"] == 2015) & (found["tot"] == 2025) & (found["niveau"] == "GM")]
    text = (paths.PROJECT / "README.md").read_text(encoding="utf-8")
    head, _, *lines = [line.strip("| ").split(" | ") for line in text.splitlines() if _is_row(line)]
    checked = 0
    for method, known, *errors in lines:
        for column, error in zip(head[2:], errors, strict=True):
            age, size = column.split(", ")
            first, last = SIZES[size]
            rows = found[
                (found["methode"] == METHODS[method])
                & (found["landelijk_bekend"] == (known == "yes"))
                & (found["leeftijd"] == age)
                & (found["grootte_vanaf"] == first)
                & (found["grootte_tot"].isna() if last is None else found["grootte_tot"] == last)
            ]
            assert rows["mape"].round(1).tolist() == [float(error)], (method, known, column)
            checked += 1
    assert checked == 30


def _is_row(line: str) -> bool:
    names = ("| method |", "|---|---|---|---|---|---|---|---|", *(f"| {name} |" for name in METHODS))
    return line.startswith(names)
