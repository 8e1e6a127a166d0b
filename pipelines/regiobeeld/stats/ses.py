"""An own SES-index (never to be called SES-WOA) and its population-weighted quintiles: METHODEN 9."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from regiobeeld.stats.arrays import FloatArray, Floats, broadcast, weighted_moments

WINSOR = 3.0
TINY = 1e-12
"""A place of exactly 0.8 belongs to the fourth fifth; the margin only absorbs what floats leave behind."""


def weighted_z(values: Floats, weights: Floats, sign: int = 1, limit: float = WINSOR) -> FloatArray:
    """Return population-weighted z-scores, winsorised at `limit`; sign = -1 makes a low figure the high score.

    Formula: z = sign (x - m) / s with m and s the population-weighted mean and standard deviation over all areas,
    then cut at -limit and limit. Unit: none. Missing: an area without value stays NaN; an area without population
    gets a z-score but does not shape m and s; without any spread all z are NaN.
    Reference: METHODEN 9; Carstairs & Morris (1991) for the mean of z-scores.
    """
    x, w = broadcast(values, weights)
    mean, spread = weighted_moments(x, w)
    if not spread > 1e-12 * (1 + abs(mean)):
        return np.full(x.shape, np.nan)
    return np.asarray(np.clip(sign * (x - mean) / spread, -limit, limit))


def compute_index(components: pd.DataFrame, weights: Floats, signs: Mapping[str, int]) -> pd.DataFrame:
    """Return the z-score of each component (columns `z_<component>`) and their mean (column `index`).

    `components`: one row per area, one column per component named in `signs` (+1: high is better, -1: low is
    better). High index = high SES. Missing: an area that lacks one component has no index; its other z-scores are
    kept. Raises ValueError when a component has no column or a sign is not 1 or -1.
    """
    if absent := [name for name in signs if name not in components.columns]:
        raise ValueError(f"components without a column: {absent}")
    if any(sign not in (1, -1) for sign in signs.values()):
        raise ValueError("a sign is 1 or -1")
    scores = pd.DataFrame(
        {f"z_{name}": weighted_z(components[name], weights, sign) for name, sign in signs.items()},
        index=components.index,
    )
    return scores.assign(index=scores.mean(axis=1, skipna=False))


def population_rank(values: Floats, weights: Floats) -> FloatArray:
    """Return the place of each area on the cumulative population, 0 (lowest value) to 1: midpoint of its block.

    Areas with the same value form one block, so ties never depend on the order of rows. Missing: an area without
    value or without a known population is NaN; an area with population 0 gets a rank and shifts nobody.
    """
    x, w = broadcast(values, weights)
    if np.any(w < 0):
        raise ValueError("a population cannot be negative")
    known = ~np.isnan(x) & ~np.isnan(w)
    rank = np.full(x.shape, np.nan)
    if not known.any() or w[known].sum() == 0:
        return rank
    _, block = np.unique(x[known], return_inverse=True)
    size = np.bincount(block, weights=w[known])
    rank[known] = ((np.cumsum(size) - size / 2) / size.sum())[block]
    return rank


def quantile_groups(values: Floats, weights: Floats, groups: int = 5) -> FloatArray:
    """Return the population-weighted quantile group of each area: 1 = lowest values, `groups` = highest.

    Formula: floor(groups x population rank) + 1. Each group holds about 1/groups of the population, up to the size
    of the area on the border. Ties and missing: see `population_rank`. Reference: METHODEN 9.
    """
    if groups < 2:
        raise ValueError("at least two groups")
    rank = population_rank(values, weights)
    return np.asarray(np.minimum(np.floor((rank + TINY) * groups), groups - 1) + 1)
