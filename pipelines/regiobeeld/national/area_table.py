"""The areas of the warehouse: every code with its name and level, and for wijken the gemeente they lie in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from regiobeeld.harmonise.areas import Indeling
from regiobeeld.schema import GEBIED


def list_areas(indeling: Indeling, wijken: pd.DataFrame) -> pd.DataFrame:
    """Gemeenten, larger areas and wijken (schema GEBIED).

    Args:
        wijken: gebied_code, gebied_jaar, gebied_naam, gemeente_code (`read_wijken`).
    """
    gemeenten = list(indeling.codes(indeling.target))
    larger = sorted(indeling.leden["gebied_code"].unique())
    codes = [*gemeenten, *larger]
    areas = pd.DataFrame(
        {
            "gebied_code": codes,
            "gebied_jaar": indeling.target,
            "gebied_naam": [indeling.name(code) for code in codes],
            "niveau": [code[:2] for code in codes],
            "gemeente_code": [code if code.startswith("GM") else None for code in codes],
        }
    )
    both = pd.concat([areas, wijken.assign(niveau="WK")[GEBIED.names]], ignore_index=True)
    return both.sort_values(list(GEBIED.key), ignore_index=True)


def read_wijken(path: Path, indeling: Indeling) -> pd.DataFrame:
    """Wijken with their name, in their own indeling, and the gemeente of the target indeling they lie in."""
    rows = pd.read_csv(path, dtype=str)
    return pd.concat([_locate(part, int(str(year)), indeling) for year, part in rows.groupby("gebied_jaar")])


def _locate(rows: pd.DataFrame, year: int, indeling: Indeling) -> pd.DataFrame:
    # No gemeente was split after 2021, so every wijk goes to one gemeente as a whole.
    moves = indeling.transition(year).drop_duplicates("oud").set_index("oud")["nieuw"]
    return pd.DataFrame(
        {
            "gebied_code": rows["code"],
            "gebied_jaar": year,
            "gebied_naam": rows["naam"],
            "gemeente_code": rows["gemeente_code"].map(moves),
        }
    )
