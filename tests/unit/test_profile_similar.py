"""Comparable gemeenten and regions: never itself, never an area that overlaps, always with the differences."""

from __future__ import annotations

import pytest

from profile_example import GEMEENTEN, REGION, make_profile
from regiobeeld.judgement.similar import (
    comparable_members,
    describe_differences,
    region_kind,
    similar_gemeenten,
    similar_regions,
)


def test_ten_gemeenten_nearest_first_and_never_itself():
    found = similar_gemeenten(make_profile(), "GM0001").neighbours
    assert len(found) == 10
    assert "GM0001" not in found.index
    assert found["afstand"].is_monotonic_increasing
    assert found["blijft"].between(0, 1).all()


def test_a_twin_is_the_nearest():
    profile = make_profile()
    table = profile.kenmerken.copy()
    table.loc["GM0033"] = table.loc["GM0001"]
    found = similar_gemeenten(make_profile(kenmerken=table), "GM0001").neighbours
    assert found.index[0] == "GM0033"
    assert found["afstand"].iloc[0] == pytest.approx(0, abs=1e-6)
    assert found["verschilt_in"].iloc[0] == ()


def test_regions_of_the_same_kind_without_those_that_overlap():
    # The region lies across GG0001 and GG0002, so both are out: 6 of the 8 remain, 5 are chosen.
    profile = make_profile(region=GEMEENTEN[3:7], code="RG_dwars")
    assert region_kind(profile) == "GG"
    found = similar_regions(profile).neighbours
    assert len(found) == 5
    assert not {"GG0001", "GG0002"} & set(found.index)


def test_the_gemeenten_of_comparable_regions_are_the_benchmark():
    members = comparable_members(make_profile())
    assert len(members) == 25
    assert not set(members) & set(REGION)


def test_one_gemeente_is_compared_with_ten_others():
    assert len(comparable_members(make_profile(region=("GM0001",), code="GM0001"))) == 10


def test_the_whole_country_has_nothing_to_compare_with():
    found = similar_regions(make_profile(region=GEMEENTEN, code="NL"))
    assert found.neighbours.empty
    assert "heel Nederland" in found.reason_nl


def test_differences_in_words():
    assert describe_differences((("ses_index", 1.2), ("inwoners", -1.1))) == "hogere SES, minder inwoners"
    assert describe_differences(()) == "niets in het oog springend"
