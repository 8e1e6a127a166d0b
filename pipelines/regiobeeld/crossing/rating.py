"""Rate every area once, for all doelgroepen together: SES-index and place of each figure in the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from regiobeeld.catalog.crossing import Kruising
from regiobeeld.catalog.groups import Groep, rated_codes
from regiobeeld.crossing.assemble import Ingredients
from regiobeeld.crossing.lifestyle import rate_badness
from regiobeeld.crossing.ses import compute_ses
from regiobeeld.stats.arrays import BoolArray, FloatArray

NO_MATCH = "gezondheidscijfers zijn van een andere wijkindeling: "
NO_FIGURES = "cijfers over gezondheid of leefstijl ontbreken"


@dataclass(frozen=True)
class Ratings:
    """All areas of one level in one fixed order (index gebied_code), with what was rated.

    Attributes:
        parts: the figures this is based on.
        areas: the areas on index gebied_code.
        ses: outcome of `compute_ses` in the same order.
        badness: (leeftijd, indicator_code) -> place in the country, 0 best to 1 worst, NaN = unknown.
        values: (leeftijd, indicator_code) -> the figure itself.
        residents: leeftijd -> residents, NaN = unknown; none where nobody lives at all.
        counted: leeftijd -> whether CBS published that very number (otherwise it was derived).
        unlinked: gebied_code -> why lifestyle of another year cannot be used.
    """

    parts: Ingredients
    areas: pd.DataFrame
    ses: pd.DataFrame
    badness: Mapping[tuple[str, str], FloatArray]
    values: Mapping[tuple[str, str], FloatArray]
    residents: Mapping[str, FloatArray]
    counted: Mapping[str, BoolArray]
    unlinked: pd.Series

    @property
    def unknown(self) -> FloatArray:
        """A column of unknowns, one per area."""
        return np.full(len(self.areas), np.nan)

    def count_residents(self, age: str) -> FloatArray:
        return self.residents.get(age, self.unknown)

    def are_counted(self, age: str) -> BoolArray:
        return self.counted.get(age, np.zeros(len(self.areas), dtype=np.bool_))


def rate_areas(
    parts: Ingredients, config: Kruising, groups: Mapping[str, Groep], direction: Mapping[str, str]
) -> Ratings:
    """Rate all areas of one level (wijken or gemeenten) on every figure that a declaration names.

    Args:
        parts: outcome of `collect_ingredients`, with `rated_codes(config, groups, level)`.
        config: `sources/kruising`.
        groups: `sources/doelgroepen`; those of another level are left alone.
        direction: indicator_code -> richting; a doelgroep may add one for a neutral indicator.
    """
    areas = parts.areas.set_index("gebied_code")
    level = str(areas["niveau"].iloc[0])
    totals = parts.population.loc[parts.population["leeftijd"] == "totaal"].set_index("gebied_code")["inwoners"]
    usable = _drop_unlinked(parts)
    chosen = {**direction, **_own_directions(groups)}
    judged = [c for c in rated_codes(config, groups, level) if chosen.get(c, "neutraal") != "neutraal"]
    badness = rate_badness(usable, parts.population, chosen, judged)
    people = parts.population.assign(
        indicator_code="inwoners", geteld=parts.population["geteld"].astype("float64")
    )
    residents, counted = (
        {age: column for (age, _), column in _spread(people, value, areas.index).items()}
        for value in ("inwoners", "geteld")
    )
    nobody = residents["totaal"] == 0
    return Ratings(
        parts=parts,
        areas=areas,
        ses=compute_ses(parts.components.reindex(areas.index), totals, config.ses),
        badness=_spread(badness, "slechtheid", areas.index),
        values=_spread(usable, "waarde", areas.index),
        residents={age: np.where(nobody, 0.0, column) for age, column in residents.items()},
        counted={age: (column == 1) | nobody for age, column in counted.items()},
        unlinked=_explain_unlinked(parts),
    )


def _drop_unlinked(parts: Ingredients) -> pd.DataFrame:
    """Leave out figures published on another indeling for wijken that may not be the same there."""
    unlinked = parts.values["gebied_code"].isin(_explain_unlinked(parts).index)
    return parts.values.loc[~(unlinked & (parts.values["gebied_jaar"] != parts.areas["gebied_jaar"].max()))]


def _explain_unlinked(parts: Ingredients) -> pd.Series:
    if parts.links is None:
        return pd.Series(dtype="str")
    broken = parts.links.loc[~parts.links["gekoppeld"].astype(bool)]
    return NO_MATCH + broken.set_index("wijk_code")["reden"].fillna("onbekend waarom")


def _own_directions(groups: Mapping[str, Groep]) -> dict[str, str]:
    return {c: t.richting for g in groups.values() for t in g.traits if t.richting for c in t.indicatoren}


def _spread(frame: pd.DataFrame, value: str, index: pd.Index) -> dict[tuple[str, str], FloatArray]:
    """One column of floats per age group and indicator, in the order of the areas."""
    wide = frame.pivot(index="gebied_code", columns=["leeftijd", "indicator_code"], values=value).reindex(index)
    names = zip(*(wide.columns.get_level_values(level).astype("str") for level in (0, 1)), strict=True)
    return dict(zip(names, wide.to_numpy(dtype="float64").T, strict=True))
