"""Spreadsheets: StatLine's XLSX exports (typed and untyped) and tables that an organisation publishes."""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
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
from regiobeeld.readers.columns import join_header, text_frame, unreadable

LOG = logging.getLogger("regiobeeld")
# The reader trusts what it reads: a missing part or an odd number in it ends as any of these. Python's own zipfile
# has no error of its own for a part with a password or packed in a way that it does not know: a RuntimeError.
_DAMAGE = (
    *(BadZipFile, InvalidFileException, ParseError, zlib.error, EOFError, OSError, RuntimeError),
    *(KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError),
)
Rows = tuple[object, ...]


def read(path: Path, tabel: Tabel) -> pd.DataFrame:
    """All columns of one sheet as trimmed text, shape (rows, columns with a header).

    `tabel.kopregel` rows stand above the header; `tabel.blad` names the sheet (default: the first). A number that
    is shown as a percentage becomes what is shown: 0.125 is "12.5%".

    Raises:
        ContractError: not a spreadsheet, no such sheet, or no header where it was declared.
    """
    with _opened(path, values=True) as book:
        sheet = _pick_sheet(book, path, tabel)
        header, rows = _read_sheet(sheet, path, tabel, shows_percent=_has_percent(book))
        place = str(sheet._worksheet_path)
    if any(cell is None for row in rows for cell in row):
        with _opened(path, values=False) as book:
            _, formulas = _read_sheet(_pick_sheet(book, path, tabel), path, tabel)
        _refuse_uncomputed(header, rows, formulas, path)
    _look_at_layout(path, place, tabel)
    # Rows without any value are no data: StatLine and many others leave some at the end.
    body = [row for row in rows if any(cell is not None for cell in row)]
    return text_frame(header, body[: len(body) - tabel.voetregels])


@contextmanager
def _opened(path: Path, *, values: bool) -> Iterator[Any]:
    """The workbook with the outcomes of its formulas, or with the formulas themselves."""
    with refusing_damage(path):
        book = openpyxl.load_workbook(path, read_only=True, data_only=values)
        try:
            yield book
        finally:
            book.close()


@contextmanager
def refusing_damage(path: Path) -> Iterator[None]:
    """Whatever a damaged spreadsheet does to its reader becomes one error."""
    try:
        yield
    except _DAMAGE as error:
        raise unreadable(path, "het is geen (heel) XLSX-bestand", "Haal het bestand opnieuw op") from error


def _refuse_uncomputed(header: Rows, values: list[Rows], formulas: list[Rows], path: Path) -> None:
    """A formula that no spreadsheet ever computed has no value: that is no empty cell."""
    for number, (row, written) in enumerate(zip(values, formulas, strict=False), start=1):
        for column, (value, formula) in enumerate(zip(row, written, strict=True)):
            if value is None and isinstance(formula, str) and formula.startswith("="):
                reason = f"kolom {header[column]} heeft een formule zonder uitkomst (rij {number} onder de kop)"
                raise unreadable(path, reason, "Open het bestand in Excel of LibreOffice en bewaar het")


def _look_at_layout(path: Path, place: str, tabel: Tabel) -> None:
    """Refuse cells taken together below the header: only the first holds the value, the others look empty. Name
    rows and columns that are hidden: they are read, and who looks at the sheet does not see them.

    `place`: of the sheet inside the file.
    """
    merged, hidden = [], []
    with refusing_damage(path), ZipFile(path) as packed, packed.open(place) as sheet:
        for _, item in iterparse(sheet):
            kind = item.tag.rpartition("}")[2]
            if kind == "mergeCell":
                merged.append(str(item.get("ref")))
            elif kind in {"row", "col"} and item.get("hidden") in {"1", "true"}:
                hidden.append(f"{'rij' if kind == 'row' else 'kolom'} {item.get('r') or item.get('min')}")
    head = tabel.kopregel + tabel.koprijen
    below = [ref for ref in merged if int(re.sub(r"\D", "", ref.partition(":")[0]) or 0) > head]
    if below:
        mend = "Splits deze cellen in het bestand, zodat elke rij haar eigen waarde heeft"
        raise unreadable(path, f"er zijn samengevoegde cellen ({', '.join(below[:3])})", mend)
    if hidden:
        more = f" en nog {len(hidden) - 3}" if len(hidden) > 3 else ""
        LOG.warning("  let op, %s: verborgen en wel gelezen: %s%s", tabel.code, ", ".join(hidden[:3]), more)


def _pick_sheet(book: Any, path: Path, tabel: Tabel) -> Any:
    if tabel.blad is None:
        return book.worksheets[0]
    if tabel.blad not in book.sheetnames:
        sheets = ", ".join(book.sheetnames)
        raise ContractError(
            f"tabblad '{tabel.blad}' bestaat niet", path, f"Verander 'blad' van tabel {tabel.code}: er is {sheets}"
        )
    return book[tabel.blad]


def _read_sheet(sheet: Any, path: Path, tabel: Tabel, *, shows_percent: bool = False) -> tuple[Rows, list[Rows]]:
    """Header and all rows below it, to the real end: what the sheet says of its own size may be old."""
    sheet.reset_dimensions()
    cells = sheet.iter_rows(values_only=not shows_percent)
    rows = islice((tuple(map(_shown, row)) for row in cells) if shows_percent else cells, tabel.kopregel, None)
    head = list(islice(rows, tabel.koprijen))
    width = max((i + 1 for row in head for i, name in enumerate(row) if name is not None), default=0)
    if width == 0:
        mend = f"Controleer 'kopregel' van tabel {tabel.code}: het aantal regels boven de kop"
        raise unreadable(path, f"regel {tabel.kopregel + 1} is geen kopregel", mend)
    header = [_fit(row, width) for row in head]
    above = [_fill_right(row) for row in header[:-1]]
    name = tuple(join_header([*above, header[-1]])) if above else header[0]
    return name, [_fit(row, width) for row in rows]


def _has_percent(book: Any) -> bool:
    """Whether any style of the workbook shows a percentage (the formats 9 and 10, or one of its own)."""
    own = {164 + i for i, form in enumerate(book._number_formats) if "%" in form}
    return any(style.numFmtId in own | {9, 10} for style in book._cell_styles)


def _shown(cell: Any) -> object:
    """The value of a cell; a number shown as a percentage as text, with the digits that it has."""
    value = cell.value
    if "%" in (getattr(cell, "number_format", None) or "") and isinstance(value, int | float):
        return f"{Decimal(repr(value)) * 100:f}%"
    return value


def _fill_right(row: Rows) -> Rows:
    """A row of a header in which one title stands over several columns."""
    filled: list[object] = []
    for cell in row:
        filled.append(filled[-1] if cell is None and filled else cell)
    return tuple(filled)


def _fit(row: Rows, width: int) -> Rows:
    return (row + (None,) * width)[:width]
