"""Which areas the control calls comparable: worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from control_example import TESTLAND, make_sources
from regiobeeld.controle.basis import open_basis
from regiobeeld.controle.similar import nearest


def plain(*features: float) -> np.ndarray:
    """Residents, and three features that are not on a log scale."""
    return np.array([features[0], *features[1:3], np.nan, features[3], np.nan, np.nan, np.nan])


AREAS = {
    "A": plain(np.e, 0.0, 0.0, 0.0),
    "B": plain(np.e, 1.0, 0.0, 0.0),
    "C": plain(np.e**2, 0.0, 4.0, 0.0),
    "D": plain(np.e**4, 1.0, 2.0, 9.0),
    "E": plain(np.e, 0.0, 1.0, 8.0),
}


def test_the_nearest_is_the_one_with_the_smallest_distance_in_standard_deviations() -> None:
    """B differs from A in one feature by 1 / sd = 1 / 0.49 = 2.04; E by 8 / 4.22 and 1 / 1.50: 2.01; C by more."""
    assert nearest(AREAS, "A", 2, set()) == ["E", "B"]


def test_an_area_that_overlaps_is_not_chosen_and_does_count_for_the_scale() -> None:
    assert nearest(AREAS, "A", 2, {"E"})[0] == "B"


def test_a_feature_that_the_area_lacks_is_left_out_and_an_area_that_lacks_another_too() -> None:
    lacking = {**AREAS, "E": plain(np.e, 0.0, np.nan, 8.0)}
    assert "E" not in nearest(lacking, "A", 2, set())


@pytest.mark.parametrize(("count", "features"), [(5, AREAS), (2, {k: v[:2] for k, v in AREAS.items()})])
def test_too_few_areas_or_features_is_nothing(count: int, features: dict[str, np.ndarray]) -> None:
    assert nearest(features, "A", count, set()) == []


def test_the_rest_of_the_province_is_what_lies_outside_the_region(tmp_path: Path) -> None:
    """Testland is Aa and Bee; Cee is the rest. Three gemeenten are too few to call any comparable."""
    database = open_basis(make_sources(tmp_path), "Testland", TESTLAND)
    assert database.execute("select wie, gemeente from vergeleken").fetchall() == [("provincie", "GM0003")]
