"""Age groups as slices of single years of age."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from regiobeeld.errors import ContractError
from regiobeeld.stats.arrays import FloatArray

SEXES = ("man", "vrouw")
WOMEN = SEXES.index("vrouw")
OLDEST = 105
"""The open last age of the national tables by single age."""


def age_slice(band: str, size: int) -> slice:
    """The ages of a group among `size` single years: "5-9" -> 5:10, "80+" -> 80:size, "totaal" -> all.

    Raises:
        ContractError: no age group, or one that does not fit in `size` ages.
    """
    if band == "totaal":
        return slice(0, size)
    first, _, last = band.removesuffix("+").partition("-")
    if not first.isdigit() or (last and not last.isdigit()):
        raise ContractError(f"'{band}' is geen leeftijdsgroep", "sources/toekomst", "Schrijf 5-9, 80+ of totaal")
    stop = size if band.endswith("+") else int(last or first) + 1
    if not int(first) < stop <= size:
        raise ContractError(f"leeftijdsgroep '{band}' past niet in {size} leeftijden", "sources/toekomst")
    return slice(int(first), stop)


def lies_in(part: str, whole: str) -> bool:
    """Whether one age group lies within another: "80-84" in "80+", "95+" not in "80-99"."""
    first, _, last = part.removesuffix("+").partition("-")
    low, _, high = whole.removesuffix("+").partition("-")
    if int(first) < int(low):
        return False
    return whole.endswith("+") or (not part.endswith("+") and int(last or first) <= int(high or low))


def sum_groups(people: FloatArray, bands: Sequence[str]) -> FloatArray:
    """People per age group instead of per year of age (last axis)."""
    size = people.shape[-1]
    return np.stack([people[..., age_slice(band, size)].sum(axis=-1) for band in bands], axis=-1)


def spread_groups(counts: FloatArray, bands: Sequence[str], pattern: FloatArray) -> FloatArray:
    """Counts per group (last axis) divided over single years as in `pattern`; the groups cover all ages.

    Limits: within a group every area has the shape of the pattern.
    """
    size = pattern.shape[-1]
    shape = (*np.broadcast_shapes(counts.shape[:-1], pattern.shape[:-1]), size)
    people = np.zeros(shape)
    for place, band in enumerate(bands):
        ages = age_slice(band, size)
        part = pattern[..., ages]
        people[..., ages] = counts[..., place, None] * part / part.sum(axis=-1, keepdims=True)
    return people


def spread_sexes(counts: FloatArray, bands: Sequence[str], pattern: FloatArray) -> FloatArray:
    """Counts of both sexes together (areas x bands) by sex and single year as in `pattern` (sexes x ages)."""
    size = pattern.shape[-1]
    people = np.zeros((len(counts), *pattern.shape))
    for place, band in enumerate(bands):
        ages = age_slice(band, size)
        people[:, :, ages] = counts[:, place, None, None] * pattern[:, ages] / pattern[:, ages].sum()
    return people
