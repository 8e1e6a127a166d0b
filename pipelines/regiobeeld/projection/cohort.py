"""Cohort ratios: how many of those of age a are there, k years later, at age a + k (METHODEN 14)."""

from __future__ import annotations

import numpy as np

from regiobeeld.stats.arrays import FloatArray


def cohort_ratios(begin: FloatArray, end: FloatArray, years: int) -> FloatArray:
    """CCR_a = N(a + k, t + k) / N(a, t): survival and net migration in one figure (last axis = age).

    All ages that end in the open last age share one ratio. Reference: Hamilton and Perry, Social Forces
    1962;41:163; Smith, Tayman and Swanson (2013), ch. 8. Limits: 0 where nobody of that age lives.
    """
    size = begin.shape[-1]
    ratios = np.zeros_like(begin)
    open_from = size - 1 - years
    closed = slice(0, open_from)
    np.divide(
        end[..., years : size - 1], begin[..., closed], out=ratios[..., closed], where=begin[..., closed] > 0
    )
    oldest = begin[..., open_from:].sum(axis=-1, keepdims=True)
    ratios[..., open_from:] = np.divide(end[..., -1:], oldest, out=np.zeros_like(oldest), where=oldest > 0)
    return ratios


def move_on(people: FloatArray, ratios: FloatArray, years: int) -> FloatArray:
    """Everybody `years` older by these ratios; the ages below `years` are empty: they are still to be born."""
    moved = people * ratios
    size = moved.shape[-1]
    older = np.zeros_like(moved)
    older[..., years : size - 1] = moved[..., : size - 1 - years]
    older[..., -1] = moved[..., size - 1 - years :].sum(axis=-1)
    return older


def move_back(people: FloatArray, ratios: FloatArray, years: int, pattern: FloatArray) -> FloatArray:
    """Where these people were `years` earlier: N(a) = N(a + k) / CCR_a.

    The ages that all end in the open last age cannot be told apart: they get the `pattern` of the earlier year,
    at the level of the youngest age that can.
    """
    size = people.shape[-1]
    open_from = size - 1 - years
    earlier = np.zeros_like(people)
    known = ratios[..., :open_from]
    earlier[..., :open_from] = np.divide(
        people[..., years : size - 1], known, out=np.zeros_like(people[..., years : size - 1]), where=known > 0
    )
    window = slice(open_from - years, open_from)
    level = earlier[..., window].sum(axis=-1, keepdims=True) / pattern[..., window].sum(axis=-1, keepdims=True)
    earlier[..., open_from:] = level * pattern[..., open_from:]
    return earlier
