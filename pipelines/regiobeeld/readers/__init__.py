"""Readers: one module per form of file, all with `read(path, tabel) -> DataFrame`.

A reader returns the columns as the source has them: text trimmed, numbers of typed files as they are, nothing
renamed and nothing guessed, so that code '0153' stays text. What a column means is decided in
`observations.facts`. A new form is one module here and one line in `READERS`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from regiobeeld.catalog.tables import Tabel
from regiobeeld.errors import ContractError, SourceUnreachableError
from regiobeeld.manifest import file_sha256
from regiobeeld.readers import csv, odata_json, parquet, xlsx

Reader = Callable[[Path, Tabel], pd.DataFrame]

READERS: dict[str, Reader] = {
    "csv": csv.read,
    "xlsx": xlsx.read,
    "parquet": parquet.read,
    "odata_json": odata_json.read,
}


@dataclass(frozen=True)
class RawTable:
    """A file as read: its columns, the path as declared (`file`) and the sha256 of its bytes."""

    frame: pd.DataFrame
    file: str
    sha256: str


def read_table(folder: Path, tabel: Tabel) -> RawTable:
    """Read the file that `tabel` declares from `folder`.

    Raises:
        SourceUnreachableError: the file is not there.
        ContractError: the file cannot be parsed, or has no rows.
    """
    if tabel.pad is None or tabel.vorm is None:
        raise ContractError(
            "deze tabel heeft geen bestand", tabel.code, "Zet 'pad' en 'vorm' bij de tabel in sources/*.toml"
        )
    path = require_file(folder / tabel.pad)
    frame = READERS[tabel.vorm](path, tabel)
    if frame.empty:
        raise ContractError("het bestand heeft geen rijen", path, "Haal het bestand opnieuw op bij de bron")
    return RawTable(frame, tabel.pad, file_sha256(path))


def require_file(path: Path) -> Path:
    """The same path when it is a file, otherwise an error that says where it was looked for."""
    if not path.is_file():
        raise SourceUnreachableError(
            "bronbestand ontbreekt",
            path,
            "Zet het bestand op deze plek, of geef een andere map: make basis BRONMAP=<map>",
        )
    return path
