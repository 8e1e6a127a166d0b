"""Inhabitants per age group as weights, each case computed by hand."""

from __future__ import annotations

import datetime
import math

import pandas as pd
import pytest

from harmonise_example import BANDS, observe, population_rows
from regiobeeld.harmonise import ages
from regiobeeld.harmonise.population import derive_population, reference_year

DAY = {"periode_start": datetime.date(2020, 1, 1), "periode_eind": datetime.date(2020, 1, 1)}


def people(frame: pd.DataFrame, age: str, area: str = "GM0001", year: int = 2020) -> float:
    chosen = frame[(frame["gebied_code"] == area) & (frame["leeftijd"] == age) & (frame["jaar"] == year)]
    assert len(chosen) == 1
    return float(chosen.iloc[0]["inwoners"])


@pytest.mark.parametrize(
    ("age", "expected"),
    [
        ("totaal", 1000),
        ("0-14", 200),
        ("65+", 200),
        # 15-17 = 3/15 of the 200 children = 40, so 60 of the 100 aged 15-24 are 18-24.
        ("18+", 60 + 250 + 250 + 200),
        ("18-64", 60 + 250 + 250),
        # 18-year-olds: 1/7 of those 60.
        ("19+", 60 * 6 / 7 + 700),
        ("19-64", 60 * 6 / 7 + 500),
        # 16 and 17: 2/3 of 40; 18-24: 60; 25: 1/20 of 250.
        ("16-25", 40 * 2 / 3 + 60 + 12.5),
    ],
)
def test_groups_from_whole_percentages(age: str, expected: float) -> None:
    assert people(derive_population(population_rows()), age) == pytest.approx(expected)


def test_rounded_percentages_are_shares_of_each_other() -> None:
    """20 + 10 + 25 + 25 + 21 = 101 %: 65+ is 21/101 of 1000, not 210."""
    rows = population_rows({"GM0001": 1000})
    rows.loc[rows["leeftijd"] == "65+", "waarde"] = 21.0
    assert people(derive_population(rows), "65+") == pytest.approx(1000 * 21 / 101)


def test_real_five_year_counts_go_before_percentages() -> None:
    bands = {f"{a}-{a + 4}": 10.0 for a in range(0, 95, 5)} | {"95+": 5.0}
    rows = [
        observe("bevolking", {"GM0001": n}, leeftijd=band, tabel_code="vijf", **DAY) for band, n in bands.items()
    ]
    found = derive_population(pd.concat([population_rows(), *rows]))
    assert people(found, "0-14") == 30
    assert people(found, "65+") == 6 * 10 + 5
    # Of 15-19 three years are minors, as many per year as 10-14: 3/5 of 10; 18-19 = 4; 20-94 = 150; 95+ = 5.
    assert people(found, "18+") == pytest.approx(4 + 150 + 5)


def test_a_published_group_goes_before_any_computed_one() -> None:
    rows = pd.concat(
        [population_rows(), observe("bevolking", {"GM0001": 212.0}, leeftijd="65+", tabel_code="t", **DAY)]
    )
    assert people(derive_population(rows), "65+") == 212


def test_a_wijk_without_age_figures_keeps_its_total_only() -> None:
    rows = pd.concat(
        [
            observe("bevolking", {"WK000101": 40.0}, **DAY),
            observe("leeftijdsaandeel", {"WK000101": None}, leeftijd="65+", **DAY),
        ]
    )
    found = derive_population(rows)
    assert found["leeftijd"].tolist() == ["totaal"]


def test_men_and_women_are_not_counted_on_top() -> None:
    rows = pd.concat([population_rows(), observe("bevolking", {"GM0001": 480.0}, geslacht="man", **DAY)])
    assert people(derive_population(rows), "totaal") == 1000


def test_the_day_before_new_year_belongs_to_the_new_year() -> None:
    start = pd.Series(
        [
            datetime.date(2016, 12, 31),
            datetime.date(2020, 1, 1),
            datetime.date(2020, 1, 1),
            datetime.date(2017, 1, 1),
        ]
    )
    end = pd.Series(
        [
            datetime.date(2016, 12, 31),
            datetime.date(2020, 1, 1),
            datetime.date(2020, 12, 31),
            datetime.date(2020, 12, 31),
        ]
    )
    assert reference_year(start, end).tolist() == [2017, 2020, 2020, 2019]


def test_age_names() -> None:
    assert ages.parse_age("18-64") == (18, 65)
    assert ages.parse_age("65+") == (65, math.inf)
    assert ages.parse_age("7") == (7, 8)
    with pytest.raises(ValueError, match="geen leeftijdsgroep"):
        ages.parse_age("ouderen")


def test_overlapping_bands_are_chained_without_counting_twice() -> None:
    assert ages.chain_bands(["65+", "0-64", "65-69", "70+", "totaal"]) == ["0-64", "65-69", "70+"]


def test_an_open_band_cannot_be_cut() -> None:
    parts, width = ages.cut(BANDS, ["75+", "16-25"])
    assert math.isnan(parts[0, 0])
    assert parts[:, 1].tolist() == pytest.approx([0, 0.9, 0.05, 0, 0])
    assert width.tolist()[1] == 30


@pytest.mark.parametrize("which", ["bevolking", "leeftijdsaandeel"])
def test_a_count_made_with_a_provisional_figure_is_provisional(which: str) -> None:
    """The total and the shares together make the number of people of 65 and over."""
    rows = population_rows()
    one = (rows["gebied_code"] == "GM0001") & (rows["indicator_code"] == which)
    rows.loc[one, "status"] = "voorlopig"
    found = derive_population(rows).set_index(["gebied_code", "leeftijd"])["status"]
    assert found["GM0001", "65+"] == "voorlopig"
    assert found["GM0001", "totaal"] == ("voorlopig" if which == "bevolking" else "definitief")
    assert found["GM0002", "65+"] == "definitief"
