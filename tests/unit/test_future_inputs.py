"""From rows of the one schema to arrays: what is counted, what may be added up, what is refused."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.projection.ages import lies_in
from regiobeeld.projection.declared import load_projection
from regiobeeld.projection.inputs import read_counts, read_history, with_year

DECLARED = load_projection()
RULES = DECLARED.model_copy(
    update={
        "cijfers": DECLARED.cijfers.model_copy(
            update={
                "vijfjaar": ("0-4", "5-9", "10+"),
                "geteld": ("0-4", "5+"),
                "jaren_geteld": (2015, 2025),
                "jaren_vijfjaar": (2020,),
            }
        )
    }
)
Row = tuple[str, int, str, str, float]


def frame(rows: list[Row], indicator: str = "bevolking") -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["gebied_code", "jaar", "geslacht", "leeftijd", "waarde"])
    dates = pd.to_datetime(table.pop("jaar").astype(str) + "-01-01")
    return with_year(table.assign(indicator_code=indicator, periode_eind=dates, uitsplitsing="totaal"))


def counted() -> list[Row]:
    rows: list[Row] = []
    for code, size in (("GM1", 1.0), ("GM2", 2.0)):
        rows += [(code, year, "totaal", band, size * 10) for year in (2015, 2025) for band in ("0-4", "5+")]
        rows += [(code, 2020, sex, band, size) for sex in ("man", "vrouw") for band in ("0-4", "5-9", "10+")]
        rows += [(code, 2020, sex, "totaal", size * 3) for sex in ("man", "vrouw")]
    return rows


def test_counts_are_arranged_by_area_sex_and_age() -> None:
    counts = read_counts(frame(counted()), ["GM1", "GM2"], RULES)
    np.testing.assert_array_equal(counts.bands[2025], [[10, 10], [20, 20]])
    np.testing.assert_array_equal(counts.fives[2020], [[[1] * 3] * 2, [[2] * 3] * 2])
    np.testing.assert_array_equal(counts.sexes[2020], [[3, 3], [6, 6]])
    assert 2025 not in counts.sexes


def test_a_counted_group_may_be_added_up_of_five_year_groups() -> None:
    rows = [row for row in counted() if not (row[1] == 2025 and row[3] == "5+")]
    rows += [(code, 2025, "totaal", band, 4.0) for code in ("GM1", "GM2") for band in ("5-9", "10+")]
    counts = read_counts(frame(rows), ["GM1", "GM2"], RULES)
    np.testing.assert_array_equal(counts.bands[2025][:, 1], [8, 8])


def test_a_missing_group_names_the_gemeente_the_age_and_the_year() -> None:
    rows = [row for row in counted() if row[:2] != ("GM2", 2015)]
    with pytest.raises(ContractError, match="inwoners van 0-4 jaar in 2015 ontbreken voor GM2"):
        read_counts(frame(rows), ["GM1", "GM2"], RULES)


def nation(years: range, *, ages: tuple[str, ...] = ("0", "1", "2+")) -> list[Row]:
    return [("NL", year, sex, age, 100.0 + year) for year in years for sex in ("man", "vrouw") for age in ages]


def test_the_history_holds_the_years_with_deaths_and_the_one_after() -> None:
    people = frame(nation(range(2000, 2004)), RULES.cijfers.levensjaar)
    deaths = frame(nation(range(2000, 2003)), RULES.cijfers.sterfte)
    old = frame(nation(range(1970, 1971)), RULES.cijfers.sterfte)
    history = read_history(pd.concat([people, deaths, old]), RULES)
    assert history.years == (2000, 2001, 2002, 2003)
    assert (history.people.shape, history.deaths.shape) == ((4, 2, 3), (3, 2, 3))
    assert history.on(2001)[0, 2] == 2101


def test_a_hole_in_the_ages_of_the_nation_is_refused() -> None:
    people = frame(nation(range(2000, 2004), ages=("0", "2", "3+")), RULES.cijfers.levensjaar)
    deaths = frame(nation(range(2000, 2003)), RULES.cijfers.sterfte)
    with pytest.raises(ContractError, match="lopen niet door"):
        read_history(pd.concat([people, deaths]), RULES)


def test_without_a_national_series_there_is_one_clear_line() -> None:
    with pytest.raises(ContractError, match="per leeftijd ontbreken"):
        read_history(frame(counted()), RULES)


@pytest.mark.parametrize(
    ("part", "whole", "inside"),
    [
        ("80-84", "80+", True),
        ("95+", "80+", True),
        ("95+", "80-99", False),
        ("20-24", "25-44", False),
        ("7", "5-9", True),
    ],
)
def test_which_group_lies_in_which(part: str, whole: str, inside: bool) -> None:
    assert lies_in(part, whole) is inside
