"""A notebook runs in its own kernel: what goes wrong there comes out here as what it was."""

from __future__ import annotations

import asyncio
import errno
import gc
from pathlib import Path

import nbformat
import pytest
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError

from regiobeeld.areas.regions import Region
from regiobeeld.errors import ContractError, SourceUnreachableError, UsageError
from regiobeeld.report.render import NOTEBOOK, check_parameters, run_notebook, to_html

REGION = Region("RG_klein", "Klein & Fijn", "klein", ("GM0001",), None)


def notebook(folder: Path, *sources: str) -> Path:
    """A notebook with one parameter and these cells."""
    first = nbformat.v4.new_code_cell('naam = "niemand"', metadata={"tags": ["parameters"]})
    cells = [first, *(nbformat.v4.new_code_cell(source) for source in sources)]
    document = nbformat.v4.new_notebook(
        cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "P", "language": "python"}}
    )
    nbformat.write(document, folder / "proef.ipynb")
    return folder / "proef.ipynb"


def test_parameters_are_injected_and_text_stays_text(tmp_path: Path) -> None:
    source = notebook(tmp_path, "print(repr(naam))", "import os; print(os.path.basename(os.getcwd()))")
    target = tmp_path / "uitvoer" / "klaar.ipynb"
    target.parent.mkdir()
    run_notebook(source, target, {"naam": '0153 "x" \\'})
    shown = [out.text for cell in nbformat.read(target, as_version=4).cells for out in cell.get("outputs", [])]
    # It runs in the folder of its result, so that relative paths in it keep their meaning.
    assert shown == ["'0153 \"x\" \\\\'\n", "uitvoer\n"]


def test_an_unknown_parameter_is_refused_before_anything_runs(tmp_path: Path) -> None:
    source = notebook(tmp_path)
    with pytest.raises(UsageError, match=r"onbekende parameter nam \(proef\.ipynb\)\. Dit notebook kent: naam\."):
        run_notebook(source, tmp_path / "klaar.ipynb", {"nam": "x"})
    assert not (tmp_path / "klaar.ipynb").exists()


def test_our_own_notebook_knows_its_parameters() -> None:
    check_parameters(NOTEBOOK, {"regio": "twente", "peiljaar": "", "data_dir": "x", "uitvoer_dir": "."})
    with pytest.raises(
        UsageError, match=r"onbekende parameter jaar, regoi .*data_dir, peiljaar, regio, uitvoer_dir"
    ):
        check_parameters(NOTEBOOK, {"regoi": "twente", "jaar": "2020"})


def test_an_error_of_ours_comes_out_as_itself(tmp_path: Path) -> None:
    source = notebook(
        tmp_path,
        "from regiobeeld.errors import UsageError",
        'raise UsageError("geen jaar", "PEILJAAR", "Bedoelde u: 2020?")',
    )
    with pytest.raises(UsageError) as raised:
        run_notebook(source, tmp_path / "klaar.ipynb", {})
    assert str(raised.value) == "geen jaar (PEILJAAR). Bedoelde u: 2020?"


def test_a_full_disk_in_the_kernel_is_a_full_disk(tmp_path: Path) -> None:
    source = notebook(tmp_path, 'raise OSError(28, "No space left on device", "figuren/x.png")')
    with pytest.raises(OSError) as raised:
        run_notebook(source, tmp_path / "klaar.ipynb", {})
    assert (raised.value.errno, raised.value.filename) == (errno.ENOSPC, "figuren/x.png")


def test_ctrl_c_in_the_kernel_is_ctrl_c(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run_notebook(notebook(tmp_path, "raise KeyboardInterrupt"), tmp_path / "klaar.ipynb", {})


def test_what_is_left_halfway_when_we_are_stopped_says_nothing_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def find_the_kernel_gone() -> None:
        raise DeadKernelError("Kernel died")

    async def be_stopped_meanwhile() -> None:
        loop.create_task(find_the_kernel_gone())
        await asyncio.sleep(0.01)
        raise KeyboardInterrupt

    def execute(*_: object, **__: object) -> None:
        loop.run_until_complete(be_stopped_meanwhile())

    loop = ensure_event_loop()
    monkeypatch.setattr("papermill.execute_notebook", execute)
    with pytest.raises(KeyboardInterrupt):
        run_notebook(notebook(tmp_path), tmp_path / "klaar.ipynb", {})
    gc.collect()
    assert caplog.messages == []


def test_a_kernel_that_is_killed_is_one_line(tmp_path: Path) -> None:
    source = notebook(tmp_path, "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(
        SourceUnreachableError, match=r"halverwege gestopt \(proef\.ipynb\)\. Vaak is er te weinig"
    ):
        run_notebook(source, tmp_path / "klaar.ipynb", {})


def test_a_bug_keeps_the_traceback_of_the_kernel(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="ZeroDivisionError: division by zero"):
        run_notebook(notebook(tmp_path, "1 / 0"), tmp_path / "klaar.ipynb", {})


def executed(folder: Path, *outputs: str) -> Path:
    cells = [
        nbformat.v4.new_code_cell(
            "geheime_code()", outputs=[nbformat.v4.new_output("display_data", {"text/html": html})]
        )
        for html in outputs
    ]
    hidden = nbformat.v4.new_markdown_cell("# Alleen voor de analist", metadata={"tags": ["niet-in-rapport"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[hidden, *cells]), folder / "klaar.ipynb")
    return folder / "klaar.ipynb"


def test_the_page_has_the_outputs_and_none_of_the_code(tmp_path: Path) -> None:
    path = executed(tmp_path, '<h2 id="a">Hoofdstuk</h2><figure>Figuur</figure>')
    page = to_html(path, REGION, "2022")
    assert page.startswith("<!DOCTYPE html>") and '<html lang="nl">' in page
    assert "<figure>Figuur</figure>" in page
    assert "Klein &amp; Fijn" in page and "Klein & Fijn" not in page
    assert "Peiljaar 2022" in page
    assert "geheime_code" not in page and "Alleen voor de analist" not in page


def test_a_page_without_any_figure_is_not_published(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match="geen enkele figuur"):
        to_html(executed(tmp_path, "<h2>Leeg</h2>"), REGION, {"peiljaar": ""})
