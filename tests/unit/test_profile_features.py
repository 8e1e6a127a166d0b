"""What describes a gemeente: inhabitants on the target indeling, growth of 65+, features of a larger area."""

from __future__ import annotations

import pandas as pd
import pytest

from harmonise_example import OLD, PEOPLE, indeling
from regiobeeld.profile.features import (
    FEATURES,
    complete_years,
    describe_gemeenten,
    describe_region,
    growth_of_seniors,
    newest_population,
    populations,
    provisional_ages,
)


def people(year: int, factor: float = 1.0, ages: tuple[str, ...] = ("totaal", "65+")) -> pd.DataFrame:
    rows = [
        (code, 2020, year, age, PEOPLE[code] * (0.2 if age == "65+" else 1.0) * factor)
        for code in OLD
        for age in ages
    ]
    return pd.DataFrame(rows, columns=["gebied_code", "gebied_jaar", "jaar", "leeftijd", "inwoners"])


def test_old_gemeenten_are_moved_to_the_new_ones():
    # GM0011 = 1000 + 3000; GM0005 = 4000 + 60 % of 500
    found = populations(people(2020), indeling())[2020]
    assert found.loc["GM0011", "totaal"] == 4000
    assert found.loc["GM0005", "totaal"] == 4300
    assert found["totaal"].sum() == 12000


def test_an_age_group_that_one_gemeente_lacks_does_not_count():
    table = people(2020)
    table = table[~((table["gebied_code"] == "GM0003") & (table["leeftijd"] == "65+"))]
    assert list(populations(table, indeling())[2020]) == ["totaal"]


def test_each_age_group_in_its_newest_year():
    tables = populations(pd.concat([people(2020), people(2022, 2.0, ("totaal",))]), indeling())
    newest = newest_population(tables)
    assert newest.loc["GM0003", "totaal"] == 4000
    assert newest.loc["GM0003", "65+"] == 400


def test_growth_is_measured_over_about_ten_years():
    # 2022 against 2012, not against 2020: x 1.5 = 50 %
    tables = populations(pd.concat([people(2012), people(2020, 1.4), people(2022, 1.5)]), indeling())
    assert growth_of_seniors(tables).to_list() == pytest.approx([50.0] * 4)


def test_no_growth_from_one_year():
    assert growth_of_seniors(populations(people(2020), indeling())).empty


def test_a_missing_feature_stays_missing():
    population = pd.DataFrame({"totaal": [10.0, 20.0]}, index=["GM0001", "GM0002"])
    latest = pd.DataFrame(
        [("woz_waarde", "totaal", "GM0001", 2022, 300.0)],
        columns=["indicator_code", "leeftijd", "gebied_code", "jaar", "waarde"],
    )
    crossing = pd.DataFrame({"niveau": ["GM"], "gebied_code": ["GM0002"], "ses_index": [0.5], "ses_kwintiel": [4]})
    table = describe_gemeenten(latest, population, crossing, pd.Series(dtype=float))
    assert table.loc["GM0001", "woz_waarde"] == 300
    assert pd.isna(table.loc["GM0002", "woz_waarde"])
    assert table["ses_index"].isna().tolist() == [True, False]


def test_a_larger_area_adds_inhabitants_and_weights_the_rest():
    # WOZ (100 x 1 + 200 x 3) / 4 = 175; SES known in one of both
    table = pd.DataFrame(index=["a", "b"], columns=list(FEATURES), dtype=float)
    table["inwoners"], table["woz_waarde"], table["ses_index"] = [1.0, 3.0], [100.0, 200.0], [0.4, float("nan")]
    found = describe_region(table, ("a", "b"))
    assert found["inwoners"] == 4
    assert found["woz_waarde"] == 175
    assert found["ses_index"] == pytest.approx(0.4)
    assert pd.isna(found["adressendichtheid"])


def test_only_years_that_know_every_age_group_may_weigh():
    whole = {year: pd.DataFrame({"totaal": [3.0], "65+": [1.0]}) for year in (2013, 2020)}
    tables = whole | {2024: pd.DataFrame({"totaal": [4.0]})}
    assert list(complete_years(tables)) == [2013, 2020]
    assert complete_years({}) == {}


def test_an_age_group_is_provisional_when_its_newest_count_is():
    older = people(2020).assign(status="voorlopig")
    newer = people(2024, ages=("totaal",)).assign(status="definitief")
    newer.loc[newer["gebied_code"] == OLD[0], "status"] = "voorlopig"
    assert provisional_ages(pd.concat([older, newer])) == {"totaal", "65+"}
    assert provisional_ages(pd.concat([older, newer.assign(status="definitief")])) == {"65+"}
