"""Use now beside age and beside other gemeenten: expected equals observed over all that were counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from regiobeeld.needs.care_use import scale_by_age

# Three gemeenten: all of one age, half old, all old; the old use four times as much of the law.
PEOPLE = pd.Series({"GM1": 1000.0, "GM2": 2000.0, "GM3": 1000.0, "CR1": 3000.0})
EUROS = pd.Series({"GM1": 1000.0, "GM2": 5000.0, "GM3": 4000.0, "CR1": 6000.0})


def test_a_gemeente_with_older_people_is_expected_to_use_more() -> None:
    counted = pd.Series({"GM1": 30.0, "GM2": 50.0, "GM3": 70.0})
    found = scale_by_age(counted, EUROS, PEOPLE)
    # Mean use 50 per 1 000; euros per head 1, 2.5 and 4 with mean 2.5: expected 20, 50 and 80.
    assert found == pytest.approx({"GM1": 20.0, "GM2": 50.0, "GM3": 80.0, "CR1": 40.0})


def test_over_all_gemeenten_with_a_figure_expected_equals_observed() -> None:
    counted = pd.Series({"GM1": 12.0, "GM2": 91.0, "GM3": np.nan})
    found = scale_by_age(counted, EUROS, PEOPLE)
    expected = sum(found[code] * PEOPLE[code] for code in ("GM1", "GM2"))
    assert expected == pytest.approx(12 * 1000 + 91 * 2000)


def test_without_any_figure_nothing_is_expected() -> None:
    assert scale_by_age(pd.Series({"GM1": np.nan}), EUROS, PEOPLE) == {}
