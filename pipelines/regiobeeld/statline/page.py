"""From the JSON of one OData page to an Arrow table with exactly the columns that were agreed.

A page is read through a stencil, which is fast and lean and accepts nothing odd. What does not fit is
read again with `json`, which either manages after all (other spacing) or tells precisely what is wrong.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from threading import Lock
from typing import Any, Literal

import pyarrow as pa
import pyarrow.compute as pc

from regiobeeld.errors import ContractError
from regiobeeld.statline.body import Garbled, Packed
from regiobeeld.statline.fast_page import lift_rows

CellKind = Literal["number", "text", "row"]

_ARROW: dict[CellKind, pa.DataType] = {"number": pa.float64(), "text": pa.string(), "row": pa.int64()}
_NEXT = ("odata.nextLink", "@odata.nextLink")
LONGEST_TEXT = 20_000
_slowly = Lock()  # the careful way costs ten times the memory: one page at a time


@dataclass(frozen=True)
class Layout:
    """The columns of a dataset, in order, and where they come from (for messages)."""

    place: str
    columns: Mapping[str, CellKind]

    @property
    def schema(self) -> pa.Schema:
        return pa.schema([pa.field(name, _ARROW[kind]) for name, kind in self.columns.items()])

    def of_kind(self, kind: CellKind) -> list[str]:
        return [name for name, found in self.columns.items() if found == kind]

    @property
    def row_column(self) -> str:
        """The column that numbers the rows: ID in v3, Id in v4."""
        return self.of_kind("row")[0]


@dataclass(frozen=True)
class Page:
    """Rows of one answer (keys trimmed) and the link to the next answer, if the service gave one."""

    table: pa.Table
    next_link: str | None


def read_page(packed: Packed, layout: Layout) -> Page:
    """Read one page.

    Errors: Garbled when it is not whole JSON, ContractError when columns or values are not as agreed.
    """
    lifted = lift_rows(packed.pieces(), layout.schema)
    if lifted is not None:
        page = Page(lifted.table, _next_link(lifted.envelope))
    else:
        with _slowly:
            page = _read_carefully(packed.unpack(), layout)
    table = _trim_texts(page.table, layout)
    _refuse_odd_values(table, layout)
    return Page(table, page.next_link)


def read_document(body: bytes) -> dict[str, Any]:
    """One JSON object. Errors: Garbled."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Garbled("het antwoord van de dienst is geen leesbare JSON") from error
    if not isinstance(document, dict):
        raise Garbled("het antwoord van de dienst heeft niet de afgesproken vorm")
    return document


def read_rows(body: bytes) -> list[dict[str, Any]]:
    """The `value` of a collection of metadata. Errors: Garbled."""
    rows = read_document(body).get("value")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Garbled("het antwoord van de dienst heeft niet de afgesproken vorm")
    return rows


def read_number(body: bytes) -> int:
    """A bare `$count`, which the services send with or without a byte order mark. Errors: Garbled."""
    text = body.decode("utf-8-sig", errors="replace").strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 12:
        raise Garbled("het antwoord van de dienst is geen aantal")
    return int(text)


def _read_carefully(body: bytes, layout: Layout) -> Page:
    """Read with `json`, row by row, and say what is wrong."""
    document = read_document(body)
    rows = document.get("value")
    if not isinstance(rows, list):
        raise Garbled("het antwoord van de dienst bevat geen rijen")
    expected = set(layout.columns)
    for row in rows:
        if not isinstance(row, dict):
            raise Garbled("het antwoord van de dienst bevat iets anders dan rijen")
        if row.keys() != expected:
            raise _column_error(row, layout)
    columns = [_column(rows, name, kind, layout) for name, kind in layout.columns.items()]
    return Page(pa.table(columns, schema=layout.schema), _next_link(document))


def _next_link(document: Mapping[str, Any]) -> str | None:
    return next((document[name] for name in _NEXT if isinstance(document.get(name), str)), None)


def _column(rows: Sequence[Mapping[str, Any]], name: str, kind: CellKind, layout: Layout) -> pa.Array:
    allowed = {"number": (int, float), "text": (str,), "row": (int,)}[kind]
    values = [row[name] for row in rows]
    odd = next((v for v in values if v is not None and (isinstance(v, bool) or not isinstance(v, allowed))), None)
    if odd is not None:
        raise _value_error(name, odd, layout)
    if any(isinstance(v, float) and not isfinite(v) for v in values):
        raise _value_error(name, "oneindig", layout)
    try:
        return pa.array([float(v) if kind == "number" and v is not None else v for v in values], _ARROW[kind])
    except (OverflowError, pa.ArrowInvalid) as error:
        raise _value_error(name, "een te groot getal", layout) from error


def _trim_texts(table: pa.Table, layout: Layout) -> pa.Table:
    """Keys and texts without the padding of StatLine (`'GM0141    '`)."""
    for name in layout.of_kind("text"):
        position = table.schema.get_field_index(name)
        table = table.set_column(position, table.schema.field(name), pc.utf8_trim_whitespace(table[name]))
    return table


def _refuse_odd_values(table: pa.Table, layout: Layout) -> None:
    """No endless texts, no row without a number."""
    for name in layout.of_kind("text"):
        longest = pc.max(pc.binary_length(table[name])).as_py()
        if longest is not None and longest > LONGEST_TEXT:
            raise _value_error(name, f"een tekst van {longest} tekens", layout)
    if table[layout.row_column].null_count:
        raise _value_error(layout.row_column, "leeg", layout)


def _column_error(row: Mapping[str, Any], layout: Layout) -> ContractError:
    missing = [name for name in layout.columns if name not in row]
    extra = [str(name)[:60] for name in row if name not in layout.columns]
    told = [f"{label} {', '.join(names[:5])}" for label, names in (("zonder", missing), ("met", extra)) if names]
    return ContractError(
        f"de dienst levert een rij {' en '.join(told)}, anders dan de beschrijving van de tabel",
        layout.place,
        "De tabel is aangepast of wordt net vervangen: probeer het later opnieuw",
    )


def _value_error(name: str, value: object, layout: Layout) -> ContractError:
    return ContractError(
        f"kolom {name} bevat een onmogelijke waarde: {str(value)[:60]!r}",
        layout.place,
        "Meld dit bij de bron; deze tabel wordt niet overgenomen",
    )
