"""A claim recomputed from the national tables: looked up by its key, or added up where it is declared as a sum."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from regiobeeld.controle.claims import CLAIMS, KEY, recompute_claims

MEMBERS = ["GM0001", "GM0002"]
SAME = {
    "periode_start": "2020-01-01",
    "periode_eind": "2020-12-31",
    "geslacht": "totaal",
    "leeftijd": "18+",
    "uitsplitsing": "totaal",
    "tabel_code": "T",
}


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    """Two gemeenten of a region that no source publishes: 30 and 12 volunteers, and 40 and 60 % who smoke."""
    folder = tmp_path / "parquet"
    folder.mkdir()
    rows = [
        {**SAME, "indicator_code": code, "gebied_code": area, "gebied_jaar": 2025, "waarde": value}
        for code, values in {"vrijwilligers": (30.0, 12.0), "roken": (40.0, 60.0)}.items()
        for area, value in zip(MEMBERS, values, strict=True)
    ]
    pd.DataFrame(rows).assign(ondergrens=None, bovengrens=None).astype(
        {"ondergrens": float, "bovengrens": float}
    ).to_parquet(folder / "waarneming.parquet")
    about = {"indicator_code": ["vrijwilligers", "roken"], "aggregatie": ["som", "gewogen"]}
    pd.DataFrame(about).to_parquet(folder / "indicator.parquet")
    links = {
        "gekoppeld": [True],
        "wijk_code": ["WK1"],
        "wijk_oud": ["WK1"],
        "jaar_cijfers": [2020],
        "jaar_kaart": [2022],
    }
    pd.DataFrame(links).to_parquet(folder / "wijkkoppeling_wijk.parquet")
    return folder


def write_claim(folder: Path, indicator: str, area: str, shown: str, value: float) -> Path:
    row: dict[str, Any] = {**SAME, "indicator_code": indicator, "gebied_code": area, "afleiding": "opgeteld"}
    numbers = {"invoer": [0], "veld": ["waarde"], "getoond": [shown], "waarde": [value]}
    target = folder / "klein"
    target.mkdir()
    columns = {name: [[row[name]], [0]] for name in (*KEY, "tabel_code", "afleiding")}
    (target / CLAIMS).write_text(json.dumps({"getallen": numbers, "invoer": columns}), encoding="utf-8")
    return target


@pytest.mark.parametrize(
    ("indicator", "area", "shown", "value", "route", "wrong"),
    [
        ("vrijwilligers", "GM0001", "30", 30.0, "outputs/parquet", 0),
        ("vrijwilligers", "GM0001", "31", 31.0, "outputs/parquet", 1),
        ("vrijwilligers", "RG_klein", "42", 42.0, "opgeteld uit gemeenten", 0),
        ("vrijwilligers", "RG_klein", "43", 43.0, "opgeteld uit gemeenten", 1),
        ("roken", "RG_klein", "100", 100.0, "niet in outputs/parquet", 0),  # a share is no sum
    ],
)
def test_a_claim_is_looked_up_or_added_up(
    tmp_path: Path, parquet: Path, indicator: str, area: str, shown: str, value: float, route: str, wrong: int
) -> None:
    found = recompute_claims(write_claim(tmp_path, indicator, area, shown, value), parquet, MEMBERS)
    assert dict(found.routes) == {route: 1}
    assert len(found.verschillen) == wrong


def test_without_one_of_its_gemeenten_nothing_is_added_up(tmp_path: Path, parquet: Path) -> None:
    folder = write_claim(tmp_path, "vrijwilligers", "RG_klein", "42", 42.0)
    assert recompute_claims(folder, parquet, [*MEMBERS, "GM0003"]).routes == {"niet in outputs/parquet": 1}
