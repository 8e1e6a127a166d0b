"""Tables whose columns are declared (`kolommen` of a block): headings and cells are templates, filled per row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from regiobeeld.blocks.tables import tabel_html
from regiobeeld.numbers import LEEG
from regiobeeld.outline.sentences import Zinnen, fill
from regiobeeld.profile.model import Profile

Rij = Mapping[Any, Any]


def records(profile: Profile, frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame with indicator_code, each with its declaration (`info`), and `gebied` by name."""
    rows: list[dict[str, Any]] = frame.to_dict("records")  # type: ignore[assignment]
    return [
        {
            **row,
            "info": profile.indicators[row["indicator_code"]],
            "gebied": profile.name(row.get("gebied_code", "")),
        }
        for row in rows
    ]


def cells(
    zin: Zinnen, table: str, rows: Iterable[Rij], *, jaren: Sequence[int] = (), **facts: Any
) -> pd.DataFrame:
    """The texts of the declared columns of a table, a row per row; a column without any text is left out.

    Args:
        rows: what the cells of each row may speak of, besides the facts of the region and `facts`.
        jaren: a column with `{{ jaar }}` in its heading stands there for each of these years.
    """
    shared = {**zin.facts, **facts}
    known = [{**shared, **row} for row in rows]
    found = {}
    for head, cell in zin.kolommen[table].items():
        where = f"{zin.where} -> {table}: {head}"
        for own in [{"jaar": jaar} for jaar in jaren] if "{{ jaar }}" in head else [{}]:
            found[fill(head, {**shared, **own}, where)] = [fill(cell, {**row, **own}, where) for row in known]
    filled = {head: [text or LEEG for text in texts] for head, texts in found.items() if head and any(texts)}
    return pd.DataFrame(filled)


def table_of(
    zin: Zinnen, table: str, rows: Iterable[Rij], *, titel: str = "", sorteerbaar: bool = True, **facts: Any
) -> str:
    """A declared table; without rows an empty text.

    Args:
        titel: the sentence that is its caption; by default the one of the same name as the table.
    """
    frame = cells(zin, table, rows, **facts)
    return tabel_html(frame, zin(titel or table, **facts), sorteerbaar=sorteerbaar) if len(frame) else ""
