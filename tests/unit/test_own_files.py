"""What the analyst keeps beside a report survives the next one; an own notebook is never replaced."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest

from regiobeeld.analyst.workbook import copy_notebook
from regiobeeld.errors import UsageError
from regiobeeld.run.own_files import check_notebook, digest, keep_own_files
from regiobeeld.run.report import make_report


def report(folder: Path, *names: str) -> None:
    """A folder as a report leaves it: these files, and the stamp that lists them."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    made = {name: {"bytes": len(name)} for name in names}
    (folder / "run.json").write_text(json.dumps({"bestanden": made}), encoding="utf-8")


def kept(old: Path, fresh: Path) -> set[str]:
    fresh.mkdir()
    keep_own_files(old, fresh)
    return {path.relative_to(fresh).as_posix() for path in fresh.rglob("*") if path.is_file()}


def test_own_files_stay_and_ours_are_made_again(tmp_path: Path) -> None:
    old = tmp_path / "twente"
    report(old, "regiobeeld-twente.html", "figuren/a.svg", "data/bron.csv")
    for name in ("eigen-twente.ipynb", "mijn/telling.csv", "controle.csv", ".geheim"):
        (old / name).parent.mkdir(exist_ok=True)
        (old / name).write_text("van mij", encoding="utf-8")
    assert kept(old, tmp_path / "nieuw") == {"eigen-twente.ipynb", "mijn/telling.csv"}
    assert (tmp_path / "nieuw" / "mijn" / "telling.csv").read_text(encoding="utf-8") == "van mij"


def test_a_damaged_stamp_costs_the_analyst_nothing(tmp_path: Path) -> None:
    old = tmp_path / "twente"
    report(old, "regiobeeld-twente.html", "figuren/a.svg")
    (old / "run.json").write_text("{", encoding="utf-8")
    (old / "eigen-twente.ipynb").write_text("{}", encoding="utf-8")
    assert kept(old, tmp_path / "nieuw") == {"eigen-twente.ipynb"}


def test_a_copy_of_the_notebook_has_the_region_filled_in(tmp_path: Path) -> None:
    path = copy_notebook("twente", tmp_path)
    assert path == tmp_path / "twente" / "eigen-twente.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    parameters = next(cell.source for cell in cells if "parameters" in cell.metadata.get("tags", []))
    assert parameters.splitlines() == [
        "regio = 'twente'",
        "peiljaar = ''",
        "data_dir = '../parquet'",
        "uitvoer_dir = ''",
    ]


def test_a_copy_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    path = copy_notebook("twente", tmp_path)
    path.write_text("mijn werk", encoding="utf-8")
    with pytest.raises(UsageError, match="er staat al een eigen notebook"):
        copy_notebook("twente", tmp_path)
    assert path.read_text(encoding="utf-8") == "mijn werk"


def test_a_notebook_that_is_not_there_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"dit notebook is er niet .*Maak een eigen notebook met make notebook"):
        make_report("twente", outputs=tmp_path, notebook=tmp_path / "weg.ipynb")
    assert list(tmp_path.iterdir()) == []


def test_another_notebook_is_another_report(tmp_path: Path) -> None:
    path = tmp_path / "eigen.ipynb"
    path.write_text("a", encoding="utf-8")
    before = digest(check_notebook(path))
    path.write_text("b", encoding="utf-8")
    assert check_notebook("") is None and digest(None) == ""
    assert digest(check_notebook(path)) != before
