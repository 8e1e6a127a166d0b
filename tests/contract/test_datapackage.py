"""The national tables open in other tools: the descriptor is valid Frictionless, and so are the tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import Package, system

MOST_ROWS = 60_000
"""The larger tables have the columns of `waarneming_bron`; reading all their rows one by one takes minutes."""
LOOKED_AT = 500


@pytest.fixture(scope="module")
def descriptor(tables: Path) -> dict[str, object]:
    return dict(json.loads((tables / "datapackage.json").read_text(encoding="utf-8")))


def test_every_table_is_described(tables: Path, descriptor: dict[str, object]) -> None:
    described = {str(resource["path"]) for resource in descriptor["resources"]}  # type: ignore[attr-defined]
    assert described == {path.name for path in tables.glob("*.parquet")}


def test_frictionless_finds_nothing_wrong(tables: Path, descriptor: dict[str, object]) -> None:
    small = [r for r in descriptor["resources"] if r["rows"] <= MOST_ROWS]  # type: ignore[attr-defined]
    with system.use_context(trusted=True):
        package = Package.from_descriptor({**descriptor, "resources": small}, basepath=str(tables))
        report = package.validate(limit_rows=LOOKED_AT)
    wrong = {task.name: [error.message for error in task.errors] for task in report.tasks if not task.valid}
    assert report.valid and not wrong
    assert len(report.tasks) >= 15


def test_a_wrong_type_would_be_found(tables: Path, descriptor: dict[str, object]) -> None:
    """The check above can fail: a name declared as a number is refused."""
    area = next(r for r in descriptor["resources"] if r["name"] == "gebied")  # type: ignore[attr-defined]
    fields = [{**f, "type": "number"} if f["name"] == "gebied_naam" else f for f in area["schema"]["fields"]]
    wrong = {**area, "schema": {"fields": fields}}
    with system.use_context(trusted=True):
        package = Package.from_descriptor({**descriptor, "resources": [wrong]}, basepath=str(tables))
        assert not package.validate(limit_rows=5).valid
