"""Observed beside expected: leave-one-out regression with a prediction interval (METHODEN 12)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.outliers_influence import OLSInfluence

from regiobeeld.stats.expected import expect

calm = settings(deadline=None, max_examples=20, derandomize=True)

SHOWN = ["verwacht", "ondergrens", "bovengrens", "afwijking", "toetswaarde", "stap"]


def make_areas(count: int = 40, seed: int = 8) -> tuple[np.ndarray, pd.DataFrame, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = pd.DataFrame(rng.normal(size=(count, 3)), columns=["ouderen", "ses", "stedelijk"])
    y = 20 + x.to_numpy() @ [1.5, -2, 0.5] + rng.normal(size=count)
    return y, x, rng.uniform(0.5, 4, count)


def test_each_area_is_predicted_by_a_regression_without_it():
    y, x, w = make_areas()
    table = expect(y, x, w).table
    for i in (0, 17, 39):
        others = np.arange(40) != i
        model = sm.WLS(y[others], sm.add_constant(x[others]), weights=w[others]).fit()
        new = np.concatenate([[1.0], x.iloc[i]])
        forecast = model.get_prediction(new[None, :], weights=w[i]).summary_frame(alpha=0.05).iloc[0]
        ours = table.loc[i, ["verwacht", "ondergrens", "bovengrens"]].tolist()
        assert ours == pytest.approx(forecast[["mean", "obs_ci_lower", "obs_ci_upper"]].tolist())


def test_scores_are_externally_studentised_residuals():
    y, x, _ = make_areas()
    influence = OLSInfluence(sm.OLS(y, sm.add_constant(x)).fit())
    assert expect(y, x).table["toetswaarde"].to_numpy() == pytest.approx(influence.resid_studentized_external)


def test_an_area_that_differs_stands_out_and_does_not_predict_itself():
    y, x, w = make_areas()
    before = expect(y, x, w).table.loc[5]
    y[5] += 10
    after = expect(y, x, w).table.loc[5]
    assert after["stap"] == 1
    assert after["verwacht"] == pytest.approx(before["verwacht"])
    assert after["afwijking"] == pytest.approx(before["afwijking"] + 10)


def test_a_predictor_that_repeats_another_is_dropped_and_changes_nothing():
    y, x, w = make_areas()
    plain = expect(y, x, w)
    doubled = expect(y, x.assign(jongeren=100 - 3 * x["ouderen"], vast=7.0), w)
    assert doubled.dropped == ("jongeren", "vast")
    pd.testing.assert_frame_equal(doubled.table, plain.table)


def test_a_trait_of_one_area_alone_predicts_nothing_there():
    y, x, w = make_areas()
    result = expect(y, x.assign(eiland=np.eye(40)[3]), w)
    assert result.table.loc[3, SHOWN].isna().all()
    assert result.table[SHOWN].notna().all(axis=1).sum() == 39


def test_areas_that_lack_something_have_an_empty_row():
    y, x, w = make_areas()
    y[0], w[1] = np.nan, 0
    x.loc[2, "ses"] = np.nan
    result = expect(y, x, w)
    assert result.areas == 37
    assert result.table.loc[[0, 1, 2], SHOWN].isna().all(axis=None)
    assert result.table.loc[1, "waarde"] == y[1]


def test_fewer_than_thirty_areas_are_refused():
    y, x, _ = make_areas(29)
    result = expect(y, x)
    assert result.table[SHOWN].isna().all(axis=None)
    assert result.reason_nl == "Er zijn 29 gebieden met alle gegevens; voor een verwachting zijn er 30 nodig."


def test_more_predictors_than_areas_can_carry_are_refused():
    y, _, _ = make_areas(30)
    many = pd.DataFrame(np.random.default_rng(1).normal(size=(30, 40)))
    assert "te veel kenmerken" in expect(y, many).reason_nl


def test_explained_share_by_another_route():
    y, x, _ = make_areas()
    others = [
        sm.OLS(np.delete(y, i), sm.add_constant(np.delete(x.to_numpy(), i, 0))).fit().params for i in range(40)
    ]
    left_out = y - np.array([b @ [1, *row] for b, row in zip(others, x.to_numpy(), strict=True)])
    assert expect(y, x).explained == pytest.approx(1 - (left_out**2).sum() / ((y - y.mean()) ** 2).sum())


def test_a_percentage_is_expected_between_zero_and_hundred():
    y, x, w = make_areas()
    table = expect(y - 18, x, w, limits=(0, 100)).table
    assert table[["verwacht", "ondergrens"]].min(axis=None) == 0


def test_a_negative_weight_is_refused():
    y, x, w = make_areas()
    with pytest.raises(ValueError):
        expect(y, x, -w)


@calm
@given(seed=st.integers(min_value=0, max_value=50))
def test_order_of_rows_and_units_of_predictors_are_irrelevant(seed):
    y, x, w = make_areas()
    order = np.random.default_rng(seed).permutation(40)
    plain = expect(y, x, w).table
    other = expect(y[order], x.iloc[order] * [100, 0.01, 5] + 3, w[order]).table
    pd.testing.assert_frame_equal(other.sort_index(), plain)
