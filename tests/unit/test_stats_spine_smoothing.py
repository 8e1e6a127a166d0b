"""Positions in a spine chart (METHODEN 5) and smoothing of small areas (METHODEN 19)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiobeeld.stats.smoothing import smooth_rates
from regiobeeld.stats.spine import spine_positions

calm = settings(deadline=None, max_examples=50, derandomize=True)

AREAS = [10.0, 14.0, 16.0, 18.0, 30.0]
rates = st.lists(
    st.tuples(st.integers(min_value=0, max_value=50), st.integers(min_value=50, max_value=5000)),
    min_size=2,
    max_size=15,
)


def test_spine_by_hand():
    # b = 16, s = max(6, 14) = 14: 20 -> 0.5 + 4/28 = 0.6429; min 0.5 - 6/28 = 0.2857; max 1; p25 = 14, p75 = 18
    spine = spine_positions([20.0, None], AREAS, 16.0, "hoger_is_beter")
    assert spine.dot[0] == pytest.approx(0.642857)
    assert np.isnan(spine.dot[1])
    assert spine[1:] == pytest.approx((0.285714, 1.0, 0.428571, 0.571429), abs=1e-6)


def test_right_is_always_better():
    spine = spine_positions(20.0, AREAS, 16.0, "lager_is_beter")
    assert spine.dot == pytest.approx(1 - 0.642857, abs=1e-6)
    assert spine[1:] == pytest.approx((0.0, 0.714286, 0.428571, 0.571429), abs=1e-6)


def test_nothing_to_draw_without_benchmark_or_areas():
    for areas, benchmark in [(AREAS, None), ([None], 16.0), (AREAS, np.nan)]:
        spine = spine_positions([20.0], areas, benchmark, "neutraal")
        assert np.isnan([spine.dot[0], *spine[1:]]).all()


def test_no_spread_puts_everything_in_the_middle():
    assert spine_positions([5.0], [5, 5, 5], 5.0, "neutraal") == (0.5,) * 5


def test_a_dot_beyond_all_areas_stays_on_the_axis():
    assert spine_positions([99.0, -99.0], AREAS, 16.0, "neutraal").dot.tolist() == [1, 0]


def test_an_unknown_direction_is_refused():
    with pytest.raises(ValueError):
        spine_positions([1.0], AREAS, 16.0, "omhoog")


@calm
@given(values=st.lists(st.floats(min_value=0, max_value=100), min_size=1, max_size=9), b=st.floats(0, 100))
def test_positions_stay_on_the_axis_and_flip_with_polarity(values, b):
    up, down = (spine_positions(values, values, b, d) for d in ("hoger_is_beter", "lager_is_beter"))
    assert all(0 <= part <= 1 for part in (*up.dot, *up[1:]))
    assert up.dot == pytest.approx(1 - down.dot)
    assert (up.light_left, up.dark_right) == pytest.approx((1 - down.light_right, 1 - down.dark_left))


def test_marshall_by_hand():
    # m = 60/600 = .1; r = .2, .08; s2 = (100 x .01 + 500 x .0004)/600 = .002; A = .002 - .1/300 = .0016667
    # area 1: .0016667/(.0016667 + .001) = .625 -> .1 + .1 x .625 = .1625
    # area 2: .0016667/(.0016667 + .0002) = .892857 -> .1 - .02 x .892857 = .0821429
    assert smooth_rates([20, 40], [100, 500]) == pytest.approx([0.1625, 0.0821429], abs=1e-6)
    assert smooth_rates([20, 40], [100, 500], per=100)[0] == pytest.approx(16.25)


def test_differences_that_are_no_more_than_chance_vanish():
    assert smooth_rates([10, 11, 9], [100, 100, 100]) == pytest.approx([0.1] * 3)
    assert smooth_rates([0, 0], [10, 20]).tolist() == [0, 0]


def test_an_area_that_was_not_measured_stays_empty():
    smoothed = smooth_rates([20, 40, None, 0], [100, 500, 300, 0])
    assert smoothed[:2] == pytest.approx([0.1625, 0.0821429], abs=1e-6)
    assert np.isnan(smoothed[2:]).all()
    assert np.isnan(smooth_rates([None], [5])).all()
    with pytest.raises(ValueError):
        smooth_rates([-1], [5])


@calm
@given(rows=rates)
def test_every_rate_moves_towards_the_mean_and_never_past_it(rows):
    x, n = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    smoothed, raw, mean = smooth_rates(x, n), x / n, x.sum() / n.sum()
    assert (np.abs(smoothed - mean) <= np.abs(raw - mean) + 1e-12).all()
    assert ((smoothed - mean) * (raw - mean) >= -1e-15).all()
    np.testing.assert_allclose(smooth_rates(x[::-1], n[::-1]), smoothed[::-1])
