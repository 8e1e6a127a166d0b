"""DuckDB as a workbench: what goes in comes out in the declared order and type; its errors become ours."""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

from regiobeeld.schema import GEBIED, WAARNEMING
from regiobeeld.warehouse import store
from regiobeeld.warehouse.duckdb_errors import translated
from regiobeeld.warehouse.export import to_arrow, write_parquet

ROW: dict[str, Any] = {
    "indicator_code": "roken",
    "gebied_code": "GM0141",
    "gebied_jaar": 2020,
    "periode_start": date(2020, 1, 1),
    "periode_eind": date(2020, 12, 31),
    "geslacht": "totaal",
    "leeftijd": "18+",
    "uitsplitsing": "totaal",
    "waarde": 17.3,
    "ondergrens": None,
    "bovengrens": None,
    "teller": None,
    "noemer": None,
    "soort": "enquete",
    "status": "definitief",
    "ontbreekt": None,
    "bron_code": "monitor",
    "tabel_code": "85012NED",
    "snapshot": "abc",
    "afleiding": "bron",
    "dekking": None,
}
AREAS = pd.DataFrame(
    {
        "gebied_code": ["GM0153", "GM0141", "GM0141"],
        "gebied_jaar": [2025, 2025, 2020],
        "gebied_naam": ["Enschede", "Almelo", "Almelo"],
        "niveau": ["GM", "GM", "GM"],
        "gemeente_code": ["GM0153", None, "GM0141"],
    }
)


def test_rows_come_out_sorted_by_their_key_in_the_declared_types() -> None:
    with store.open_store() as con:
        store.insert(con, AREAS, GEBIED)
        table = store.take(con, GEBIED, "gebied").read_all()
    assert table.schema.equals(GEBIED.arrow())
    assert [tuple(row.values())[:2] for row in table.to_pylist()] == [
        ("GM0141", 2020),
        ("GM0141", 2025),
        ("GM0153", 2025),
    ]
    assert table["gemeente_code"].to_pylist() == ["GM0141", None, "GM0153"]


def test_a_condition_and_another_order_can_be_given() -> None:
    with store.open_store() as con:
        store.insert(con, AREAS, GEBIED)
        table = store.take(con, GEBIED, "gebied", "gebied_jaar = 2025", "gebied_naam DESC").read_all()
        frame = store.fetch_frame(con, "gebied", "gebied_jaar = 2020")
    assert table["gebied_naam"].to_pylist() == ["Enschede", "Almelo"]
    assert frame["gebied_code"].tolist() == ["GM0141"]


def test_rows_come_in_the_order_in_which_they_went_in() -> None:
    """Also when several threads look for a long list of codes: sums of floats depend on the order of the rows."""
    codes = tuple(f"cijfer_{i}" for i in range(20))
    with store.open_store() as con:
        con.execute(
            """CREATE TABLE veel AS
               SELECT range AS nummer, 'cijfer_' || (range % 25) AS indicator_code FROM range(1000000)"""
        )
        orders = [store.fetch_frame(con, "veel", f"indicator_code IN {codes}")["nummer"] for _ in range(5)]
    assert all(order.is_monotonic_increasing for order in orders)
    assert len(orders[0]) == 800_000


def test_basis_files_become_one_table(tmp_path: Path) -> None:
    for name, value in (("a", 17.3), ("b", 20.1)):
        rows = pd.DataFrame([ROW | {"waarde": value, "gebied_code": "GM0141" if name == "a" else "WK014101"}])
        write_parquet(to_arrow(rows, WAARNEMING), tmp_path / f"{name}.parquet")
    with store.open_store() as con:
        assert store.load_basis(con, [tmp_path / "a.parquet", tmp_path / "b.parquet"]) == 2
        found = store.take(con, WAARNEMING, store.PUBLISHED).read_all()
        larger = store.fetch_frame(con, store.PUBLISHED, store.LARGER)
    assert found.schema.equals(pq.read_schema(tmp_path / "a.parquet"))
    assert found["waarde"].to_pylist() == [17.3, 20.1]
    assert larger["gebied_code"].tolist() == ["GM0141"]


def test_the_database_file_holds_the_tables_that_were_asked_for(tmp_path: Path) -> None:
    """Also in a folder with a quotation mark in its name."""
    path = tmp_path / "map van 's ochtends" / "regiobeeld.duckdb"
    path.parent.mkdir()
    with store.open_store() as con:
        store.insert(con, AREAS, GEBIED)
        store.save_database(con, ["gebied"], path)
    with duckdb.connect(str(path), read_only=True) as con:
        assert con.execute("SELECT count(*) FROM gebied").fetchall() == [(3,)]


# When something goes wrong


def test_a_full_disk_comes_out_as_an_error_of_the_system_that_names_the_file() -> None:
    message = 'Could not write file "/schijf/regiobeeld.duckdb.wal": No space left on device'
    with pytest.raises(OSError) as refused, translated():
        raise duckdb.IOException(message)
    assert (refused.value.errno, refused.value.filename) == (errno.ENOSPC, "/schijf/regiobeeld.duckdb.wal")


def test_ctrl_c_during_a_query_is_ctrl_c() -> None:
    with pytest.raises(KeyboardInterrupt), translated():
        raise RuntimeError("Query interrupted")


@pytest.mark.parametrize("error", [RuntimeError("iets anders"), duckdb.CatalogException("Table does not exist")])
def test_any_other_error_stays_what_it_is(error: Exception) -> None:
    with pytest.raises(type(error)) as raised, translated():
        raise error
    assert raised.value is error


def test_a_newer_edition_takes_the_place_of_whole_series_that_it_holds(tmp_path: Path) -> None:
    """Per indicator and level: the gemeente gives way, also in a year that the newer one lacks; the wijk stays."""
    old = [
        ROW | {"tabel_code": "50090NED", "gebied_code": code, "periode_start": date(year, 1, 1)}
        for code, year in (("GM0141", 2012), ("GM0141", 2020), ("WK014101", 2020))
    ]
    new = [
        ROW | {"tabel_code": "50150NED", "gebied_code": "GM0141", "gebied_jaar": 2024},
        ROW | {"tabel_code": "50150NED", "gebied_code": "WK014101", "gebied_jaar": 2024, "waarde": None},
    ]
    write_parquet(to_arrow(pd.DataFrame(old + new), WAARNEMING), tmp_path / "a.parquet")
    with store.open_store() as con:
        store.load_basis(con, [tmp_path / "a.parquet"], replaces={(ROW["bron_code"], "50150NED"): ("50090NED",)})
        found = store.fetch_frame(con, store.PUBLISHED)
    left = sorted(zip(found["tabel_code"], found["gebied_code"], strict=True))
    assert left == [("50090NED", "WK014101"), ("50150NED", "GM0141"), ("50150NED", "WK014101")]


@pytest.mark.parametrize("is_fetched", [False, True])
def test_figures_lapse_once_the_table_that_they_stood_in_for_has_been_fetched(
    is_fetched: bool, tmp_path: Path
) -> None:
    """Typed over by hand, under codes of their own: all go when the table itself is there, whatever it holds."""
    typed = ROW | {"bron_code": "gemeente", "tabel_code": "50150NED", "indicator_code": "roken_schatting"}
    itself = ROW | {"bron_code": "wijk_buurt", "tabel_code": "50150NED"}
    for name, row in (("basis", typed), ("levend", itself)):
        write_parquet(to_arrow(pd.DataFrame([row]), WAARNEMING), tmp_path / f"{name}.parquet")
    living = {("wijk_buurt", "50150NED"): tmp_path / "levend.parquet"} if is_fetched else {}
    lapses = {("gemeente", "50150NED"): ("wijk_buurt", "50150NED")}
    with store.open_store() as con:
        store.load_basis(con, [tmp_path / "basis.parquet"], living, lapses=lapses)
        found = store.fetch_frame(con, store.PUBLISHED)
    assert found["bron_code"].tolist() == (["wijk_buurt"] if is_fetched else ["gemeente"])
