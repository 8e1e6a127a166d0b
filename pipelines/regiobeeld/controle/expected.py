"""What age, SES and address density lead one to expect of the region (METHODEN 12): what SQL cannot give."""

from __future__ import annotations

import duckdb
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
LEAST_OUTSIDE = 30
_QUESTION = "select waarde, se, mensen, ouderen, kinderen, ses, dichtheid, eigen from enquete_gemeente where "


def add_expected(database: duckdb.DuckDBPyConnection) -> None:
    """Table `verwacht`: per survey figure of the region what the gemeenten outside it lead one to expect."""
    database.execute("create table verwacht (indicator varchar, leeftijd varchar, jaar int, verwacht double)")
    for key in database.execute("select distinct indicator, leeftijd, jaar from enquete_gemeente").fetchall():
        rows = database.execute(_QUESTION + "indicator = ? and leeftijd = ? and jaar = ?", list(key)).fetchall()
        expected = expect(np.array(rows, dtype=np.float64))
        if expected is not None:
            database.execute("insert into verwacht values (?, ?, ?, ?)", [*key, expected])


def expect(rows: Numbers) -> float | None:
    """Weighted least squares over the gemeenten outside, filled in for the mean of those inside.

    Formula: w = 1 / (tau^2 + SE^2), tau^2 = residual variance of the unweighted fit over all less the mean SE^2,
    at least 0; without margins w = people. b from outside; expected = x'b, x the mean of the members weighted
    with people. Missing: gemeenten lacking anything take no part; fewer than 30 outside or none inside: None.

    Args:
        rows: per gemeente figure, SE, people, the predictors, and 1 when it lies inside the region.
    """
    figure, error, people, inside = rows[:, 0], rows[:, 1], rows[:, 2], rows[:, -1] == 1
    design = np.column_stack([np.ones(len(rows)), rows[:, 3:-1]])
    weight = _weigh(figure, error, people, design)
    known = ~np.isnan(design).any(axis=1) & ~np.isnan(figure) & (weight > 0)
    inside, outside = inside & known, ~inside & known
    if outside.sum() < LEAST_OUTSIDE or not people[inside].sum() > 0:
        return None
    root = np.sqrt(weight[outside])
    slopes = np.linalg.lstsq(design[outside] * root[:, None], figure[outside] * root, rcond=None)[0]
    return float(people[inside] @ design[inside] @ slopes / people[inside].sum())


def _weigh(figure: Numbers, error: Numbers, people: Numbers, design: Numbers) -> Numbers:
    if np.isnan(error).all():
        return people
    known = ~np.isnan(design).any(axis=1) & ~np.isnan(figure) & ~np.isnan(error)
    x, y = design[known], figure[known]
    rest = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    between = max(float(rest @ rest) / (len(y) - x.shape[1]) - float((error[known] ** 2).mean()), 0.0)
    return np.asarray(1 / (between + error**2))
