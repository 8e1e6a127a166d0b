"""Did it change more here than elsewhere? Detectable effect, difference-in-differences, trend before, placebo.

An area is measured before and after the start of an approach, and so are areas without it. Ask
`guards.allowed(soort, "effect", has_margins)` first. METHODEN 17; Card & Krueger, Am Econ Rev 1994;84:772.

Limits of every function here: it compares areas, not people; it takes the changes of gemeenten as independent, so
what happens to a whole region at once (a new hospital, a national law that works out differently) looks like an
effect; and an approach that also reaches the comparison areas looks smaller than it is.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.stats import t as student

from regiobeeld.stats.arrays import FloatArray, Floats, as_floats, broadcast

POWER = 2.8
"""1.96 + 0.84: an effect of 2.8 SE is found in four of five studies (two-sided 5 %; METHODEN 17)."""
MIN_AREAS = 5
"""Fewer comparison areas say too little of how much areas differ by themselves."""
MIN_BEFORE = 2
"""Fewer measurements before the start show no trend."""


class Change(NamedTuple):
    """The change of each area between two periods, and its sampling error; in the unit of the figure."""

    value: FloatArray
    se: FloatArray


class Effect(NamedTuple):
    """How much more the area changed than the comparison; one element per study.

    `between`: standard deviation of the changes of the comparison areas beyond sampling error. `df`: degrees of
    freedom of the test (infinite when that deviation is 0). `lower`, `upper`: 95 % interval.
    """

    value: FloatArray
    se: FloatArray
    between: FloatArray
    df: FloatArray
    lower: FloatArray
    upper: FloatArray
    p_value: FloatArray


class Placebo(NamedTuple):
    """The effect that each comparison area shows where there was none, and what that says.

    `values`, `lower`, `upper`: in the unit of the figure; `scores`: in standard errors, `score` that of the area.
    `p_value`: share of all areas (the area itself counted) at least as far from 0 as the area itself.
    """

    values: FloatArray
    lower: FloatArray
    upper: FloatArray
    scores: FloatArray
    score: float
    p_value: float


def detectable_effect(se: Floats) -> FloatArray:
    """Return the smallest effect that such a study finds in four of five cases: 2.8 SE. Missing: NaN.

    Reference: METHODEN 17; Bloom, Evaluation Review 1995;19:547 (minimum detectable effects).
    """
    (spread,) = broadcast(se)
    return POWER * spread


def planned_se(percentage: float, respondents: float, deff: float, areas: int, comparison: int) -> float:
    """Return the standard error (points) to expect of a study that is still to be done.

    Formula: sqrt(2 v (1/m + 1/k)), v = p (100 - p) deff / n: two independent rounds of n respondents in each of m
    areas and k comparison areas, no differences between areas beyond that. Raises ValueError for counts below 1.
    Oracles (p = 15 %, n = 400, deff 1.3), as detectable effect: 1 gemeente against its 10 comparable ones 8.5
    points; 14 gemeenten against 3 regions of 14 2.5 points. Reference: METHODEN 17; Kish, Survey Sampling (1965).
    """
    if min(respondents, areas, comparison) < 1:
        raise ValueError("a study has respondents, areas and comparison areas")
    variance = percentage * (100 - percentage) * deff / respondents
    return float(np.sqrt(2 * variance * (1 / areas + 1 / comparison)))


def change_between(before: Floats, before_se: Floats, after: Floats, after_se: Floats) -> Change:
    """Return mean after minus mean before, over measurements (last axis), and its sampling error.

    Formula: SE = sqrt(sum SE_b^2 / b^2 + sum SE_a^2 / a^2) with b and a the numbers of measurements: each round is
    a sample of its own. Missing: an area without one of the measurements has no change (NaN).
    """
    b, sb = broadcast(before, before_se)
    a, sa = broadcast(after, after_se)
    square = (sb**2).sum(axis=-1) / sb.shape[-1] ** 2 + (sa**2).sum(axis=-1) / sa.shape[-1] ** 2
    return Change(a.mean(axis=-1) - b.mean(axis=-1), np.sqrt(square))


def slope_before(years: Floats, values: Floats, se: Floats) -> Change:
    """Return the slope per year of each area (measurements along the last axis), and its sampling error.

    Formula: b = sum (t - T) y / S, SE = sqrt(sum (t - T)^2 SE^2) / S, S = sum (t - T)^2: plain least squares, so
    that every area weighs its years alike. Missing: NaN for an area without one of the measurements.
    """
    t = as_floats(years)
    t = t - t.mean()
    y, s = broadcast(values, se)
    total = float((t**2).sum())
    if total == 0:
        raise ValueError("a slope asks for two different years")
    return Change((t * y).sum(axis=-1) / total, np.sqrt((t**2 * s**2).sum(axis=-1)) / total)


def compare_changes(own: Change, other: Change, weights: Floats = None) -> Effect:
    """Return the difference-in-differences of areas (last axis) against comparison areas (last axis).

    Formula: effect = sum w_i d_i - mean d_j, w_i shares of the inhabitants, comparison areas alike. Areas differ
    by themselves: tau^2 = max(0, var(d_j) - mean(s_j^2)) (method of moments over the comparison areas), and
    SE^2 = sum w_i^2 (s_i^2 + tau^2) + sum (s_j^2 + tau^2) / k^2. Interval and p: Student's t with
    (k - 1) (SE^2 / (B var(d_j)))^2 degrees of freedom, B = sum w_i^2 + 1/k (Satterthwaite: only the part that was
    estimated costs freedom); the normal distribution when tau = 0. Many studies at once along the first axes.
    Missing: NaN where an area has no change. Raises ValueError for fewer than 2 comparison areas.
    Reference: METHODEN 17; Donald & Lang, Rev Econ Stat 2007;89:221; DerSimonian & Laird 1986; Satterthwaite 1946.
    """
    d, s = broadcast(own.value, own.se)
    e, r = broadcast(other.value, other.se)
    d, s, e, r = (np.atleast_1d(x) for x in (d, s, e, r))
    k = e.shape[-1]
    if k < 2:
        raise ValueError("the spread between areas asks for two comparison areas")
    w = np.ones(d.shape[-1]) if weights is None else as_floats(weights)
    w = w / w.sum()
    spread = e.var(axis=-1, ddof=1)
    tau2 = np.maximum(0.0, spread - (r**2).mean(axis=-1))
    both = (w**2).sum() + 1 / k
    se2 = (w**2 * s**2).sum(axis=-1) + (r**2).sum(axis=-1) / k**2 + both * tau2
    with np.errstate(divide="ignore", invalid="ignore"):
        df = np.where(tau2 > 0, (k - 1) * (se2 / (both * spread)) ** 2, np.inf)
    value, se = (w * d).sum(axis=-1) - e.mean(axis=-1), np.sqrt(se2)
    return _with_interval(value, se, np.sqrt(tau2), df)


def _with_interval(value: FloatArray, se: FloatArray, between: FloatArray, df: FloatArray) -> Effect:
    known = np.where(se > 0, se, np.nan)
    half = student.ppf(0.975, df) * se
    p = 2 * student.sf(np.abs(value) / known, df)
    return Effect(value, se, between, df, value - half, value + half, np.asarray(p))


def placebo_test(own: Change, other: Change, weights: Floats = None) -> Placebo:
    """Return where the area stands among comparison areas that each play the area in turn.

    Formula: z_j = effect / SE of comparison area j against the others (`compare_changes`), z = that of the area;
    p = (1 + #{|z_j| >= |z|}) / (1 + k). In standard errors, because one gemeente is less certain than a region of
    many. With k areas p cannot be below 1/(k + 1): with 10 of them never below 0.09.
    Raises ValueError for fewer than 3 comparison areas.
    Reference: METHODEN 17; Abadie, Diamond & Hainmueller, J Am Stat Assoc 2010;105:493 (inference by placebos).
    """
    e, r = as_floats(other.value), as_floats(other.se)
    score = _score(compare_changes(own, other, weights))
    turns = [_in_turn(e, r, j) for j in range(len(e))]
    scores = np.array([_score(turn) for turn in turns])
    at_least = np.abs(scores) >= abs(score) - 1e-9
    value, low, high = np.array([(turn.value, turn.lower, turn.upper) for turn in turns], dtype=float).T
    return Placebo(value, low, high, scores, score, float((1 + at_least.sum()) / (1 + len(e))))


def _in_turn(values: FloatArray, se: FloatArray, place: int) -> Effect:
    rest = np.arange(len(values)) != place
    return compare_changes(Change(values[[place]], se[[place]]), Change(values[rest], se[rest]))


def _score(effect: Effect) -> float:
    """In standard errors; no change anywhere is a score of 0."""
    value, se = float(effect.value), float(effect.se)
    if se > 0:
        return value / se
    return 0.0 if value == 0 else float(np.copysign(np.inf, value))
