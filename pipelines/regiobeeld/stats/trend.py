"""Does a series rise or fall? Weighted regression on real years, with the refusals that belong to it.

Ask `guards.allowed(soort, "trend", has_margins)` first: a trend is only tested on what was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from regiobeeld.stats.arrays import BoolArray, FloatArray, Floats, broadcast
from regiobeeld.stats.compare import steps

NORMAL_POINTS = 5
INDICATIVE_POINTS = 4


class Slopes(NamedTuple):
    """Slope per year (unit of the figure) and its standard error; one element per series."""

    slope: FloatArray
    se: FloatArray


@dataclass(frozen=True)
class Trend:
    """Outcome for one series.

    `step`: -2/-1 falls (99.8 / 95 %), 0 no demonstrable change, 1/2 rises, None no statement (see `reason_nl`).
    `indicative`: based on 4 points. `steady`: the sign of the slope survives leaving out each point.
    """

    step: int | None
    slope: float | None
    slope_se: float | None
    chi2: float | None
    years: tuple[int, ...]
    indicative: bool
    steady: bool
    reason_nl: str

    @property
    def direction_nl(self) -> str | None:
        """Stijgend, dalend, geen aantoonbare verandering; None without a statement."""
        if self.step is None:
            return None
        return {1: "stijgend", -1: "dalend", 0: "geen aantoonbare verandering"}[int(np.sign(self.step))]


def fit_slopes(years: Floats, values: Floats, se: Floats) -> Slopes:
    """Return the weighted least squares slope along the last axis, for many series at once.

    Formula: b = sum w (t - T)(y - Y) / S, se_b = 1 / sqrt(S), S = sum w (t - T)^2, w = 1/SE^2, T and Y weighted
    means. The SEs are known, so the residuals do not scale se_b. Missing: a point without value, year or positive
    SE does not count; fewer than two different years: NaN. Unit: that of the figure, per year.
    Reference: METHODEN 6; Draper & Smith, Applied Regression Analysis (1998), section 9.2.
    """
    t, y, s = broadcast(years, values, se)
    known = ~np.isnan(t) & ~np.isnan(y) & (s > 0)
    w = np.where(known, 1 / np.where(known, s, 1.0) ** 2, 0.0)
    t, y = np.where(known, t, 0.0), np.where(known, y, 0.0)
    total = w.sum(axis=-1, keepdims=True)
    total = np.where(total > 0, total, np.nan)
    t = t - (w * t).sum(axis=-1, keepdims=True) / total
    y = y - (w * y).sum(axis=-1, keepdims=True) / total
    spread = (w * t**2).sum(axis=-1)
    spread = np.where(spread > 1e-9 * total[..., 0], spread, np.nan)
    return Slopes((w * t * y).sum(axis=-1) / spread, 1 / np.sqrt(spread))


def _signs(fit: Slopes) -> FloatArray:
    """-1, 0 or 1; a slope that is only rounding error (a millionth of its SE) has no sign."""
    flat = np.abs(fit.slope) <= 1e-6 * fit.se
    return np.where(flat, 0.0, np.sign(fit.slope))


def is_steady(years: Floats, values: Floats, se: Floats) -> BoolArray:
    """Say for each series (last axis) whether the sign of the slope survives leaving out each point in turn."""
    t, y, s = broadcast(years, values, se)
    whole = _signs(fit_slopes(t, y, s))
    points = t.shape[-1]
    left_out = np.where(np.eye(points, dtype=bool), np.nan, y[..., np.newaxis, :])
    parts = _signs(fit_slopes(t[..., np.newaxis, :], left_out, s[..., np.newaxis, :]))
    counts = ~np.isnan(y) & ~np.isnan(t) & (s > 0)
    return np.asarray(((parts == whole[..., np.newaxis]) | ~counts).all(axis=-1) & (whole != 0) & ~np.isnan(whole))


def since_last_break(years: Floats, breaks: Sequence[int] = ()) -> BoolArray:
    """Mark the points that are comparable with the last one: from the latest break on or before the last year."""
    (t,) = broadcast(years)
    if not t.size or np.isnan(t).all():
        return np.zeros(t.shape, dtype=bool)
    start = max((year for year in breaks if year <= np.nanmax(t)), default=-np.inf)
    return np.asarray(t >= start)


def recent_trend(years: Floats, values: Floats, se: Floats, breaks: Sequence[int] = ()) -> Trend:
    """Return the trend of one series since its last break.

    Formula: see `fit_slopes`; chi2 = (b / se_b)^2 above 3.84 (95 %) or 9.55 (99.8 %), and the sign of b survives
    leaving out each point; otherwise step 0. Five points or more: normal; four: indicative; fewer: no statement,
    with the reason. `breaks`: years from which the series is not comparable with earlier ones.
    Missing: points without value or SE do not count. Raises ValueError when a year occurs twice.
    Reference: METHODEN 6; the recent trends of OHID Fingertips, adapted.
    """
    t, y, s = broadcast(years, values, se)
    counts = ~np.isnan(y) & (s > 0) & since_last_break(np.where(np.isnan(y), np.nan, t), breaks)
    t, y, s = t[counts], y[counts], s[counts]
    if len(np.unique(t)) < len(t):
        raise ValueError("a year occurs twice in one series")
    order = np.argsort(t)
    t, y, s = t[order], y[order], s[order]
    used = tuple(int(year) for year in t)
    if len(t) < INDICATIVE_POINTS:
        return Trend(None, None, None, None, used, False, False, _explain(len(t), years, values, breaks))
    slope, slope_se = (float(x) for x in fit_slopes(t, y, s))
    steady = bool(is_steady(t, y, s))
    step = int(steps(slope / slope_se)) if steady else 0
    return Trend(step, slope, slope_se, (slope / slope_se) ** 2, used, len(t) < NORMAL_POINTS, steady, "")


def _explain(points: int, years: Floats, values: Floats, breaks: Sequence[int]) -> str:
    t, y = broadcast(years, values)
    measured = t[~np.isnan(y)]
    recent = since_last_break(measured, breaks)
    count = {0: "geen metingen", 1: "1 meting"}.get(points, f"{points} metingen")
    verb = "is" if points == 1 else "zijn"
    if recent.sum() > points:
        return f"Er {verb} {count} met marges; een trend vraagt er minstens {INDICATIVE_POINTS}."
    if recent.sum() < len(measured):
        year = max(year for year in breaks if year <= measured.max())
        return (
            f"Sinds {year} is anders gemeten; sindsdien {verb} er {count}, "
            f"een trend vraagt er minstens {INDICATIVE_POINTS}."
        )
    return f"Er {verb} {count}; een trend vraagt er minstens {INDICATIVE_POINTS}."
