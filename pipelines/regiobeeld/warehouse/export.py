"""Publish: every table as Parquet with fixed options, and a Frictionless descriptor beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from regiobeeld import __version__
from regiobeeld.schema import Column, Table

ROW_GROUP = 65_536
VERSIONS_FILE = "versiebericht.html"
"""Beside the tables when a source was renewed: what changed in its figures."""
_FRICTIONLESS = {
    "VARCHAR": "string",
    "DOUBLE": "number",
    "SMALLINT": "integer",
    "INTEGER": "integer",
    "DATE": "date",
    "BOOLEAN": "boolean",
}


def to_arrow(frame: pd.DataFrame, table: Table) -> pa.Table:
    """The frame in the declared column order and types; NaN becomes null; refuses nulls where none may be."""
    arrays = [_column(frame, column) for column in table.columns]
    return pa.Table.from_arrays(arrays, schema=table.arrow())


def _column(frame: pd.DataFrame, column: Column) -> pa.Array:
    array = pa.Array.from_pandas(frame[column.name], type=Table("", "", (column,), ()).arrow().field(0).type)
    if array.null_count and not column.nullable:
        raise ValueError(f"kolom {column.name} mag niet leeg zijn: {array.null_count} lege waarden")
    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


def write_parquet(data: pa.Table | pa.RecordBatchReader, path: Path) -> None:
    """Write with fixed options, so that the same figures always give the same bytes.

    What comes in batches is never whole in memory: the table of buurten alone would take half a gigabyte.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    options: dict[str, Any] = {
        "compression": "zstd",
        "compression_level": 6,
        "use_dictionary": True,
        "write_statistics": True,
        "store_schema": True,
        "version": "2.6",
    }
    with pq.ParquetWriter(path, data.schema, **options) as writer:
        if isinstance(data, pa.Table):
            writer.write_table(data, row_group_size=ROW_GROUP)
            return
        for group in _in_groups(data):
            writer.write_table(group, row_group_size=ROW_GROUP)


def _in_groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows in tables of one row group each, however the batches were cut."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        waiting.append(batch)
        rows += batch.num_rows
        while rows >= ROW_GROUP:
            whole = pa.Table.from_batches(waiting)
            yield whole.slice(0, ROW_GROUP)
            waiting, rows = whole.slice(ROW_GROUP).to_batches(), rows - ROW_GROUP
    if rows:
        yield pa.Table.from_batches(waiting)


def write_datapackage(
    folder: Path, tables: dict[str, Table], indicators: pd.DataFrame, sources: pd.DataFrame
) -> None:
    """`datapackage.json` (Frictionless): columns and sha256 per file, unit and licence per indicator.

    The size of a file is left out: Frictionless counts bytes of text, which a Parquet file is not.
    """
    resources = [_resource(folder / f"{stem}.parquet", table) for stem, table in sorted(tables.items())]
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": "regiobeeld",
        "title": "Regiobeeld van Nederland: landelijke tabellen",
        "version": __version__,
        "licenses": [{"name": name} for name in sorted(set(sources["licentie"]))],
        "sources": [
            {"title": f"{row.citaat}: {row.tabel_titel} ({row.tabel_code})", "path": row.url}
            for row in sources.sort_values(["bron_code", "tabel_code"]).itertuples()
        ],
        "indicatoren": _describe_indicators(indicators, sources),
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=1, sort_keys=False)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def _describe_indicators(indicators: pd.DataFrame, sources: pd.DataFrame) -> list[dict[str, Any]]:
    """The indicators of the sources that have figures; the others wait for `make bronnen`."""
    licence = dict(zip(sources["bron_code"], sources["licentie"], strict=True))
    present = indicators[indicators["bron_code"].isin(licence)]
    return [
        {
            "code": row.indicator_code,
            "naam": row.indicator_naam,
            "eenheid": row.eenheid,
            "soort": row.soort,
            "bron": row.bron_code,
            "licentie": licence[row.bron_code],
        }
        for row in present.sort_values("indicator_code").itertuples()
    ]


def _resource(path: Path, table: Table) -> dict[str, Any]:
    return {
        "name": path.stem,
        "path": path.name,
        "format": "parquet",
        "description": table.meaning,
        "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
        "rows": pq.read_metadata(path).num_rows,
        "schema": {"fields": [_field(c) for c in table.columns], "primaryKey": list(table.key)},
    }


def _field(column: Column) -> dict[str, Any]:
    kind = _FRICTIONLESS[column.kind]
    is_whole = kind == "integer"
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    return {
        "name": column.name,
        # Readers of tables turn whole numbers with empty cells among them into numbers with a point.
        "type": "number" if is_whole and column.nullable else kind,
        "description": column.meaning,
        "constraints": constraints,
    }
