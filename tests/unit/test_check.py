"""Every rule in checks/*.sql lists the one wrong row of a tiny table, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from regiobeeld.errors import ContractError
from regiobeeld.schema import BEVINDING
from regiobeeld.warehouse.check import Check, load_checks, run_checks

CHECKS = {check.name: check for check in load_checks()}

GOOD: dict[str, Any] = {
    "indicator_code": "roken",
    "gebied_code": "GM0141",
    "gebied_jaar": 2020,
    "periode_start": date(2020, 1, 1),
    "periode_eind": date(2020, 12, 31),
    "geslacht": "totaal",
    "leeftijd": "18+",
    "uitsplitsing": "totaal",
    "waarde": 17.3,
    "ondergrens": 16.3,
    "bovengrens": 18.3,
    "teller": None,
    "noemer": 1000.0,
    "ontbreekt": None,
    "bron_code": "monitor",
    "tabel_code": "85012NED",
}
# (rule, what is wrong in one row) -> how the complaint names that row
WRONG: dict[tuple[str, str], tuple[dict[str, Any], str]] = {
    ("bereik", "above 100 %"): ({"waarde": 100.1, "bovengrens": 101.0}, "roken GM0153 = 100.1"),
    ("bereik", "below 0 %"): ({"waarde": -0.1, "ondergrens": -1.0}, "roken GM0153 = -0.1"),
    ("eindig", "not a number"): ({"waarde": float("nan")}, "roken GM0153 2020-01-01"),
    ("eindig", "infinite margin"): ({"bovengrens": float("inf")}, "roken GM0153 2020-01-01"),
    ("eindig", "infinite weight"): ({"noemer": float("inf")}, "roken GM0153 2020-01-01"),
    ("gebied_code", "padded code"): ({"gebied_code": "GM0153  "}, "GM0153  "),
    ("gebied_code", "unknown level"): ({"gebied_code": "LD01"}, "LD01"),
    ("gebied_code", "too few digits"): ({"gebied_code": "WK0153"}, "WK0153"),
    ("interval", "above its margin"): ({"waarde": 18.4}, "roken GM0153 = 18.4 (16.3-18.3)"),
    ("interval", "below its margin"): ({"waarde": 16.2}, "roken GM0153 = 16.2 (16.3-18.3)"),
    ("onbekende_bron", "unknown table"): ({"tabel_code": "99999NED"}, "monitor/99999NED"),
    ("onbekende_indicator", "undeclared"): ({"indicator_code": "vapen"}, "vapen"),
    ("periode", "backwards"): ({"periode_eind": date(2019, 12, 31)}, "roken GM0153 2020-01-01"),
    ("sleutel", "the same twice"): ({"gebied_code": "GM0141", "waarde": 17.0}, "roken GM0141 2020-01-01 18+"),
    ("verwacht", "unlikely"): ({"waarde": 45.0, "bovengrens": 50.0}, "GM0153, 2020, 18+: 45,0 %"),
    ("waarde_of_reden", "empty without reason"): ({"waarde": None}, "roken GM0153 2020-01-01"),
    ("waarde_of_reden", "reason beside a figure"): ({"ontbreekt": "geheim"}, "roken GM0153 2020-01-01"),
}


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """One indicator (0-100 %, plausible 5-40 %) of one table."""
    with duckdb.connect() as connection:
        connection.execute(
            """CREATE TABLE indicator AS
               SELECT 'roken' AS indicator_code, 1 AS decimalen, '%' AS eenheid, '18+' AS leeftijd,
                      0.0 AS bereik_laag, 100.0 AS bereik_hoog, 5.0 AS verwacht_laag, 40.0 AS verwacht_hoog"""
        )
        connection.execute("CREATE TABLE bron AS SELECT 'monitor' AS bron_code, '85012NED' AS tabel_code")
        yield connection


def fill(con: duckdb.DuckDBPyConnection, *rows: dict[str, Any]) -> None:
    numbers = ("waarde", "ondergrens", "bovengrens", "teller", "noemer")
    types = ", ".join(
        f"{name} {'DOUBLE' if name in numbers else 'DATE' if name.startswith('periode') else 'VARCHAR'}"
        for name in GOOD
    )
    con.execute(f"CREATE TABLE waarneming_bron ({types})")
    for row in rows:
        con.execute(
            f"INSERT INTO waarneming_bron VALUES ({', '.join('?' * len(GOOD))})", list((GOOD | row).values())
        )


@pytest.mark.parametrize(
    ("rule", "change", "example"),
    [(rule, *wrong) for (rule, _), wrong in WRONG.items()],
    ids=[": ".join(key) for key in WRONG],
)
def test_a_rule_lists_exactly_the_row_that_breaks_it(
    con: duckdb.DuckDBPyConnection, rule: str, change: dict[str, Any], example: str
) -> None:
    empty = {
        "gebied_code": "GM0158",
        "waarde": None,
        "ondergrens": None,
        "bovengrens": None,
        "ontbreekt": "geheim",
    }
    fill(con, {}, empty, {"gebied_code": "GM0153"} | change)
    assert con.execute(CHECKS[rule].sql).df()["voorbeeld"].tolist() == [example]


def test_rows_that_obey_all_rules_are_listed_by_none(con: duckdb.DuckDBPyConnection) -> None:
    fill(
        con, {}, {"gebied_code": "NL"}, {"gebied_code": "BU01410101"}, {"leeftijd": "65+"}, {"uitsplitsing": "x=1"}
    )
    assert {name: len(con.execute(check.sql).df()) for name, check in CHECKS.items()} == dict.fromkeys(CHECKS, 0)


def test_every_rule_is_tried_above() -> None:
    assert {rule for rule, _ in WRONG} == set(CHECKS)


def test_an_unlikely_figure_of_a_small_area_is_not_a_finding(con: duckdb.DuckDBPyConnection) -> None:
    """Wijken and buurten differ too much for a plausible range to mean anything."""
    fill(con, {"gebied_code": "WK014101", "waarde": 45.0}, {"gebied_code": "BU01410101", "waarde": 45.0})
    assert con.execute(CHECKS["verwacht"].sql).df().empty


def test_a_breach_stops_the_build_and_names_the_first_rows(con: duckdb.DuckDBPyConnection) -> None:
    fill(con, *({"gebied_code": f"GM000{i}", "waarde": 101.0, "bovengrens": 102.0} for i in range(5)))
    with pytest.raises(ContractError) as stopped:
        run_checks(con, [CHECKS["bereik"]])
    assert "5 keer, bijvoorbeeld roken GM0000 = 101.0; roken GM0001 = 101.0; roken GM0002 = 101.0" in str(
        stopped.value
    )
    assert stopped.value.where == "controle bereik"


def test_a_doubt_becomes_a_finding_with_a_sentence(con: duckdb.DuckDBPyConnection) -> None:
    fill(con, {"waarde": 45.0, "bovengrens": 50.0}, {"gebied_code": "GM0153"})
    found = run_checks(con, list(CHECKS.values()))
    assert list(found.columns) == BEVINDING.names
    assert found.to_dict("records") == [
        {
            "code": "verwacht",
            "ernst": "let_op",
            "onderwerp": "cijfers",
            "gebied_code": "GM0141",
            "indicator_code": "roken",
            "tekst": "Een cijfer valt buiten wat aannemelijk is; kijk of het klopt voor u het gebruikt: "
            "GM0141, 2020, 18+: 45,0 %.",
        }
    ]


def test_without_checks_there_are_no_findings(con: duckdb.DuckDBPyConnection) -> None:
    pd.testing.assert_frame_equal(run_checks(con, []), pd.DataFrame(columns=BEVINDING.names))


def test_a_check_is_a_file_with_its_message_in_the_first_line(tmp_path: Path) -> None:
    (tmp_path / "leeg.sql").write_text("-- fout: er is iets leeg\nSELECT 1 AS voorbeeld\n", encoding="utf-8")
    assert load_checks(tmp_path) == [Check("leeg", "fout", "er is iets leeg", "SELECT 1 AS voorbeeld\n")]


@pytest.mark.parametrize("header", ["SELECT 1", "-- melding: iets", "-- fout:iets"])
def test_a_check_without_a_proper_first_line_is_refused(tmp_path: Path, header: str) -> None:
    (tmp_path / "vaag.sql").write_text(f"{header}\nSELECT 1\n", encoding="utf-8")
    with pytest.raises(ContractError, match=r"eerste regel van een controle .*vaag\.sql"):
        load_checks(tmp_path)
