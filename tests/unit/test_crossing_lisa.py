"""Neighbours from polygons, and local clustering that is found where it is and not where it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from regiobeeld.crossing.lisa import measure_clustering
from regiobeeld.crossing.neighbours import find_neighbours


def square(code: str, x: int, y: int, size: int = 1) -> dict[str, Any]:
    ring = [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]]
    return {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def grid(size: int) -> list[dict[str, Any]]:
    return [square(f"{row:02d}-{column:02d}", column, row) for row in range(size) for column in range(size)]


def test_a_shared_side_makes_neighbours_and_a_corner_does_not() -> None:
    pairs = find_neighbours([square("A", 0, 0), square("B", 1, 0), square("C", 1, 1), square("island", 9, 9)])
    assert pairs.to_numpy().tolist() == [["A", "B"], ["B", "A"], ["B", "C"], ["C", "B"]]


def test_a_hole_borders_on_the_area_that_fills_it() -> None:
    outer = square("ring", 0, 0, 3)
    outer["geometry"]["coordinates"].append(square("x", 1, 1)["geometry"]["coordinates"][0])
    pairs = find_neighbours([outer, square("core", 1, 1)])
    assert set(pairs["gebied_code"]) == {"ring", "core"}


def test_an_area_of_several_parts_has_the_neighbours_of_all_parts() -> None:
    parts = [square("A", 0, 0)["geometry"]["coordinates"], square("A", 5, 0)["geometry"]["coordinates"]]
    double = {"properties": {"code": "A"}, "geometry": {"type": "MultiPolygon", "coordinates": parts}}
    pairs = find_neighbours([double, square("B", 1, 0), square("C", 6, 0)])
    assert pairs.loc[pairs["gebied_code"] == "A", "buur_code"].tolist() == ["B", "C"]


def test_local_moran_of_three_in_a_row() -> None:
    pairs = find_neighbours([square("A", 0, 0), square("B", 1, 0), square("C", 2, 0)])
    outcome = measure_clustering(pd.Series({"A": 1.0, "B": 2.0, "C": 6.0}), pairs, permutations=99)
    # Mean 3, sd sqrt(14/3) = 2.1602: z = -0.9258, -0.4629, 1.3887. B: -0.4629 * (-0.9258 + 1.3887) / 2 = -0.1071.
    assert outcome["moran"].tolist() == pytest.approx([0.4286, -0.1071, -0.6429], abs=1e-4)
    assert outcome["buren"].tolist() == [1, 2, 1]


def test_a_block_of_high_values_is_a_core() -> None:
    features = grid(12)
    codes = [feature["properties"]["code"] for feature in features]
    rng = np.random.default_rng(2)
    values = pd.Series(rng.normal(0, 1, len(codes)), index=codes)
    block = [f"{row:02d}-{column:02d}" for row in range(4, 8) for column in range(4, 8)]
    values[block] += 6.0
    outcome = measure_clustering(values, find_neighbours(features), permutations=1999)
    inner = ["05-05", "05-06", "06-05", "06-06"]
    assert (outcome.loc[inner, "ligging"] == "kern").all()
    assert outcome.loc["00-00", "ligging"] != "kern"


def test_noise_has_hardly_any_clusters() -> None:
    features = grid(15)
    values = pd.Series(
        np.random.default_rng(5).normal(size=225), index=[feature["properties"]["code"] for feature in features]
    )
    outcome = measure_clustering(values, find_neighbours(features), permutations=1999)
    assert outcome["ligging"].notna().sum() <= 3


def test_unknown_values_and_islands_have_no_outcome() -> None:
    pairs = find_neighbours([square("A", 0, 0), square("B", 1, 0), square("C", 2, 0), square("eiland", 9, 9)])
    values = pd.Series({"A": 1.0, "B": np.nan, "C": 2.0, "eiland": 3.0})
    outcome = measure_clustering(values, pairs, permutations=99)
    assert outcome["ligging"].isna().all()
    assert pd.isna(outcome.loc["B", "buren"])
    assert outcome.loc[["A", "C", "eiland"], "buren"].tolist() == [0, 0, 0]
