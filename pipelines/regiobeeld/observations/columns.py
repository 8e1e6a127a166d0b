"""Find the declared columns of a table by name, and read their cells as numbers.

StatLine ends a column key in a number that shifts between editions (`Roker_11`, later `Roker_13`), so the number
is no part of the name; whatever then fits two columns is refused instead of guessed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from regiobeeld.catalog.models import Indicator, Kolom, Source
from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError
from regiobeeld.observations.notation import (
    explain_number,
    find_mark,
    is_sign_for_missing,
    parse_number,
    plain_text,
    refuse_hidden_thousands,
)
from regiobeeld.schema import ONTBREEKT, STATUSSEN
from regiobeeld.statline.column_keys import find_column, require_column
from regiobeeld.statline.description import clean_text

Ontbreekt = Literal["geheim", "te_weinig", "niet_gemeten", "nvt", "onbekend"]


@dataclass(frozen=True)
class Entry:
    """One column of a table (position `index`) that holds figures of `indicator`."""

    indicator: Indicator
    kolom: Kolom
    index: int


@dataclass(frozen=True)
class Numbers:
    """The figures of one column: values (NaN = missing) and, per row, an index into `ONTBREEKT` (-1 = a value).

    `marks`: per row an index into `STATUSSEN`, what a declared mark behind the number says of it (-1 = nothing).
    """

    values: npt.NDArray[np.float64]
    reasons: npt.NDArray[np.int8]
    marks: npt.NDArray[np.int8] | None = None

    def take(self, rows: npt.NDArray[np.intp]) -> Numbers:
        """The figures of these rows."""
        return Numbers(self.values[rows], self.reasons[rows], None if self.marks is None else self.marks[rows])


def find_entries(header: list[str], source: Source, tabel: Tabel, file: str) -> list[Entry]:
    """All columns of this table that the source declares an indicator for; absent ones are no error here.

    A column pinned to another period than the table's own belongs to another table.

    Raises:
        ContractError: a column is ambiguous.
    """
    entries = []
    for indicator in source.indicator:
        for kolom in source.columns(tabel, indicator):
            if kolom.periode and tabel.periode and kolom.periode != tabel.periode:
                continue
            index = find_column(header, kolom.kolom, file)
            if index is not None:
                entries.append(Entry(indicator, kolom, index))
    return entries


def refuse_absent(header: list[str], source: Source, tabel: Tabel, file: str) -> None:
    """Refuse a declared column that this table should have and no other table of the source can have.

    Raises:
        ContractError: names the indicator, the column and those that look like it.
    """
    if source.adds_rows:  # a missing column is refused there when the rows are added up
        return
    for indicator in source.indicator:
        for kolom in source.columns(tabel, indicator):
            others = [t for t in source.tabel if t.code != tabel.code and kolom in source.columns(t, indicator)]
            if not others and find_column(header, kolom.kolom, file) is None:
                require_column(header, kolom.kolom, f"{file}, indicator {indicator.code}")


def empty_reason(frame: pd.DataFrame, tabel: Tabel) -> Ontbreekt:
    """What an empty cell means: "not applicable" in a table that also writes '.' (StatLine's untyped exports keep
    the two apart), elsewhere the reason that the table declares."""
    uses_dot = "." in tabel.ontbreekt and any((frame.iloc[:, i] == ".").any() for i in range(frame.shape[1]))
    return "nvt" if uses_dot else tabel.ontbreekt_reden


def read_numbers(
    frame: pd.DataFrame,
    entry: Entry,
    tabel: Tabel,
    empty: Ontbreekt,
    file: str,
    positions: npt.NDArray[np.intp] | None = None,
) -> Numbers:
    """The cells of one column as floats, in the unit of the indicator; `empty` is what an empty cell means.

    Text and number are the same to the last digit; with a `factor` the product is rounded to the digits it can
    have, so that 0.285 x 100 is 28.5. Only the rows at `positions` are read (default: all), the others missing.

    Raises:
        ContractError: a cell is neither a number nor one of the table's signs for missing.
    """
    whole = frame.iloc[:, entry.index]
    if positions is not None and len(positions) < len(frame):
        part = read_numbers(frame.iloc[positions], entry, tabel, empty, file)
        all_values = np.full(len(frame), np.nan)
        all_reasons = np.full(len(frame), ONTBREEKT.index(tabel.ontbreekt_reden), dtype=np.int8)
        all_values[positions], all_reasons[positions] = part.values, part.reasons
        if part.marks is None:
            return Numbers(all_values, all_reasons)
        all_marks = np.full(len(frame), -1, dtype=np.int8)
        all_marks[positions] = part.marks
        return Numbers(all_values, all_reasons, all_marks)
    name = str(frame.columns[entry.index])
    codes, uniques = pd.factorize(whole, use_na_sentinel=False)
    values = np.full(len(uniques), np.nan)
    reasons = np.full(len(uniques), -1, dtype=np.int8)
    for i, cell in enumerate(uniques):
        if cell in entry.indicator.vertaling:
            values[i] = entry.indicator.vertaling[cell]
        elif _is_missing(cell, tabel):
            reasons[i] = ONTBREEKT.index(empty if cell == "" else tabel.ontbreekt_reden)
        else:
            row = int(frame.index[int(np.argmax(codes == i))]) + 1
            values[i] = _to_float(cell, tabel, name, f"{file}, rij {row} onder de kop")
    if entry.indicator.eenheid == "aantal" and not entry.indicator.decimalen:
        refuse_hidden_thousands(list(uniques), tabel, name, file)
    values = _apply_factor(values, [plain_text(cell, tabel) for cell in uniques], entry.indicator.factor)
    if not tabel.merktekens:
        return Numbers(values[codes], reasons[codes])
    told = [tabel.merktekens.get(find_mark(cell, tabel)) for cell in uniques]
    marks = np.array([-1 if word is None else STATUSSEN.index(word) for word in told], dtype=np.int8)
    return Numbers(values[codes], reasons[codes], marks[codes])


def _is_missing(cell: Any, tabel: Tabel) -> bool:
    empty = (isinstance(cell, float) and math.isnan(cell)) or cell == ""
    return empty or is_sign_for_missing(cell, tabel.ontbreekt)


def _to_float(cell: Any, tabel: Tabel, column: str, file: str) -> float:
    value = parse_number(cell, tabel)
    if value is None:
        shown = clean_text(cell, 60)
        raise ContractError(f"'{shown}' in kolom {column} is geen getal", file, explain_number(cell, tabel))
    return value


def _apply_factor(values: npt.NDArray[np.float64], cells: list[Any], factor: float) -> npt.NDArray[np.float64]:
    if factor == 1.0:
        return values
    digits = [_decimals(cell) + _decimals(factor) for cell in cells]
    return np.array([round(v * factor, d) for v, d in zip(values.tolist(), digits, strict=True)])


def _decimals(cell: Any) -> int:
    """Decimals that a number is written with: 2 for '7.90', 0 for 100.0, 5 for 1e-05."""
    text = repr(cell) if isinstance(cell, float) else str(cell)
    mantissa, _, exponent = text.casefold().partition("e")
    digits = mantissa.partition(".")[2]
    digits = "" if isinstance(cell, float) and digits == "0" else digits
    return max(len(digits) - int(exponent or 0), 0)
