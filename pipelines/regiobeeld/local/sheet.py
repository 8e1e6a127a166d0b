"""A local file as rows of text with their numbers: CSV in any usual encoding, or XLSX with everything in it."""

from __future__ import annotations

import csv
import datetime
import logging
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from regiobeeld.errors import ContractError
from regiobeeld.local.mistakes import Mistakes
from regiobeeld.readers.xlsx import refusing_damage

MOST_ROWS = 100_000
"""Counts per area and group are fewer; more rows are persons, or not a table for this."""
MOST_COLUMNS = 500
_LARGEST = 100_000_000
_SEPARATORS = ";\t,|"
_FORMULA = re.compile(r"^(=|@|\+(?!\d)|-(?=[A-Za-z(=+@]))")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064]")


@dataclass(frozen=True)
class Line:
    """One row of a file with its number there; texts without spaces around them."""

    number: int
    texts: tuple[str, ...]


@dataclass
class Sheet:
    """The rows below the heading, and the texts of other sheets and remarks, for the gate only."""

    file: str
    header: tuple[str, ...]
    lines: list[Line]
    others: list[tuple[str, Line]] = field(default_factory=list)
    kop: int = 1

    @property
    def is_text(self) -> bool:
        """Whether numbers in it are texts (CSV)."""
        return not self.file.casefold().endswith(".xlsx")

    def label(self, column: int, known: tuple[str, ...]) -> str:
        """What a column is called in a message: its heading when it is declared, else its letter."""
        name = self.header[column] if column < len(self.header) else ""
        return name if name in known else get_column_letter(column + 1)


def read_sheet(path: Path, blad: str | None, above: int, mistakes: Mistakes) -> Sheet | None:
    """The table in a file; None when it cannot be read, with the reason in `mistakes`."""
    if not path.is_file():
        mistakes.add("het bestand is er niet", "Zet het naast de beschrijving, of verander 'bestand'")
        return None
    if path.stat().st_size > _LARGEST:
        mistakes.add("het bestand is te groot voor tellingen per gebied", "Lever tellingen, geen losse regels")
        return None
    try:
        found = (_read_xlsx if path.suffix.lower() == ".xlsx" else _read_csv)(path, blad, above, mistakes)
    except ContractError as error:
        mistakes.add(error.what, error.mend)
        return None
    except (OSError, MemoryError):
        mistakes.add("het bestand is niet te lezen", "Sluit het in andere programma's en kijk naar de rechten")
        return None
    return found if found is not None and _is_table(found, mistakes) else None


def _is_table(sheet: Sheet, mistakes: Mistakes) -> bool:
    """Whether there are a heading and rows; every cell that hides something is a mistake."""
    if not sheet.lines:
        mistakes.add("er staan geen rijen onder de kop")
    names = [name for name in sheet.header if name]
    for name in {name for name in names if names.count(name) > 1}:
        column = get_column_letter(len(sheet.header) - sheet.header[::-1].index(name))
        mistakes.add("deze kop staat er twee keer", "Geef elke kolom een eigen naam", sheet.kop, column)
    for line in (Line(sheet.kop, sheet.header), *sheet.lines):
        for column, text in enumerate(line.texts):
            if _FORMULA.match(text):
                what = "deze cel begint als een formule (=, +, - of @)"
                mistakes.add(what, "Typ alleen tekst of een getal", line.number, get_column_letter(column + 1))
            elif _INVISIBLE.search(text):
                what = "hier staan tekens die niet te zien zijn"
                mistakes.add(what, "Typ de cel opnieuw", line.number, get_column_letter(column + 1))
    return not mistakes


def _read_csv(path: Path, _blad: str | None, above: int, mistakes: Mistakes) -> Sheet | None:
    text = _decode(path.read_bytes())
    if not text.strip("\ufeff \r\n\t\x00;,"):
        mistakes.add("het bestand is leeg")
        return None
    if "\x00" in text:
        row = text[: text.index("\x00")].count("\n") + 1
        mistakes.add("hier staat een teken dat niet te zien is (NUL)", "Bewaar het als CSV UTF-8", row, "A")
        return None
    lines = text.splitlines()
    head = lines[above] if len(lines) > above else ""
    separator = max(_SEPARATORS, key=head.count)
    rows = csv.reader(iter(f"{line}\n" for line in lines), delimiter=separator, strict=True)
    found: list[Line] = []
    try:
        for fields in rows:
            if len(found) > MOST_ROWS:
                _too_many(mistakes)
                return None
            texts = tuple(f.strip() for f in fields)
            # The header stays, however empty: it is where the declaration says it is.
            if any(texts) or rows.line_num == above + 1:
                found.append(Line(rows.line_num, texts))
    except csv.Error:
        what, mend = "een aanhalingsteken wordt niet gesloten, of een cel is te lang", "Bewaar het opnieuw als CSV"
        mistakes.add(what, mend, rows.line_num)
        return None
    body = [line for line in found if line.number > above]
    header = _trim(body[0].texts) if body else ()
    if not _is_heading(header, body[0].number if body else above + 1, body[1:], mistakes):
        return None
    for line in body[1:]:
        if len(_trim(line.texts)) > len(header):
            what = f"deze rij heeft {len(_trim(line.texts))} cellen en de kop {len(header)}"
            mend = (
                f"Tussen de cellen staat nu {_name(separator)}: schrijf een decimale komma niet ook met dat teken"
            )
            mistakes.add(what, mend, line.number, get_column_letter(len(header) + 1))
    filled = [Line(line.number, _fit(line.texts, len(header))) for line in body[1:]]
    return Sheet(path.name, header, filled, [("", line) for line in found if line.number <= above], body[0].number)


def _decode(data: bytes) -> str:
    """Text in UTF-8 (with or without BOM), UTF-16 with BOM, or what Excel on Windows writes."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _name(separator: str) -> str:
    return {";": "een puntkomma", ",": "een komma", "\t": "een tab", "|": "een streep"}[separator]


def _too_many(mistakes: Mistakes) -> None:
    what = f"er zijn meer dan {MOST_ROWS // 1000}.000 rijen: dit lijken losse personen en geen tellingen"
    mistakes.add(what, "Tel de personen op per gebied en groep", MOST_ROWS + 1)


def _trim(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Without the empty cells at the end."""
    width = max((i + 1 for i, text in enumerate(texts) if text), default=0)
    return texts[:width]


def _fit(texts: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (texts + ("",) * width)[:width]


def _read_xlsx(path: Path, blad: str | None, above: int, mistakes: Mistakes) -> Sheet | None:
    with refusing_damage(path), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("openpyxl").setLevel(logging.CRITICAL)
        if _is_long(path):
            _too_many(mistakes)
            return None
        values = openpyxl.load_workbook(path, data_only=True)
        written = openpyxl.load_workbook(path)
        names = [sheet.title for sheet in values.worksheets]
        if blad is not None and blad not in names:
            mistakes.add("het tabblad van 'blad' is er niet", "Controleer 'blad' in de beschrijving")
            return None
        chosen = blad or next((s.title for s in values.worksheets if s.sheet_state == "visible"), names[0])
        _look_at_book(values, chosen, mistakes)
        _look_at_layout(values[chosen], written[chosen], above + 1, mistakes)
        rows = list(_rows(values[chosen]))
        others = [(name, line) for name in names if name != chosen for line in _rows(values[name])]
    others += [("", line) for line in rows if line.number <= above]
    header = next((_trim(line.texts) for line in rows if line.number == above + 1), ())
    if not _is_heading(header, above + 1, [line for line in rows if line.number > above + 1], mistakes):
        return None
    body = [Line(r.number, _fit(r.texts, len(header))) for r in rows if r.number > above + 1 and any(r.texts)]
    for row in (r for r in rows if r.number > above + 1 and len(_trim(r.texts)) > len(header)):
        what, column = "hier staat iets buiten de tabel", get_column_letter(len(header) + 1)
        mistakes.add(what, "Zet boven elke kolom een kop, of maak de cel leeg", row.number, column)
    return Sheet(path.name, header, body, others, above + 1)


def _is_heading(header: tuple[str, ...], number: int, below: list[Line], mistakes: Mistakes) -> bool:
    """Whether this can be the heading: where most rows below it are wider, it is a title, or empty.

    One mistake then, and where the heading probably is; not one for every row.
    """
    rows = [(line.number, len([text for text in line.texts if text])) for line in below if any(line.texts)]
    own = len([text for text in header if text])
    wider = [row for row, filled in rows if filled > own]
    if own and 2 * len(wider) <= len(rows):
        return True
    what = "dit is niet de kop van de tabel" if own else "er staat geen kop boven de tabel"
    mend = f"De kop lijkt in rij {wider[0]} te staan: zet dan 'kopregel' op {wider[0] - 1}" if wider else ""
    mistakes.add(what, mend or "Controleer 'kopregel' en 'blad'", number)
    return False


def _is_long(path: Path) -> bool:
    """Whether any sheet has more rows than a table of counts; read row by row, so that it costs no memory."""
    book = openpyxl.load_workbook(path, read_only=True)
    try:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            if sum(1 for _ in islice(sheet.iter_rows(values_only=True), MOST_ROWS + 2)) > MOST_ROWS + 1:
                return True
    finally:
        book.close()
    return False


def _look_at_book(book: Any, chosen: str, mistakes: Mistakes) -> None:
    for number, sheet in enumerate(book.worksheets, 1):
        if sheet.sheet_state != "visible" and sheet.max_row and any(any(line.texts) for line in _rows(sheet)):
            mistakes.add(f"tabblad {number} is verborgen", "Maak het zichtbaar of gooi het weg", 1, "A")
    if book[chosen].sheet_state != "visible":
        mistakes.add("het tabblad van 'blad' is verborgen", "Maak het zichtbaar")


def _look_at_layout(sheet: Any, written: Any, head: int, mistakes: Mistakes) -> None:
    """What the eye does not see: hidden rows and columns, merged cells, remarks, formulas without an outcome."""
    for area in sheet.merged_cells.ranges:
        if area.max_row >= head:
            mend = "Splits de cellen, zodat elke rij haar eigen waarde heeft"
            mistakes.add("samengevoegde cellen", mend, area.min_row, get_column_letter(area.min_col))
    for number, row in sheet.row_dimensions.items():
        if row.hidden:
            mistakes.add("deze rij is verborgen", "Maak haar zichtbaar of gooi haar weg", int(number))
    for letter, column in sheet.column_dimensions.items():
        if column.hidden:
            mistakes.add("deze kolom is verborgen", "Maak haar zichtbaar of gooi haar weg", head, str(letter))
    for row in written.iter_rows():
        for cell in row:
            if cell.comment is not None:
                mistakes.add("bij deze cel staat een opmerking", "Haal haar weg", cell.row, cell.column_letter)
            if cell.data_type == "f" and sheet.cell(cell.row, cell.column).value is None:
                mend = "Open het bestand in Excel of LibreOffice en bewaar het"
                mistakes.add("deze formule heeft geen uitkomst", mend, cell.row, cell.column_letter)


def _rows(sheet: Any) -> Iterator[Line]:
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        yield Line(number, tuple(_shown(cell) for cell in row))


def _shown(cell: Any) -> str:
    """A cell as text: whole numbers without a point, dates as 2024-12-31, percentages as they are shown."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if "%" in (cell.number_format or ""):
            return f"{number * 100:f}%"
        return str(int(value)) if float(value).is_integer() else f"{number:f}"
    return str(value).strip()
