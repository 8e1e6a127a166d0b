"""The national screen: crossing, doelgroepen, stapeling, wijktypen and kwetsbaarheid of the whole country."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from regiobeeld.catalog.crossing import Kruising
from regiobeeld.catalog.groups import Groep
from regiobeeld.crossing import tables
from regiobeeld.crossing.assemble import Ingredients
from regiobeeld.crossing.cross import cross
from regiobeeld.crossing.finder import find_groups
from regiobeeld.crossing.rating import rate_areas
from regiobeeld.crossing.stacking import count_disadvantages
from regiobeeld.crossing.types import find_types
from regiobeeld.crossing.vulnerability import build_index
from regiobeeld.schema import Table

SCREEN_TABLES: tuple[Table, ...] = (
    tables.KRUISING,
    tables.DOELGROEP,
    tables.KWETSBARE_GROEP,
    tables.DOELGROEP_GEBIED,
    tables.DOELGROEP_STABILITEIT,
    tables.STAPELING,
    tables.WIJKTYPE,
    tables.WIJKTYPE_GEBIED,
    tables.KWETSBAARHEID,
)


def screen_country(
    levels: Mapping[str, Ingredients],
    groups: Mapping[str, Groep],
    config: Kruising,
    *,
    direction: Mapping[str, str],
    members: pd.DataFrame,
    neighbours: pd.DataFrame,
    odds: Mapping[str, float] | None = None,
) -> dict[str, pd.DataFrame]:
    """Make every table of the crossing and the doelgroepvinder, all from one rating of the areas.

    Args:
        levels: "WK" and "GM" -> `collect_ingredients` with the codes of `rated_codes(config, groups, level)`.
        groups, config: the declarations (`load_groups`, `load_crossing`).
        direction: indicator_code -> richting of the catalogue.
        members: regio_code, gemeente_code (see `list_members`).
        neighbours: pairs of bordering wijken (`find_neighbours`).
        odds: see `find_groups`.

    Returns:
        Name of the table -> frame, for all of `SCREEN_TABLES`.
    """
    ratings = {level: rate_areas(parts, config, groups, direction) for level, parts in levels.items()}
    found = find_groups(ratings, groups, members, odds)
    types = find_types(ratings["WK"], config.wijktypen)
    crossed = [cross(ratings[level], config.leefstijl) for level in ratings]
    return {
        tables.KRUISING.name: pd.concat(crossed, ignore_index=True),
        tables.DOELGROEP.name: describe_groups(groups),
        tables.KWETSBARE_GROEP.name: found.groepen,
        tables.DOELGROEP_GEBIED.name: found.gebieden,
        tables.DOELGROEP_STABILITEIT.name: found.stabiliteit,
        tables.STAPELING.name: count_disadvantages(ratings["WK"], config.stapeling, neighbours),
        tables.WIJKTYPE.name: types.typen,
        tables.WIJKTYPE_GEBIED.name: types.gebieden,
        tables.KWETSBAARHEID.name: build_index(ratings["WK"], config.kwetsbaarheid, direction),
    }


def list_members(areas: pd.DataFrame) -> pd.DataFrame:
    """All regions to report on: the larger areas and every gemeente by itself.

    Args:
        areas: gebied_code, gemeente_code (schema GEBIED_LID, NL and own regions included).

    Returns:
        Frame regio_code, gemeente_code without doubles, sorted.
    """
    larger = areas.rename(columns={"gebied_code": "regio_code"})[["regio_code", "gemeente_code"]]
    single = larger[["gemeente_code"]].assign(regio_code=larger["gemeente_code"])
    both = pd.concat([larger, single], ignore_index=True).drop_duplicates()
    return both.sort_values(["regio_code", "gemeente_code"], ignore_index=True)


def describe_groups(groups: Mapping[str, Groep]) -> pd.DataFrame:
    """The declarations as a table (schema DOELGROEP), those without figures included: their gap is the message."""
    rows = [
        {
            "doelgroep_code": code,
            "doelgroep_naam": group.naam,
            "wie": group.wie,
            "iza": ";".join(group.iza),
            "niveau": group.niveau,
            "leeftijd": group.counted,
            "eerste_zin": group.eerste.zin if group.eerste else None,
            "tweede_zin": group.tweede.zin if group.tweede else None,
            "gat": " ".join(group.gat) or None,
            "toelichting": " ".join(group.toelichting.split()),
        }
        for code, group in sorted(groups.items())
    ]
    return pd.DataFrame(rows, columns=tables.DOELGROEP.names)
