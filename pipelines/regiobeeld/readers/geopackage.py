"""GeoPackage: an SQLite file with a table per layer; a geometry is a short header and then WKB."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from regiobeeld.errors import ContractError
from regiobeeld.readers.columns import unreadable

_MAGIC = b"GP"
_EMPTY = 0b1_0000
_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_HEADER_BYTES = 8
_AGAIN = "Haal de GeoPackage opnieuw op; het bestand is waarschijnlijk afgebroken of van een andere soort"


@dataclass(frozen=True)
class Layer:
    """A layer: its attributes per row (names in lower case) and its geometries as WKB (None = empty)."""

    name: str
    epsg: int
    rows: list[dict[str, Any]]
    shapes: list[bytes | None]


def list_layers(path: Path) -> list[str]:
    """Names of the layers with geometry.

    Raises:
        ContractError: no (whole) GeoPackage.
    """
    with _opened(path) as con:
        return [
            name for (name,) in con.execute("SELECT table_name FROM gpkg_geometry_columns ORDER BY table_name")
        ]


def read_layer(path: Path, name: str) -> Layer:
    """All rows of one layer.

    Raises:
        ContractError: no (whole) GeoPackage, or a geometry that is none.
    """
    with _opened(path) as con:
        column, epsg = con.execute(
            "SELECT column_name, organization_coordsys_id FROM gpkg_geometry_columns "
            "JOIN gpkg_spatial_ref_sys USING (srs_id) WHERE table_name = ?",
            [name],
        ).fetchone()
        quoted = name.replace('"', '""')
        cursor = con.execute(f'SELECT * FROM "{quoted}"')
        header = [str(entry[0]) for entry in cursor.description]
        place = header.index(column)
        rows, shapes = [], []
        for row in cursor:
            shapes.append(split_blob(row[place], f"{path.name}, laag {name}"))
            rows.append({key.lower(): cell for key, cell in zip(header, row, strict=True) if key != column})
    return Layer(name, int(epsg), rows, shapes)


def split_blob(blob: object, place: str) -> bytes | None:
    """The WKB in a geometry of a GeoPackage; None when it is empty.

    Raises:
        ContractError: it does not start as the format says.
    """
    if blob is None:
        return None
    if not isinstance(blob, bytes) or blob[:2] != _MAGIC or len(blob) <= _HEADER_BYTES:
        raise ContractError("een grens is geen geometrie van een GeoPackage", place, _AGAIN)
    flags = blob[3]
    envelope = _ENVELOPE_BYTES.get((flags >> 1) & 0b111)
    if envelope is None:
        raise ContractError("een grens is geen geometrie van een GeoPackage", place, _AGAIN)
    return None if flags & _EMPTY else blob[_HEADER_BYTES + envelope :]


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, only to be read; whatever SQLite has against it becomes one Dutch error."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as con:
            yield con
    except (sqlite3.Error, TypeError, ValueError) as error:
        raise unreadable(path, "het is geen (hele) GeoPackage", _AGAIN) from error
