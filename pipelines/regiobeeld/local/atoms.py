"""The smallest groups that the figures of a source are sums of, and which figure is the sum of which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np
from scipy.sparse import csr_matrix

from regiobeeld.local.cube import Cell, name_of, span_of
from regiobeeld.local.read import Count, Key

BOTH = ("man", "vrouw")


@dataclass(frozen=True)
class Axes:
    """How ages, sexes and periods fall apart into smallest ones."""

    cuts: tuple[int, ...]
    sexes: tuple[str, ...]
    years: Mapping[str, tuple[str, ...]]

    def ages(self, leeftijd: str) -> tuple[int, ...]:
        """First years of life of the smallest age groups inside a group."""
        first, last = span_of(leeftijd)
        return tuple(cut for cut in self.cuts if first <= cut <= last)

    def parts(self, key: Key) -> list[tuple[str, str, int]]:
        """The smallest groups (period, sex, age) of one figure."""
        sexes = self.sexes if key.geslacht == "totaal" else (key.geslacht,)
        return list(product(self.years[key.periode], sexes, self.ages(key.leeftijd)))


def make_axes(cells: Sequence[Cell]) -> Axes:
    """The smallest groups in use. Years make up a pooled period only where their figures add up to it."""
    keys = {cell.key for cell in cells}
    spans = [span_of(age) for age in {key.leeftijd for key in keys}]
    cuts = sorted({low for low, _ in spans} | {high + 1 for _, high in spans if high < span_of("totaal")[1]})
    split = any(key.geslacht in BOTH for key in keys)
    return Axes(tuple(cuts), BOTH if split else ("totaal",), _years(cells))


def _years(cells: Sequence[Cell]) -> dict[str, tuple[str, ...]]:
    told: dict[str, dict[tuple[str, str, str], Count]] = defaultdict(dict)
    for cell in cells:
        k = cell.key
        told[k.periode][k.gebied, k.geslacht, k.leeftijd] = cell.count
    found = {}
    for period, groups in told.items():
        first, _, last = period.partition("-")
        years = [str(year) for year in range(int(first), int(last or first) + 1)]
        adds_up = len(years) > 1 and all(year in told and _is_sum(groups, told, years) for year in years)
        found[period] = tuple(years) if adds_up else (period,)
    return found


def _is_sum(
    whole: Mapping[tuple[str, str, str], Count],
    told: Mapping[str, Mapping[tuple[str, str, str], Count]],
    years: Sequence[str],
) -> bool:
    for group, count in whole.items():
        parts = [told[year].get(group) for year in years]
        known = [part.teller for part in parts if part is not None and part.teller is not None]
        if count.teller is not None and len(known) == len(years) and abs(sum(known) - count.teller) > 0.5:
            return False
    return True


def make_matrix(cells: Sequence[Cell], axes: Axes) -> csr_matrix:
    """One row per figure, one column per atom (area x period x sex x age), the share of the area as weight."""
    places: dict[tuple[str, str, str, int], int] = {}
    rows, columns, weights = [], [], []
    for number, cell in enumerate(cells):
        parts = axes.parts(cell.key)
        for area, share in cell.members.items():
            for part in parts:
                columns.append(places.setdefault((area, *part), len(places)))
                rows.append(number)
                weights.append(share)
    return csr_matrix((np.array(weights, float), (rows, columns)), shape=(len(cells), max(len(places), 1)))


def remainders(cells: Sequence[Cell]) -> list[Cell]:
    """What is left of a figure without the smaller ones inside it: 18+ without 65+, all without the men.

    Nobody publishes it, and anybody can subtract; so it may be no smaller than a figure itself.
    """
    by_area: dict[tuple[object, ...], dict[tuple[str, str], Cell]] = defaultdict(dict)
    for cell in cells:
        members = tuple(sorted(cell.members.items()))
        by_area[members, cell.key.periode][cell.key.geslacht, cell.key.leeftijd] = cell
    return [rest for group in by_area.values() for rest in (*_rest_of_ages(group), *_rest_of_sexes(group))]


def _rest_of_ages(group: Mapping[tuple[str, str], Cell]) -> list[Cell]:
    made = []
    for (sex, age), whole in group.items():
        low, high = span_of(age)
        inside = {span_of(a): c for (s, a), c in group.items() if s == sex and a != age}
        inside = {s: c for s, c in inside.items() if low <= s[0] and s[1] <= high}
        top = sorted(s for s in inside if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in inside))
        apart = all(a[1] < b[0] for a, b in pairwise(top))
        gaps = _gaps(low, high, top) if top and apart else []
        if len(gaps) == 1:
            key = Key(whole.key.gebied, whole.key.periode, sex, name_of(*gaps[0]))
            made.append(_less(whole, key, [inside[s] for s in top]))
    return made


def _gaps(low: int, high: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found, start = [], low
    for first, last in spans:
        if first > start:
            found.append((start, first - 1))
        start = last + 1
    return [*found, (start, high)] if start <= high else found


def _rest_of_sexes(group: Mapping[tuple[str, str], Cell]) -> list[Cell]:
    made = []
    for (sex, age), whole in group.items():
        others = [s for s in BOTH if (s, age) in group]
        if sex == "totaal" and len(others) == 1:
            other = next(s for s in BOTH if s not in others)
            key = Key(whole.key.gebied, whole.key.periode, other, age)
            made.append(_less(whole, key, [group[others[0], age]]))
    return made


def _less(whole: Cell, key: Key, parts: Sequence[Cell]) -> Cell:
    teller, noemer = (
        None
        if getattr(whole.count, name) is None or any(getattr(p.count, name) is None for p in parts)
        else getattr(whole.count, name) - sum(getattr(p.count, name) for p in parts)
        for name in ("teller", "noemer")
    )
    return Cell(key, whole.members, Count(teller, noemer, None), is_shown=False)
