"""How large is the difference between low and high SES, and what would remain without it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from regiobeeld.stats.arrays import FloatArray, Floats, broadcast

MIN_GROUPS = 3
DRAWS = 10_000


class Measure(NamedTuple):
    """A measure with its simulated 95 % interval (None without standard errors)."""

    value: float
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Inequality:
    """Measures of inequality of one figure over SES groups, lowest SES first.

    `sii`: difference between the top and the bottom of the SES ladder, in points (negative: the figure falls with
    SES). `rii`: sii / mean. `par`: share of the mean that would vanish if every group had the figure of the
    highest SES group (0.2 = 20 %). `par_persons`: the same in persons (None without `population`).
    """

    sii: Measure | None
    rii: Measure | None
    par: Measure | None
    par_persons: Measure | None
    mean: float | None
    reason_nl: str


def ladder(shares: Floats) -> FloatArray:
    """Return the midpoint of each group on the cumulative population rank (0-1), lowest SES first."""
    (w,) = broadcast(shares)
    fraction = w / w.sum()
    return np.asarray(np.cumsum(fraction) - fraction / 2)


def slope_index(values: Floats, shares: Floats) -> FloatArray:
    """Return SII: the population-weighted least squares slope over the ladder; last axis: lowest SES first.

    Formula: sum w (r - R)(y - Y) / sum w (r - R)^2, r the rank midpoints, R = 0.5. Unit: that of the figure.
    Missing: NaN when any group is missing. Reference: Mackenbach & Kunst, Soc Sci Med 1997;44:757.
    """
    y, w = broadcast(values, shares)
    fraction = w / w.sum(axis=-1, keepdims=True)
    rank = np.cumsum(fraction, axis=-1) - fraction / 2
    rank = rank - (fraction * rank).sum(axis=-1, keepdims=True)
    centred = y - (fraction * y).sum(axis=-1, keepdims=True)
    return np.asarray((fraction * rank * centred).sum(axis=-1) / (fraction * rank**2).sum(axis=-1))


def attributable_share(values: Floats, shares: Floats) -> FloatArray:
    """Return PAR: the share of the mean that is due to not having the figure of the highest SES group.

    Formula: sum p_q (RR_q - 1) / (1 + sum p_q (RR_q - 1)), RR_q = figure of group q / that of the last group;
    computed as (mean - last) / mean, which is the same and also works when the last group has 0. Below 0 when the
    highest group has the higher figure. Missing: NaN when any group is missing or the mean is 0.
    Reference: Mackenbach & Kunst (1997); METHODEN 8.
    """
    y, w = broadcast(values, shares)
    mean = (y * w).sum(axis=-1) / w.sum(axis=-1)
    return np.asarray((mean - y[..., -1]) / np.where(mean == 0, np.nan, mean))


def measure_inequality(
    values: Floats,
    shares: Floats,
    se: Floats = None,
    population: float | None = None,
    seed: int = 2026,
) -> Inequality:
    """Return SII, RII, PAR and the "als iedereen ..." number over SES groups, lowest SES first.

    `values` in per cent, `shares` the population of the groups, `se` in points, `population` the number of persons
    the figure is about. The interval is the 2.5-97.5 percentile of 10 000 draws from N(value, SE) per group, with
    a fixed seed: twice the same input gives the same interval.
    Missing: fewer than 3 groups, or a group without value or population: nothing, with the reason.
    """
    y, w = broadcast(values, shares)
    if np.any(w < 0):
        raise ValueError("a population cannot be negative")
    if y.size < MIN_GROUPS or np.isnan(y + w).any() or (w == 0).any():
        return Inequality(None, None, None, None, None, "Niet elke groep van laag naar hoog heeft een cijfer.")
    draws = _draw(y, se, seed)
    mean, means = float(np.average(y, weights=w)), np.asarray((draws * w).sum(axis=-1) / w.sum())
    if mean == 0:
        return Inequality(None, None, None, None, None, "Het cijfer is in alle groepen 0.")
    sii, siis = float(slope_index(y, w)), slope_index(draws, w)
    par, pars = float(attributable_share(y, w)), attributable_share(draws, w)
    persons = None
    if population is not None and not np.isnan(population):
        persons = _measure(par * mean / 100 * population, pars * means / 100 * population)
    return Inequality(
        _measure(sii, siis), _measure(sii / mean, siis / means), _measure(par, pars), persons, mean, ""
    )


def _draw(values: FloatArray, se: Floats, seed: int) -> FloatArray:
    """Simulated values per group (rows: draws); none at all when an SE is missing."""
    _, s = broadcast(values, np.nan if se is None else se)
    if np.isnan(s).any():
        return np.empty((0, values.size))
    return np.random.default_rng(seed).normal(values, s, size=(DRAWS, values.size))


def _measure(value: float, draws: FloatArray) -> Measure:
    if not draws.size or np.isnan(draws).all():
        return Measure(value, None, None)
    lower, upper = np.nanpercentile(draws, [2.5, 97.5])
    return Measure(value, float(lower), float(upper))


def summarise_groups(values: Floats, population: Floats, groups: Floats, se: Floats = None) -> pd.DataFrame:
    """Return value, se and population per SES group from those of its areas; index = group, lowest first.

    Columns waarde (population-weighted mean), se (NaN when one is missing), bevolking, gebieden. Areas without
    value, population or group do not count.
    """
    v, w, g, s = broadcast(values, population, groups, np.nan if se is None else se)
    known = ~np.isnan(v) & (w > 0) & ~np.isnan(g)
    parts = pd.DataFrame({"bevolking": w, "som": v * w, "fout": (w * s) ** 2, "gebieden": 1})[known]
    table = parts.groupby(pd.Series(g[known], index=parts.index, name="groep")).sum(skipna=False)
    size = table["bevolking"]
    columns = {"waarde": table["som"] / size, "se": np.sqrt(table["fout"]) / size}
    return pd.DataFrame(columns).assign(bevolking=size, gebieden=table["gebieden"])
