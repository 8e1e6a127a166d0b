"""From the figures of the one schema to the arrays of the projection."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from regiobeeld.errors import ContractError
from regiobeeld.projection.ages import SEXES, lies_in
from regiobeeld.projection.base import Counts
from regiobeeld.projection.declared import Projectie
from regiobeeld.projection.national import History
from regiobeeld.stats.arrays import FloatArray

NATION, BOTH, ALL_AGES = "NL", "totaal", "totaal"
_MEND = "Stel de basis opnieuw samen met make basis"


def with_year(figures: pd.DataFrame) -> pd.DataFrame:
    """Figures with a value, with the year of their period."""
    known = figures[figures["waarde"].notna() & (figures["uitsplitsing"] == "totaal")]
    return known.assign(jaar=pd.to_datetime(known["periode_eind"]).dt.year)


def read_history(figures: pd.DataFrame, rules: Projectie) -> History:
    """People and deaths of Nederland by sex and single age, all years that have both sexes and every age.

    Args:
        figures: rows of `with_year`.

    Raises:
        ContractError: no such figures, a year or an age is missing.
    """
    nation = figures[(figures["gebied_code"] == NATION) & figures["geslacht"].isin(SEXES)]
    single = nation[nation["leeftijd"].str.fullmatch(r"[0-9]+\+?")]
    people, deaths = (
        single[single["indicator_code"] == code] for code in (rules.cijfers.levensjaar, rules.cijfers.sterfte)
    )
    years = sorted(int(year) for year in deaths["jaar"].unique() if (people["jaar"] == year).any())
    if not years:
        raise ContractError(
            "bevolking en overledenen van Nederland per leeftijd ontbreken", "sources/basis", _MEND
        )
    ages = _single_ages(people[people["jaar"].isin(years)])
    span = [*years, years[-1] + 1]
    if span != list(range(span[0], span[-1] + 1)):
        raise ContractError("in de reeks van Nederland per leeftijd ontbreekt een jaar", "sources/basis", _MEND)
    return History(
        tuple(span), _by_sex_and_age(people, span, ages, 0.0), _by_sex_and_age(deaths, years, ages, 0.0)
    )


def _single_ages(people: pd.DataFrame) -> list[str]:
    """ "0", "1" ... and the open last age, the youngest first; of several open ages the oldest."""
    labels = {str(label) for label in people["leeftijd"].unique()}
    closed = sorted((label for label in labels if label.isdigit()), key=int)
    last = f"{int(closed[-1]) + 1}+"
    if closed != [str(age) for age in range(len(closed))] or last not in labels:
        raise ContractError("de leeftijden van Nederland lopen niet door", "sources/basis", _MEND)
    return [*closed, last]


def _by_sex_and_age(rows: pd.DataFrame, years: Sequence[int], ages: Sequence[str], empty: float) -> FloatArray:
    """Years x sexes x ages; nobody of an age is `empty`."""
    wide = rows.pivot(index=["jaar", "geslacht"], columns="leeftijd", values="waarde").reindex(columns=list(ages))
    wanted = pd.MultiIndex.from_product([list(years), list(SEXES)])
    if not wanted.isin(wide.index).all():
        year, sex = wanted[~wanted.isin(wide.index)][0]
        raise ContractError(f"Nederland per leeftijd ontbreekt voor {sex} in {year}", "sources/basis", _MEND)
    return wide.loc[wanted].fillna(empty).to_numpy(float).reshape(len(years), len(SEXES), len(ages))


def read_counts(figures: pd.DataFrame, areas: Sequence[str], rules: Projectie) -> Counts:
    """What was counted of every gemeente in the declared years.

    Args:
        figures: rows of `with_year`, all gemeenten in one indeling.
        areas: the gemeenten of that indeling.

    Raises:
        ContractError: an age group of a gemeente is missing in a declared year.
    """
    own = figures[(figures["indicator_code"] == rules.cijfers.indicator) & figures["gebied_code"].isin(areas)]
    numbers, declared = _Numbers(own, list(areas), rules.cijfers.vijfjaar), rules.cijfers
    fives = {
        year: np.stack([numbers.take(year, sex, declared.vijfjaar) for sex in SEXES], axis=1)
        for year in declared.jaren_vijfjaar
    }
    return Counts(
        areas=tuple(areas),
        bands={year: numbers.take(year, BOTH, declared.geteld) for year in declared.jaren_geteld},
        fives=fives,
        sexes={year: found for year in numbers.years if (found := numbers.sexes(year)) is not None},
        totals={year: found[:, 0] for year in numbers.years if (found := numbers.find(year, BOTH)) is not None},
    )


class _Numbers:
    """Counts by area, looked up by year, sex and age group."""

    def __init__(self, rows: pd.DataFrame, areas: list[str], fives: Sequence[str]) -> None:
        self.fives = fives
        key = ["jaar", "geslacht", "leeftijd"]
        self.wide = rows.pivot(index="gebied_code", columns=key, values="waarde").reindex(areas)
        self.years = sorted({int(year) for year in rows["jaar"].unique()})

    def take(self, year: int, sex: str, bands: Sequence[str]) -> FloatArray:
        """Areas x groups.

        Raises:
            ContractError: a group or the figure of an area is missing; the first one is named.
        """
        columns = [(year, sex, band) for band in bands]
        chosen = pd.DataFrame({column: self._column(*column) for column in columns})
        lacking = chosen.isna()
        if lacking.to_numpy().any():
            column = next(c for c in chosen.columns if lacking[c].any())
            area = str(lacking.index[lacking[column]][0])
            raise ContractError(
                f"inwoners van {column[2]} jaar in {year} ontbreken voor {area}", "sources/basis", _MEND
            )
        return chosen.to_numpy(float)

    def _column(self, year: int, sex: str, band: str) -> pd.Series:
        """One group: as counted, else added up of the five-year groups in it (a newer table has only those)."""
        if (year, sex, band) in self.wide.columns:
            return self.wide[(year, sex, band)]
        inside = [(year, sex, five) for five in self.fives if lies_in(five, band)]
        parts = self.wide.reindex(columns=pd.MultiIndex.from_tuples(inside or [(year, sex, band)]))
        return parts.sum(axis=1, skipna=False)

    def find(self, year: int, sex: str) -> FloatArray | None:
        """Everybody of a sex, or None when an area has no figure."""
        column = (year, sex, ALL_AGES)
        if column not in self.wide.columns or self.wide[column].isna().any():
            return None
        return self.wide[[column]].to_numpy(float)

    def sexes(self, year: int) -> FloatArray | None:
        found = [self.find(year, sex) for sex in SEXES]
        known = [column for column in found if column is not None]
        return np.concatenate(known, axis=1) if len(known) == len(SEXES) else None
