"""Which gemeenten (or regions) are comparable, in what do they differ, how stable is the list? METHODEN 11."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from regiobeeld.stats.arrays import FloatArray, standardise_columns

MAX_CORRELATION = 0.8
"""Above this correlation two features count double in a plain distance; then Mahalanobis."""
DIFFERS = 1.0
"""A feature that differs at least this many standard deviations is named as a difference."""
MIN_FEATURES = 3


@dataclass(frozen=True)
class Similar:
    """The nearest areas of one area.

    `neighbours`: nearest first; index gebied_code, columns afstand (no unit), blijft (0-1: in which part of the
    lists with one feature left out it stays), verschilt_in (see `differs_in`).
    `stability`: mean of blijft. `dropped`: features the area itself lacks.
    """

    neighbours: pd.DataFrame
    method: str
    stability: float | None
    features: tuple[str, ...]
    dropped: tuple[str, ...]
    reason_nl: str


def prepare_features(features: pd.DataFrame, log: Collection[str] = ()) -> pd.DataFrame:
    """Return z-scores of the features over all areas, after the natural log of those in `log` (as population).

    Missing stays missing; a logarithm of 0 or less is missing. Unweighted: each area counts once.
    """
    scaled = features.astype(float).copy()
    for name in log:
        scaled[name] = np.log(scaled[name].where(scaled[name] > 0))
    return standardise_columns(scaled)


def choose_method(scores: pd.DataFrame) -> str:
    """Return `euclidisch`, or `mahalanobis` when two features correlate above 0.8."""
    r = np.nan_to_num(np.atleast_2d(np.corrcoef(scores.to_numpy(), rowvar=False)))
    return "mahalanobis" if (np.abs(r[~np.eye(len(r), dtype=bool)]) > MAX_CORRELATION).any() else "euclidisch"


def distances_to(scores: pd.DataFrame, target: str, method: str) -> pd.Series:
    """Return the distance of every other area to the target.

    Formula: sqrt(d' d), or sqrt(d' R^-1 d) with R the correlation matrix of the features (pseudo-inverse, so that
    features that repeat each other count once). Reference: CIPFA nearest neighbours model; Mahalanobis (1936).
    """
    gap: FloatArray = (scores - scores.loc[target]).to_numpy()
    if method == "mahalanobis":
        r = np.nan_to_num(np.atleast_2d(np.corrcoef(scores.to_numpy(), rowvar=False)))
        squared = ((gap @ np.linalg.pinv(r, rcond=1e-10, hermitian=True)) * gap).sum(axis=1)
    else:
        squared = (gap**2).sum(axis=1)
    return pd.Series(np.sqrt(np.maximum(squared, 0)), index=scores.index, name="afstand").drop(target)


def _nearest(scores: pd.DataFrame, target: str, count: int, exclude: Collection[str]) -> pd.Series:
    """The nearest areas; equal distances in order of code, so that the order of rows is irrelevant."""
    distance = distances_to(scores, target, choose_method(scores))
    allowed = distance.drop(list(exclude), errors="ignore")
    return allowed.sort_index().sort_values(kind="stable").head(count)


def find_similar(
    features: pd.DataFrame,
    target: str,
    count: int = 10,
    *,
    log: Sequence[str] = (),
    exclude: Collection[str] = (),
) -> Similar:
    """Return the areas most like the target.

    `features`: one row per area (index gebied_code), no health outcomes among the columns. `exclude`: areas that
    may not be chosen (regions that overlap the target, neighbours of an intervention area); they do count for the
    scale. Missing: a feature that the target lacks is left out for all and named in `dropped`; an area that lacks
    one of the other features cannot be chosen. Fewer than 3 features, or fewer candidates than `count`: refused,
    with the reason. Raises KeyError for an unknown target. Reference: METHODEN 11.
    """
    dropped = tuple(features.columns[features.loc[target].isna().to_numpy(dtype=bool)])
    kept = features.drop(columns=list(dropped)).dropna()
    scores = prepare_features(kept, [name for name in log if name in kept.columns]).dropna()
    names = tuple(str(name) for name in scores.columns)
    candidates = len(scores.index.drop(target, errors="ignore").difference(list(exclude)))
    if len(names) < MIN_FEATURES or target not in scores.index:
        return _refuse(
            "Van dit gebied zijn te weinig kenmerken bekend om vergelijkbare gebieden te zoeken.", dropped
        )
    if candidates < count:
        return _refuse(
            f"Er zijn maar {candidates} gebieden met alle kenmerken; er zijn er {count} nodig.", dropped
        )
    nearest = _nearest(scores, target, count, exclude)
    lists = [set(_nearest(scores.drop(columns=name), target, count, exclude).index) for name in names]
    stays = [float(np.mean([code in chosen for chosen in lists])) for code in nearest.index]
    differences = pd.Series([differs_in(scores, target, str(code)) for code in nearest.index], index=nearest.index)
    table = nearest.to_frame().assign(blijft=stays, verschilt_in=differences)
    return Similar(table, choose_method(scores), float(np.mean(stays)), names, dropped, "")


def differs_in(scores: pd.DataFrame, target: str, other: str) -> tuple[tuple[str, float], ...]:
    """Return in which features another area differs a standard deviation or more from the target.

    Pairs of (feature, difference in standard deviations, + = higher); largest first, equal ones by name.
    """
    gaps = zip(scores.columns, scores.loc[other].to_numpy() - scores.loc[target].to_numpy(), strict=True)
    large = [(str(name), float(gap)) for name, gap in gaps if abs(gap) >= DIFFERS]
    return tuple(sorted(large, key=lambda pair: (-abs(pair[1]), pair[0])))


def _refuse(reason: str, dropped: tuple[str, ...]) -> Similar:
    empty = pd.DataFrame(columns=["afstand", "blijft", "verschilt_in"])
    return Similar(empty, "", None, (), dropped, reason)
