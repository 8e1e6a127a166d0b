"""The effect of an approach: known answers, and what a thousand made-up studies say of the method itself."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regiobeeld.stats.effect import (
    Change,
    change_between,
    compare_changes,
    detectable_effect,
    placebo_test,
    planned_se,
    slope_before,
)

RUNS = 1000
AREAS, COMPARISON = 14, 42


def test_what_one_gemeente_and_what_a_region_can_detect() -> None:
    """METHODEN 17: 8.5 points for a gemeente beside its ten comparable ones, 2.5 for 14 beside 3 regions of 14."""
    one = planned_se(15, 400, 1.3, areas=1, comparison=10)
    region = planned_se(15, 400, 1.3, areas=14, comparison=3 * 14)
    assert np.round(detectable_effect([one, region]), 1).tolist() == [8.5, 2.5]


def test_the_planned_error_is_that_of_the_study_itself() -> None:
    """The formula for planning and the one for measuring agree when areas differ by chance of the sample only."""
    se_of_round = np.sqrt(15 * 85 * 1.3 / 400)
    change = change_between(np.full((14, 1), 15.0), se_of_round, np.full((14, 1), 15.0), se_of_round)
    other = Change(np.zeros(42), np.full(42, np.sqrt(2) * se_of_round))
    assert compare_changes(change, other).se == pytest.approx(planned_se(15, 400, 1.3, 14, 42))


def test_a_study_to_follow_by_hand() -> None:
    """One gemeente -5, ten others 0 or -2 by turns: -4; without sampling error only their spread counts."""
    others = np.array([0.0, -2.0] * 5)
    found = compare_changes(Change(np.array([-5.0]), np.zeros(1)), Change(others, np.zeros(10)))
    variance = 10 / 9  # ten deviations of 1 from their mean, divided by nine
    assert found.value == pytest.approx(-4)
    assert found.between == pytest.approx(np.sqrt(variance))
    assert found.se == pytest.approx(np.sqrt(variance * (1 + 1 / 10)))
    assert found.df == pytest.approx(9)  # all of the error was estimated from ten areas
    assert found.upper - found.value == pytest.approx(2.2622 * found.se, rel=1e-4)  # t table, 9 degrees of freedom


def test_without_sampling_error_it_is_the_regression_of_the_textbook() -> None:
    """The classical two-way regression (statsmodels) on the changes gives the same effect, error and p."""
    import statsmodels.formula.api as smf

    rng = np.random.default_rng(3)
    own, other = rng.normal(-2, 1, 1), rng.normal(0, 1, 12)
    frame = pd.DataFrame({"d": np.append(other, own), "aanpak": np.append(np.zeros(12), np.ones(1))})
    fit = smf.ols("d ~ aanpak", frame).fit()
    found = compare_changes(Change(own, np.zeros(1)), Change(other, np.zeros(12)))
    assert found.value == pytest.approx(fit.params["aanpak"])
    assert found.se == pytest.approx(fit.bse["aanpak"])
    assert found.p_value == pytest.approx(fit.pvalues["aanpak"])


def test_more_rounds_make_a_surer_change() -> None:
    found = change_between([[10.0, 12.0]], [[1.0, 1.0]], [[8.0, 8.0]], [[2.0, 2.0]])
    assert found.value.tolist() == [-3.0]
    assert found.se == pytest.approx(np.sqrt(2 * 1 / 4 + 2 * 4 / 4))


def test_inhabitants_weigh_the_areas_of_an_approach() -> None:
    own = Change(np.array([-4.0, 0.0]), np.zeros(2))
    found = compare_changes(own, Change(np.array([1.0, -1.0, 0.0]), np.zeros(3)), weights=[300, 100])
    assert found.value == pytest.approx(-3)


def test_a_slope_before_the_start() -> None:
    """Years 2012, 2016, 2020 with 1 point a year: the middle year has no say; SE = sqrt(2 * 16) * 1 / 32."""
    found = slope_before([2012, 2016, 2020], [[10.0, 14.0, 18.0]], np.ones((1, 3)))
    assert (found.value.item(), found.se.item()) == pytest.approx((1.0, np.sqrt(32) / 32))


def test_an_area_that_lacks_a_measurement_has_no_change() -> None:
    assert np.isnan(change_between([[1.0], [np.nan]], 1.0, [[2.0], [2.0]], 1.0).value).tolist() == [False, True]


def test_placebo_counts_the_areas_that_are_as_far_from_nothing() -> None:
    others = Change(np.array([-1.0, 1.0, -0.5, 0.5, 0.0, 2.0, -2.0, 0.2, -0.2]), np.full(9, 0.1))
    far = placebo_test(Change(np.array([-9.0]), np.array([0.1])), others)
    assert far.p_value == pytest.approx(1 / 10)  # nobody as far: the least that nine areas can say
    near = placebo_test(Change(np.array([0.0]), np.array([0.1])), others)
    assert near.p_value == pytest.approx(1.0)


def study(rng: np.random.Generator, effect: float, sampling: float, between: float) -> tuple[Change, Change]:
    """A thousand studies: areas drift by themselves, surveys miss by chance, and the approach does `effect`."""
    sides = []
    for count, done in ((AREAS, effect), (COMPARISON, 0.0)):
        drift = -1.0 + rng.normal(0, between, (RUNS, count)) + done
        before = 15 + rng.normal(0, sampling, (RUNS, count, 1))
        after = 15 + drift[..., np.newaxis] + rng.normal(0, sampling, (RUNS, count, 1))
        sides.append(change_between(before, sampling, after, sampling))
    return sides[0], sides[1]


@pytest.mark.parametrize("between", [1.0, 3.0])
def test_a_planted_effect_of_three_points_is_recovered_within_its_interval(between: float) -> None:
    found = compare_changes(*study(np.random.default_rng(17), -3.0, 2.0, between))
    inside = (found.lower <= -3) & (found.upper >= -3)
    assert inside.mean() == pytest.approx(0.95, abs=0.02)
    assert found.value.mean() == pytest.approx(-3.0, abs=0.1)


@pytest.mark.parametrize(("sampling", "between"), [(2.0, 1.0), (2.0, 3.0), (0.0, 1.0)])
def test_where_nothing_happened_one_study_in_twenty_is_flagged(sampling: float, between: float) -> None:
    found = compare_changes(*study(np.random.default_rng(19), 0.0, sampling, between))
    assert (found.p_value < 0.05).mean() == pytest.approx(0.05, abs=0.015)


def test_an_effect_of_the_detectable_size_is_found_in_four_of_five_studies() -> None:
    own, other = study(np.random.default_rng(23), -2.8 * 0.8, 2.0, 1.0)
    found = compare_changes(own, other)
    size = detectable_effect(found.se).mean()
    found = compare_changes(*study(np.random.default_rng(29), -size, 2.0, 1.0))
    assert (found.p_value < 0.05).mean() == pytest.approx(0.80, abs=0.05)


@given(st.floats(-50, 50), st.floats(-20, 20))
def test_what_happens_everywhere_is_no_effect(level: float, drift: float) -> None:
    """Adding the same to all changes leaves the effect; so does another starting level."""
    own, other = Change(np.array([-3.0]), np.ones(1)), Change(np.array([0.0, 1.0, 2.0]), np.ones(3))
    plain = compare_changes(own, other)
    moved = compare_changes(Change(own.value + drift, own.se), Change(other.value + drift, other.se))
    assert moved.value == pytest.approx(plain.value, abs=1e-9)
    shifted = change_between([[level]], 1.0, [[level - 3.0]], 1.0)
    assert compare_changes(Change(shifted.value, own.se), other).value == pytest.approx(plain.value, abs=1e-9)


def test_too_few_comparison_areas_are_refused() -> None:
    with pytest.raises(ValueError, match="two comparison areas"):
        compare_changes(Change(np.zeros(1), np.ones(1)), Change(np.zeros(1), np.ones(1)))
