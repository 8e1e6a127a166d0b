"""The projection of every area (gemeenten added up), with the band around it, as published tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from regiobeeld.projection.ages import SEXES, age_slice, sum_groups
from regiobeeld.projection.band import Spread, bounds, margin_by_age
from regiobeeld.projection.declared import Projectie
from regiobeeld.projection.inputs import ALL_AGES, BOTH, NATION
from regiobeeld.projection.tables import PROGNOSE
from regiobeeld.stats.arrays import FloatArray


@dataclass(frozen=True)
class Future:
    """People of every area in every year.

    Attributes:
        areas: codes; years: the base year first.
        people: years x areas x sexes x single ages.
    """

    areas: tuple[str, ...]
    years: tuple[int, ...]
    people: FloatArray
    spread: Spread
    rules: Projectie

    @cached_property
    def both(self) -> FloatArray:
        """Men and women together: years x areas x ages."""
        result: FloatArray = self.people.sum(axis=2)
        return result

    def margin(self, number: int) -> FloatArray:
        """Half the width of the band in logs, areas x (counted groups and everybody), in the year of this number.

        The size class is that of the base year.
        """
        ahead = self.years[number] - self.years[0]
        size = self.both[0].sum(axis=1)
        margin = self.spread.margin(size, ahead)
        nation = [place for place, code in enumerate(self.areas) if code == NATION]
        margin[nation] = self.spread.margin(size[nation], ahead, is_nation=True)
        return margin

    def margin_by_age(self, number: int) -> FloatArray:
        """The same per single age: areas x ages."""
        return margin_by_age(self.margin(number)[:, :-1], self.spread.bands[:-1], self.people.shape[-1])

    def group(self, number: int, band: str) -> tuple[FloatArray, FloatArray, FloatArray]:
        """People of an age group per area with the bounds of their band."""
        people = self.both[number]
        if band == ALL_AGES:
            total, margin = people.sum(axis=1), self.margin(number)[:, -1]
            return total, total * np.exp(-margin), total * np.exp(margin)
        ages = age_slice(band, people.shape[-1])
        part = people[:, ages]
        low, high = bounds(part, np.ones(part.shape[-1]), self.margin_by_age(number)[:, ages])
        return part.sum(axis=1), low, high


def add_up(people: FloatArray, gemeenten: Sequence[str], members: Mapping[str, Sequence[str]]) -> FloatArray:
    """Areas as the sums of their gemeenten; the axis of gemeenten is the one before sexes and ages."""
    place = {code: number for number, code in enumerate(gemeenten)}
    return np.stack(
        [people[..., [place[code] for code in codes], :, :].sum(axis=-3) for codes in members.values()], axis=-3
    )


def age_labels(rules: Projectie) -> list[str]:
    """All age groups of the table: everybody, five-year groups, counted groups and the extra ones, each once."""
    declared = rules.cijfers
    return list(dict.fromkeys([ALL_AGES, *declared.vijfjaar, *declared.geteld, *declared.groepen]))


def prognose_table(future: Future) -> pd.DataFrame:
    """Every area, year and age group; by sex only everybody and the five-year groups (schema PROGNOSE)."""
    parts = [_year_rows(future, number).assign(jaar=year) for number, year in enumerate(future.years)]
    table = pd.concat(parts, ignore_index=True)
    return table[PROGNOSE.names].sort_values(list(PROGNOSE.key), ignore_index=True)


def _year_rows(future: Future, number: int) -> pd.DataFrame:
    frames = []
    for label in age_labels(future.rules):
        people, low, high = future.group(number, label)
        bounds_known = (np.nan, np.nan) if number == 0 else (low, high)
        frames.append(_rows(future, BOTH, label, people, *bounds_known))
    pyramid = [ALL_AGES, *future.rules.cijfers.vijfjaar]
    by_sex = sum_groups(future.people[number], pyramid)
    for place, sex in enumerate(SEXES):
        for column, label in enumerate(pyramid):
            frames.append(_rows(future, sex, label, by_sex[:, place, column], np.nan, np.nan))
    return pd.concat(frames, ignore_index=True)


def _rows(
    future: Future, sex: str, label: str, people: FloatArray, low: FloatArray | float, high: FloatArray | float
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "gebied_code": future.areas,
            "geslacht": sex,
            "leeftijd": label,
            "inwoners": people,
            "ondergrens": low,
            "bovengrens": high,
        }
    )
