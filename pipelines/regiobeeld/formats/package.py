"""`data/datapackage.json`: the figures of one region described for other tools (Frictionless).

What a column means comes from the descriptor beside the national tables, which is made of the schema.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from regiobeeld import __version__
from regiobeeld.documents import parse_json

NAME = "datapackage.json"
_DIALECT = {"delimiter": ";", "lineTerminator": "\n", "header": True}
_NAME_OF = "naam bij de code in de kolom ervoor"


def describe_data(naam: str, slug: str, bron: pd.DataFrame, national: Path, folder: Path) -> None:
    """Write the descriptor of every Parquet and CSV file in `folder`.

    Args:
        naam: the region.
        slug: its name for files.
        bron: the sources (table `bron`).
        national: folder with the national tables and their descriptor.
        folder: where the files of the region are.
    """
    known = _known_fields(national / NAME)
    resources = [part for path in sorted(folder.glob("*.parquet")) for part in _resources(path, known)]
    package = {
        "profile": "data-package",
        "name": f"regiobeeld-{slug}",
        "title": f"Regiobeeld van {naam}: de cijfers",
        "version": __version__,
        "licenses": [{"name": name} for name in sorted(set(bron["licentie"]))],
        "sources": [
            {"title": f"{row.citaat}: {row.tabel_titel} ({row.tabel_code})", "path": row.url}
            for row in bron.sort_values(["bron_code", "tabel_code"]).itertuples()
        ],
        "resources": resources,
    }
    (folder / NAME).write_text(json.dumps(package, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _known_fields(path: Path) -> dict[str, str]:
    """Column -> meaning; where tables mean different things by a name, the first by name of the table counts."""
    if not path.exists():
        return {}
    found = parse_json(path.read_text(encoding="utf-8"))
    fields = [field for resource in found["resources"] for field in resource["schema"]["fields"]]
    return {field["name"]: field["description"] for field in reversed(fields)}


def _resources(path: Path, known: Mapping[str, str]) -> list[dict[str, Any]]:
    table = pq.read_table(path)
    kinds = {field.name: _kind(field.type, table.column(field.name).null_count) for field in table.schema}
    resources = [_resource(path, "parquet", [_field(name, kind, known) for name, kind in kinds.items()])]
    beside = path.with_suffix(".csv")
    if beside.exists():
        fields = [_as_text(_field(name, kinds.get(name, "string"), known)) for name in _header(beside)]
        described = _resource(beside, "csv", fields)
        resources.append({**described, "encoding": "utf-8-sig", "dialect": _DIALECT})
    return resources


def _resource(path: Path, form: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": f"{path.stem}-csv" if form == "csv" else path.stem,
        "path": path.name,
        "format": form,
        "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}",
        "schema": {"fields": fields},
    }


def _field(name: str, kind: str, known: Mapping[str, str]) -> dict[str, Any]:
    meaning = known.get(name, _NAME_OF if name.endswith("_naam") else "")
    return {"name": name, "type": kind, **({"description": meaning} if meaning else {})}


def _as_text(field: dict[str, Any]) -> dict[str, Any]:
    """How the CSV file writes a value: a decimal comma, ja and nee."""
    if field["type"] in ("number", "integer"):
        return {**field, "type": "number", "decimalChar": ","}
    if field["type"] == "boolean":
        return {**field, "trueValues": ["ja"], "falseValues": ["nee"]}
    return field


def _kind(kind: pa.DataType, empty: int) -> str:
    if pa.types.is_boolean(kind):
        return "boolean"
    if pa.types.is_integer(kind):
        # Readers of tables turn whole numbers with empty cells among them into numbers with a point.
        return "number" if empty else "integer"
    if pa.types.is_floating(kind):
        return "number"
    if pa.types.is_list(kind):
        return "array"
    return "date" if pa.types.is_date(kind) else "datetime" if pa.types.is_timestamp(kind) else "string"


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return next(csv.reader(handle, delimiter=";"))
