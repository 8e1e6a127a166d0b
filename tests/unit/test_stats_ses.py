"""The own SES-index and population-weighted quintiles (METHODEN 9)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import zscore
from statsmodels.stats.weightstats import DescrStatsW

from regiobeeld.stats.ses import compute_index, population_rank, quantile_groups, weighted_z

calm = settings(deadline=None, max_examples=50, derandomize=True)

areas = st.lists(
    st.tuples(st.integers(min_value=0, max_value=30), st.integers(min_value=1, max_value=5000)),
    min_size=2,
    max_size=40,
)


def test_weighted_z_by_hand_and_by_statsmodels():
    # mean (1 x 1 + 3 x 3) / 4 = 2.5, sd sqrt(.75) = .8660: z = -1.7321, 0.5774
    assert weighted_z([1, 3], [1, 3]) == pytest.approx([-1.7321, 0.5774], abs=1e-4)
    values, weights = np.array([4.0, 7, 1, 9, 5]), np.array([10.0, 3, 8, 2, 6])
    summary = DescrStatsW(values, weights)
    assert weighted_z(values, weights) == pytest.approx((values - summary.mean) / summary.std)
    assert weighted_z(values, 1.0) == pytest.approx(zscore(values))


def test_an_outlier_is_cut_at_three_and_the_sign_can_be_turned():
    values = [0.0] * 99 + [1.0]
    assert weighted_z(values, 1.0)[-1] == 3  # without winsorising: 9.9
    assert weighted_z(values, 1.0, sign=-1)[-1] == -3


def test_missing_values_and_empty_areas_do_not_shape_the_scale():
    z = weighted_z([1, 3, None, 100], [1, 3, 50, 0])
    assert z[:2] == pytest.approx([-1.7321, 0.5774], abs=1e-4)
    assert np.isnan(z[2])
    assert z[3] == 3
    assert np.isnan(weighted_z([5, 5], [1, 1])).all()


def test_index_is_the_mean_of_its_components_and_needs_them_all():
    parts = pd.DataFrame({"laag": [10, 20, 30], "hoog": [3, 2, None]}, index=["a", "b", "c"])
    table = compute_index(parts, [1, 1, 1], {"laag": -1, "hoog": 1})
    # laag: -(10 - 20) / 8.16497 = 1.22474; hoog: (3 - 2.5) / 0.5 = 1; mean 1.11237
    assert table.loc["a"].tolist() == pytest.approx([1.22474, 1, 1.11237], abs=1e-5)
    assert np.isnan(table.loc["c", "index"])
    assert table.loc["c", "z_laag"] == pytest.approx(-1.22474, abs=1e-5)


def test_a_wrong_declaration_is_refused():
    parts = pd.DataFrame({"laag": [1.0, 2]})
    with pytest.raises(ValueError):
        compute_index(parts, [1, 1], {"hoog": 1})
    with pytest.raises(ValueError):
        compute_index(parts, [1, 1], {"laag": 2})


def test_quintiles_hold_a_fifth_of_the_people_not_of_the_areas():
    # One large area holds 60 % of the people: midpoint 0.3 -> group 2. The small ones stand at .65 .75 .85 .95.
    assert quantile_groups([1, 2, 3, 4, 5], [60, 10, 10, 10, 10]).tolist() == [2, 4, 4, 5, 5]
    assert quantile_groups([10, 30, 20, 50, 40], [1] * 5).tolist() == [1, 3, 2, 5, 4]


def test_equal_values_share_a_group():
    assert population_rank([7, 7, 1], [1, 1, 2]).tolist() == [0.75, 0.75, 0.25]
    assert quantile_groups([7, 7, 7], [1, 5, 2]).tolist() == [3, 3, 3]


def test_missing_has_no_group_and_an_empty_area_shifts_nobody():
    groups = quantile_groups([1, None, 2, 3, 4], [1, 1, None, 0, 1], 2)
    assert groups == pytest.approx([1, np.nan, np.nan, 2, 2], nan_ok=True)
    assert np.isnan(quantile_groups([None], [1])).all()
    with pytest.raises(ValueError):
        quantile_groups([1], [1], 1)
    with pytest.raises(ValueError):
        quantile_groups([1], [-1])


@calm
@given(rows=areas, seed=st.integers(min_value=0, max_value=99))
def test_order_is_irrelevant_and_groups_rise_with_the_value(rows, seed):
    values, weights = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    groups = quantile_groups(values, weights)
    order = np.random.default_rng(seed).permutation(len(rows))
    np.testing.assert_array_equal(quantile_groups(values[order], weights[order]), groups[order])
    assert (np.diff(groups[np.argsort(values, kind="stable")]) >= 0).all()
    assert ((groups >= 1) & (groups <= 5)).all()


@calm
@given(rows=areas)
def test_the_largest_area_limits_how_far_a_group_is_from_a_fifth(rows):
    values, weights = np.arange(len(rows), dtype=float), np.array([w for _, w in rows], dtype=float)
    groups = quantile_groups(values, weights)
    for group in range(1, 6):
        assert abs(weights[groups == group].sum() - weights.sum() / 5) <= weights.max() + 1e-6
