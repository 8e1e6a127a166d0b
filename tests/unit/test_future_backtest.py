"""The scores of the back-test by hand, the naive rules, and the band that comes from the errors."""

from __future__ import annotations

import math

import numpy as np
import pytest

from regiobeeld.projection import naive
from regiobeeld.projection.backtest import score, size_classes
from regiobeeld.projection.band import Spread, bounds, margin_by_age


def test_scores_by_hand() -> None:
    # Off by +10 %, -4 %, 0 %; the area in which nobody was counted is left out.
    found = score(np.array([110.0, 96.0, 50.0, 5.0]), np.array([100.0, 100.0, 50.0, 0.0]), within=5)
    assert found["gebieden"] == 3
    assert found["mape"] == pytest.approx(14 / 3)
    assert found["bias"] == pytest.approx(2.0)
    assert found["raak"] == pytest.approx(200 / 3)
    assert found["spreiding"] == pytest.approx(math.sqrt((math.log(1.1) ** 2 + math.log(0.96) ** 2) / 3))


def test_without_areas_there_is_no_score() -> None:
    found = score(np.array([]), np.array([]), within=5)
    assert found["gebieden"] == 0
    assert math.isnan(found["mape"])


def test_size_classes_start_with_all_areas() -> None:
    assert size_classes([10, 50]) == [(0, None), (0, 10), (10, 50), (50, None)]


def test_naive_rules_by_hand() -> None:
    start, before, after = np.array([[10.0, 4.0]]), np.array([100.0, 50.0]), np.array([110.0, 70.0])
    np.testing.assert_allclose(naive.frozen_shares(start, before, after), [[12.0, 4.8]])
    np.testing.assert_allclose(naive.growth_of_group(start, before, after), [[11.0, 5.6]])
    np.testing.assert_allclose(naive.group_before(start, before, after), [[11.0, 7.0]])
    np.testing.assert_allclose(naive.straight_line(np.array([8.0, 6.0]), start[0], 5, 10), [14.0, 0.0])


SPREAD = Spread(
    bands=("0-4", "5+", "totaal"),
    classes=((0, 1000), (1000, None)),
    local=np.array([[0.4, 0.3, 0.0], [0.04, 0.03, 0.0]]),
    national=np.array([0.3, 0.04, 0.02]),
    years=10,
    certainty=0.95,
)


def test_local_and_national_errors_add_up_as_squares_by_size() -> None:
    np.testing.assert_allclose(SPREAD.of(np.array([500.0]))[0], [0.5, math.hypot(0.3, 0.04), 0.02])
    np.testing.assert_allclose(SPREAD.of(np.array([5000.0]))[0, 1], 0.05)
    np.testing.assert_allclose(SPREAD.of(np.array([2e7]), is_nation=True)[0], [0.3, 0.04, 0.02])


def test_the_band_grows_with_the_root_of_the_years_ahead() -> None:
    now, later, far = (SPREAD.margin(np.array([5000.0]), ahead)[0, 1] for ahead in (0, 10, 40))
    assert now == 0
    assert later == pytest.approx(1.959964 * 0.05, rel=1e-6)
    assert far == pytest.approx(2 * later)


def test_a_sum_has_the_widest_band_its_ages_allow() -> None:
    margin = margin_by_age(np.array([[0.1, 0.2]]), ["0-1", "2+"], 4)
    low, high = bounds(np.array([[10.0, 10.0, 5.0, 5.0]]), np.ones(4), margin)
    assert low[0] == pytest.approx(20 * math.exp(-0.1) + 10 * math.exp(-0.2))
    assert high[0] == pytest.approx(20 * math.exp(0.1) + 10 * math.exp(0.2))
