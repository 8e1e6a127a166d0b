"""Counts behind the crossing of SES, lifestyle and age, on four wijken that can be counted by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from regiobeeld.needs.crossing import (
    Count,
    gemeente_rows,
    groups,
    quintile_shares,
    summarise_country,
    summarise_group,
    wijk_rows,
)
from regiobeeld.profile.model import Profile
from small_profile import REST, A, B, make_profile


def wijk(
    code: str,
    gemeente: str,
    people: float | None,
    seniors: float | None,
    is_group: bool | None,
    quintile: int | None,
) -> dict[str, Any]:
    return {
        "gebied_code": code,
        "gebied_naam": f"Wijk {code}",
        "niveau": "WK",
        "gemeente_code": gemeente,
        "leeftijd": "65+",
        "inwoners": seniors,
        "inwoners_geteld": True,
        "inwoners_totaal": people,
        "is_groep": is_group,
        "ses_kwintiel": quintile,
    }


COUNTRY = pd.DataFrame(
    [
        wijk("WK000101", A, 1000, 200, True, 1),
        wijk("WK000102", A, 3000, 600, False, 4),
        wijk("WK000201", B, 2000, 350, True, 1),
        wijk("WK000202", B, 500, 90, None, None),
        wijk("WK000301", REST, 4000, 900, True, 2),
        wijk("WK000302", REST, None, None, None, 3),
    ]
).astype({"is_groep": "boolean", "ses_kwintiel": "Int64", "inwoners": "Int64", "inwoners_totaal": "Int64"})
YOUNGER = COUNTRY.assign(leeftijd="18-64", inwoners=10_000, is_groep=True)
GEMEENTEN = COUNTRY.iloc[[2, 0]].assign(niveau="GM", gebied_code=[B, A], gebied_naam=["Bestad", "Adorp"])


@pytest.fixture
def profile() -> Profile:
    country = pd.concat([COUNTRY, YOUNGER, GEMEENTEN], ignore_index=True)
    return make_profile([], kruising=country[country["gemeente_code"] != REST], kruising_nl=country)


def test_only_wijken_of_the_region_and_of_that_age(profile: Profile) -> None:
    assert wijk_rows(profile)["gebied_code"].tolist() == ["WK000101", "WK000102", "WK000201", "WK000202"]
    assert set(wijk_rows(profile, "18-64")["inwoners"]) == {10_000}


def test_the_group_has_the_most_seniors_first_and_no_unknown_wijk(profile: Profile) -> None:
    assert groups(profile)["gebied_code"].tolist() == ["WK000201", "WK000101"]


def test_the_counts_add_up_by_hand(profile: Profile) -> None:
    """200 + 350 seniors in the group; 200 + 600 + 350 + 90 in all; 90 live where nothing is known."""
    facts = summarise_group(profile)
    assert facts == Count(2, 4, 1, inwoners=550, inwoners_totaal=1240, inwoners_onbekend=90, geteld=True)
    assert facts.share_of_all == pytest.approx(100 * 550 / 1240)
    assert facts.share_of_judged == pytest.approx(100 * 550 / 1150)


def test_a_wijk_of_which_the_residents_are_not_known_is_no_zero(profile: Profile) -> None:
    """Elsewhere lies a wijk without a number of residents and without an outcome: counted as unknown."""
    country = summarise_country(profile)
    assert (country.wijken_totaal, country.wijken_onbekend) == (6, 2)
    assert (country.inwoners, country.inwoners_totaal) == (1450, 2140)


def test_gemeenten_stand_in_the_order_of_their_names(profile: Profile) -> None:
    assert gemeente_rows(profile)["gebied_naam"].tolist() == ["Adorp", "Bestad"]


def test_people_are_divided_over_quintiles_of_their_wijk(profile: Profile) -> None:
    """Adorp: 1000 of 4000 in quintile 1. Klein: 3000 of 6000; the 500 without an index do not count."""
    shares = quintile_shares(profile)
    assert shares.loc["Adorp"].tolist() == [25.0, 0.0, 0.0, 75.0, 0.0]
    assert shares.loc["Bestad"].tolist() == [100.0, 0.0, 0.0, 0.0, 0.0]
    assert shares.loc["Klein"].tolist() == [50.0, 0.0, 0.0, 50.0, 0.0]
    assert shares.loc["Nederland"].tolist() == [30.0, 40.0, 0.0, 30.0, 0.0]


def test_a_region_without_wijken_gives_zero_and_no_error() -> None:
    nothing = make_profile([], kruising=COUNTRY.iloc[:0], kruising_nl=COUNTRY.iloc[:0])
    assert summarise_group(nothing) == Count(0, 0, 0, 0, 0, 0, geteld=True)
    assert summarise_group(nothing).share_of_all == summarise_group(nothing).share_of_judged == 0
    assert quintile_shares(nothing).empty
