"""Run the notebook for one region (papermill) and turn it into one HTML page with our own template."""

from __future__ import annotations

import gc
import logging
import os
import platform
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import nbformat
import papermill
import psutil
from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from regiobeeld import __version__, errors, paths
from regiobeeld.areas.regions import Region
from regiobeeld.blocks import later
from regiobeeld.blocks.figure import Figuur
from regiobeeld.catalog.files import used_areas
from regiobeeld.chapters_agenda.regio_zegt import chapter_order
from regiobeeld.claims.copies import audit_notebook
from regiobeeld.errors import ContractError, RegiobeeldError, UsageError
from regiobeeld.outline.sentences import said_by
from regiobeeld.profile.once import write_answers
from regiobeeld.report.additions import place_additions
from regiobeeld.report.cells import complete_notebook
from regiobeeld.report.claims import finish_page, no_marks_left
from regiobeeld.report.page import Paginakop, maak_pagina
from regiobeeld.warehouse.export import VERSIONS_FILE

NOTEBOOK = paths.NOTEBOOKS / "regiobeeld.ipynb"
START_SECONDS = 30
"""A kernel takes one second to start, and on a very busy machine ten."""
_GC = (100_000, 20, 100)
_KERNEL = f"""
c.IPKernelApp.log_level = 40
c.HistoryManager.enabled = False
c.InlineBackend.figure_formats = {{"retina"}}
c.IPKernelApp.exec_lines = ["__import__('gc').set_threshold{_GC}"]
"""
_OS_ERROR = re.compile(r"\[Errno (?P<code>\d+)\] (?P<text>[^:]*)(: '(?P<place>.*)')?")
_PACKAGES = ("pandas", "duckdb", "matplotlib", "papermill", "pyarrow")


@dataclass(frozen=True)
class Rendered:
    """What to keep about a run (the region, the day, the versions), and the figures that still become files."""

    about: dict[str, object]
    figuren: list[Figuur] | None


def render_report(
    asked: str,
    region: Region,
    peiljaar: str,
    tables: Path,
    folder: Path,
    notebook: Path | None = None,
    cores: int = 1,
) -> Rendered:
    """Fill `folder` with the report, the executed notebook and the data; with an own notebook the figures too.

    Args:
        asked: the region as the user typed it; the notebook resolves it again, so that it also runs by itself.
        folder: what is in it already is the analyst's own; it stays as it is.
        notebook: the analyst's own, which gets a kernel of its own; None is the one of the project.
        cores: over how many to spread the drawing.
    """
    # Relative to the folder of the report: the executed notebook runs again from there, on any machine.
    parameters = {
        "regio": asked,
        "peiljaar": peiljaar,
        "data_dir": os.path.relpath(tables, folder),
        "uitvoer_dir": ".",
    }
    executed = folder / f"regiobeeld-{region.slug}.ipynb"
    with later.put_off(cores) as work:
        if notebook is None:
            order = chapter_order(region.slug, tables.parent)
            done = _run_here(complete_notebook(NOTEBOOK, executed, order), executed, parameters)
        else:
            _run_own(notebook, executed, parameters)
            done = nbformat.read(str(executed), as_version=4)
        page = finish_page(_page(done, region, peiljaar), folder, tables, {region.own_code: region.naam})
        drawn = work.draw(cores)
    page = no_marks_left(later.fill(page, drawn))
    later.fill_notebook(done, drawn)
    forget_folders(done)
    nbformat.write(done, str(executed))
    audit_notebook(executed, page).refuse(executed.name)
    (folder / f"regiobeeld-{region.slug}.html").write_text(page, encoding="utf-8")
    write_answers()
    if (tables / VERSIONS_FILE).exists():
        shutil.copy(tables / VERSIONS_FILE, folder)
    return Rendered(_describe_run(region), work.figuren)


def _run_here(source: Path, target: Path, parameters: dict[str, str]) -> NotebookNode:
    """Run the notebook of the project inside this process; what it draws is put off by whoever calls this."""
    from regiobeeld.report import engine

    check_parameters(source, parameters)
    # Drawing makes millions of small objects, few of which refer to each other in a circle: looking for those less
    # often saves a tenth of the time of a report.
    gc.set_threshold(*_GC)
    with _own_kernel_settings():
        return papermill.execute_notebook(
            str(source.resolve()),
            None,
            parameters=parameters,
            engine_name=engine.NAME,
            kernel_name="python3",
            progress_bar=False,
            cwd=str(target.parent.resolve()),
        )


def _run_own(source: Path, target: Path, parameters: dict[str, str]) -> None:
    """As `run_notebook`; a mistake in a cell of the analyst is told in one line, for it is no bug of ours."""
    try:
        run_notebook(source, target, parameters)
    except PapermillExecutionError as error:
        what = f"cel {error.cell_index + 1} geeft een fout: {error.ename}: {error.evalue}"
        raise UsageError(what, source.name, "Herstel de cel en probeer het opnieuw") from error


def run_notebook(source: Path, target: Path, parameters: dict[str, str]) -> None:
    """Execute a parameterised notebook in a fresh kernel.

    Raises:
        UsageError: a parameter that the notebook does not know (papermill itself would only warn).
        RegiobeeldError: as raised inside the notebook.
    """
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    # What it calls an error is raised as well, and reaches our reader in our own words.
    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    check_parameters(source, parameters)
    _say_nothing_afterwards()
    with _own_kernel_settings(), _no_kernel_left():
        try:
            papermill.execute_notebook(
                str(source.resolve()),
                str(target.resolve()),
                parameters=parameters,
                kernel_name="python3",
                start_timeout=START_SECONDS,
                progress_bar=False,
                cwd=str(target.parent.resolve()),
                # Nothing is left to save in the kernel, and Ctrl-C should not wait for it.
                shutdown_kernel="immediate",
            )
        except PapermillExecutionError as error:
            raise _translate(error) from error
        except DeadKernelError as error:
            raise errors.SourceUnreachableError(
                "het notebook is halverwege gestopt",
                source.name,
                "Vaak is er te weinig geheugen: sluit andere programma's en probeer het opnieuw",
            ) from error
        except RuntimeError as error:
            if "ernel" not in str(error):  # the words of jupyter_client, which has no class for this
                raise
            raise errors.SourceUnreachableError(
                "het notebook kan niet starten",
                source.name,
                "Maak de omgeving opnieuw: verwijder de map .venv en geef dezelfde opdracht",
            ) from error


@contextmanager
def _own_kernel_settings() -> Iterator[None]:
    """Keep the kernel's history and settings out of the user's home: that may be read-only.

    Drawings of the analyst always go to the notebook, whatever backend the user chose for elsewhere.
    """
    previous = {name: os.environ.get(name) for name in ("IPYTHONDIR", "MPLBACKEND")}
    with tempfile.TemporaryDirectory() as scratch:
        profile = Path(scratch) / "profile_default"
        profile.mkdir()
        (profile / "ipython_kernel_config.py").write_text(_KERNEL, encoding="utf-8")
        os.environ |= {"IPYTHONDIR": scratch, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
        try:
            yield
        finally:
            for name, value in previous.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


@contextmanager
def _no_kernel_left() -> Iterator[None]:
    """End the kernels that were started meanwhile. Papermill ends a kernel that runs when we are stopped, but not
    one that still starts: that would find its folder gone, and say so after our last line."""
    before = set(psutil.Process().children())
    try:
        yield
    finally:
        left = set(psutil.Process().children()) - before
        for kernel in left:
            with suppress(psutil.NoSuchProcess):
                kernel.kill()
        psutil.wait_procs(left, timeout=5)


def _say_nothing_afterwards() -> None:
    """Keep the tasks of a run that is stopped quiet. nbclient leaves them halfway; they find the kernel gone, and
    asyncio would report that with a traceback when it throws them away, after our last line."""
    ensure_event_loop().set_exception_handler(lambda loop, context: None)


def forget_folders(notebook: NotebookNode) -> None:
    """Take out where papermill says that the notebook came from and went to; its own cell gets a fixed id."""
    for name in ("input_path", "output_path"):
        notebook.metadata.papermill.pop(name, None)
    for cell in notebook.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "gekozen-parameters"


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


def _translate(error: PapermillExecutionError) -> BaseException:
    """What went wrong inside the kernel, as if it had happened here; a bug keeps the traceback of the kernel."""
    kind = getattr(errors, str(error.ename), None)
    if isinstance(kind, type) and issubclass(kind, RegiobeeldError):
        return kind(str(error.evalue).rstrip("."))
    if error.ename == "KeyboardInterrupt":
        return KeyboardInterrupt()
    refused = _OS_ERROR.match(str(error.evalue))
    if refused:
        return OSError(int(refused["code"]), refused["text"], refused["place"])
    return error


def to_html(executed: Path, region: Region, peiljaar: str) -> str:
    """One self-contained page: our own template, no code cells, no external address.

    Raises:
        ContractError: a cell has no output that can be shown.
    """
    return _page(nbformat.read(str(executed), as_version=4), region, peiljaar)


def _page(notebook: NotebookNode, region: Region, peiljaar: str) -> str:
    place_additions(notebook)
    page = maak_pagina(notebook, describe_page(region, peiljaar))
    if "<figure" not in page:
        raise ContractError("het regiobeeld heeft geen enkele figuur", region.slug, "Meld dit aan de makers")
    return page


def describe_page(region: Region, peiljaar: str) -> Paginakop:
    """What the head and foot of the page say."""
    made, facts = date.today(), {"gemeenten": len(region.gemeenten), "indeling": used_areas().jaar}
    say = said_by("pagina_regiobeeld", facts)
    return Paginakop(
        naam=region.naam,
        peiljaar=peiljaar,
        ondertitel=say("ondertitel"),
        meta=(say("gemeenten"), say("indeling")),
        gemaakt=f"{made.day}-{made.month}-{made.year}",
        voet=(say("voet"),),
        versie=__version__,
    )


def _describe_run(region: Region) -> dict[str, object]:
    return {
        "regio": {"naam": region.naam, "code": region.code, "aanroep": region.slug},
        "gemaakt": date.today().isoformat(),
        "regiobeeld": __version__,
        "python": platform.python_version(),
        "pakketten": {name: version(name) for name in _PACKAGES},
    }
