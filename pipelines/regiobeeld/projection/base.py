"""Where a projection starts: people by sex and single age per gemeente, fitted to everything that was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regiobeeld.errors import ContractError
from regiobeeld.projection.ages import age_slice, spread_groups, spread_sexes
from regiobeeld.projection.cohort import cohort_ratios, move_back, move_on
from regiobeeld.projection.declared import Projectie
from regiobeeld.projection.national import History
from regiobeeld.stats.arrays import FloatArray

ROUNDS = 50
_CLOSE = 1e-9


@dataclass(frozen=True)
class Counts:
    """What was counted per gemeente, all in the gemeenten of one indeling.

    Attributes:
        areas: codes of the gemeenten.
        bands: year -> areas x counted age groups, both sexes together.
        fives: year -> areas x sexes x five-year groups.
        sexes: year -> areas x sexes, all ages together.
        totals: year -> areas.
    """

    areas: tuple[str, ...]
    bands: Mapping[int, FloatArray]
    fives: Mapping[int, FloatArray]
    sexes: Mapping[int, FloatArray]
    totals: Mapping[int, FloatArray]


def fit(
    people: FloatArray, bands: Sequence[str], counts: FloatArray, sexes: FloatArray | None, nation: FloatArray
) -> FloatArray:
    """People (areas x sexes x ages) scaled until they agree with everything that is known of them.

    Args:
        counts: areas x age groups; sexes: areas x sexes, None when not counted.
        nation: sexes x ages; the areas together have this shape within each age group.

    Iterative proportional fitting; the age groups come last and hold exactly. Reference: Deming and Stephan,
    Ann Math Stat 1940;11:427. Limits: within a group and sex the shape of `people` stays; an empty group in
    which people were counted is filled evenly.
    """
    slices = [age_slice(band, people.shape[-1]) for band in bands]
    fitted = _without_empty(people, slices, counts)
    for _ in range(ROUNDS):
        before = fitted
        fitted = fitted * _ratio(nation, fitted.sum(axis=0))
        if sexes is not None:
            fitted = fitted * _ratio(sexes, fitted.sum(axis=2))[:, :, None]
        fitted = fitted.copy()
        for place, ages in enumerate(slices):
            fitted[:, :, ages] *= _ratio(counts[:, place], fitted[:, :, ages].sum(axis=(1, 2)))[:, None, None]
        if np.abs(fitted - before).max() <= _CLOSE * max(float(fitted.max()), 1.0):
            break
    return fitted


def _ratio(wanted: FloatArray, found: FloatArray) -> FloatArray:
    return np.divide(wanted, found, out=np.zeros_like(found), where=found > 0)


def _without_empty(people: FloatArray, slices: Sequence[slice], counts: FloatArray) -> FloatArray:
    filled = people.copy()
    for place, ages in enumerate(slices):
        lacking = (people[:, :, ages].sum(axis=(1, 2)) <= 0) & (counts[:, place] > 0)
        filled[lacking, :, ages] = 1.0
    return filled


def spread_fives(counts: Counts, year: int, bands: Sequence[str], nation: FloatArray) -> FloatArray:
    """Five-year groups by single age (within a group as in Nederland), at the counted inhabitants of that year.

    The groups are sums of postcodes, rounded to five and sometimes put with the wrong gemeente: their shape is
    used, the level comes from the counted men and women, else from all inhabitants.

    Raises:
        ContractError: that year has no five-year groups.
    """
    if year not in counts.fives:
        raise ContractError(f"de bevolking per vijf jaar leeftijd in {year} ontbreekt", "sources/basis")
    people = spread_groups(counts.fives[year], bands, nation)
    if year in counts.sexes:
        return people * _ratio(counts.sexes[year], people.sum(axis=2))[:, :, None]
    if year in counts.totals:
        return people * _ratio(counts.totals[year], people.sum(axis=(1, 2)))[:, None, None]
    return people


def base_of(counts: Counts, history: History, year: int, rules: Projectie, drift: FloatArray) -> FloatArray:
    """People by sex and single age on 1 January of a year with counted age groups or five-year groups.

    Five-year groups are used as they are. Of a year with only the counted groups the shape within a group comes
    from the nearest year with five-year groups: carried on from an earlier one, or back from a later one.

    Args:
        drift: yearly deviation (log) of each gemeente and age, for carrying on (`projection.local`).
    """
    fives = rules.cijfers.vijfjaar
    if year in counts.fives:
        return spread_fives(counts, year, fives, history.on(year))
    if year not in counts.bands:
        raise ContractError(f"de bevolking per leeftijd in {year} ontbreekt", "sources/basis")
    earlier = [y for y in counts.fives if y < year]
    if earlier:
        shape = _carried_on(counts, history, max(earlier), year, fives, drift)
    elif counts.fives:
        shape = _carried_back(counts, history, min(counts.fives), year, rules)
    else:
        shape = spread_sexes(counts.bands[year], rules.cijfers.geteld, history.on(year))
    return fit(shape, rules.cijfers.geteld, counts.bands[year], counts.sexes.get(year), history.on(year))


def _carried_on(
    counts: Counts, history: History, from_year: int, year: int, fives: Sequence[str], drift: FloatArray
) -> FloatArray:
    people = spread_fives(counts, from_year, fives, history.on(from_year))
    years = year - from_year
    ratios = cohort_ratios(history.on(from_year), history.on(year), years)
    older = move_on(people * np.exp(years * drift)[:, None, :], ratios, years)
    # Born since: in proportion to the children just older; the counted groups set the level.
    just_older = slice(years, 2 * years)
    share = older[:, :, just_older].sum(axis=(1, 2)) / older[:, :, just_older].sum()
    older[:, :, :years] = share[:, None, None] * history.on(year)[:, :years]
    return older


def _carried_back(counts: Counts, history: History, later: int, year: int, rules: Projectie) -> FloatArray:
    """The shape of a later year at an earlier one: by year of birth for who moves little, else by age.

    Limits: who moved or died in between is in it; the counted groups of the year itself correct the level.
    """
    people = spread_fives(counts, later, rules.cijfers.vijfjaar, history.on(later))
    begin, end = history.on(year), history.on(later)
    same_age = people * np.divide(begin, end, out=np.zeros_like(begin), where=end > 0)
    same_birth = move_back(people, cohort_ratios(begin, end, later - year), later - year, begin)
    ages = np.arange(begin.shape[-1])
    return np.where(ages >= rules.lokaal.geboortejaar_vanaf, same_birth, same_age)
