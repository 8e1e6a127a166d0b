"""DuckDB as a workbench: load frames and basis files into declared tables, take sorted tables out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from regiobeeld.schema import WAARNEMING, Table
from regiobeeld.warehouse.export import to_arrow

PUBLISHED = "waarneming_bron"
"""The basis as it is: every figure as its source published it, in the indeling of the source."""


@contextmanager
def open_store(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new database file; closed at the end, whatever happens."""
    con = duckdb.connect(str(path))
    try:
        con.execute("SET preserve_insertion_order = true")
        yield con
    finally:
        con.close()


def create(con: duckdb.DuckDBPyConnection, table: Table, name: str | None = None) -> None:
    """Create an empty table as declared."""
    con.execute(table.ddl(name))


def insert(con: duckdb.DuckDBPyConnection, frame: pd.DataFrame, table: Table, name: str | None = None) -> None:
    """Append a frame to its table, in the declared types."""
    rows = to_arrow(frame, table)
    con.register("invoer", rows)
    con.execute(f"INSERT INTO {name or table.name} SELECT * FROM invoer")
    con.unregister("invoer")


def load_basis(con: duckdb.DuckDBPyConnection, files: list[Path]) -> int:
    """Load basis files into the table of published figures; return the number of rows."""
    # Created from the query: inserting millions of rows into a table with constraints takes twice as long, and
    # checks/*.sql look at every row anyway.
    columns = ", ".join(f"CAST({c.name} AS {c.kind}) AS {c.name}" for c in WAARNEMING.columns)
    con.execute(f"CREATE TABLE {PUBLISHED} AS SELECT {columns} FROM read_parquet(?)", [[str(f) for f in files]])
    return int(con.execute(f"SELECT count(*) FROM {PUBLISHED}").fetchall()[0][0])


def take(con: duckdb.DuckDBPyConnection, table: Table, name: str, where: str = "true", order: str = "") -> pa.Table:
    """The rows of a table that satisfy a condition, sorted by the declared key or `order`, as Arrow."""
    order = order or ", ".join(table.key)
    columns = ", ".join(table.names)
    query = f"SELECT {columns} FROM {name} WHERE {where} ORDER BY {order}"
    return con.execute(query).to_arrow_table().cast(table.arrow())


def fetch_frame(con: duckdb.DuckDBPyConnection, name: str, where: str) -> pd.DataFrame:
    """Rows of a table as pandas."""
    return con.execute(f"SELECT * FROM {name} WHERE {where}").df()
