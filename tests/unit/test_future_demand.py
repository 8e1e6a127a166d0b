"""Care demand, informal care and the gap: the known answers of the method."""

from __future__ import annotations

import numpy as np
import pytest

from regiobeeld.future.demand import demand, rates_in, split_change
from regiobeeld.future.informal_care import ratio_bounds, support_ratio
from regiobeeld.future.rates import fill_ages
from regiobeeld.future.supply import mean_use, share_leaving, supply_gap
from regiobeeld.projection.declared import Scenario

NOW, LATER = np.array([50.0, 30.0, 15.0, 5.0]), np.array([46.0, 29.0, 19.0, 9.0])
USE = np.array([3.0, 4.0, 8.0, 14.0])


def test_demand_grows_by_volume_times_ageing() -> None:
    # 150 + 120 + 120 + 70 = 460 becomes 138 + 116 + 152 + 126 = 532; 100 people become 103.
    change = split_change(NOW, LATER, USE, USE)
    assert change.demand == pytest.approx(532 / 460 - 1)
    assert change.demand == pytest.approx(0.1565, abs=5e-5)
    assert change.volume == pytest.approx(0.0300)
    assert change.ageing == pytest.approx(0.1228, abs=5e-5)
    assert (1 + change.volume) * (1 + change.ageing) == pytest.approx(1 + change.demand, rel=1e-12)


def test_a_frozen_population_changes_nothing_at_all() -> None:
    change = split_change(NOW, NOW.copy(), USE, USE)
    assert (change.demand, change.volume, change.ageing) == (0.0, 0.0, 0.0)


def test_a_rate_of_one_gives_the_people_themselves() -> None:
    assert demand(LATER, np.ones(4)) == LATER.sum()


def test_healthier_means_the_use_of_somebody_a_year_younger() -> None:
    younger = Scenario(code="jonger", naam="jonger", jaren_jonger=1)
    np.testing.assert_array_equal(rates_in(younger, USE, 5), [3.0, 3.0, 4.0, 8.0])
    np.testing.assert_array_equal(rates_in(younger, USE, 0), USE)


def test_less_inflow_takes_a_percentage_off_every_year() -> None:
    less = Scenario(code="minder", naam="minder", minder_per_jaar=1.0)
    np.testing.assert_allclose(rates_in(less, USE, 2), USE * 0.9801)


def test_the_last_rate_holds_for_all_older_ages_and_a_hole_stays_empty() -> None:
    rates, groups = fill_ages({"0": 1.0, "1": 2.0, "2+": 3.0}, 5)
    np.testing.assert_array_equal(rates, [1, 2, 3, 3, 3])
    assert groups == 3
    np.testing.assert_array_equal(fill_ages({"0": 1.0, "2+": 3.0}, 4)[0], [1, np.nan, 3, 3])


def test_an_age_takes_its_rate_from_the_narrowest_group() -> None:
    rates, groups = fill_ages({"0-3": 9.0, "0-1": 1.0, "2-3": 2.0, "2+": 7.0}, 6)
    np.testing.assert_array_equal(rates, [1, 1, 2, 2, 7, 7])
    assert groups == 3


def test_informal_care_counts_givers_per_receiver() -> None:
    np.testing.assert_allclose(support_ratio(np.array([300.0, 10.0]), np.array([25.0, 0.0])), [12.0, np.nan])


def test_the_band_of_a_ratio_adds_both_errors_as_squares() -> None:
    low, high = ratio_bounds(np.array(10.0), np.array(0.3), np.array(0.4))
    assert (low, high) == (pytest.approx(10 * np.exp(-0.5)), pytest.approx(10 * np.exp(0.5)))


def test_the_gap_in_fte() -> None:
    # 100 fte for 100 weighted inhabitants, 30 leave, 20 come, need +15.65 %: 115.65 - 90.
    gap = supply_gap(need=115.65, norm=1.0, fte=100, out=30, into=20)
    assert (gap.nodig, gap.aanwezig) == (pytest.approx(115.65), 90)
    assert gap.tekort == pytest.approx(25.65)


def test_saved_hours_make_the_gap_smaller() -> None:
    assert supply_gap(115.65, 1.0, 100, 30, 20, saving=0.1).tekort == pytest.approx(115.65 * 0.9 - 90)


def test_a_class_leaves_as_its_ages_reach_the_age_of_stopping() -> None:
    assert share_leaving(57, None, 10, 67) == 1  # all who are 57 or older
    assert share_leaving(57, 66, 10, 67) == 1
    assert share_leaving(55, 59, 10, 67) == pytest.approx(3 / 5)  # 57, 58 and 59 of 55-59
    assert share_leaving(25, 34, 10, 67) == 0
    assert share_leaving(60, None, 0, 67) == 0
    assert share_leaving(68, None, 1, 67) == 1


def test_weights_are_one_on_average_over_nederland() -> None:
    weights = USE / mean_use(NOW, USE)
    assert demand(NOW, weights) == pytest.approx(NOW.sum())
    assert demand(LATER, weights) == pytest.approx(100 * 532 / 460)
