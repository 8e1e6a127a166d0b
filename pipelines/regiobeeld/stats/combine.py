"""The figure of a region from the figures of its gemeenten, with its error and how much it covers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from regiobeeld.stats.arrays import Floats, broadcast

MIN_COVERAGE = 0.80
"""Below this share of the population with a figure, a region gets no value (METHODEN 3)."""


@dataclass(frozen=True)
class Combined:
    """Value of a region, its standard error (None: not known), the share covered (0-1), why there is no value."""

    value: float | None
    se: float | None
    coverage: float | None
    reason_nl: str


def combine(values: Floats, weights: Floats, se: Floats = None) -> Combined:
    """Return the population-weighted value of one region.

    Formula: p = sum w_g p_g, SE = sqrt(sum w_g^2 SE_g^2), w_g = share in the population of the same age group of
    the gemeenten that have a value; coverage = the share of that population in the whole region. The unit is that
    of the values. Gemeenten are sampled independently, which is how the health survey is done.

    Missing: a gemeente without a value lowers the coverage; below 80 % there is no value. A gemeente without a
    weight makes the coverage unknowable: no value. One missing SE among the values used: the SE is not known.
    Reference: METHODEN 3; Cochran, Sampling Techniques (1977), section 5.3.
    """
    v, w, s = broadcast(values, weights, np.nan if se is None else se)
    frame = pd.DataFrame({"gebied": 0, "waarde": v.ravel(), "gewicht": w.ravel(), "se": s.ravel()})
    if frame.empty:
        return Combined(None, None, None, "Er zijn geen gebieden om samen te voegen.")
    row = combine_groups(frame, ["gebied"]).iloc[0]
    value, error, coverage = (None if pd.isna(x) else float(x) for x in (row["waarde"], row["se"], row["dekking"]))
    return Combined(value, error, coverage, str(row["reden"]))


def combine_groups(
    frame: pd.DataFrame,
    by: Sequence[str],
    value: str = "waarde",
    weight: str = "gewicht",
    se: str = "se",
) -> pd.DataFrame:
    """Return one row per group with `combine` applied: columns waarde, se, dekking (0-1), reden; index = `by`.

    `se` may be a column that is absent: then no SE is known. Groups are sorted; the order of rows is irrelevant.
    """
    errors = frame[se] if se in frame.columns else np.nan
    v, w, s = broadcast(frame[value], frame[weight], errors)
    if np.any(w < 0):
        raise ValueError("a weight cannot be negative")
    covered = ~np.isnan(v) & ~np.isnan(w)
    used = np.where(covered, w, 0.0)
    parts = pd.DataFrame(
        {
            "total": np.where(np.isnan(w), 0.0, w),
            "used": used,
            "sum": used * np.where(covered, v, 0.0),
            "square": np.where(covered & (w > 0), used**2 * s**2, 0.0),
            "weightless": np.isnan(w),
        }
    )
    keys = [frame[name].to_numpy() for name in by]
    sums = parts.groupby(keys, sort=True).sum(skipna=False)
    sums.index.names = list(by)
    return _judge(sums)


def _judge(sums: pd.DataFrame) -> pd.DataFrame:
    knowable = (sums["weightless"] == 0) & (sums["total"] > 0)
    coverage = (sums["used"] / sums["total"].where(sums["total"] > 0)).where(knowable)
    enough = coverage >= MIN_COVERAGE - 1e-9
    used = sums["used"].where(enough)
    reasons = [_explain(c, int(n)) for c, n in zip(coverage, sums["weightless"], strict=True)]
    return pd.DataFrame(
        {"waarde": sums["sum"] / used, "se": np.sqrt(sums["square"]) / used, "dekking": coverage, "reden": reasons}
    )


def _explain(coverage: float, weightless: int) -> str:
    if weightless:
        return f"Van {weightless} van de gebieden is niet bekend hoeveel inwoners er wonen."
    if math.isnan(coverage):
        return "In deze gebieden wonen geen inwoners van deze groep."
    if coverage >= MIN_COVERAGE - 1e-9:
        return ""
    return (
        f"Voor {math.floor(coverage * 100)}% van de inwoners is er een cijfer; "
        f"onder {MIN_COVERAGE * 100:.0f}% geven we geen cijfer voor de regio."
    )
