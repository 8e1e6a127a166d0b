"""OData answers as StatLine gives them: {"value": [rows]}, one page per file or a list of pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from regiobeeld.catalog.tables import Tabel
from regiobeeld.documents import parse_json
from regiobeeld.readers.columns import text_frame, unreadable

NEXT = ("odata.nextLink", "@odata.nextLink")
"""How a page of v3 and of v4 says that another follows."""


def read(path: Path, tabel: Tabel) -> pd.DataFrame:
    """All columns as trimmed text, shape (rows of all pages, properties of the first row).

    Numbers keep the digits of the answer (48.0 stays '48.0'), null becomes an empty text.

    Raises:
        ContractError: no valid JSON, no "value" list, a row with other properties, or a page that says
            that more pages follow while none does.
    """
    try:
        document = parse_json(path.read_text(encoding="utf-8-sig"), parse_float=str, parse_int=str)
    except ValueError as error:
        mend = "De download is afgebroken of het is een foutpagina: haal het bestand opnieuw op"
        raise unreadable(path, "het is geen geldige JSON", mend) from error
    pages = document if isinstance(document, list) else [document]
    rows = [row for page in pages for row in _page_rows(page, path)]
    if pages and any(pages[-1].get(name) for name in NEXT):
        raise unreadable(path, "de laatste pagina ontbreekt", "Haal de tabel opnieuw en in haar geheel op")
    return _frame(rows, path)


def _page_rows(page: Any, path: Path) -> list[dict[str, Any]]:
    rows = page.get("value") if isinstance(page, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise unreadable(
            path, 'er is geen lijst "value"', "Haal een dataset op, niet een beschrijving van de tabel"
        )
    return rows


def _frame(rows: list[dict[str, Any]], path: Path) -> pd.DataFrame:
    header = list(rows[0]) if rows else []
    odd = next((i for i, row in enumerate(rows) if set(row) != set(header)), None)
    if odd is not None:
        raise unreadable(
            path, f"rij {odd + 1} heeft andere kolommen", "Haal de tabel opnieuw en in haar geheel op"
        )
    return text_frame(header, ([row[name] for name in header] for row in rows))
