"""Two traits at once from area figures: bounds, independence, chance test (METHODEN 10)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regiobeeld.stats.overlap import coincidence_test, frechet_bounds, independent_overlap

calm = settings(deadline=None, max_examples=50, derandomize=True)

percentages = st.floats(min_value=0, max_value=100)


def test_the_published_example():
    assert frechet_bounds(28, 22) == (0, 22)
    assert independent_overlap(28, 22) == pytest.approx(6.16)


def test_large_shares_must_overlap():
    assert frechet_bounds(70, 60) == (30, 60)


def test_missing_and_impossible_shares():
    assert np.isnan(frechet_bounds([None, 28], [22, None])).all()
    assert np.isnan(independent_overlap(None, 22))
    with pytest.raises(ValueError):
        frechet_bounds(101, 5)


def test_chance_test_agrees_with_all_arrangements_counted():
    # Six areas of 100 people, three low, three unfavourable, all three coincide. Of the C(6,3) = 20 arrangements
    # 1 has all three: p = 0.05. Expected overlap 3 x 3/6 = 1.5 areas = 150 people.
    flags = [1, 1, 1, 0, 0, 0]
    result = coincidence_test(flags, flags, [100] * 6, ["x"] * 6, draws=20_000)
    assert (result.residents, result.areas) == (300, 3)
    assert result.p_value == pytest.approx(0.05, abs=0.005)
    assert result.expected == pytest.approx(150, abs=3)


def test_shuffling_stays_within_the_stratum():
    # In each stratum all areas have the same SES, so every shuffle gives the observed number: p = 1.
    low, bad, strata = [1, 1, 0, 0], [1, 1, 0, 0], ["stad", "stad", "land", "land"]
    result = coincidence_test(low, bad, [10, 20, 30, 40], strata, draws=200)
    assert result == (30, 30, 1.0, 2)


def test_order_of_strata_labels_is_irrelevant_to_what_is_shuffled():
    # Interleaved strata: only the "land" pair can change places; both halves are equally likely, so p is near 1/2.
    low, bad = [1, 1, 1, 0], [1, 1, 1, 0]
    result = coincidence_test(low, bad, [10] * 4, ["stad", "land", "stad", "land"], draws=4000)
    assert result.expected == pytest.approx(25, abs=0.5)
    assert result.p_value == pytest.approx(0.5, abs=0.05)


def test_areas_that_lack_something_take_no_part():
    result = coincidence_test([1, None, 1], [1, 1, 1], [10, 20, None], ["a", "a", "a"], draws=10)
    assert (result.residents, result.areas) == (10, 1)
    assert coincidence_test([1.0], [1.0], [5.0], [None]) == (0, 0, None, 0)


@calm
@given(a=percentages, b=percentages)
def test_independence_lies_between_the_bounds(a, b):
    lower, upper = frechet_bounds(a, b)
    assert 0 <= lower <= independent_overlap(a, b) + 1e-9
    assert independent_overlap(a, b) <= upper + 1e-9 <= 100 + 1e-9


def test_everybody_is_a_share_that_can_be() -> None:
    """With 100 % on one side the overlap is the other side; more than everybody cannot be."""
    assert float(independent_overlap([100.0], [30.0])[0]) == 30.0
    lower, upper = frechet_bounds([100.0], [30.0])
    assert (float(lower[0]), float(upper[0])) == (30.0, 30.0)
    with pytest.raises(ValueError, match="between 0 and 100"):
        independent_overlap([100.5], [30.0])
