"""How much of a coincidence is chance: independence, Fréchet bounds and a permutation test (METHODEN 10)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from regiobeeld.stats.arrays import BoolArray, FloatArray, Floats, broadcast

PERMUTATIONS = 1000
SEED = 20201


@dataclass(frozen=True)
class Both:
    """Share (0-1) of people with both traits: under independence, and the least and most it can be."""

    expected: FloatArray
    lower: FloatArray
    upper: FloatArray


def bound_both(a: Floats, b: Floats) -> Both:
    """How many people can have both traits, when only the share of each is known?

    Formulas: independence a*b; Fréchet bounds max(0, a+b-1) and min(a, b). Shares 0-1; missing gives missing.
    Example: 28 % and 22 % -> 6.2 % under independence, and anything between 0 and 22 % is possible.
    Reference: Fréchet (1951), Ann. Univ. Lyon A 14:53-77; Robinson (1950) on why area figures say no more.
    """
    x, y = broadcast(a, b)
    if np.any((x < 0) | (x > 1) | (y < 0) | (y > 1)):
        raise ValueError("a share lies between 0 and 1")
    return Both(x * y, np.maximum(0.0, x + y - 1.0), np.minimum(x, y))


@dataclass(frozen=True)
class Chance:
    """Per region: what was counted, what chance gives on average, and how often chance gives as much."""

    observed: FloatArray
    expected: FloatArray
    p: FloatArray


def draw_keys(areas: int, permutations: int = PERMUTATIONS, seed: int = SEED) -> NDArray[np.float32]:
    """Random numbers [permutations x areas] that order the shuffles; drawn once, shared by all doelgroepen."""
    return np.random.default_rng(seed).random((permutations, areas), dtype=np.float32)


def shuffle_within(first: BoolArray, strata: NDArray[np.int64], keys: NDArray[np.float32]) -> BoolArray:
    """Shuffle yes/no over areas of the same stratum, once per row of `keys`.

    Returns:
        [permutations x areas]: in each row every stratum keeps exactly its number of yeses.
    """
    shuffled = np.zeros(keys.shape, dtype=np.bool_)
    for stratum in np.unique(strata):
        columns = np.flatnonzero(strata == stratum)
        yeses = int(first[columns].sum())
        if yeses == 0:
            continue
        chosen = np.argpartition(keys[:, columns], yeses - 1, axis=1)[:, :yeses]
        np.put_along_axis(shuffled, columns[chosen], True, axis=1)
    return shuffled


def measure_coincidence(
    first: BoolArray,
    second: BoolArray,
    residents: FloatArray,
    *,
    strata: NDArray[np.int64],
    regions: sparse.csr_array,
    keys: NDArray[np.float32],
) -> Chance:
    """Do the two traits fall together on more residents than when the first is dealt out at random?

    The first trait is shuffled over areas of the same urbanity. p = (1 + number of shuffles with at least as many
    residents) / (1 + number of shuffles), one-sided, so never 0. Reference: Phipson & Smyth (2010).

    Args:
        first, second, residents, strata: one value per area; only areas for which all are known.
        regions: [regions x areas] 0/1.
        keys: outcome of `draw_keys`, columns of these same areas.
    """
    second_residents = np.where(second, residents, 0.0)
    matters = second_residents > 0
    mass = regions[:, matters].multiply(second_residents[matters]).tocsr()
    observed = mass @ first[matters].astype(np.float64)
    shuffled = shuffle_within(first, strata, keys)[:, matters]
    counts = mass @ shuffled.T.astype(np.float64)
    # Sums of residents in another order differ in the last bits: a hair's breadth counts as equal.
    as_many = (counts >= observed[:, None] * (1 - 1e-9)).sum(axis=1)
    return Chance(observed, counts.mean(axis=1), (1 + as_many) / (1 + keys.shape[0]))
