"""Spreadsheets: StatLine's XLSX exports (typed and untyped) and tables that an organisation publishes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError, iterparse
from zipfile import BadZipFile, ZipFile

import openpyxl
import pandas as pd
from openpyxl.utils.exceptions import InvalidFileException

from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError
from regiobeeld.observations.readers.columns import text_frame, unreadable

Rows = tuple[object, ...]


def read(path: Path, tabel: Tabel) -> pd.DataFrame:
    """All columns of one sheet as trimmed text, shape (rows, columns with a header).

    `tabel.kopregel` rows stand above the header; `tabel.blad` names the sheet (default: the first).

    Raises:
        ContractError: not a spreadsheet, no such sheet, or no header where it was declared.
    """
    with _opened(path, values=True) as book:
        sheet = _pick_sheet(book, path, tabel)
        header, rows = _read_sheet(sheet, path, tabel)
        place = str(sheet._worksheet_path)
    if any(cell is None for row in rows for cell in row):
        with _opened(path, values=False) as book:
            _, formulas = _read_sheet(_pick_sheet(book, path, tabel), path, tabel)
        _refuse_uncomputed(header, rows, formulas, path)
    _refuse_merged(path, place, tabel)
    # Rows without any value are no data: StatLine and many others leave some at the end.
    body = [row for row in rows if any(cell is not None for cell in row)]
    return text_frame(header, body[: len(body) - tabel.voetregels])


@contextmanager
def _opened(path: Path, *, values: bool) -> Iterator[Any]:
    """The workbook with the outcomes of its formulas, or with the formulas themselves."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=values)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, OSError, ParseError) as error:
        raise unreadable(path, "het is geen XLSX-bestand", "Haal het bestand opnieuw op bij de bron") from error
    try:
        yield book
    finally:
        book.close()


def _refuse_uncomputed(header: Rows, values: list[Rows], formulas: list[Rows], path: Path) -> None:
    """A formula that no spreadsheet ever computed has no value: that is no empty cell."""
    for number, (row, written) in enumerate(zip(values, formulas, strict=False), start=1):
        for column, (value, formula) in enumerate(zip(row, written, strict=True)):
            if value is None and isinstance(formula, str) and formula.startswith("="):
                reason = f"kolom {header[column]} heeft een formule zonder uitkomst (rij {number} onder de kop)"
                raise unreadable(path, reason, "Open het bestand in Excel of LibreOffice en bewaar het")


def _refuse_merged(path: Path, place: str, tabel: Tabel) -> None:
    """Cells taken together below the header: only the first of them holds the value, the others look empty.

    `place`: of the sheet inside the file.
    """
    with ZipFile(path) as packed, packed.open(place) as sheet:
        ranges = [str(item.get("ref")) for _, item in iterparse(sheet) if item.tag.endswith("}mergeCell")]
    below = [ref for ref in ranges if int(re.sub(r"\D", "", ref.partition(":")[0]) or 0) > tabel.kopregel + 1]
    if below:
        mend = "Splits deze cellen in het bestand, zodat elke rij haar eigen waarde heeft"
        raise unreadable(path, f"er zijn samengevoegde cellen ({', '.join(below[:3])})", mend)


def _pick_sheet(book: Any, path: Path, tabel: Tabel) -> Any:
    if tabel.blad is None:
        return book.worksheets[0]
    if tabel.blad not in book.sheetnames:
        sheets = ", ".join(book.sheetnames)
        raise ContractError(
            f"tabblad '{tabel.blad}' bestaat niet", path, f"Verander 'blad' van tabel {tabel.code}: er is {sheets}"
        )
    return book[tabel.blad]


def _read_sheet(sheet: Any, path: Path, tabel: Tabel) -> tuple[Rows, list[Rows]]:
    """Header and all rows below it, to the real end: what the sheet says of its own size may be old."""
    sheet.reset_dimensions()
    rows = islice(sheet.iter_rows(values_only=True), tabel.kopregel, None)
    header = next(rows, ())
    width = max((i + 1 for i, name in enumerate(header) if name is not None), default=0)
    if width == 0:
        mend = f"Controleer 'kopregel' van tabel {tabel.code}: het aantal regels boven de kop"
        raise unreadable(path, f"regel {tabel.kopregel + 1} is geen kopregel", mend)
    return _fit(header, width), [_fit(row, width) for row in rows]


def _fit(row: Rows, width: int) -> Rows:
    return (row + (None,) * width)[:width]
