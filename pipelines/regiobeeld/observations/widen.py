"""The observations of OData v4 as wide as a v3 table, so that one declaration reads both."""

from __future__ import annotations

import pandas as pd

from regiobeeld.errors import ContractError
from regiobeeld.statline.body import LATER
from regiobeeld.statline.description import Description, clean_text

SIGNS: dict[str, str] = {
    "Impossible": "",
    "NotApplicable": "",
    "Secret": ".",
    "Confidential": ".",
    "Unreliable": ".",
    "NotAvailable": ".",
    "Missing": ".",
}
"""What a ValueAttribute is in the untyped sets of v3: empty = cannot exist, `.` = not published."""


def widen(observations: pd.DataFrame, description: Description) -> pd.DataFrame:
    """One row per combination of keys and one text column per measure, as an untyped v3 set.

    Args:
        observations: columns Measure, Value, ValueAttribute and the dimensions of `description`.

    Returns:
        Dimension columns, then a column per measure (its identifier) with the figure as text, `.` for not
        published and an empty text for not applicable or absent.

    Raises:
        ContractError: a combination occurs twice, or an attribute that is not known (see `SIGNS`).
    """
    keys = description.dimensions
    told = observations["ValueAttribute"].fillna("None")
    unknown = sorted(set(told[observations["Value"].isna()]) - set(SIGNS) - {"None"})
    if unknown:
        raise ContractError(
            f"de dienst geeft een onbekende reden voor een leeg cijfer: {clean_text(unknown[0], 60)}",
            description.identifier,
            "Meld dit, dan wordt de reden toegevoegd",
        )
    # A measure in words has its answer beside Value: no figure, but no empty cell either.
    words = observations["StringValue"].where(told == "None") if "StringValue" in observations else None
    signs = told.map(SIGNS) if words is None else words.fillna(told.map(SIGNS))
    texts = observations["Value"].map(_write_number).where(observations["Value"].notna(), signs)
    long = observations[[*keys, "Measure"]].assign(tekst=texts.fillna("").astype("str"))
    if long.duplicated([*keys, "Measure"]).any():
        raise ContractError("een cijfer komt twee keer voor in de tabel", description.identifier, LATER)
    wide = long.pivot(index=keys, columns="Measure", values="tekst").fillna("").reset_index()
    wide.columns.name = None
    topics = [topic for topic in description.topics if topic in wide.columns]
    return wide[[*keys, *topics]].astype("str")


def _write_number(value: float) -> str:
    """The shortest text that is this number, without `.0` for a whole one."""
    return repr(value).removesuffix(".0")
