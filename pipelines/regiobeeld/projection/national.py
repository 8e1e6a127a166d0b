"""The own national run: cohort component by single year of age, to which all gemeenten add up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regiobeeld.errors import ContractError
from regiobeeld.projection.ages import WOMEN, age_slice
from regiobeeld.projection.declared import Land
from regiobeeld.projection.life_table import death_rates, survival, yearly_decline
from regiobeeld.stats.arrays import FloatArray


@dataclass(frozen=True)
class History:
    """Nederland by sex and single age: people on 1 January of `years`, deaths in all but the last of them."""

    years: tuple[int, ...]
    people: FloatArray
    deaths: FloatArray

    def on(self, year: int) -> FloatArray:
        """People (sexes x ages) on 1 January.

        Raises:
            ContractError: that year is not at hand.
        """
        if year not in self.years:
            raise ContractError(f"de bevolking van Nederland per leeftijd in {year} ontbreekt", "sources/basis")
        return self.people[self.years.index(year)]

    def died(self, year: int) -> FloatArray:
        return self.deaths[self.years.index(year)]


@dataclass(frozen=True)
class Course:
    """What is assumed to go on after the base year.

    Attributes:
        rates, pace: death rate in the middle of `centre` and its yearly decline (sexes x ages).
        migration: net migration per year by the age reached on 31 December (sexes x ages; age 0 is empty).
        births: children of age 0 (boys, girls) per woman of the declared age.
    """

    centre: float
    rates: FloatArray
    pace: FloatArray
    migration: FloatArray
    births: FloatArray


def assume_course(history: History, base: int, rules: Land) -> Course:
    """The recent averages before `base` by the declared rules: mortality, its decline, migration, births."""
    earlier = [year for year in history.years if year < base]
    usual = [year for year in earlier if year not in rules.sterfte_overslaan]
    level = usual[-rules.sterfte_jaren :]
    migrated = [y for y in earlier[-rules.migratie_jaren :] if y not in rules.migratie_overslaan]
    return Course(
        centre=float(np.mean(level)),
        rates=_pooled_rates(history, level),
        pace=_pace(history, usual, rules),
        migration=np.mean([net_migration(history, year) for year in migrated], axis=0),
        births=np.mean([_birth_ratio(history, year, rules) for year in earlier[-rules.geboorte_jaren :]], axis=0),
    )


def _pooled_rates(history: History, years: list[int]) -> FloatArray:
    died, begin, end = (sum(part) for part in zip(*(_year(history, y) for y in years), strict=True))
    return death_rates(np.asarray(died), np.asarray(begin), np.asarray(end))


def _year(history: History, year: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    return history.died(year), history.on(year), history.on(year + 1)


def _pace(history: History, years: list[int], rules: Land) -> FloatArray:
    size, width, oldest = history.people.shape[-1], rules.sterfte_groep, rules.sterfte_oudste
    groups = [slice(a, a + width) for a in range(0, oldest, width)] + [slice(oldest, size)]
    rates = []
    for year in years:
        died, begin, end = (np.stack([x[:, g].sum(axis=1) for g in groups], 1) for x in _year(history, year))
        rates.append(death_rates(died, begin, end))
    return yearly_decline(np.stack(rates), years, groups)


def net_migration(history: History, year: int) -> FloatArray:
    """Who is there at the end of the year without having lived there at the start, by the age reached.

    A residual: people - survivors of a year younger, so it holds administrative corrections too.
    """
    died, begin, end = _year(history, year)
    return end - survive(begin, death_rates(died, begin, end))


def survive(people: FloatArray, rates: FloatArray) -> FloatArray:
    """People a year later without migration; age 0 is empty, the last age stays open. Age 0 is left to births."""
    alive = people * survival(rates)
    older = np.zeros_like(people)
    older[..., 1:] = alive[..., :-1]
    older[..., -1] += alive[..., -1]
    return older


def _birth_ratio(history: History, year: int, rules: Land) -> FloatArray:
    _, begin, end = _year(history, year)
    women = age_slice(rules.vrouwen, begin.shape[-1])
    result: FloatArray = end[:, 0] / ((begin[WOMEN, women].sum() + end[WOMEN, women].sum()) / 2)
    return result


def project_nation(start: FloatArray, base: int, until: int, course: Course, women: str) -> dict[int, FloatArray]:
    """People by sex and single age on 1 January of every year from `base` to `until`.

    Cohort component: N(a+1, t+1) = N(a, t) s(a, t) + M(a+1); s from m(a) exp(-pace (t - centre));
    N(0, t+1) = births x mean women of the fertile ages in t and t + 1. Reference: Preston et al. (2001), ch. 6.
    Limits: no parity, no difference by origin; net migration as a number, not a rate.
    """
    fertile = age_slice(women, start.shape[-1])
    path = {base: start}
    for year in range(base, until):
        people = path[year]
        rates = course.rates * np.exp(-course.pace * (year - course.centre))
        older = np.maximum(survive(people, rates) + course.migration, 0.0)
        mothers = (people[WOMEN, fertile].sum() + older[WOMEN, fertile].sum()) / 2
        older[:, 0] = course.births * mothers
        path[year + 1] = older
    return path
