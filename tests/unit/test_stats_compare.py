"""Differences, the rest of NL, five classes with polarity, many cells at once (METHODEN 4)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control
from statsmodels.stats.proportion import proportions_ztest

from regiobeeld.stats.compare import (
    adjusted_p,
    benjamini_hochberg,
    classify,
    compare,
    rest_of_total,
    steps,
)

calm = settings(deadline=None, max_examples=50, derandomize=True)

FLIP = {
    "veel ongunstiger": "veel gunstiger",
    "ongunstiger": "gunstiger",
    "vergelijkbaar": "vergelijkbaar",
    "gunstiger": "ongunstiger",
    "veel gunstiger": "veel ongunstiger",
    None: None,
}
maybe_steps = st.lists(st.sampled_from([-2.0, -1.0, 0.0, 1.0, 2.0, float("nan")]), min_size=1, max_size=20)


def test_two_estimates_by_hand():
    # z = (20 - 17) / sqrt(1.2^2 + 0.5^2) = 3 / 1.3 = 2.3077; two-sided p = 2 x 0.010508 = 0.021016
    result = compare(20, 1.2, 17, 0.5)
    assert (result.difference, result.se) == pytest.approx((3, 1.3))
    assert (result.z, result.p_value) == pytest.approx((2.3077, 0.0210), abs=1e-4)
    assert result.step == 1


def test_it_is_the_unpooled_z_test_of_two_proportions():
    a, n, b, m = 120, 400, 260, 1100
    se = [100 * np.sqrt(x / k * (1 - x / k) / k) for x, k in ((a, n), (b, m))]
    ours = compare(100 * a / n, se[0], 100 * b / m, se[1])
    # statsmodels takes one variance for both; scaling by the ratio of the two errors gives the unpooled test
    z, _ = proportions_ztest([a, b], [n, m], prop_var=a / n)
    assert ours.z == pytest.approx(z * 100 * np.sqrt(a / n * (1 - a / n) * (1 / n + 1 / m)) / ours.se)


def test_overlapping_intervals_may_still_differ():
    # 20 (17.06-22.94) and 24 (21.06-26.94) overlap, z = 4 / sqrt(2 x 1.5^2) = 1.886 no; with SE 1.3: 2.176 yes
    assert compare([20, 20], [1.5, 1.3], [24, 24], [1.5, 1.3]).step.tolist() == [0, -1]
    assert 20 + 1.96 * 1.3 > 24 - 1.96 * 1.3


def test_the_two_levels():
    assert steps([1.95, 1.97, 3.08, 3.10, -1.97, -3.10, np.nan]) == pytest.approx(
        [0, 1, 1, 2, -1, -2, np.nan], nan_ok=True
    )


def test_rest_of_the_country_recombines_to_the_country():
    # Twente w = 0.04, p = 17.3, SE 0.6; NL 16.7, SE 0.1. Rest: (16.7 - 0.04 x 17.3) / 0.96 = 16.675;
    # SE: 0.1^2 = 0.04^2 x 0.6^2 + 0.96^2 s^2 -> s = sqrt(0.01 - 0.000576) / 0.96 = 0.101122
    rest = rest_of_total(17.3, 0.6, 16.7, 0.1, 0.04)
    assert rest == pytest.approx((16.675, 0.101122), abs=1e-5)
    assert 0.04 * 17.3 + 0.96 * rest.value == pytest.approx(16.7)
    assert np.hypot(0.04 * 0.6, 0.96 * rest.se) == pytest.approx(0.1)
    assert compare(17.3, 0.6, *rest).z == pytest.approx(0.625 / np.hypot(0.6, 0.101122), abs=1e-4)


def test_rounded_margins_never_give_an_imaginary_error():
    # w SE = 0.3 x 0.5 = 0.15 > SE of the total 0.1: then the safe SE of the rest is 0.1 / 0.7
    assert rest_of_total(50, 0.5, 50, 0.1, 0.3).se == pytest.approx(0.1 / 0.7)


def test_no_rest_no_comparison():
    assert np.isnan(rest_of_total(50, 1, 50, 1, 1.0)).all()
    # Half of a total of 99 % is 97.5 %: the other half would be 100.5 %.
    assert np.isnan(rest_of_total(97.5, 1, 99, 1, 0.5)).all()
    assert np.isnan(rest_of_total(90, 1, 40, 1, 0.6)).all()  # the rest would be -35 %: contradiction


def test_words_follow_polarity_and_neutral_gives_no_judgement():
    ladder = [-2, -1, 0, 1, 2]
    assert classify(ladder, "lager_is_beter") == [
        "veel gunstiger",
        "gunstiger",
        "vergelijkbaar",
        "ongunstiger",
        "veel ongunstiger",
    ]
    assert classify(ladder, "neutraal") == ["veel lager", "lager", "vergelijkbaar", "hoger", "veel hoger"]
    mixed = pd.Series(["hoger_is_beter", "lager_is_beter", "neutraal"])
    assert classify([1, 1, 1], mixed) == ["gunstiger", "ongunstiger", "hoger"]


@pytest.mark.parametrize(
    "call",
    [
        lambda: compare(1, -1, 1, 1),
        lambda: rest_of_total(1, 1, 1, 1, 1.2),
        lambda: classify([1], "omhoog"),
        lambda: adjusted_p([1.2]),
    ],
)
def test_input_that_cannot_exist_is_refused(call):
    with pytest.raises(ValueError):
        call()


def test_what_is_missing_is_not_compared():
    result = compare([None, 20, 20, 20], [1, None, 1, 0], [17, 17, None, 17], [1, 1, 1, 0])
    assert np.isnan(result.z).all()
    assert np.isnan(result.p_value).all()
    assert classify(result.step, "neutraal") == [None] * 4


def test_a_gemeente_that_moves_ten_points_changes_class_and_a_tenth_does_not():
    before, tenth, ten = (compare(v, 1.5, 20, 0.2).step for v in (21.0, 21.1, 31.0))
    assert (before, tenth, ten) == (0, 0, 2)


def test_benjamini_hochberg_by_hand_and_by_scipy():
    # m = 4, q = 0.05: limits 0.0125, 0.025, 0.0375, 0.05. 0.03 > 0.025 but 0.035 <= 0.0375: three survive.
    p = [0.035, 0.005, 0.03, 0.5]
    assert benjamini_hochberg(p).tolist() == [True, True, True, False]
    assert adjusted_p(p) == pytest.approx(false_discovery_control(p))


def test_empty_cells_of_a_grid_do_not_count():
    grid = np.array([[0.005, np.nan], [0.03, 0.5]])
    assert adjusted_p(grid)[0, 0] == pytest.approx(0.015)  # 0.005 x 3 / 1: three known cells, not four
    assert benjamini_hochberg(grid).tolist() == [[True, False], [True, False]]
    assert not benjamini_hochberg([np.nan, None]).any()


@calm
@given(step=maybe_steps)
def test_flipped_polarity_flips_the_class_and_nothing_else(step):
    higher, lower = classify(step, "hoger_is_beter"), classify(step, "lager_is_beter")
    assert [FLIP[word] for word in higher] == lower


@calm
@given(
    p=st.lists(st.one_of(st.none(), st.floats(min_value=0, max_value=1)), min_size=1, max_size=30),
    seed=st.integers(min_value=0, max_value=99),
)
def test_the_order_of_cells_is_irrelevant(p, seed):
    order = np.random.default_rng(seed).permutation(len(p))
    shuffled = adjusted_p([p[i] for i in order])
    np.testing.assert_array_equal(shuffled, adjusted_p(p)[order])


@calm
@given(
    v=st.floats(min_value=0, max_value=100),
    r=st.floats(min_value=0, max_value=100),
    se=st.floats(min_value=0.01, max_value=20),
)
def test_comparing_the_other_way_round_gives_the_mirror_image(v, r, se):
    there, back = compare(v, se, r, 0.5), compare(r, 0.5, v, se)
    assert there.z == -back.z
    assert there.p_value == back.p_value
    assert there.step == -back.step
