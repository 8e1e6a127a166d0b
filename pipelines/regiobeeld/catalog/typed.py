"""A table that somebody typed or saved from a spreadsheet: every cell knows its place, for the message.

The separator may be a comma or a semicolon; a number may have a decimal comma or point, but no points between
thousands: 1.250 would be read as one and a quarter by one reader and as more than a thousand by another.
"""

from __future__ import annotations

import csv
import datetime
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from regiobeeld.errors import ContractError, SourceUnreachableError, did_you_mean

LONGEST = 300
"""Most characters of one cell."""
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_SAVE = "Bewaar het als CSV UTF-8"


@dataclass(frozen=True)
class Cell:
    """One cell with its place."""

    file: str
    row: int
    column: str
    text: str

    def refuse(self, what: str, mend: str = "") -> ContractError:
        """What is wrong with this cell, with file, row and column."""
        shown = self.text if len(self.text) <= 60 else self.text[:57] + "..."
        return ContractError(f'{what}: "{shown}"', f"{self.file}, rij {self.row}, kolom {self.column}", mend)


Row = Mapping[str, Cell]


def read_typed(
    path: Path,
    columns: Sequence[str],
    optional: Collection[str] = (),
    known: Mapping[str, str] | None = None,
    long: Collection[str] = (),
) -> Iterator[Row]:
    """The rows of a CSV file as cells by column name; empty rows are skipped.

    Args:
        columns: all names that may stand in the heading; `optional` ones may be absent.
        known: wrong headings that mean something, with what to say of them.
        long: columns of lists, which may have more than `LONGEST` characters.

    Raises:
        ContractError: no UTF-8, no CSV, a column too many or too few, or a row of another length.
        SourceUnreachableError: the file cannot be opened.
    """
    lines = _read_lines(path)
    semicolon = bool(lines) and ";" in lines[0] and "," not in lines[0]
    reader = csv.reader(lines, delimiter=";" if semicolon else ",", strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, columns, optional, known or {}, path.name)
        for fields in reader:
            if any(field.strip() for field in fields):
                yield _row(fields, header, path.name, reader.line_num, long)
    except csv.Error as error:
        raise ContractError(f"geen goede CSV ({error})", f"{path.name}, rij {reader.line_num}") from None


def _read_lines(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ContractError("bestand is geen UTF-8", path.name, _SAVE) from None
    except OSError as error:
        raise SourceUnreachableError("bestand is niet te openen", path, "Controleer de naam") from error
    if "\x00" in text:
        raise ContractError("dit is geen tekstbestand", path.name, _SAVE)
    return text.splitlines()


def _check_header(
    header: list[str], columns: Sequence[str], optional: Collection[str], known: Mapping[str, str], file: str
) -> None:
    unknown = next((name for name in header if name not in columns), None)
    if unknown is not None:
        choose = f"Kies uit: {', '.join(columns)}"
        mend = known.get(unknown.casefold()) or did_you_mean(unknown, columns, choose)
        raise ContractError(f'onbekende kolom "{unknown}"', f"{file}, rij 1, kolom {unknown}", mend)
    needed = [name for name in columns if name not in optional]
    missing = next((name for name in needed if name not in header), None)
    if missing is not None or len(set(header)) < len(header):
        what = f"kolom {missing} ontbreekt" if missing else "een kolom staat er twee keer"
        raise ContractError(what, f"{file}, rij 1", f"Nodig zijn: {', '.join(needed)}")


def _row(fields: list[str], header: list[str], file: str, number: int, long: Collection[str]) -> Row:
    if len(fields) != len(header):
        what = f"deze rij heeft {len(fields)} velden en de kop {len(header)}"
        raise ContractError(what, f"{file}, rij {number}", "Zet tekst met een , tussen aanhalingstekens")
    pairs = zip(header, fields, strict=True)
    return {name: _plain(Cell(file, number, name, field.strip()), name in long) for name, field in pairs}


def _plain(cell: Cell, is_long: bool) -> Cell:
    """The cell, when it holds plain text: markup and formulas are only text, but nothing may be invisible."""
    if any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in cell.text):
        raise cell.refuse("hier staan tekens die niet te zien zijn", "Typ de tekst opnieuw")
    if len(cell.text) > LONGEST and not is_long:
        raise cell.refuse(f"deze tekst is langer dan {LONGEST} tekens")
    return cell


def number(cell: Cell, least: float, most: float | None = None) -> float:
    """The number in a cell, from `least` up to `most`.

    Raises:
        ContractError: no number, a point between thousands, or out of bounds.
    """
    if _THOUSANDS.fullmatch(cell.text):
        raise cell.refuse("is dit een punt voor duizendtallen?", "Schrijf 1250 of 1,25, zonder die punt")
    if not _NUMBER.fullmatch(cell.text):
        raise cell.refuse("dit is geen getal", "Schrijf een getal als 12,5")
    value = float(cell.text.replace(",", "."))
    if value < least:
        raise cell.refuse("dit is te weinig", f"Het getal is ten minste {least:g}")
    if most is not None and value > most:
        raise cell.refuse("dit is te veel", f"Het getal is ten hoogste {most:g}")
    return value


def date_in(cell: Cell) -> datetime.date:
    """The day in a cell, written as 2025-12-31.

    Raises:
        ContractError: it is no such day.
    """
    try:
        return datetime.date.fromisoformat(cell.text)
    except ValueError:
        raise cell.refuse("dit is geen datum", "Schrijf een datum als 2025-12-31") from None


def filled(cell: Cell) -> str:
    """The text of a cell that may not be empty."""
    if not cell.text:
        raise cell.refuse("deze cel mag niet leeg zijn")
    return cell.text
