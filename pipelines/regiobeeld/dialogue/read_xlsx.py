"""A filled-in spreadsheet, as it came back from somebody's machine."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from regiobeeld.dialogue.form_xlsx import ABOUT, SHEET, headings
from regiobeeld.dialogue.given import Given, Raw, as_text
from regiobeeld.errors import ContractError
from regiobeeld.outline.dialogue import Vragen

MOST_BYTES, MOST_UNPACKED = 5_000_000, 50_000_000
_ABOVE, _BELOW, _WIDE = 60, 200, 26
_AGAIN = "Vul het formulier opnieuw in, of bewaar het als Excel-werkmap (.xlsx)"
_AS_SENT = "Zet terug wat er stond, of neem een nieuw formulier"


def read_xlsx(path: Path, asked: Vragen) -> Raw:
    """The cells of the form by field.

    Raises:
        ContractError: no spreadsheet, or not this form any more.
    """
    sheet = _open(path)
    cells = [list(row) for row in sheet.iter_rows(max_row=_ABOVE + _BELOW, max_col=_WIDE)]
    place = f"{path.name}, blad {SHEET}"
    over = dict(_above(cells, place))
    missing = next((label for field, label in ABOUT.items() if field not in over), None)
    if missing is not None:
        raise ContractError(f'de regel "{missing}" ontbreekt', place, _AS_SENT)
    return Raw(over, tuple(_rows(cells, place, headings(asked))))


def _open(path: Path) -> Any:
    if path.stat().st_size > MOST_BYTES:
        raise ContractError("dit bestand is te groot voor een formulier", path.name, _AGAIN)
    try:
        with zipfile.ZipFile(path) as packed:
            unpacked = sum(item.file_size for item in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise ContractError("dit bestand is uitgepakt te groot voor een formulier", path.name, _AGAIN)
        book = load_workbook(path, keep_links=False)
    except ContractError:
        raise
    except Exception as error:  # openpyxl has no error of its own: a damaged file gives any kind
        raise ContractError("dit is geen leesbaar Excel-bestand", path.name, _AGAIN) from error
    if SHEET not in book.sheetnames:
        raise ContractError(f'het blad "{SHEET}" ontbreekt', path.name, _AS_SENT)
    return book[SHEET]


def _above(cells: list[list[Any]], place: str) -> Iterator[tuple[str, Given]]:
    """What stands right of each label."""
    fields = {label: field for field, label in ABOUT.items()}
    for row in cells[:_ABOVE]:
        for cell, right in pairwise(row):
            field = fields.pop(as_text(cell.value), None)
            if field is not None:
                yield field, _given(right, place)


def _rows(cells: list[list[Any]], place: str, columns: Mapping[str, str]) -> Iterator[Mapping[str, Given]]:
    """The rows under the heading that hold a code."""
    top = next((n for n, row in enumerate(cells) if columns["code"] in {as_text(c.value) for c in row}), None)
    if top is None:
        raise ContractError(f'de kop "{columns["code"]}" ontbreekt', place, _AS_SENT)
    found = {as_text(cell.value): number for number, cell in enumerate(cells[top])}
    for title in columns.values():
        if title not in found:
            raise ContractError(f'de kolom "{title}" ontbreekt', f"{place}, rij {top + 1}", _AS_SENT)
    for row in cells[top + 1 :]:
        given = {field: _given(row[found[title]], place) for field, title in columns.items()}
        if given["code"].text:
            yield given
        elif given["herkent"].text:
            raise given["code"].refuse("bij dit antwoord ontbreekt de code", _AS_SENT)


def _given(cell: Any, place: str) -> Given:
    return Given(as_text(cell.value), f"{place}, cel {cell.coordinate}")
