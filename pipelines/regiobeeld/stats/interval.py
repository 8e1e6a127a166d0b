"""How certain is one figure: intervals for proportions, counts, rates and published margins.

All functions work on arrays of any (broadcastable) shape. A missing input gives a missing interval.
Input that cannot exist (a negative count, more cases than persons) raises ValueError: that is a broken
table, not a missing figure.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.special import gammaincinv, ndtri

from regiobeeld.stats.arrays import Z95, BoolArray, FloatArray, Floats, broadcast

EXACT_BELOW = 10.0
"""Below this count Byar's approximation gives way to the exact chi-square limits (METHODEN 2)."""


class Bounds(NamedTuple):
    """Lower and upper limit, in the unit of the figure."""

    lower: FloatArray
    upper: FloatArray


def _z(level: float) -> float:
    return float(ndtri(0.5 + level / 2))


def _refuse_impossible(counts: FloatArray, denominators: FloatArray | None = None) -> None:
    if np.any(counts < 0):
        raise ValueError("a count cannot be negative")
    if denominators is not None and np.any(denominators < 0):
        raise ValueError("a denominator cannot be negative")


def wilson(counts: Floats, totals: Floats, level: float = 0.95, per: float = 1.0) -> Bounds:
    """Return the Wilson score interval of a proportion.

    Formula: (2x + z^2 +- z sqrt(z^2 + 4x(1 - x/n))) / (2(n + z^2)), times `per` (1: proportion, 100: per cent).
    Missing: NaN where x or n is missing or n = 0. Raises ValueError when x < 0 or x > n.
    Reference: Wilson (1927); Newcombe & Altman, Statistics with Confidence (2000).
    Oracle: 30/100 -> 0.2189-0.3958; 0/50 -> 0-0.0713.
    """
    x, n = broadcast(counts, totals)
    _refuse_impossible(x, n)
    if np.any(x > n * (1 + 1e-9)):
        raise ValueError("there cannot be more cases than persons")
    n = np.where(n > 0, n, np.nan)
    x = np.minimum(x, n)
    z = _z(level)
    middle = 2 * x + z**2
    half = z * np.sqrt(z**2 + 4 * x * (1 - x / n))
    lower = np.clip((middle - half) / (2 * (n + z**2)), 0, x / n)
    upper = np.clip((middle + half) / (2 * (n + z**2)), x / n, 1)
    return Bounds(lower * per, upper * per)


def byar(counts: Floats, level: float = 0.95) -> Bounds:
    """Return Byar's approximate interval of a Poisson count.

    Formula: O(1 - 1/(9 O) - z/(3 sqrt O))^3 and O'(1 - 1/(9 O') + z/(3 sqrt O'))^3 with O' = O + 1.
    Missing: NaN. Reference: Breslow & Day (1987), vol. II, p. 69.
    Oracle: 10 -> 4.787-18.391; 1 -> 0.013-5.564; 0 -> 0-3.668.
    """
    (x,) = broadcast(counts)
    _refuse_impossible(x)
    z = _z(level)
    positive = np.where(x > 0, x, 1.0)
    low = positive * np.maximum(1 - 1 / (9 * positive) - z / (3 * np.sqrt(positive)), 0) ** 3
    following = x + 1
    high = following * (1 - 1 / (9 * following) + z / (3 * np.sqrt(following))) ** 3
    return Bounds(np.where(x == 0, 0.0, np.where(np.isnan(x), np.nan, low)), high)


def exact_poisson(counts: Floats, level: float = 0.95) -> Bounds:
    """Return the exact (Garwood) interval of a Poisson count.

    Formula: chi2(alpha/2; 2O)/2 and chi2(1 - alpha/2; 2O + 2)/2, where chi2(p; 2a)/2 is the inverse of the
    regularised incomplete gamma function of a. Missing: NaN.
    Reference: Garwood, Biometrika 1936;28:437. Oracle: 0 -> 0-3.689.
    """
    (x,) = broadcast(counts)
    _refuse_impossible(x)
    tail = (1 - level) / 2
    low = gammaincinv(np.where(x > 0, x, 1.0), tail)
    lower = np.where(x == 0, 0.0, np.where(np.isnan(x), np.nan, low))
    return Bounds(lower, np.asarray(gammaincinv(x + 1, 1 - tail)))


def count_interval(counts: Floats, level: float = 0.95) -> Bounds:
    """Return the interval of a count: exact below 10, Byar from 10 on (METHODEN 2). Missing: NaN."""
    (x,) = broadcast(counts)
    lower, upper = (np.array(limit) for limit in byar(x, level))
    below = x < EXACT_BELOW
    if below.any():
        lower[below], upper[below] = exact_poisson(x[below], level)
    return Bounds(lower, upper)


def rate_interval(counts: Floats, persons: Floats, per: float = 1000.0, level: float = 0.95) -> Bounds:
    """Return the interval of a rate: that of its count, divided by the persons, times `per`.

    Missing: NaN where count or persons is missing or persons = 0. Reference: as `count_interval`.
    """
    x, n = broadcast(counts, persons)
    _refuse_impossible(x, n)
    n = np.where(n > 0, n, np.nan)
    bounds = count_interval(x, level)
    return Bounds(bounds.lower / n * per, bounds.upper / n * per)


def _logit(percentage: FloatArray) -> FloatArray:
    return np.asarray(np.log(percentage / (100 - percentage)))


def _expit(logit: FloatArray) -> FloatArray:
    return np.asarray(100 / (1 + np.exp(-logit)))


def _has_logit(p: FloatArray) -> BoolArray:
    return np.asarray((p > 1e-9) & (p < 100 - 1e-9))


def _logit_se(p: FloatArray, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """SE on the logit scale; a margin rounded to 0 or 100 says nothing there, then the other one counts twice."""
    above, below = _logit(upper) - _logit(p), _logit(p) - _logit(lower)
    above, below = np.where(np.isinf(above), below, above), np.where(np.isinf(below), above, below)
    return np.asarray(np.where(np.isinf(above + below), np.nan, (above + below) / (2 * Z95)))


def se_from_margins(values: Floats, lower: Floats, upper: Floats, percentage: bool = True) -> FloatArray:
    """Return the standard error behind a published 95 % interval, in the unit of the figure.

    Formula: (logit(upper) - logit(lower)) / 3.92 (that is 2 x 1.96), brought back to points with the factor
    p(100 - p)/100. Exactly 0 or 100: the open side / 1.96.
    Missing: NaN where value or margin is missing, or where the margins do not enclose the value.
    `percentage=False`: figures without a ceiling (hours per week), linear: (upper - lower) / 3.92.
    Reference: METHODEN 0; delta method, e.g. Agresti, Categorical Data Analysis (2013), section 16.1.
    """
    p, low, high = broadcast(values, lower, upper)
    enclosed = (low <= p) & (p <= high)
    linear = (high - low) / (2 * Z95)
    if not percentage:
        return np.where(enclosed, linear, np.nan)
    _refuse_no_percentage(p, low, high)
    with np.errstate(divide="ignore", invalid="ignore"):
        points = _logit_se(p, low, high) * p * (100 - p) / 100
    return np.where(enclosed, np.where(_has_logit(p), points, 2 * linear), np.nan)


def se_from_counts(counts: Floats, totals: Floats) -> FloatArray:
    """Return the standard error (points) that chance alone gives a counted percentage: behind its Wilson interval.

    Missing: NaN where count or total is missing or the total is 0. Raises ValueError when x < 0 or x > n.
    Reference: METHODEN 0 (a count has no sampling error; this is chance from year to year).
    """
    x, n = broadcast(counts, totals)
    lower, upper = wilson(x, n, per=100)
    return se_from_margins(100 * x / np.where(n > 0, n, np.nan), lower, upper)


def _refuse_no_percentage(*columns: FloatArray) -> None:
    if any(np.any((column < 0) | (column > 100)) for column in columns):
        raise ValueError("a percentage lies between 0 and 100")


def interval_from_se(values: Floats, se: Floats, level: float = 0.95, percentage: bool = True) -> Bounds:
    """Return the interval of an estimate with a known standard error, in the unit of the figure.

    Formula: logit(p) +- z SE / (p(100 - p)/100) for a percentage, so it stays inside 0-100 and gives back the
    published margins; v +- z SE for other figures. A value of exactly 0 or 100: one-sided, cut at the border.
    Missing: NaN. Reference: METHODEN 0.
    """
    p, s = broadcast(values, se)
    if np.any(s < 0):
        raise ValueError("a standard error cannot be negative")
    z = _z(level)
    lower, upper = p - z * s, p + z * s
    if not percentage:
        return Bounds(lower, upper)
    _refuse_no_percentage(p)
    has_logit = _has_logit(p)
    inside = np.where(has_logit, p, 50.0)
    with np.errstate(over="ignore"):
        half = z * s / (inside * (100 - inside) / 100)
        low, high = _expit(_logit(inside) - half), _expit(_logit(inside) + half)
    low, high = np.minimum(low, inside), np.maximum(high, inside)
    return Bounds(
        np.where(has_logit, low, np.clip(lower, 0, 100)), np.where(has_logit, high, np.clip(upper, 0, 100))
    )
