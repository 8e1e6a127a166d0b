"""Bring the crossing its figures: SES x leefstijl x leeftijd and the doelgroepen of the whole country."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from regiobeeld.catalog.files import used_map
from regiobeeld.catalog.groups import Groep, Kruising, load_crossing, load_groups, rated_codes, require_known
from regiobeeld.catalog.models import Catalog
from regiobeeld.crossing.assemble import PEOPLE, Ingredients, collect_ingredients
from regiobeeld.crossing.neighbours import find_neighbours
from regiobeeld.crossing.screen import SCREEN_TABLES, list_members, screen_country
from regiobeeld.crossing.tables import KRUISING_BRON
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.population import derive_population
from regiobeeld.harmonise.register import load_register
from regiobeeld.harmonise.wijken import describe_wijken, match_wijken

CROSSING_TABLES = (KRUISING_BRON, *SCREEN_TABLES)


@dataclass(frozen=True)
class Declared:
    """What the analyst declared about the crossing: `sources/kruising` and `sources/doelgroepen`."""

    crossing: Kruising
    groups: dict[str, Groep]

    def rated(self, level: str) -> tuple[str, ...]:
        return rated_codes(self.crossing, self.groups, level)

    def needed_per_wijk(self) -> tuple[str, ...]:
        """All indicators of which the crossing needs the figures per wijk."""
        return tuple(dict.fromkeys([*PEOPLE, "stedelijkheid", *self.crossing.ses.codes, *self.rated("WK")]))


def load_declared(known: Collection[str]) -> Declared:
    """Read the declarations and refuse an indicator that no source declares."""
    declared = Declared(load_crossing(), load_groups())
    for level in ("WK", "GM"):
        require_known(declared.rated(level), known)
    return declared


def make_crossings(
    declared: Declared,
    local: pd.DataFrame,
    harmonised: pd.DataFrame,
    population: pd.DataFrame,
    areas: pd.DataFrame,
    indeling: Indeling,
    catalog: Catalog,
    sources: Path,
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Every table of `CROSSING_TABLES` by name, and findings about wijken that could not be matched.

    Args:
        local: published figures of wijken (`Declared.needed_per_wijk`); harmonised: figures of gemeenten;
        population: `derive_population`; areas: all gemeenten and wijken (schema GEBIED).
    """
    direction = {code: indicator.richting for code, indicator in catalog.indicators.items()}
    linked = link_wijken(declared, local, areas, indeling)
    levels = collect_levels(declared, local, harmonised, population, areas, linked)
    features = json.loads(used_map("WK", sources).path.read_text(encoding="utf-8"))["features"]
    frames = screen_country(
        levels,
        declared.groups,
        declared.crossing,
        direction=direction,
        members=list_members(all_members(indeling, sources)),
        neighbours=find_neighbours(features),
    )
    origins = [levels[level].origin.assign(niveau=level) for level in levels]
    frames[KRUISING_BRON.name] = pd.concat(origins, ignore_index=True)
    return frames, describe_wijken(linked.wijken, indeling, linked.first, linked.last)


@dataclass(frozen=True)
class LinkedWijken:
    """The wijken of the last lifestyle figures and of the map side by side.

    Attributes:
        wijken: see `match_wijken`; first, last: both indelingen, the older one first.
        others: for every other indeling with figures, the wijken that are the same on the map.
    """

    wijken: pd.DataFrame
    first: int
    last: int
    others: Mapping[int, frozenset[str]] = field(default_factory=dict)


def link_wijken(declared: Declared, local: pd.DataFrame, areas: pd.DataFrame, indeling: Indeling) -> LinkedWijken:
    """Which wijken of the last lifestyle figures are the same area as a wijk that the report draws."""
    lifestyle = local[local["indicator_code"].isin(declared.crossing.leefstijl.indicatoren)]
    measured = lifestyle[lifestyle["gebied_jaar"] == lifestyle["gebied_jaar"].max()]
    drawn = areas[areas["niveau"] == "WK"]
    main = _link(measured, drawn, indeling)
    rest = local[~local["gebied_jaar"].isin([main.first, main.last])]
    links = {int(str(year)): _link(part, drawn, indeling).wijken for year, part in rest.groupby("gebied_jaar")}
    same = {year: frozenset(match.loc[match["gekoppeld"], "wijk_code"]) for year, match in links.items()}
    return replace(main, others=same)


def _link(measured: pd.DataFrame, drawn: pd.DataFrame, indeling: Indeling) -> LinkedWijken:
    """The wijken with figures of one indeling beside those of the map."""
    codes = {int(part["gebied_jaar"].max()): part["gebied_code"].unique() for part in (measured, drawn)}
    first, last = min(codes), max(codes)
    return LinkedWijken(match_wijken(codes[first], codes[last], indeling, year_a=first, year_b=last), first, last)


def _is_linked(local: pd.DataFrame, linked: LinkedWijken) -> pd.Series:
    """Rows on one of the two indelingen of the crossing, or of a wijk that is the same there."""
    keep = local["gebied_jaar"].isin([linked.first, linked.last])
    for year, wijken in linked.others.items():
        keep |= (local["gebied_jaar"] == year) & local["gebied_code"].isin(wijken)
    return keep


def collect_levels(
    declared: Declared,
    local: pd.DataFrame,
    harmonised: pd.DataFrame,
    population: pd.DataFrame,
    areas: pd.DataFrame,
    linked: LinkedWijken,
) -> dict[str, Ingredients]:
    """The figures of all wijken ("WK") and of all gemeenten ("GM") that the crossing is made of."""
    local = local[_is_linked(local, linked)]
    own = harmonised[harmonised["gebied_code"].str.startswith("GM")]
    wijken, gemeenten = (areas[areas["niveau"] == level] for level in ("WK", "GM"))
    index = declared.crossing.ses
    return {
        "WK": collect_ingredients(
            local, wijken, population, index=index, rated=declared.rated("WK"), links=linked.wijken
        ),
        "GM": collect_ingredients(own, gemeenten, derive_population(own), index=index, rated=declared.rated("GM")),
    }


def all_members(indeling: Indeling, sources: Path) -> pd.DataFrame:
    """Gemeenten of every area and of every named region of sources/regios."""
    register = load_register(sources)
    own = [(a.code, gemeente) for a in register.areas.values() if a.level == "RG" for gemeente in a.gemeenten]
    named = pd.DataFrame(own, columns=["gebied_code", "gemeente_code"])
    return pd.concat([indeling.members(), named], ignore_index=True)
