"""Run checks/*.sql on the published figures: each query lists the rows that break one rule."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd

from regiobeeld import schema
from regiobeeld.errors import ContractError

FOLDER = Path(__file__).parent / "checks"
_HEADER = re.compile(r"-- (fout|let_op): (.+)")


@dataclass(frozen=True)
class Check:
    """One rule: its name, how serious a breach is, what to tell the user, and the query."""

    name: str
    ernst: str
    message: str
    sql: str


def load_checks(folder: Path = FOLDER) -> list[Check]:
    """Every `*.sql` in the folder; the first line says how serious a breach is and what it means."""
    return [_parse(path) for path in sorted(folder.glob("*.sql"))]


def _parse(path: Path) -> Check:
    header, sql = path.read_text(encoding="utf-8").split("\n", 1)
    match = _HEADER.fullmatch(header)
    if not match:
        raise ContractError("de eerste regel van een controle moet '-- fout: ...' of '-- let_op: ...' zijn", path)
    return Check(path.stem, match[1], match[2], sql.replace("{gebied_patroon}", schema.GEBIED_PATROON))


def run_checks(con: duckdb.DuckDBPyConnection, checks: list[Check]) -> pd.DataFrame:
    """Findings (schema BEVINDING) of the checks that only warn.

    Raises:
        ContractError: a check with severity `fout` lists rows; the first ones are named.
    """
    found = [_findings(check, con.execute(check.sql).df()) for check in checks]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=schema.BEVINDING.names)


def _findings(check: Check, rows: pd.DataFrame) -> pd.DataFrame:
    if check.ernst == "fout" and len(rows):
        examples = "; ".join(sorted(rows["voorbeeld"].astype(str))[:3])
        raise ContractError(
            f"{check.message}: {len(rows)} keer, bijvoorbeeld {examples}",
            f"controle {check.name}",
            "Herstel de declaratie in sources/ of stel de basis opnieuw samen met make basis",
        )
    return pd.DataFrame(
        {
            "code": check.name,
            "ernst": check.ernst,
            "onderwerp": "cijfers",
            "gebied_code": rows["gebied_code"],
            "indicator_code": rows["indicator_code"],
            "tekst": check.message.capitalize() + ": " + rows["voorbeeld"].astype(str) + ".",
        },
        columns=schema.BEVINDING.names,
    )
