"""Figures taken out of a profile: the latest, a series, one per area; a missing figure is never a zero."""

from __future__ import annotations

import pytest

from regiobeeld.profile.model import Profile
from regiobeeld.profile.select import figure, latest_year, per_area, rows, series, wijk_values
from small_profile import REGION, A, B, indicator, make_profile, observation

OWN = REGION.code


@pytest.fixture
def profile() -> Profile:
    return make_profile(
        [
            observation(OWN, 20.0),
            observation(OWN, 22.0, jaar=2016, leeftijd="19+"),
            observation(A, 18.0),
            observation(B, None),
            observation("NL", 16.7),
            # Only Nederland has a figure of 2024: for the region 2020 is the latest year.
            observation("NL", 15.0, jaar=2024),
            observation(OWN, 30.0, uitsplitsing="inkomen=kwintiel_1"),
            observation(OWN, 25.0, geslacht="man"),
            observation(OWN, 12.0, leeftijd="65+"),
        ]
    )


def test_the_latest_year_is_the_latest_of_the_region_itself(profile: Profile) -> None:
    assert latest_year(profile, "roken_enquete") == 2020
    assert latest_year(profile, "roken_enquete", "19+") == 2016
    assert latest_year(profile, "roken_enquete", "18-64") is None
    assert latest_year(profile, "onbekend", "18+") is None


def test_a_figure_is_that_of_everybody_unless_asked_otherwise(profile: Profile) -> None:
    found = figure(profile, "roken_enquete", OWN)
    assert found is not None
    assert (found.waarde, found.jaar, found.leeftijd, found.tabel_code) == (20.0, 2020, "18+", "85012NED")
    assert not found.has_interval
    assert rows(profile, "roken_enquete", geslacht="man")["waarde"].tolist() == [25.0]
    assert rows(profile, "roken_enquete", uitsplitsing="inkomen=kwintiel_1")["waarde"].tolist() == [30.0]


def test_a_figure_without_a_value_is_not_a_zero_and_says_why(profile: Profile) -> None:
    found = figure(profile, "roken_enquete", B)
    assert found is not None
    assert (found.waarde, found.ontbreekt) == (None, "te_weinig")
    assert figure(profile, "roken_enquete", "GM9999") is None
    assert figure(profile, "roken_enquete", OWN, jaar=2012) is None


def test_margins_come_along(profile: Profile) -> None:
    found = figure(make_profile([observation(A, 18.0, ondergrens=16.0, bovengrens=20.0)]), "roken_enquete", A)
    assert found is not None
    assert (found.ondergrens, found.bovengrens, found.has_interval) == (16.0, 20.0, True)


def test_nothing_after_the_peiljaar_is_used() -> None:
    both = [observation(OWN, 20.0, jaar=2016), observation(OWN, 18.0, jaar=2020)]
    until_2019 = make_profile(both, peiljaar=2019)
    assert latest_year(until_2019, "roken_enquete") == 2016
    assert rows(until_2019, "roken_enquete")["waarde"].tolist() == [20.0]


def test_every_area_keeps_its_row_in_the_order_asked(profile: Profile) -> None:
    table = per_area(profile, "roken_enquete", [B, "GM9999", A])
    assert table["naam"].tolist() == ["Bestad", "GM9999", "Adorp"]
    assert table["waarde"].isna().tolist() == [True, True, False]
    assert table["waarde"].iloc[2] == 18.0


def test_a_series_has_all_years_with_a_figure(profile: Profile) -> None:
    table = series(profile, "roken_enquete", ["NL", OWN, B])
    assert table[["reeks", "jaar", "waarde"]].to_numpy().tolist() == [
        ["Nederland", 2020, 16.7],
        ["Nederland", 2024, 15.0],
        ["Klein", 2020, 20.0],
    ]


def test_an_indicator_without_any_figure_gives_empty_tables() -> None:
    nothing = make_profile([observation(OWN, 20.0)], indicator(), indicator("leeg"))
    assert rows(nothing, "leeg").empty
    assert series(nothing, "leeg", [OWN]).empty
    assert per_area(nothing, "leeg", [A])["waarde"].isna().all()


def test_wijken_without_a_figure_are_left_out() -> None:
    wijken = make_profile([observation("WK000101", 10.0), observation("WK000102", None)]).waarneming
    profile = make_profile([], wijk_waarneming=wijken)
    assert wijk_values(profile, "roken_enquete", "18+", 2020).to_dict() == {"WK000101": 10.0}
    assert wijk_values(profile, "roken_enquete", "65+", 2020).empty
