"""Words and small counts that the parts of the chapter on vulnerable groups share."""

from __future__ import annotations

import pandas as pd

from regiobeeld.catalog.groups import Stapeling
from regiobeeld.numbers import getal

GEO_SOURCE = "grenzen CBS/Kadaster"


def count_wijken(count: int) -> str:
    """ "1 wijk", "14 wijken", "geen wijk"."""
    return "geen wijk" if count == 0 else f"{getal(count)} {'wijk' if count == 1 else 'wijken'}"


def name_piled(declared: Stapeling, codes: object) -> str:
    """The disadvantages of a wijk in words; "alle 10, behalve ..." when nearly all of them are there."""
    present = set(codes.split(";")) if isinstance(codes, str) and codes else set()
    absent = [item.naam for item in declared.achterstand if item.code not in present]
    total = len(declared.achterstand)
    if not absent:
        return f"alle {getal(total)}"
    if len(absent) <= total / 2:
        return f"alle {getal(total)}, behalve: {'; '.join(absent)}"
    return "; ".join(item.naam for item in declared.achterstand if item.code in present)


def share_of_residents(rows: pd.DataFrame, column: str) -> float:
    """Residents (%) of the wijken where `column` is true, of those of wijken where it is known; say so."""
    known = rows[rows[column].notna()]
    people = known["inwoners"].astype("float64").fillna(0)
    return float(100 * people[known[column].astype(bool)].sum() / people.sum()) if people.sum() else 0.0
