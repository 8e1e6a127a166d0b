"""Intervals of one figure: oracles of METHODEN 1 and 2, margins of the health survey, properties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from regiobeeld.stats.arrays import as_floats, standardise_columns, weighted_moments
from regiobeeld.stats.interval import (
    byar,
    count_interval,
    exact_poisson,
    interval_from_se,
    rate_interval,
    se_from_counts,
    se_from_margins,
    wilson,
)

calm = settings(deadline=None, max_examples=50, derandomize=True)

percentages = st.floats(min_value=0, max_value=100)
counts = st.integers(min_value=0, max_value=100_000)


@pytest.mark.parametrize(("x", "n", "lower", "upper"), [(30, 100, 0.2189, 0.3958), (0, 50, 0.0, 0.0713)])
def test_wilson_gives_the_published_examples(x, n, lower, upper):
    assert wilson(x, n) == pytest.approx((lower, upper), abs=1e-4)


@pytest.mark.parametrize("level", [0.95, 0.998])
def test_wilson_agrees_with_two_other_implementations(level):
    for x, n in [(1, 7), (30, 100), (399, 400), (5, 5)]:
        ours = wilson(x, n, level)
        assert ours == pytest.approx(proportion_confint(x, n, alpha=1 - level, method="wilson"), abs=1e-12)
        theirs = binomtest(x, n).proportion_ci(level, method="wilson")
        assert ours == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_wilson_in_per_cent_and_for_a_whole_column_at_once():
    bounds = wilson([30, 0], [100, 50], per=100)
    assert bounds.lower == pytest.approx([21.89, 0], abs=0.01)
    assert bounds.upper == pytest.approx([39.58, 7.13], abs=0.01)


@pytest.mark.parametrize(("count", "lower", "upper"), [(10, 4.787, 18.391), (1, 0.013, 5.564), (0, 0.0, 3.668)])
def test_byar_gives_the_published_examples(count, lower, upper):
    assert byar(count) == pytest.approx((lower, upper), abs=5e-4)


def test_exact_limits_of_a_count_leave_the_right_tails():
    # By definition: P(X >= 7 | lower) = 0.025 and P(X <= 7 | upper) = 0.025. For 0: upper = -ln(0.025) = 3.6889.
    from scipy.stats import poisson

    lower, upper = exact_poisson(7)
    assert poisson.sf(6, lower) == pytest.approx(0.025)
    assert poisson.cdf(7, upper) == pytest.approx(0.025)
    assert exact_poisson(0) == pytest.approx((0, -np.log(0.025)), abs=1e-9)


def test_a_count_is_exact_below_ten_and_byar_from_ten_on():
    bounds = count_interval([9, 10])
    assert bounds.lower[0] == exact_poisson(9).lower
    assert bounds.lower[1] == byar(10).lower


def test_a_rate_is_its_count_per_thousand_persons():
    # 10 cases among 2000 persons: 4.787/2000 and 18.391/2000, per 1000
    assert rate_interval(10, 2000) == pytest.approx((2.3937, 9.1957), abs=1e-4)


def test_margins_of_the_survey_give_the_standard_error():
    # 53.2 (51.4-55.0): logit(55.0) - logit(51.4) = 0.200671 - 0.056015 = 0.144656; / 3.92 = 0.036903;
    # times 53.2 x 46.8 / 100 = 0.91879
    assert se_from_margins(53.2, 51.4, 55.0) == pytest.approx(0.91879, abs=1e-4)


def test_margins_of_a_rare_trait_are_read_on_the_logit_scale():
    # logit(7/93) - logit(3/97) = -2.58669 + 3.47610 = 0.88941; / 3.92 = 0.226890; times 4.6 x 95.4 / 100 = 0.99567
    assert se_from_margins(4.6, 3.0, 7.0) == pytest.approx(0.99567, abs=1e-4)


def test_a_margin_rounded_to_zero_leaves_the_other_side():
    # 0.3 (0.0-1.1): logit(1.1) - logit(0.3) = -4.49880 + 5.80614 = 1.30734; / 1.96 x 0.3 x 99.7 / 100 = 0.19951
    assert se_from_margins(0.3, 0.0, 1.1) == pytest.approx(0.19951, abs=1e-4)


def test_a_value_of_exactly_zero_uses_the_open_side():
    se = se_from_margins(0.0, 0.0, 1.96)
    assert se == pytest.approx(1.0, abs=1e-4)
    assert interval_from_se(0.0, se) == pytest.approx((0.0, 1.96), abs=1e-4)


def test_a_counted_percentage_has_the_chance_error_of_its_count():
    # 3000 of 10 000: sqrt(30 x 70 / 10 000) = 0.45826; 0 of 50: Wilson 0-7.135, open side / 1.96 = 3.6402
    assert se_from_counts([3000, 0], [10_000, 50]) == pytest.approx([0.45826, 3.6402], abs=2e-4)
    assert np.isnan(se_from_counts([0, None], [0, 10])).all()


def test_hours_per_week_have_no_ceiling():
    assert se_from_margins(120.0, 110.0, 130.0, percentage=False) == pytest.approx(20 / 3.92, abs=1e-4)
    assert interval_from_se(120.0, 10.0, percentage=False) == pytest.approx((100.4004, 139.5996), abs=1e-4)


def test_a_linear_interval_that_would_leave_the_scale_is_bent_inside():
    lower, upper = interval_from_se(11.0, 8.0)
    assert 0 < lower < 11 < upper < 100


@pytest.mark.parametrize(
    "call",
    [
        lambda: wilson(-1, 10),
        lambda: wilson(11, 10),
        lambda: byar(-1),
        lambda: rate_interval(1, -5),
        lambda: se_from_margins(101, 99, 102),
        lambda: interval_from_se(120, 1),
        lambda: interval_from_se(50, -1),
    ],
)
def test_figures_that_cannot_exist_are_refused(call):
    with pytest.raises(ValueError):
        call()


def test_what_is_missing_stays_missing():
    missing = [None, 3.0, np.nan]
    assert np.isnan(wilson(missing, [10, np.nan, 10])).all()
    assert np.isnan(wilson(0, 0)).all()
    assert np.isnan(count_interval([np.nan, None])).all()
    assert np.isnan(rate_interval([5, np.nan], [0, 100])).all()
    assert np.isnan(se_from_margins([50, 50, None], [None, 45, 45], [55, None, 55])).all()
    assert np.isnan(interval_from_se([50, None, 0.5], [None, 1, np.nan])).all()


def test_margins_that_do_not_enclose_the_value_tell_nothing():
    assert np.isnan(se_from_margins(50, 51, 55))


def test_columns_of_any_kind_become_floats():
    column = pd.Series([1, None, 3], dtype="Float64")
    assert as_floats(column) == pytest.approx([1, np.nan, 3], nan_ok=True)
    assert np.isnan(as_floats([np.inf, -np.inf, None])).all()


def test_weighted_moments_by_hand():
    # mean (1x1 + 3x3)/4 = 2.5; variance (1 x 1.5^2 + 3 x 0.5^2)/4 = 0.75; empty and weightless rows do not count
    assert weighted_moments([1, 3, np.nan, 9], [1, 3, 5, 0]) == pytest.approx((2.5, 0.75**0.5))
    assert np.isnan(weighted_moments([np.nan], [1])).all()


def test_a_column_without_spread_scores_zero():
    z = standardise_columns(pd.DataFrame({"a": [1.0, 3.0], "b": [0.1, 0.1]}))
    assert z["a"].tolist() == [-1, 1]
    assert z["b"].tolist() == [0, 0]


@calm
@given(x=counts, extra=counts, level=st.sampled_from([0.95, 0.998]))
def test_wilson_contains_the_estimate_and_stays_in_range(x, extra, level):
    n = x + extra
    assume(n > 0)
    lower, upper = wilson(x, n, level)
    assert 0 <= lower <= x / n <= upper <= 1


@calm
@given(x=counts)
def test_a_count_lies_in_its_interval_and_the_wider_level_is_wider(x):
    lower, upper = count_interval(x)
    wide = count_interval(x, 0.998)
    assert 0 <= wide.lower <= lower <= x <= upper <= wide.upper


@calm
@given(p=percentages, se=st.floats(min_value=0, max_value=60))
def test_the_interval_of_a_percentage_contains_it_and_stays_in_range(p, se):
    lower, upper = interval_from_se(p, se)
    assert 0 <= lower <= p <= upper <= 100


@calm
@given(p=st.floats(min_value=1, max_value=99), se=st.floats(min_value=0.05, max_value=0.45))
def test_margins_and_standard_error_lead_back_to_each_other(p, se):
    lower, upper = interval_from_se(p, se)
    assert se_from_margins(p, lower, upper) == pytest.approx(se, rel=1e-6)
