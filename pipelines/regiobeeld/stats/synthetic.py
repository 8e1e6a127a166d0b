"""A mixture of comparison areas that followed the area before the start: what came after, beside that mixture.

For long series only: with few measurements before the start almost any mixture fits. METHODEN 17.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regiobeeld.stats.arrays import FloatArray, Floats, as_floats

MIN_DONORS = 5
MIN_BEFORE = MIN_DONORS + 1
"""With no more measurements than donors some mixture always fits, and its fit says nothing (Abadie 2021)."""
_EVEN = 1e-8
"""How much an even mixture is preferred among mixtures that fit equally well; it makes the answer unique."""


@dataclass(frozen=True, eq=False)
class Synthetic:
    """The mixture and how the area differs from it.

    `weights`: share of each comparison area, 0 or more, together 1. `gap`: area minus mixture per measurement.
    `fit_before`, `distance_after`: root mean square of the gap before and after the start. `effect`: mean gap
    after. `ratios`: distance_after / fit_before of each comparison area in turn; `ratio`: that of the area itself;
    `p_value`: share of all areas (itself counted) with a ratio at least as large.
    """

    weights: FloatArray
    mixture: FloatArray
    gap: FloatArray
    fit_before: float
    distance_after: float
    effect: float
    ratio: float
    ratios: FloatArray
    p_value: float


def mix_donors(own: Floats, donors: FloatArray) -> FloatArray:
    """Return the weights (0 or more, sum 1) of the mixture of donors (columns) nearest to the own series.

    Formula: minimise ||y - X w||^2 + e ||w - 1/k||^2 with w >= 0 and sum w = 1; e is small and only chooses, among
    mixtures that fit alike, the most even one. Because the weights sum to 1, y - X w = (y 1' - X) w: the point of
    the convex hull of the columns of Z = X - y 1' that is nearest to 0. Non-negative least squares of (Z; 1') u on
    (0; 1) gives that point, u = c w: for a given w the best c leaves ||Zw||^2 / (1 + ||Zw||^2), which rises with
    ||Zw||^2. Missing: ValueError, a donor has the whole series.
    Reference: Abadie, Diamond & Hainmueller, J Am Stat Assoc 2010;105:493; Lawson & Hanson (1974), chapter 23.
    """
    y, x = as_floats(own), np.asarray(donors, dtype=float)
    if np.isnan(y).any() or np.isnan(x).any():
        raise ValueError("a synthetic control asks for whole series")
    k = x.shape[1]
    z = x - y[:, np.newaxis]
    scale = float(np.sqrt((z**2).mean())) or 1.0
    even = np.sqrt(_EVEN) * (np.eye(k) - 1 / k)
    stacked = np.vstack([z / scale, even, np.ones((1, k))])
    from scipy.optimize import nnls  # a report without a measured effect need not wait for it

    found, _ = nnls(stacked, np.append(np.zeros(len(y) + k), 1.0), maxiter=50 * k)
    weights: FloatArray = found / found.sum()
    return weights


def synthetic_control(own: Floats, donors: FloatArray, before: int) -> Synthetic:
    """Return the synthetic control of a series (measurements) from donors (measurements x areas).

    Args:
        before: the number of measurements before the start; the mixture is made on these only.

    The test is by placebo: each donor plays the area, with the other donors as its mixture. A ratio where the fit
    is perfect is infinite (0 when nothing changed after it either).
    Raises ValueError for fewer donors than `MIN_DONORS`, no more measurements before than donors, or none after.
    Reference: METHODEN 17; Abadie, J Econ Lit 2021;59:391.
    """
    y, x = as_floats(own), np.asarray(donors, dtype=float)
    if x.shape[1] < MIN_DONORS or before <= x.shape[1] or before >= len(y):
        raise ValueError("too few measurements or areas for a synthetic control")
    weights, gap = _fit(y, x, before)
    places = np.arange(x.shape[1])
    ratios = np.array([_ratio(_fit(x[:, j], x[:, places != j], before)[1], before) for j in places])
    ratio = _ratio(gap, before)
    p = (1 + (ratios >= ratio - 1e-9).sum()) / (1 + len(ratios))
    return Synthetic(
        weights,
        y - gap,
        gap,
        _rms(gap[:before]),
        _rms(gap[before:]),
        float(gap[before:].mean()),
        ratio,
        ratios,
        float(p),
    )


def _fit(own: FloatArray, donors: FloatArray, before: int) -> tuple[FloatArray, FloatArray]:
    weights = mix_donors(own[:before], donors[:before])
    return weights, own - donors @ weights


def _rms(gap: FloatArray) -> float:
    return float(np.sqrt((gap**2).mean()))


def _ratio(gap: FloatArray, before: int) -> float:
    fit, after = _rms(gap[:before]), _rms(gap[before:])
    return after / fit if fit > 1e-9 else 0.0 if after <= 1e-9 else float("inf")
