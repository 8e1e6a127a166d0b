"""An age group that only repeats another one is a wrong label.

A question that was put to people of 65 and over only, for instance, of which the table gives the same answer under
"Totaal".
"""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from regiobeeld.errors import ContractError

ENOUGH_AREAS = 10
"""In fewer areas two groups can have the same figures by chance."""
_CELL = ["tabel_code", "indicator_code", "periode_start", "geslacht", "uitsplitsing"]


def refuse_repeated_ages(observations: pd.DataFrame, where: str) -> pd.DataFrame:
    """The same frame, when no indicator has two age groups with the same figures in every area.

    Only areas with a figure for both count, at least `ENOUGH_AREAS`, whose figures are not all equal.

    Raises:
        ContractError: names the first indicator with two such groups.
    """
    found = repeated_ages(observations)
    if found:
        indicator, table, one, other, areas = found[0]
        raise ContractError(
            f"{indicator}: {one} en {other} hebben in alle {areas} gebieden dezelfde cijfers",
            f"{where}, {table}",
            "Zet bij de indicator 'leeftijden' met alleen de groep aan wie het echt is gevraagd",
        )
    return observations


def repeated_ages(observations: pd.DataFrame) -> list[tuple[str, str, str, str, int]]:
    """[(indicator, table, age group, other age group, number of areas)], sorted."""
    rows = observations[observations["waarde"].notna()]
    rows = rows[["gebied_code", "leeftijd", "waarde", *_CELL]]
    cells = rows.groupby(_CELL, observed=True)
    rows = rows[
        (cells["leeftijd"].transform("nunique") > 1) & (cells["gebied_code"].transform("nunique") >= ENOUGH_AREAS)
    ]
    found = set()
    for key, some in rows.groupby(_CELL, sort=True, observed=True):
        wide = some.pivot(index="gebied_code", columns="leeftijd", values="waarde")
        for one, other in combinations(sorted(wide.columns.astype(str)), 2):
            both = wide[[one, other]].dropna()
            is_repeated = bool((both[one] == both[other]).all()) and both[one].nunique() > 1
            if is_repeated and len(both) >= ENOUGH_AREAS:
                found.add((str(key[1]), str(key[0]), one, other, len(both)))
    return sorted(found)
