"""Small shared steps on arrays of floats, in which NaN means missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import ndtri

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = "float | Sequence[float | None] | NDArray[np.generic] | pd.Series | None"

LEVELS = (95, 99.8)
"""The levels (%) that a difference is tested at: one step, and two."""
Z95, Z998 = (float(ndtri(0.5 + level / 200)) for level in LEVELS)
"""1.960 and 3.090: the two-sided points of the normal distribution at those levels."""


def as_floats(values: Floats) -> FloatArray:
    """Return any column of figures as a float array; None, pd.NA and infinities become NaN."""
    array = np.array(values, dtype=np.float64)
    array[~np.isfinite(array)] = np.nan
    return array


def broadcast(*values: Floats) -> tuple[FloatArray, ...]:
    """Return all columns as float arrays of one common shape."""
    return tuple(np.array(array) for array in np.broadcast_arrays(*[as_floats(value) for value in values]))


def weighted_moments(values: Floats, weights: Floats) -> tuple[float, float]:
    """Return the weighted mean and standard deviation (divisor: the sum of weights).

    Rows without a value, or with a missing or zero weight, do not count. Without any row: NaN, NaN.
    """
    x, w = broadcast(values, weights)
    known = ~np.isnan(x) & (w > 0)
    if not known.any():
        return float("nan"), float("nan")
    mean = float(np.average(x[known], weights=w[known]))
    variance = float(np.average((x[known] - mean) ** 2, weights=w[known]))
    return mean, float(np.sqrt(variance))


def standardise_columns(frame: pd.DataFrame) -> pd.DataFrame:
    """Return z-scores per column (unweighted, divisor n); a column without spread becomes all zeros."""
    centred = frame - frame.mean()
    spread = frame.std(ddof=0)
    return centred / spread.where(spread > 1e-12 * (1 + frame.abs().max()), np.inf)
