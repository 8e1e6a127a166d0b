"""Look at a table that somebody brings, or at one of a service: how it is written and what is in its columns.

What is found here is only proposed (`propose`): a declaration says how a table is read; then nothing is guessed.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError, SourceUnreachableError, UsageError
from regiobeeld.readers import READERS
from regiobeeld.readers.columns import unreadable
from regiobeeld.readers.csv import SEPARATORS
from regiobeeld.readers.xlsx import refusing_damage
from regiobeeld.statline.description import Description

FORMS = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".json": "odata_json",
}
MOST_WORDS = 2000
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*%?")
_YEAR = re.compile(r"(19|20)[0-9]{2}\*?")
_SIGNS = ("", ".", "-", "x", "..")


@dataclass(frozen=True)
class Seen:
    """One column: its name, what the service calls it, its different words (the first ones) and how many."""

    name: str
    words: tuple[str, ...]
    count: int
    title: str = ""
    unit: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    is_topic: bool | None = None

    @property
    def is_numeric(self) -> bool:
        """Whether every cell is a number or a sign for missing."""
        if self.is_topic is not None:
            return self.is_topic
        filled = [word for word in self.words if word not in _SIGNS]
        return bool(filled) and all(_NUMBER.fullmatch(word) for word in filled)


@dataclass(frozen=True)
class Look:
    """A table as found: its columns, and the keys of `[[tabel]]` that say how it is written."""

    name: str
    columns: tuple[Seen, ...]
    keys: dict[str, Any]
    rows: int | None = None


def look_at_file(path: Path) -> Look:
    """A CSV, XLSX, Parquet or JSON file.

    Raises:
        SourceUnreachableError: the file is not there.
        UsageError: another kind of file.
        ContractError: it cannot be read.
    """
    if not path.is_file():
        raise SourceUnreachableError("bestand niet gevonden", path, "Geef make kolommen BESTAND=<bestand>")
    form = FORMS.get(path.suffix.lower())
    if form is None:
        raise UsageError("van dit soort bestand zijn de kolommen niet te tonen", path.name, "Neem CSV of XLSX")
    keys: dict[str, Any] = {"pad": path.name, "vorm": form}
    if form == "csv":
        keys |= _look_at_text(path)
    elif form == "xlsx":
        keys |= _look_at_sheet(path)
    frame = READERS[form](path, _table(keys))
    if frame.empty:
        raise unreadable(path, "er staan geen rijen in", "Haal het bestand opnieuw op")
    columns = tuple(_see(str(name), frame.iloc[:, i]) for i, name in enumerate(frame.columns))
    title = keys.pop("titel", "") or path.stem.replace("_", " ")
    return Look(title, columns, {**keys, **_look_at_numbers(columns)}, len(frame))


def look_at_description(description: Description) -> Look:
    """A table at a service, from what the service says about it."""
    columns = []
    for column in description.columns:
        titles = {key.strip(): title for key, title in description.codes.get(column.key, {}).items()}
        is_topic = column.kind == "onderwerp"
        words = tuple(titles)[:MOST_WORDS]
        columns.append(Seen(column.key, words, len(titles), column.title, column.unit, titles, is_topic))
    return Look(description.title or description.identifier, tuple(columns), {}, description.rows)


def _table(keys: dict[str, Any]) -> Tabel:
    today = datetime.date.today()
    about = {"code": "X", "titel": "X", "gebied_jaar": min(today.year, 2040), "opgenomen": today}
    return Tabel.model_validate({**about, **keys})


def _see(name: str, cells: pd.Series) -> Seen:
    words = cells.astype("str").drop_duplicates()
    return Seen(name, tuple(words.iloc[:MOST_WORDS]), len(words))


def _look_at_text(path: Path) -> dict[str, Any]:
    """Encoding, separator, rows above, of and below the header."""
    raw = path.read_bytes()
    try:
        text, keys = raw.decode("utf-8-sig"), {}
    except UnicodeDecodeError:
        text, keys = raw.decode("iso-8859-1"), {"codering": "iso-8859-1"}
    if "\0" in text:
        raise unreadable(path, "het is geen tekst", "Bewaar het als CSV of XLSX")
    lines = text.splitlines()
    try:
        tables = {sep: list(csv.reader(lines, delimiter=sep)) for sep in SEPARATORS}
    except csv.Error as error:
        raise unreadable(path, "het is geen CSV", "Bewaar het als CSV of XLSX") from error
    separator = max(tables, key=lambda sep: _usual_width(tables[sep]))
    rows = tables[separator]
    layout = _look_at_rows(rows, _usual_width(rows))
    title = {"titel": rows[0][0].strip()} if layout.get("kopregel") and rows[0] and rows[0][0].strip() else {}
    return {**keys, "scheiding": separator, **layout, **title}


def _usual_width(rows: Sequence[Sequence[object]]) -> int:
    return Counter(len(row) for row in rows if row).most_common(1)[0][0] if any(rows) else 0


def _look_at_rows(rows: Sequence[Sequence[object]], width: int) -> dict[str, Any]:
    """Where the header begins, how many rows it has, and how many rows of text stand below the figures."""
    whole = [i for i, row in enumerate(rows) if len(row) == width]
    if not whole:
        return {}
    first, last = whole[0], whole[-1]
    body = next((i for i in whole[1:] if any(map(_is_figure, rows[i][1:]))), first + 1)
    found = {"kopregel": first, "koprijen": min(max(body - first, 1), 9)}
    found["voetregels"] = sum(1 for row in rows[last + 1 :] if row)
    usual = {"kopregel": 0, "koprijen": 1, "voetregels": 0}
    return {key: value for key, value in found.items() if value != usual[key]}


def _is_figure(cell: object) -> bool:
    """A number that is not a year, or a sign for missing: what stands below a header and not in it."""
    text = "" if cell is None else str(cell).strip()
    return text == "." or (_NUMBER.fullmatch(text) is not None and not _YEAR.fullmatch(text))


def _look_at_sheet(path: Path) -> dict[str, Any]:
    with refusing_damage(path):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheet = max(book.worksheets[:20], key=lambda one: one.max_row or 0)
        sheet.reset_dimensions()
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        book.close()
    filled = [_strip(row) for row in rows]
    keys = _look_at_rows(filled, _usual_width(filled))
    return {**({"blad": sheet.title} if len(book.sheetnames) > 1 else {}), **keys}


def _strip(row: Sequence[object]) -> Sequence[object]:
    """A row without the empty cells at its end."""
    last = max((i + 1 for i, cell in enumerate(row) if cell is not None), default=0)
    return row[:last]


def _look_at_numbers(columns: Sequence[Seen]) -> dict[str, Any]:
    """Decimal and thousands sign and percent sign, from all cells that are numbers."""
    cells = [word for column in columns if column.is_numeric for word in column.words]
    keys: dict[str, Any] = {"procentteken": True} if any(word.endswith("%") for word in cells) else {}
    comma = [word.rstrip("%") for word in cells if "," in word]
    point = [word.rstrip("%") for word in cells if "." in word and word not in _SIGNS]
    if comma and all(re.fullmatch(r"[-+]?[0-9.]*,[0-9]+", word) for word in comma):
        keys["decimaal"] = ","
        if point and all(re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", word) for word in point):
            keys["duizendtal"] = "."
    return keys


def require_columns(look: Look) -> Look:
    """The same look, when there is something to propose.

    Raises:
        ContractError: not one column with figures.
    """
    if not any(column.is_numeric for column in look.columns):
        names = ", ".join(column.name for column in look.columns[:8])
        raise ContractError("er is geen kolom met alleen getallen", look.name, f"Wel aanwezig: {names}")
    return look
