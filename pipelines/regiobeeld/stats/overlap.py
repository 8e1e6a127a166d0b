"""How many people may have two traits at once, when only area figures are known? METHODEN 10.

Area figures say where traits coincide, not in whom (Robinson, Am Sociol Rev 1950;15:351). Therefore bounds and a
chance test, never one number.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regiobeeld.stats.arrays import BoolArray, FloatArray, Floats, broadcast
from regiobeeld.stats.interval import Bounds


def frechet_bounds(first: Floats, second: Floats) -> Bounds:
    """Return the least and the most (per cent) that can have both traits: max(0, a + b - 100) and min(a, b).

    Missing: NaN. Raises ValueError outside 0-100. Reference: Frechet (1951). Oracle: 28 % and 22 % -> 0-22 %.
    """
    a, b = _percentages(first, second)
    return Bounds(np.maximum(0.0, a + b - 100), np.minimum(a, b))


def independent_overlap(first: Floats, second: Floats) -> FloatArray:
    """Return the share (per cent) with both traits if they were unrelated: a b / 100. Missing: NaN.

    Oracle: 28 % and 22 % -> 6.16 %.
    """
    a, b = _percentages(first, second)
    return np.asarray(a * b / 100)


def _percentages(first: Floats, second: Floats) -> tuple[FloatArray, FloatArray]:
    a, b = broadcast(first, second)
    if any(np.any((column < 0) | (column > 100)) for column in (a, b)):
        raise ValueError("a percentage lies between 0 and 100")
    return a, b


class Coincidence(NamedTuple):
    """Residents in areas where both hold: observed, expected if unrelated (mean of shuffles), one-sided p."""

    residents: float
    expected: float
    p_value: float | None
    areas: int


def coincidence_test(
    low_ses: Floats,
    unfavourable: Floats,
    residents: Floats,
    strata: Sequence[object] | pd.Series,
    *,
    draws: int = 1000,
    seed: int = 2026,
) -> Coincidence:
    """Test whether low SES and an unfavourable lifestyle coincide in areas more than chance would have it.

    Formula: SES is shuffled over the areas within each stratum (urbanity class); p = (1 + number of shuffles with
    at least as many residents in areas with both) / (1 + draws). `low_ses`, `unfavourable`: 1 or 0 per area.
    Missing: an area without one of the three, or without stratum, does not take part; without any area p is None.
    Seeded. Reference: METHODEN 10; Good, Permutation Tests (2000).
    """
    a, b, n = broadcast(low_ses, unfavourable, residents)
    codes, _ = pd.factorize(pd.Series(strata, dtype=object).to_numpy(), sort=False)
    known = ~np.isnan(a + b + n) & (codes >= 0)
    low, bad, n = a[known] > 0, b[known] > 0, n[known]
    observed, areas = float(n[low & bad].sum()), int((low & bad).sum())
    if not n.size:
        return Coincidence(0.0, 0.0, None, 0)
    sizes = _shuffle_within(low, codes[known], draws, seed) @ np.where(bad, n, 0.0)
    extreme = int((sizes >= observed - 1e-9).sum())
    return Coincidence(observed, float(sizes.mean()), (1 + extreme) / (1 + draws), areas)


def _shuffle_within(flags: BoolArray, codes: NDArray[np.intp], draws: int, seed: int) -> FloatArray:
    """`flags` shuffled within equal codes; one row per draw. Sorting on code + random keeps strata together."""
    noise = np.random.default_rng(seed).random((draws, len(flags)))
    source = np.argsort(codes + noise, axis=1)
    shuffled = np.empty((draws, len(flags)))
    shuffled[:, np.argsort(codes, kind="stable")] = flags[source]
    return shuffled
