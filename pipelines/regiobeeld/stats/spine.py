"""Positions in a spine chart: every indicator on the same axis, the benchmark in the middle (METHODEN 5)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from regiobeeld.stats.arrays import FloatArray, Floats, broadcast
from regiobeeld.stats.compare import SIGN, Direction


class Spine(NamedTuple):
    """Positions between 0 (worst area) and 1 (best); bars run from left to right. NaN: nothing to draw."""

    dot: FloatArray
    light_left: float
    light_right: float
    dark_left: float
    dark_right: float


def spine_positions(values: Floats, areas: Floats, benchmark: float | None, richting: Direction) -> Spine:
    """Return the positions of one indicator.

    Formula: s = max(b - min, max - b), pos = 0.5 + sgn (v - b) / (2s); sgn = -1 for `lager_is_beter`, so right is
    always better; `neutraal`: right is higher. Light bar: all areas; dark bar: p25-p75 (linear percentiles).
    `values`: the dots; `areas`: the figures of all areas of that level. A dot beyond them is cut at 0 or 1.
    Missing: a missing value has no dot; no benchmark or no area: nothing at all; no spread: everything at 0.5.
    Raises ValueError for an unknown direction. Reference: METHODEN 5; OHID Fingertips, area profiles.
    """
    if richting not in SIGN:
        raise ValueError(f"unknown direction: {richting}")
    v, b = broadcast(values, np.nan if benchmark is None else benchmark)
    (known,) = broadcast(areas)
    known = known[~np.isnan(known)]
    if not known.size or np.isnan(b).all():
        return Spine(np.full(v.shape, np.nan), *[float("nan")] * 4)
    middle = float(b.flat[0])
    reach = max(middle - known.min(), known.max() - middle)
    scale = SIGN[richting] / (2 * reach) if reach > 1e-9 * (1 + abs(middle)) else 0.0
    marks = 0.5 + scale * (np.array([known.min(), known.max(), *np.percentile(known, [25, 75])]) - middle)
    light, dark = sorted(marks[:2].tolist()), sorted(marks[2:].tolist())
    return Spine(np.asarray(np.clip(0.5 + scale * (v - middle), 0, 1)), light[0], light[1], dark[0], dark[1])
