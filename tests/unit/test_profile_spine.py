"""Positions for the spine chart: the benchmark in the middle, worst left, areas of the same kind as bars."""

from __future__ import annotations

import pytest

from profile_example import GEMEENTEN, make_profile
from regiobeeld.judgement.benchmarks import VERGELIJKBAAR, compare_with_all
from regiobeeld.judgement.spine import spine_against, spine_areas, spine_rows
from regiobeeld.judgement.survey import KEY


def test_the_worst_region_stands_at_the_left_end():
    # Regions: 30 and seven times 20; NL 21.25; reach max(1.25, 8.75) = 8.75, fewer smokers is better.
    rows = spine_rows(make_profile()).set_index("indicator_code")
    row = rows.loc["roken_enquete"]
    assert row["stip"] == 0
    assert row["licht_tot"] == pytest.approx(0.5 + 1.25 / 17.5)
    assert (row["licht_van"], row["klasse"]) == (0, "veel ongunstiger")


def test_without_spread_everything_is_in_the_middle():
    row = spine_rows(make_profile()).set_index("indicator_code").loc["sport_enquete"]
    assert row[["stip", "licht_van", "licht_tot"]].tolist() == [0.5, 0.5, 0.5]


def test_model_estimates_are_not_drawn():
    assert set(spine_rows(make_profile())["indicator_code"]) == {"roken_enquete", "sport_enquete"}


def test_one_gemeente_stands_among_all_gemeenten():
    profile = make_profile(region=("GM0001",), code="GM0001")
    assert spine_areas(profile) == "gemeenten van Nederland"
    assert spine_areas(make_profile()) == "GGD-regio's van Nederland"
    assert spine_rows(profile)["stip"].iloc[0] == 0


def test_the_whole_country_has_no_rows():
    assert spine_rows(make_profile(region=GEMEENTEN, code="NL")).empty


def test_beside_areas_like_it_the_middle_is_theirs_and_the_figures_stay():
    profile = make_profile()
    plain, rows = (
        frame.set_index([*KEY]) for frame in (spine_rows(profile), spine_against(profile, VERGELIJKBAAR))
    )
    found = compare_with_all(profile)
    theirs = found[found["vergelijking"] == VERGELIJKBAAR].set_index([*KEY])["referentie"]
    assert len(rows), "the example has areas like it"
    assert rows["waarde"].to_dict() == plain.loc[rows.index, "waarde"].to_dict()
    assert rows["nl"].to_dict() == theirs.loc[rows.index].to_dict()
    # 30% smokers is more than anybody else has, whatever stands in the middle: the left end.
    assert rows.xs("roken_enquete")["stip"].tolist() == [0]


def test_a_benchmark_without_figures_gives_no_rows():
    assert spine_against(make_profile(), "bestaat niet").empty
