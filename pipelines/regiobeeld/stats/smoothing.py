"""Looking through chance in small areas: METHODEN 19."""

from __future__ import annotations

import numpy as np

from regiobeeld.stats.arrays import FloatArray, Floats, broadcast


def smooth_rates(events: Floats, persons: Floats, per: float = 1.0) -> FloatArray:
    """Return Marshall's global empirical Bayes rates, times `per`: small areas shrink towards the mean of all.

    Formula: m = sum x / sum n; s2 = sum n (r - m)^2 / sum n; A = max(s2 - m / mean(n), 0);
    smoothed = m + (r - m) A / (A + m / n). With A = 0 all areas get m: the differences are no more than chance.
    Missing: an area without cases, or without persons (n missing or 0), stays NaN and does not count: nothing is
    filled in for an area that was not measured. Raises ValueError for negative input.
    Reference: Marshall, Appl Stat 1991;40:283.
    """
    x, n = broadcast(events, persons)
    if np.any(x < 0) or np.any(n < 0):
        raise ValueError("cases and persons cannot be negative")
    known = ~np.isnan(x) & (n > 0)
    smoothed = np.full(x.shape, np.nan)
    if not known.any():
        return smoothed
    cases, size = x[known], n[known]
    rate, mean = cases / size, cases.sum() / size.sum()
    variance = np.average((rate - mean) ** 2, weights=size)
    between = max(variance - mean / size.mean(), 0.0)
    noise = mean / size
    trust = np.divide(between, between + noise, out=np.zeros_like(noise), where=between + noise > 0)
    smoothed[known] = (mean + (rate - mean) * trust) * per
    return smoothed
