"""DuckDB as a workbench: load basis files and frames into declared tables, take sorted tables out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from regiobeeld.schema import WAARNEMING, Table
from regiobeeld.warehouse.export import ROW_GROUP, to_arrow

PUBLISHED = "waarneming_bron"
"""The basis as it is: every figure as its source published it, in the indeling of the source."""
LARGER = "left(gebied_code, 2) NOT IN ('WK', 'BU')"
WIJK, BUURT = "left(gebied_code, 2) = 'WK'", "left(gebied_code, 2) = 'BU'"
DAY = "datetime64[us]"
"""How pandas holds a day."""

MEMORY_LIMIT = os.environ.get("REGIOBEELD_DUCKDB_GEHEUGEN", "400MB")
"""What DuckDB may hold: a quarter is enough for the tables of today, on disk it packs them five times smaller."""


@contextmanager
def open_store(limit: str = MEMORY_LIMIT) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database on a scratch disk, packed, of which at most `limit` is in memory; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="regiobeeld-bouw-") as name:
        folder = Path(name)
        settings: dict[str, Any] = {"memory_limit": limit, "temp_directory": str(folder / "tijdelijk")}
        con = duckdb.connect(str(folder / "bouw.duckdb"), config=settings)
        try:
            yield con
        finally:
            con.close()


def create(con: duckdb.DuckDBPyConnection, table: Table, name: str | None = None) -> None:
    """Create an empty table as declared."""
    con.execute(table.ddl(name))


def insert(con: duckdb.DuckDBPyConnection, frame: pd.DataFrame, table: Table) -> None:
    """Create the declared table and fill it with a frame, in the declared types."""
    create(con, table)
    con.register("invoer", to_arrow(frame, table))
    con.execute(f"INSERT INTO {table.name} SELECT * FROM invoer")
    con.unregister("invoer")


def load_basis(
    con: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    living: Mapping[tuple[str, str], Path] | None = None,
    replaces: Mapping[tuple[str, str], Sequence[str]] | None = None,
    lapses: Mapping[tuple[str, str], tuple[str, str]] | None = None,
) -> int:
    """Load basis files into the table of published figures; return the number of rows.

    Args:
        living: newer snapshots, by source and table: they take the place of that table in the basis.
        replaces: by source and table, the older tables that this edition replaces (`leave_out_replaced`).
        lapses: by source and table, the one that makes all its figures lapse when it is among `living`.
    """
    # Created from the query: inserting millions of rows into a table with constraints takes twice as long, and
    # checks/*.sql look at every row anyway.
    columns = ", ".join(f"CAST({c.name} AS {c.kind}) AS {c.name}" for c in WAARNEMING.columns)
    con.execute(f"CREATE TABLE {PUBLISHED} AS SELECT {columns} FROM read_parquet(?)", [[str(f) for f in files]])
    for (bron, tabel), path in (living or {}).items():
        con.execute(f"DELETE FROM {PUBLISHED} WHERE bron_code = ? AND tabel_code = ?", [bron, tabel])
        con.execute(f"INSERT INTO {PUBLISHED} SELECT {columns} FROM read_parquet(?)", [str(path)])
    for (bron, tabel), successor in (lapses or {}).items():
        if successor in (living or {}):
            con.execute(f"DELETE FROM {PUBLISHED} WHERE bron_code = ? AND tabel_code = ?", [bron, tabel])
    for (bron, tabel), older in (replaces or {}).items():
        leave_out_replaced(con, bron, tabel, older)
    return int(con.execute(f"SELECT count(*) FROM {PUBLISHED}").fetchall()[0][0])


def leave_out_replaced(con: duckdb.DuckDBPyConnection, bron: str, tabel: str, older: Sequence[str]) -> None:
    """Leave out of older editions what a newer one holds: whole series, because two editions are no series.

    A series is an indicator at one level of areas. What the newer edition has no figure for stays.
    """
    series = "indicator_code, left(gebied_code, 2)"
    con.execute(
        f"DELETE FROM {PUBLISHED} WHERE bron_code = $bron AND list_contains($older, tabel_code) AND ({series}) IN "
        f"(SELECT DISTINCT {series} FROM {PUBLISHED} "
        "WHERE bron_code = $bron AND tabel_code = $tabel AND waarde IS NOT NULL)",
        {"bron": bron, "tabel": tabel, "older": list(older)},
    )


def take(
    con: duckdb.DuckDBPyConnection, table: Table, name: str, where: str = "true", order: str = ""
) -> pa.RecordBatchReader:
    """The rows of a table that satisfy a condition, sorted by the declared key or `order`, in batches."""
    order = order or ", ".join(table.key)
    columns = ", ".join(table.names)
    result = con.sql(f"SELECT {columns} FROM {name} WHERE {where} ORDER BY {order}").to_arrow_reader(ROW_GROUP)
    return pa.RecordBatchReader.from_batches(table.arrow(), (batch.cast(table.arrow()) for batch in result))


def fetch_frame(con: duckdb.DuckDBPyConnection, name: str, where: str = "true") -> pd.DataFrame:
    """Rows of a table as pandas, in the order in which they went in.

    Threads may return them in another order at every run, and the last digit of a sum depends on it. By way of
    Arrow texts need not become Python's own first: a seventh of the time of DuckDB's `df()`, and less memory.
    """
    table = con.sql(f"SELECT * FROM {name} WHERE {where} ORDER BY rowid").to_arrow_table()
    frame = table.to_pandas(date_as_object=False, self_destruct=True, split_blocks=True)
    return frame.astype({column: DAY for column in frame if frame[column].dtype.kind == "M"})


def save_database(con: duckdb.DuckDBPyConnection, tables: Sequence[str], path: Path) -> None:
    """Write tables to a database file: a cache for whoever likes SQL. Its bytes differ at every run."""
    con.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS uitvoer")
    for name in tables:
        con.execute(f"CREATE TABLE uitvoer.{name} AS SELECT * FROM {name}")
    con.execute("DETACH uitvoer")
