"""What stands on a map of gemeenten: which of them are named with their figure."""

from __future__ import annotations

import pandas as pd
import pytest

from profile_example import info, make_profile
from regiobeeld.chapters_people.mapsheets import MapSheet, with_extremes
from regiobeeld.maps.boundaries import Boundaries

CODES = ("GM0001", "GM0002", "GM0003", "GM0004")


def sheet(**changes: object) -> MapSheet:
    about = {
        "one": "gemeente",
        "many": "gemeenten",
        "shapes": Boundaries({}, {}, {}),
        "outline": None,
        "names": {code: code for code in CODES},
        "spoken": {},
    }
    return MapSheet(**(about | changes))  # type: ignore[arg-type]


def marked(values: list[float], soort: str = "enquete", **changes: object) -> list[str]:
    """The codes of which the name has a figure behind it."""
    about = info("roken_enquete", soort=soort, decimalen=1)
    found = with_extremes(make_profile(), sheet(**changes), about, pd.Series(values, index=CODES))
    return [code for code, name in found.names.items() if "%" in name]


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ([10.0, 20.0, 30.0, 15.0], ["GM0001", "GM0003"]),
        ([10.0, 10.04, 30.0, 15.0], ["GM0001", "GM0002", "GM0003"]),
        ([10.0, 10.0, 10.0, 15.0], ["GM0004"]),
    ],
)
def test_the_lowest_and_highest_as_printed_have_their_figure(values: list[float], codes: list[str]) -> None:
    assert marked(values) == codes


def test_the_gemeente_of_the_report_has_its_figure_too() -> None:
    assert marked([10.0, 20.0, 30.0, 15.0], first=("GM0002",)) == ["GM0001", "GM0002", "GM0003"]


def test_estimates_of_a_model_have_no_extremes() -> None:
    assert marked([10.0, 20.0, 30.0, 15.0], soort="modelschatting") == []
