"""Care demand, informal care and the gap: the known answers of the method."""

from __future__ import annotations

import numpy as np
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.future.declared import Scenario
from regiobeeld.future.demand import demand, rates_by_age, rates_in, split_change
from regiobeeld.future.informal_care import ratio_bounds, support_ratio
from regiobeeld.future.supply import supply_gap

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


def test_the_last_rate_holds_for_all_older_ages_and_a_hole_is_refused() -> None:
    np.testing.assert_array_equal(rates_by_age({"0": 1.0, "1": 2.0, "2+": 3.0}, 5, "x"), [1, 2, 3, 3, 3])
    with pytest.raises(ContractError, match="leeftijd 1 ontbreekt"):
        rates_by_age({"0": 1.0, "2+": 3.0}, 5, "tarieven.xlsx")


def test_informal_care_counts_givers_per_receiver() -> None:
    np.testing.assert_allclose(support_ratio(np.array([300.0, 10.0]), np.array([25.0, 0.0])), [12.0, np.nan])


def test_the_band_of_a_ratio_adds_both_errors_as_squares() -> None:
    low, high = ratio_bounds(np.array(10.0), np.array(0.3), np.array(0.4))
    assert (low, high) == (pytest.approx(10 * np.exp(-0.5)), pytest.approx(10 * np.exp(0.5)))


def test_the_gap_in_fte() -> None:
    # 100 fte, 30 of them leave, 20 come, need +15.65 %: 115.65 - 90.
    gap = supply_gap(100, 30, 20, 0.1565)
    assert (gap.nodig, gap.aanwezig) == (pytest.approx(115.65), 90)
    assert gap.tekort == pytest.approx(25.65)


def test_saved_hours_make_the_gap_smaller() -> None:
    assert supply_gap(100, 30, 20, 0.1565, saving=0.1).tekort == pytest.approx(115.65 * 0.9 - 90)
