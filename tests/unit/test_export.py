"""Frames become Parquet with declared types, nulls instead of NaN, and the same bytes every time."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from regiobeeld.schema import Column, Table
from regiobeeld.warehouse.export import to_arrow, write_datapackage, write_parquet

SOORT = ("telling", "enquete")
TABLE = Table(
    "proef",
    "Een proef",
    (
        Column("code", "VARCHAR", False, "de code"),
        Column("soort", "VARCHAR", False, "hoe gemaakt", SOORT),
        Column("jaar", "SMALLINT", False, "het jaar"),
        Column("aantal", "INTEGER", True, "hoeveel"),
        Column("waarde", "DOUBLE", True, "het cijfer"),
        Column("dag", "DATE", True, "de dag"),
        Column("is_groot", "BOOLEAN", True, "groot of niet"),
        Column("reden", "VARCHAR", True, "waarom leeg"),
    ),
    ("code",),
)


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "reden": [None, np.nan, "geheim"],
            "is_groot": [True, None, False],
            "dag": [date(2020, 1, 1), None, date(2021, 12, 31)],
            "waarde": [17.3, np.nan, 0.0],
            "aantal": [3.0, np.nan, 0.0],
            "jaar": [2020, 2021, 2022],
            "soort": ["telling", "enquete", "telling"],
            "code": ["a", "b", "c"],
            "niet_gevraagd": [1, 2, 3],
        }
    )


def test_columns_come_in_the_declared_order_and_type(frame: pd.DataFrame) -> None:
    table = to_arrow(frame, TABLE)
    assert table.schema.names == ["code", "soort", "jaar", "aantal", "waarde", "dag", "is_groot", "reden"]
    assert table.schema.types == [
        *(pa.string(), pa.string(), pa.int16(), pa.int32(), pa.float64()),
        *(pa.date32(), pa.bool_(), pa.string()),
    ]
    assert table.schema.field("waarde").metadata == {b"betekenis": b"het cijfer"}


def test_what_is_missing_becomes_null_and_a_zero_stays_a_zero(frame: pd.DataFrame) -> None:
    table = to_arrow(frame, TABLE)
    assert table["waarde"].to_pylist() == [17.3, None, 0.0]
    assert table["aantal"].to_pylist() == [3, None, 0]
    assert table["is_groot"].to_pylist() == [True, None, False]
    assert table["reden"].to_pylist() == [None, None, "geheim"]
    assert table["dag"].to_pylist() == [date(2020, 1, 1), None, date(2021, 12, 31)]


def test_a_hole_in_a_column_that_must_be_full_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(ValueError, match="kolom code mag niet leeg zijn: 1 lege waarden"):
        to_arrow(frame.assign(code=["a", None, "c"]), TABLE)


def test_a_number_that_does_not_fit_is_refused(frame: pd.DataFrame) -> None:
    with pytest.raises(pa.ArrowInvalid):
        to_arrow(frame.assign(jaar=[2020, 2021, 40_000]), TABLE)
    with pytest.raises(pa.ArrowInvalid):
        to_arrow(frame.assign(aantal=[1.5, 2.0, 3.0]), TABLE)


def test_a_missing_column_is_an_error(frame: pd.DataFrame) -> None:
    with pytest.raises(KeyError):
        to_arrow(frame.drop(columns="waarde"), TABLE)


def test_the_same_figures_give_the_same_bytes(frame: pd.DataFrame, tmp_path: Path) -> None:
    for name in ("a", "b/c"):
        write_parquet(to_arrow(frame, TABLE), tmp_path / f"{name}.parquet")
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b/c.parquet").read_bytes()
    assert pq.read_table(tmp_path / "a.parquet").equals(to_arrow(frame, TABLE))


def test_the_descriptor_says_what_stands_in_each_file(frame: pd.DataFrame, tmp_path: Path) -> None:
    write_parquet(to_arrow(frame, TABLE), tmp_path / "proef.parquet")
    indicators = pd.DataFrame(
        {
            "indicator_code": ["roken"],
            "indicator_naam": ["Roken"],
            "eenheid": ["%"],
            "soort": ["enquete"],
            "bron_code": ["monitor"],
        }
    )
    sources = pd.DataFrame(
        {
            "bron_code": ["monitor"],
            "tabel_code": ["85012NED"],
            "citaat": ["GGD'en"],
            "tabel_titel": ["Monitor"],
            "url": ["https://voorbeeld.nl"],
            "licentie": ["CC BY 4.0"],
        }
    )
    write_datapackage(tmp_path, {"proef": TABLE}, indicators, sources)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    (resource,) = package["resources"]
    content = (tmp_path / "proef.parquet").read_bytes()
    assert resource["hash"] == "sha256:" + hashlib.sha256(content).hexdigest()
    assert (resource["path"], resource["rows"]) == ("proef.parquet", 3)
    assert resource["schema"]["primaryKey"] == ["code"]
    assert resource["schema"]["fields"][:2] == [
        {"name": "code", "type": "string", "description": "de code", "constraints": {"required": True}},
        {
            "name": "soort",
            "type": "string",
            "description": "hoe gemaakt",
            "constraints": {"required": True, "enum": ["telling", "enquete"]},
        },
    ]
    assert [field["type"] for field in resource["schema"]["fields"][2:]] == [
        # A whole number that may be empty is a number to readers that have no empty whole numbers.
        *("integer", "number", "number", "date", "boolean", "string")
    ]
    assert package["sources"] == [{"title": "GGD'en: Monitor (85012NED)", "path": "https://voorbeeld.nl"}]
    assert package["licenses"] == [{"name": "CC BY 4.0"}]
    assert package["indicatoren"] == [
        {
            "code": "roken",
            "naam": "Roken",
            "eenheid": "%",
            "soort": "enquete",
            "bron": "monitor",
            "licentie": "CC BY 4.0",
        }
    ]


def test_batches_of_any_size_give_the_same_bytes_as_the_whole_table(tmp_path: Path) -> None:
    """DuckDB hands out batches as they come; a row group holds 65 536 rows all the same."""
    whole = pa.table({"i": pa.array(range(200_000))})
    write_parquet(whole, tmp_path / "heel.parquet")
    for size in (57_344, 1_000, 150_000):
        batches = pa.RecordBatchReader.from_batches(whole.schema, whole.to_batches(max_chunksize=size))
        write_parquet(batches, tmp_path / f"{size}.parquet")
        assert (tmp_path / f"{size}.parquet").read_bytes() == (tmp_path / "heel.parquet").read_bytes()
    assert pq.ParquetFile(tmp_path / "heel.parquet").metadata.row_group(0).num_rows == 65_536
