"""An index of several components with a class and a rank interval, never a bare rank: METHODEN 13."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from regiobeeld.stats.arrays import FloatArray

CLASSES = 5


def rank_areas(
    scores: pd.DataFrame,
    weights: Mapping[str, float],
    se: pd.DataFrame | None = None,
    *,
    spread: float = 0.5,
    draws: int = 1000,
    seed: int = 2026,
) -> pd.DataFrame:
    """Return the index of each area with its class and the ranks it may have.

    Formula: index = sum w_k z_k / sum w_k. Each draw multiplies every weight by U(1 - spread, 1 + spread) and adds
    N(0, SE) to every score; the areas are ranked again, 1 = highest index. Columns: index, rang_van and rang_tot
    (2.5 and 97.5 percentile), klasse (1-5, 5 = highest fifth of the areas), zeker (share of draws in that class).
    `scores`: z-scores per component; `se`: same shape, in the same unit, empty = no sampling error known.
    Missing: an area without one of the components has an empty row and takes no place.
    Raises ValueError for a negative weight or weights that sum to 0; KeyError for an unknown component.
    Reference: METHODEN 13; OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 7.
    """
    names = list(weights)
    w = np.array([weights[name] for name in names], dtype=float)
    if (w < 0).any() or w.sum() == 0:
        raise ValueError("weights cannot be negative and must sum to more than 0")
    known = scores[names].notna().all(axis=1).to_numpy()
    z = scores.loc[known, names].to_numpy(dtype=float)
    errors = np.zeros_like(z) if se is None else np.nan_to_num(se.loc[known, names].to_numpy(dtype=float))
    table = pd.DataFrame(
        np.nan, index=scores.index, columns=["index", "rang_van", "rang_tot", "klasse", "zeker"], dtype=float
    )
    if not len(z):
        return table
    index = z @ (w / w.sum())
    ranks = _simulate_ranks(z, w, errors, spread=spread, draws=draws, seed=seed)
    own = class_of_rank(_rank(index), len(z))
    sure = (class_of_rank(ranks, len(z)) == own).mean(axis=0)
    low, high = np.percentile(ranks, [2.5, 97.5], axis=0)
    table.loc[known] = np.column_stack([index, np.floor(low), np.ceil(high), own, sure])
    return table


def class_of_rank(ranks: FloatArray, areas: int) -> FloatArray:
    """Return the class of a rank (1 = highest index): 5 for the first fifth of the areas, 1 for the last."""
    return np.asarray(CLASSES - np.floor((ranks - 0.5) / areas * CLASSES))


def _rank(index: FloatArray) -> FloatArray:
    """1 = highest; ties share their mean rank."""
    return np.asarray(pd.Series(index).rank(ascending=False), dtype=np.float64)


def _simulate_ranks(
    z: FloatArray, weights: FloatArray, errors: FloatArray, *, spread: float, draws: int, seed: int
) -> FloatArray:
    rng = np.random.default_rng(seed)
    ranks = np.empty((draws, len(z)))
    for draw in range(draws):
        w = weights * rng.uniform(1 - spread, 1 + spread, len(weights))
        index = (z + rng.normal(size=z.shape) * errors) @ (w / w.sum())
        ranks[draw] = _rank(index)
    return ranks
