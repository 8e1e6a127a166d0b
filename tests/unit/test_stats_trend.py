"""Recent trend: weighted regression on real years, leave-one-out, breaks, refusals (METHODEN 6)."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from regiobeeld.stats.trend import fit_slopes, is_steady, recent_trend, since_last_break

calm = settings(deadline=None, max_examples=50, derandomize=True)

YEARS = [2012, 2016, 2020, 2022, 2024]


def test_slope_by_hand():
    # t - T = -1, 0, 1 and w = 1 / 0.25 = 4, so S = 8; b = 4 x (14 - 10) / 8 = 2; se = 1 / sqrt 8
    fit = fit_slopes([2020, 2021, 2022], [10, 13, 14], 0.5)
    assert fit == pytest.approx((2, 8**-0.5))


def test_slope_agrees_with_statsmodels_at_known_variance():
    values, se = np.array([20.1, 19.0, 18.2, 18.4, 16.9]), np.array([0.4, 0.5, 0.3, 0.6, 0.5])
    model = sm.WLS(values, sm.add_constant(np.array(YEARS) - 2012), weights=1 / se**2).fit(cov_type="fixed scale")
    fit = fit_slopes(YEARS, values, se)
    assert fit == pytest.approx((model.params[1], model.bse[1]))
    trend = recent_trend(YEARS, values, se)
    assert trend.chi2 == pytest.approx((model.params[1] / model.bse[1]) ** 2)


def test_many_series_at_once_equal_one_by_one():
    rng = np.random.default_rng(4)
    values, se = rng.normal(20, 1, (6, 5)), rng.uniform(0.3, 1, (6, 5))
    values[2, 3] = np.nan
    together = fit_slopes(YEARS, values, se)
    for i in range(6):
        assert fit_slopes(YEARS, values[i], se[i]) == pytest.approx((together.slope[i], together.se[i]))


def test_a_clear_fall_is_told():
    trend = recent_trend(YEARS, [24, 22, 20, 19, 18], [0.4] * 5)
    assert (trend.step, trend.direction_nl, trend.indicative, trend.reason_nl) == (-2, "dalend", False, "")
    assert trend.slope == pytest.approx(-0.5)
    assert trend.years == tuple(YEARS)


def test_one_outlier_does_not_make_a_trend():
    # Flat but for the last point: significant (z = 3.9), yet without 2024 the slope is 0, so it says nothing.
    trend = recent_trend(YEARS, [20, 20, 20, 20, 26], [1.0] * 5)
    assert trend.chi2 > 3.84
    assert not trend.steady
    assert (trend.step, trend.direction_nl) == (0, "geen aantoonbare verandering")


def test_four_points_are_indicative_and_three_say_nothing():
    assert recent_trend(YEARS[1:], [22, 20, 19, 18], [0.4] * 4).indicative
    trend = recent_trend(YEARS[2:], [20, 19, 18], [0.4] * 3)
    assert (trend.step, trend.slope, trend.direction_nl) == (None, None, None)
    assert trend.reason_nl == "Er zijn 3 metingen; een trend vraagt er minstens 4."


def test_a_break_splits_the_series():
    trend = recent_trend(YEARS, [24, 22, 20, 19, 18], [0.4] * 5, breaks=[2020])
    assert trend.step is None
    assert trend.years == (2020, 2022, 2024)
    assert trend.reason_nl == (
        "Sinds 2020 is anders gemeten; sindsdien zijn er 3 metingen, een trend vraagt er minstens 4."
    )


def test_a_break_after_the_last_measurement_is_not_yet_felt():
    assert since_last_break(YEARS, [2016, 2030]).tolist() == [False, True, True, True, True]
    assert not since_last_break([], [2020]).any()
    assert not since_last_break([np.nan]).any()


def test_points_without_margins_do_not_count():
    trend = recent_trend(YEARS, [24, 22, 20, 19, 18], [0.4, None, 0.4, None, 0.0])
    assert trend.step is None
    assert trend.reason_nl == "Er zijn 2 metingen met marges; een trend vraagt er minstens 4."


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([None] * 5, "Er zijn geen metingen; een trend vraagt er minstens 4."),
        ([None, 20, None, None, None], "Er is 1 meting; een trend vraagt er minstens 4."),
    ],
)
def test_a_series_without_enough_points_says_so(values, reason):
    assert recent_trend(YEARS, values, [0.4] * 5).reason_nl == reason


def test_the_same_year_twice_is_refused():
    with pytest.raises(ValueError):
        recent_trend([2020, 2020, 2021, 2022], [1, 2, 3, 4], [1] * 4)


def test_one_year_has_no_slope():
    assert np.isnan(fit_slopes([2020, 2020], [1, 2], 1)).all()
    assert np.isnan(fit_slopes(YEARS, [None] * 5, 1)).all()
    assert not is_steady(YEARS, [None] * 5, [1.0] * 5)


@calm
@given(
    values=st.lists(st.floats(min_value=1, max_value=99), min_size=5, max_size=5),
    order=st.permutations(range(5)),
)
def test_order_is_irrelevant_and_the_mirror_image_has_the_opposite_sign(values, order):
    se = [0.5, 0.7, 0.4, 0.6, 0.5]
    trend = recent_trend(YEARS, values, se)
    shuffled = recent_trend([YEARS[i] for i in order], [values[i] for i in order], [se[i] for i in order])
    mirrored = recent_trend(YEARS, [100 - value for value in values], se)
    assert shuffled == trend
    assert mirrored.slope == pytest.approx(-trend.slope, abs=1e-9)
    if abs(trend.slope) > 1e-6 and min(abs(trend.chi2 - limit) for limit in (3.8415, 9.5495)) > 1e-3:
        assert abs(mirrored.step) == abs(trend.step)


def test_a_point_without_spread_does_not_count() -> None:
    """An SE of 0 claims a certainty that no figure has: the slope is that of the other points, 2 per year."""
    years, values = [2016.0, 2018.0, 2020.0, 2022.0], [10.0, 14.0, 99.0, 22.0]
    slopes = fit_slopes(years, values, [1.0, 1.0, 0.0, 1.0])
    assert float(slopes.slope) == pytest.approx(2.0)
