"""Boundaries with fewer points, without slivers: a border that two areas share is simplified once for both."""

from __future__ import annotations

import numpy as np
import shapely

from regiobeeld.areas.geodata import LAYERS, Areas, Shapes
from regiobeeld.errors import ContractError

FIRST_TOLERANCE = 60.0
"""Metres; triangles smaller than its square go first. On a map of the country a pixel is some 300 m."""
TRIES = 8
_GROWTH = 1.5
_LOOSE = 0.01


def count_loose(areas: Areas) -> int:
    """How many areas have a border that does not fit that of their neighbour (overlap or other points)."""
    edges = shapely.coverage_invalid_edges(areas.shapes)
    return int((~shapely.is_empty(edges)).sum())


def check_coverage(areas: Areas, place: str) -> int:
    """The number of areas that do not fit their neighbours, when these are few.

    Raises:
        ContractError: more than one in a hundred (and more than one).
    """
    loose = count_loose(areas)
    if loose > max(1, _LOOSE * len(areas.codes)):
        mend = "Gebruik de kaart zoals CBS en Kadaster hem publiceren, niet vooraf vereenvoudigd"
        raise ContractError(
            f"de grenzen van {loose} {LAYERS[areas.level]} sluiten niet op hun buren aan", place, mend
        )
    return loose


def simplify(areas: Areas, most_points: int, place: str) -> Shapes:
    """The shapes in whole metres with at most `most_points` points, still without slivers.

    Raises:
        ContractError: it cannot be done without spoiling a boundary.
    """
    was_whole = count_loose(areas) == 0
    for step in range(TRIES):
        # First fewer points, then whole metres: points far apart do not cross when they move half a metre.
        fewer = shapely.coverage_simplify(areas.shapes, FIRST_TOLERANCE * _GROWTH**step)
        simple = shapely.transform(fewer, np.round)
        is_good = shapely.is_valid(simple).all() and (not was_whole or shapely.coverage_is_valid(simple))
        if is_good and shapely.get_num_coordinates(simple).sum() <= most_points:
            return np.asarray(simple, dtype=object)
    raise ContractError("de kaart is niet kleiner te maken zonder grenzen te bederven", place, "Meld dit bestand")
