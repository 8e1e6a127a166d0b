"""A copy of the project in another folder, and its command line as a user runs it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from regiobeeld import paths
from warm import warm_python

TIMEOUT = 280
IS_HEAVY = os.environ.get("REGIOBEELD_PROEF") == "zwaar"
"""Whether this is a trial of `make zwaar`: some tests then try more, on more."""
PARTS = ("sources", "pipelines", "notebooks", "requirements.lock", "outputs/parquet")


def copy_project(target: Path, origin: Path = paths.PROJECT) -> None:
    """Copy what a run needs; from the checkout itself without its outputs."""
    parts = PARTS if origin != paths.PROJECT else PARTS[:-1]
    for part in parts:
        (target / part).parent.mkdir(parents=True, exist_ok=True)
        if (origin / part).is_dir():
            shutil.copytree(origin / part, target / part, ignore=_left_out)
        else:
            shutil.copy2(origin / part, target / part)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """The downloads of whoever runs the tests (the room of that name is code)."""
    return {"snapshots"} & set(names) if Path(folder).name == "sources" else set()


def build_tables(project: Path) -> None:
    done = run(project, "gegevens")
    assert done.returncode == 0, done.stderr


def run(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m regiobeeld ...` with the code, sources and outputs of this copy; in a warm Python when it may."""
    settings = surroundings(project, **environment)
    if all(name.startswith("REGIOBEELD_") or name == "TMPDIR" for name in environment):
        return warm_python().run(arguments, project, settings, TIMEOUT)
    return run_cold(project, *arguments, **environment)


def run_cold(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same in a Python that starts for it, exactly as a user has it."""
    command = [sys.executable, "-m", "regiobeeld", *arguments]
    settings = surroundings(project, **environment)
    return subprocess.run(
        command, cwd=project, env=settings, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )


def start(project: Path, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """The same without waiting for the end."""
    # A shell that starts the tests in the background switches Ctrl-C off for all that they start.
    allow_interrupt = "import signal, runpy; signal.signal(signal.SIGINT, signal.default_int_handler); "
    command = [sys.executable, "-c", allow_interrupt + "runpy.run_module('regiobeeld', run_name='__main__')"]
    return subprocess.Popen(
        [*command, *arguments],
        cwd=project,
        env=surroundings(project, **environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def surroundings(project: Path, **environment: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("REGIOBEELD_")}
    # A test starts many a process: the code is compiled by the first of them only.
    own |= {"PYTHONPATH": str(project / "pipelines"), "PYTHONDONTWRITEBYTECODE": ""}
    # The small country has the code as a link: the package would then take the place of the link for the project.
    return own | {"REGIOBEELD_PROJECT": str(project)} | environment


def hashes(folder: Path) -> dict[str, str]:
    """Every file below a folder that a user sees, with its sha256."""
    files = (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(name): hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in files
        if not any(part.startswith(".") for part in name.parts)
    }
