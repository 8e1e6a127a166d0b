"""What is different here: a figure beside what one would expect, given age, SES and urbanity. METHODEN 12.

A residual is a conversation starter, not a judgement of performance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from regiobeeld.stats.arrays import BoolArray, FloatArray, Floats, broadcast

MIN_AREAS = 30
_COLUMNS = ["waarde", "verwacht", "ondergrens", "bovengrens", "afwijking", "toetswaarde", "stap"]


@dataclass(frozen=True)
class Expectation:
    """Expected figures of all areas.

    `table` (index of the predictors): waarde, verwacht, ondergrens and bovengrens (95 % prediction interval of the
    area), afwijking (waarde - verwacht, unit of the figure), toetswaarde (afwijking / its standard error), stap
    (-1 below, 1 above, 0 inside the interval, NaN unknown). `dropped`: predictors that repeat others.
    `explained`: share of the variance that the leave-one-out predictions explain (can be below 0).
    """

    table: pd.DataFrame
    areas: int
    dropped: tuple[str, ...]
    explained: float | None
    reason_nl: str


def expect(
    values: Floats,
    predictors: pd.DataFrame,
    weights: Floats = 1.0,
    *,
    level: float = 0.95,
    limits: tuple[float, float] | None = None,
) -> Expectation:
    """Return for each area the figure expected from all OTHER areas, with a prediction interval.

    Formula: weighted least squares with intercept; h = w x'(X'WX)^-1 x, e = y - x'b; leave-one-out residual
    e / (1 - h); s_(i)^2 = (sum w e^2 - w_i e_i^2 / (1 - h_i)) / (n - p - 1); prediction y - e/(1 - h) +-
    t(n - p - 1) s_(i) / sqrt(w (1 - h)). No area predicts itself. `weights`: population, or 1/SE^2.
    `limits`: the range of the figure (0, 100), at which interval and expectation are cut.
    Missing: an area lacking value, predictor or weight (or weight 0) takes no part and has an empty row; an area
    that alone carries a predictor (h = 1) has no expectation. Fewer than 30 areas: refused with the reason.
    Collinear predictors: the later one (in column order) is dropped. Raises ValueError for a negative weight.
    Reference: METHODEN 12; Cook & Weisberg, Residuals and Influence in Regression (1982), chapter 2.
    """
    y, w = broadcast(values, np.broadcast_to(np.asarray(weights, dtype=float), (len(predictors),)))
    if np.any(w < 0):
        raise ValueError("a weight cannot be negative")
    x = predictors.to_numpy(dtype=float)
    known = ~np.isnan(y) & (w > 0) & ~np.isnan(x).any(axis=1)
    table = pd.DataFrame(np.nan, index=predictors.index, columns=_COLUMNS).assign(waarde=y)
    if known.sum() < MIN_AREAS:
        reason = (
            f"Er zijn {known.sum()} gebieden met alle gegevens; voor een verwachting zijn er {MIN_AREAS} nodig."
        )
        return Expectation(table, int(known.sum()), (), None, reason)
    kept, design = independent_columns(x[known], w[known])
    dropped = tuple(str(name) for name, keep in zip(predictors.columns, kept, strict=True) if not keep)
    if known.sum() - design.shape[1] < 2:
        reason = f"Er zijn te veel kenmerken ({design.shape[1]}) voor {known.sum()} gebieden."
        return Expectation(table, int(known.sum()), dropped, None, reason)
    rows = predict_left_out(y[known], design, w[known], level)
    if limits is not None:
        rows[:, 1:4] = np.clip(rows[:, 1:4], *limits)
    table.loc[known, _COLUMNS] = rows
    return Expectation(table, int(known.sum()), dropped, _explained(y[known], w[known], rows), "")


def independent_columns(x: FloatArray, weights: FloatArray) -> tuple[BoolArray, FloatArray]:
    """Return which columns add something to the intercept and the columns before them, and the design matrix.

    Columns are centred and scaled first, so that the unit of a predictor does not decide about its rank.
    """
    centred = x - np.average(x, axis=0, weights=weights)
    size = np.sqrt((centred**2).mean(axis=0))
    flat = size <= 1e-10 * (1 + np.abs(x).max(axis=0))
    scaled = centred / np.where(flat, 1.0, size)
    design = np.ones((len(x), 1))
    kept = np.zeros(x.shape[1], dtype=bool)
    for i in np.flatnonzero(~flat):
        wider = np.column_stack([design, scaled[:, i]])
        if np.linalg.matrix_rank(wider * np.sqrt(weights / weights.mean())[:, None], tol=1e-7) > design.shape[1]:
            design, kept[i] = wider, True
    return kept, design


def predict_left_out(y: FloatArray, design: FloatArray, weights: FloatArray, level: float) -> FloatArray:
    """Return the seven columns of the table for complete rows (see `expect` for the formula)."""
    root = np.sqrt(weights)
    q, _ = np.linalg.qr(design * root[:, None])
    h = (q**2).sum(axis=1)
    residual = root * y - q @ (q.T @ (root * y))
    free = np.where(h < 1 - 1e-9, 1 - h, np.nan)
    degrees = len(y) - design.shape[1] - 1
    variance = np.maximum(((residual**2).sum() - residual**2 / free) / degrees, 0.0)
    deviation = residual / root / free
    error = np.sqrt(variance / (weights * free))
    expected = y - deviation
    reach = stdtrit(degrees, 0.5 + level / 2) * error
    score = deviation / np.where(error > 0, error, np.nan)
    step = np.where(np.isnan(score), np.nan, np.sign(deviation) * (np.abs(deviation) > reach) + 0.0)
    return np.column_stack([y, expected, expected - reach, expected + reach, deviation, score, step])


def _explained(y: FloatArray, weights: FloatArray, rows: FloatArray) -> float | None:
    """Predictive R^2: 1 - weighted sum of squared leave-one-out residuals / that around the mean."""
    known = ~np.isnan(rows[:, 4])
    spread = float((weights * (y - np.average(y, weights=weights)) ** 2)[known].sum())
    return None if spread <= 0 else 1 - float((weights * rows[:, 4] ** 2)[known].sum()) / spread
