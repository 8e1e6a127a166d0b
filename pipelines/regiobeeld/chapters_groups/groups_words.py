"""Words and small counts that the parts of the chapter on vulnerable groups share."""

from __future__ import annotations

import pandas as pd

from regiobeeld.blocks.blocks import alinea
from regiobeeld.blocks.sentences import Zinnen, said_by
from regiobeeld.catalog.groups import Stapeling
from regiobeeld.claims.recorder import note_text

MOST_REASONS = 2


def name_piled(declared: Stapeling, codes: object) -> str:
    """The disadvantages of a wijk in words; "alle 10, behalve ..." when nearly all of them are there."""
    present = set(codes.split(";")) if isinstance(codes, str) and codes else set()
    facts = {
        "wel": [item.naam for item in declared.achterstand if item.code in present],
        "niet": [item.naam for item in declared.achterstand if item.code not in present],
        "alle": len(declared.achterstand),
    }
    return said_by("achterstanden", facts)("welke")


def tell_why_not(rows: pd.DataFrame, zin: Zinnen) -> str:
    """Why there is no map of these wijken."""
    reasons = rows["reden"].dropna().unique()[:MOST_REASONS]
    return alinea(zin("geen", reden=note_text("; ".join(reasons))))


def share_of_residents(rows: pd.DataFrame, column: str) -> float:
    """Residents (%) of the wijken where `column` is true, of those of wijken where it is known; say so."""
    known = rows[rows[column].notna()]
    people = known["inwoners"].astype("float64").fillna(0)
    return float(100 * people[known[column].astype(bool)].sum() / people.sum()) if people.sum() else 0.0
