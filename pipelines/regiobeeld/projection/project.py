"""The projection of all gemeenten together: cohort ratios with a local deviation, added up to Nederland."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from regiobeeld.projection.ages import WOMEN, age_slice
from regiobeeld.projection.base import Counts, base_of
from regiobeeld.projection.cohort import cohort_ratios, move_on
from regiobeeld.projection.declared import Projectie
from regiobeeld.projection.local import Deviation, child_ratio, learn_drift, split_drift
from regiobeeld.projection.national import History, assume_course, project_nation
from regiobeeld.stats.arrays import FloatArray


def project_areas(
    start: FloatArray,
    years: Sequence[int],
    nation: Mapping[int, FloatArray],
    deviation: Deviation,
    children: FloatArray,
    rules: Projectie,
) -> dict[int, FloatArray]:
    """People (areas x sexes x ages) on 1 January of `years`, the first of which is that of `start`.

    Args:
        nation: people of Nederland (sexes x ages) in each of the years; all areas together equal them.
        deviation: of each area (`split_drift`); children: per woman, Nederland = 1 (`child_ratio`).

    Formula: N(g, a+k, t+k) = N(g, a, t) CCR(a) F(g, a); the born are those of Nederland, shared out by women of
    fertile age x `children`; then every sex and age is scaled so that the areas add up to Nederland. Reference:
    Smith, Tayman and Swanson, State and Local Population Projections (2013), ch. 8. Limits: no houses that are
    planned, no moves between gemeenten by name; the deviation of the past ten years goes on.
    """
    path = {years[0]: scale_to(start, nation[years[0]])}
    for number, (year, following) in enumerate(pairwise(years)):
        people, span = path[year], following - year
        ratios = cohort_ratios(nation[year], nation[following], span)
        older = move_on(people * deviation.factor(span, number, rules.lokaal), ratios, span)
        mothers = _women(people, rules.land.vrouwen) + _women(older, rules.land.vrouwen)
        share = mothers * children / (mothers * children).sum()
        older[:, :, :span] = share[:, None, None] * nation[following][:, :span]
        path[following] = scale_to(older, nation[following])
    return path


def scale_to(people: FloatArray, nation: FloatArray) -> FloatArray:
    """Every sex and age scaled so that the areas together equal Nederland."""
    found = people.sum(axis=0)
    return people * np.divide(nation, found, out=np.zeros_like(found), where=found > 0)


def _women(people: FloatArray, ages: str) -> FloatArray:
    result: FloatArray = people[:, WOMEN, age_slice(ages, people.shape[-1])].sum(axis=1)
    return result


def steps(start: int, end: int, width: int) -> tuple[int, ...]:
    """The years of a projection: whole steps, and a shorter last one when it does not fit."""
    years = (*range(start, end, width), end)
    return years if years[0] == start else (start, *years)


def national_path(history: History, start: int, end: int, rules: Projectie) -> dict[int, FloatArray]:
    """The own national run from a year on, knowing no more than what was counted by then."""
    course = assume_course(history, start, rules.land)
    return project_nation(history.on(start), start, end, course, rules.land.vrouwen)


def project_from(
    counts: Counts,
    history: History,
    rules: Projectie,
    years: Sequence[int],
    nation: Mapping[int, FloatArray],
) -> dict[int, FloatArray]:
    """The projection of all gemeenten from `years[0]` on, with what was known of them by then."""
    start = years[0]
    drift = learn_drift(counts, history, rules, start)
    people = base_of(counts, history, start, rules, drift)
    deviation = split_drift(drift, history.on(start))
    children = child_ratio(people, rules.land.vrouwen, rules.stap)
    return project_areas(people, years, nation, deviation, children, rules)
