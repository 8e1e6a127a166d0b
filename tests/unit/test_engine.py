"""A notebook that runs in this process gives the outputs that a kernel gives, and leaves no trace."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from regiobeeld.errors import UsageError
from regiobeeld.report import engine
from regiobeeld.report.render import run_notebook


def notebook(folder: Path, *sources: str) -> Path:
    """A notebook with one parameter and these cells."""
    first = nbformat.v4.new_code_cell('naam = "niemand"', metadata={"tags": ["parameters"]})
    cells = [first, *(nbformat.v4.new_code_cell(source) for source in sources)]
    about = {"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=about), folder / "proef.ipynb")
    return folder / "proef.ipynb"


def run_here(path: Path, folder: Path, **parameters: str) -> Any:
    return papermill.execute_notebook(
        str(path),
        None,
        parameters=parameters,
        engine_name=engine.NAME,
        kernel_name="python3",
        progress_bar=False,
        cwd=str(folder),
    )


def outputs(document: Any) -> list[list[dict[str, Any]]]:
    return [cell.outputs for cell in document.cells if cell.cell_type == "code"]


def test_a_cell_gives_what_it_gives_in_a_kernel(tmp_path: Path) -> None:
    source = notebook(
        tmp_path,
        "import pandas as pd; from IPython.display import HTML, display\nprint(naam)",
        "display(HTML('<b>een</b>'))\npd.DataFrame({'a': [1]})",
        "waarde = 3;",
        "naam, waarde",
    )
    run_notebook(source, tmp_path / "klaar.ipynb", {"naam": "0153"})
    kernel = nbformat.read(tmp_path / "klaar.ipynb", as_version=4)
    here = run_here(source, tmp_path, naam="0153")
    assert outputs(here) == outputs(kernel)
    counts = [[cell.execution_count for cell in document.cells] for document in (here, kernel)]
    assert counts[0] == counts[1]
    nbformat.validate(here)


def test_nothing_of_one_run_is_left_for_the_next(tmp_path: Path) -> None:
    before = sys.modules["__main__"], sys.displayhook, sys.excepthook, Path.cwd()
    run_here(notebook(tmp_path, "geheim = 1"), tmp_path)
    assert (sys.modules["__main__"], sys.displayhook, sys.excepthook, Path.cwd()) == before
    again = run_here(notebook(tmp_path, "'geheim' in globals()"), tmp_path)
    assert outputs(again)[-1][0]["data"]["text/plain"] == "False"


def test_an_error_is_raised_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = notebook(
        tmp_path, 'from regiobeeld.errors import UsageError\nraise UsageError("geen jaar", "PEILJAAR")'
    )
    with pytest.raises(UsageError) as raised:
        run_here(source, tmp_path)
    assert (raised.value.what, raised.value.where) == ("geen jaar", "PEILJAAR")
    assert capsys.readouterr().err == ""
    with pytest.raises(KeyboardInterrupt):
        run_here(notebook(tmp_path, "raise KeyboardInterrupt"), tmp_path)
