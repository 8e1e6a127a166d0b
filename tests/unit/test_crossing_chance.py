"""Independence, Fréchet bounds and the permutation test: oracles, and p-values that behave under chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from regiobeeld.crossing.chance import bound_both, draw_keys, measure_coincidence, shuffle_within


def test_independence_and_bounds_of_28_and_22_percent() -> None:
    both = bound_both(0.28, 0.22)
    assert float(both.expected) == pytest.approx(0.0616)
    assert float(both.lower) == 0.0
    assert float(both.upper) == 0.22


def test_large_shares_must_overlap() -> None:
    # 70 % and 60 %: at least 30 % has both.
    assert float(bound_both(0.7, 0.6).lower) == pytest.approx(0.3)


def test_a_missing_share_gives_no_bounds() -> None:
    both = bound_both([0.28, None], [0.22, 0.22])
    assert np.isnan(both.expected).tolist() == [False, True]
    assert np.isnan(both.upper).tolist() == [False, True]


def test_a_percentage_is_not_a_share() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        bound_both(28, 22)


def test_shuffling_keeps_the_number_of_yeses_in_every_stratum() -> None:
    first = np.array([True, True, False, False, False, True])
    strata = np.array([1, 1, 1, 1, 5, 5])
    shuffled = shuffle_within(first, strata, draw_keys(6, permutations=200, seed=3))
    assert (shuffled[:, :4].sum(axis=1) == 2).all()
    assert (shuffled[:, 4:].sum(axis=1) == 1).all()
    # Every area of a stratum gets its turn.
    assert shuffled.any(axis=0).all()
    assert shuffled[:, 0].mean() == pytest.approx(0.5, abs=0.1)


def one_region(areas: int) -> sparse.csr_array:
    return sparse.csr_array(np.ones((1, areas)))


def test_a_perfect_coincidence_is_unlikely_and_counted_exactly() -> None:
    first = np.arange(40) < 8
    residents = np.full(40, 100.0)
    chance = measure_coincidence(
        first,
        first,
        residents,
        strata=np.zeros(40, dtype=np.int64),
        regions=one_region(40),
        keys=draw_keys(40, 999, 1),
    )
    assert chance.observed[0] == 800
    # By chance 8 of 40 areas hit 8 of 40: 8 * 8 / 40 = 1.6 areas.
    assert chance.expected[0] == pytest.approx(160, rel=0.1)
    assert chance.p[0] == pytest.approx(1 / 1000)


def test_without_coincidence_p_is_one() -> None:
    first = np.arange(40) < 8
    chance = measure_coincidence(
        first,
        ~first,
        np.where(first, 100.0, 0.0),
        strata=np.zeros(40, dtype=np.int64),
        regions=one_region(40),
        keys=draw_keys(40, 99, 1),
    )
    assert chance.observed[0] == 0
    assert chance.p[0] == 1.0


def test_urbanity_explains_a_coincidence_away() -> None:
    # Both traits occur only in cities (stratum 1), there without any link: in 20 cities 10 each, 5 in common.
    strata = np.repeat([1, 5], [20, 180]).astype(np.int64)
    first = np.zeros(200, dtype=bool)
    second = np.zeros(200, dtype=bool)
    first[:10], second[5:15] = True, True
    keys = draw_keys(200, 999, 5)
    inputs = {"residents": np.ones(200), "regions": one_region(200), "keys": keys}
    within = measure_coincidence(first, second, strata=strata, **inputs)
    overall = measure_coincidence(first, second, strata=np.zeros(200, dtype=np.int64), **inputs)
    assert within.p[0] > 0.4
    assert overall.p[0] < 0.01


def test_p_is_uniform_when_there_is_nothing_to_find() -> None:
    # 300 independent countries of 60 areas: p below 0.10 in about 10 % of them, never clearly more.
    rng = np.random.default_rng(11)
    keys = draw_keys(60, 199, 7)
    strata = np.repeat([1, 2, 3], 20).astype(np.int64)
    p = []
    for _ in range(300):
        first, second = rng.random(60) < 0.3, rng.random(60) < 0.3
        residents = rng.integers(100, 5000, 60).astype(np.float64)
        chance = measure_coincidence(first, second, residents, strata=strata, regions=one_region(60), keys=keys)
        p.append(chance.p[0])
    assert 0.06 < np.mean(np.array(p) <= 0.10) < 0.14
    assert 0.43 < np.mean(np.array(p) <= 0.50) < 0.57
