"""Care demand: people by age times what each age uses now (METHODEN 15)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from regiobeeld.projection.declared import Scenario
from regiobeeld.stats.arrays import FloatArray


@dataclass(frozen=True)
class Change:
    """Growth of the demand as a product: (1 + demand) = (1 + volume) (1 + ageing)."""

    demand: FloatArray
    volume: FloatArray
    ageing: FloatArray


def demand(people: FloatArray, rates: FloatArray) -> FloatArray:
    """D = sum_a N_a r_a over the last axis: in the unit of the rates, constant prices."""
    result: FloatArray = (people * rates).sum(axis=-1)
    return result


def split_change(people: FloatArray, later: FloatArray, rates: FloatArray, later_rates: FloatArray) -> Change:
    """Growth of demand split in volume (more people) and ageing (other ages); the rates may change as well.

    volume = N_t / N_0 - 1; ageing = (D_t / D_0) / (N_t / N_0) - 1. With other rates later, their effect is in
    "ageing". Reference: De Meijer et al., Eur J Ageing 2013;10:353. Limits: nothing is said about prices,
    wages, treatment or health.
    """
    volume = later.sum(axis=-1) / people.sum(axis=-1)
    total = demand(later, later_rates) / demand(people, rates)
    return Change(total - 1, volume - 1, total / volume - 1)


def rates_in(scenario: Scenario, rates: FloatArray, years: int) -> FloatArray:
    """Use by single age so many years from now: as someone younger, less every year, or just as now."""
    if years <= 0:
        return rates
    younger = np.maximum(np.arange(len(rates)) - scenario.jaren_jonger, 0)
    result: FloatArray = rates[younger] * (1 - scenario.minder_per_jaar / 100) ** years
    return result
