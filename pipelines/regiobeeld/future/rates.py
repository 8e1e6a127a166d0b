"""What people of an age use: from a file of the analyst, a source that was fetched, or the one built in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from regiobeeld.errors import ContractError
from regiobeeld.projection.age_table import read_age_table
from regiobeeld.projection.ages import age_slice
from regiobeeld.projection.declared import FOLDER, Uitgaven
from regiobeeld.projection.inputs import ALL_AGES, BOTH, NATION
from regiobeeld.stats.arrays import FloatArray


@dataclass(frozen=True)
class Rates:
    """Euros per inhabitant by single age, and where from: an `indicator`, or the `bron` of a file."""

    values: FloatArray
    indicator: str
    bron: str
    jaar: int


def choose_rates(
    law: Uitgaven, figures: pd.DataFrame, nation: FloatArray, least_groups: int, sources: Path
) -> Rates:
    """The first of: the declared file, the declared other indicators with enough age groups, the indicator itself.

    Args:
        figures: rows of `inputs.with_year`; nation: people of Nederland, sexes x ages.

    Raises:
        ContractError: the file does not fit, or the indicator itself lacks an age.
    """
    if law.bestand:
        table = read_age_table(sources / FOLDER / law.bestand, nation.shape[-1], most=None)
        return Rates(both_sexes(table.rates, nation), "", table.bron, table.jaar)
    for code in law.ook:
        found, groups = _from_figures(figures, code, nation.shape[-1])
        if found is not None and groups >= least_groups:
            return found
    found, _ = _from_figures(figures, law.indicator, nation.shape[-1])
    if found is None:
        raise ContractError(
            f"{law.naam}: niet voor iedere leeftijd is er een landelijk cijfer",
            f"zorgvraag.toml: uitgaven -> {law.indicator}",
            "Stel de basis opnieuw samen met make basis",
        )
    return found


def both_sexes(rates: FloatArray, nation: FloatArray) -> FloatArray:
    """Rates by sex (sexes x ages) as one per age, weighted with the people of Nederland."""
    people = nation.sum(axis=0)
    plain = rates.mean(axis=0)
    return np.divide((rates * nation).sum(axis=0), people, out=plain.copy(), where=people > 0)


def _from_figures(figures: pd.DataFrame, code: str, ages: int) -> tuple[Rates | None, int]:
    """The newest national figures by age, and of how many age groups; None when an age is missing."""
    rows = figures[
        (figures["indicator_code"] == code)
        & (figures["gebied_code"] == NATION)
        & (figures["geslacht"] == BOTH)
        & (figures["leeftijd"] != ALL_AGES)
    ]
    if rows.empty:
        return None, 0
    year = int(rows["jaar"].max())
    newest = rows[rows["jaar"] == year]
    values = dict(zip(newest["leeftijd"].astype(str), newest["waarde"].astype(float), strict=True))
    rates, groups = fill_ages(values, ages)
    return (None if np.isnan(rates).any() else Rates(rates, code, "", year)), groups


def fill_ages(values: dict[str, float], ages: int) -> tuple[FloatArray, int]:
    """A rate per single age, each from the narrowest group that has it, and how many groups were used.

    The open last group holds for all older ages; an age in no group is NaN.
    """
    parts = {band: age_slice(band, ages) for band in values if int(band.rstrip("+").split("-")[0]) < ages}
    rates, used = np.full(ages, np.nan), 0
    for band, part in sorted(parts.items(), key=lambda item: item[1].stop - item[1].start):
        empty = np.isnan(rates[part])
        rates[part] = np.where(empty, values[band], rates[part])
        used += bool(empty.any())
    return rates, used
