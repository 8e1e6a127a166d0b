"""Rate every area once, for all doelgroepen together: SES-index and place of each figure in the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from regiobeeld.catalog.groups import Groep, Kenmerk, Kruising, rated_codes
from regiobeeld.crossing.assemble import Ingredients
from regiobeeld.crossing.flags import join_true
from regiobeeld.crossing.lifestyle import rate_badness
from regiobeeld.crossing.ses import compute_ses
from regiobeeld.stats.arrays import FloatArray

NO_MATCH = "gezondheidscijfers zijn van een andere wijkindeling: "
NO_RESIDENTS = "het aantal inwoners van deze leeftijd is niet bekend"
NO_FIGURES = "cijfers over gezondheid of leefstijl ontbreken"
# A midpoint rank of exactly 0.8 belongs to the fourth fifth; the margin only absorbs rounding of floats.
TINY = 1e-12


@dataclass(frozen=True)
class Ratings:
    """All areas of one level in one fixed order (index gebied_code), with what was rated.

    Attributes:
        parts: the figures this is based on.
        areas: the areas on index gebied_code.
        ses: outcome of `compute_ses` in the same order.
        badness: (leeftijd, indicator_code) -> place in the country, 0 best to 1 worst, NaN = unknown.
        values: (leeftijd, indicator_code) -> the figure itself.
        residents: leeftijd -> residents, NaN = unknown.
        unlinked: gebied_code -> why lifestyle of another year cannot be used.
    """

    parts: Ingredients
    areas: pd.DataFrame
    ses: pd.DataFrame
    badness: Mapping[tuple[str, str], FloatArray]
    values: Mapping[tuple[str, str], FloatArray]
    residents: Mapping[str, FloatArray]
    unlinked: pd.Series

    @property
    def unknown(self) -> FloatArray:
        """A column of unknowns, one per area."""
        return np.full(len(self.areas), np.nan)

    def count_residents(self, age: str) -> FloatArray:
        return self.residents.get(age, self.unknown)


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
    people = parts.population.assign(indicator_code="inwoners")
    return Ratings(
        parts=parts,
        areas=areas,
        ses=compute_ses(parts.components.reindex(areas.index), totals, config.ses),
        badness=_spread(badness, "slechtheid", areas.index),
        values=_spread(usable, "waarde", areas.index),
        residents={age: column for (age, _), column in _spread(people, "inwoners", areas.index).items()},
        unlinked=_explain_unlinked(parts),
    )


def judge_trait(trait: Kenmerk, ratings: Ratings, age: str, part: float) -> pd.DataFrame:
    """Count, per area, how many figures of one trait are in the worst `part` of the country.

    Returns:
        Frame on index gebied_code: aantal (k), gemeten, mogelijk (figures the trait has), ongunstig (codes).
    """
    if trait.ses:
        rank = ratings.ses["ses_rang"].to_numpy(dtype="float64")
        columns = {"ses_index": np.where(np.isnan(rank), np.nan, 1 - rank)}
    else:
        age = trait.leeftijd or age
        columns = {code: ratings.badness.get((age, code), ratings.unknown) for code in trait.indicatoren}
    places = pd.DataFrame(columns, index=ratings.areas.index)
    worst = places > 1 - part + TINY
    return pd.DataFrame(
        {
            "aantal": worst.sum(axis=1),
            "gemeten": places.notna().sum(axis=1),
            "mogelijk": len(columns),
            "ongunstig": join_true(worst, list(columns), ";"),
        }
    )


def decide(counts: pd.DataFrame, minimum: int) -> pd.Series:
    """True, False, or null when the figures that are missing could still bring the count to `minimum`."""
    reached = (counts["aantal"] >= minimum).astype("boolean")
    unmeasured = counts["mogelijk"] - counts["gemeten"]
    return reached.mask(~(counts["aantal"] >= minimum) & (counts["aantal"] + unmeasured >= minimum), pd.NA)


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
