"""Had an area the borders of today? Its gemeenten of then, carried through the herindelingen, and those of now.

A figure that a source publishes for a provincie or GGD-regio holds for the area of that name today only when both
are the same territory. Leerdam and Zederik left one GGD-regio for another in 2019, Weesp did in 2022.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from regiobeeld.harmonise.areas import Indeling


@dataclass(frozen=True)
class Shift:
    """What an area gained and lost since a year, in gemeenten of that year (whole or in part)."""

    gained: frozenset[str]
    lost: frozenset[str]

    @property
    def is_none(self) -> bool:
        return not self.gained and not self.lost


def compare_borders(indeling: Indeling, year: int) -> dict[str, Shift]:
    """Per area what changed between a year and the target; an area of which that is not known is left out.

    The gemeenten of an area are known for the years of `Indeling.leden_per_jaar` and the target. In another year
    an area was the same when it was in the listed years around it: what is equal in both held in between. When no
    gemeente changed since, every area is the same.
    """
    if not indeling.touched(year):
        return dict.fromkeys(indeling.leden["gebied_code"].unique(), Shift(frozenset(), frozenset()))
    before = [y for y in indeling.leden_per_jaar if y <= year]
    if not before:
        return {}
    shifts = _shifts_since(indeling, max(before))
    after = [y for y in indeling.leden_per_jaar if y >= year]
    if max(before) == year or not after:
        return shifts
    later = _shifts_since(indeling, min(after))
    return {area: shift for area, shift in shifts.items() if later.get(area) == shift or not shift.is_none}


def same_areas(indeling: Indeling, year: int) -> frozenset[str]:
    """The areas that had in this year exactly the territory they have in the target indeling."""
    return frozenset(area for area, shift in compare_borders(indeling, year).items() if shift.is_none)


def _shifts_since(indeling: Indeling, year: int) -> dict[str, Shift]:
    """For a year whose gemeenten per area are listed."""
    moves = indeling.transition(year)
    then, now = (_members(frame) for frame in (indeling.leden_per_jaar[year], indeling.leden))
    sources = moves.groupby("nieuw")["oud"].agg(frozenset)
    results = moves.groupby("oud")["nieuw"].agg(frozenset)
    shifts = {}
    for area in then.keys() & now.keys():
        made_of = frozenset().union(*sources.reindex(list(now[area])).dropna())
        left = frozenset(old for old in then[area] if not results.get(old, frozenset()) <= now[area])
        shifts[area] = Shift(made_of - then[area], left)
    return shifts


def _members(pairs: pd.DataFrame) -> dict[str, frozenset[str]]:
    return {str(area): frozenset(some) for area, some in pairs.groupby("gebied_code")["gemeente_code"]}


def twins(indeling: Indeling) -> pd.DataFrame:
    """[gebied_code, tweeling]: areas of two kinds with exactly the same gemeenten (GGD-regio and COROP Twente)."""
    members = pd.Series(_members(indeling.leden)).rename_axis("gebied_code").rename("leden").reset_index()
    pairs = members.merge(members.rename(columns={"gebied_code": "tweeling"}), on="leden", validate="many_to_many")
    return pairs.loc[pairs["gebied_code"] != pairs["tweeling"], ["gebied_code", "tweeling"]].reset_index(drop=True)
