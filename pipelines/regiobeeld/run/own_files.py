"""Files of the analyst in the folder of a report: they stay when the report is made again (no pandas here)."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from regiobeeld import fingerprint, paths
from regiobeeld.errors import UsageError
from regiobeeld.run.uptodate import STAMP

PREFIX = "eigen-"
"""How the copy of the notebook begins that `make notebook` makes."""
_MADE = ("figuren", "data", "regiobeeld-", "controle.csv", "versiebericht", "vorige/", STAMP)


def notebook_name(slug: str) -> str:
    """The file name of the analyst's copy of the notebook of a region."""
    return f"{PREFIX}{slug}.ipynb"


def check_notebook(notebook: str | Path) -> Path | None:
    """The analyst's notebook; None for an empty name: the notebook of the project.

    Raises:
        UsageError: there is no such notebook.
    """
    if not str(notebook):
        return None
    path = Path(notebook)
    if path.suffix != ".ipynb" or not path.is_file():
        mend = "Maak een eigen notebook met make notebook REGION=<regio>"
        raise UsageError("dit notebook is er niet", path, mend)
    return path


def digest(notebook: Path | None) -> str:
    """The contents of an own notebook as a part of the stamp of a report; empty for that of the project."""
    return hashlib.sha256(notebook.read_bytes()).hexdigest() if notebook else ""


def keep_own_files(old: Path, fresh: Path) -> None:
    """Copy what no report made from the old folder to the new one, before the new report is made in it."""
    for path in list(_own_files(old)):
        target = fresh / path.relative_to(old)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)


def _own_files(folder: Path) -> Iterator[Path]:
    """What the stamp of the last report does not list, and what has no name of ours (a stamp may be damaged)."""
    made = fingerprint.read_stamp(folder / STAMP).get("bestanden", {})
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for path in (Path(root, name) for name in names):
            inside = path.relative_to(folder).as_posix()
            if inside not in made and not inside.startswith(_MADE) and not path.name.startswith("."):
                yield path


def refuse_other_folder(folder: Path) -> None:
    """A folder that holds neither a report nor a notebook of ours is somebody's own: it is left alone.

    Raises:
        UsageError: it is.
    """
    name = folder.name
    ours = (folder / STAMP, folder / f"regiobeeld-{name}.html", folder / notebook_name(name))
    if folder.is_dir() and any(folder.iterdir()) and not any(path.exists() for path in ours):
        what = "in deze map staan bestanden die niet van een regiobeeld zijn"
        raise UsageError(what, paths.shorten(folder), "Verplaats die bestanden, of geef de regio een andere naam")
