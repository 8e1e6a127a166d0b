"""Is a difference more than chance? Tests, five classes with polarity, and many cells at once.

The difference itself is tested; whether two intervals overlap says something else (Schenker & Gentleman,
Am Stat 2001;55:182). Ask `guards.allowed(soort, "klasse", has_margins)` before showing any of this.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import ndtr

from regiobeeld.stats.arrays import Z95, Z998, BoolArray, FloatArray, Floats, broadcast

Direction = Literal["hoger_is_beter", "lager_is_beter", "neutraal"]

JUDGING = {-2: "veel ongunstiger", -1: "ongunstiger", 0: "vergelijkbaar", 1: "gunstiger", 2: "veel gunstiger"}
NEUTRAL = {-2: "veel lager", -1: "lager", 0: "vergelijkbaar", 1: "hoger", 2: "veel hoger"}
FALSE_DISCOVERY = 0.05
"""Of the marked cells of a grid at most one in twenty is chance (Benjamini & Hochberg 1995; METHODEN 4).

At 0.10 the correction would be laxer than p < .05 wherever more than half of the cells differ, and remove nothing.
"""
SIGN = {"hoger_is_beter": 1, "lager_is_beter": -1, "neutraal": 1}


class Comparison(NamedTuple):
    """Result of a comparison, one element per pair.

    `step` says what the data say, without polarity: -2 far lower, -1 lower, 0 no more than chance, 1 higher,
    2 far higher (95 and 99.8 % level); NaN where there is nothing to test.
    """

    difference: FloatArray
    se: FloatArray
    z: FloatArray
    p_value: FloatArray
    step: FloatArray


class Estimate(NamedTuple):
    """An estimate and its standard error, in the unit of the figure."""

    value: FloatArray
    se: FloatArray


def compare(values: Floats, se: Floats, references: Floats, reference_se: Floats) -> Comparison:
    """Compare independent estimates with a reference.

    Formula: z = (p1 - p2) / sqrt(SE1^2 + SE2^2), two-sided p; |z| >= 1.96 one step, |z| >= 3.09 two steps.
    Missing: NaN throughout where a value or SE is missing, or where both SEs are 0 (nothing to test).
    Reference: METHODEN 4; Schenker & Gentleman (2001). Units: those of the figures; z and p have none.
    """
    v, s, r, t = broadcast(values, se, references, reference_se)
    if np.any(s < 0) or np.any(t < 0):
        raise ValueError("a standard error cannot be negative")
    spread = np.sqrt(s**2 + t**2)
    spread = np.where(spread > 0, spread, np.nan)
    difference = v - r
    z = difference / spread
    return Comparison(difference, spread, z, np.asarray(2 * ndtr(-np.abs(z))), steps(z))


def steps(z: Floats) -> FloatArray:
    """Return -2, -1, 0, 1 or 2 for test values, at the 95 and 99.8 % level; NaN stays NaN."""
    (score,) = broadcast(z)
    size = (np.abs(score) >= Z95).astype(float) + (np.abs(score) >= Z998)
    return np.where(np.isnan(score), np.nan, np.sign(score) * size + 0.0)


def rest_of_total(
    values: Floats,
    se: Floats,
    totals: Floats,
    total_se: Floats,
    shares: Floats,
    *,
    limits: tuple[float, float] | None = (0.0, 100.0),
) -> Estimate:
    """Return the estimate for the rest of a total (NL without the region), from the total and the region.

    Formula: p_rest = (p_NL - w p) / (1 - w), SE_rest = sqrt(SE_NL^2 - w^2 SE^2) / (1 - w), with w the share of the
    region in the population of the total: NL is the weighted sum of two independent parts. Where rounding of the
    margins makes the difference of squares negative, SE_NL / (1 - w) is used, which is never too small.
    Missing: NaN where anything is missing, where w = 1 (no rest), or where p_rest falls outside `limits` (region
    and total then contradict each other). Raises ValueError when w lies outside 0-1.
    Reference: METHODEN 4; own derivation, written out in the test.
    """
    v, s, total, spread, w = broadcast(values, se, totals, total_se, shares)
    if np.any((w < 0) | (w > 1)):
        raise ValueError("a share lies between 0 and 1")
    rest = np.where(w < 1, 1 - w, np.nan)
    value = (total - w * v) / rest
    left = spread**2 - (w * s) ** 2
    error = np.sqrt(np.where(left < 0, spread**2, left)) / rest
    if limits is not None:
        value = np.where((value >= limits[0] - 1e-9) & (value <= limits[1] + 1e-9), value, np.nan)
    known = ~np.isnan(value) & ~np.isnan(error)
    return Estimate(np.where(known, value, np.nan), np.where(known, error, np.nan))


def classify(step: Floats, richting: Direction | Sequence[Direction] | pd.Series) -> list[str | None]:
    """Return the class in words for each step; None where the step is missing.

    Polarity only chooses the words: `lager_is_beter` turns higher into unfavourable, `neutraal` gives no
    judgement (veel hoger ... veel lager). One direction for all rows, or one per row. Raises ValueError for an
    unknown direction. Reference: METHODEN 4.
    """
    (flat,) = broadcast(np.atleast_1d(np.asarray(step, dtype=float)))
    directions = [richting] * len(flat) if isinstance(richting, str) else list(richting)
    if unknown := set(directions) - SIGN.keys():
        raise ValueError(f"unknown direction: {sorted(unknown)}")
    return [_word(s, d) for s, d in zip(flat, directions, strict=True)]


def _word(step: float, richting: str) -> str | None:
    if np.isnan(step):
        return None
    words = NEUTRAL if richting == "neutraal" else JUDGING
    return words[int(step) * SIGN[richting]]


def benjamini_hochberg(p_values: Floats, q: float = FALSE_DISCOVERY) -> BoolArray:
    """Mark the cells of a grid that survive the control of the false discovery rate at q.

    Formula: with m known p-values in order, mark all up to the largest i with p_(i) <= i q / m. A missing p is
    never marked and does not count in m. Shape as the input. Reference: Benjamini & Hochberg, JRSS B 1995;57:289.
    """
    return np.asarray(adjusted_p(p_values) <= q)


def adjusted_p(p_values: Floats) -> FloatArray:
    """Return Benjamini-Hochberg adjusted p-values: the smallest q at which the cell survives. NaN stays NaN."""
    (p,) = broadcast(p_values)
    if np.any((p < 0) | (p > 1)):
        raise ValueError("a p-value lies between 0 and 1")
    flat = p.ravel()
    order = np.argsort(flat, kind="stable")[: int((~np.isnan(flat)).sum())]
    ratio = flat[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted = np.full(flat.shape, np.nan)
    adjusted[order] = np.minimum(np.minimum.accumulate(ratio[::-1])[::-1], 1.0)
    return adjusted.reshape(p.shape)
