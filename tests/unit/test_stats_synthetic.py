"""The synthetic control: mixtures that can be solved exactly, and another way to the same answer."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from regiobeeld.stats.synthetic import MIN_DONORS, mix_donors, synthetic_control


def by_enumeration(own: np.ndarray, donors: np.ndarray) -> np.ndarray:
    """The same minimum by brute force: for every set of donors the least squares with sum 1 (its own normal
    equations with a multiplier), of which the best without a negative weight is the answer."""
    k, best, answer = donors.shape[1], np.inf, np.zeros(donors.shape[1])
    for size in range(1, k + 1):
        for chosen in combinations(range(k), size):
            x = donors[:, chosen]
            system = np.block([[2 * x.T @ x, np.ones((size, 1))], [np.ones((1, size)), np.zeros((1, 1))]])
            solved = np.linalg.lstsq(system, np.append(2 * x.T @ own, 1.0), rcond=None)[0][:size]
            loss = float(((own - x @ solved) ** 2).sum())
            if (solved >= -1e-12).all() and loss < best - 1e-12:
                best, answer = loss, np.zeros(k)
                answer[list(chosen)] = solved
    return answer


def test_a_mixture_that_is_known_is_found() -> None:
    """Area = 30 % of the first and 70 % of the third donor, exactly."""
    donors = np.array([[10.0, 20, 30], [12, 19, 28], [15, 18, 31], [11, 22, 27]])
    assert mix_donors(donors @ [0.3, 0.0, 0.7], donors) == pytest.approx([0.3, 0.0, 0.7], abs=1e-4)


def test_outside_all_donors_the_nearest_point_is_taken() -> None:
    """Donors at 0 and 10, the area at 12: nothing but the second, however far."""
    donors = np.array([[0.0, 10.0]] * 5)
    assert mix_donors(np.full(5, 12.0), donors) == pytest.approx([0.0, 1.0], abs=1e-4)


def test_of_equal_mixtures_the_most_even_one_is_taken() -> None:
    donors = np.array([[10.0, 10.0, 10.0]] * 5)
    assert mix_donors(np.full(5, 10.0), donors) == pytest.approx([1 / 3] * 3, abs=1e-4)


@pytest.mark.parametrize("seed", range(12))
def test_the_weights_are_those_of_another_way_to_compute_them(seed: int) -> None:
    rng = np.random.default_rng(seed)
    own, donors = rng.normal(20, 3, 8), rng.normal(20, 3, (8, 5))
    found = mix_donors(own, donors)
    assert found == pytest.approx(by_enumeration(own, donors), abs=1e-4)
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1.0)


def planted(rng: np.random.Generator, effect: float, noise: float = 0.05) -> tuple[np.ndarray, np.ndarray]:
    """Sixteen measurements of eight donors; the area is half of two, and `effect` more from the thirteenth on."""
    donors = np.cumsum(rng.normal(0, 1, (16, 8)), axis=0) + rng.normal(20, 3, 8)
    own = donors[:, :2].mean(axis=1) + rng.normal(0, noise, 16)
    own[12:] += effect
    return own, donors


def test_a_planted_effect_is_recovered() -> None:
    own, donors = planted(np.random.default_rng(1), -3.0)
    found = synthetic_control(own, donors, before=12)
    assert found.effect == pytest.approx(-3.0, abs=0.5)
    assert found.fit_before < 0.2
    assert found.p_value == pytest.approx(1 / 9)  # the farthest of nine areas
    assert found.mixture + found.gap == pytest.approx(own)


def test_the_ratio_is_the_distance_after_by_the_fit_before() -> None:
    """Donors that stand still and an area 1 above the highest, 4 above it afterwards: 4 / 1."""
    donors = np.tile([1.0, 2, 3, 4, 5], (8, 1))
    found = synthetic_control([6.0] * 6 + [9.0] * 2, donors, before=6)
    assert (found.fit_before, found.distance_after, found.effect) == pytest.approx((1.0, 4.0, 4.0), abs=1e-4)
    assert found.ratio == pytest.approx(4.0, abs=1e-3)


def test_too_short_a_series_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        synthetic_control(np.ones(7), np.ones((7, MIN_DONORS)), before=MIN_DONORS)
    with pytest.raises(ValueError, match="whole series"):
        mix_donors([1.0, np.nan], np.ones((2, 3)))
