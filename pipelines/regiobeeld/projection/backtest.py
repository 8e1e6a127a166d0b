"""The back-test: what would have been projected for a year that has been counted, and how far off it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pandas as pd

from regiobeeld.projection import naive
from regiobeeld.projection.ages import sum_groups
from regiobeeld.projection.base import Counts, base_of
from regiobeeld.projection.declared import Proef, Projectie
from regiobeeld.projection.local import learn_drift
from regiobeeld.projection.national import History
from regiobeeld.projection.project import national_path, project_from, steps
from regiobeeld.stats.arrays import BoolArray, FloatArray

OWN, ALL = "projectie", "totaal"


@dataclass(frozen=True)
class Outcome:
    """One rule in one test: expected and counted people (areas x groups, the last group is everybody)."""

    proef: Proef
    methode: str
    landelijk_bekend: bool
    verwacht: FloatArray
    geteld: FloatArray
    begin: FloatArray


def run_tests(counts: Counts, history: History, rules: Projectie) -> Iterator[Outcome]:
    """Every declared test: the projection and the naive rules, with and without the outcome of Nederland."""
    for proef in rules.toets.proef:
        years = steps(proef.van, proef.tot, rules.stap)
        known = {year: history.on(year) for year in years}
        own = national_path(history, proef.van, proef.tot, rules)
        start = _start_groups(counts, history, rules, proef.van)
        counted = with_all(counts.bands[proef.tot])
        for is_known, nation in ((True, known), (False, own)):
            path = project_from(counts, history, rules, years, nation)
            people = sum_groups(path[proef.tot].sum(axis=1), rules.cijfers.geteld)
            yield Outcome(proef, OWN, is_known, with_all(people), counted, start.sum(axis=1))
            for method, expected in _naive(counts, history, rules, proef, start, nation[proef.tot]):
                yield Outcome(proef, method, is_known, with_all(expected), counted, start.sum(axis=1))


def with_all(groups: FloatArray) -> FloatArray:
    """The groups and, behind them, everybody."""
    return np.concatenate([groups, groups.sum(axis=-1, keepdims=True)], axis=-1)


def _start_groups(counts: Counts, history: History, rules: Projectie, year: int) -> FloatArray:
    if year in counts.bands:
        return counts.bands[year]
    people = base_of(counts, history, year, rules, learn_drift(counts, history, rules, year))
    return sum_groups(people.sum(axis=1), rules.cijfers.geteld)


def _naive(
    counts: Counts, history: History, rules: Projectie, proef: Proef, start: FloatArray, end: FloatArray
) -> Iterator[tuple[str, FloatArray]]:
    bands = rules.cijfers.geteld
    before, after = (sum_groups(people.sum(axis=0), bands) for people in (history.on(proef.van), end))
    yield naive.FROZEN, naive.frozen_shares(start, before, after)
    yield naive.GROWTH, naive.growth_of_group(start, before, after)
    yield naive.COHORT, naive.group_before(start, before, after)
    earlier = [year for year in counts.bands if year < proef.van]
    if earlier:
        year = max(earlier)
        yield (
            naive.TREND,
            naive.straight_line(counts.bands[year], start, proef.van - year, proef.tot - proef.van),
        )


def score(expected: FloatArray, counted: FloatArray, within: float) -> dict[str, float]:
    """How far off a rule was over a set of areas, one age group.

    mape: mean of 100 |E / O - 1|; bias: mean of 100 (E / O - 1); raak: % of areas off by less than `within` %;
    spreiding: root mean square of ln(E / O). Reference: Smith, Tayman and Swanson (2013), ch. 13. Areas in which
    nobody was counted do not count.
    """
    known = (counted > 0) & (expected > 0)
    if not known.any():
        return {"gebieden": 0, "mape": np.nan, "bias": np.nan, "raak": np.nan, "spreiding": np.nan}
    off = 100 * (expected[known] / counted[known] - 1)
    return {
        "gebieden": int(known.sum()),
        "mape": float(np.abs(off).mean()),
        "bias": float(off.mean()),
        "raak": float(100 * (np.abs(off) < within).mean()),
        "spreiding": float(np.sqrt((np.log(expected[known] / counted[known]) ** 2).mean())),
    }


def size_classes(limits: Sequence[int]) -> list[tuple[int, int | None]]:
    """All sizes together, then each class: (from, below), the last one without an upper limit."""
    edges: list[int | None] = [0, *limits, None]
    return [(0, None), *((int(low or 0), high) for low, high in pairwise(edges))]


def in_class(size: FloatArray, low: int, high: int | None) -> BoolArray:
    """Which areas belong to a class."""
    return (size >= low) & (size < (np.inf if high is None else high))


def score_classes(outcome: Outcome, bands: Sequence[str], rules: Projectie) -> pd.DataFrame:
    """One row per size class and age group (without the level of the areas)."""
    rows = []
    for low, high in size_classes(rules.toets.grootteklassen):
        members = in_class(outcome.begin, low, high)
        for place, band in enumerate([*bands, ALL]):
            found = score(
                outcome.verwacht[members, place], outcome.geteld[members, place], rules.toets.raak_binnen
            )
            rows.append({"grootte_vanaf": low, "grootte_tot": high, "leeftijd": band, **found})
    return pd.DataFrame(rows).assign(
        van=outcome.proef.van,
        tot=outcome.proef.tot,
        methode=outcome.methode,
        landelijk_bekend=outcome.landelijk_bekend,
    )


def run_nation(history: History, rules: Projectie) -> pd.DataFrame:
    """The own national run of every declared year, so many years ahead: one row per age group."""
    bands, ahead = rules.cijfers.geteld, rules.toets.land_termijn
    starts = range(rules.toets.land_van, rules.toets.land_tot + 1)
    ends = [year + ahead for year in starts]
    expected = [national_path(history, start, start + ahead, rules)[start + ahead] for start in starts]
    ran, was = (
        with_all(np.stack([sum_groups(people.sum(axis=0), bands) for people in listed]))
        for listed in (expected, [history.on(year) for year in ends])
    )
    rows = [
        {"leeftijd": band, **score(ran[:, place], was[:, place], rules.toets.raak_binnen)}
        for place, band in enumerate([*bands, ALL])
    ]
    return pd.DataFrame(rows).assign(
        van=starts[0], tot=ends[-1], methode=OWN, landelijk_bekend=False, grootte_vanaf=0, grootte_tot=None
    )
