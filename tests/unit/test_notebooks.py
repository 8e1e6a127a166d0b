"""The notebooks of the project run, show what they promise, and are kept without outputs."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from regiobeeld import paths
from regiobeeld.blocks.shown import MARK
from regiobeeld.outline.chapters import load_order
from regiobeeld.report.render import run_notebook
from small_country import REGION

NOTEBOOKS = sorted(paths.NOTEBOOKS.glob("*.ipynb"))


def parameters(project: Path) -> dict[str, str]:
    return {
        "regio": REGION,
        "peiljaar": "",
        "data_dir": str(project / "outputs" / "parquet"),
        "uitvoer_dir": "",
    }


def shown(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Cell -> what it shows, by type."""
    cells = nbformat.read(path, as_version=4).cells
    return {
        cell.id: [dict(out.data) for out in cell.outputs if out.output_type in ("display_data", "execute_result")]
        for cell in cells
        if cell.cell_type == "code"
    }


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"]] == []
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])


def test_the_notebook_of_the_report_has_every_chapter_under_its_own_heading() -> None:
    cells = nbformat.read(paths.NOTEBOOKS / "regiobeeld.ipynb", as_version=4).cells
    asked = [cell for cell in cells if "beeld.hoofdstuk(" in cell.source]
    assert [ast.literal_eval(cell.source.split("(")[1].rstrip(")")) for cell in asked] == list(load_order())
    before = [cells[cells.index(cell) - 1] for cell in asked]
    assert all(cell.cell_type == "markdown" and cell.source.startswith("## ") for cell in before)


def test_the_exploration_runs_and_three_ways_give_one_figure(
    small_country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REGIOBEELD_PROJECT", str(small_country))
    run_notebook(paths.NOTEBOOKS / "verkenning.ipynb", tmp_path / "klaar.ipynb", parameters(small_country))
    cells = shown(tmp_path / "klaar.ipynb")
    ours = nbformat.read(paths.NOTEBOOKS / "verkenning.ipynb", as_version=4).cells
    assert {cell.id for cell in ours if cell.cell_type == "code" and not cells[cell.id]} == {"parameters"}
    one, two, three = ast.literal_eval(cells["gelijk"][-1]["text/plain"].replace("np.float64", ""))
    assert one == two == three
    assert MARK in cells["zoek"][-1] and "<table" in cells["zoek"][-1]["text/html"]
    assert "<svg" in cells["figuur"][-1]["text/html"] and "aria-label" in cells["figuur"][-1]["text/html"]
    assert "image/png" in cells["eigen-figuur"][-1]


def test_what_only_the_analyst_sees_shows_something(
    small_country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every cell of the report's notebook that is not for the report, without the chapters (which are slow)."""
    monkeypatch.setenv("REGIOBEELD_PROJECT", str(small_country))
    notebook = nbformat.read(paths.NOTEBOOKS / "regiobeeld.ipynb", as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "beeld.hoofdstuk(" not in cell.source]
    nbformat.write(notebook, tmp_path / "kort.ipynb")
    run_notebook(tmp_path / "kort.ipynb", tmp_path / "klaar.ipynb", parameters(small_country))
    cells = shown(tmp_path / "klaar.ipynb")
    looks = {cell: outputs for cell, outputs in cells.items() if cell.startswith("bekijk-")}
    assert len(looks) >= 10
    assert [cell for cell, outputs in looks.items() if not any(MARK in data for data in outputs)] == []
    assert not (tmp_path / "figuren").exists()
