"""Death rates and survival by single year of age, from counted people and deaths."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from regiobeeld.stats.arrays import FloatArray


def death_rates(deaths: FloatArray, begin: FloatArray, end: FloatArray) -> FloatArray:
    """Central death rate m = D / ((N0 + N1) / 2) per age; 0 where nobody lives.

    Reference: Preston, Heuveline and Guillot, Demography (2001), ch. 3. Limits: one year of a small country
    is noisy above 100; add years up first (`deaths`, `begin` and `end` may be sums over years).
    """
    lived = (begin + end) / 2
    return np.divide(deaths, lived, out=np.zeros_like(lived), where=lived > 0)


def survival(rates: FloatArray) -> FloatArray:
    """Part of those of age a on 1 January alive a year later at a + 1: exp(-(m_a + m_{a+1}) / 2).

    On average they are half the year a and half the year a + 1. The open last age keeps its own rate.
    """
    following = np.concatenate([rates[..., 1:], rates[..., -1:]], axis=-1)
    return np.exp(-(rates + following) / 2)


def life_expectancy(rates: FloatArray) -> FloatArray:
    """Life expectancy at birth with constant m within each year: e0 = sum L_x, the last age 1 / m.

    L_x = l_x (1 - exp(-m_x)) / m_x; l_{x+1} = l_x exp(-m_x).
    """
    alive = np.concatenate([np.ones((*rates.shape[:-1], 1)), np.exp(-np.cumsum(rates, axis=-1))], axis=-1)
    lived = alive[..., :-1] * np.where(rates > 0, -np.expm1(-rates) / np.maximum(rates, 1e-300), 1.0)
    oldest = np.divide(alive[..., -2], rates[..., -1])
    result: FloatArray = lived[..., :-1].sum(axis=-1) + oldest
    return result


def yearly_decline(rates: FloatArray, years: Sequence[int], groups: Sequence[slice]) -> FloatArray:
    """Yearly decline of mortality per age: minus the slope of ln(rate of the group) over the years, at least 0.

    Args:
        rates: years x sexes x groups, already per age group.
        groups: the ages of each group; the outcome has one value per single age.

    Reference: Lee and Carter, JASA 1992;87:659, in its simplest form (a constant pace per age group). Limits:
    the pace of the past goes on for ever; a group in which mortality rose stays as it is.
    """
    centred = np.asarray(years, dtype=float) - float(np.mean(years))
    slope = np.tensordot(centred, np.log(rates), axes=(0, 0)) / (centred**2).sum()
    size = max(group.stop for group in groups)
    pace = np.zeros((rates.shape[1], size))
    for place, group in enumerate(groups):
        pace[:, group] = np.maximum(-slope[:, place], 0.0)[:, None]
    return pace
