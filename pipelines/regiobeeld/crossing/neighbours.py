"""Which wijken share a border, read from the polygons themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import pandas as pd

Point = tuple[float, float]


def find_neighbours(features: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Find pairs of areas with a common piece of border (a corner is not enough).

    The generalised map was cut without slivers, so both sides of a border run over the same vertices: two areas
    are neighbours when an edge between two vertices occurs in both.

    Args:
        features: GeoJSON features (Polygon or MultiPolygon) with properties.code.

    Returns:
        Frame gebied_code, buur_code; every pair in both directions, sorted. Islands have no row.
    """
    owners: defaultdict[tuple[Point, Point], set[str]] = defaultdict(set)
    for feature in features:
        code = str(feature["properties"]["code"])
        for ring in _rings(feature["geometry"]):
            points = [(float(x), float(y)) for x, y, *_ in ring]
            for a, b in pairwise(points):
                owners[(a, b) if a < b else (b, a)].add(code)
    pairs = sorted({(a, b) for codes in owners.values() for a in codes for b in codes if a != b})
    return pd.DataFrame(pairs, columns=["gebied_code", "buur_code"], dtype="str")


def _rings(geometry: Mapping[str, Any]) -> Iterable[list[list[float]]]:
    """All rings of a Polygon or MultiPolygon, holes included (a hole borders on what fills it)."""
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return (ring for polygon in polygons for ring in polygon)
