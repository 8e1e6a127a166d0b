"""Run the notebook for one region (papermill) and turn it into one HTML page with our own template."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbconvert import HTMLExporter
from papermill.exceptions import PapermillExecutionError

from regiobeeld import __version__, errors, paths
from regiobeeld.errors import ContractError, RegiobeeldError, UsageError
from regiobeeld.harmonise.regions import Region
from regiobeeld.report.style import webfont_css

NOTEBOOK = paths.NOTEBOOKS / "regiobeeld.ipynb"
TEMPLATES = Path(__file__).parent / "template"
HIDDEN = "niet-in-rapport"
_PACKAGES = ("pandas", "duckdb", "matplotlib", "papermill", "pyarrow")


def render_report(asked: str, region: Region, tables: Path, folder: Path, stamp: dict[str, Any]) -> None:
    """Fill `folder` with the report, the executed notebook, the figures, the data and `run.json`.

    Args:
        asked: the region as the user typed it; the notebook resolves it again, so that it also runs by itself.
    """
    parameters = {
        "regio": asked,
        "peiljaar": str(stamp["peiljaar"]),
        "data_dir": str(tables),
        "uitvoer_dir": str(folder),
    }
    executed = folder / f"regiobeeld-{region.slug}.ipynb"
    run_notebook(NOTEBOOK, executed, parameters)
    page = to_html(executed, region, stamp)
    (folder / f"regiobeeld-{region.slug}.html").write_text(page, encoding="utf-8")
    _write_run(folder, region, stamp)


def run_notebook(source: Path, target: Path, parameters: dict[str, str]) -> None:
    """Execute a parameterised notebook in a fresh kernel.

    Raises:
        UsageError: a parameter that the notebook does not know (papermill itself would only warn).
        RegiobeeldError: as raised inside the notebook.
    """
    check_parameters(source, parameters)
    for chatty in ("papermill", "fontTools"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    with _own_kernel_settings():
        try:
            papermill.execute_notebook(
                str(source), str(target), parameters=parameters, kernel_name="python3", progress_bar=False
            )
        except PapermillExecutionError as error:
            raise _translate(error) from error


@contextmanager
def _own_kernel_settings() -> Iterator[None]:
    """Keep the kernel's history and settings out of the user's home (it may be read-only), and its chatter out of ours."""
    previous = os.environ.get("IPYTHONDIR")
    with tempfile.TemporaryDirectory() as scratch:
        profile = Path(scratch) / "profile_default"
        profile.mkdir()
        settings = "c.IPKernelApp.log_level = 40\nc.HistoryManager.enabled = False\n"
        (profile / "ipython_kernel_config.py").write_text(settings, encoding="utf-8")
        os.environ["IPYTHONDIR"] = scratch
        try:
            yield
        finally:
            os.environ.pop("IPYTHONDIR", None)
            if previous is not None:
                os.environ["IPYTHONDIR"] = previous


def check_parameters(source: Path, parameters: dict[str, str]) -> None:
    """Refuse a parameter that the notebook does not declare in its cell tagged `parameters`."""
    known = set(papermill.inspect_notebook(str(source)))
    unknown = sorted(set(parameters) - known)
    if unknown:
        raise UsageError(
            f"onbekende parameter {', '.join(unknown)}",
            source.name,
            f"Dit notebook kent: {', '.join(sorted(known))}",
        )


def _translate(error: PapermillExecutionError) -> Exception:
    """An error of our own family inside the kernel comes out as itself; anything else is a bug and keeps its traceback."""
    kind = getattr(errors, str(error.ename), None)
    if isinstance(kind, type) and issubclass(kind, RegiobeeldError):
        return kind(str(error.evalue).rstrip("."))
    if error.ename in ("OSError", "PermissionError", "FileNotFoundError"):
        return errors.SourceUnreachableError(f"een bestand kon niet worden gelezen of geschreven: {error.evalue}")
    return error


def to_html(executed: Path, region: Region, stamp: dict[str, Any]) -> str:
    """One self-contained page: our own template, no code cells, no external address.

    Raises:
        ContractError: a cell has no output that can be shown.
    """
    notebook = nbformat.read(str(executed), as_version=4)
    notebook.cells = [cell for cell in notebook.cells if HIDDEN not in cell.metadata.get("tags", [])]
    exporter = HTMLExporter(
        template_name="regiobeeld",
        extra_template_basedirs=[str(TEMPLATES)],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    page, _ = exporter.from_notebook_node(notebook, resources={"regiobeeld": _meta(region, stamp)})
    if "<figure" not in page:
        raise ContractError("het regiobeeld heeft geen enkele figuur", executed.name, "Meld dit aan de makers")
    return str(page)


def _meta(region: Region, stamp: dict[str, Any]) -> dict[str, Any]:
    """What the head and foot of the page say."""
    made = date.today()
    count = len(region.gemeenten)
    return {
        "naam": region.naam,
        "ondertitel": "Bevolking, sociaaleconomische positie, leefstijl en gezondheid in cijfers",
        "versie": __version__,
        "gemaakt": f"{made.day}-{made.month}-{made.year}",
        "peiljaar": stamp["peiljaar"],
        "meta": [f"{count} gemeenten" if count > 1 else "1 gemeente", "Indeling 2025"],
        "voet": ["Cijfers van CBS, RIVM, GGD'en en CPB; de bron staat onder elke figuur en in het hoofdstuk Herkomst."],
        "lettertype_css": webfont_css(),
    }


def _write_run(folder: Path, region: Region, stamp: dict[str, Any]) -> None:
    """`run.json`: what went in, with which versions, and every file that came out with its sha256."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    run = {
        **stamp,
        "regio": {"naam": region.naam, "code": region.code, "aanroep": region.slug},
        "gemaakt": date.today().isoformat(),
        "regiobeeld": __version__,
        "python": platform.python_version(),
        "pakketten": {name: version(name) for name in _PACKAGES},
        "bestanden": {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files},
    }
    (folder / "run.json").write_text(json.dumps(run, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
