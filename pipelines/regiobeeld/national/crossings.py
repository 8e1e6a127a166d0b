"""Bring the crossing its figures: SES x leefstijl x leeftijd and the doelgroepen of the whole country."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from regiobeeld.areas.register import load_register
from regiobeeld.catalog.crossing import Kruising, load_crossing
from regiobeeld.catalog.files import used_map
from regiobeeld.catalog.groups import Groep, load_groups, rated_codes, require_known
from regiobeeld.catalog.models import Catalog
from regiobeeld.catalog.wijklinks import Wijkkoppeling, load_links
from regiobeeld.crossing.assemble import FACTS, PEOPLE, Ingredients, collect_ingredients
from regiobeeld.crossing.association import measure_odds
from regiobeeld.crossing.neighbours import find_neighbours
from regiobeeld.crossing.screen import SCREEN_TABLES, list_members, screen_country
from regiobeeld.crossing.tables import KRUISING_BRON
from regiobeeld.documents import parse_json
from regiobeeld.harmonise.areas import Indeling
from regiobeeld.harmonise.link_findings import describe_links
from regiobeeld.harmonise.links import HEALTH, WijkLinks, link_health, link_residents
from regiobeeld.harmonise.population import derive_population
from regiobeeld.schema import WIJKKOPPELING, WIJKKOPPELING_WIJK

CROSSING_TABLES = (WIJKKOPPELING, WIJKKOPPELING_WIJK, KRUISING_BRON, *SCREEN_TABLES)


@dataclass(frozen=True)
class Declared:
    """What the analyst declared about the crossing: `sources/kruising` and `sources/doelgroepen`."""

    crossing: Kruising
    groups: dict[str, Groep]
    links: Wijkkoppeling

    def rated(self, level: str) -> tuple[str, ...]:
        return rated_codes(self.crossing, self.groups, level)

    def needed_per_wijk(self) -> tuple[str, ...]:
        """All indicators of which the crossing needs the figures per wijk."""
        always = [*PEOPLE, "stedelijkheid", self.links.inwoners.wijziging]
        return tuple(dict.fromkeys([*always, *self.crossing.ses.codes, *self.rated("WK")]))


def load_declared(known: Collection[str]) -> Declared:
    """Read the declarations and refuse an indicator that no source declares."""
    declared = Declared(load_crossing(), load_groups(), load_links())
    require_known([declared.links.inwoners.wijziging], known)
    for level in ("WK", "GM"):
        require_known(declared.rated(level), known)
    return declared


def make_crossings(
    declared: Declared,
    local: pd.DataFrame,
    harmonised: pd.DataFrame,
    population: pd.DataFrame,
    areas: pd.DataFrame,
    links: WijkLinks,
    indeling: Indeling,
    catalog: Catalog,
    sources: Path,
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Every table of `CROSSING_TABLES` by name, and findings about wijken that could not be linked.

    Args:
        local: published figures of wijken (`Declared.needed_per_wijk`); harmonised: figures of gemeenten of today;
        population: `derive_population`; areas: all gemeenten and wijken (schema GEBIED); links: `link_wijken`.
    """
    direction = {code: indicator.richting for code, indicator in catalog.indicators.items()}
    levels = collect_levels(declared, local, harmonised, population, areas, links)
    features = parse_json(used_map("WK", sources).path.read_text(encoding="utf-8"))["features"]
    frames = screen_country(
        levels,
        declared.groups,
        declared.crossing,
        direction=direction,
        members=list_members(all_members(indeling, sources)),
        neighbours=find_neighbours(features),
        odds=measure_odds(harmonised, declared.groups),
    )
    origins = [levels[level].origin.assign(niveau=level) for level in levels]
    frames[KRUISING_BRON.name] = pd.concat(origins, ignore_index=True)
    frames[WIJKKOPPELING.name], frames[WIJKKOPPELING_WIJK.name] = links.gemeenten, links.wijken
    return frames, describe_links(links)


def link_wijken(
    declared: Declared,
    local: pd.DataFrame,
    published: pd.DataFrame,
    population: pd.DataFrame,
    areas: pd.DataFrame,
    indeling: Indeling,
) -> WijkLinks:
    """Link every year with figures of wijken to the map: health by reproduction, the rest by its residents."""
    wijken = areas[areas["niveau"] == "WK"]
    drawn = int(wijken["gebied_jaar"].max())
    wijken = wijken[wijken["gebied_jaar"] == drawn]
    lifestyle = local[local["indicator_code"].isin(declared.crossing.leefstijl.indicatoren)]
    health = local[local["tabel_code"].isin(lifestyle["tabel_code"].unique()) & (local["gebied_jaar"] != drawn)]
    people = population[(population["gebied_jaar"] == drawn) & (population["jaar"] == drawn)]
    parts = [
        link_health(figures, published, people, wijken, indeling, declared.links)
        for _, figures in health.groupby("gebied_jaar")
    ]
    changes = local[local["indicator_code"] == declared.links.inwoners.wijziging]
    counted = population[~population["gebied_jaar"].isin(health["gebied_jaar"].unique())]
    parts.append(link_residents(counted, changes, wijken, indeling, declared.links))
    linked, outcomes = (pd.concat([part[i] for part in parts], ignore_index=True) for i in (0, 1))
    return WijkLinks(linked, outcomes, drawn, int(lifestyle["gebied_jaar"].max()))


def read_links(linked: pd.DataFrame, outcomes: pd.DataFrame) -> WijkLinks:
    """The links as the build published them (`WIJKKOPPELING_WIJK` and `WIJKKOPPELING`)."""
    health = outcomes.loc[outcomes["proef"] == HEALTH, "jaar_cijfers"]
    drawn = int(outcomes["jaar_kaart"].max())
    return WijkLinks(linked, outcomes, drawn, int(health.max()) if len(health) else drawn)


def collect_levels(
    declared: Declared,
    local: pd.DataFrame,
    harmonised: pd.DataFrame,
    population: pd.DataFrame,
    areas: pd.DataFrame,
    links: WijkLinks,
) -> dict[str, Ingredients]:
    """The figures of all wijken ("WK") and of all gemeenten ("GM") that the crossing is made of."""
    people = links.carry(population[population["gebied_code"].str.startswith("WK")])
    own = harmonised[harmonised["gebied_code"].str.startswith("GM")]
    wijken, gemeenten = (areas[areas["niveau"] == level] for level in ("WK", "GM"))
    index = declared.crossing.ses
    return {
        "WK": collect_ingredients(
            links.carry(local[FACTS]),
            wijken,
            people,
            index=index,
            rated=declared.rated("WK"),
            links=links.of(links.measured),
        ),
        "GM": collect_ingredients(
            own[FACTS], gemeenten, derive_population(own), index=index, rated=declared.rated("GM")
        ),
    }


def all_members(indeling: Indeling, sources: Path) -> pd.DataFrame:
    """Gemeenten of every area and of every named region of sources/regios."""
    register = load_register(sources)
    own = [(a.code, gemeente) for a in register.areas.values() if a.level == "RG" for gemeente in a.gemeenten]
    named = pd.DataFrame(own, columns=["gebied_code", "gemeente_code"])
    return pd.concat([indeling.members(), named], ignore_index=True)
