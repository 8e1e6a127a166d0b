"""`make notebook`: a copy of the notebook of a region, for the analyst to change and render."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat

from regiobeeld import paths
from regiobeeld.areas.regions import resolve_region
from regiobeeld.errors import UsageError
from regiobeeld.report.render import NOTEBOOK
from regiobeeld.run.own_files import notebook_name, refuse_other_folder


def copy_notebook(text: str, outputs: Path | None = None) -> Path:
    """Write `outputs/<regio>/eigen-<regio>.ipynb` with the region filled in; it never replaces a copy.

    Raises:
        UsageError: unknown region, or there is such a copy already.
    """
    region, outputs = resolve_region(text), outputs or paths.OUTPUTS
    folder = outputs / region.slug
    target = folder / notebook_name(region.slug)
    if target.exists():
        mend = "Werk daarin verder, of geef dat bestand eerst een andere naam"
        raise UsageError("er staat al een eigen notebook", paths.shorten(target), mend)
    refuse_other_folder(folder)
    folder.mkdir(parents=True, exist_ok=True)
    notebook = nbformat.read(str(NOTEBOOK), as_version=4)
    values = {
        "regio": text,
        "peiljaar": "",
        "data_dir": os.path.relpath(outputs / "parquet", folder),
        "uitvoer_dir": "",
    }
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    nbformat.write(notebook, str(target))
    print(f"Klaar: uw eigen notebook staat in {paths.shorten(target)}")
    print(f"Maak er een rapport van met make regiobeeld REGION={text} NOTEBOOK={paths.shorten(target)}")
    return target
