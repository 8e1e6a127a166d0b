"""A region beside the REST of Nederland, worked out by hand.

The region is 4 % of Nederland. Nederland 20,0 with standard error 0,1; the region v with standard error 1:
    rest    = (20 - 0,04 v) / 0,96
    SE_rest = sqrt(0,1^2 - (0,04 x 1)^2) / 0,96 = 0,0954703
    z       = (v - rest) / sqrt(1^2 + 0,0954703^2) = (v - rest) / 1,0045470
"""

from __future__ import annotations

import pytest

from regiobeeld.judgement.compare import compare_areas, compare_grid, compare_with_nl
from small_profile import REGION, A, B, indicator, make_profile, observation, with_margin

OWN = REGION.code
NEDERLAND = with_margin("NL", 20.0, 0.1)


@pytest.mark.parametrize(
    ("value", "z", "klasse"),
    [
        # rest = 19 / 0,96 = 19,791667; (25 - 19,791667) / 1,004547
        (25.0, 5.18476, "veel ongunstiger"),
        # Ten points lower and the judgement turns round: rest = 19,4 / 0,96 = 20,208333
        (15.0, -5.18476, "veel gunstiger"),
        # 22,5 -> rest 19,895833; 2,592380
        (22.5, 2.59238, "ongunstiger"),
        (20.0, 0.0, "vergelijkbaar"),
    ],
)
def test_the_class_follows_the_value(value: float, z: float, klasse: str) -> None:
    (row,) = compare_with_nl(make_profile([with_margin(OWN, value, 1.0), NEDERLAND])).to_dict("records")
    assert row["z"] == pytest.approx(z, abs=1e-3)
    assert row["klasse"] == klasse
    assert row["verschil"] == pytest.approx(value - 20.0)
    assert (row["nl"], row["jaar"], row["reden"]) == (20.0, 2020, "")


@pytest.mark.parametrize(
    ("richting", "klasse"),
    [("lager_is_beter", "veel ongunstiger"), ("hoger_is_beter", "veel gunstiger"), ("neutraal", "veel hoger")],
)
def test_what_is_favourable_depends_on_the_indicator(richting: str, klasse: str) -> None:
    profile = make_profile([with_margin(OWN, 25.0, 1.0), NEDERLAND], indicator(richting=richting))
    assert compare_with_nl(profile)["klasse"].tolist() == [klasse]


def test_an_estimate_of_a_model_gets_no_class_but_a_reason() -> None:
    rows = [observation(area, value, soort="modelschatting") for area, value in ((OWN, 25.0), ("NL", 20.0))]
    (row,) = compare_with_nl(make_profile(rows)).to_dict("records")
    assert row["verschil"] == 5.0
    assert row["klasse"] is None
    assert row["reden"].startswith("Dit cijfer is een schatting van een rekenmodel, zonder marges.")


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([with_margin(OWN, 25.0, 1.0)], "geen_vergelijking"),
        ([with_margin(OWN, 25.0, 1.0), with_margin("NL", 20.0, 0.1, jaar=2016)], "geen_vergelijking"),
        ([with_margin(OWN, 25.0, 1.0), observation("NL", 20.0)], "vergelijking_zonder_marges"),
        ([observation(OWN, 25.0), NEDERLAND], "enquete_zonder_marges"),
        ([observation(OWN, None), NEDERLAND], "geen_cijfer"),
    ],
    ids=["no NL", "NL of another year", "NL without margins", "own without margins", "no figure"],
)
def test_without_what_it_takes_there_is_no_class(rows: list[dict[str, object]], code: str) -> None:
    (row,) = compare_with_nl(make_profile(rows)).to_dict("records")
    assert (row["klasse"], row["code"]) == (None, code)
    assert row["reden"].endswith(".")


def test_the_latest_year_with_a_figure_counts() -> None:
    rows = [
        with_margin(OWN, 25.0, 1.0, jaar=2016),
        with_margin("NL", 20.0, 0.1, jaar=2016),
        observation(OWN, None, jaar=2020),
        NEDERLAND,
    ]
    (row,) = compare_with_nl(make_profile(rows)).to_dict("records")
    assert (row["jaar"], row["waarde"], row["klasse"]) == (2016, 25.0, "veel ongunstiger")


def test_men_and_income_groups_are_not_taken_for_everybody() -> None:
    rows = [with_margin(OWN, 25.0, 1.0), NEDERLAND, with_margin(OWN, 1.0, 0.1, geslacht="man")]
    rows.append(with_margin(OWN, 2.0, 0.1, uitsplitsing="inkomen=kwintiel_1"))
    assert compare_with_nl(make_profile(rows))["waarde"].tolist() == [25.0]


def test_each_age_group_is_a_row_of_its_own() -> None:
    rows = [
        with_margin(area, value, 0.5, leeftijd=age)
        for age in ("18+", "65+")
        for area, value in ((OWN, 25.0), ("NL", 20.0))
    ]
    table = compare_with_nl(make_profile(rows))
    assert table["leeftijd"].tolist() == ["18+", "65+"]


def test_a_difference_that_may_be_one_of_many_by_chance_does_not_survive() -> None:
    """One of 20 differences at p = 0,04 is what chance gives: 0,04 > 0,05 x 1/20. One at p = 0,001 stands."""
    codes = [f"cijfer_{i:02d}" for i in range(20)]
    rows = []
    for i, code in enumerate(codes):
        own = 20.0 + (2.0 if i == 0 else 3.3 if i == 1 else 0.2)
        rows += [with_margin(OWN, own, 1.0, indicator_code=code), NEDERLAND | {"indicator_code": code}]
    table = compare_with_nl(make_profile(rows, *(indicator(code) for code in codes))).set_index("indicator_code")
    assert table.loc["cijfer_00", "klasse"] == "ongunstiger"
    assert not table.loc["cijfer_00", "overleeft"]
    assert table.loc["cijfer_01", "overleeft"]
    assert table["overleeft"].sum() == 1


def test_a_figure_that_a_later_survey_replaced_does_not_count_among_the_cells() -> None:
    """p = 0,036 survives as one of one (0,05), not as one of two (0,025)."""
    rows = [with_margin(OWN, 22.1, 1.0), NEDERLAND]
    old = [with_margin(OWN, 20.0, 1.0, jaar=2016, leeftijd="19+"), NEDERLAND | {"jaar": 2016, "leeftijd": "19+"}]
    table = compare_with_nl(make_profile(rows + old)).set_index("leeftijd")
    assert table["actueel"].to_dict() == {"18+": True, "19+": False}
    assert table["overleeft"].to_dict() == {"18+": True, "19+": False}


def test_a_grid_is_corrected_over_all_its_cells() -> None:
    """Two parts, two indicators: p = 0,02 survives in its own row (limit 0,025), not as one of four (0,0125)."""
    codes = ("roken_enquete", "sporten_enquete")
    rows = [with_margin(A, 22.33, 1.0), with_margin(B, 20.1, 1.0), NEDERLAND]
    other = {"indicator_code": codes[1]}
    rows += [with_margin(A, 20.1, 1.0, **other), with_margin(B, 20.1, 1.0, **other), NEDERLAND | other]
    profile = make_profile(rows, *(indicator(code) for code in codes))
    alone = compare_areas(profile, codes[0])
    grid = compare_grid(profile, tuple((code, "18+") for code in codes))
    assert alone.loc[0, "p_waarde"] == pytest.approx(0.02, abs=0.002)
    assert alone["overleeft"].tolist() == [True, False]
    assert len(grid) == 4
    assert not grid["overleeft"].any()


def test_the_parts_are_compared_one_by_one() -> None:
    """Adorp is 1 %, Bestad 3 % of Nederland; a part without a figure is left out."""
    profile = make_profile([with_margin(A, 25.0, 1.0), observation(B, None), NEDERLAND])
    (row,) = compare_areas(profile, "roken_enquete").to_dict("records")
    # rest = (20 - 0,25) / 0,99 = 19,949495; SE_rest = sqrt(0,01 - 0,0001) / 0,99 = 0,1005038
    assert (row["gebied_code"], row["klasse"]) == (A, "veel ongunstiger")
    assert row["z"] == pytest.approx((25 - 19.949495) / (1 + 0.1005038**2) ** 0.5, abs=1e-3)
