"""Every page of docs/voorbeelden does what it says: its steps are taken in a copy of the small country."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from steps import PAGES, Walk, read_steps

from regiobeeld import paths

PYTHON = '#!/bin/sh\nexec "{}" "$@"\n'


@pytest.fixture
def desk(small_country: Path, tmp_path: Path) -> Path:
    """The project as somebody has it who cloned it: sources, Makefile, and an environment that is ready."""
    folder = tmp_path / "regiobeeld"
    shutil.copytree(small_country, folder, symlinks=True)
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(paths.PROJECT / name, folder)
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON.format(sys.executable), encoding="utf-8")
    python.chmod(0o755)
    (folder / ".venv" / ".klaar").touch()
    return folder


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.md")))
def test_the_steps_of_a_page_do_what_it_says(name: str, desk: Path) -> None:
    walk = Walk(desk)
    for step in read_steps(name):
        walk.take(step)
    assert any(step.startswith("antwoord") for step in walk.taken), "een pagina zegt wat er uitkomt"
