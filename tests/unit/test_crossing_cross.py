"""SES x leefstijl x leeftijd: when an area is a group, when it is not, and when nobody can tell."""

from __future__ import annotations

import pandas as pd

from regiobeeld.crossing.cross import cross
from regiobeeld.crossing.tables import KRUISING

AREAS = pd.DataFrame(
    {
        "gebied_code": ["WK010101", "WK010102", "WK010103"],
        "gebied_jaar": 2022,
        "niveau": "WK",
        "gemeente_code": "GM0101",
        "gebied_naam": ["Noord", "Zuid", "West"],
        "stedelijkheid": pd.array([1, 3, None], dtype="Int64"),
    }
)
POPULATION = pd.DataFrame(
    [(code, age, count) for code in AREAS["gebied_code"] for age, count in (("totaal", 1000.0), ("65+", 212.5))],
    columns=["gebied_code", "leeftijd", "inwoners"],
)


def ses(*quintiles: int | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "ses_index": [None if q is None else q - 3.0 for q in quintiles],
            "ses_kwintiel": pd.array(quintiles, dtype="Int64"),
            "reden": ["cijfers ontbreken" if q is None else None for q in quintiles],
        },
        index=AREAS["gebied_code"],
    )


def lifestyle(*measured_and_bad: tuple[int, int]) -> pd.DataFrame:
    rows = [
        (code, "65+", measured, bad, "", 50.0)
        for code, (measured, bad) in zip(AREAS["gebied_code"], measured_and_bad, strict=False)
    ]
    names = ["gebied_code", "leeftijd", "leefstijl_gemeten", "leefstijl_ongunstig", "ongunstig", "leefstijl_score"]
    return pd.DataFrame(rows, columns=names)


def outcome(frame: pd.DataFrame) -> list[bool | None]:
    return [None if pd.isna(value) else bool(value) for value in frame["is_groep"]]


def test_low_ses_and_two_unfavourable_figures_make_a_group() -> None:
    crossed = cross(AREAS, ses(1, 1, 2), lifestyle((5, 2), (5, 1), (5, 5)), POPULATION)
    assert outcome(crossed) == [True, False, False]
    assert crossed["reden"].isna().all()


def test_the_result_has_the_published_columns_and_one_row_per_area_and_age() -> None:
    crossed = cross(AREAS, ses(1, 1, 2), lifestyle((5, 2), (5, 1), (5, 5)), POPULATION)
    assert list(crossed.columns) == KRUISING.names
    assert not crossed.duplicated(list(KRUISING.key)).any()
    # 21.25 % of 1000 residents is 212.5 persons, counted as 212.
    assert crossed.loc[0, ["inwoners", "inwoners_totaal", "aandeel_65plus"]].tolist() == [212, 1000, 21.2]


def test_without_ses_nobody_can_tell_unless_lifestyle_rules_it_out() -> None:
    crossed = cross(AREAS, ses(None, None, 1), lifestyle((5, 2), (5, 0), (5, 2)), POPULATION)
    assert outcome(crossed) == [None, False, True]
    assert crossed.loc[0, "reden"] == "cijfers ontbreken"


def test_missing_figures_leave_it_open_only_when_they_could_turn_it() -> None:
    # Noord: one of two measured is bad, three unknown: open. Zuid: two are bad already. West: one unknown.
    crossed = cross(AREAS, ses(1, 1, 1), lifestyle((2, 1), (2, 2), (4, 0)), POPULATION)
    assert outcome(crossed) == [None, True, False]
    assert "leefstijlcijfers" in crossed.loc[0, "reden"]


def test_a_wijk_of_another_indeling_is_a_gap_not_a_zero() -> None:
    links = pd.DataFrame(
        {
            "wijk_code": AREAS["gebied_code"],
            "gekoppeld": [True, True, False],
            "reden": ["zeker", "zeker", "wijk bestaat alleen in 2022"],
        }
    )
    crossed = cross(AREAS, ses(1, 2, 1), lifestyle((5, 2), (5, 2), (5, 2)), POPULATION, links=links)
    assert outcome(crossed) == [True, False, None]
    assert (
        crossed.loc[2, "reden"] == "leefstijlcijfers zijn van een andere wijkindeling: wijk bestaat alleen in 2022"
    )
    assert crossed.loc[2, "leefstijl_gemeten"] == 0
    assert pd.isna(crossed.loc[2, "leefstijl_ongunstig"])


def test_an_area_without_a_known_number_of_residents_is_a_gap() -> None:
    unknown = POPULATION.loc[~((POPULATION["gebied_code"] == "WK010101") & (POPULATION["leeftijd"] == "65+"))]
    crossed = cross(AREAS, ses(1, 1, 1), lifestyle((5, 2), (5, 2), (5, 2)), unknown)
    assert outcome(crossed) == [None, True, True]
    assert crossed.loc[0, "reden"] == "het aantal inwoners van deze leeftijd is niet bekend"
