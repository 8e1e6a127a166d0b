"""Bring the crossing its figures: SES x leefstijl x leeftijd and the doelgroepen of the whole country."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from regiobeeld.catalog.groups import Groep, Kruising, load_crossing, load_groups, rated_codes, require_known
from regiobeeld.catalog.models import Catalog
from regiobeeld.crossing.assemble import Ingredients, build_crossing, collect_ingredients
from regiobeeld.crossing.neighbours import find_neighbours
from regiobeeld.crossing.screen import SCREEN_TABLES, list_members, screen_country
from regiobeeld.crossing.tables import KRUISING
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.population import derive_population
from regiobeeld.harmonise.register import load_register
from regiobeeld.harmonise.wijken import describe_wijken, match_wijken

WIJK_YEAR = 2022
"""Indeling of the wijken that the report draws: the last with residents, income and boundaries."""
LIFESTYLE_YEAR = 2020
"""Indeling of the last lifestyle figures per wijk."""
PEOPLE = ("bevolking", "leeftijdsaandeel")
CROSSING_TABLES = (KRUISING, *SCREEN_TABLES)


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
    links = link_wijken(declared, local, areas, indeling)
    levels = collect_levels(declared, local, harmonised, population, areas, links)
    crossing = [build_crossing(levels[level], declared.crossing, direction) for level in ("WK", "GM")]
    features = json.loads((sources / "kaart" / "wijk_2022_rd.geojson").read_text(encoding="utf-8"))["features"]
    frames = screen_country(
        levels,
        declared.groups,
        declared.crossing,
        direction=direction,
        members=list_members(all_members(indeling, sources)),
        neighbours=find_neighbours(features),
    )
    frames[KRUISING.name] = pd.concat(crossing, ignore_index=True)
    return frames, describe_wijken(links, indeling, LIFESTYLE_YEAR, WIJK_YEAR)


def link_wijken(declared: Declared, local: pd.DataFrame, areas: pd.DataFrame, indeling: Indeling) -> pd.DataFrame:
    """Which wijken of the last lifestyle figures are the same area as a wijk that the report draws."""
    measured = local[
        (local["gebied_jaar"] == LIFESTYLE_YEAR)
        & local["indicator_code"].isin(declared.crossing.leefstijl.indicatoren)
    ]
    wijken = areas.loc[areas["niveau"] == "WK", "gebied_code"]
    return match_wijken(
        measured["gebied_code"].unique(), wijken, indeling, year_a=LIFESTYLE_YEAR, year_b=WIJK_YEAR
    )


def collect_levels(
    declared: Declared,
    local: pd.DataFrame,
    harmonised: pd.DataFrame,
    population: pd.DataFrame,
    areas: pd.DataFrame,
    links: pd.DataFrame,
) -> dict[str, Ingredients]:
    """The figures of all wijken ("WK") and of all gemeenten ("GM") that the crossing is made of."""
    own = harmonised[harmonised["gebied_code"].str.startswith("GM")]
    wijken, gemeenten = (areas[areas["niveau"] == level] for level in ("WK", "GM"))
    index = declared.crossing.ses
    return {
        "WK": collect_ingredients(local, wijken, population, index=index, rated=declared.rated("WK"), links=links),
        "GM": collect_ingredients(own, gemeenten, derive_population(own), index=index, rated=declared.rated("GM")),
    }


def all_members(indeling: Indeling, sources: Path) -> pd.DataFrame:
    """Gemeenten of every area and of every named region of sources/regios."""
    register = load_register(sources)
    own = [(a.code, gemeente) for a in register.areas.values() if a.level == "RG" for gemeente in a.gemeenten]
    named = pd.DataFrame(own, columns=["gebied_code", "gemeente_code"])
    return pd.concat([indeling.members(), named], ignore_index=True)
