"""How a gemeente deviates from Nederland: more people arriving or leaving at an age, more children per woman."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regiobeeld.projection.ages import WOMEN, age_slice
from regiobeeld.projection.base import Counts, base_of, spread_fives
from regiobeeld.projection.cohort import cohort_ratios, move_on
from regiobeeld.projection.declared import Lokaal, Projectie
from regiobeeld.projection.national import History
from regiobeeld.stats.arrays import FloatArray
from regiobeeld.stats.smoothing import smooth_rates


@dataclass(frozen=True)
class Deviation:
    """Yearly deviation from the national cohort ratios, in logs: a pattern over ages and a level.

    Attributes:
        pattern: areas x ages; who comes and goes at which age. It stays: students do not grow old in place.
        growth: per area; how much faster than Nederland it grows over all ages. It dies out.
    """

    pattern: FloatArray
    growth: FloatArray

    def factor(self, years: int, step: int, rules: Lokaal) -> FloatArray:
        """What the national ratios are multiplied with (areas x 1 x ages), in step 0, 1, 2 ... of a projection."""
        kept = rules.groei_gewicht * rules.uitdoven**step
        result: FloatArray = np.exp(years * (self.pattern + kept * self.growth[:, None]))[:, None, :]
        return result


def measure_drift(
    begin: FloatArray, ratios: FloatArray, years: int, observed: FloatArray, ends: Sequence[slice]
) -> FloatArray:
    """Yearly log deviation per area and age at the start: observed / expected in each group of ages at the end.

    Args:
        begin: people at the start (areas x sexes x ages); ratios: national cohort ratios of these years.
        observed: people counted at the end (areas x groups); ends: the ages of each group at the end.

    Small gemeenten are drawn towards Nederland: empirical Bayes on observed / expected (Marshall, Appl Stat
    1991;40:283), per group. Limits: within a group every age gets the same deviation.
    """
    expected = move_on(begin, ratios, years).sum(axis=1)
    drift = np.zeros(expected.shape)
    size = expected.shape[-1]
    for place, ages in enumerate(ends):
        predicted = expected[:, ages].sum(axis=1)
        ratio = smooth_rates(observed[:, place], predicted) * predicted.sum() / observed[:, place].sum()
        known = np.isfinite(ratio) & (ratio > 0)
        at_start = slice(ages.start - years, size if ages.stop == size else ages.stop - years)
        drift[:, at_start] = np.where(known, np.log(np.where(known, ratio, 1.0)), 0.0)[:, None] / years
    return drift


def keep_shares(people: FloatArray, nation: FloatArray, ages: slice, width: int) -> FloatArray:
    """The drift that leaves the share of each young age as it is: who leaves is replaced by who arrives.

    Formula: ln(Q(a + k) / Q(a)) / k with Q the part of Nederland that lives in the area, per `width` ages k. For
    when nothing earlier is known; else students would grow old in the town where they study. Limits: holds only
    while the town keeps its place.
    """
    drift = np.zeros((len(people), people.shape[-1]))
    both = people.sum(axis=1)
    parts = {
        a: both[:, a : a + width].sum(axis=1) / nation[:, a : a + width].sum()
        for a in range(ages.start, ages.stop + width, width)
    }
    for age in range(ages.start, ages.stop, width):
        now, later = parts[age], parts[age + width]
        known = (now > 0) & (later > 0)
        drift[known, age : age + width] = (np.log(later[known] / now[known]) / width)[:, None]
    return drift


def learn_drift(counts: Counts, history: History, rules: Projectie, until: int) -> FloatArray:
    """All that is known by `until` about the deviation of each gemeente and age (areas x ages, yearly, logs).

    Nothing earlier than the first year: young people keep their share (`keep_shares`), others follow Nederland.
    First period: from the first year with counted groups to the first with five-year groups. Second: from there
    to the last year with counted groups, as a correction of the first, weighted by its part of the years.
    """
    first, last = rules.cijfers.jaren_geteld[0], rules.cijfers.jaren_geteld[-1]
    middle = rules.cijfers.jaren_vijfjaar[0]
    size = history.people.shape[-1]
    none = np.zeros((len(counts.areas), size))
    begin = base_of(counts, history, first, rules, none)
    if until < middle:
        return keep_shares(begin, history.on(first), age_slice(rules.lokaal.jongeren, size), rules.stap)
    bands = [age_slice(band, size) for band in rules.cijfers.geteld]
    between = spread_fives(counts, middle, rules.cijfers.vijfjaar, history.on(middle))
    years = middle - first
    ends = [slice(b.start + years, size if b.stop == size else b.stop + years) for b in bands]
    seen = np.stack([between[:, :, ages].sum(axis=(1, 2)) for ages in ends], axis=1)
    early = measure_drift(begin, cohort_ratios(history.on(first), history.on(middle), years), years, seen, ends)
    if until < last:
        return early
    years = last - middle
    grown = [place for place, ages in enumerate(bands) if ages.start >= years]
    ratios = cohort_ratios(history.on(middle), history.on(last), years)
    moved = between * np.exp(years * early)[:, None, :]
    late = measure_drift(moved, ratios, years, counts.bands[last][:, grown], [bands[i] for i in grown])
    return early + late * (last - middle) / (last - first)


def split_drift(drift: FloatArray, nation: FloatArray) -> Deviation:
    """The level (mean over ages, weighted with the people of Nederland) apart from the pattern around it."""
    weight = nation.sum(axis=0)
    growth = drift @ weight / weight.sum()
    return Deviation(drift - growth[:, None], growth)


def child_ratio(people: FloatArray, women: str, children: int) -> FloatArray:
    """Children below `children` years per woman of the fertile ages, Nederland = 1, shrunk as `measure_drift`.

    Reference: child-woman ratio, Smith, Tayman and Swanson (2013), ch. 8. Limits: it includes the migration of
    young families.
    """
    mothers = people[:, WOMEN, age_slice(women, people.shape[-1])].sum(axis=1)
    young = people[:, :, :children].sum(axis=(1, 2))
    expected = mothers * young.sum() / mothers.sum()
    ratio = smooth_rates(young, expected)
    return np.where(np.isfinite(ratio), ratio, 1.0)
