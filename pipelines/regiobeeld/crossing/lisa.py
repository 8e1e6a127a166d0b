"""Local clustering: do neighbouring areas resemble each other more than chance would have it (local Moran)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from regiobeeld.crossing.chance import SEED
from regiobeeld.stats.arrays import FloatArray
from regiobeeld.stats.compare import adjusted_p

# p cannot be smaller than 2 / (n + 1): with fewer shuffles no wijk of 3000 would survive the correction.
PERMUTATIONS = 4999
Q = 0.10
# (own value high, mean of neighbours high) -> how the place is called.
PLACES = {
    (True, True): "kern",
    (False, False): "gunstig",
    (True, False): "eiland",
    (False, True): "rand",
}


def measure_clustering(
    values: pd.Series, neighbours: pd.DataFrame, permutations: int = PERMUTATIONS, seed: int = SEED
) -> pd.DataFrame:
    """Local Moran's I of every area, with a permutation p and control of the false discovery rate.

    Formula: I_i = z_i * mean of z over the neighbours of i, z standardised over all areas with a value. p is
    two-sided: the neighbours of i are replaced by as many areas drawn from all others. A place is named when
    the p of the area survives Benjamini-Hochberg at q = 0.10. Reference: Anselin (1995), Geogr Anal 27:93-115;
    Caldas de Castro & Singer (2006) on the false discovery rate.

    Args:
        values: one value per area (index gebied_code); missing values are left out, also as neighbours.
        neighbours: outcome of `find_neighbours`.

    Returns:
        Frame on the index of `values`: buren (neighbours with a value), moran, p_waarde, q_waarde, ligging (kern =
        high among high, gunstig = low among low, eiland = high among low, rand = low among high; empty when not
        significant). Areas without value or without neighbours have no outcome.
    """
    known = values.dropna().astype("float64")
    z = _standardise(np.asarray(known, dtype=np.float64))
    lists = _index_neighbours(known.index, neighbours)
    lag = np.array([z[found].mean() if len(found) else np.nan for found in lists])
    p = _permute(z, lag, lists, permutations, seed)
    q = adjusted_p(p)
    places = [PLACES[bool(own > 0), bool(near > 0)] for own, near in zip(z, lag, strict=True)]
    frame = pd.DataFrame(
        {
            "buren": [len(found) for found in lists],
            "moran": z * lag,
            "p_waarde": p,
            "q_waarde": q,
            "ligging": pd.Series(places, index=known.index, dtype="object").where(q <= Q, None),
        },
        index=known.index,
    )
    return frame.reindex(values.index).astype({"buren": "Int64"})


def _standardise(values: FloatArray) -> FloatArray:
    spread = values.std()
    return (values - values.mean()) / spread if spread > 0 else values * 0.0


def _index_neighbours(codes: pd.Index, neighbours: pd.DataFrame) -> list[NDArray[np.intp]]:
    """Per area the positions of its neighbours."""
    own = codes.get_indexer(pd.Index(neighbours["gebied_code"]))
    other = codes.get_indexer(pd.Index(neighbours["buur_code"]))
    inside = (own >= 0) & (other >= 0)
    own, other = own[inside], other[inside]
    order = np.argsort(own, kind="stable")
    starts = np.searchsorted(own[order], np.arange(len(codes) + 1))
    return [other[order[a:b]] for a, b in pairwise(starts)]


def _permute(
    z: FloatArray, lag: FloatArray, lists: list[NDArray[np.intp]], permutations: int, seed: int
) -> FloatArray:
    """Two-sided p per area: how often do as many random others have a mean as far out?"""
    rng = np.random.default_rng(seed)
    p = np.full(len(z), np.nan)
    most = max((len(found) for found in lists), default=0)
    if most == 0:
        return p
    # One table of distinct random positions serves all areas; an area's own position is skipped over.
    draws = np.array([rng.choice(len(z) - 1, size=most, replace=False) for _ in range(permutations)])
    for i, found in enumerate(lists):
        if len(found):
            others = draws[:, : len(found)]
            means = z[others + (others >= i)].mean(axis=1)
            as_high = (means >= lag[i] - 1e-12).sum()
            as_low = (means <= lag[i] + 1e-12).sum()
            p[i] = min(1.0, 2 * (1 + min(as_high, as_low)) / (permutations + 1))
    return p
