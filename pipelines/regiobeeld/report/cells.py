"""A chapter that is declared but not in the notebook gets a cell there: a new chapter needs no other change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell

from regiobeeld.outline.chapters import load_order


def complete_notebook(source: Path, target: Path, order: Sequence[str] | None = None) -> Path:
    """The notebook to run: `source` itself when it shows every chapter, else a copy at `target` that does."""
    notebook = nbformat.read(str(source), as_version=4)
    if not add_chapters(notebook.cells, load_order() if order is None else order):
        return source
    nbformat.write(notebook, str(target))
    return target


def add_chapters(cells: list[Any], order: Sequence[str]) -> list[str]:
    """Put a cell for each chapter that no cell names after the chapter before it; returns what was added."""
    added, after = [], _first_chapter(cells, order)
    for code in order:
        place = _cell_of(cells, code)
        if place is None:
            place = after
            name = f"hoofdstuk-{code}".replace("_", "-")
            cells.insert(place, new_code_cell(f'beeld.hoofdstuk("{code}")', id=name))
            added.append(code)
        after = place + 1
    return added


def _first_chapter(cells: Sequence[Any], order: Sequence[str]) -> int:
    """Where the first chapter stands; before the last cell, which saves, when there is none."""
    places = [place for place in (_cell_of(cells, code) for code in order) if place is not None]
    return min(places, default=max(len(cells) - 1, 0))


def _cell_of(cells: Sequence[Any], code: str) -> int | None:
    """The last cell that names the chapter between quotation marks."""
    named = re.compile(rf"""["']{re.escape(code)}["']""")
    found = [n for n, cell in enumerate(cells) if cell.cell_type == "code" and named.search(cell.source)]
    return found[-1] if found else None
