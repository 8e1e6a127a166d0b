"""The embedded figures as DuckDB tables, made by plain SQL: the second route to every number of a report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import duckdb

from regiobeeld.controle.declared import Row, declared_tables
from regiobeeld.controle.expected import add_expected
from regiobeeld.controle.similar import add_compared
from regiobeeld.errors import ContractError

BUURTEN = "-BU-"
"""Part of the name of the files with figures per buurt: no report shows those, and they are the largest."""


def open_basis(sources: Path, name: str, gemeenten: Sequence[str], code: str = "") -> duckdb.DuckDBPyConnection:
    """Load the figures and run `sources/controle/tabellen/*.sql` for one region.

    Args:
        sources: folder with basis/, indeling/, controle/ and the declarations.
        name: what the report calls the region.
        gemeenten: codes of its gemeenten.
        code: its own, which says with what kind of area it is compared.

    Raises:
        ContractError: no basis, or an SQL file that does not run.
    """
    files = [str(path) for path in sorted((sources / "basis").glob("*.parquet")) if BUURTEN not in path.name]
    if not files:
        raise ContractError("er zijn geen ingebouwde cijfers", sources / "basis", "Haal het project opnieuw op")
    database = duckdb.connect()
    database.execute("set threads = 2")
    for key, value in {"indeling": str(sources / "indeling"), "regio_naam": name}.items():
        database.execute(f"set variable {key} = ?", [value])
    database.execute(f"create view basis as select * from read_parquet({files!r}, union_by_name = true)")
    for table, rows in [("regio (gemeente varchar)", [(code,) for code in gemeenten]), *declared_tables(sources)]:
        _fill(database, table, rows)
    for path in sorted((sources / "controle" / "tabellen").glob("*.sql")):
        try:
            database.execute(path.read_text(encoding="utf-8"))
        except duckdb.Error as error:
            raise ContractError(f"deze SQL loopt niet: {str(error).splitlines()[0]}", path.name) from None
    add_expected(database)
    add_compared(database, code)
    # Thousands of small questions follow: sharing one out over threads costs more than it saves.
    database.execute("set threads = 1")
    return database


def _fill(database: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Row]) -> None:
    database.execute(f"create table {table}")
    if rows:
        marks = ", ".join("?" for _ in rows[0])
        database.executemany(f"insert into {table.split(maxsplit=1)[0]} values ({marks})", rows)
