"""Where things stand in a checkout of the project."""

from __future__ import annotations

import os
from pathlib import Path

PROJECT = Path(os.environ.get("REGIOBEELD_PROJECT", Path(__file__).resolve().parents[2]))
SOURCES = PROJECT / "sources"
BASIS = SOURCES / "basis"
NOTEBOOKS = PROJECT / "notebooks"
OUTPUTS = Path(os.environ.get("REGIOBEELD_OUTPUTS", PROJECT / "outputs"))
RESERVED = frozenset(
    {
        "parquet",
        "doelgroepen",
        "versiebericht",
        "samenwerking",
        "hoofdstuk",
        "index",
        "lokaal",
        "plannen",
        "profielen",
        "wijkprofiel",
        "vergelijking",
        "effect",
    }
)
"""Names in `outputs` that are never a region: a report there would take the place of something else."""


def shorten(path: Path) -> Path:
    """A path as a message names it: relative to where the user stands, when that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
