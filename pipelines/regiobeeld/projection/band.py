"""The band around the future, made of the errors of the back-test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from regiobeeld.errors import ContractError
from regiobeeld.projection.ages import age_slice
from regiobeeld.projection.backtest import in_class
from regiobeeld.stats.arrays import FloatArray


@dataclass(frozen=True)
class Spread:
    """Root mean square of the log error, per age group, `years` ahead.

    Attributes:
        bands: the counted age groups and, last, everybody.
        classes: size classes (from, below); local: classes x bands, with the outcome of Nederland known.
        national: per band, of the own national run.
    """

    bands: tuple[str, ...]
    classes: tuple[tuple[int, int | None], ...]
    local: FloatArray
    national: FloatArray
    years: int
    certainty: float

    def of(self, size: FloatArray, is_nation: bool = False) -> FloatArray:
        """Areas x bands: what an area of this size was off by; for Nederland itself only the national part.

        The two are independent by construction: the local error was taken with the outcome of Nederland known.
        """
        local = np.zeros((len(size), len(self.bands)))
        if not is_nation:
            for (low, high), row in zip(self.classes, self.local, strict=True):
                local[in_class(size, low, high)] = row
        result: FloatArray = np.sqrt(local**2 + self.national**2)
        return result

    def margin(self, size: FloatArray, ahead: int, is_nation: bool = False) -> FloatArray:
        """Half the width of the band in logs: z sigma sqrt(h / H), h years ahead, H the years of the test.

        Errors add up like a random walk: the declared choice (METHODEN 14). Limits: one past period; a shock that
        did not happen in it is not in the band.
        """
        z = float(ndtri(0.5 + self.certainty / 2))
        return z * self.of(size, is_nation) * np.sqrt(max(ahead, 0) / self.years)


def margin_by_age(margin: FloatArray, bands: Sequence[str], ages: int) -> FloatArray:
    """Areas x bands (without everybody) as areas x single ages: an age has the margin of its counted group.

    Raises:
        ContractError: the groups do not cover all ages.
    """
    spread = np.full((len(margin), ages), np.nan)
    for place, band in enumerate(bands):
        spread[:, age_slice(band, ages)] = margin[:, place, None]
    if np.isnan(spread).any():
        raise ContractError("de getelde groepen dekken niet alle leeftijden", "sources/toekomst/projectie.toml")
    return spread


def bounds(people: FloatArray, weights: FloatArray, margin: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Lower and upper bound of sum_a N_a w_a when all ages are off in the same direction: the widest band.

    Args:
        people: areas x ages; weights: ages (or areas x ages); margin: areas x ages, in logs.
    """
    low = (people * np.exp(-margin) * weights).sum(axis=-1)
    high = (people * np.exp(margin) * weights).sum(axis=-1)
    return low, high
