"""With what the region is compared: rest of NL, rest of the province, comparable areas, a goal."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from profile_example import GEMEENTEN, GOAL, INDICATORS, REGION, make_profile
from regiobeeld.judgement.benchmarks import compare_with_all, province_of, reference_groups, reference_name


def with_goal() -> dict[str, object]:
    return INDICATORS | {"roken_enquete": replace(INDICATORS["roken_enquete"], streefwaarde=GOAL)}


def row(profile, comparison, indicator="roken_enquete", age="18+"):
    table = compare_with_all(profile)
    chosen = (table["vergelijking"] == comparison) & (table["indicator_code"] == indicator)
    return table[chosen & (table["leeftijd"] == age)].iloc[0]


def test_no_group_holds_the_region_itself():
    for members in reference_groups(make_profile()).values():
        assert members
        assert not set(members) & set(REGION)


def test_the_rest_of_the_province_is_added_up_from_its_gemeenten():
    # Region: mean of five 30's with SE 1 / sqrt 5; rest of PV01: GM0006-GM0010, all 20, SE 1 / sqrt 5.
    found = row(make_profile(), "provincie")
    assert found["referentie"] == 20
    assert found["referentie_se"] == pytest.approx(1 / np.sqrt(5), abs=1e-6)
    assert found["z"] == pytest.approx(10 / np.sqrt(2 / 5), abs=1e-4)
    assert found["klasse"] == "veel ongunstiger"


def test_a_region_in_two_provinces_has_no_province_to_compare_with():
    profile = make_profile(region=GEMEENTEN[8:12], code="RG_dwars")
    assert province_of(profile) is None
    assert "provincie" not in reference_groups(profile)


def test_a_province_is_not_compared_with_itself():
    assert "provincie" not in reference_groups(make_profile(region=GEMEENTEN[:10], code="PV01"))


def test_the_whole_country_has_no_benchmark():
    assert reference_groups(make_profile(region=GEMEENTEN, code="NL")) == {}


def test_a_goal_is_a_fixed_line_for_its_own_age_group():
    # (30 - 5) / (1 / sqrt 5)
    profile = make_profile(indicators=with_goal())
    found = row(profile, "doel")
    assert found["referentie"] == 5
    assert found["z"] == pytest.approx(25 * np.sqrt(5), abs=1e-3)
    goals = compare_with_all(profile)
    assert set(goals.loc[goals["vergelijking"] == "doel", "leeftijd"]) == {"18+"}


def test_without_a_declared_goal_there_is_none():
    assert "doel" not in set(compare_with_all(make_profile())["vergelijking"])


def test_model_estimates_and_counts_are_not_compared():
    assert set(compare_with_all(make_profile())["indicator_code"]) == {"roken_enquete", "sport_enquete"}


def test_names_for_the_reader():
    profile = make_profile()
    assert reference_name(profile, "provincie") == "de rest van Provincie"
    assert reference_name(profile, "vergelijkbaar") == "vergelijkbare regio's"
    single = make_profile(region=("GM0001",), code="GM0001")
    assert reference_name(single, "vergelijkbaar") == "vergelijkbare gemeenten"


def test_before_the_first_survey_there_is_nothing_to_compare():
    # Only the counts of 2013 are left: no row, and no error either.
    table = compare_with_all(make_profile(peiljaar=2013))
    assert table.empty
    assert {"vergelijking", "klasse", "reden"} <= set(table.columns)
