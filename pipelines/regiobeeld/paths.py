"""Where things stand in a checkout of the project."""

from __future__ import annotations

import hashlib
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
        "dialoog",
    }
)
"""Names in `outputs` that are never a region: a report there would take the place of something else."""


def dialogue(outputs: Path, slug: str) -> Path:
    """What goes out to a region and comes back; not in the folder of its report, which is replaced as a whole."""
    return outputs / "dialoog" / slug


def dialogue_answers(outputs: Path, slug: str) -> Path:
    """The answers of a region, as they were read last."""
    return dialogue(outputs, slug) / "terug"


def dialogue_digest(outputs: Path, slug: str) -> str:
    """The contents of the answers of a region as a part of the stamp of its report; empty when there are none."""
    found = sorted(dialogue_answers(outputs, slug).glob("*.parquet"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in found)).hexdigest() if found else ""


def shorten(path: Path) -> Path:
    """A path as a message names it: relative to where the user stands, when that is shorter."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
