"""Spreadsheets: StatLine's XLSX exports (typed and untyped) and tables that an organisation publishes."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError
from regiobeeld.ingest.readers.columns import text_frame, unreadable


def read(path: Path, tabel: Tabel) -> pd.DataFrame:
    """All columns of one sheet as trimmed text, shape (rows, columns with a header).

    `tabel.kopregel` rows stand above the header; `tabel.blad` names the sheet (default: the first).

    Raises:
        ContractError: not a spreadsheet, no such sheet, or no header where it was declared.
    """
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise unreadable(path, "het is geen XLSX-bestand", "Haal het bestand opnieuw op bij de bron") from error
    try:
        return _read_sheet(_pick_sheet(book, path, tabel), path, tabel)
    finally:
        book.close()


def _pick_sheet(book: Any, path: Path, tabel: Tabel) -> Any:
    if tabel.blad is None:
        return book.worksheets[0]
    if tabel.blad not in book.sheetnames:
        sheets = ", ".join(book.sheetnames)
        raise ContractError(
            f"tabblad '{tabel.blad}' bestaat niet", path, f"Verander 'blad' van tabel {tabel.code}: er is {sheets}"
        )
    return book[tabel.blad]


def _read_sheet(sheet: Any, path: Path, tabel: Tabel) -> pd.DataFrame:
    """Rows below the header; rows without any value (a foot of the sheet) are left out."""
    rows = islice(sheet.iter_rows(values_only=True), tabel.kopregel, None)
    header = next(rows, ())
    width = max((i + 1 for i, name in enumerate(header) if name is not None), default=0)
    if width == 0:
        mend = f"Controleer 'kopregel' van tabel {tabel.code}: het aantal regels boven de kop"
        raise unreadable(path, f"regel {tabel.kopregel + 1} is geen kopregel", mend)
    body = [_fit(row, width) for row in rows if any(cell is not None for cell in row)]
    return text_frame(header[:width], body)


def _fit(row: tuple[object, ...], width: int) -> tuple[object, ...]:
    return (row + (None,) * width)[:width]
